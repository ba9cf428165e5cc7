// SPDX-License-Identifier: Apache-2.0
import Commerce
import Journal

extension SourceContent {
  /// As an event keeps it.
  var canonical: CanonicalValue {
    .map([
      "name_zh": .text(name.chinese), "name_en": .text(name.english), "owner": .integer(owner), "feed": feed.canonical,
      "uses_secret": .boolean(usesSecret), "queries": .list(queries.map(\.canonical)), "schedule": schedule.canonical,
    ])
  }

  /// nil for a form that this program does not know.
  init?(_ value: CanonicalValue?) {
    guard let chinese = value?["name_zh"]?.text, let english = value?["name_en"]?.text, let owner = value?["owner"]?.integer,
      let feed = SourceFeed(value?["feed"]), let schedule = SourceSchedule(value?["schedule"]), let queries = value?["queries"]?.list
    else { return nil }
    self.init(
      name: BilingualText(chinese, english), owner: owner, feed: feed, usesSecret: value?["uses_secret"]?.boolean ?? false,
      queries: queries.compactMap { SourceQuery($0) }, schedule: schedule)
  }
}

extension SourceFeed {
  /// `postgres`, `odbc`, `rest`, `folder`, `push`
  public var type: String {
    switch self {
    case .push: "push"
    case .connection(.postgres): "postgres"
    case .connection(.odbc): "odbc"
    case .connection(.rest): "rest"
    case .connection(.folder): "folder"
    }
  }

  fileprivate var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] =
      switch self {
      case .push: [:]
      case .connection(.postgres(let source)):
        [
          "host": .text(source.host), "port": .integer(Int64(source.port)), "database": .text(source.database), "user": .text(source.user),
          "protection": .text(source.protection.rawValue), "zone": .integer(Int64(source.zoneMinutes)),
        ]
      case .connection(.odbc(let source)):
        [
          "driver": .text(source.driver), "host": .text(source.host), "port": .integer(Int64(source.port)),
          "database": .text(source.database), "user": .text(source.user), "protection": .text(source.protection.rawValue),
          "zone": .integer(Int64(source.zoneMinutes)), "options": .map(source.options.mapValues { .text($0) }),
        ]
      case .connection(.rest(let source)): source.fields
      case .connection(.folder(let path)): ["path": .text(path)]
      }
    fields["type"] = .text(type)
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue?) {
    func text(_ name: String) -> String { value?[name]?.text ?? "" }
    func whole(_ name: String, _ standard: Int) -> Int { value?[name]?.integer.flatMap { Int(exactly: $0) } ?? standard }
    let protection = SourceProtection(rawValue: text("protection")) ?? .verified
    switch value?["type"]?.text {
    case "push": self = .push
    case "folder": self = .connection(.folder(path: text("path")))
    case "postgres":
      self = .connection(
        .postgres(
          PostgresSource(
            host: text("host"), port: whole("port", 5432), database: text("database"), user: text("user"), protection: protection,
            zoneMinutes: whole("zone", 480))))
    case "odbc":
      self = .connection(
        .odbc(
          ODBCSource(
            driver: text("driver"), host: text("host"), port: whole("port", 0), database: text("database"), user: text("user"),
            protection: protection, zoneMinutes: whole("zone", 480), options: value?["options"]?.map?.compactMapValues(\.text) ?? [:])))
    case "rest": self = .connection(.rest(RESTSource(value)))
    default: return nil
    }
  }
}

extension RESTSource {
  fileprivate var fields: [String: CanonicalValue] {
    var fields: [String: CanonicalValue] = [
      "url": .text(url), "rows_path": .text(rowsPath), "in_order": .boolean(isInOrderOfMark),
    ]
    fields["since_parameter"] = sinceParameter.map { .text($0) }
    fields["secret_header"] = secretHeader.map { .text($0) }
    switch paging {
    case .none: break
    case .pageNumber(let parameter, let first, let sizeParameter, let size):
      var page: [String: CanonicalValue] = ["parameter": .text(parameter), "first": .integer(Int64(first)), "size": .integer(Int64(size))]
      page["size_parameter"] = sizeParameter.map { .text($0) }
      fields["page_number"] = .map(page)
    case .cursor(let parameter, let path): fields["cursor"] = .map(["parameter": .text(parameter), "path": .text(path)])
    case .nextLink(let path): fields["next_link"] = .text(path)
    }
    return fields
  }

  fileprivate init(_ value: CanonicalValue?) {
    func whole(_ value: CanonicalValue?, _ standard: Int) -> Int { value?.integer.flatMap { Int(exactly: $0) } ?? standard }
    var paging = Paging.none
    if let page = value?["page_number"] {
      paging = .pageNumber(
        parameter: page["parameter"]?.text ?? "", first: whole(page["first"], 1), sizeParameter: page["size_parameter"]?.text,
        size: whole(page["size"], 0))
    } else if let cursor = value?["cursor"] {
      paging = .cursor(parameter: cursor["parameter"]?.text ?? "", path: cursor["path"]?.text ?? "")
    } else if let path = value?["next_link"]?.text {
      paging = .nextLink(path: path)
    }
    self.init(
      url: value?["url"]?.text ?? "", rowsPath: value?["rows_path"]?.text ?? "", paging: paging,
      sinceParameter: value?["since_parameter"]?.text, isInOrderOfMark: value?["in_order"]?.boolean ?? false,
      secretHeader: value?["secret_header"]?.text)
  }
}

extension SourceQuery {
  fileprivate var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = ["kind": .text(kind.rawValue), "text": .text(text)]
    if let watermark {
      fields["watermark"] = .map([
        "column": .text(watermark.column), "kind": .text(watermark.kind.rawValue), "overlap": .integer(Int64(watermark.overlap)),
      ])
    }
    if let columns { fields["columns"] = .map(columns.mapValues { .text($0) }) }
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue) {
    guard let kind = value["kind"]?.text.flatMap({ FactKind(rawValue: $0) }), let text = value["text"]?.text else { return nil }
    var watermark: Watermark?
    if let mark = value["watermark"], let column = mark["column"]?.text,
      let kind = mark["kind"]?.text.flatMap({ SourceMark.Kind(rawValue: $0) })
    {
      watermark = Watermark(column: column, kind: kind, overlap: mark["overlap"]?.integer.flatMap { Int(exactly: $0) } ?? kind.usualOverlap)
    }
    self.init(kind: kind, text: text, watermark: watermark, columns: value["columns"]?.map?.compactMapValues(\.text))
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Commerce

/// A draft held against what a source must be: what it comes to, or everything that is wrong with it at once.
struct SourceCheck {
  private(set) var problems: [SourceProblem] = []
  private(set) var content: SourceContent?
  private let draft: SourceDraft
  private let access: SourceAccess

  /// - Parameter owner: who answers for it; nil when nobody may.
  init(_ draft: SourceDraft, owner: Person?, access: SourceAccess) {
    self.draft = draft
    self.access = access
    let name = Self.trimmed(draft.name)
    if name.isEmpty || name.count > SourceBounds.name || Self.trimmed(draft.englishName).count > SourceBounds.name {
      note("name", "名称要有 1 到 \(SourceBounds.name) 个字", "a name has 1 to \(SourceBounds.name) characters")
    }
    if owner == nil {
      note(
        "owner", "负责人“\(draft.owner)”不存在、已停用，或没有导入数据的权限", "the owner “\(draft.owner)” is not there, was disabled, or may not import data")
    }
    let schedule = readSchedule()
    let feed = readFeed()
    let queries = readQueries(feed)
    object(to: feed, queries)
    guard problems.isEmpty, let owner, let feed, let schedule else { return }
    let english = Self.trimmed(draft.englishName)
    content = SourceContent(
      name: BilingualText(name, english.isEmpty ? name : english), owner: owner.id, feed: feed,
      usesSecret: draft.usesSecret && feed != .push && draft.type != "folder", queries: queries, schedule: schedule)
  }

  private mutating func note(_ field: String, _ chinese: String, _ english: String) {
    problems.append(SourceProblem(field, BilingualText(chinese, english)))
  }

  private mutating func readSchedule() -> SourceSchedule? {
    if let every = draft.every {
      guard let minutes = Int(exactly: every), SourceSchedule.minutes.contains(minutes) else {
        let (low, high) = (SourceSchedule.minutes.lowerBound, SourceSchedule.minutes.upperBound)
        note("schedule", "间隔 \(every) 分钟，应在 \(low) 到 \(high) 之间", "every \(every) minutes, not \(low) to \(high)")
        return nil
      }
      return SourceSchedule(.every(minutes: minutes), isWorkdaysOnly: draft.isWorkdaysOnly)
    }
    guard let minute = SourceSchedule.minute(draft.daily) else {
      note("schedule", "“\(draft.daily.prefix(20))”不是一天里的时刻，应像 06:30", "“\(draft.daily.prefix(20))” is no time of a day like 06:30")
      return nil
    }
    return SourceSchedule(.daily(minute: minute), isWorkdaysOnly: draft.isWorkdaysOnly)
  }

  private mutating func place(_ field: String, _ value: String, _ chinese: String, _ english: String, isNeeded: Bool = true) -> String {
    let text = Self.trimmed(value)
    if isNeeded && text.isEmpty { note(field, "缺少\(chinese)", "\(english) is missing") }
    if text.utf8.count > SourceBounds.place || text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
      note(field, "\(chinese)太长，或含有控制字符", "\(english) is too long or holds control characters")
    }
    return text
  }

  private mutating func readFeed() -> SourceFeed? {
    let protection = SourceProtection(rawValue: draft.protection)
    if ["postgres", "odbc"].contains(draft.type), protection == nil {
      note(
        "protection", "没有加密方式 \(draft.protection)；可用 none、encrypted、verified",
        "no protection \(draft.protection); known are none, encrypted, verified")
    }
    let zone = Int(clamping: draft.zone)
    if !(-900...900).contains(zone) { note("zone", "时区 \(zone) 分钟，应在 ±900 之内", "a zone of \(zone) minutes, not within 900 of Greenwich") }
    switch draft.type {
    case "push": return .push
    case "folder": return .connection(.folder(path: place("path", draft.path, "文件夹", "the folder")))
    case "postgres":
      let source = PostgresSource(
        host: place("host", draft.host, "主机", "the host"), port: port(5432),
        database: place("database", draft.database, "数据库", "the database"), user: place("user", draft.user, "用户名", "the user"),
        protection: protection ?? .verified, zoneMinutes: zone)
      return .connection(.postgres(source))
    case "odbc":
      let source = ODBCSource(
        driver: place("driver", draft.driver, "驱动名称", "the driver's name"), host: place("host", draft.host, "主机", "the host"),
        port: port(0), database: place("database", draft.database, "数据库", "the database"),
        user: place("user", draft.user, "用户名", "the user"), protection: protection ?? .verified, zoneMinutes: zone, options: draft.options)
      return .connection(.odbc(source))
    case "rest":
      var source = RESTSource(
        url: place("url", draft.url, "地址", "the address"),
        rowsPath: place("rowsPath", draft.rowsPath, "行所在路径", "the path of the rows", isNeeded: false))
      source.paging = readPaging()
      source.sinceParameter = optional(draft.sinceParameter)
      source.isInOrderOfMark = draft.isInOrderOfMark
      source.secretHeader = optional(draft.secretHeader)
      return .connection(.rest(source))
    default:
      note(
        "type", "没有这种数据源 \(draft.type)；可用 postgres、odbc、rest、folder、push",
        "no such source \(draft.type); known are postgres, odbc, rest, folder, push")
      return nil
    }
  }

  private mutating func port(_ standard: Int64) -> Int {
    let port = draft.port ?? standard
    if !(1...65_535).contains(port) { note("port", "端口 \(port) 应在 1 到 65535 之间", "the port \(port) is not 1 to 65535") }
    return Int(clamping: port)
  }

  private mutating func readPaging() -> RESTSource.Paging {
    switch draft.paging {
    case "none": return .none
    case "page":
      let size = Int(clamping: draft.pageSize)
      if size < 0 || size > 100_000 { note("pageSize", "每页 \(size) 行，应在 0 到 100000 之间", "\(size) rows a page, not 0 to 100,000") }
      return .pageNumber(
        parameter: place("pageParameter", draft.pageParameter, "页码参数", "the parameter of the page"), first: Int(clamping: draft.firstPage),
        sizeParameter: optional(draft.sizeParameter), size: size)
    case "cursor":
      return .cursor(
        parameter: place("pageParameter", draft.pageParameter, "游标参数", "the parameter of the cursor"),
        path: place("pagePath", draft.pagePath, "游标所在路径", "the path of the cursor"))
    case "link": return .nextLink(path: place("pagePath", draft.pagePath, "下一页地址所在路径", "the path of the next link"))
    default:
      note("paging", "没有翻页方式 \(draft.paging)；可用 none、page、cursor、link", "no paging \(draft.paging); known are none, page, cursor, link")
      return .none
    }
  }

  /// What stands against the connection and each query before anybody is called.
  private mutating func object(to feed: SourceFeed?, _ queries: [SourceQuery]) {
    guard problems.isEmpty, case .connection(let connection)? = feed else { return }
    if case .folder(let path) = connection {
      if let fault = access.folders.objection(to: path) { problems.append(SourceProblem("path", fault.sentence)) }
      return
    }
    if let fault = access.connector.objection(to: connection, nil) { return problems.append(SourceProblem("connection", fault.sentence)) }
    for (place, query) in queries.enumerated() {
      guard let fault = access.connector.objection(to: connection, query) else { continue }
      problems.append(SourceProblem("queries.\(place + 1).text", fault.sentence))
    }
  }

  private func optional(_ text: String) -> String? {
    let text = Self.trimmed(text)
    return text.isEmpty ? nil : text
  }

  fileprivate static func trimmed(_ text: String) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension SourceCheck {
  fileprivate mutating func readQueries(_ feed: SourceFeed?) -> [SourceQuery] {
    let isFolder = draft.type == "folder"
    if draft.queries.isEmpty, let feed, feed != .push, !isFolder { note("queries", "至少要有一条查询", "at least one query is needed") }
    let most = feed == .push ? 0 : isFolder ? 1 : SourceBounds.queries
    if draft.queries.count > most {
      note("queries", "查询最多 \(most) 条，现有 \(draft.queries.count) 条", "\(draft.queries.count) queries, at most \(most)")
      return []
    }
    var seen: Swift.Set<FactKind> = []
    return draft.queries.enumerated().compactMap { place, query in
      let field = "queries.\(place + 1)"
      guard let kind = FactKind(name: query.kind) else {
        note(field + ".kind", "没有数据种类 \(query.kind.prefix(60))", "there is no kind \(query.kind.prefix(60))")
        return nil
      }
      if !seen.insert(kind).inserted { note(field + ".kind", "\(kind.label.chinese)有两条查询", "two queries for \(kind.label.english)") }
      let text = Self.trimmed(query.text)
      if text.utf8.count > SourceBounds.text {
        note(
          field + ".text", "查询 \(text.utf8.count) 字节，最多 \(SourceBounds.text)",
          "a query of \(text.utf8.count) bytes, at most \(SourceBounds.text)")
      }
      if text.isEmpty, !isFolder { note(field + ".text", "查询是空的", "the query is empty") }
      let fields = FactSchema.of(kind).fields.map(\.name)
      for name in query.columns.keys.sorted() where !fields.contains(name) {
        note(field + ".columns", "\(kind.label.chinese)没有字段 \(name)", "\(kind.label.english) have no field \(name)")
      }
      return SourceQuery(
        kind: kind, text: text, watermark: readMark(query, field), columns: query.columns.isEmpty ? nil : query.columns)
    }
  }

  private mutating func readMark(_ query: SourceDraft.Query, _ field: String) -> SourceQuery.Watermark? {
    let column = Self.trimmed(query.markColumn)
    guard !column.isEmpty else { return nil }
    guard let kind = SourceMark.Kind(rawValue: query.markKind) else {
      note(
        field + ".markKind", "没有水位类型 \(query.markKind)；可用 integer、timestamp、day",
        "no watermark type \(query.markKind); known are integer, timestamp, day")
      return nil
    }
    let overlap = query.overlap ?? Int64(kind.usualOverlap)
    let most: Int64 = kind == .timestamp ? 31 * 86_400 : kind == .day ? 366 : 1_000_000
    if overlap < Int64(kind.leastOverlap) || overlap > most {
      note(
        field + ".overlap", "重叠 \(overlap)，应在 \(kind.leastOverlap) 到 \(most) 之间",
        "an overlap of \(overlap), not \(kind.leastOverlap) to \(most)")
    }
    return SourceQuery.Watermark(column: column, kind: kind, overlap: Int(clamping: overlap))
  }
}

extension SourceFault {
  /// Title and detail as one sentence, with what the other side said.
  public var sentence: BilingualText {
    let words = said.isEmpty ? "" : "“\(said)”"
    func joined(_ title: String, _ detail: String, _ mark: String) -> String {
      [title, detail, words].filter { !$0.isEmpty }.joined(separator: mark)
    }
    return BilingualText(joined(title.chinese, detail.chinese, "："), joined(title.english, detail.english, ": "))
  }
}

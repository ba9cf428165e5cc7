// SPDX-License-Identifier: Apache-2.0
import Commerce
package import PlanningCycle
package import Wire

extension SourceDraft {
  /// As on the wire; what is left out is as in an empty draft.
  package init(_ json: JSON) {
    self.init()
    func text(_ name: String, _ standard: String = "") -> String { json[name]?.text ?? standard }
    name = json["name"]?["zh"]?.text ?? text("name")
    englishName = json["name"]?["en"]?.text ?? ""
    (owner, type, host, database, user) = (text("owner"), text("type"), text("host"), text("database"), text("user"))
    (protection, driver, url, rowsPath) = (text("protection", "verified"), text("driver"), text("url"), text("rowsPath"))
    (port, zone) = (json["port"]?.whole, json["zone"]?.whole ?? 480)
    options = Dictionary(
      (json["options"]?.members ?? []).compactMap { member in member.value.text.map { (member.name, $0) } },
      uniquingKeysWith: { _, last in last })
    (paging, pageParameter, sizeParameter, pagePath) = (
      text("paging", "none"), text("pageParameter"), text("sizeParameter"), text("pagePath")
    )
    (firstPage, pageSize) = (json["firstPage"]?.whole ?? 1, json["pageSize"]?.whole ?? 0)
    (sinceParameter, isInOrderOfMark, secretHeader) = (text("sinceParameter"), json["isInOrderOfMark"]?.flag ?? false, text("secretHeader"))
    (path, usesSecret) = (text("path"), json["usesSecret"]?.flag ?? false)
    queries = (json["queries"]?.elements ?? []).map { Query($0) }
    (every, daily, isWorkdaysOnly) = (json["every"]?.whole, text("daily"), json["isWorkdaysOnly"]?.flag ?? false)
  }

  package init(_ content: SourceContent, owner: String) {
    self.init()
    (name, englishName, self.owner, type) = (content.name.chinese, content.name.english, owner, content.feed.type)
    usesSecret = content.usesSecret
    if let connection = content.connection { read(connection) }
    queries = content.queries.map { Query($0) }
    isWorkdaysOnly = content.schedule.isWorkdaysOnly
    switch content.schedule.rhythm {
    case .every(let minutes): every = Int64(minutes)
    case .daily(let minute): daily = SourceSchedule.clock(minute)
    }
  }

  private mutating func read(_ connection: SourceConnection) {
    switch connection {
    case .postgres(let source):
      (host, port, database, user) = (source.host, Int64(source.port), source.database, source.user)
      (protection, zone) = (source.protection.rawValue, Int64(source.zoneMinutes))
    case .odbc(let source):
      (driver, host, port, database, user) = (source.driver, source.host, Int64(source.port), source.database, source.user)
      (protection, zone, options) = (source.protection.rawValue, Int64(source.zoneMinutes), source.options)
    case .rest(let source):
      (url, rowsPath, sinceParameter) = (source.url, source.rowsPath, source.sinceParameter ?? "")
      (isInOrderOfMark, secretHeader) = (source.isInOrderOfMark, source.secretHeader ?? "")
      switch source.paging {
      case .none: break
      case .pageNumber(let parameter, let first, let size, let count):
        (paging, pageParameter, firstPage, sizeParameter, pageSize) = ("page", parameter, Int64(first), size ?? "", Int64(count))
      case .cursor(let parameter, let path): (paging, pageParameter, pagePath) = ("cursor", parameter, path)
      case .nextLink(let path): (paging, pagePath) = ("link", path)
      }
    case .folder(let path): self.path = path
    }
  }

  package var json: JSON {
    .object([
      .init("name", .bilingual(name, englishName)), .init("owner", .string(owner)), .init("type", .string(type)),
      .init("host", .string(host)), .init("port", port.map { .integer($0) } ?? .null), .init("database", .string(database)),
      .init("user", .string(user)), .init("protection", .string(protection)), .init("zone", .integer(zone)),
      .init("driver", .string(driver)),
      .init("options", .object(options.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
      .init("url", .string(url)), .init("rowsPath", .string(rowsPath)), .init("paging", .string(paging)),
      .init("pageParameter", .string(pageParameter)), .init("firstPage", .integer(firstPage)),
      .init("sizeParameter", .string(sizeParameter)), .init("pageSize", .integer(pageSize)), .init("pagePath", .string(pagePath)),
      .init("sinceParameter", .string(sinceParameter)), .init("isInOrderOfMark", JSON(isInOrderOfMark)),
      .init("secretHeader", .string(secretHeader)), .init("path", .string(path)), .init("usesSecret", JSON(usesSecret)),
      .init("queries", JSON(queries) { $0.json }), .init("every", every.map { .integer($0) } ?? .null), .init("daily", .string(daily)),
      .init("isWorkdaysOnly", JSON(isWorkdaysOnly)),
    ])
  }
}

extension SourceDraft.Query {
  fileprivate init(_ json: JSON) {
    self.init()
    func text(_ name: String) -> String { json[name]?.text ?? "" }
    (kind, self.text, markColumn, markKind, overlap) = (
      text("kind"), text("text"), text("markColumn"), text("markKind"), json["overlap"]?.whole
    )
    columns = Dictionary(
      (json["columns"]?.members ?? []).compactMap { member in member.value.text.map { (member.name, $0) } },
      uniquingKeysWith: { _, last in last })
  }

  fileprivate init(_ query: SourceQuery) {
    self.init()
    (kind, text, columns) = (query.kind.rawValue, query.text, query.columns ?? [:])
    guard let mark = query.watermark else { return }
    (markColumn, markKind, overlap) = (mark.column, mark.kind.rawValue, Int64(mark.overlap))
  }

  fileprivate var json: JSON {
    .object([
      .init("kind", .string(kind)), .init("text", .string(text)), .init("markColumn", .string(markColumn)),
      .init("markKind", .string(markKind)), .init("overlap", overlap.map { .integer($0) } ?? .null),
      .init("columns", .object(columns.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
    ])
  }
}

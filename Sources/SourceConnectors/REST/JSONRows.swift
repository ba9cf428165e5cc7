// SPDX-License-Identifier: Apache-2.0
import Ingestion
import PlanningCycle
import Wire

/// Objects of JSON as rows: what stands in an object inside gets a name with a dot, lists are left out.
struct JSONRows {
  private static let columnLimit = 512
  private static let depthLimit = 4

  private let watermark: SourceQuery.Watermark?
  private let from: SourceMark?
  private var columns: [String] = []
  private var places: [String: Int] = [:]
  private var rows: [(cells: [String?], mark: SourceMark?)] = []
  private(set) var rowsWithoutMark = 0

  /// - Parameter from: rows at it or before it are left out, whatever the service was asked for.
  init(watermark: SourceQuery.Watermark?, from: SourceMark? = nil) {
    self.watermark = watermark
    self.from = from
  }

  var count: Int { rows.count }

  func newRows(since: SourceMark?) -> Int {
    guard let since else { return rows.count }
    return rows.count { $0.mark.map { $0 > since } ?? true }
  }

  mutating func sortByMark() {
    guard watermark != nil else { return }
    let sorted = rows.enumerated().sorted { left, right in
      guard let first = left.element.mark, let second = right.element.mark, first != second else { return left.offset < right.offset }
      return first < second
    }
    rows = sorted.map(\.element)
  }

  var table: RowTable {
    var table = RowTable(columns: columns)
    for row in rows {
      for column in columns.indices { table.append(column < row.cells.count ? row.cells[column] : nil) }
      table.endRow()
    }
    return table
  }

  /// Adds the rows of an answer; how many there were, those left out included.
  @discardableResult
  mutating func add(_ answer: JSON, at path: String, upTo limit: Int = .max) throws(SourceFault) -> Int {
    guard let found = path.isEmpty ? answer : Self.value(answer, at: path), let elements = found.elements else {
      let place = path.isEmpty ? BilingualText("答复", "the answer") : BilingualText("“\(path)”", "“\(path)”")
      throw SourceFault(.answerNotUnderstood, BilingualText("\(place.chinese)不是行的列表", "\(place.english) is no list of rows"))
    }
    for element in elements.prefix(limit) { try add(element) }
    return elements.count
  }

  mutating func add(_ element: JSON) throws(SourceFault) {
    guard let members = element.members else {
      throw SourceFault(.answerNotUnderstood, BilingualText("一行不是 JSON 对象", "a row is no object"))
    }
    var cells = [String?](repeating: nil, count: columns.count)
    try collect(members, prefix: "", depth: 1, &cells)
    var mark: SourceMark?
    if let watermark {
      guard let text = places[watermark.column].flatMap({ cells[$0] }) else {
        rowsWithoutMark += 1
        return
      }
      mark = SourceMark(text, watermark.kind)
      // One that is not understood is told where the rows are collected.
      if let mark, let from, mark <= from { return }
    }
    rows.append((cells, mark))
  }

  private mutating func collect(_ members: [JSON.Member], prefix: String, depth: Int, _ cells: inout [String?]) throws(SourceFault) {
    for member in members {
      let name = prefix + member.name
      if let inner = member.value.members {
        guard depth < Self.depthLimit else { continue }
        try collect(inner, prefix: name + ".", depth: depth + 1, &cells)
        continue
      }
      if member.value.elements != nil { continue }
      let place = try place(of: name)
      while cells.count <= place { cells.append(nil) }
      cells[place] = Self.text(member.value)
    }
  }

  private mutating func place(of name: String) throws(SourceFault) -> Int {
    if let place = places[name] { return place }
    guard columns.count < Self.columnLimit else {
      throw SourceFault(.tooLarge, BilingualText("超过 \(Self.columnLimit) 列", "more than \(Self.columnLimit) columns"))
    }
    places[name] = columns.count
    columns.append(name)
    return columns.count - 1
  }

  /// What stands at a path of names with dots between.
  static func value(_ json: JSON, at path: String) -> JSON? {
    var found: JSON? = json
    for name in path.split(separator: ".") { found = found?[String(name)] }
    return found
  }

  static func text(_ value: JSON) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let text): DecimalText.plain(text)
    case .boolean(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }
}

/// Numbers as JSON may write them, without a power of ten: `1.5e3` is `1500`.
enum DecimalText {
  static func plain(_ text: String) -> String {
    guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }),
      let power = Int(text[text.index(after: mark)...].drop { $0 == "+" }),
      abs(power) <= 400
    else { return text }
    var digits = text[..<mark]
    let sign = digits.hasPrefix("-") ? "-" : ""
    digits = digits.drop { $0 == "-" }
    let whole = digits.prefix { $0 != "." }
    let fraction = digits.dropFirst(whole.count).drop { $0 == "." }
    let all = String(whole + fraction)
    let point = whole.count + power
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + all }
    if point >= all.count { return sign + all + String(repeating: "0", count: point - all.count) }
    return sign + all.prefix(point) + "." + all.dropFirst(point)
  }
}

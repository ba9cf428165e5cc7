// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// Rows of a file whose first line names the columns, in any order and with others beside them.
struct NamedRecords {
  struct Row {
    let line: Int
    let fields: [String]
  }
  enum Outcome {
    case row(Row)
    case rejected(SeriesFinding)
  }

  private var records: DelimitedRecords
  /// In small letters.
  let heading: [String]
  /// As the file writes them.
  let titles: [String]
  /// Fields that a row must have.
  let needed: Int

  /// - Throws: `SeriesFileError` for an empty file or a missing column; whatever the source throws.
  init(columns: [String], source: @escaping DelimitedRecords.Source) throws {
    records = DelimitedRecords(source: source)
    guard let first = try records.next() else {
      throw SeriesFileError(
        .empty, detail: "not one line was read", hint: "the first line names the columns \(columns.joined(separator: ","))")
    }
    titles = first.fields.map(NamedRecords.trimmed)
    heading = titles.map { $0.lowercased() }
    var last = 0
    for column in columns {
      guard let place = heading.firstIndex(of: column) else {
        throw SeriesFileError(
          .columnMissing, detail: "column \"\(column)\" is missing from the heading: \(first.fields.joined(separator: ", ").prefix(200))",
          hint: "the first line names the columns \(columns.joined(separator: ","))")
      }
      last = max(last, place)
    }
    needed = last + 1
  }

  func place(_ column: String) -> Int { heading.firstIndex(of: column) ?? 0 }

  mutating func next() throws -> Outcome? {
    guard let record = try records.next() else { return nil }
    func rejected(_ reason: String) -> Outcome {
      .rejected(SeriesFinding(line: record.line, column: "", reason: reason + "; row rejected"))
    }
    if record.isBroken { return rejected("the quotes do not match") }
    if !record.isText { return rejected("not UTF-8 text: save the file as UTF-8") }
    guard record.fields.count >= needed else { return rejected("needs at least \(needed) columns, has \(record.fields.count)") }
    return .row(Row(line: record.line, fields: record.fields))
  }

  static func trimmed(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last, first <= 0x20 || last <= 0x20 else { return text }
    return String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Empty, or one of the words that programs write for a value that is not known.
  static func isMissing(_ text: String) -> Bool {
    text.isEmpty || text.utf8.count <= 4 && ["nan", "na", "n/a", "null", "none"].contains(text.lowercased())
  }

  /// A finite number without thousands separators; nil for anything else.
  static func number(_ text: String) -> Double? {
    for byte in text.utf8 where !((0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E || byte | 0x20 == 0x65) {
      return nil
    }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}

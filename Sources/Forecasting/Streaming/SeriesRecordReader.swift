// SPDX-License-Identifier: Apache-2.0

/// One series as it stood in a file: its name, its periods and its values.
public struct SeriesRecord: Sendable {
  public let identifier: String
  /// nil when not one row could be used.
  public let series: Series?
  public let grid: PeriodGrid?
  /// In the order of lines.
  public let findings: [SeriesFinding]
  /// Rows of the file that belong to it, and those that were not used.
  public let rowCount: Int
  public let rejectedCount: Int

  /// The same when its values are no longer needed, so that nobody has to hold them.
  public func withoutValues() -> SeriesRecord {
    SeriesRecord(
      identifier: identifier, series: nil, grid: grid, findings: findings, rowCount: rowCount, rejectedCount: rejectedCount)
  }
}

/// Reads `unique_id,ds,y` rows, one series at a time: what is held is the series being read, and the names already seen.
///
/// Rows of a series stand together, in any order of time. Periods between the first and the last that have no row are gaps. The
/// columns may stand in any order and have others beside them, which are not read.
public struct SeriesRecordReader {
  public struct Options: Sendable {
    public var granularity: Series.Granularity?
    public var seasonLength: Int?

    public init(granularity: Series.Granularity? = nil, seasonLength: Int? = nil) {
      self.granularity = granularity
      self.seasonLength = seasonLength
    }
  }

  /// Periods of one series, gaps included: more is most likely a wrong date.
  public static let periodLimit = 100_000

  private struct Row {
    let line: Int
    let label: PeriodLabel
    let text: String
    let value: Double?
  }

  private var records: DelimitedRecords
  private let options: Options
  private var columns: (identifier: Int, period: Int, value: Int)?
  private var held: DelimitedRecords.Record?
  private var seen: Set<String> = []

  public init(options: Options = Options(), source: @escaping DelimitedRecords.Source) {
    self.options = options
    records = DelimitedRecords(source: source)
  }

  /// The next series in the order of the file; nil at the end. Rows that come back to a series that was already closed make a
  /// record without a series, whose findings say so.
  ///
  /// - Throws: `SeriesFileError`, or whatever the source throws.
  public mutating func next() throws -> SeriesRecord? {
    if columns == nil { try readHeading() }
    guard let columns, let first = try held ?? records.next() else { return nil }
    held = nil
    let identifier = field(first, columns.identifier)
    let isNew = seen.insert(identifier).inserted
    var rows: [Row] = []
    var findings: [SeriesFinding] = []
    var rowCount = 0
    var record: DelimitedRecords.Record? = first
    while let current = record {
      guard field(current, columns.identifier) == identifier else {
        held = current
        break
      }
      rowCount += 1
      switch row(current, columns) {
      case .success(let row): rows.append(row)
      case .failure(let rejected): findings.append(rejected.finding)
      }
      record = try records.next()
    }
    guard isNew else {
      let finding = SeriesFinding(
        line: first.line, column: "unique_id",
        reason:
          "series \"\(identifier)\" comes back after other series; \(rowCount) row(s) rejected: rows of a series must stand together"
      )
      return SeriesRecord(
        identifier: identifier, series: nil, grid: nil, findings: [finding], rowCount: rowCount,
        rejectedCount: rowCount)
    }
    return assembled(identifier, rows, findings, rowCount)
  }

  private struct Rejected: Error { let finding: SeriesFinding }

  private mutating func readHeading() throws {
    guard let heading = try records.next() else {
      throw SeriesFileError(
        .empty, detail: "not one line was read", hint: "the first line names the columns unique_id,ds,y")
    }
    let names = heading.fields.map { trimmed($0).lowercased() }
    func place(_ name: String) throws -> Int {
      guard let index = names.firstIndex(of: name) else {
        let found = String(heading.fields.joined(separator: ", ").prefix(200))
        throw SeriesFileError(
          .columnMissing, detail: "column \"\(name)\" is missing from the heading: \(found)",
          hint: "the first line names the columns unique_id,ds,y")
      }
      return index
    }
    columns = (try place("unique_id"), try place("ds"), try place("y"))
  }

  private func field(_ record: DelimitedRecords.Record, _ index: Int) -> String {
    record.fields.indices.contains(index) ? trimmed(record.fields[index]) : ""
  }

  private func row(
    _ record: DelimitedRecords.Record, _ columns: (identifier: Int, period: Int, value: Int)
  ) -> Swift.Result<Row, Rejected> {
    func rejected(_ column: String, _ reason: String) -> Swift.Result<Row, Rejected> {
      .failure(
        Rejected(
          finding: SeriesFinding(line: record.line, column: column, reason: reason + "; row rejected")))
    }
    if record.isBroken { return rejected("", "the quotes do not match") }
    if !record.isText { return rejected("", "not UTF-8 text: save the file as UTF-8") }
    let needed = max(columns.identifier, columns.period, columns.value) + 1
    guard record.fields.count >= needed else {
      return rejected("", "needs at least \(needed) columns, has \(record.fields.count)")
    }
    let identifier = field(record, columns.identifier)
    if identifier.isEmpty { return rejected("unique_id", "the series has no name") }
    let text = field(record, columns.period)
    guard let label = PeriodLabel(text) else {
      return rejected("ds", "\"\(text.prefix(40))\" is no period")
    }
    let number = field(record, columns.value)
    switch SeriesRecordReader.value(number) {
    case .missing: return .success(Row(line: record.line, label: label, text: text, value: nil))
    case .number(let value): return .success(Row(line: record.line, label: label, text: text, value: value))
    case .unreadable: return rejected("y", "\"\(number.prefix(40))\" is not a number")
    }
  }

  private enum Reading {
    case missing
    case number(Double)
    case unreadable
  }

  private static func value(_ text: String) -> Reading {
    switch text.lowercased() {
    case "", "nan", "na", "n/a", "null", "none": return .missing
    default:
      // No thousands separators, no hexadecimal, no infinities: a number that needs guessing is not taken.
      let allowed = text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
      }
      guard allowed, let value = Double(text), value.isFinite else { return .unreadable }
      return .number(value)
    }
  }

  private func assembled(
    _ identifier: String, _ rows: [Row], _ rejected: [SeriesFinding], _ rowCount: Int
  ) -> SeriesRecord {
    var findings = rejected
    func result(_ series: Series?, _ grid: PeriodGrid?) -> SeriesRecord {
      SeriesRecord(
        identifier: identifier, series: series, grid: grid, findings: findings.sorted { $0.line < $1.line },
        rowCount: rowCount, rejectedCount: series == nil ? rowCount : findings.count)
    }
    guard let first = rows.first else { return result(nil, nil) }
    let alike = rows.filter { $0.label.style == first.label.style }
    for row in rows where row.label.style != first.label.style {
      findings.append(
        SeriesFinding(
          line: row.line, column: "ds",
          reason:
            "\"\(row.text)\" is not written as the first period of the series (\"\(first.text)\"); row rejected"
        ))
    }
    guard let grid = PeriodGrid(labels: alike.map(\.label), granularity: options.granularity) else {
      let wanted = options.granularity.map(\.rawValue) ?? ""
      findings.append(
        SeriesFinding(
          line: first.line, column: "ds",
          reason: "\"\(first.text)\" is no period of granularity \(wanted); series rejected"))
      return result(nil, nil)
    }
    var placed: [(index: Int, row: Row)] = []
    for row in alike {
      if let index = grid.index(of: row.label) {
        placed.append((index, row))
      } else {
        findings.append(
          SeriesFinding(
            line: row.line, column: "ds",
            reason: "\"\(row.text)\" lies between two periods of the series; row rejected"))
      }
    }
    let last = placed.map(\.index).max() ?? 0
    guard last < SeriesRecordReader.periodLimit else {
      findings.append(
        SeriesFinding(
          line: first.line, column: "ds",
          reason:
            "the series spans \(last + 1) periods, at most \(SeriesRecordReader.periodLimit) are read; series rejected"
        ))
      return result(nil, nil)
    }
    var values = [Double?](repeating: nil, count: last + 1)
    var lines = [Int](repeating: 0, count: last + 1)
    for (index, row) in placed {
      guard lines[index] == 0 else {
        findings.append(
          SeriesFinding(
            line: row.line, column: "ds",
            reason: "\"\(row.text)\" was already given on line \(lines[index]); row rejected"))
        continue
      }
      lines[index] = row.line
      values[index] = row.value
    }
    let season = options.seasonLength ?? grid.granularity.usualSeasonLength
    return result(try? Series(values, seasonLength: season, granularity: grid.granularity), grid)
  }

  private func trimmed(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last, first <= 0x20 || last <= 0x20 else { return text }
    let kept = bytes.drop { $0 <= 0x20 }
    var end = kept.endIndex
    while end > kept.startIndex, kept[kept.index(before: end)] <= 0x20 { end = kept.index(before: end) }
    return String(kept[..<end]) ?? text
  }
}

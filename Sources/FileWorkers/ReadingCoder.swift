// SPDX-License-Identifier: Apache-2.0
import Commerce
import Ingestion
import PlanningCycle

/// A reading as frames: what was noticed first, then the rows, column after column, so that neither side holds them twice in one piece.
enum ReadingCoder {
  static func head(_ reading: FactFileReading) -> [UInt8] {
    var writer = FrameWriter()
    writer.add(reading.table.kind.rawValue)
    writer.add(reading.table.rowCount)
    writer.add(reading.rowsRead)
    writer.add(reading.rejected)
    writer.add(reading.encoding)
    writer.add(reading.headerLine)
    writer.add(reading.findingsTotal)
    writer.add(reading.findings.count)
    for finding in reading.findings { add(finding, to: &writer) }
    writer.add(reading.roundings.count)
    for rounding in reading.roundings {
      writer.add(rounding.field)
      writer.add(rounding.header)
      writer.add(rounding.cells)
      writer.add(rounding.difference)
      writer.add(rounding.isExact)
    }
    return writer.bytes
  }

  static func column(_ column: FactColumn) -> [UInt8] {
    var writer = FrameWriter()
    writer.add(column.texts)
    writer.add(row: Array(column.integers))
    writer.add(row: column.isPresent.map { $0 ? 1 : 0 } as [UInt8])
    return writer.bytes
  }

  static func lines(_ table: FactTable) -> [UInt8] {
    var writer = FrameWriter()
    writer.add(row: table.lines)
    return writer.bytes
  }

  private static func add(_ finding: FactFileFinding, to writer: inout FrameWriter) {
    writer.add(finding.code)
    writer.add(finding.severity)
    writer.add(finding.line)
    for text in [finding.column, finding.header, finding.value] { writer.add(text) }
    for words in [finding.message, finding.hint] {
      writer.add(words.chinese)
      writer.add(words.english)
    }
  }
}

/// Puts a reading together again from frames that are not believed.
struct ReadingDecoder {
  private static let findingLimit = 1_000
  private static let roundingLimit = 1_000
  /// Days and months within some millions of either side of the epoch: what the calendar reckons with.
  private static let ordinalLimit: Int64 = 4_000_000

  let limits: Limits
  private let kind: FactKind
  private let rows: Int
  private let head: Head
  private var columns: [FactColumn] = []

  private struct Head {
    let rowsRead: Int
    let rejected: Int
    let encoding: String
    let headerLine: Int
    let findingsTotal: Int
    let findings: [FactFileFinding]
    let roundings: [FactFileReading.Rounding]
  }

  init(head frame: [UInt8], limits: Limits) throws(FrameFault) {
    self.limits = limits
    var reader = FrameReader(frame)
    guard let kind = FactKind(rawValue: try reader.text()) else { throw FrameFault(reason: "no such kind") }
    self.kind = kind
    rows = try reader.count(atMost: limits.rows)
    let (read, rejected) = (try reader.count(atMost: .max), try reader.count(atMost: .max))
    let (encoding, line) = (try reader.text(), try reader.count(atMost: .max))
    let total = try reader.count(atMost: .max)
    var findings: [FactFileFinding] = []
    for _ in 0..<(try reader.count(atMost: Self.findingLimit)) { findings.append(try Self.finding(&reader)) }
    var roundings: [FactFileReading.Rounding] = []
    for _ in 0..<(try reader.count(atMost: Self.roundingLimit)) {
      roundings.append(
        FactFileReading.Rounding(
          field: try reader.text(), header: try reader.text(), cells: try reader.count(atMost: .max), difference: try reader.text(),
          isExact: try reader.flag()))
    }
    guard reader.isAtEnd else { throw FrameFault(reason: "more than a head") }
    head = Head(
      rowsRead: read, rejected: rejected, encoding: encoding, headerLine: line, findingsTotal: total, findings: findings,
      roundings: roundings)
  }

  /// Columns that are still to come.
  var columnsMissing: Int { FactSchema.of(kind).fields.count - columns.count }

  mutating func add(column frame: [UInt8]) throws(FrameFault) {
    guard columnsMissing > 0 else { throw FrameFault(reason: "more columns than \(kind.rawValue) has") }
    let field = FactSchema.of(kind).fields[columns.count]
    var reader = FrameReader(frame)
    let texts = try reader.texts(atMost: rows)
    let integers = try reader.row(of: Int64.self, atMost: rows)
    let presence = try reader.row(of: UInt8.self, atMost: rows)
    guard reader.isAtEnd, integers.count == rows, presence.count == rows else { throw FrameFault(reason: "a column of another length") }
    guard field.type == .text || texts.isEmpty, Swift.Set(texts).count == texts.count, presence.allSatisfy({ $0 <= 1 }) else {
      throw FrameFault(reason: "a column that is none")
    }
    // Whatever has a text must name one.
    guard field.type != .text || !texts.isEmpty || !presence.contains(1) else { throw FrameFault(reason: "texts that are not there") }
    let domain = Self.domain(field.type, texts: texts.count)
    for row in 0..<rows where presence[row] == 1 ? !domain.contains(integers[row]) : integers[row] != 0 {
      throw FrameFault(reason: "\(field.name) of row \(row) is outside its kind")
    }
    columns.append(FactColumn(field: field, integers: integers, isPresent: presence.map { $0 == 1 }, texts: texts))
  }

  func reading(lines frame: [UInt8]) throws(FrameFault) -> FactFileReading {
    var reader = FrameReader(frame)
    let lines = try reader.row(of: Int32.self, atMost: rows)
    guard reader.isAtEnd, lines.count == rows, columnsMissing == 0 else { throw FrameFault(reason: "rows and lines do not agree") }
    return FactFileReading(
      table: FactTable(kind: kind, columns: columns, lines: lines), rowsRead: head.rowsRead, rejected: head.rejected,
      encoding: head.encoding, headerLine: head.headerLine, findings: head.findings, findingsTotal: head.findingsTotal,
      roundings: head.roundings)
  }

  private static func domain(_ type: FactFieldType, texts: Int) -> ClosedRange<Int64> {
    switch type {
    case .text: texts == 0 ? 0...0 : 0...Int64(texts - 1)
    case .boolean: 0...1
    case .day, .month: -ordinalLimit...ordinalLimit
    case .integer, .quantity, .price, .rate, .amount: .min...(.max)
    }
  }

  private static func finding(_ reader: inout FrameReader) throws(FrameFault) -> FactFileFinding {
    let (code, severity, line) = (try reader.text(), try reader.text(), try reader.count(atMost: .max))
    let (column, header, value) = (try reader.text(), try reader.text(), try reader.text())
    let message = BilingualText(try reader.text(), try reader.text())
    let hint = BilingualText(try reader.text(), try reader.text())
    return FactFileFinding(
      code: code, severity: severity, line: line, column: column, header: header, value: value, message: message, hint: hint)
  }
}

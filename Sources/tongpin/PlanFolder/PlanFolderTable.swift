// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// One CSV file of an inputs folder, header first, then line by line.
struct PlanFolderTable {
  let file: String
  let header: [String]
  private var records: DelimitedRecords

  /// nil after a finding: no such file, no text, no header, a column twice.
  init?(_ folder: String, _ file: String, _ findings: inout PlanFolderFindings) {
    self.file = file
    do {
      let bytes = try ByteReader(folder + "/" + file)
      records = DelimitedRecords { try bytes.piece() }
      guard let first = try records.next(), !first.isBroken, first.isText else {
        findings.add(PlanFolderFinding(.lineBroken, file, line: 1, Words.pick("没有表头，或不是 UTF-8", "no header, or not UTF-8")))
        return nil
      }
      header = first.fields.map(PlanFolderTable.trimmed)
    } catch {
      findings.add(PlanFolderFinding(.fileNotReadable, file, "\(error)"))
      return nil
    }
    var seen: Set<String> = []
    for (index, name) in header.enumerated() where !seen.insert(name).inserted {
      findings.add(PlanFolderFinding(.columnTwice, file, line: 1, column: index + 1, name))
    }
    if seen.count < header.count { return nil }
  }

  /// The next line with as many fields as the header, blanks at the ends cut; others become findings.
  mutating func next(_ findings: inout PlanFolderFindings) -> (line: Int, fields: [String])? {
    while true {
      let record: DelimitedRecords.Record
      do {
        guard let read = try records.next() else { return nil }
        record = read
      } catch {
        findings.add(PlanFolderFinding(.fileNotReadable, file, "\(error)"))
        return nil
      }
      if record.isBroken || !record.isText {
        let why =
          record.isText
          ? Words.pick("引号没有闭合", "a quote is not closed") : Words.pick("不是 UTF-8", "it is not UTF-8")
        findings.add(PlanFolderFinding(.lineBroken, file, line: record.line, why))
        continue
      }
      guard record.fields.count == header.count else {
        findings.add(
          PlanFolderFinding(
            .lineBroken, file, line: record.line,
            Words.pick("有 \(record.fields.count) 格，表头有 \(header.count) 格", "\(record.fields.count) cells, the header has \(header.count)")))
        continue
      }
      return (record.line, record.fields.map(PlanFolderTable.trimmed))
    }
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last, first <= 0x20 || last <= 0x20 else { return text }
    let head = text.drop { $0.isWhitespace }
    return String(head.prefix(head.count - head.reversed().prefix { $0.isWhitespace }.count))
  }
}

/// A decimal number as typed: sign, digits, point, exponent.
enum PlanFolderNumber {
  static func parse(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }), let value = Double(text),
      value.isFinite
    else { return nil }
    return value
  }

  /// The shortest text that reads back as the same number.
  static func text(_ value: Double) -> String {
    if value != value { return "" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return "\(value)"
  }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce

/// The accepted rows while a table is read, column by column in blocks; a column without a value takes no memory.
final class AcceptedRows {
  private let fields: [FactField]
  private let width: Int
  private let cells: [CellBlocks]
  let lines = Growing<Int32>(capacity: 4096)
  /// Texts seen by field, those of rejected rows included.
  let texts: [ByteInterner]

  init(fields: [FactField]) {
    self.fields = fields
    width = fields.count
    texts = fields.map { _ in ByteInterner() }
    cells = fields.map { _ in CellBlocks() }
  }

  var count: Int { lines.count }

  func append(_ row: UnsafePointer<Int64>, _ present: UnsafePointer<Bool>, line: Int32) {
    let place = lines.count
    for field in 0..<width where present[field] { cells[field].set(row[field], place) }
    lines.append(line)
  }

  @inline(__always)
  func value(_ row: Int, _ field: Int) -> Int64 { cells[field].value(row) }

  @inline(__always)
  func isPresent(_ row: Int, _ field: Int) -> Bool { cells[field].isPresent(row) }

  func set(_ value: Int64, _ row: Int, _ field: Int) { cells[field].set(value, row) }

  /// The columns as the table keeps them; text columns with only the texts that a row uses, in order of first appearance. The rows are given up for
  /// them, one column after the other, so that they are never there twice.
  func columns() -> [FactColumn] { (0..<width).map { column($0) } }

  private func column(_ field: Int) -> FactColumn {
    let rows = count
    let source = cells[field]
    defer { source.removeAll() }
    let present = [Bool](unsafeUninitializedCapacity: rows) { target, filled in
      for row in 0..<rows { target.initializeElement(at: row, to: source.isPresent(row)) }
      filled = rows
    }
    var integers = [Int64](unsafeUninitializedCapacity: rows) { target, filled in
      for row in 0..<rows { target.initializeElement(at: row, to: present[row] ? source.value(row) : 0) }
      filled = rows
    }
    guard fields[field].type == .text else {
      return FactColumn(field: fields[field], integers: integers, isPresent: present)
    }
    let used = compactTexts(&integers, present, texts[field])
    return FactColumn(field: fields[field], integers: integers, isPresent: present, texts: used)
  }

  private func compactTexts(_ integers: inout [Int64], _ present: [Bool], _ texts: ByteInterner) -> [String] {
    var newIndex = [Int64](repeating: -1, count: texts.count)
    var used: [String] = []
    // Two byte sequences can be one text (composed and decomposed letters): told apart by String's own equality.
    var indexOfText: [String: Int64] = [:]
    for row in integers.indices where present[row] {
      let old = Int(integers[row])
      if newIndex[old] < 0 {
        let text = texts.text(old)
        newIndex[old] = indexOfText[text] ?? Int64(used.count)
        if indexOfText.updateValue(newIndex[old], forKey: text) == nil { used.append(text) }
      }
      integers[row] = newIndex[old]
    }
    return used
  }
}

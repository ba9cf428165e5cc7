// SPDX-License-Identifier: Apache-2.0
import Commerce

/// The accepted rows while a table is read, row after row in one piece of memory; turned into columns at the end.
final class AcceptedRows {
  private let fields: [FactField]
  private let width: Int
  private let values = Growing<Int64>(capacity: 1 << 16)
  private let presence = Growing<Bool>(capacity: 1 << 16)
  let lines = Growing<Int32>(capacity: 4096)
  /// Texts seen by field, those of rejected rows included.
  let texts: [ByteInterner]

  init(fields: [FactField]) {
    self.fields = fields
    width = fields.count
    texts = fields.map { _ in ByteInterner() }
  }

  var count: Int { lines.count }

  func append(_ row: UnsafePointer<Int64>, _ present: UnsafePointer<Bool>, line: Int32) {
    values.append(from: row, count: width)
    presence.append(from: present, count: width)
    lines.append(line)
  }

  @inline(__always)
  func value(_ row: Int, _ field: Int) -> Int64 { values[row * width + field] }

  @inline(__always)
  func isPresent(_ row: Int, _ field: Int) -> Bool { presence[row * width + field] }

  func set(_ value: Int64, _ row: Int, _ field: Int) {
    values[row * width + field] = value
    presence[row * width + field] = true
  }

  /// The columns as the table keeps them; text columns with only the texts that a row uses, in order of first appearance.
  func columns() -> [FactColumn] { (0..<width).map { column($0) } }

  private func column(_ field: Int) -> FactColumn {
    let rows = count
    let present = [Bool](unsafeUninitializedCapacity: rows) { target, filled in
      for row in 0..<rows { target.initializeElement(at: row, to: presence.pointer[row * width + field]) }
      filled = rows
    }
    var integers = [Int64](unsafeUninitializedCapacity: rows) { target, filled in
      for row in 0..<rows {
        target.initializeElement(at: row, to: present[row] ? values.pointer[row * width + field] : 0)
      }
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

// SPDX-License-Identifier: Apache-2.0
import Commerce

/// The accepted values of one field while a table is read.
final class ColumnStore {
  let field: FactField
  /// Texts seen in the column, those of rejected rows included.
  let texts = ByteInterner()
  let integers = Growing<Int64>(capacity: 4096)
  let isPresent = Growing<Bool>(capacity: 4096)

  init(field: FactField) { self.field = field }

  @inline(__always)
  func append(_ value: Int64, _ present: Bool) {
    integers.append(present ? value : 0)
    isPresent.append(present)
  }

  /// The column as the table keeps it: only texts that a row uses, in order of first appearance.
  func column() -> FactColumn {
    guard field.type == .text else {
      return FactColumn(field: field, integers: integers.array, isPresent: isPresent.array)
    }
    var newIndex = [Int64](repeating: -1, count: texts.count)
    var used: [String] = []
    // Two byte sequences can be one text (composed and decomposed letters): told apart by String's own equality.
    var indexOfText: [String: Int64] = [:]
    for row in 0..<integers.count where isPresent[row] {
      let old = Int(integers[row])
      if newIndex[old] < 0 {
        let text = texts.text(old)
        newIndex[old] = indexOfText[text] ?? Int64(used.count)
        if indexOfText.updateValue(newIndex[old], forKey: text) == nil { used.append(text) }
      }
      integers[row] = newIndex[old]
    }
    return FactColumn(field: field, integers: integers.array, isPresent: isPresent.array, texts: used)
  }
}

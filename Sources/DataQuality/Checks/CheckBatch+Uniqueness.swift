// SPDX-License-Identifier: Apache-2.0
import Commerce

extension CheckBatch {
  /// Rows that say the same in some fields and something else in the others: all of them, since nobody knows which one is meant. A row that is repeated
  /// word by word says nothing new and is none of them.
  static func uniqueness(_ rule: QualityRule, _ fields: [String], _ table: FactTable) -> RuleOutcome {
    let key = RowIdentity(fields.map { table[$0] })
    // Looked at for the few keys that come twice, so nothing is made of them.
    let rest = table.columns.filter { !fields.contains($0.field.name) }
    func says(_ one: Int, _ other: Int) -> Bool {
      rest.allSatisfy { $0.isPresent[one] == $0.isPresent[other] && $0.integers[one] == $0.integers[other] }
    }
    let (firstOf, count) = key.firstRows(table.rowCount)
    // Whether any row with the key of this one says something else than it.
    var isTorn = [Bool](repeating: false, count: table.rowCount)
    if count < table.rowCount {
      for row in firstOf.indices {
        let first = Int(firstOf[row])
        if first != row, !isTorn[first], !says(first, row) { isTorn[first] = true }
      }
    }
    let columns = fields.map { table[$0] }
    var tally = FailureTally()
    for row in firstOf.indices where columns.contains(where: { $0.isPresent[row] }) {
      if isTorn[Int(firstOf[row])] { tally.fail(row, line: table.lines[row]) } else { tally.pass() }
    }
    return tally.outcome(rule, table) { row in
      (columns.map { $0.cellText(row) }.joined(separator: " / "), "")
    }
  }
}

/// What some columns say of a row, to be compared with another row of the same table. Texts are compared by their number, which is theirs alone.
private struct RowIdentity {
  private let columns: [[Int64]]

  init(_ columns: [FactColumn]) { self.columns = columns.map { $0.packed(missing: .min) } }

  func isSame(_ one: Int, _ other: Int) -> Bool { columns.allSatisfy { $0[one] == $0[other] } }

  private func hash(_ row: Int) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for column in columns {
      hash = (hash ^ UInt64(bitPattern: column[row])) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
    }
    return hash
  }

  /// For each row the first that says the same, and how many such firsts there are.
  func firstRows(_ rowCount: Int) -> (rows: [Int32], count: Int) {
    var size = 16
    while size < rowCount * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    var first = [Int32](repeating: 0, count: rowCount)
    var count = 0
    for row in 0..<rowCount {
      var slot = Int(truncatingIfNeeded: hash(row) & UInt64(size - 1))
      while slots[slot] >= 0, !isSame(Int(slots[slot]), row) { slot = (slot + 1) & (size - 1) }
      if slots[slot] < 0 {
        slots[slot] = Int32(row)
        count += 1
      }
      first[row] = slots[slot]
    }
    return (first, count)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// An operand laid out for reading: its block, its rows, its time.
struct BoundOperand: Sendable {
  let block: Int
  let link: RowLink
  let time: TimeAccess
  /// Per row of the reader, where the shift differs by row.
  let shifts: [Int32]

  /// Offset in periods that a row reads at: t + offset.
  @inline(__always)
  func offset(of row: Int) -> Int {
    switch time {
    case .shift(let n, _): -n
    case .rowShift: -Int(shifts[row])
    default: 0
    }
  }
}

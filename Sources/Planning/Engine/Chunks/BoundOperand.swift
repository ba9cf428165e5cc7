// SPDX-License-Identifier: Apache-2.0

/// An operand laid out for reading: its block, its rows, its time. Plain addresses into memory that the layout owns.
struct BoundOperand {
  let block: Int
  /// Rows are the reader's own.
  let isSame: Bool
  /// The operand's row per row of the reader, −1 for none; nil where they are the same.
  let rows: UnsafePointer<Int32>?
  /// Every row of the reader reads one.
  let isTotal: Bool
  let time: TimeAccess
  /// Per row of the reader, where the shift differs by row.
  let shifts: UnsafePointer<Int32>?

  /// It has no time: one value for all periods.
  @inline(__always)
  var isConstant: Bool { if case .constant = time { true } else { false } }

  /// The operand's row that a row of the block reads; −1 for none.
  @inline(__always)
  func operandRow(of row: Int) -> Int {
    if let rows { return Int(rows[row]) }
    return row
  }

  /// Offset in periods that a row reads at: t + offset.
  @inline(__always)
  func offset(of row: Int) -> Int {
    switch time {
    case .shift(let n, _): -n
    case .rowShift: shifts.map { -Int($0[row]) } ?? 0
    default: 0
    }
  }
}

/// The operands of every block, and the memory they point into.
final class OperandTable: Sendable {
  private nonisolated(unsafe) let operands: UnsafeMutablePointer<BoundOperand>
  private let starts: [Int]
  let links: [[RowLink]]
  let shifts: [[[Int32]]]
  private nonisolated(unsafe) let shiftCells: [UnsafeMutablePointer<Int32>]

  init(_ model: CheckedModel, _ links: [[RowLink]], _ shifts: [[[Int32]]]) {
    self.links = links
    self.shifts = shifts
    var starts = [0]
    for block in model.blocks { starts.append(starts[starts.count - 1] + block.operands.count) }
    self.starts = starts
    operands = .allocate(capacity: max(1, starts[starts.count - 1]))
    var shiftCells: [UnsafeMutablePointer<Int32>] = []
    for (index, block) in model.blocks.enumerated() {
      for (position, operand) in block.operands.enumerated() {
        var rowShifts: UnsafeMutablePointer<Int32>?
        if !shifts[index][position].isEmpty {
          let cells = UnsafeMutablePointer<Int32>.allocate(capacity: shifts[index][position].count)
          cells.initialize(from: shifts[index][position], count: shifts[index][position].count)
          shiftCells.append(cells)
          rowShifts = cells
        }
        let link = links[index][position]
        (operands + starts[index] + position).initialize(
          to: BoundOperand(
            block: operand.block, isSame: link.isSame, rows: link.map.map { UnsafePointer($0) },
            isTotal: link.isTotal, time: operand.time,
            shifts: rowShifts.map { UnsafePointer($0) }))
      }
    }
    self.shiftCells = shiftCells
  }

  deinit {
    operands.deallocate()
    for cells in shiftCells { cells.deallocate() }
  }

  /// Those of one block, in its order.
  subscript(_ block: Int) -> UnsafeBufferPointer<BoundOperand> {
    UnsafeBufferPointer(start: operands + starts[block], count: starts[block + 1] - starts[block])
  }
}

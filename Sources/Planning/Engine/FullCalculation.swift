// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// Everything from the inputs: the same programs and kernels as an edit, over all rows.
extension PlanEngine {
  func calculateAll(_ group: BlockGroup) {
    guard group.isCircular else {
      let index = group.blocks[0]
      calculateAll(index, 0..<columns[index].periodCount)
      return
    }
    let count = columns[group.blocks[0]].periodCount
    for period in 0..<count {
      for index in group.blocks {
        // Blocks without time on a circle are calculated with every period; the last one stands.
        let periods =
          columns[index].periodCount == count ? period..<(period + 1) : 0..<columns[index].periodCount
        calculateAll(index, periods)
      }
    }
  }

  private func calculateAll(_ index: Int, _ periods: Range<Int>) {
    let block = layout.model.blocks[index]
    if block.isSource { return }
    if case .operatorResult(let call, let result) = block.kind {
      if result == 0 { calculateAll(call: call) }
      return
    }
    let column = columns[index]
    guard let program = layout.programs[index] else {
      for row in 0..<column.rowCount { calculateRow(index, row: row, periods, out: column.row(row)) }
      return
    }
    let isWhole = periods.count == column.periodCount
    let width = isWhole ? column.stride : periods.count
    let limit = max(1, ChunkMemory.cellLimit / max(1, width))
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: limit) { rows in
      var first = 0
      while first < column.rowCount, let base = rows.baseAddress {
        let count = min(limit, column.rowCount - first)
        for position in 0..<count { base[position] = Int32(first + position) }
        let chunk = ChunkInterpreter.Chunk(
          rows: base, count: count, lower: periods.lowerBound, upper: periods.upperBound, isWhole: isWhole,
          stride: column.stride, periodCount: column.periodCount)
        interpreters[index].run(program, chunk, output: column.row(first))
        first += count
      }
    }
  }

  private func calculateAll(call index: Int) {
    let call = layout.calls[index]
    let rows = callResults[index][0].rowCount
    let periods = callResults[index][0].periodCount
    call.kernel.evaluate(frame(of: index), rows: Array(0..<rows), periods: 0..<periods)
    for (block, written) in zip(call.resultBlocks, callResults[index]) {
      for row in 0..<rows {
        let (from, to) = (written.row(row), columns[block].row(row))
        for period in 0..<periods {
          from[period] = from[period].asCell
          to[period] = from[period]
        }
      }
    }
  }

  func frame(of call: Int) -> OperatorFrame {
    let arguments = layout.calls[call].argumentBlocks.map { columns[$0] }
    return OperatorFrame(
      shape: layout.calls[call].shape, argumentBases: arguments.map { UnsafePointer($0.base) },
      argumentStrides: arguments.map(\.stride), resultBases: callResults[call].map(\.base),
      resultStrides: callResults[call].map(\.stride))
  }
}

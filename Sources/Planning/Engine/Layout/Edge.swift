// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// From a block to one that reads it: which of the reader's cells are stale when a stretch of the block changed.
struct Edge: Sendable {
  /// The block that reads.
  let target: Int
  /// Which of its operands this is.
  let operand: Int
  let link: RowLink
  let time: TimeAccess
  /// Per row of the target, where the shift differs by row.
  let shifts: [Int32]
  /// The call the target is the first result of; nil for others. Other results have no edges: their call knows.
  let call: Int?
  let isCallResult: Bool
  /// Of a profile of lags: rows from one lag to the next, and how many; 0 for other operands.
  let lagStride: Int
  let lagCount: Int

  /// Per block its readers, in the order of blocks.
  static func all(of model: CheckedModel, _ operands: OperandTable, _ lagStrides: [Int]) -> [[Edge]] {
    var edges = [[Edge]](repeating: [], count: model.blocks.count)
    for (index, block) in model.blocks.enumerated() {
      for (position, operand) in operands[index].enumerated() {
        let link = operands.links[index][position]
        var call: Int?
        var isCallResult = false
        if case .operatorResult(let number, let result) = block.kind {
          isCallResult = true
          if result == 0 { call = number }
        }
        var (stride, count) = (0, 0)
        if case .spread(_, _, let lags) = block.kind, position == 1 { (stride, count) = (lagStrides[index], lags) }
        edges[operand.block].append(
          Edge(
            target: index, operand: position, link: link, time: operand.time, shifts: operands.shifts[index][position],
            call: call, isCallResult: isCallResult, lagStride: stride, lagCount: count))
      }
    }
    return edges
  }
}

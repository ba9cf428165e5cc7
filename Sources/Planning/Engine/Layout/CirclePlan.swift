// SPDX-License-Identifier: Apache-2.0

/// How a group of blocks that reach each other is calculated: period by period.
///
/// When every member reads the others in its own row alone, rows are independent of each other and a few of them can be
/// calculated through all periods; a circle across rows is calculated for all rows of one period, then the next.
struct CirclePlan: Sendable {
  let blocks: [Int]
  let rowCount: Int
  let periodCount: Int
  let isRowwise: Bool
  /// How many unchanged periods in a row mean that nothing later can change.
  let memory: Int
  let loop: LoopPlan?
  /// Per block where its addresses begin among those of the circle: its own rows, then each operand's.
  let firstAddress: [Int]
  let addressCount: Int
  /// Per block; nil for those whose rows have kernels of their own.
  let programs: [Program?]
  /// Its rows side by side; nil where they are calculated row by row, or repeated until they hold still.
  let lanes: LanePlan?

  init(
    _ group: BlockGroup, _ model: CheckedModel, _ operands: OperandTable, _ rowCounts: [Int],
    _ periodCounts: [Int], _ programs: [Program?]
  ) {
    blocks = group.blocks
    loop = group.loop
    rowCount = rowCounts[group.blocks[0]]
    periodCount = periodCounts[group.blocks[0]]
    self.programs = group.blocks.map { block in
      if case .rollForward(let open, nil, let terms) = model.blocks[block].kind {
        return Program(balanceFrom: open, terms: terms)
      }
      return programs[block]
    }
    var addresses = 0
    firstAddress = group.blocks.map { block in
      defer { addresses += 1 + operands[block].count }
      return addresses
    }
    addressCount = addresses
    let members = Set(group.blocks)
    let shape = model.blocks[group.blocks[0]].shape
    isRowwise =
      shape.axis != .none
      && group.blocks.allSatisfy { block in
        model.blocks[block].shape == shape && CirclePlan.isRowwise(model.blocks[block].kind)
          && operands[block].allSatisfy { !members.contains($0.block) || $0.isSame }
      }
    lanes =
      isRowwise && loop == nil
      ? LanePlan(
        blocks, CirclePlan.lanePrograms(blocks, self.programs, model), operands, firstAddress: firstAddress,
        stride: Column.stride(ofPeriods: periodCount)) : nil
    memory = group.blocks.reduce(1) { longest, block in
      operands[block].reduce(longest) { members.contains($1.block) ? max($0, CirclePlan.reach($1.time)) : $0 }
    }
  }

  /// Side by side a running total has a program; by itself it has a kernel.
  private static func lanePrograms(_ blocks: [Int], _ programs: [Program?], _ model: CheckedModel) -> [Program?] {
    zip(blocks, programs).map { block, program in
      guard program == nil, case .cumulate(let resetsYearly) = model.blocks[block].kind else { return program }
      return Program(runningTotalOf: 0, resetsYearly: resetsYearly)
    }
  }

  private static func isRowwise(_ kind: BlockKind) -> Bool {
    switch kind {
    case .pointwise, .window, .cumulate, .spread, .rollForward: true
    default: false
    }
  }

  /// How far back a member looks at another.
  private static func reach(_ time: TimeAccess) -> Int {
    switch time {
    case .shift(let n, _): max(1, n)
    case .window(let lower, _): max(1, -lower)
    case .lags(_, let last): max(1, last)
    case .rowShift: Int.max
    default: 1
    }
  }
}

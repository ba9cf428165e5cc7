// SPDX-License-Identifier: Apache-2.0

/// How a stage is calculated when most of its rows are blank: only the rows in which one of its sources holds something.
///
/// Nobody declares it. A stage is sparse when few rows of its sources hold something and most of its blocks are known to come out as 0
/// in the others, whatever the numbers they read there; the rest of its blocks is calculated over all rows.
struct SparsePlan {
  /// Share of rows up to which calculating and storing single rows is cheaper.
  static let densest = 0.35

  /// Blocks whose blank rows hold something, or may.
  let filled: RowStage
  let sparse: RowStage
  /// Blocks from outside that the stage reads in its own rows.
  let sources: [Int]
  /// Rows in which a source holds something, ascending.
  let rows: [Int32]
}

extension PlanEngine {
  /// Nil where the stage is calculated over all rows.
  func sparsePlan(of stage: RowStage) -> SparsePlan? {
    guard stage.cellCount >= sparseCells, views[stage.blocks[0]].stride % 4 == 0 else { return nil }
    let own = Set(stage.blocks)
    var sources: [Int] = []
    for block in stage.blocks {
      for operand in layout.operands[block] where operand.isSame && !own.contains(operand.block) {
        if !sources.contains(operand.block) { sources.append(operand.block) }
      }
    }
    guard !sources.isEmpty, let rows = rowsThatHold(sources, of: stage.rowCount) else { return nil }
    let filled = filledBlocks(stage, own)
    guard filled.count * 2 < stage.blocks.count else { return nil }
    for block in filled
    where layout.operands[block].contains(where: {
      own.contains($0.block) && !filled.contains($0.block)
    }) {
      return nil
    }
    return SparsePlan(
      filled: stage.restricted(to: { filled.contains($0) }),
      sparse: stage.restricted(to: { !filled.contains($0) }), sources: sources, rows: rows)
  }

  /// Blocks of a stage whose rows are not known to be 0 where all sources are blank.
  private func filledBlocks(_ stage: RowStage, _ own: Set<Int>) -> Set<Int> {
    var known: [Int: Bounds] = [:]
    for block in stage.blocks {
      let operands = layout.operands[block]
      known[block] = blankBounds(of: block) { position in
        let operand = operands[position]
        if operand.isSame, let bounds = known[operand.block] { return bounds }
        if operand.isSame { return columns[operand.block].isBlankZero ? .zero : .missing }
        let bounds = self.bounds(of: operand.block, atMost: stage.cellCount / 4)
        return operand.isTotal ? bounds : bounds.union(.missing)
      }
    }
    return Set(stage.blocks.filter { !(known[$0]?.isZero ?? false) })
  }

  /// What a block is in blank rows.
  private func blankBounds(of block: Int, _ operand: (Int) -> Bounds) -> Bounds {
    switch layout.model.blocks[block].kind {
    case .pointwise(let term): return Bounds.of(term, operand).asCells
    // Products with what is missing are left out, and so are missing terms of a balance.
    case .window, .cumulate, .spread: return operand(0).isZero ? .zero : .anything
    case .rollForward(let open, let actual, let terms):
      let start = [open, actual].compactMap { $0 }.allSatisfy { operand($0).isZero }
      return start
        && terms.allSatisfy { operand($0.operand).isZero || operand($0.operand) == .missing }
        ? .zero : .anything
    default: return .anything
    }
  }

  /// The least and the greatest number of a column that is not too large to look at.
  private func bounds(of block: Int, atMost cells: Int) -> Bounds {
    let column = views[block]
    guard column.cellCount <= cells else { return .anything }
    var (lower, upper, hasMissing) = (Double.infinity, -Double.infinity, false)
    for row in 0..<column.rowCount {
      let from = column.row(row)
      for period in 0..<column.periodCount {
        if from[period] == from[period] {
          (lower, upper) = (min(lower, from[period]), max(upper, from[period]))
        } else {
          hasMissing = true
        }
      }
    }
    return Bounds(lower: lower, upper: upper, mayBeMissing: hasMissing)
  }

  /// Rows in which a block holds something; nil when they are too many.
  private func rowsThatHold(_ sources: [Int], of rowCount: Int) -> [Int32]? {
    // A dense stage is known by a few rows.
    let sample = min(64, rowCount)
    let holding = (0..<sample).count { number in
      sources.contains { columns[$0].holdsSomething(number * rowCount / sample) }
    }
    guard holding * 2 <= sample else { return nil }
    var holds = [Bool](repeating: false, count: rowCount)
    for source in sources { columns[source].markHolding(&holds) }
    let rows = holds.indices.filter { holds[$0] }.map { Int32(truncatingIfNeeded: $0) }
    guard Double(rows.count) <= SparsePlan.densest * Double(rowCount) else { return nil }
    return rows
  }
}

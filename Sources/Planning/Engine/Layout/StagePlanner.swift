// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// Puts the groups of a model into stages: as many blocks of one shape together as the dependencies allow.
///
/// Deterministic: depends on the model and the numbers of members alone. Small shapes come first, so that a large one is
/// calculated in one go when all it needs is there.
struct StagePlanner {
  private let model: CheckedModel
  private let space: MemberSpace
  private let operands: OperandTable
  private let rowCounts: [Int]
  private let periodCounts: [Int]
  private var isDone: [Bool]
  private var waiting: [Int]
  private var result: [Stage] = []
  /// Rows at which each mapping may be cut.
  private var knownCuts: [ObjectIdentifier: [Bool]] = [:]

  init(_ model: CheckedModel, _ space: MemberSpace, _ operands: OperandTable, _ rowCounts: [Int], _ periodCounts: [Int]) {
    self.model = model
    self.space = space
    self.operands = operands
    self.rowCounts = rowCounts
    self.periodCounts = periodCounts
    isDone = model.blocks.map(\.isSource)
    waiting = model.order.indices.filter { group in !model.order[group].blocks.allSatisfy { model.blocks[$0].isSource } }
  }

  func stages() -> [Stage] {
    var planner = self
    while !planner.waiting.isEmpty {
      planner.planLoneGroups()
      planner.planSmallestShape()
    }
    return planner.result
  }

  private func isReady(_ group: Int) -> Bool {
    let members = model.order[group].blocks
    return members.allSatisfy { block in
      model.blocks[block].operands.allSatisfy { isDone[$0.block] || members.contains($0.block) }
    }
  }

  /// What cannot be calculated with others, as long as any is ready.
  private mutating func planLoneGroups() {
    var found = true
    while found {
      found = false
      var rest: [Int] = []
      for group in waiting {
        guard isReady(group), !isRowwise(group) else {
          rest.append(group)
          continue
        }
        found = true
        for block in model.order[group].blocks { isDone[block] = true }
        let block = model.order[group].blocks[0]
        if model.order[group].isCircular {
          result.append(.circle(group))
        } else if case .operatorResult(let call, let number) = model.blocks[block].kind {
          if number == 0 { result.append(.call(call)) }
        } else {
          result.append(.single(block))
        }
      }
      waiting = rest
    }
  }

  /// Calculated row by row from rows of the same and of other blocks.
  private func isRowwise(_ group: Int) -> Bool {
    guard !model.order[group].isCircular else { return false }
    switch model.blocks[model.order[group].blocks[0]].kind {
    case .pointwise, .window, .cumulate, .spread, .rollForward: return true
    default: return false
    }
  }

  private mutating func planSmallestShape() {
    let ready = waiting.filter { isRowwise($0) && isReady($0) }
    guard let smallest = ready.min(by: { cells($0) < cells($1) }) else { return }
    let shape = model.blocks[block(smallest)].shape
    var blocks: [Int] = []
    var positions: [Int: Int] = [:]
    var found = true
    while found {
      found = false
      for group in waiting
      where isRowwise(group) && model.blocks[block(group)].shape == shape && positions[block(group)] == nil {
        guard fits(block(group), positions) else { continue }
        positions[block(group)] = blocks.count
        blocks.append(block(group))
        found = true
      }
    }
    let sums = attachedSums(positions)
    let taken = Set(blocks + sums.map(\.block))
    for block in taken { isDone[block] = true }
    waiting = waiting.filter { model.order[$0].isCircular || !taken.contains(block($0)) }
    result.append(.rows(stage(blocks, sums)))
  }

  private func block(_ group: Int) -> Int { model.order[group].blocks[0] }
  private func cells(_ group: Int) -> Int { rowCounts[block(group)] * periodCounts[block(group)] }

  /// All it reads is done, or stands in the same row of the stage.
  private func fits(_ block: Int, _ stage: [Int: Int]) -> Bool {
    operands[block].allSatisfy { isDone[$0.block] || (stage[$0.block] != nil && $0.isSame) }
  }

  private mutating func attachedSums(_ stage: [Int: Int]) -> [RowStage.Sum] {
    var sums: [RowStage.Sum] = []
    for group in waiting where !model.order[group].isCircular {
      let block = block(group)
      guard case .aggregate(.sum) = model.blocks[block].kind, let source = stage[operands[block][0].block],
        operands[block][0].time == .same, case .up(let groups) = operands.links[block][0].kind
      else { continue }
      let rowCount = rowCounts[operands[block][0].block]
      // A sum whose children lie all over the rows is taken afterwards, in one piece.
      if cuts(operands.links[block][0], groups, rowCount).indices.contains(where: { row in
        isCut(operands.links[block][0], row) && row * 5 >= rowCount * 2 && row * 5 <= rowCount * 3
      }) {
        sums.append(RowStage.Sum(block: block, source: source, link: operands.links[block][0]))
      }
    }
    return sums
  }

  private func isCut(_ link: RowLink, _ row: Int) -> Bool { knownCuts[ObjectIdentifier(link)]?[row] ?? false }

  /// Per row whether no target has children on both sides of its start.
  private mutating func cuts(_ link: RowLink, _ groups: RowGroups, _ rowCount: Int) -> [Bool] {
    if let known = knownCuts[ObjectIdentifier(link)] { return known }
    // From the first child of a target to its last, every row start lies within it.
    var straddles = [Int32](repeating: 0, count: rowCount + 2)
    for target in 0..<groups.targetCount {
      groups.withSources(of: target) { rows in
        guard let first = rows.first, let last = rows.last else { return }
        straddles[Int(first) + 1] += 1
        straddles[Int(last) + 1] -= 1
      }
    }
    var open: Int32 = 0
    var cuts = [Bool](repeating: false, count: rowCount)
    for row in 0..<rowCount {
      open += straddles[row]
      cuts[row] = row > 0 && open == 0
    }
    knownCuts[ObjectIdentifier(link)] = cuts
    return cuts
  }

  private mutating func stage(_ blocks: [Int], _ sums: [RowStage.Sum]) -> RowStage {
    let rowCount = rowCounts[blocks[0]]
    let links = sums.map { operands.links[$0.block][0] }
    var seen: Set<ObjectIdentifier> = []
    let all = links.filter { seen.insert(ObjectIdentifier($0)).inserted }.compactMap { knownCuts[ObjectIdentifier($0)] }
    let cuts = (1..<max(1, rowCount)).filter { row in all.allSatisfy { $0[row] } }.map { Int32($0) }
    let sums = blocks.indices.flatMap { position in sums.filter { $0.source == position } }
    let sumsOfBlock = blocks.indices.map { position in
      let first = sums.firstIndex { $0.source >= position } ?? sums.count
      return first..<(sums.firstIndex { $0.source > position } ?? sums.count)
    }
    return RowStage(
      blocks: blocks, sums: sums, sumsOfBlock: sumsOfBlock, rowCount: rowCount, cuts: cuts,
      cellCount: blocks.reduce(0) { $0 + rowCounts[$1] * periodCounts[$1] },
      innermost: model.blocks[blocks[0]].shape.domains.last.map { max(1, space.count($0)) } ?? 1)
  }
}

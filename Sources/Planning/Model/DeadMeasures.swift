// SPDX-License-Identifier: Apache-2.0

import Formulas

/// What costs time and shows nothing.
extension ModelChecker {
  mutating func reportUnused() {
    let live = liveMeasures()
    for (index, measure) in model.measures.enumerated() where measure.kind != .assertion && !live.contains(index) {
      if measure.kind == .input, !usedMeasures.contains(index) {
        report(
          .notUsed, measure.names.place, measure.id, Wording("没有公式用到这个输入。", "No formula uses this input."),
          hint: Wording("去掉它，或在公式里用上。", "Remove it, or use it in a formula."), severity: .warning)
      } else {
        report(
          .notVisible, measure.names.place, measure.id,
          Wording("没有任何看得见的指标依赖它。", "Nothing that is shown depends on it."),
          hint: Wording("去掉它，或去掉 hidden: yes。", "Remove it, or its hidden: yes."), severity: .warning)
      }
    }
  }

  /// Measures that are shown or checked, and all that those read.
  private func liveMeasures() -> Set<Int> {
    var live: Set<Int> = []
    var seen = [Bool](repeating: false, count: model.blocks.count)
    var queue: [Int] = []
    func visit(_ measure: Int) {
      if live.insert(measure).inserted { queue.append(model.measures[measure].block) }
    }
    for (index, measure) in model.measures.enumerated() {
      if measure.kind == .assertion || measure.kind != .input && !measure.isHidden { visit(index) }
    }
    var next = 0
    while next < queue.count {
      let block = queue[next]
      next += 1
      guard !seen[block] else { continue }
      seen[block] = true
      if let owner = model.blocks[block].measure, model.measures[owner].block == block {
        live.insert(owner)
        for other in named(by: model.measures[owner]) { visit(other) }
      }
      queue += model.blocks[block].operands.map(\.block)
    }
    return live
  }

  /// Measures that the attributes of one name.
  private func named(by measure: PlanningModel.Measure) -> [Int] {
    var result = [measure.reference, measure.edit?.input].compactMap(\.self)
    for case .ratio(let above, let below) in [measure.total, measure.time] { result += [above, below] }
    if let formula = measure.edit?.formula { result += names(in: formula) }
    return result
  }

  private func names(in formula: Formula) -> [Int] {
    switch formula {
    case .name(let name, _): measureIndex[name].map { [$0] } ?? []
    case .negative(let inner, _): names(in: inner)
    case .binary(_, let left, let right, _): names(in: left) + names(in: right)
    default: []
    }
  }
}

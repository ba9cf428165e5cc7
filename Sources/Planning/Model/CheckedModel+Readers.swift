// SPDX-License-Identifier: Apache-2.0

extension CheckedModel {
  /// Positions of all measures whose value rests on one of `measures`, over however many formulas; those themselves among them.
  ///
  /// - Complexity: O(blocks × longest chain against the order of the text).
  public func readers(of measures: Swift.Set<Int>) -> Swift.Set<Int> {
    var reached = [Bool](repeating: false, count: blocks.count)
    // A measure that did not pass the check has no block.
    for measure in measures where self.measures[measure].block >= 0 { reached[self.measures[measure].block] = true }
    var hasMore = true
    while hasMore {
      hasMore = false
      func reach(_ block: Int) {
        guard !reached[block] else { return }
        reached[block] = true
        hasMore = true
      }
      for (index, block) in blocks.enumerated() where block.operands.contains(where: { reached[$0.block] }) { reach(index) }
      // The results of an operator rest on all its arguments, whichever block carries them.
      for call in calls where (call.argumentBlocks + call.resultBlocks).contains(where: { reached[$0] }) {
        for block in call.resultBlocks { reach(block) }
      }
      for measure in self.measures where measure.block >= 0 && isRatioReached(measure, reached) { reach(measure.block) }
    }
    return Swift.Set(self.measures.indices.filter { self.measures[$0].block >= 0 && reached[self.measures[$0].block] })
  }

  /// The total of a ratio rests on what it divides.
  private func isRatioReached(_ measure: PlanningModel.Measure, _ reached: [Bool]) -> Bool {
    for case .ratio(let above, let below) in [measure.total, measure.time] {
      for part in [above, below] where measures[part].block >= 0 && reached[measures[part].block] { return true }
    }
    return false
  }
}

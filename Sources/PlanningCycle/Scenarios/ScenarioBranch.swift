// SPDX-License-Identifier: Apache-2.0
import Journal
import Planning

/// A scenario in memory: the plan it starts from, and that plan with its own changes. Neither follows the running plan.
final class ScenarioBranch {
  /// Never edited.
  let base: PlanState
  var head: PlanState
  var board: TotalsBoard
  /// The base has the input cells it had when it was chosen, bit for bit.
  let isExact: Bool
  /// It shares no cells with the running plan any more.
  var standsAlone: Bool

  /// - Parameter standsAlone: false: `base` is a branch of the running plan.
  init(base: PlanState, isExact: Bool, standsAlone: Bool) {
    self.base = base
    self.isExact = isExact
    self.standsAlone = standsAlone
    head = base.branched()
    board = TotalsBoard(head)
  }

  /// As it stands, for a reader: what is written later does not reach it.
  init(reading other: ScenarioBranch, _ giveWay: @escaping () -> Void) {
    base = other.base
    head = other.head.read(giveWay)
    board = other.board
    isExact = other.isExact
    standsAlone = other.standsAlone
  }

  /// SHA-256 over the input cells of a plan.
  static func digest(_ plan: PlanState) -> Digest { Digest.sha256(plan.engine.stateDigestBytes(.inputs)) }

  /// Memory for its numbers alone, in bytes.
  var ownBytes: Int {
    let shared = standsAlone ? base.engine.cellCount * MemoryLayout<Double>.stride : base.engine.ownBytes
    return shared + head.engine.ownBytes
  }

  /// Writes cells and what is derived from them.
  ///
  /// - Returns: measures that changed.
  func write(_ edits: [InputEdit]) throws -> [Int] {
    var changed = try head.engine.apply(edits).measures
    if head.movesPipeline(edits) { changed += try head.derivePipeline().measures }
    return changed
  }

  /// Writes recorded cells again; what has no place is passed over.
  func replay(_ edits: [InputEdit]) { head.replay(edits) }

  /// Ready after replaying.
  func settle() throws {
    _ = try head.derivePipeline()
    board = TotalsBoard(head)
  }

  /// What people changed in it, input cell by input cell, in model order; an entry that was taken back is none.
  func ownChanges() throws -> [CellDifference] {
    let derived = Swift.Set(PlanState.derivedInputs.compactMap { head.landing.id($0) })
    return try head.engine.inputDifferences(from: base.engine).filter { !derived.contains($0.measure) }
  }
}

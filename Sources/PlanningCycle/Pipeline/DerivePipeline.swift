// SPDX-License-Identifier: Apache-2.0
import Planning

extension PlanState {
  /// What the pipeline follows from, besides deals.
  private static let pipelineInputs = ["price", "delivery_profile"]

  /// Inputs that are derived from deals and never typed.
  static let derivedInputs = ["pipeline", "delivery_shift_units", "delivery_shift"]

  func movesPipeline(_ edits: [InputEdit]) -> Bool {
    let followed = Self.pipelineInputs.compactMap { landing.id($0) }
    return edits.contains { followed.contains($0.measure) }
  }

  /// Derives the pipeline from deals, prices and delivery profile as they stand now, and writes the cells that changed. It follows
  /// from the present state alone, so that it is the same after a restart.
  mutating func derivePipeline() throws -> Wave {
    let old = pipeline
    let new = BuildPlan.pipeline(
      deals, statistics, catalogue: catalogue, calendar: calendar, members: members, engine: engine, landing: landing)
    pipeline = new
    return try engine.apply(landing.edits(new.edits(since: old, members: members)))
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Journal
import Planning

/// Whether a scenario that was kept in step by edits equals one derived from facts and events.
public struct ScenarioVerification: Sendable {
  public let id: Int64
  public let name: String
  /// SHA-256 over every cell's bits: as kept in step, as the same inputs calculated anew, as derived from facts and events.
  public let incremental: Digest
  public let recalculated: Digest
  public let fromScratch: Digest
  /// The plan it starts from has the input cells it had then.
  public let isBaseExact: Bool

  public var isEqual: Bool { incremental == recalculated && incremental == fromScratch && isBaseExact }
}

extension Workspace {
  /// Derives every open scenario from facts and events, calculates everything, and compares bit for bit.
  public func verifyScenarios() throws -> [ScenarioVerification] {
    try scenarios.open.map { scenario in
      let kept = try branch(of: scenario)
      let fresh = try derive(scenario)
      return ScenarioVerification(
        id: scenario.id, name: scenario.name, incremental: Self.digest(kept.head.engine),
        recalculated: Self.digest(kept.head.engine.calculatedFromScratch()), fromScratch: Self.digest(fresh.head.engine),
        isBaseExact: kept.isExact && fresh.isExact)
    }
  }

  private static func digest(_ engine: PlanEngine) -> Digest { Digest.sha256(engine.stateDigestBytes(.everything)) }
}

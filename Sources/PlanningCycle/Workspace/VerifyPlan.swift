// SPDX-License-Identifier: Apache-2.0
public import Journal
import Planning

/// Whether the plan that was kept in step by edits equals one derived from scratch.
public struct PlanVerification: Sendable {
  /// SHA-256 over every cell's bits: as kept in step, as the same inputs calculated anew, and as derived
  /// from facts and events.
  public let incremental: Digest
  public let recalculated: Digest
  public let fromScratch: Digest
  public let cellCount: Int
  /// Assertions of the model that fail.
  public let failedChecks: [String]

  /// Open scenarios, each held against its own derivation.
  public let scenarios: [ScenarioVerification]

  public var isEqual: Bool { incremental == recalculated && incremental == fromScratch && scenarios.allSatisfy(\.isEqual) }
}

extension Workspace {
  /// Rebuilds every derived number from facts and events, calculates everything, and compares bit for bit.
  public func verifyPlan() throws -> PlanVerification {
    let incremental = Digest.sha256(plan.engine.stateDigestBytes(.everything))
    let again = plan.engine.fork()
    again.calculate()
    let recalculated = Digest.sha256(again.stateDigestBytes(.everything))
    let fresh = try OpenWorkspace.open(store: store, environment: environment)
    fresh.plan.engine.calculate()
    let fromScratch = Digest.sha256(fresh.plan.engine.stateDigestBytes(.everything))
    return PlanVerification(
      incremental: incremental, recalculated: recalculated, fromScratch: fromScratch,
      cellCount: plan.engine.cellCount, failedChecks: plan.engine.checks().filter { !$0.passes }.map(\.name),
      scenarios: try verifyScenarios())
  }
}

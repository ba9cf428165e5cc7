// SPDX-License-Identifier: Apache-2.0
public import Access
import Planning

/// An open scenario as one person sees it.
public struct ScenarioEntry: Sendable {
  public let scenario: Scenario
  /// May name, share and discard it.
  public let isOwn: Bool
  /// Input cells that differ from the plan it started from, of those the person may see; nil while it is not in memory.
  public let changedCells: Int?
  /// Memory for its numbers alone; nil while it is not in memory.
  public let bytes: Int?
  /// Events that changed the plan since it started.
  public let isBehind: Bool
}

extension Workspace {
  /// Open scenarios that the person may see, oldest first.
  public func listScenarios(_ proof: Authorized<To.ViewPlan>) throws -> [ScenarioEntry] {
    try scenarios.open.filter { sees(proof.person, $0) }.map { try entry($0, for: proof) }
  }

  /// - Throws: `CycleError.scenarioNotKnown`.
  public func readScenario(_ proof: Authorized<To.ViewPlan>, _ id: Int64) throws -> ScenarioEntry {
    try entry(try scenario(id, for: proof.person), for: proof)
  }

  /// Whether this person may make one.
  public func mayMakeScenarios(_ proof: Authorized<To.ViewPlan>) -> Bool {
    [.editForecast, .editDeal, .editDriver, .editCash].contains { Access.allows(proof.person, $0) }
  }

  private func entry(_ scenario: Scenario, for proof: Authorized<To.ViewPlan>) throws -> ScenarioEntry {
    let branch = shelf[scenario.id]
    let isNarrowed = !proof.scope.isEverything
    let changed = try branch?.ownChanges().count { change in
      !isNarrowed || plan.sight(of: proof.person).sees(change.measure, at: change.coordinate)
    }
    return ScenarioEntry(
      scenario: scenario, isOwn: owns(proof.person, scenario), changedCells: changed, bytes: isNarrowed ? nil : branch?.ownBytes,
      isBehind: planChangedIn > scenario.base.event)
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

extension Workspace {
  /// Closes a scenario without a trace in the plan. Undo opens it again: its events stay.
  ///
  /// - Throws: `CycleError.scenarioNotKnown`, `scenarioNotYours`; `StoreError`.
  public func discardScenario(_ proof: Authorized<To.ViewPlan>, _ id: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    return try close(try owned(id, by: proof.person), context)
  }

  /// Takes a discard back, or does it again.
  func reverseDiscard(_ event: Event, mark: String, context: CommandContext) throws -> CommandOutcome {
    guard let id = event.payload["scenario"]?.integer, let scenario = scenarios[id],
      scenario.status == (mark == "undoes" ? .discarded : .open)
    else { throw CycleError(.nothingToUndo, BilingualText("没有可撤销的操作", "there is nothing to undo")) }
    if mark == "redoes" { return try close(scenario, context, payload: [mark: .integer(event.sequence)]) }
    let fields: [String: CanonicalValue] = ["scenario": .integer(id), mark: .integer(event.sequence)]
    let restored = try store.append(context.draft(ScenarioLedger.restored, .map(fields)), at: context.at)
    scenarios.note(restored)
    undo.note(restored)
    return announceScenario(restored, scenario, Self.words(scenario, BilingualText("已恢复", "brought back")))
  }

  /// Closes every open scenario.
  func discardAllScenarios(_ context: CommandContext) throws {
    for scenario in scenarios.open {
      let draft = context.draft(
        ScenarioLedger.discarded, .map(["scenario": .integer(scenario.id)]), suffix: "/scenario-\(scenario.id)")
      let event = try store.append(draft, at: context.at)
      scenarios.note(event)
      stand(at: event.sequence)
    }
    shelf.removeAll()
  }

  private func close(
    _ scenario: Scenario, _ context: CommandContext, payload: [String: CanonicalValue] = [:]
  ) throws -> CommandOutcome {
    var fields = payload
    fields["scenario"] = .integer(scenario.id)
    let event = try store.append(context.draft(ScenarioLedger.discarded, .map(fields)), at: context.at)
    scenarios.note(event)
    undo.note(event)
    shelf.remove(scenario.id)
    return announceScenario(event, scenario, Self.words(scenario, BilingualText("已放弃", "discarded")))
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Writes typed cells into a scenario: the plan's own rules of entry, spread, holds and rights; the plan stays as it is.
  ///
  /// - Throws: as ``editCells(_:_:holds:context:)``; `CycleError.scenarioNotKnown`.
  public func editScenario(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, _ cells: [TypedCell], holds: [String], context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try Self.requireCount(of: cells)
    let scenario = try scenario(id, for: proof.person)
    let branch = try branch(of: scenario)
    let (edits, label) = try branch.head.edits(for: cells, by: context.person, holds: holds, event: revision + 1, overrides: overrideLedger)
    { parts, found, typed in
      try refuseOvertaken(parts, of: found, typed, context, in: branch.head)
    }
    try branch.head.authorise(context.person, edits)
    return try commit(edits, label, to: scenario, branch, context, spread: branch.head.spreadParts(edits))
  }

  /// Applies edits to a scenario and records them as one event. One that could not be kept is derived again from those that were.
  func commit(
    _ edits: [InputEdit], _ label: BilingualText, to scenario: Scenario, _ branch: ScenarioBranch, _ context: CommandContext,
    payload: [String: CanonicalValue] = [:], spread: [SpreadPart] = []
  ) throws -> CommandOutcome {
    let sequence = revision + 1
    let recorded = RecordedEdits(cells: try edits.map { try branch.head.recorded($0) })
    var fields = payload
    fields["scenario"] = .integer(scenario.id)
    fields["scenario_cells"] = recorded.canonical
    fields["label_zh"] = .text(label.chinese)
    fields["label_en"] = .text(label.english)
    do {
      let changed = try branch.write(
        edits.map {
          InputEdit(
            measure: $0.measure, coordinate: $0.coordinate, period: $0.period, value: $0.value, source: .person(event: sequence))
        })
      let event = try store.append(context.draft(ScenarioLedger.edited, .map(fields)), at: context.at)
      scenarios.note(event)
      undo.note(event)
      return announceScenario(
        event, scenario, Self.words(scenario, label),
        moved: branch.board.update(branch.head.engine, changed: Swift.Set(changed).sorted()), spread: spread)
    } catch {
      shelf.remove(scenario.id)
      throw error
    }
  }
}

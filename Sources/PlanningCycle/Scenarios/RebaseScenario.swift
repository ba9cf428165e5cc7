// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Lets a scenario start from the plan as it is now and keeps its own changes; what the model has no place for any more is let go
  /// and counted in the label. What people entered before can no longer be taken back one by one.
  ///
  /// - Parameter choices: which number the scenario has where both changed a cell.
  /// - Throws: `ScenarioConflicts` for cells that nobody decided; `CycleError.choiceNotNeeded`; `AccessError` without the rights of its changes; `CycleError.scenarioNotKnown`; `StoreError`.
  public func rebaseScenario(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, conflicts choices: ConflictChoices, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let scenario = try scenario(id, for: proof.person)
    let former = try branch(of: scenario)
    let own = try ownChanges(of: scenario, former)
    try plan.authorise(context.person, own.compactMap(\.edit))
    let conflicts = own.count(where: \.isConflict)
    let kept = try decided(own, choices, former)
    let cells = try kept.compactMap { change in
      try change.edit.map { edit in
        var cell = try plan.recorded(edit)
        cell.entered = change.entered
        return cell
      }
    }
    let branch = ScenarioBranch(base: plan.branched(), isExact: true, standsAlone: false)
    let lost = own.count { $0.edit == nil }
    let changes = kept.count == 1 ? "1 change" : "\(kept.count) changes"
    let label = BilingualText(
      "已更新到现计划，保留 \(kept.count) 处改动" + (lost == 0 ? "" : "，\(lost) 处在现行模型里没有位置"),
      "brought up to the plan of now, \(changes) kept" + (lost == 0 ? "" : ", \(lost) without a place in the model"))
    let draft = context.draft(
      ScenarioLedger.rebased,
      .map([
        "scenario": .integer(id), "scenario_cells": RecordedEdits(cells: cells).canonical, "read_on": .day(plan.sources.readOn),
        "base_inputs": .digest(ScenarioBranch.digest(branch.base)), "conflicts": .integer(Int64(conflicts)),
        "conflicts_to": .text(choices.text), "without_place": .integer(Int64(lost)), "label_zh": .text(label.chinese),
        "label_en": .text(label.english),
      ]))
    branch.replay(RecordedEdits(cells: cells).inputs(of: revision + 1, known: branch.head))
    try branch.settle()
    let event = try store.append(draft, at: context.at)
    scenarios.note(event)
    undo.note(event)
    shelf.put(branch, id)
    return announceScenario(event, scenarios[id] ?? scenario, Self.words(scenario, label))
  }
}

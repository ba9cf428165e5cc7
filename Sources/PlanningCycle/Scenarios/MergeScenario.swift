// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Brings a scenario's changes into the plan as one event and closes it: three-way, cell by cell. A cell that only the plan
  /// changed keeps the plan's number; one that both changed alike is no conflict.
  ///
  /// - Parameters:
  ///   - content: the digest of the changes the person compared, in hexadecimal.
  ///   - choices: which number stands where both changed a cell.
  /// - Throws: `AccessError` without the rights that the changes need; `ScenarioConflicts`; `CycleError.payloadIncomplete` without an
  ///   expected revision, `choiceNotNeeded`, `scenarioChanged` when scenario or plan changed since then, `scenarioUnchanged`, `scenarioNotKnown`; `StoreError`.
  public func mergeScenario(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, content: String, conflicts choices: ConflictChoices, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let scenario = try scenario(id, for: proof.person)
    let branch = try branch(of: scenario)
    let own = try ownChanges(of: scenario, branch)
    try refuseStale(own, content, context)
    try plan.authorise(context.person, own.compactMap(\.edit))
    let conflicts = own.count(where: \.isConflict)
    let edits = try decided(own, choices, branch).filter { !$0.isKept }.compactMap(\.edit)
    guard !edits.isEmpty else {
      throw CycleError(
        .scenarioUnchanged, BilingualText("没有可合并的改动", "there is nothing to merge"),
        detail: BilingualText("计划里已经是这些数，或保留了计划的数", "the plan has these numbers already, or keeps its own"),
        hint: BilingualText("不再需要它时可以放弃这个情景", "discard the scenario when it is no longer needed"),
        parameters: ["scenario": "\(id)"])
    }
    let lost = own.count { $0.edit == nil }
    let cells = edits.count == 1 ? "1 cell" : "\(edits.count) cells"
    let label = BilingualText(
      "合并情景“\(scenario.name)”：\(edits.count) 个单元格" + (lost == 0 ? "" : "，\(lost) 个在现行模型里没有位置"),
      "scenario \"\(scenario.name)\" merged: \(cells)" + (lost == 0 ? "" : ", \(lost) without a place in the model"))
    let outcome = try commit(
      ScenarioLedger.merged, label, edits, context,
      payload: [
        "scenario": .integer(id), "content": .digest(try Self.content(own)), "conflicts": .integer(Int64(conflicts)),
        "conflicts_to": .text(choices.text), "without_place": .integer(Int64(lost)),
      ])
    shelf.remove(id)
    return outcome
  }

  /// What the person looked at is what is merged, into the plan they looked at.
  private func refuseStale(_ own: [OwnChange], _ content: String, _ context: CommandContext) throws {
    guard let seen = context.expectedRevision, !content.isEmpty else {
      throw CycleError(
        .payloadIncomplete, BilingualText("缺少 expectedRevision 或 content", "expectedRevision or content is missing"),
        hint: BilingualText("取自对比的 revision 和 content", "take them from revision and content of the comparison"))
    }
    if try Self.content(own).hex != content {
      throw changedMeanwhile(BilingualText("情景在您对比之后又被修改", "the scenario was changed after you compared it"))
    }
    if derivedIn > seen {
      throw changedMeanwhile(BilingualText("计划在您对比之后用新的数据或模型重算", "the plan was derived anew after you compared it"))
    }
    if let newer = own.compactMap({ planEntry($0) }).filter({ $0 > seen }).max(),
      let event = try store.events(after: newer - 1, limit: 1).first
    {
      throw changedMeanwhile(
        BilingualText(
          "\(name(of: event.draft.actor).chinese) 在 \(event.recordedAt.minuteText) 改了其中的单元格",
          "\(name(of: event.draft.actor).english) changed some of these cells at \(event.recordedAt.minuteText)"))
    }
  }

  private func changedMeanwhile(_ detail: BilingualText) -> CycleError {
    CycleError(
      .scenarioChanged, BilingualText("您对比之后又有变动", "something changed after you compared"), detail: detail,
      hint: BilingualText("请重新对比后再合并", "compare again, then merge"))
  }
}

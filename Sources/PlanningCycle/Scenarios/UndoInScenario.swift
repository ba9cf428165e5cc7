// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal
import Planning

extension Workspace {
  /// Takes back the person's newest change inside a scenario that still stands.
  ///
  /// - Throws: `CycleError.nothingToUndo`, `scenarioNotKnown`; `changedSince` when somebody changed the same cells meanwhile.
  public func undoInScenario(_ proof: Authorized<To.ViewPlan>, _ id: Int64, context: CommandContext) throws -> CommandOutcome {
    try reverse(in: id, "undoes", BilingualText("撤销", "undo"), proof.person, context) { undo.undoTarget($0, in: id) }
  }

  /// Does again what the person took back last inside a scenario.
  public func redoInScenario(_ proof: Authorized<To.ViewPlan>, _ id: Int64, context: CommandContext) throws -> CommandOutcome {
    try reverse(in: id, "redoes", BilingualText("重做", "redo"), proof.person, context) { undo.redoTarget($0, in: id) }
  }

  private func reverse(
    in id: Int64, _ mark: String, _ words: BilingualText, _ person: Person, _ context: CommandContext,
    target find: (Int64) -> Int64?
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let scenario = try scenario(id, for: person)
    guard let target = find(person.id), let event = try store.events(after: target - 1, limit: 1).first,
      let recorded = RecordedEdits(inScenario: event)
    else { throw CycleError(.nothingToUndo, BilingualText("没有可撤销的操作", "there is nothing to undo")) }
    let branch = try branch(of: scenario)
    let edits = mark == "undoes" ? recorded.inverse : recorded
    try refuseWhenChangedSince(edits, of: target, in: branch.head)
    let label = BilingualText(
      words.chinese + "：" + (event.payload["label_zh"]?.text ?? ""), words.english + ": " + (event.payload["label_en"]?.text ?? ""))
    return try commit(
      edits.inputs(of: target, known: branch.head), label, to: scenario, branch, context, payload: [mark: .integer(target)])
  }
}

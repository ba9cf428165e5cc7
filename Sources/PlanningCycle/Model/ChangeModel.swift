// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Puts another model text in force: one event, the whole plan calculated with it, every screen told. All or nothing.
  ///
  /// - Throws: `ModelRefused` with all findings; `CycleError.reasonMissing`, `payloadIncomplete` without an expected revision,
  ///   `changedSince` when somebody changed the model meanwhile, `modelUnchanged`, `modelTooLarge`; `StoreError`.
  public func changeModel(
    _ proof: Authorized<To.EditModel>, text: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try proof.requireEverything()
    guard !context.reason.isEmpty else {
      throw CycleError(
        .reasonMissing, BilingualText("修改模型需要理由", "a change of the model needs a reason"),
        hint: BilingualText("写下为什么改，历史里会看到", "write down why; the history shows it"))
    }
    guard let seen = context.expectedRevision else {
      throw CycleError(
        .payloadIncomplete, BilingualText("缺少 expectedRevision", "expectedRevision is missing"),
        hint: BilingualText("给出读取模型时的修订号", "give the revision the model was read at"))
    }
    if let newer = plan.model.history.steps.last, newer.event > seen { throw modelChangedSince(newer) }
    let trial = try trial(of: text, present: plan)
    guard trial.text != plan.model.text else {
      throw CycleError(
        .modelUnchanged, BilingualText("模型没有变化", "the model is unchanged"),
        hint: BilingualText("这份文本与现行模型相同", "this text is the model in force"))
    }
    return try adopt(trial, ModelDifference(from: plan.model.text, to: trial.parsed, renames: trial.renames).words, context)
  }

  /// Takes the change of an event back, or does it again: the text of before, or of after it.
  func reverseModel(
    _ event: Event, mark: String, words: BilingualText, context: CommandContext
  ) throws -> CommandOutcome {
    try Access.authorize(context.person, to: To.EditModel.self).requireEverything()
    let goesBack = mark == "undoes"
    let (before, after) = (event.payload["before"]?.text ?? "", event.payload["text"]?.text ?? "")
    guard plan.model.text == (goesBack ? after : before) else {
      throw plan.model.history.steps.last.map { modelChangedSince($0) }
        ?? CycleError(.nothingToUndo, BilingualText("没有可撤销的操作", "there is nothing to undo"))
    }
    let renames = (event.payload["renames"]?.map ?? [:]).compactMapValues(\.text)
    let trial = try trial(
      of: goesBack ? before : after, present: plan,
      renames: goesBack ? Dictionary(renames.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first }) : renames)
    let label = BilingualText(
      words.chinese + "：" + (event.payload["label_zh"]?.text ?? ""), words.english + ": " + (event.payload["label_en"]?.text ?? ""))
    return try adopt(trial, label, context, extra: [mark: .integer(event.sequence)])
  }

  /// Builds the plan of the candidate, keeps the event, and only then lets go of the plan of before.
  func adopt(
    _ trial: ModelTrial, _ label: BilingualText, _ context: CommandContext, extra: [String: CanonicalValue] = [:]
  ) throws -> CommandOutcome {
    let next = try trial.build(includesBudget: true)
    var payload = extra
    payload["text"] = .text(trial.text)
    payload["before"] = .text(plan.model.text)
    payload["renames"] = .map(trial.renames.mapValues { .text($0) })
    payload["label_zh"] = .text(label.chinese)
    payload["label_en"] = .text(label.english)
    let event = try store.append(context.draft(ModelHistory.eventKind, .map(payload)), at: context.at)
    var history = plan.model.history
    history.note(event)
    let former = board
    plan = PlanState(
      sources: next.sources, model: ModelInForce(text: trial.text, history: history),
      landing: next.landing.with(history), pipeline: next.pipeline, engine: next.engine, budgetEngine: next.budgetEngine)
    board = TotalsBoard(plan)
    undo.note(event)
    let moved = board.moved(since: former, renames: trial.renames, plan.engine)
    return announce(event, label, moved: moved, reason: context.reason)
  }

  /// Puts the model of the beginning back, when somebody changed it.
  func resetModel(_ context: CommandContext) throws {
    guard let first = plan.model.history.steps.first,
      let text = try store.events(after: first.event - 1, limit: 1).first?.payload["before"]?.text, text != plan.model.text
    else { return }
    // Back along every rename, newest first.
    var renames: [String: String] = [:]
    for name in Swift.Set(plan.model.history.steps.flatMap(\.renames.keys)) {
      let now = plan.model.history.present(name, since: 0)
      if now != name, renames[now] == nil { renames[now] = name }
    }
    let trial = try trial(of: text, present: plan, renames: renames)
    _ = try adopt(
      trial, BilingualText("恢复原来的计划模型", "the first planning model restored"),
      CommandContext(person: context.person, key: context.key + "/model", reason: context.reason, at: context.at))
  }

  private func modelChangedSince(_ step: ModelHistory.Step) -> CycleError {
    let at = step.at.minuteText
    return CycleError(
      .changedSince, BilingualText("计划模型已被他人修改", "somebody changed the planning model meanwhile"),
      detail: BilingualText(
        "\(step.actor.login) 在 \(at) 提交：\(step.reason)", "\(step.actor.login) committed at \(at): \(step.reason)"),
      hint: BilingualText("重新载入现行模型，再做一次修改", "load the model in force and make the change again"),
      parameters: [
        "theirs": step.label.english, "by": step.actor.login, "at": at, "revision": "\(step.event)", "yours": "",
      ])
  }
}

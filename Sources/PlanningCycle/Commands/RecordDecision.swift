// SPDX-License-Identifier: Apache-2.0
import Journal

extension Workspace {
  /// Records what somebody decided beside the plan: a budget, a step of an approval, a target, a review, a meeting, the calendar, a reconciliation, a
  /// transfer, a comment. No number of the plan moves; every ledger of decisions hears of it and keeps what is its own.
  ///
  /// - Throws: `StoreError`, and then nothing is decided.
  func recordDecision(
    _ kind: String, _ payload: [String: CanonicalValue], _ words: BilingualText, _ context: CommandContext
  ) throws -> CommandOutcome {
    var payload = payload
    payload["label_zh"] = .text(words.chinese)
    payload["label_en"] = .text(words.english)
    let event = try store.append(context.draft(kind, .map(payload)), at: context.at)
    undo.note(event)
    return announce(event, words, [], spread: [], reason: context.reason)
  }

  /// Records that a decision is taken back, or stands again. Who may is asked before.
  ///
  /// - Parameter mark: `undoes` or `redoes`.
  func recordReversal(
    of event: Event, as kind: String, mark: String, words: BilingualText, context: CommandContext
  ) throws -> CommandOutcome {
    let label = BilingualText(
      words.chinese + "：" + (event.payload["label_zh"]?.text ?? ""), words.english + ": " + (event.payload["label_en"]?.text ?? ""))
    return try recordDecision(kind, [mark: .integer(event.sequence)], label, context)
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Takes back the person's newest command that still stands, as a command of its own.
  ///
  /// - Throws: `CycleError.nothingToUndo`; `changedSince` when somebody changed the same cells meanwhile.
  public func undoLast(_ proof: Authorized<To.ViewPlan>, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let target = undo.undoTarget(context.person.id) else {
      throw CycleError(.nothingToUndo, BilingualText("没有可撤销的操作", "there is nothing to undo"))
    }
    return try reverse(target, mark: "undoes", words: BilingualText("撤销", "undo"), context: context)
  }

  /// Does again what the person took back last.
  public func redoLast(_ proof: Authorized<To.ViewPlan>, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let target = undo.redoTarget(context.person.id) else {
      throw CycleError(.nothingToUndo, BilingualText("没有可重做的操作", "there is nothing to do again"))
    }
    return try reverse(target, mark: "redoes", words: BilingualText("重做", "redo"), context: context)
  }

  private func reverse(
    _ target: Int64, mark: String, words: BilingualText, context: CommandContext
  ) throws -> CommandOutcome {
    guard let event = try store.events(after: target - 1, limit: 1).first, event.sequence == target else {
      throw CycleError(.nothingToUndo, BilingualText("没有可撤销的操作", "there is nothing to undo"))
    }
    if event.kind == ModelHistory.eventKind {
      return try reverseModel(event, mark: mark, words: words, context: context)
    }
    if event.kind == ScenarioLedger.discarded { return try reverseDiscard(event, mark: mark, context: context) }
    if TargetLedger.decisions.contains(event.kind) { return try reverseTarget(event, mark: mark, words: words, context: context) }
    if MeetingLedger.decisions.contains(event.kind) { return try reverseMeeting(event, mark: mark, words: words, context: context) }
    if event.kind == RhythmLedger.set { return try reverseRhythm(event, mark: mark, words: words, context: context) }
    if OrganisationLedger.decisions.contains(event.kind) {
      return try reverseOrganisation(event, mark: mark, words: words, context: context)
    }
    if ReconcileLedger.decisions.contains(event.kind) {
      return try reverseReconciliation(event, mark: mark, words: words, context: context)
    }
    if ReviewLedger.decisions.contains(event.kind) { return try reverseReview(event, mark: mark, words: words, context: context) }
    if TransferLedger.decisions.contains(event.kind) { return try reverseTransfer(event, mark: mark, words: words, context: context) }
    if RuleLedger.decisions.contains(event.kind) { return try reverseRule(event, mark: mark, words: words, context: context) }
    if SavedViewLedger.decisions.contains(event.kind) { return try reverseView(event, mark: mark, words: words, context: context) }
    if QualityLedger.decisions.contains(event.kind) { return try reverseQuality(event, mark: mark, words: words, context: context) }
    if BudgetLedger.decisions.contains(event.kind) { return try reverseBudget(event, mark: mark, words: words, context: context) }
    if event.kind == PartLedger.handedIn { return try reversePart(event, mark: mark, words: words, context: context) }
    let goesBack = mark == "undoes"
    if event.kind == "deal.updated" {
      try Access.require(context.person, .editDeal)
      let command = event.payload["command"] ?? event.payload
      let deal = try find(deal: command["deal"]?.text ?? "")
      let change = DealChange(command[goesBack ? "inverse" : "change"])
      return try apply(change, to: deal, context: context, extra: [mark: .integer(target)])
    }
    guard let recorded = RecordedEdits(event) else {
      throw CycleError(.nothingToUndo, BilingualText("没有可撤销的操作", "there is nothing to undo"))
    }
    let edits = goesBack ? recorded.inverse : recorded
    // Whoever lost the right to make a change has lost the right to take it back.
    try authoriseAgain(event, edits, context.person)
    try refuseWhenChangedSince(edits, of: target, in: plan)
    let label = BilingualText(
      words.chinese + "：" + (event.payload["label_zh"]?.text ?? ""), words.english + ": " + (event.payload["label_en"]?.text ?? ""))
    return try commit(
      "cells.reverted", label, edits.inputs(of: target, known: plan), context, payload: [mark: .integer(target)])
  }

  private func authoriseAgain(_ event: Event, _ edits: RecordedEdits, _ person: Person) throws {
    let isSupply = edits.cells.contains { plan.landing.id("firm_receipts") == $0.measure }
    if isSupply || [OrderLedger.released, OrderLedger.changed].contains(event.kind) { return try Access.require(person, .editSupply) }
    try plan.authorise(person, edits.inputs(of: event.sequence, known: plan))
  }

  /// A cell that no longer holds what the command left there was changed by somebody else: theirs is not overwritten silently.
  func refuseWhenChangedSince(_ edits: RecordedEdits, of target: Int64, in plan: PlanState) throws {
    for cell in edits.cells {
      let measure = plan.model.history.present(cell.measure, since: target)
      let period: PlanPeriod? = cell.month.map { .month($0) } ?? cell.day.map { .day($0) }
      let coordinate = Coordinate(cell.members)
      // A cell that the model has no place for any more is nobody's conflict.
      guard plan.engine.model.measure(named: measure) != nil else { continue }
      let now = try plan.engine.value(measure, at: coordinate, period: period)
      guard now?.bitPattern != cell.old?.bitPattern else { continue }
      // An emptied cell whose blank counts as nought reads as nought.
      if cell.old == nil, now == 0, try isUntouched(measure, coordinate, period, since: target, in: plan) { continue }
      throw try changedSince(measure, coordinate, period, now: now, yours: cell.new, in: plan)
    }
  }

  private func isUntouched(
    _ measure: String, _ coordinate: Coordinate, _ period: PlanPeriod?, since target: Int64, in plan: PlanState
  ) throws -> Bool {
    guard case .person(let sequence)? = try plan.engine.source(measure, at: coordinate, period: period) else { return true }
    return sequence <= target
  }

  /// A conflict, with who wrote the value that stands there.
  func changedSince(
    _ measure: String, _ coordinate: Coordinate, _ period: PlanPeriod?, now: Double?, yours: Double?, in plan: PlanState
  ) throws -> CycleError {
    var event: Event?
    if case .person(let sequence)? = try? plan.engine.source(measure, at: coordinate, period: period) {
      event = try store.events(after: sequence - 1, limit: 1).first
    }
    return changedSince(
      plan.address(measure, coordinate, period).text, now: now, yours: yours.map { "\($0)" } ?? "", by: event)
  }

  func changedSince(_ cell: String, now: Double?, yours: String, by event: Event?) -> CycleError {
    let by = event?.draft.actor.login ?? ""
    let name = event.map { self.name(of: $0.draft.actor) } ?? BilingualText("", "")
    let at = event?.recordedAt.minuteText ?? ""
    let value = now.map { "\(Double(hundredths($0)) / 100)" } ?? ""
    return CycleError(
      .changedSince, BilingualText("单元格已被他人修改", "somebody changed the cell meanwhile"),
      detail: BilingualText("\(name.chinese) 在 \(at) 改成了 \(value)", "\(name.english) wrote \(value) at \(at)"),
      hint: BilingualText("请查看新值后再改", "look at the new value and try again"),
      parameters: ["cell": cell, "theirs": value, "by": by, "at": event?.recordedAt.stampText ?? "", "yours": yours])
  }
}

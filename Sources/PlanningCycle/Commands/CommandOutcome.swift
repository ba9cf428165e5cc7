// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

/// What became of a command.
public struct CommandOutcome: Sendable {
  /// The event that recorded it.
  public let event: Int64
  public let revision: Int64
  public let label: BilingualText
  public let moved: [MovedFigure]
  public let spread: [SpreadPart]
  /// True when the same command had been applied before and was not applied again.
  public let isRepeat: Bool
  /// Held totals of the forecast that the change touched and that its leaves do not add up to.
  public var missed: [HeldTotalView] = []
}

extension CommandOutcome {
  fileprivate func with(_ moved: [MovedFigure]) -> CommandOutcome {
    CommandOutcome(event: event, revision: revision, label: label, moved: moved, spread: spread, isRepeat: isRepeat, missed: missed)
  }
}

extension Workspace {
  /// Carries out a command and says what it moved as this person may hear it: figures of the measures they may see, and for somebody who is
  /// narrowed the totals of their own rows.
  public func carryOut(for person: Person, _ work: () throws -> CommandOutcome) throws -> CommandOutcome {
    guard !person.scope.isEverything else {
      let outcome = try work()
      return outcome.with(outcome.moved.filter { $0.permission.map { Access.allows(person, $0) } ?? true })
    }
    let engine = plan.engine
    var board = TotalsBoard(plan, plan.sight(of: person))
    let outcome = try work()
    guard engine === plan.engine, !outcome.isRepeat else { return outcome.with([]) }
    return outcome.with(board.update(engine, changed: Array(engine.model.measures.indices)))
  }

  /// The outcome of a command that came before; nil when it did not.
  public func outcome(actor: Int64, key: String) throws(StoreError) -> CommandOutcome? {
    guard let event = try store.event(actor: actor, key: key) else { return nil }
    return CommandOutcome(
      event: event.sequence, revision: event.sequence, label: BilingualText("已完成", "done"), moved: [], spread: [],
      isRepeat: true)
  }

  /// The outcome of the same command when it came before.
  ///
  /// - Throws: `StoreError.idempotencyKeyReused` when its key came with another content.
  func outcome(of context: CommandContext) throws(StoreError) -> CommandOutcome? {
    precondition(!isReader, "a reader changes nothing")
    guard let event = try store.event(actor: context.person.id, key: context.key) else { return nil }
    let kept = (event.payload["request"] ?? event.payload["command"]?["request"])?.digest
    if let kept, let sent = context.fingerprint, kept != sent {
      throw StoreError(
        .idempotencyKeyReused, subject: context.key, detail: "The key came before with event \(event.sequence) and another content.",
        hint: "Use a fresh key for a new command.")
    }
    return try outcome(actor: context.person.id, key: context.key)
  }

  /// Applies edits, records them as one event, and tells every screen. The plan is put back when the event cannot be kept.
  ///
  /// - Parameter parts: which of the edits were not typed themselves, one for each; empty: all were.
  func commit(
    _ kind: String, _ label: BilingualText, _ edits: [InputEdit], _ context: CommandContext,
    payload: [String: CanonicalValue] = [:], spread: [SpreadPart] = [], parts: [RecordedEdits.Part?] = []
  ) throws -> CommandOutcome {
    let sequence = revision + 1
    let before = plan
    var recorded = RecordedEdits(cells: try edits.map { try before.recorded($0) })
    recorded.mark(parts)
    let followsPrices = plan.movesPipeline(edits)
    let wave = try timed(.engine) {
      try plan.engine.apply(
        edits.map {
          InputEdit(
            measure: $0.measure, coordinate: $0.coordinate, period: $0.period, value: $0.value,
            source: .person(event: sequence))
        })
    }
    tableChanges.note(wave, plan)
    var changed = wave.measures
    if followsPrices { changed += try timed(.engine) { try derivePipeline() }.measures }
    var fields = payload
    fields["cells"] = recorded.canonical
    fields["label_zh"] = .text(label.chinese)
    fields["label_en"] = .text(label.english)
    do {
      let event = try timed(.journal) { try store.append(context.draft(kind, .map(fields)), at: context.at) }
      undo.note(event)
      var outcome = announce(event, label, changed, spread: spread, reason: context.reason)
      outcome.missed = (try? missedTotals(by: edits, for: context.person)) ?? []
      return outcome
    } catch {
      _ = try? plan.engine.apply(recorded.inverse.inputs(of: revision, known: plan))
      if followsPrices { _ = try? derivePipeline() }
      tableChanges.forget()
      throw error
    }
  }

  /// The plan stands at a newer event: rows that moved since the one before moved with it.
  func stand(at event: Int64) {
    guard event != revision else { return }
    tableChanges.close(event, after: revision)
    revision = event
  }

  /// Tells every screen of a change, then of what it carried out of the limits of approved budgets, and of what became of alerts.
  func tell(_ change: WorkspaceChange) {
    onChange?(change)
    raiseProposals(after: change)
    recordAlerts(after: change)
  }

  /// Tells every screen what a stored command moved.
  func announce(
    _ event: Event, _ label: BilingualText, _ changed: [Int], spread: [SpreadPart], reason: String, nodes: NodeTrace? = nil
  ) -> CommandOutcome {
    let moved = timed(.totals) { board.update(plan.engine, changed: Swift.Set(changed).sorted()) }
    return announce(event, label, moved: moved, spread: spread, reason: reason, nodes: nodes)
  }

  func announce(
    _ event: Event, _ label: BilingualText, moved: [MovedFigure], spread: [SpreadPart] = [], reason: String, nodes: NodeTrace? = nil
  ) -> CommandOutcome {
    stand(at: event.sequence)
    scenarios.note(event)
    ledgers.note(event)
    notePlanChange(event)
    let alerts = timed(.alerts) { alertsBrought() }
    tell(
      WorkspaceChange(
        revision: revision, at: event.recordedAt, actor: event.draft.actor, kind: event.kind, label: label,
        reason: reason, moved: moved, spread: spread, alerts: alerts, firstShortfall: firstShortfall(),
        scenario: event.kind == ScenarioLedger.merged ? event.payload["scenario"]?.integer : nil, nodes: nodes))
    return CommandOutcome(
      event: event.sequence, revision: revision, label: label, moved: moved, spread: spread, isRepeat: false)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce
import Journal
import Planning

/// What all events of a workspace come to, besides facts and numbers: rebuilt from the first event on, so that a workspace that goes on is the same as
/// one that was opened again.
struct RecordedCourse {
  private(set) var undo = UndoHistory()
  private(set) var raised: [CanonicalValue] = []
  private(set) var ledgers = DecisionLedgers()
  private(set) var invitations = InvitationLedger()
  private(set) var secondFactors = SecondFactorLedger()
  private(set) var scenarios = ScenarioLedger()
  private(set) var derivedIn: Int64 = 0
  private(set) var planChangedIn: Int64 = 0
  /// The newest event that was heard.
  private(set) var last: Int64 = 0

  /// Hears of every event that it did not hear of yet, and writes the entries among them into a plan; what concerns cells that are gone is passed over.
  ///
  /// - Returns: whether there was an entry.
  @discardableResult
  mutating func follow(_ store: any EventStore, into plan: PlanState) throws(StoreError) -> Bool {
    var hasEntries = false
    try store.eachEvent(after: last) { event in
      note(event)
      last = event.sequence
      guard let edits = RecordedEdits(event) else { return }
      plan.replay(edits.inputs(of: event.sequence, known: plan))
      hasEntries = true
    }
    return hasEntries
  }

  private mutating func note(_ event: Event) {
    undo.note(event)
    ledgers.note(event)
    invitations.note(event)
    secondFactors.note(event)
    scenarios.note(event)
    if event.kind == Todo.eventKind { raised.append(event.payload) }
    let trace = PlanTrace(event)
    if trace.derivesAnew { derivedIn = event.sequence }
    if trace.changesPlan { planChangedIn = event.sequence }
  }
}

/// What an event does to a plan.
struct PlanTrace {
  /// Facts, a forecast, a model: the plan is derived from it.
  let derivesAnew: Bool
  let changesPlan: Bool
  /// What a derivation read may be other than it was: also deals, which the plan follows by itself.
  let changesGround: Bool

  init(_ event: Event) {
    // What is held is none of its facts.
    let facts = FactReceipt(event).flatMap { $0.isHeld ? nil : $0 }
    let isDeal = facts.map { $0.kind == .deals || $0.kind == .dealStages } ?? false
    derivesAnew =
      event.kind == ModelHistory.eventKind || ForecastRunRecord(event) != nil || (facts != nil && !isDeal)
      || MergeLedger.changing.contains(event.kind)
    changesPlan = derivesAnew || isDeal || RecordedEdits(event) != nil
    changesGround = derivesAnew || isDeal || event.kind == WorkspaceSettings.changedKind
  }
}

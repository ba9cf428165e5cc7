// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import Journal
import Planning

/// Makes and opens workspaces.
public enum OpenWorkspace {
  /// Writes the first event.
  public static func create(_ settings: WorkspaceSettings, store: any WorkspaceStore, at moment: Moment) throws(StoreError) {
    let draft = EventDraft(
      kind: WorkspaceSettings.eventKind, actor: .system, idempotencyKey: "workspace-created", payload: settings.payload)
    try store.append(draft, at: moment)
  }

  /// - Throws: `StoreError.folderMissing` when the first event is not a workspace's.
  public static func settings(of store: any WorkspaceStore) throws(StoreError) -> WorkspaceSettings {
    guard let first = try store.events(after: 0, limit: 1).first, first.kind == WorkspaceSettings.eventKind,
      let settings = WorkspaceSettings(first.payload)
    else {
      throw StoreError(
        .folderMissing, subject: "workspace", detail: "The first event does not create a workspace.",
        hint: "Make one with tongpin init.")
    }
    return try changed(settings, store: store)
  }

  /// What later events made of it.
  private static func changed(
    _ settings: WorkspaceSettings, store: any WorkspaceStore
  ) throws(StoreError) -> WorkspaceSettings {
    var settings = settings
    var last: Int64 = 1
    while true {
      let events = try store.events(after: last, limit: 1_000)
      guard let newest = events.last else { return settings }
      for event in events where event.kind == WorkspaceSettings.changedKind {
        settings = WorkspaceSettings(event.payload) ?? settings
      }
      last = newest.sequence
    }
  }

  /// Reads the facts, derives the plan, brings people's entries back in the order in which they were made.
  ///
  /// A workspace with order history and no recorded forecast gets its first run now: an event of the system.
  public static func open(store: any WorkspaceStore, environment: WorkspaceEnvironment) throws -> Workspace {
    let settings = try settings(of: store)
    let facts = FactLibrary(store: store)
    let model = try ModelInForce.read(store: store, environment: environment)
    let plan = try BuildPlan.build(facts: facts, store: store, environment: environment, model: model) { catalogue in
      try baseline(catalogue, store: store)
    }
    let workspace = Workspace(
      store: store, environment: environment, settings: settings, revision: try store.head().sequence, facts: facts,
      plan: plan)
    if plan.baseline == nil, plan.history.months != nil {
      try workspace.refreshForecasts(as: .system, key: "first-forecast-\(plan.cutoff)", reason: "")
    } else {
      try workspace.replayEntries()
    }
    return workspace
  }

  static func baseline(_ catalogue: Catalogue, store: any WorkspaceStore) throws(StoreError) -> BaselineForecast? {
    guard let record = try store.newestRun() else { return nil }
    return try RefreshForecasts.read(record, store: store, catalogue: catalogue)
  }
}

extension Workspace {
  /// Derives the plan again from facts and entries: after an import, after a new forecast.
  func rebuild() throws {
    plan = try BuildPlan.build(facts: facts, store: store, environment: environment, model: plan.model) { catalogue in
      try OpenWorkspace.baseline(catalogue, store: store)
    }
    shelf.detach()
    try replayEntries()
  }

  /// Writes every recorded entry into the plan again, oldest first; what concerns cells that are gone is passed over.
  func replayEntries() throws {
    undo = UndoHistory()
    raised = []
    ledgers = DecisionLedgers()
    invitations = InvitationLedger()
    secondFactors = SecondFactorLedger()
    heldProposals = nil
    scenarios = ScenarioLedger()
    var last: Int64 = 0
    while true {
      let events = try store.events(after: last, limit: 1_000)
      guard let newest = events.last else { break }
      for event in events {
        undo.note(event)
        ledgers.note(event)
        invitations.note(event)
        secondFactors.note(event)
        scenarios.note(event)
        notePlanChange(event)
        if event.kind == Todo.eventKind { raised.append(event.payload) }
        if let edits = RecordedEdits(event) { plan.replay(edits.inputs(of: event.sequence, known: plan)) }
      }
      last = newest.sequence
    }
    if !plan.engine.isCalculated { plan.engine.calculate() }
    // Prices that people entered came after the facts the pipeline was first derived from.
    _ = try derivePipeline()
    revision = max(revision, last)
    board = TotalsBoard(plan)
    tableChanges.restart()
    try handOverOrders()
  }

  /// Keeps in mind which event changed the plan last.
  func notePlanChange(_ event: Event) {
    // What is held is none of its facts.
    let facts = FactReceipt(event).flatMap { $0.isHeld ? nil : $0 }
    let isDeal = facts.map { $0.kind == .deals || $0.kind == .dealStages } ?? false
    if event.kind == ModelHistory.eventKind || ForecastRunRecord(event) != nil || (facts != nil && !isDeal) {
      derivedIn = event.sequence
    }
    if derivedIn == event.sequence || isDeal || RecordedEdits(event) != nil { planChangedIn = event.sequence }
  }

  /// One's wish for a new baseline, as a command.
  public func refreshForecasts(_ proof: Authorized<To.RunCycle>, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try refreshForecasts(as: context.person.actor, key: context.key, reason: context.reason)
    let label = BilingualText("重新计算基线预测", "baseline refreshed")
    tell(
      WorkspaceChange(
        revision: revision, at: context.at, actor: context.person.actor, kind: "forecast.refreshed", label: label,
        reason: context.reason, moved: [], spread: [], alerts: alerts(), firstShortfall: firstShortfall()))
    return CommandOutcome(event: revision, revision: revision, label: label, moved: [], spread: [], isRepeat: false)
  }

  /// Fits and records a new baseline through the last closed month, and derives everything again.
  func refreshForecasts(as actor: Actor, key: String, reason: String) throws {
    let horizon = plan.cutoff.distance(to: plan.calendar.lastMonth)
    guard horizon > 0 else { return }
    let draft = EventDraft(kind: "forecast.refreshed", actor: actor, idempotencyKey: key, reason: reason)
    _ = try RefreshForecasts.refresh(
      history: plan.history, catalogue: plan.catalogue, through: plan.cutoff, horizon: horizon, store: store,
      draft: draft, at: environment.now(), work: environment.work)
    revision = try store.head().sequence
    try rebuild()
  }
}

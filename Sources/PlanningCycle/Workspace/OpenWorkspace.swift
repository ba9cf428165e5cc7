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
    try store.eachEvent(after: 1) { event in
      if event.kind == WorkspaceSettings.changedKind { settings = WorkspaceSettings(event.payload) ?? settings }
    }
    return settings
  }

  /// Reads the facts, derives the plan, brings people's entries back in the order in which they were made.
  ///
  /// A workspace with order history and no recorded forecast gets its first run now: an event of the system.
  public static func open(store: any WorkspaceStore, environment: WorkspaceEnvironment) throws -> Workspace {
    let settings = try settings(of: store)
    let identities = try MergeLedger.read(store: store)
    let facts = FactLibrary(store: store, identities: identities.map)
    let model = try ModelInForce.read(store: store, environment: environment)
    let sources = try BuildPlan.sources(facts: facts, store: store, members: store, environment: environment) { ground in
      try baseline(ground.catalogue, identities, store: store)
    }
    let plan = try BuildPlan.build(sources, model: model, standard: environment.modelText, work: environment.work)
    let workspace = Workspace(
      store: store, environment: environment, settings: settings, revision: try store.head().sequence, facts: facts,
      plan: plan)
    workspace.ledgers.merges = identities
    if plan.baseline == nil, plan.history.months != nil {
      try workspace.refreshForecasts(as: .system, key: firstForecastKey(plan.cutoff, identities.itemsChangedIn), reason: "")
    } else {
      try workspace.replayEntries()
    }
    return workspace
  }

  /// A merge of items begins a history of its own: the forecast that was to follow it was not kept.
  ///
  /// - Parameter merges: the newest event that merged items, 0 for none.
  static func firstForecastKey(_ cutoff: Month, _ merges: Int64) -> String {
    "first-forecast-" + (merges == 0 ? "\(cutoff)" : "\(cutoff)-\(merges)")
  }

  static func baseline(
    _ catalogue: Catalogue, _ identities: MergeLedger, store: any WorkspaceStore, through final: Int64 = .max
  ) throws(StoreError) -> BaselineForecast? {
    try newestRun(identities, store: store, through: final).map { (record) throws(StoreError) in
      try RefreshForecasts.read(record, store: store, catalogue: catalogue)
    }
  }

  /// The newest run that was made of the items there are: one from before a merge says nothing of the member that was merged.
  ///
  /// - Parameter final: runs up to this event.
  static func newestRun(
    _ identities: MergeLedger, store: any WorkspaceStore, through final: Int64 = .max
  ) throws(StoreError) -> ForecastRunRecord? {
    if identities.itemsChangedIn == 0 && final == .max { return try store.newestRun() }
    let items = identities.itemMerges(after: final)
    return try store.runs(limit: .max).first { $0.id <= final && identities.itemMerges(after: $0.id) == items }
  }
}

extension Workspace {
  /// Writes every recorded entry into the plan, oldest first; what concerns cells that are gone is passed over.
  func replayEntries() throws {
    var course = RecordedCourse()
    try course.follow(store, into: plan)
    if !plan.engine.isCalculated { plan.engine.calculate() }
    // Prices that people entered came after the facts the pipeline was first derived from.
    _ = try plan.derivePipeline()
    try take(DerivedPlan(plan: plan, course: course, board: TotalsBoard(plan), revision: revision, day: environment.today()))
  }

  /// Keeps in mind which event changed the plan last.
  func notePlanChange(_ event: Event) {
    let trace = PlanTrace(event)
    if trace.derivesAnew { derivedIn = event.sequence }
    if trace.changesPlan { planChangedIn = event.sequence }
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
    let fitted = try RefreshForecasts.fit(
      history: plan.history, catalogue: plan.catalogue, market: plan.sources.market, through: plan.cutoff, horizon: horizon, store: store,
      work: environment.work)
    _ = try store.record(fitted.run, fitted.prepared, for: draft, at: environment.now())
    revision = try store.head().sequence
    try rebuild()
  }
}

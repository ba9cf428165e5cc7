// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import Planning

/// What a plan is derived from, as it stood at one moment: nothing here changes while others go on with the workspace.
struct PlanDerivation {
  let store: any WorkspaceStore
  let environment: WorkspaceEnvironment
  /// Its own library: the tables are shared, what is read later is not.
  let facts: FactLibrary
  let identities: MergeLedger
  let model: ModelInForce
  /// The newest event that it knows of.
  let revision: Int64
  let day: Day
  /// Threads of the calculation.
  let work: any ParallelWork

  /// The whole plan: facts, forecast, everybody's entries, one calculation. The same bytes whoever calculates it, and wherever.
  ///
  /// - Parameters:
  ///   - members: gives new members their numbers.
  ///   - learns: whether a new baseline is fitted where a month more is there to learn from, or none was ever made.
  func derive(members: any MemberStore, learns: Bool) throws -> DerivedPlan {
    var fitted: RefreshForecasts.Fitted?
    var isFirst = false
    let sources = try BuildPlan.sources(facts: facts, store: store, members: members, environment: environment, on: day) { ground in
      let newest = try OpenWorkspace.newestRun(identities, store: store)
      isFirst = newest == nil
      if learns, ground.isDue(after: newest) {
        fitted = try RefreshForecasts.fit(
          history: ground.history, catalogue: ground.catalogue, market: ground.market, through: ground.cutoff, horizon: ground.horizon,
          store: store, work: work)
      }
      if let baseline = fitted?.baseline(ground.catalogue) {
        fitted?.letGo()
        return baseline
      }
      return try newest.map { try RefreshForecasts.read($0, store: store, catalogue: ground.catalogue) }
    }
    var plan = try BuildPlan.build(sources, model: model, standard: environment.modelText, work: work)
    var course = RecordedCourse()
    try course.follow(store, into: plan)
    if !plan.engine.isCalculated { plan.engine.calculate() }
    // Prices that people entered came after the facts the pipeline was first derived from.
    _ = try plan.derivePipeline()
    return DerivedPlan(
      plan: plan, course: course, board: TotalsBoard(plan), fitted: fitted, isFirstForecast: isFirst, facts: facts, revision: revision,
      day: day)
  }
}

/// A plan that was derived and is nobody's yet.
struct DerivedPlan {
  var plan: PlanState
  var course: RecordedCourse
  var board: TotalsBoard
  /// A new baseline that the plan follows already and that is recorded with it.
  var fitted: RefreshForecasts.Fitted?
  /// No baseline was ever recorded before.
  var isFirstForecast = false
  /// What was read for it.
  var facts: FactLibrary?
  let revision: Int64
  let day: Day

  /// Whether what it was derived from changed since.
  func isStale(_ workspace: Workspace) throws(StoreError) -> Bool {
    guard workspace.environment.today() == day else { return true }
    var last = revision
    while true {
      let events = try workspace.store.events(after: last, limit: 1_000)
      guard let newest = events.last else { return false }
      if events.contains(where: { PlanTrace($0).changesGround }) { return true }
      last = newest.sequence
    }
  }

  /// Hears of what was recorded since.
  mutating func catchUp(_ store: any EventStore) throws {
    guard try course.follow(store, into: plan) else { return }
    _ = try plan.derivePipeline()
    board = TotalsBoard(plan)
  }

  /// The baseline it follows was recorded as a run: what was noted under no number bears its own.
  mutating func name(_ run: ForecastRunRecord) {
    plan.name(run)
    fitted = nil
  }
}

extension PlanDerivation {
  init(_ workspace: Workspace, work: any ParallelWork) throws(StoreError) {
    self.init(
      store: workspace.store, environment: workspace.environment, facts: workspace.facts.copied(), identities: workspace.ledgers.merges,
      model: workspace.plan.model, revision: try workspace.store.head().sequence, day: workspace.environment.today(), work: work)
  }
}

extension PlanState {
  /// A baseline that was followed before it was recorded gets its number.
  mutating func name(_ run: ForecastRunRecord) {
    sources.name(run)
    let nameless = InputSource.forecast(run: RefreshForecasts.namelessRun)
    engine.rename(nameless, to: .forecast(run: run.id))
    budgetEngine?.rename(nameless, to: .forecast(run: run.id))
  }
}

extension Workspace {
  /// Derives the plan again from facts and entries: after an import, after a new forecast.
  func rebuild() throws {
    try take(try PlanDerivation(self, work: environment.work).derive(members: store, learns: false))
  }

  /// Goes on with another plan.
  func take(_ derived: DerivedPlan) throws {
    var derived = derived
    try derived.catchUp(store)
    plan = derived.plan
    plan.engine.workers = environment.work
    if let facts = derived.facts { self.facts.fill(from: facts) }
    shelf.detach()
    let course = derived.course
    followed?.course = course
    undo = course.undo
    raised = course.raised
    ledgers = course.ledgers
    invitations = course.invitations
    secondFactors = course.secondFactors
    scenarios = course.scenarios
    heldProposals = nil
    derivedIn = course.derivedIn
    planChangedIn = course.planChangedIn
    revision = max(revision, course.last)
    board = derived.board
    tableChanges.restart()
    try handOverOrders()
  }
}

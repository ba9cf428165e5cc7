// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Journal

/// One workspace, open: its store, what was read from it, and the plan that is calculated from both.
///
/// Lives on one serial executor; nothing here is safe to call from two threads. Every public use case takes the proof that its
/// caller may do it.
public final class Workspace {
  public let store: any WorkspaceStore
  public let environment: WorkspaceEnvironment
  public internal(set) var settings: WorkspaceSettings
  public let facts: FactLibrary
  /// The newest event: what an entity tag and a live stream name.
  public internal(set) var revision: Int64
  /// Called after every change, in order.
  public var onChange: ((WorkspaceChange) -> Void)?

  /// The plan; rebuilt from the facts when an import changed them.
  public internal(set) var plan: PlanState
  var undo = UndoHistory()
  /// What events raised for somebody to do, oldest first.
  var raised: [CanonicalValue] = []
  var acknowledgements = Acknowledgements()
  /// All scenarios there ever were, and the numbers of those in memory.
  var scenarios = ScenarioLedger()
  var shelf = ScenarioShelf()
  /// The newest event that changed the plan, and the newest after which it was derived anew: facts, a forecast, a model.
  var planChangedIn: Int64 = 0
  var derivedIn: Int64 = 0
  var board: TotalsBoard
  var uploads = UploadShelf()
  let tables = TableCache()
  let tableChanges = TableChanges()
  /// What the supply board was last made from, with costs and without.
  var supplyDrafts: [Bool: SupplyDraft] = [:]
  var stepTimes = StepTimes()
  private var cachedDocuments: DocumentIndex?

  init(
    store: any WorkspaceStore, environment: WorkspaceEnvironment, settings: WorkspaceSettings, revision: Int64,
    facts: FactLibrary, plan: PlanState
  ) {
    self.store = store
    self.environment = environment
    self.settings = settings
    self.revision = revision
    self.facts = facts
    self.plan = plan
    self.board = TotalsBoard(plan)
  }

  /// The civil day the plan is seen from: today, or the first day after the last closed month when the data are older.
  public var planningDay: Day { PlanningDay.choose(today: environment.today(), cutoff: plan.cutoff) }

  func documentIndex() throws(StoreError) -> DocumentIndex {
    if let cachedDocuments { return cachedDocuments }
    let index = try DocumentIndex(facts: facts, catalogue: plan.catalogue)
    cachedDocuments = index
    return index
  }

  /// Forgets what was derived from documents, after an import.
  func forgetDocuments() { cachedDocuments = nil }
}

/// From which day a plan is seen.
enum PlanningDay {
  /// Data that end months ago are planned as of the day after they end: nothing is known of the time since.
  static func choose(today: Day, cutoff: Month) -> Day {
    let next = cutoff.adding(months: 1)
    return today.monthOf > next.adding(months: 1) || today < next.firstDay ? next.firstDay : today
  }

  /// The last month that is closed: the last with orders that ended before today.
  static func cutoff(history: SalesHistory, today: Day) -> Month {
    let last = today.monthOf.adding(months: -1)
    guard let months = history.months else { return last }
    return min(months.upperBound, last)
  }
}

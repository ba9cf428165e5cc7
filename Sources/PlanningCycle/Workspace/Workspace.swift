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
  /// What people decided beside the plan.
  var ledgers = DecisionLedgers()
  /// What happened that sales and finance must know, of the newest revision; shared with readers, which take turns with this.
  let syncShelf: SyncNodeShelf
  /// What alert rules found last; shared with readers of the running plan, which take turns with this.
  let ruleShelf: RuleShelf
  /// What this process knows of the reading of sources; shared with readers, which take turns with this.
  let sourceShelf: SourceShelf
  /// Logins that somebody may still make for themselves.
  var invitations = InvitationLedger()
  /// Who signs in with a code besides the password, and what was begun for it and not confirmed.
  var secondFactors = SecondFactorLedger()
  var begunFactors: [Int64: [UInt8]] = [:]
  var heldProposals: (revision: Int64, proposals: [BudgetProposal])?
  var raisedProposals: Swift.Set<String>?
  /// All scenarios there ever were, and the numbers of those in memory.
  var scenarios = ScenarioLedger()
  var shelf = ScenarioShelf()
  /// How far a check of the chains is, shared with the thread that checks.
  let chainBoard: ChainBoard
  /// The newest joint paths, shared with the threads that make them.
  let probabilityShelf = ProbabilityShelf()
  /// What causes did to the plan, shared with the threads that measure it.
  let effects: EffectShelf
  /// The newest event that changed the plan, and the newest after which it was derived anew: facts, a forecast, a model.
  var planChangedIn: Int64 = 0 {
    didSet { probabilityShelf.planChanged(in: planChangedIn) }
  }
  var derivedIn: Int64 = 0
  var board: TotalsBoard
  var uploads = UploadShelf()
  let tables = TableCache()
  let tableChanges = TableChanges()
  /// Alerts that look at every item, and all of them, as they were found last.
  var knownAlerts: KeptAlerts?
  var heldAlerts: KeptAlerts?
  var heldStock: StockWatch?
  /// What the newest look found, and the newest telling looked at.
  var looked: (day: Day, alerts: [Alert])?
  var told: TellingLook?
  var personalLook: PersonalLook?
  /// The newest event of which people were told outside the browser, as far as this process knows.
  var toldThrough: Int64 = 0
  /// What the supply board was last made from, with costs and without.
  var supplyDrafts: [Bool: SupplyDraft] = [:]
  var stepTimes = StepTimes()
  private(set) var documentShelf = DocumentShelf()
  /// It is for reading only: it stands still, or another server writes it.
  var isReader: Bool
  /// How far it is in step with the server that writes it; nil: this one does, or it stands still.
  var followed: FollowedCourse?
  /// Of a past moment alone; nil: all that is known.
  public let knowledge: Knowledge?

  /// - Parameter knowledge: it stands still at a past moment.
  init(
    store: any WorkspaceStore, environment: WorkspaceEnvironment, settings: WorkspaceSettings, revision: Int64,
    facts: FactLibrary, plan: PlanState, knowledge: Knowledge? = nil
  ) {
    self.store = store
    self.environment = environment
    self.settings = settings
    self.revision = revision
    self.facts = facts
    self.plan = plan
    self.board = TotalsBoard(plan)
    syncShelf = SyncNodeShelf()
    ruleShelf = RuleShelf()
    sourceShelf = SourceShelf(openedAt: environment.now())
    chainBoard = ChainBoard()
    effects = EffectShelf()
    isReader = knowledge != nil
    self.knowledge = knowledge
  }

  /// A workspace as it stands now, with a plan of its own.
  ///
  /// - Parameter isScenario: its plan is a scenario's, and what is found in it is nothing for readers of the running plan.
  init(reading other: Workspace, plan: PlanState, board: TotalsBoard, isScenario: Bool) {
    store = other.store
    environment = other.environment
    settings = other.settings
    facts = FactLibrary(reading: other.facts, at: other.environment.now())
    revision = other.revision
    self.plan = plan
    self.board = board
    raised = other.raised
    ledgers = other.ledgers
    syncShelf = isScenario ? SyncNodeShelf() : other.syncShelf
    ruleShelf = isScenario ? RuleShelf() : other.ruleShelf
    sourceShelf = other.sourceShelf
    chainBoard = other.chainBoard
    effects = other.effects
    scenarios = other.scenarios
    shelf = other.shelf
    planChangedIn = other.planChangedIn
    derivedIn = other.derivedIn
    documentShelf = other.documentShelf
    isReader = true
    knowledge = other.knowledge
  }

  /// The civil day the plan is seen from: today, or the first day after the last closed month when the data are older.
  public var planningDay: Day { PlanningDay.choose(today: environment.today(), cutoff: plan.cutoff) }

  func documentIndex() throws(StoreError) -> DocumentIndex {
    if let index = documentShelf.index { return index }
    let index = try DocumentIndex(facts: facts, catalogue: plan.catalogue)
    documentShelf.index = index
    return index
  }

  /// Forgets what was derived from documents, after an import.
  func forgetDocuments() { documentShelf = DocumentShelf() }

  /// Forgets what was derived from deals; money, invoices and orders are what they were.
  func forgetDeals() { documentShelf = documentShelf.withoutDeals }
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

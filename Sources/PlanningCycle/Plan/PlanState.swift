// SPDX-License-Identifier: Apache-2.0
public import Calendars
import FinancialPlanning
public import Planning

/// What a plan is calculated from, as read from facts: the same for every model.
struct PlanSources: Sendable {
  /// The civil day it was read on: cutoff and horizon follow from it.
  let readOn: Day
  let cutoff: Month
  let calendar: PlanCalendar
  let catalogue: Catalogue
  let members: PlanMembers
  let history: SalesHistory
  let market: MarketDrivers
  let sheet: InputSheet
  /// By item, in the order of the facts.
  let openOrders: [Int: [OpenOrder]]
  /// What came into stock, by item.
  let inflows: [Int: StockInflow]
  let operators: [any PlanOperator]
  private(set) var baseline: BaselineForecast?
  var deals: [Deal]
  var statistics: [StageStatistics]
  let pastForecasts: PastForecasts
  let budgets: BudgetFigures
  let terms: TermsBook
  /// By item and by region: what was agreed in words, as the operators follow it.
  let payableAgreements: [Int64: PaymentAgreement]
  let collectionRules: [Int64: SettlementRule]
  /// How customers pay that agreed nothing; nil without receivables.
  let learntTerms: LearntTerms?
  let vatRates: VatRates
  /// In the order of their members.
  let agreements: [SupplyAgreement]
  let successions: Successions
  let settled = SettledFigures()

  /// Its baseline was recorded.
  mutating func name(_ run: ForecastRunRecord) { baseline?.name(run) }
}

extension PlanState {
  /// What a customer agreed about paying, or its region.
  func agreement(ofCustomer code: String) -> PaymentAgreement? {
    sources.terms.agreement(ofCustomer: code, region: sources.catalogue.customers[code]?.group)
  }

  /// How a customer without terms is expected to pay, from receipts; nil for one that agreed something, and where too few receipts are known.
  func learntPayment(ofCustomer code: String) -> LearntPayment? {
    guard agreement(ofCustomer: code) == nil else { return nil }
    return sources.learntTerms?.payment(ofCustomer: code, region: catalogue.regionIndex(ofCustomer: code))
  }
}

/// A plan with everything it was made from.
public struct PlanState {
  var sources: PlanSources
  let model: ModelInForce
  let landing: InputLanding
  public internal(set) var pipeline: PipelineLayer
  private let cells: PlanEngine
  /// The model with the budget's sales instead of the forecast's; nil when there is no budget.
  public let budgetEngine: PlanEngine?
  /// A reader's pace: whoever waits for the workspace goes on before each look at the cells. nil for the plan itself.
  private var giveWay: (() -> Void)?

  init(
    sources: PlanSources, model: ModelInForce, landing: InputLanding, pipeline: PipelineLayer, engine: PlanEngine,
    budgetEngine: PlanEngine?
  ) {
    self.sources = sources
    self.model = model
    self.landing = landing
    self.pipeline = pipeline
    cells = engine
    self.budgetEngine = budgetEngine
  }

  /// Recalculated in place.
  public var engine: PlanEngine {
    giveWay?()
    return cells
  }

  /// A reader who looks at no cell for long gives way as well.
  func giveWayOnce() { giveWay?() }

  public var cutoff: Month { sources.cutoff }
  public var calendar: PlanCalendar { sources.calendar }
  public var catalogue: Catalogue { sources.catalogue }
  var members: PlanMembers { sources.members }
  public var history: SalesHistory { sources.history }
  public internal(set) var deals: [Deal] {
    get { sources.deals }
    set { sources.deals = newValue }
  }
  public internal(set) var statistics: [StageStatistics] {
    get { sources.statistics }
    set { sources.statistics = newValue }
  }
  public var baseline: BaselineForecast? { sources.baseline }
  public var pastForecasts: PastForecasts { sources.pastForecasts }
  public var budgets: BudgetFigures { sources.budgets }

  func coordinate(item: Int, region: Int) -> Coordinate {
    ["Item": members.items[item], "Region": members.regions[region]]
  }
}

extension PlanState {
  /// Whether writing this input is a matter of the sales forecast.
  func isSalesInput(_ measure: String) -> Bool { ["override", "price", "rebate_rate"].contains { landing.id($0) == measure } }

  /// Whether writing this input is a matter of the treasurer: money on known days, and what is done against a shortfall.
  func isCashInput(_ measure: String) -> Bool {
    [
      "other_cash_day", "loan_draws", "loan_repayments", "receipts_brought_forward", "receipts_given_up", "bills_discounted",
      "bills_endorsed", "bills_given", "bills_pledged", "pledges_ended", "pledges_moved", "payables_moved", "financing_charges",
    ].contains { landing.id($0) == measure }
  }

  /// The same plan on a copy of its cells that nobody else holds, so that another thread may read it: a branch would not do, because
  /// the plan writes into its branches what they have to keep.
  func forked() -> PlanState {
    PlanState(
      sources: sources, model: model, landing: landing, pipeline: pipeline, engine: engine.calculatedFromScratch(), budgetEngine: nil)
  }

  /// The same plan on a branch: cells are shared until one side writes them. It has the same budget to compare with.
  func branched() -> PlanState {
    PlanState(
      sources: sources, model: model, landing: landing, pipeline: pipeline, engine: engine.fork(), budgetEngine: budgetEngine)
  }

  /// The same plan for a reader who gives way to changes: it goes on reading what stood here, since a branch keeps what the plan writes over.
  func read(_ giveWay: @escaping () -> Void) -> PlanState {
    var state = branched()
    state.giveWay = giveWay
    return state
  }

  /// The agreed forecast of one item in one region, by month.
  public func agreed(item: Int, region: Int) throws(PlanningError) -> [Double] {
    try engine.values("agreed", at: coordinate(item: item, region: region))
  }

  /// A day measure of one item.
  public func daily(_ measure: String, item: Int) throws(PlanningError) -> [Double] {
    try engine.values(measure, at: ["Item": members.items[item]])
  }
}

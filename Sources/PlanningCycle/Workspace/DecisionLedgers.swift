// SPDX-License-Identifier: Apache-2.0
import Journal

/// Everything that people decided beside the plan, each ledger rebuilt from the events at start. They hear of an event together or not at all, so that a
/// workspace that goes on is the same as one that was opened again.
struct DecisionLedgers: Sendable {
  /// The life of alerts, and what people did with them.
  private(set) var alerts = AlertLedger()
  /// What people decided about budgets, and what left its limits since.
  private(set) var budgets = BudgetLedger()
  /// What departments handed in of budget forms.
  private(set) var parts = PartLedger()
  /// Who brought forecasts in from files.
  private(set) var forecastImports = ForecastImports()
  /// How good what came in was, what of it is held, and the rules about it.
  private(set) var quality = QualityLedger()
  /// What columns of files were confirmed to mean.
  private(set) var layouts = LayoutLedger()
  /// What is on its way to a decision.
  private(set) var approvals = ApprovalLedger()
  /// Who decides in whose place, and when.
  private(set) var delegations = DelegationLedger()
  /// Units, who works where, and groups of people.
  private(set) var organisation = OrganisationLedger()
  /// Annual targets.
  private(set) var targets = TargetLedger()
  /// 产销协同会, and what was decided in it.
  private(set) var meetings = MeetingLedger()
  /// What people said about cells, deals, budgets and approvals.
  private(set) var threads = ThreadLedger()
  /// The plan calendar, and who was reminded.
  private(set) var rhythms = RhythmLedger()
  /// Forecast reports that were written, and who read them.
  private(set) var reports = ReportLedger()
  /// 地区对账 by region and month.
  private(set) var reconciled = ReconcileLedger()
  /// 复盘 by month.
  private(set) var reviews = ReviewLedger()
  /// Numbers typed for an item in a region and a month, with their authors.
  private(set) var overrides = OverrideLedger()
  /// Totals of the forecast that are held.
  private(set) var heldTotals = HeldTotalLedger()
  /// Orders that were released here.
  private(set) var orders = OrderLedger()
  /// Money planned to move between own accounts.
  private(set) var transfers = TransferLedger()
  /// What people want to be told of.
  private(set) var rules = RuleLedger()
  /// Questions of the analysis that people keep.
  private(set) var views = SavedViewLedger()
  /// How people are told things outside the browser.
  private(set) var channels = ChannelLedger()
  /// Who vouches for people, and who is linked to which account there.
  private(set) var provider = ProviderLedger()
  /// Where facts come from by themselves, and how far each source was read.
  private(set) var sources = SourceLedger()
  /// Who has had which rights, and from whom.
  private(set) var rights = RightsLedger()
  /// Which codes are one member, and what lies below what.
  var merges = MergeLedger()

  /// Once for each event, in their order.
  mutating func note(_ event: Event) {
    alerts.note(event)
    budgets.note(event)
    parts.note(event)
    forecastImports.note(event)
    quality.note(event)
    layouts.note(event)
    approvals.note(event)
    delegations.note(event)
    organisation.note(event)
    targets.note(event)
    meetings.note(event)
    threads.note(event)
    rhythms.note(event)
    reports.note(event)
    reconciled.note(event)
    reviews.note(event)
    overrides.note(event)
    heldTotals.note(event)
    orders.note(event)
    transfers.note(event)
    rules.note(event)
    views.note(event)
    channels.note(event)
    provider.note(event)
    sources.note(event)
    rights.note(event)
    merges.note(event)
  }
}

extension Workspace {
  var budgets: BudgetLedger { ledgers.budgets }
  var approvals: ApprovalLedger { ledgers.approvals }
  var delegations: DelegationLedger { ledgers.delegations }
  var targets: TargetLedger { ledgers.targets }
  var meetings: MeetingLedger { ledgers.meetings }
  var threadLedger: ThreadLedger { ledgers.threads }
  var rhythms: RhythmLedger { ledgers.rhythms }
  var reports: ReportLedger { ledgers.reports }
  var reconciled: ReconcileLedger { ledgers.reconciled }
  var reviewLedger: ReviewLedger { ledgers.reviews }
  var overrideLedger: OverrideLedger { ledgers.overrides }
  var heldTotals: HeldTotalLedger { ledgers.heldTotals }
  var orders: OrderLedger { ledgers.orders }
  var transfers: TransferLedger { ledgers.transfers }
  var rules: RuleLedger { ledgers.rules }
  var viewLedger: SavedViewLedger { ledgers.views }
  var channels: ChannelLedger { ledgers.channels }
  var provider: ProviderLedger { ledgers.provider }
  var sourceLedger: SourceLedger { ledgers.sources }
  var rightsLedger: RightsLedger { ledgers.rights }
}

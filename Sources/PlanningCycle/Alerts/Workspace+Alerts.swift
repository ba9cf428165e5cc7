// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Planning

extension Workspace {
  /// The first day from the planning day on that ends under the minimum line; nil when none does.
  public func firstShortfall() -> CashShortfall? { plan.firstShortfall(from: planningDay) }

  /// What somebody should look at, whole and ranked: critical first, then by money × urgency (see `AlertRank`).
  public func alerts() -> [Alert] { alerts(of: plan) }

  /// Those that nobody was told of before: what a change brought. The others are in everybody's list.
  func alertsBrought() -> [Alert] {
    let lives = ledgers.alerts.lives
    return alerts().filter { alert in lives[alert.key].map { $0.goneOn != nil } ?? true }
  }

  /// The same of another state of the plan: a branch that is only looked at.
  func alerts(of plan: PlanState) -> [Alert] { shown(observedAlerts(plan)) }

  /// Those of a state of the plan that one person sees: the company's, and what is theirs alone.
  func shownAlerts(of plan: PlanState, for person: Person) -> [Alert] {
    shown(commonAlerts(plan, for: person) + personalAlerts(plan, for: person))
  }

  /// Of those that are everybody's the ones a person may see, in no order.
  func commonAlerts(_ plan: PlanState, for person: Person) -> [Alert] {
    // The company's are none of theirs: they need not be looked for.
    let all = person.scope.isEverything ? observedAlerts(plan) : rowAlerts(plan)
    return all.filter { $0.isVisible(to: person) }
  }

  /// By rank; what is back under its threshold is there only as long as it has not recovered.
  func shown(_ alerts: [Alert]) -> [Alert] {
    let (day, large, lives) = (planningDay, meetings.large, ledgers.alerts.lives)
    return alerts.filter { !$0.isFaint || lives[$0.key] != nil }
      .map { (AlertRank(key: $0.id, $0.level, on: day, large: large), $0) }.sorted { $0.0 < $1.0 }.map { $0.1 }
  }

  /// All that is so now, in no order; of the plan itself it is looked for once a revision.
  func observedAlerts(_ plan: PlanState) -> [Alert] {
    // By the calendar, of which the planning day is a part: data get late while it stands still.
    let today = environment.today()
    if let held = heldAlerts?.alerts(on: today, revision: revision, plan.engine) { return held }
    let found =
      cashAlerts(plan) + budgetAlerts() + itemAlerts(plan) + rowAlerts(plan) + checkAlerts(plan) + qualityAlerts()
      + carriedOn(sharedRuleAlerts(plan))
    if plan.engine === self.plan.engine { heldAlerts = KeptAlerts(found, on: today, revision: revision, plan.engine) }
    return found
  }

  /// About rows that somebody may be narrowed to.
  private func rowAlerts(_ plan: PlanState) -> [Alert] { dealAlerts(plan) }

  private func cashAlerts(_ plan: PlanState) -> [Alert] {
    guard let shortfall = plan.firstShortfall(from: planningDay) else { return [] }
    let weeks = shortfall.week
    let gap = largeMoney(shortfall.gap)
    return [
      Alert(
        id: "cash-shortfall", code: "cash.shortfall", severity: .critical,
        title: BilingualText("第 \(weeks) 周出现资金缺口", "Cash runs short in week \(weeks)"),
        detail: BilingualText(
          "\(shortfall.day) 余额低于最低资金线 \(gap.chinese)",
          "on \(shortfall.day) the balance lies \(gap.english) under the minimum line"),
        money: shortfall.gap, since: shortfall.day, link: "#/cash?day=\(shortfall.day)", cell: "cash_balance@\(shortfall.day)",
        urgentBy: shortfall.day)
    ]
  }

  /// Minor units of the company's currency in the large unit of each language: 1360.5 万元, CNY 13.61 million.
  private func largeMoney(_ minorUnits: Int64) -> BilingualText {
    func rounded(_ value: Double, _ digits: Double) -> String { "\((value * digits).rounded() / digits)" }
    let currency = settings.currency
    return BilingualText(
      rounded(Double(minorUnits) / 1_000_000, 10) + (currency == "CNY" ? " 万元" : " 万 \(currency)"),
      currency + " " + rounded(Double(minorUnits) / 100_000_000, 100) + " million")
  }

  /// Days for which the loss of a large deal is an alert: until the weekly meeting has had it before it.
  static let lostDays = 7

  /// Large deals whose closing day is past though they are open, and those that were lost lately.
  private func dealAlerts(_ plan: PlanState) -> [Alert] {
    let today = planningDay
    return plan.deals.compactMap { deal in
      guard let amount = deal.amountInclTax, amount >= meetings.large else { return nil }
      switch deal.outcome {
      case .won: return nil
      case .open:
        guard let closes = deal.closesOn, closes < today else { return nil }
        return Alert(
          id: "deal-\(deal.code)", code: "deal.overdue", severity: .warning,
          title: BilingualText(
            "商机已过预计成交日：\(deal.name.chinese)", "Deal past its closing day: \(deal.name.english)"),
          detail: BilingualText("预计 \(closes) 成交，至今未定", "expected to close on \(closes)"), money: amount, since: closes,
          link: "#/deals?deal=\(deal.code)", cell: nil, urgentBy: closes, places: plan.catalogue.places(of: deal))
      case .lost:
        guard let lost = deal.lostOn, lost.distance(to: environment.today()) <= Self.lostDays else { return nil }
        return Alert(
          id: "lost-\(deal.code)", code: "deal.lost", severity: .warning,
          title: BilingualText("丢失大额商机：\(deal.name.chinese)", "A large deal was lost: \(deal.name.english)"),
          detail: BilingualText("\(lost) 输单，预测里不再有它", "lost on \(lost): the forecast goes on without it"), money: amount, since: lost,
          link: "#/deals?deal=\(deal.code)", cell: nil, places: plan.catalogue.places(of: deal))
      }
    }
  }

  /// Assertions of the model that fail.
  private func checkAlerts(_ plan: PlanState) -> [Alert] {
    plan.engine.checks().filter { !$0.passes }.map { check in
      let names = plan.engine.model.measure(named: check.name).map { BilingualText(plan.engine.model.measures[$0].names) }
      let name = names ?? BilingualText(name: check.name)
      return Alert(
        id: "check-\(check.name)", code: "plan.check-failed", severity: .critical,
        title: BilingualText("勾稽关系不平：\(name.chinese)", "A check fails: \(name.english)"),
        detail: BilingualText("\(check.failureCount) 个单元格", "\(check.failureCount) cells"), money: nil, since: planningDay,
        link: "#/table?check=\(check.name)", cell: nil, count: Int64(check.failureCount))
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension Deals {
  /// The steps known today.
  private func known(_ deal: Deal, _ timeline: DemoTimeline) -> [Deal.Step] {
    deal.steps.filter { $0.entered <= timeline.today }
  }

  /// Open today, or closed within the last 24 months.
  func isShown(_ deal: Deal, _ timeline: DemoTimeline) -> Bool {
    deal.closedOn > timeline.today || deal.closedOn >= timeline.today.monthOf.adding(months: -24).firstDay
      || deal.steps[deal.steps.count - 1].stage == .negotiation
  }

  func tables(_ timeline: DemoTimeline, _ catalogue: Catalogue, _ customers: Customers) -> [FactTable] {
    var rows = FactRows(
      .deals,
      "code name name_en customer item territory owner stage kind amount_incl_tax quantity opened_on "
        + "closes_on delivers_on is_committed")
    var stages = FactRows(
      .dealStages, "deal stage entered_on closes_on amount_incl_tax")
    for deal in all where isShown(deal, timeline) {
      let steps = known(deal, timeline)
      let now = steps[steps.count - 1]
      let customer = customers.all[deal.customer]
      let price = catalogue.price(deal.item, region: customer.region, year: now.entered.year)
      let quantity = max(1, now.amount * 10_000 / price)
      rows.add([
        .text(deal.code), .text(deal.name), .text(EnglishNames.of(deal.name)), .text(customer.code),
        .text(catalogue.items[deal.item].code),
        .text(Customers.regions[customer.region].code), .text(customer.owner), .text(now.stage.name),
        .text(deal.isProject ? "项目型" : "流水型"), .number(now.amount), .pieces(quantity),
        .day(steps[0].entered), .day(now.closes), .day(max(deal.delivers, now.closes.adding(days: 10))),
        .boolean(isCommitted(deal, now, timeline)),
      ])
      for step in steps {
        stages.add([
          .text(deal.code), .text(step.stage.name), .day(step.entered), .day(step.closes),
          .number(step.amount),
        ])
      }
    }
    return [rows.table, stages.table]
  }

  /// Won, the big one (its seller has given his word), or in negotiation with less than three weeks to go.
  private func isCommitted(_ deal: Deal, _ now: Deal.Step, _ timeline: DemoTimeline) -> Bool {
    if now.stage == .won || deal.code == all[bigDeal].code { return true }
    return now.stage == .negotiation && now.closes <= timeline.today.adding(days: 20)
  }

  func openCount(_ timeline: DemoTimeline) -> Int {
    all.count { deal in
      let stage = known(deal, timeline).last?.stage
      return stage != .won && stage != .lost && isShown(deal, timeline)
    }
  }
}

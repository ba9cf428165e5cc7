// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import Journal
import Planning

extension Workspace {
  private static let shownAssumptions = 5

  /// What the plan says of the month after `month`, and what that rests on.
  func outlook(_ proof: Authorized<To.ViewStatements>, after month: Month) throws -> MonthlyReport.Outlook? {
    let next = month.adding(months: 1)
    guard plan.calendar.index(of: next) != nil else { return nil }
    let measures = ["orders", "total_revenue", "total_gross_margin", "net_profit", "purchases_month", "collections_month", "cash"]
    let score = AlignmentFigures(plan: plan, inclusive: false).score("baseline")
    let overrides = try overrides(in: next)
    return MonthlyReport.Outlook(
      month: next,
      figures: try measures.compactMap { name in
        guard let index = plan.engine.model.measure(named: name) else { return nil }
        if name == "collections_month" || Self.isCash(name), !Access.allows(proof.person, .viewCash) { return nil }
        if name == "purchases_month", !Access.allows(proof.person, .viewCost) { return nil }
        func value(_ month: Month) throws -> Int64? {
          guard plan.calendar.index(of: month) != nil else { return nil }
          // Closed months of purchases and collections are documents, not cells of the plan.
          if month <= plan.cutoff, ["purchases_month", "collections_month"].contains(name) { return nil }
          return try plan.engine.value(name, at: .total, period: .month(month)).map { hundredths($0) }
        }
        return MonthlyReport.Outlook.Figure(
          key: name, label: BilingualText(plan.engine.model.measures[index].names),
          cell: CellAddress(measure: name, members: [], column: next.description).text, value: try value(next), before: try value(month))
      },
      baselineAccuracy: score?.accuracy, baselineBias: score?.bias,
      overrides: try overrides.prefix(Self.shownAssumptions).map { try told($0) },
      overrideCount: overrides.count, deals: committedDeals(in: next))
  }

  /// A number that somebody put in place of baseline and deals.
  private struct Override {
    let at: Coordinate
    let cell: String
    let value: Double
    let instead: Double
    let event: Int64
  }

  /// Those of a month that move most first.
  private func overrides(in month: Month) throws -> [Override] {
    let model = plan.engine.model
    guard let index = model.measure(named: "override"), month > plan.cutoff, model.measure(named: "baseline") != nil,
      model.measure(named: "pipeline") != nil
    else { return [] }
    var found: [Override] = []
    for row in 0..<plan.engine.rowCount(of: "override") {
      let at = plan.engine.coordinate(ofRow: row, measure: index)
      guard let value = try plan.engine.value("override", at: at, period: .month(month)), value.isFinite,
        case .person(let event)? = try plan.engine.source("override", at: at, period: .month(month))
      else { continue }
      let baseline = try plan.engine.value("baseline", at: at, period: .month(month)) ?? 0
      let pipeline = try plan.engine.value("pipeline", at: at, period: .month(month)) ?? 0
      let cell = plan.address("agreed", at, .month(month)).text
      found.append(Override(at: at, cell: cell, value: value, instead: baseline + pipeline, event: event))
    }
    return found.sorted { left, right in
      (abs(right.value - right.instead), left.cell) < (abs(left.value - left.instead), right.cell)
    }
  }

  private func told(_ override: Override) throws -> MonthlyReport.Outlook.Override {
    let event = try store.events(after: override.event - 1, limit: 1).first
    let members = override.at.members.sorted { $0.key < $1.key }.map { plan.memberName($0.key, $0.value).name }
    let measure = plan.engine.model.measure(named: "override").map { plan.engine.model.measures[$0] }
    return MonthlyReport.Outlook.Override(
      label: BilingualText(members.map(\.chinese).joined(separator: " · "), members.map(\.english).joined(separator: " · ")),
      unit: measure?.unit.description ?? "", value: override.value, instead: override.instead,
      by: event.map { name(of: $0.draft.actor) } ?? BilingualText("", ""), reason: event?.draft.reason ?? "", cell: override.cell)
  }

  /// Deals that count in full and are to close in the month, largest first.
  private func committedDeals(in month: Month) -> [MonthlyReport.Outlook.CommittedDeal] {
    let deals = plan.deals.compactMap { deal -> MonthlyReport.Outlook.CommittedDeal? in
      guard deal.outcome == .open, deal.isCommitted, let closes = deal.closesOn, closes.monthOf == month, let amount = deal.amountInclTax
      else {
        return nil
      }
      return MonthlyReport.Outlook.CommittedDeal(code: deal.code, name: deal.name, amountInclTax: amount, closesOn: closes)
    }
    return Array(deals.sorted { ($1.amountInclTax, $0.code) < ($0.amountInclTax, $1.code) }.prefix(Self.shownAssumptions))
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning

extension Workspace {
  /// The figures of a closed month by region, in the order of the regions.
  ///
  /// - Throws: `StoreError`.
  func reconciliations(of month: Month) throws -> [Reconciliation] {
    let lines = SalesLines(orders: try facts.table(.salesOrderLines), catalogue: plan.catalogue)
    let review = MeasureReview(
      plan: plan, lines: lines, lives: CustomerLives(customers: try facts.table(.customers), lines: lines), calendar: planDays, regions: nil
    ).figures(of: month)
    let trade = try RegionTrade(facts: facts, plan: plan, month: month)
    return plan.catalogue.regions.indices.map { index in
      let region = plan.catalogue.regions[index].code
      var stations = trade.totals[index] ?? [:]
      stations[.orders] = lines.lines(of: month).filter { $0.region == index }.reduce(0) { $0 + $1.net }
      stations[.budget] = review[.budget]?["region:" + region]?.base
      stations[.forecast] = review[.forecast]?["region:" + region]?.base
      return Reconciliation(
        region: region, month: month, stations: stations, steps: steps(stations, review, trade, index, "region:" + region))
    }
  }

  private func steps(
    _ stations: [Reconciliation.Station: Int64], _ review: ReviewFigures, _ trade: RegionTrade, _ index: Int, _ area: String
  ) -> [Reconciliation.Step] {
    typealias Item = Reconciliation.Item
    let known = Reconciliation.Station.allCases.filter { stations[$0] != nil }
    return zip(known, known.dropFirst()).map { from, to in
      let difference = (stations[to] ?? 0) - (stations[from] ?? 0)
      func whole(_ part: ReconciliationItem) -> [Item] { difference == 0 ? [] : [Item(key: part.rawValue, amount: difference, count: 0)] }
      let items: [Item] =
        switch (from, to) {
        case (.budget, .forecast): whole(.plannedOtherwise)
        case (.budget, .orders): factors(review[.budget]?[area])
        case (.forecast, .orders): factors(review[.forecast]?[area])
        case (.orders, .ordersGross): whole(.tax)
        case (.ordersGross, .shipments):
          trade.items(index, [.earlierOrders, .otherShipments, .returns, .openOrders, .shippedOtherwise])
        case (.shipments, .invoices):
          trade.items(index, [.earlierShipments, .otherInvoices, .creditNotes, .rebates, .notInvoiced, .invoicedOtherwise])
        case (.invoices, .receipts): trade.items(index, [.earlierInvoices, .unpaidInvoices, .advances])
        default: whole(.noDocuments)
        }
      return Reconciliation.Step(from: from, to: to, items: items)
    }
  }

  private func factors(_ area: ReviewFigures.Area?) -> [Reconciliation.Item] {
    guard let area else { return [] }
    return VarianceFactor.allCases.compactMap { factor in
      let amount = area.split[factor]
      return amount == 0 ? nil : Reconciliation.Item(key: "factor:" + factor.rawValue, amount: amount, count: 0)
    }
  }
}

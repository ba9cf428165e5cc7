// SPDX-License-Identifier: Apache-2.0

/// What is added up, group by group; measures are made of these.
enum SalesSum: Int, CaseIterable {
  // Orders of the period.
  case orderedIncl, orderedExcl, orderedQuantity, orderLines
  case costedOrders, orderCost
  case pricedIncl, agreedIncl, pricedExcl, agreedExcl
  case listedIncl, listIncl, listedExcl, listExcl
  // Orders open as of the day.
  case backlogIncl, backlogExcl, backlogQuantity, backlogLines
  case overdueIncl, overdueExcl, overdueQuantity, overdueLines
  // Lines promised, lines completed in the period.
  case promisedLines, onTimeLines, promisedQuantity, onTimeQuantity
  case completedLines, completedDays
  // Shipments of the period.
  case deliveredIncl, deliveredExcl, deliveredQuantity
  case returnedIncl, returnedExcl, returnedQuantity
  case costedDeliveries, deliveryCost
  // Invoices of the period.
  case invoicedIncl, invoicedExcl, rebates
  // Receipts of the period, part by part.
  case collected, collectedBills
  case settled, settledDays, settledLateDays, settledLate
  // Invoices open, and receipts unapplied, as of the day.
  case notDue, late30, late60, late90, late180, lateOver, credits
  case unapplied
  // Distinct documents of the period: counted, not added.
  case distinctOrders, distinctCustomers

  /// Which documents it is taken from, and by which of their days.
  enum Stream: CaseIterable { case orders, backlog, promised, completed, shipments, invoices, receipts, receivables, unapplied }

  var stream: Stream {
    switch self {
    case .orderedIncl, .orderedExcl, .orderedQuantity, .orderLines, .costedOrders, .orderCost, .pricedIncl, .agreedIncl, .pricedExcl,
      .agreedExcl, .listedIncl, .listIncl, .listedExcl, .listExcl, .distinctOrders, .distinctCustomers:
      .orders
    case .backlogIncl, .backlogExcl, .backlogQuantity, .backlogLines, .overdueIncl, .overdueExcl, .overdueQuantity, .overdueLines:
      .backlog
    case .promisedLines, .onTimeLines, .promisedQuantity, .onTimeQuantity: .promised
    case .completedLines, .completedDays: .completed
    case .deliveredIncl, .deliveredExcl, .deliveredQuantity, .returnedIncl, .returnedExcl, .returnedQuantity, .costedDeliveries,
      .deliveryCost:
      .shipments
    case .invoicedIncl, .invoicedExcl, .rebates: .invoices
    case .collected, .collectedBills, .settled, .settledDays, .settledLateDays, .settledLate: .receipts
    case .notDue, .late30, .late60, .late90, .late180, .lateOver, .credits: .receivables
    case .unapplied: .unapplied
    }
  }
}

/// How a measure is made of sums.
enum MeasureForm {
  /// The first less the second ones.
  case sum(plus: [SalesSum], minus: [SalesSum] = [])
  /// A share: `plus − minus` over a sum.
  case share(plus: SalesSum, minus: SalesSum? = nil, over: SalesSum)
  /// A mean of days or money: a sum over a weight.
  case mean(SalesSum, over: SalesSum)
}

extension SalesMeasure {
  private static let overdue: [SalesSum] = [.late30, .late60, .late90, .late180, .lateOver]

  var form: MeasureForm {
    switch self {
    case .orderedInclTax: .sum(plus: [.orderedIncl])
    case .orderedExclTax: .sum(plus: [.orderedExcl])
    case .orderedQuantity: .sum(plus: [.orderedQuantity])
    case .orderLines: .sum(plus: [.orderLines])
    case .orders: .sum(plus: [.distinctOrders])
    case .orderingCustomers: .sum(plus: [.distinctCustomers])
    case .averageOrderInclTax: .mean(.orderedIncl, over: .distinctOrders)
    case .deliveredInclTax: .sum(plus: [.deliveredIncl])
    case .deliveredExclTax: .sum(plus: [.deliveredExcl])
    case .deliveredQuantity: .sum(plus: [.deliveredQuantity])
    case .returnedInclTax: .sum(plus: [.returnedIncl])
    case .returnedExclTax: .sum(plus: [.returnedExcl])
    case .returnedQuantity: .sum(plus: [.returnedQuantity])
    case .returnsRate: .share(plus: .returnedIncl, over: .deliveredIncl)
    case .netDeliveredInclTax: .sum(plus: [.deliveredIncl], minus: [.returnedIncl])
    case .netDeliveredExclTax: .sum(plus: [.deliveredExcl], minus: [.returnedExcl])
    case .invoicedInclTax: .sum(plus: [.invoicedIncl])
    case .invoicedExclTax: .sum(plus: [.invoicedExcl])
    case .rebatesInclTax: .sum(plus: [.rebates])
    case .collected: .sum(plus: [.collected])
    case .collectedInBills: .sum(plus: [.collectedBills])
    case .billShare: .share(plus: .collectedBills, over: .collected)
    case .backlogInclTax: .sum(plus: [.backlogIncl])
    case .backlogExclTax: .sum(plus: [.backlogExcl])
    case .backlogQuantity: .sum(plus: [.backlogQuantity])
    case .backlogLines: .sum(plus: [.backlogLines])
    case .overdueBacklogInclTax: .sum(plus: [.overdueIncl])
    case .overdueBacklogExclTax: .sum(plus: [.overdueExcl])
    case .overdueBacklogQuantity: .sum(plus: [.overdueQuantity])
    case .overdueBacklogLines: .sum(plus: [.overdueLines])
    case .onTimeLines: .share(plus: .onTimeLines, over: .promisedLines)
    case .onTimeQuantity: .share(plus: .onTimeQuantity, over: .promisedQuantity)
    case .daysToShip: .mean(.completedDays, over: .completedLines)
    case .orderMargin: .sum(plus: [.costedOrders], minus: [.orderCost])
    case .orderMarginShare: .share(plus: .costedOrders, minus: .orderCost, over: .costedOrders)
    case .deliveryMargin: .sum(plus: [.costedDeliveries], minus: [.deliveryCost])
    case .deliveryMarginShare: .share(plus: .costedDeliveries, minus: .deliveryCost, over: .costedDeliveries)
    case .priceDeviationInclTax: .sum(plus: [.pricedIncl], minus: [.agreedIncl])
    case .priceDeviationExclTax: .sum(plus: [.pricedExcl], minus: [.agreedExcl])
    case .priceDeviationShare: .share(plus: .pricedIncl, minus: .agreedIncl, over: .agreedIncl)
    case .discountInclTax: .sum(plus: [.listIncl], minus: [.listedIncl])
    case .discountExclTax: .sum(plus: [.listExcl], minus: [.listedExcl])
    case .discountRate: .share(plus: .listIncl, minus: .listedIncl, over: .listIncl)
    case .receivable: .sum(plus: [.notDue] + SalesMeasure.overdue + [.credits])
    case .receivableNotDue: .sum(plus: [.notDue])
    case .receivable1To30: .sum(plus: [.late30])
    case .receivable31To60: .sum(plus: [.late60])
    case .receivable61To90: .sum(plus: [.late90])
    case .receivable91To180: .sum(plus: [.late180])
    case .receivableOver180: .sum(plus: [.lateOver])
    case .receivableCredits: .sum(plus: [.credits])
    case .receivableOverdue: .sum(plus: SalesMeasure.overdue)
    case .unappliedReceipts: .sum(plus: [.unapplied])
    case .daysToPay: .mean(.settledDays, over: .settled)
    case .daysLate: .mean(.settledLateDays, over: .settled)
    case .paidLateShare: .share(plus: .settledLate, over: .settled)
    }
  }

  var sums: [SalesSum] {
    switch form {
    case .sum(let plus, let minus): plus + minus
    case .share(let plus, let minus, let over): [plus] + (minus.map { [$0] } ?? []) + [over]
    case .mean(let sum, let over): [sum, over]
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What is measured. The raw value is the name in the API and in saved views: names are added, never renamed.
///
/// Formulas, date rules and tax rules: `Docs/specs/SPEC-sales-analysis.md`.
public enum SalesMeasure: String, CaseIterable, Hashable, Sendable {
  // 订单, by the day of the order.
  case orderedInclTax, orderedExclTax, orderedQuantity, orderLines, orders, orderingCustomers, averageOrderInclTax
  // 发货, by the day goods leave or come back.
  case deliveredInclTax, deliveredExclTax, deliveredQuantity
  case returnedInclTax, returnedExclTax, returnedQuantity, returnsRate
  case netDeliveredInclTax, netDeliveredExclTax
  // 开票, by the day of the invoice.
  case invoicedInclTax, invoicedExclTax, rebatesInclTax
  // 回款, by the day of the receipt, bills at face.
  case collected, collectedInBills, billShare
  // 未交, as of a day.
  case backlogInclTax, backlogExclTax, backlogQuantity, backlogLines
  case overdueBacklogInclTax, overdueBacklogExclTax, overdueBacklogQuantity, overdueBacklogLines
  // 交付, by the promised day; the last by the day the line was complete.
  case onTimeLines, onTimeQuantity, daysToShip
  // 毛利 of orders by the day of the order, of deliveries by the day goods leave.
  case orderMargin, orderMarginShare, deliveryMargin, deliveryMarginShare
  // 价格, by the day of the order.
  case priceDeviationInclTax, priceDeviationExclTax, priceDeviationShare, discountInclTax, discountExclTax, discountRate
  // 应收, as of a day.
  case receivable, receivableNotDue, receivable1To30, receivable31To60, receivable61To90, receivable91To180, receivableOver180
  case receivableCredits, receivableOverdue, unappliedReceipts
  // 付款, by the day of the receipt.
  case daysToPay, daysLate, paidLateShare

  /// What a figure of the measure is.
  public enum Unit: String, Hashable, Sendable {
    /// Minor units of the company's currency.
    case amount
    /// Ten-thousandths of the item's unit: adds up where the items are counted alike.
    case quantity
    case count
    /// A share of one: differences are percentage points.
    case share
    /// Calendar days.
    case days
  }

  /// Which day puts a figure into a period.
  public enum DateRule: String, Hashable, Sendable {
    case ordered, shipped, invoiced, received
    /// The promised day of the order line: `due_on`.
    case promised
    /// The day on which the line's whole quantity had left.
    case completed
    /// A balance of the as-of day; a time dimension shows the day of the document it comes from.
    case asOf
  }

  public enum TaxRule: String, Hashable, Sendable { case inclusive, exclusive, none }
}

extension SalesMeasure {
  public var unit: Unit {
    switch self {
    case .orderedQuantity, .deliveredQuantity, .returnedQuantity, .backlogQuantity, .overdueBacklogQuantity: .quantity
    case .orderLines, .orders, .orderingCustomers, .backlogLines, .overdueBacklogLines: .count
    case .returnsRate, .billShare, .onTimeLines, .onTimeQuantity, .orderMarginShare, .deliveryMarginShare, .priceDeviationShare,
      .discountRate, .paidLateShare:
      .share
    case .daysToShip, .daysToPay, .daysLate: .days
    default: .amount
    }
  }

  public var dateRule: DateRule {
    switch self {
    case .deliveredInclTax, .deliveredExclTax, .deliveredQuantity, .returnedInclTax, .returnedExclTax, .returnedQuantity, .returnsRate,
      .netDeliveredInclTax, .netDeliveredExclTax, .deliveryMargin, .deliveryMarginShare:
      .shipped
    case .invoicedInclTax, .invoicedExclTax, .rebatesInclTax: .invoiced
    case .collected, .collectedInBills, .billShare, .daysToPay, .daysLate, .paidLateShare: .received
    case .onTimeLines, .onTimeQuantity: .promised
    case .daysToShip: .completed
    case .backlogInclTax, .backlogExclTax, .backlogQuantity, .backlogLines, .overdueBacklogInclTax, .overdueBacklogExclTax,
      .overdueBacklogQuantity, .overdueBacklogLines, .receivable, .receivableNotDue, .receivable1To30, .receivable31To60,
      .receivable61To90, .receivable91To180, .receivableOver180, .receivableCredits, .receivableOverdue, .unappliedReceipts:
      .asOf
    default: .ordered
    }
  }

  public var taxRule: TaxRule {
    switch self {
    case .orderedExclTax, .deliveredExclTax, .returnedExclTax, .netDeliveredExclTax, .invoicedExclTax, .backlogExclTax,
      .overdueBacklogExclTax, .orderMargin, .orderMarginShare, .deliveryMargin, .deliveryMarginShare, .priceDeviationExclTax,
      .discountExclTax:
      .exclusive
    case .orderedQuantity, .orderLines, .orders, .orderingCustomers, .deliveredQuantity, .returnedQuantity, .backlogQuantity,
      .backlogLines, .overdueBacklogQuantity, .overdueBacklogLines, .onTimeLines, .onTimeQuantity, .daysToShip:
      .none
    default: .inclusive
    }
  }

  /// A profit: below zero it is a loss, and growth speaks of 扭亏 and 转亏.
  public var isResult: Bool { self == .orderMargin || self == .deliveryMargin }

  /// Whether rows add up to the total; shares, means and distinct counts do not.
  public var isAdditive: Bool {
    switch unit {
    case .share, .days: false
    case .amount, .quantity, .count: self != .averageOrderInclTax && self != .orders && self != .orderingCustomers
    }
  }
}

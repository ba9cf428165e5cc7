// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 采购价差与量差: what was received against standard cost, by supplier and item, beside what the budget called for and the same months of last
/// year, 不含税. The standard is today's on every side, so that two sums hold to the 分:
///
/// amount − amount of last year = volume variance against last year + price variance − last year's price variance;
/// amount = budgeted use at standard + volume variance against the budget + price variance.
public struct PurchaseVariances: Sendable {
  public struct Figures: Sendable, Hashable {
    /// 分.
    public var amount: Int64 = 0
    /// Quantity × standard cost, 分.
    public var standard: Int64 = 0
    /// The same of the months of last year.
    public var amountBefore: Int64 = 0
    public var standardBefore: Int64 = 0
    /// 预算用量 at standard, 分; nil where a month has no budget by item and quantity.
    public var budgeted: Int64?

    /// Above zero: dearer than standard.
    public var price: Int64 { amount - standard }
    public var priceBefore: Int64 { amountBefore - standardBefore }
    /// Above zero: more was bought than in the year before.
    public var volume: Int64 { standard - standardBefore }
    /// Above zero: more was bought than budgeted sales call for.
    public var volumeToBudget: Int64? { budgeted.map { standard - $0 } }

    mutating func add(_ other: Figures) {
      amount += other.amount
      standard += other.standard
      amountBefore += other.amountBefore
      standardBefore += other.standardBefore
      if let more = other.budgeted { budgeted = (budgeted ?? 0) + more }
    }
  }

  public struct Item: Sendable {
    public let code: String
    public let name: BilingualText
    public let unit: String
    /// Received, and in the same months of last year.
    public let quantity: Double
    public let quantityBefore: Double
    /// What budgeted sales call for, ten-thousandths; an item of several suppliers is shared among them by what they delivered.
    public let quantityBudgeted: Int64?
    /// 元 a unit, ten-thousandths exact; nil without one: such receipts have no variance.
    public let standardCost: Double?
    public let figures: Figures
    /// What the plan expects of the item in the first month to come, to be explained.
    public let cell: String
  }

  public struct Supplier: Sendable {
    /// nil for receipts that name none.
    public let code: String?
    public let name: BilingualText
    public let figures: Figures
    public let items: [Item]
  }

  /// One receipt line of an item from a supplier.
  public struct Line: Sendable {
    public let receipt: String
    public let day: Day
    public let quantity: Double
    public let amount: Int64
    public let price: Int64
    /// To be opened: `goodsReceipt:RK2610-0007`.
    public let document: String
  }

  public let from: Month
  public let to: Month
  public let total: Figures
  /// The largest price variance first, whichever its sign.
  public let suppliers: [Supplier]
  /// Receipt lines of the months that could not be compared: no amount, or an item without standard cost.
  public let withoutPrice: Int
  /// Rows of the budget without item or quantity, and bought items without standard cost that it calls for: left out of the budgeted use.
  public let budgetLeftOut: Int
  /// Closed months one may choose, the oldest first.
  public let choices: [Month]
}

extension PurchaseVariances.Figures {
  init(adding parts: [Self]) {
    self.init()
    for part in parts { add(part) }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Everything that requirements planning reads, as documents; `SupplyPlan` lays it out in rows.
public struct SupplyInputs: Sendable {
  public var bill: BillOfMaterials
  public var calendar: LeadTimeCalendar
  /// One an item.
  public var policies: [ItemPolicy]
  public var offers: SupplierOffers
  public var receipts: [OpenReceipt] = []
  /// By item, then day: the order in which demands are summed and served.
  public var demands: [EndDemand] = []

  public init(
    bill: BillOfMaterials, calendar: LeadTimeCalendar, policies: [ItemPolicy], offers: [SupplierOffer] = [],
    agreements: [FrameAgreement] = []
  ) {
    precondition(policies.count == bill.itemCount, "one policy an item")
    self.bill = bill
    self.calendar = calendar
    self.policies = policies
    self.offers = SupplierOffers(itemCount: bill.itemCount, offers, agreements: agreements)
  }

  /// The day of the plan a receipt counts on: past due ones are hoped for on day 0.
  func receiptDay(_ receipt: OpenReceipt) -> Int { max(0, Int(receipt.day)) }

  /// The day a firm order is released, not before the first.
  func releaseDay(_ receipt: OpenReceipt) -> Int {
    if let day = receipt.releaseDay { return min(max(0, Int(day)), calendar.dayCount - 1) }
    let lead = policies[Int(receipt.item)].leadTimeWorkingDays
    return Int(calendar.release(due: receiptDay(receipt), leadTime: lead).day)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What one supplier asks for one item: price, lead time, least quantity.
public struct SupplierOffer: Hashable, Sendable {
  /// Position of the item among the planned items.
  public let item: Int32
  /// Position of the supplier among the suppliers.
  public let supplier: Int32
  /// Money a unit, ≥ 0.
  public let price: Double
  /// From release to receipt, in working days.
  public let leadTimeWorkingDays: Int32
  /// Least quantity of an order and the multiple it comes in; 0 for none.
  public let minimum: Double
  public let multiple: Double
  /// Days of the plan on which an order may be released to it.
  public let validDays: ClosedRange<Int32>

  public init(
    item: Int32, supplier: Int32, price: Double = 0, leadTimeWorkingDays: Int32 = 0, minimum: Double = 0,
    multiple: Double = 0, validDays: ClosedRange<Int32> = Component.always
  ) {
    self.item = item
    self.supplier = supplier
    self.price = price
    self.leadTimeWorkingDays = max(0, leadTimeWorkingDays)
    self.minimum = max(0, minimum)
    self.multiple = max(0, multiple)
    self.validDays = validDays
  }

  /// The item's lots under this supplier's conditions: the larger minimum, the supplier's multiple where it has one.
  @inline(__always) func lotSize(_ own: LotSize) -> LotSize {
    LotSize(minimum: max(own.minimum, minimum), multiple: multiple > 0 ? multiple : own.multiple, rule: own.rule)
  }
}

/// All offers, by item; within an item in the order given.
public struct SupplierOffers: Sendable {
  public let all: [SupplierOffer]
  /// Frame agreements that lower what an order costs, in the order given.
  public let agreements: [FrameAgreement]
  /// Where the offers of an item begin in `all`; one more entry than items.
  let first: [Int32]

  public init(itemCount: Int, _ given: [SupplierOffer] = [], agreements: [FrameAgreement] = []) {
    self.agreements = agreements
    all = given.enumerated().sorted { ($0.element.item, $0.offset) < ($1.element.item, $1.offset) }.map(\.element)
    var first = [Int32](repeating: 0, count: itemCount + 1)
    for offer in given { first[Int(offer.item) + 1] += 1 }
    for index in 0..<itemCount { first[index + 1] += first[index] }
    self.first = first
  }

  /// Positions in `all` of an item's offers.
  public func of(_ item: Int) -> Range<Int> { Int(first[item])..<Int(first[item + 1]) }

  /// The supplier for a need on a day: among those who can still be in time the one whose order costs least (price × the quantity one would have to
  /// take, at the price of a frame agreement while it has units left), then the shorter lead time, then the one named first. When nobody can be in time, who is least late, then who costs least.
  ///
  /// - Returns: position in `all`; nil when the item has no offer that is valid on the day of its release.
  func choose(
    for item: Int, need: Double, due: Int, lotSize: LotSize, calendar: borrowing LeadTimeCalendar, balance: AgreementBalance? = nil
  ) -> Int? {
    var best: (position: Int, lateBy: Int32, cost: Double, lead: Int32)?
    for position in of(item) {
      let offer = all[position]
      let release = calendar.release(due: due, leadTime: offer.leadTimeWorkingDays)
      guard offer.validDays.contains(release.day) else { continue }
      let quantity = offer.lotSize(lotSize).quantity(for: need)
      let cost =
        balance.map { $0.parts(of: quantity, from: offer, releasedOn: release.day).reduce(0) { $0 + $1.price * $1.quantity } }
        ?? offer.price * quantity
      let lead = offer.leadTimeWorkingDays
      if let now = best, (now.lateBy, now.cost, now.lead) <= (release.lateBy, cost, lead) { continue }
      best = (position, release.lateBy, cost, lead)
    }
    return best?.position
  }
}

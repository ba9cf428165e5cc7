// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import Planning
import Quantities

/// 采购价差与量差: what was received against standard cost, by supplier and item, beside the same months of last year, 不含税.
///
/// amount − amount of last year = volume variance + price variance − last year's price variance, to the 分: the standard is today's on both sides.
public struct PurchaseVariances: Sendable {
  public struct Figures: Sendable, Hashable {
    /// 分.
    public var amount: Int64 = 0
    /// Quantity × standard cost, 分.
    public var standard: Int64 = 0
    /// The same of the months of last year.
    public var amountBefore: Int64 = 0
    public var standardBefore: Int64 = 0

    /// Above zero: dearer than standard.
    public var price: Int64 { amount - standard }
    public var priceBefore: Int64 { amountBefore - standardBefore }
    /// Above zero: more was bought than in the year before.
    public var volume: Int64 { standard - standardBefore }

    mutating func add(_ other: Figures) {
      amount += other.amount
      standard += other.standard
      amountBefore += other.amountBefore
      standardBefore += other.standardBefore
    }
  }

  public struct Item: Sendable {
    public let code: String
    public let name: BilingualText
    public let unit: String
    /// Received, and in the same months of last year.
    public let quantity: Double
    public let quantityBefore: Double
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
}

extension Workspace {
  /// - Parameters:
  ///   - from, to: closed months, at most as long as a year; nil for this year's.
  /// - Throws: `CycleError.payloadIncomplete` for months that are not closed or out of order.
  public func purchaseVariances(_ proof: Authorized<To.ViewPurchases>, from: Month? = nil, to: Month? = nil) throws -> PurchaseVariances {
    let months = try closedMonths(from, to)
    let reading = try ReceiptReading(plan, facts)
    var groups: [String: [String: (now: ReceiptReading.Sum, before: ReceiptReading.Sum)]] = [:]
    var withoutPrice = 0
    for line in reading.lines {
      let isNow = months.contains(line.day.monthOf)
      guard isNow || months.contains(line.day.monthOf.adding(months: 12)) else { continue }
      guard let standard = line.standard, let amount = line.amount else {
        if isNow { withoutPrice += 1 }
        continue
      }
      var pair = groups[line.supplier ?? "", default: [:]][line.item] ?? (now: ReceiptReading.Sum(), before: ReceiptReading.Sum())
      if isNow { pair.now.add(line.quantity, amount, standard) } else { pair.before.add(line.quantity, amount, standard) }
      groups[line.supplier ?? "", default: [:]][line.item] = pair
    }
    let suppliers = groups.map { code, items in supplier(code, items) }
    return PurchaseVariances(
      from: months.lowerBound, to: months.upperBound, total: PurchaseVariances.Figures(adding: suppliers.map(\.figures)),
      suppliers: suppliers.sorted { left, right in
        left.figures.price.magnitude != right.figures.price.magnitude
          ? left.figures.price.magnitude > right.figures.price.magnitude : (left.code ?? "~") < (right.code ?? "~")
      }, withoutPrice: withoutPrice)
  }

  /// The receipt lines behind an item's figures, by day.
  ///
  /// - Throws: as ``purchaseVariances(_:from:to:)``.
  public func purchaseVarianceLines(
    _ proof: Authorized<To.ViewPurchases>, item: String, supplier: String?, from: Month? = nil, to: Month? = nil
  ) throws -> [PurchaseVariances.Line] {
    let months = try closedMonths(from, to)
    let lines = try ReceiptReading(plan, facts).lines.filter {
      $0.item == item && ($0.supplier ?? "") == (supplier ?? "") && months.contains($0.day.monthOf)
    }
    return lines.compactMap { line in
      guard let amount = line.amount, let standard = line.standard else { return nil }
      return PurchaseVariances.Line(
        receipt: line.receipt, day: line.day, quantity: line.quantity, amount: amount, price: amount - standard,
        document: DocumentKind.goodsReceipt.rawValue + ":" + line.receipt)
    }.sorted { ($0.day, $0.receipt) < ($1.day, $1.receipt) }
  }

  private func closedMonths(_ from: Month?, _ to: Month?) throws(CycleError) -> ClosedRange<Month> {
    let last = to ?? plan.cutoff
    let first = from ?? Month(year: last.year, month: 1)
    guard first <= last, last <= plan.cutoff, first.distance(to: last) < 12 else {
      throw CycleError(
        .payloadIncomplete, BilingualText("只能看已关账的月份，至多十二个月", "only closed months, twelve at most"),
        detail: BilingualText("\(first) – \(last)，截止月 \(plan.cutoff)", "\(first) to \(last), the cutoff is \(plan.cutoff)"),
        hint: BilingualText("把止月定在截止月或以前", "let it end with the cutoff or before"))
    }
    return first...last
  }

  private func supplier(_ code: String, _ items: [String: (now: ReceiptReading.Sum, before: ReceiptReading.Sum)])
    -> PurchaseVariances.Supplier
  {
    let rows = items.compactMap { item, sums -> PurchaseVariances.Item? in
      guard let index = plan.catalogue.itemIndex(item) else { return nil }
      let known = plan.catalogue.items[index]
      let at: Coordinate = ["Item": plan.members.items[index]]
      return PurchaseVariances.Item(
        code: item, name: known.name, unit: known.unit, quantity: sums.now.quantity, quantityBefore: sums.before.quantity,
        standardCost: (try? plan.engine.value(known.paidStandard, at: at, period: nil)) ?? nil,
        figures: PurchaseVariances.Figures(
          amount: sums.now.amount, standard: sums.now.standard, amountBefore: sums.before.amount, standardBefore: sums.before.standard),
        cell: plan.address("purchase_price_variance", at, .month(plan.cutoff.adding(months: 1))).text)
    }.sorted { left, right in
      left.figures.price.magnitude != right.figures.price.magnitude
        ? left.figures.price.magnitude > right.figures.price.magnitude : left.code < right.code
    }
    let name = code.isEmpty ? BilingualText("没有供应商", "No supplier") : plan.catalogue.suppliers[code]?.name ?? BilingualText(name: code)
    return PurchaseVariances.Supplier(
      code: code.isEmpty ? nil : code, name: name, figures: PurchaseVariances.Figures(adding: rows.map(\.figures)), items: rows)
  }
}

extension PurchaseVariances.Figures {
  fileprivate init(adding parts: [Self]) {
    self.init()
    for part in parts { add(part) }
  }
}

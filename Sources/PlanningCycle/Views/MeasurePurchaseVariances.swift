// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import Planning
import Quantities

/// Gathers receipts, last year's and the budgeted use by supplier and item.
private struct MeasurePurchaseVariances {
  private struct Sums {
    var now = ReceiptReading.Sum()
    var before = ReceiptReading.Sum()
    /// Ten-thousandths.
    var budgeted: Int64 = 0
  }

  let plan: PlanState
  let reading: ReceiptReading
  let months: ClosedRange<Month>
  let use: BudgetedUse?
  /// Who an item is bought from as a rule, by item position.
  let sources: [Int: SupplySource]

  func build() -> PurchaseVariances {
    var (groups, withoutPrice) = receipts()
    let unvalued = use.map { budget($0, into: &groups) } ?? 0
    let suppliers = groups.map { code, items in supplier(code, items) }
    return PurchaseVariances(
      from: months.lowerBound, to: months.upperBound, total: PurchaseVariances.Figures(adding: suppliers.map(\.figures)),
      suppliers: suppliers.sorted { left, right in
        left.figures.price.magnitude != right.figures.price.magnitude
          ? left.figures.price.magnitude > right.figures.price.magnitude : (left.code ?? "~") < (right.code ?? "~")
      }, withoutPrice: withoutPrice, budgetLeftOut: (use?.leftOut ?? 0) + unvalued, choices: choices)
  }

  private func receipts() -> (groups: [String: [String: Sums]], withoutPrice: Int) {
    var groups: [String: [String: Sums]] = [:]
    var withoutPrice = 0
    for line in reading.lines {
      let isNow = months.contains(line.day.monthOf)
      guard isNow || months.contains(line.day.monthOf.adding(months: 12)) else { continue }
      guard let standard = line.standard, let amount = line.amount else {
        if isNow { withoutPrice += 1 }
        continue
      }
      var sums = groups[line.supplier ?? "", default: [:]][line.item] ?? Sums()
      if isNow { sums.now.add(line.quantity, amount, standard) } else { sums.before.add(line.quantity, amount, standard) }
      groups[line.supplier ?? "", default: [:]][line.item] = sums
    }
    return (groups, withoutPrice)
  }

  /// Shares the budgeted use of each bought item among those who delivered it; of what nobody delivered the usual supplier bears it.
  ///
  /// - Returns: items that have no standard cost.
  private func budget(_ use: BudgetedUse, into groups: inout [String: [String: Sums]]) -> Int {
    var unvalued = 0
    for (index, item) in plan.catalogue.items.enumerated() where item.isPaidFor && use.units[index] > 0 {
      guard reading.standards[item.code] != nil else {
        unvalued += 1
        continue
      }
      let known = groups.keys.filter { groups[$0]?[item.code] != nil }.sorted()
      let delivering = known.filter { (groups[$0]?[item.code]?.now.quantity ?? 0) > 0 }
      let bearing = delivering.isEmpty ? [sources[index]?.supplier ?? known.first ?? ""] : delivering
      let parts = Allocation.split(use.units[index], by: bearing.map { max(0, groups[$0]?[item.code]?.now.quantity ?? 0) })
      for (supplier, part) in zip(bearing, parts) { groups[supplier, default: [:]][item.code, default: Sums()].budgeted = part }
    }
    return unvalued
  }

  private func supplier(_ code: String, _ items: [String: Sums]) -> PurchaseVariances.Supplier {
    let rows = items.compactMap { item, sums in row(item, sums) }.sorted { left, right in
      left.figures.price.magnitude != right.figures.price.magnitude
        ? left.figures.price.magnitude > right.figures.price.magnitude : left.code < right.code
    }
    let name = code.isEmpty ? BilingualText("没有供应商", "No supplier") : plan.catalogue.suppliers[code]?.name ?? BilingualText(name: code)
    return PurchaseVariances.Supplier(
      code: code.isEmpty ? nil : code, name: name, figures: PurchaseVariances.Figures(adding: rows.map(\.figures)), items: rows)
  }

  private func row(_ item: String, _ sums: Sums) -> PurchaseVariances.Item? {
    guard let index = plan.catalogue.itemIndex(item) else { return nil }
    let known = plan.catalogue.items[index]
    let at: Coordinate = ["Item": plan.members.items[index]]
    let budgeted = use.map { _ in sums.budgeted }
    let cost = reading.standards[item]
    return PurchaseVariances.Item(
      code: item, name: known.name, unit: known.unit, quantity: sums.now.quantity, quantityBefore: sums.before.quantity,
      quantityBudgeted: budgeted, standardCost: cost,
      figures: PurchaseVariances.Figures(
        amount: sums.now.amount, standard: sums.now.standard, amountBefore: sums.before.amount, standardBefore: sums.before.standard,
        budgeted: budgeted.map { hundredths(Double($0) / 10_000 * (cost ?? 0)) }),
      cell: plan.address("purchase_price_variance", at, .month(plan.cutoff.adding(months: 1))).text)
  }

  /// Three years at most, and never fewer than are shown.
  private var choices: [Month] {
    let earliest = reading.lines.map(\.day.monthOf).min() ?? plan.cutoff
    let first = min(months.lowerBound, max(earliest, plan.cutoff.adding(months: -35)))
    return (0...max(0, first.distance(to: plan.cutoff))).map { first.adding(months: $0) }
  }
}

extension Workspace {
  /// - Parameters:
  ///   - from, to: closed months, at most as long as a year; nil for this year's.
  /// - Throws: `CycleError.payloadIncomplete` for months that are not closed or out of order.
  public func purchaseVariances(_ proof: Authorized<To.ViewPurchases>, from: Month? = nil, to: Month? = nil) throws -> PurchaseVariances {
    let months = try closedMonths(from, to)
    return MeasurePurchaseVariances(
      plan: plan, reading: try ReceiptReading(plan, facts), months: months, use: BudgetedUse(plan, months),
      sources: SupplySource.read(try facts.table(.supplierItems), catalogue: plan.catalogue)
    ).build()
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
}

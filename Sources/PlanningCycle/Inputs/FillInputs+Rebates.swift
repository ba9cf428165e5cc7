// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning

extension FillInputs {
  /// 返利结算: rebates settled by the quarter, the half year or the year wait in the months before. The driver `rebate_settlement_months` says it, else the basis
  /// of every rebate in the same words; otherwise each month's red invoices take its own.
  mutating func fillRebateHolding(_ rebates: FactTable) throws(StoreError) {
    let basis = rebates["basis"]
    let said = Swift.Set((0..<rebates.rowCount).map { Self.settlementMonths(basis.text($0)) })
    let given = drivers.value("rebate_settlement_months").map { Int($0) }
    guard let months = given ?? (said.count == 1 ? said.first : nil), months > 1, 12 % months == 0 else { return }
    let source = FactKindName.fact(given == nil ? "rebates" : "drivers")
    for month in calendar.cutoff.adding(months: 1)...calendar.lastMonth where month.month % months != 0 {
      sheet.set("rebate_held", [], at: month, 1, source)
    }
    try fillHeldRebates(since: calendar.cutoff.adding(months: 1 - calendar.cutoff.month % months), source)
  }

  /// 按季度 3, 半年 6, 年度 12, else 1.
  static func settlementMonths(_ words: String?) -> Int {
    let words = words?.lowercased() ?? ""
    if words.contains("半年") || words.contains("half-year") { return 6 }
    if words.contains("季") || words.contains("quarter") { return 3 }
    if words.contains("月") || words.contains("month") { return 1 }
    if words.contains("年") || words.contains("year") || words.contains("annual") { return 12 }
    return 1
  }

  /// What the months since the last settlement earned and no red invoice credited: shipments by the rate of their region.
  private mutating func fillHeldRebates(since first: Month, _ source: FactKindName) throws(StoreError) {
    guard first <= calendar.cutoff, try !hasRedInvoices(since: first), let shipments = sheet.blocks["actual_shipments"] else { return }
    var held: [Int64: (gross: Int64, vat: Int64)] = [:]
    for (row, block) in shipments.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) where row.count == 2 {
      let rate = sheet.value("rebate_rate", [row[1]])
      guard rate != 0 else { continue }
      for month in first...calendar.cutoff {
        guard let index = calendar.index(of: month) else { continue }
        let gross = Double(block.money(index)) / 100 * rate
        let tax = sheet.blocks["tax_rate"]?[[row[0]]]?.value(index) ?? 0
        held[row[1], default: (0, 0)].gross += hundredths(gross)
        held[row[1], default: (0, 0)].vat += hundredths(gross - gross / (1 + tax))
      }
    }
    for (region, sums) in held.sorted(by: { $0.key < $1.key }) {
      sheet.addMoney("actual_rebate_owed", [region], calendar.cutoff, sums.gross, source)
      sheet.addMoney("actual_rebate_owed_vat", [region], calendar.cutoff, sums.vat, source)
    }
  }

  private func hasRedInvoices(since first: Month) throws(StoreError) -> Bool {
    let invoices = try facts.table(.invoices)
    let (isRebate, day) = (invoices["is_rebate"], invoices["invoiced_on"])
    return (0..<invoices.rowCount).contains { row in
      isRebate.boolean(row) == true && (day.day(row).map { $0.monthOf >= first && $0.monthOf <= calendar.cutoff } ?? false)
    }
  }
}

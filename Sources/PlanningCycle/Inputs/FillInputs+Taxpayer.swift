// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Quantities

extension FillInputs {
  /// 小规模纳税人: which quarters are exempt up to what, and how long surcharges are halved. What the company says of its surcharges goes first.
  mutating func fillTaxpayer() {
    for entry in drivers["surcharge_relief"].sorted(by: { ($0.month ?? firstForecast) < ($1.month ?? firstForecast) }) {
      sheet.set("surcharge_relief", [], from: max(entry.month ?? firstForecast, firstForecast), entry.value, .fact("drivers"))
    }
    guard taxpayer == .smallScale else { return }
    sheet.set("small_scale", [], 1, .fact("drivers"))
    if let share = drivers.value("special_invoice_share") { sheet.set("special_invoice_share", [], share, .fact("drivers")) }
    let saysRelief = !drivers["surcharge_relief"].isEmpty
    for month in firstForecast...calendar.lastMonth {
      if !saysRelief, Surcharges.isHalved(small: true, on: month.firstDay) {
        sheet.set("surcharge_relief", [], at: month, 0.5, .rule(Surcharges.halvedBy))
      }
      if month.month % 3 == 0, let relief = SmallScaleRelief.of(quarterEnding: month) {
        sheet.set("vat_exempt_sales", [], at: month, Double(relief.exemptUpTo) / 100, .rule(relief.source))
      }
    }
  }

  /// What a supplier's invoice of an item bears: his own rate, else that of the item as companies trade it. A small-scale taxpayer's rate of what it sells says
  /// nothing of what it buys; where nothing else is known, the price is what is paid.
  func inputVatRate(_ item: Int, on day: Day) -> Double? {
    if let asked = sources[item]?.taxRate { return asked.doubleValue }
    guard taxpayer == .smallScale else { return vatRates.rate(item, on: day)?.doubleValue ?? drivers.value("vat_rate") }
    return vatRates.generalRate(item, on: day)?.doubleValue
  }

  /// What one yuan of a price without tax costs: a small-scale taxpayer bears the tax.
  func costOfYuan(_ item: Int) -> Double { taxpayer == .smallScale ? 1 + (inputVatRate(item, on: firstForecast.firstDay) ?? 0) : 1 }
}

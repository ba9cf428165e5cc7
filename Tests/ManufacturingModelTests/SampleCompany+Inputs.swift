// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Planning

extension SampleCompany {
  /// The least a company must bring: forecasts, prices, stock and cash. No VAT, no departments, no terms, no bills.
  func fillBare() throws {
    for item in SampleCompany.sold {
      for region in SampleCompany.regions {
        let base = Double(item * 40 + region * 15)
        let history = (0..<22).map { base + Double($0 % 5) * 3 }
        try months("actual_order_units", [item, region], from: "2025-01", history)
        try months("actual_orders", [item, region], from: "2025-01", history.map { $0 * 113 })
        try months("actual_shipped_units", [item, region], from: "2025-01", history)
        try months("actual_shipments", [item, region], from: "2025-01", history.map { $0 * 113 })
        try months("actual_revenue", [item, region], from: "2025-01", history.map { $0 * 100 })
        try months("actual_cost_of_sales", [item, region], from: "2025-01", history.map { $0 * 60 })
        try months("baseline", [item, region], from: "2026-11", (0..<14).map { base + Double($0) * 1.25 })
        try months(
          "price", [item, region], from: "2025-01", (0..<36).map { 113 + Double(item) + Double($0 / 12) })
      }
    }
    let cost: [Double] = [62, 55, 21, 4.5, 30, 1.2]
    let material: [Double] = [30, 27.35, 12, 0, 0, 0]
    for (index, item) in SampleCompany.items.enumerated() {
      try one("opening_stock", [item], [120, 80, 60, 300, 90, 40][index])
      try one("standard_cost", [item], cost[index])
      try one("purchase_price", [item], index >= 3 ? cost[index] * 1.05 : item == SampleCompany.subcontracted ? 9.4 : 0)
      try one("lead_time", [item], [1, 1, 2, 12, 25, 5][index])
      try one("lot_multiple", [item], 1)
      try one("material_cost", [item], material[index])
      try one("conversion_cost", [item], index < 3 ? cost[index] - material[index] : 0)
    }
    try months("actual_cash", from: "2026-10", [400_000])
    try months("actual_inventory", from: "2026-10", [19_850])
  }

  /// Everything else: pipeline and override, taxes, terms, bills, people, assets, loans, opening balances.
  func fillWhole() throws {
    try fillBare()
    let first = calendar.firstDay
    let works = (0..<calendar.dayCount).map { SampleCompany.works(first.adding(days: $0)) }
    try days("working_day_weight", from: "2026-11-01", works.map { $0 ? 1 : 0 })
    try days(
      "pay_day_weight", from: "2026-11-01",
      PayDays.monthly(dayOfMonth: 10, firstDay: first, isWorkingDay: works))
    try days(
      "contribution_day_weight", from: "2026-11-01",
      PayDays.monthly(dayOfMonth: 20, firstDay: first, isWorkingDay: works))
    try days("settlement_day_weight", from: "2026-11-01", PayDays.incomeTaxSettlement(firstDay: first, isWorkingDay: works))
    try days("tax_day_weight", from: "2026-11-01", PayDays.taxes(firstDay: first, isWorkingDay: works))
    try days(
      "bonus_day_weight", from: "2026-11-01",
      PayDays.yearEndBonus(
        springFestivals: [Day(iso: "2027-02-06")!], workingDaysBefore: 3, firstDay: first, isWorkingDay: works
      ))
    try months("bonus_month", from: "2027-02", [2])
    try fillSales()
    try fillSupply()
    try fillPeople()
    try fillMoney()
  }

  /// The same company as a small-scale taxpayer: some quarters stay within the limit, others do not.
  func fillSmallScale() throws {
    try fillWhole()
    try one("small_scale", [], 1)
    try one("special_invoice_share", [], 0.2)
    try months("surcharge_relief", from: "2026-11", .init(repeating: 0.5, count: 10))
    for month in ["2026-12", "2027-03", "2027-06", "2027-09"] { try months("vat_exempt_sales", from: month, [168_000]) }
    for item in SampleCompany.items { try months("tax_rate", [item], from: "2026-11", .init(repeating: 0.01, count: 14)) }
  }

  /// The same company paying and asking in advance, with orders on both sides at the cutoff.
  func fillAdvances() throws {
    try fillWhole()
    try days("scheduled_receipts", [6], from: "2026-11-16", [200])
    try days("scheduled_value", [6], from: "2026-11-16", [240])
    try one("order_lead_days", [2], 15)
    try one("deposit_tax_rate", [], 0.13)
    try months("actual_prepayments", from: "2026-10", [81.36])
    try months("actual_customer_deposits", from: "2026-10", [221.48])
  }

  private func fillSales() throws {
    try months("pipeline", [1, 1], from: "2026-12", [300])
    try months("delivery_shift_units", [1, 1], from: "2026-12", [-300, 0, 300])
    try months("delivery_shift", [1, 1], from: "2026-12", [-34_500, 0, 34_500])
    try months("override", [2, 2], from: "2027-01", [140, 150])
    try one("delivery_profile", [1], 0.25)
    try months("backlog_units", [1, 2], from: "2026-11", [30, 10])
    try months("backlog", [1, 2], from: "2026-11", [3_400, 1_130])
    try days("open_orders", [1], from: "2026-11-20", [30])
    try days("open_orders", [1], from: "2026-12-03", [10])
    try months("backlog_units", [2, 1], from: "2026-11", [25])
    try months("backlog", [2, 1], from: "2026-11", [2_900])
    try days("open_orders", [2], from: "2026-11-25", [25])
    try one("forecast_spreading", [2], 1)
    try one("forecast_rounding", [2], 1)
    try one("consume_backward_days", [2], 5)
    try one("consume_forward_days", [2], 10)
    try one("demand_fence_days", [2], 12)
    try one("rebate_rate", [2], 0.02)
    try one("commission_rate", [1], 0.05)
    try one("commission_tax_rate", [], 0.06)
    // Held in November, credited in December with what was held before; then by the quarter.
    try months("rebate_held", from: "2026-11", [1, 0, 1, 1, 0, 1, 1])
    try months("actual_rebate_owed", [2], from: "2026-10", [452])
    try months("actual_rebate_owed_vat", [2], from: "2026-10", [52])
    for item in SampleCompany.items {
      try months("tax_rate", [item], from: "2025-01", .init(repeating: 0.13, count: 36))
    }
    try days("receivables_due", [1], from: "2026-11-05", [20_000, 0, 7_000])
    try days("receivables_due", [2], from: "2026-12-31", [9_000])
    try one("collection_step_days", [], 15)
    for (lag, share) in [(0, 0.05), (2, 0.4), (4, 0.35), (6, 0.15)] {
      try one("collection_profile", [1, Int64(lag)], share)
    }
    try one("receipt_bill_share", [1], 0.35)
    try one("receipt_bill_days", [1], 180)
  }

  private func fillSupply() throws {
    for item in SampleCompany.items {
      try one("safety_stock", [item], [20, 15, 10, 80, 20, 0][Int(item) - 1])
      try one("purchase_tax_rate", [item], item >= SampleCompany.subcontracted ? 0.13 : 0)
    }
    try one("lot_minimum", [4], 200)
    try one("lot_multiple", [4], 50)
    try one("lot_fixed", [2], 30)
    try one("lot_economic", [6], 45)
    try one("lot_days", [5], 10)
    try one("frozen_days", [3], 4)
    try days("scheduled_receipts", [4], from: "2026-11-09", [150])
    try days("scheduled_value", [4], from: "2026-11-09", [690])
    try days("scheduled_receipts", [3], from: "2026-11-04", [12])
    try days("firm_receipts", [3], from: "2026-11-20", [25])
    try days("firm_receipts", [4], from: "2026-12-15", [100])
    try days("released_receipts", [3], from: "2026-11-27", [18])
    try days("released_receipts", [4], from: "2026-12-15", [60])
    try days("released_value", [4], from: "2026-12-15", [255.5])
    try one("purchase_price_change", [102], 0.03)
    for (id, price, quantity, used) in [(1, 4.2, 450.0, 200.0), (2, 4.4, 900, 0), (3, 29.5, 120, 0)] {
      try one("agreement_price", [Int64(id)], price)
      try one("agreement_quantity", [Int64(id)], quantity)
      try one("agreement_used", [Int64(id)], used)
    }
    try one("agreement_released", [1], 30)
    try one("term_cutoff_day", [1], 25)
    try one("term_months", [1], 1)
    try one("term_days", [1], 0)
    try one("term_pay_day", [1], 10)
    try one("term_bill_share", [1], 0.5)
    try one("term_bill_days", [1], 90)
    try one("term_days", [2], 45)
    try days("payables_due", from: "2026-11-12", [8_000, 0, 0, 2_500])
    try days("bills_payable_due", from: "2026-12-15", [3_000])
    try one("bill_deposit_rate", [], 0.3)
    try days("deposits_due", from: "2026-12-15", [900])
    try days("bills_in_hand_due", from: "2026-11-30", [6_000])
    try days("bills_discounted", from: "2026-11-11", [2_000])
    try days("bills_endorsed", from: "2026-11-12", [1_500])
    try days("bills_given", from: "2026-11-30", [3_500])
    try days("pledged_bills_due", from: "2026-12-08", [700, 0, 400])
    try days("bills_pledged", from: "2026-11-30", [1_200])
    try days("pledges_ended", from: "2026-11-30", [1_200])
    try days("pledges_moved", from: "2026-11-30", [-1_200] + [Double](repeating: 0, count: 66) + [1_200])
    try days("financing_charges", from: "2026-11-11", [40, 3.25])
    try days("payables_moved", from: "2026-11-12", [-500, 0, 0, 500])
  }

  private func fillPeople() throws {
    for department in SampleCompany.departments {
      try months("headcount", [department], from: "2026-10", .init(repeating: Double(department), count: 15))
      try months(
        "salary", [department], from: "2026-10", .init(repeating: 900 + 150 * Double(department), count: 15))
      try one("expense_per_head", [department], 55)
      try months("fixed_expense", [department], from: "2026-11", (0..<14).map { 120 + Double($0) })
      try months("actual_department_cost", [department], from: "2025-01", .init(repeating: 2_100, count: 22))
    }
    try one("expense_share", [1], 0.03)
    try one("expense_per_unit", [2], 1.5)
    try one("storage_rate", [2], 0.004)
    try one("expense_step", [2], 90)
    try one("expense_step_units", [2], 37)
    try one("last_year_share", [1], 0.04)
    try one("allocation_share", [3], 0.25)
    try one("allocation_weight", [1], 3)
    try one("allocation_weight", [2], 1)
    try one("expense_tax_rate", [1], 0.06)
    try one("social_rate", [], 0.32)
    try one("employee_rate", [], 0.105)
    try one("wage_tax_withheld", [], 1)
    try one("special_deduction", [], 200)
    // New limits each July.
    try months("social_floor", from: "2026-10", (0..<15).map { $0 < 9 ? 1_100 : 1_150 })
    try months("social_ceiling", from: "2026-10", (0..<15).map { $0 < 9 ? 1_400 : 9_000 })
    // People who earn far more than the others join, so that tax is withheld; one leaves.
    try months("hires", [3], from: "2027-08", [1, 0, 1])
    try months("newcomer_salary", [3], from: "2027-08", [21_000])
    try months("leavers", [3], from: "2027-11", [1])
    try months("actual_wage_tax_payable", from: "2026-10", [85])
    try one("bonus_months", [], 1.5)
    try one("conversion_in_departments", [], 1)
    try months("actual_wages_payable", from: "2026-10", [11_000])
    try months(
      "actual_bonus_payable", from: "2025-12", [0, 150, 300, 450, 600, 750, 900, 1050, 1200, 1350, 1500])
  }

  private func fillMoney() throws {
    try one("surcharge_rate", [], VatSurcharge.city.rate)
    try one("income_tax_rate", [], 0.25)
    try months("actual_income_tax", from: "2026-01", [100, 100, 100, 100, 100, 100, 100, 100, 100, 100])
    try months("tax_adjustments", from: "2026-12", [900])
    try months("actual_income_tax_payable", from: "2026-10", [400])
    try months("actual_tax_payable", from: "2026-10", [900])
    try one("invoice_lag_days", [], 12)
    try months("actual_vat_awaited", from: "2026-10", [260])
    try months("actual_vat_carried", from: "2026-10", [150])
    try months("capex", from: "2026-12", [24_000, 0, 0, 6_000])
    try one("capex_tax_rate", [], 0.13)
    try one("asset_life_months", [], 60)
    try one("asset_salvage_rate", [], 0.05)
    try months("existing_depreciation", from: "2026-11", .init(repeating: 350, count: 14))
    try days("loan_draws", from: "2027-01-20", [50_000])
    try days("loan_repayments", from: "2027-06-30", [20_000])
    try months("loan_rate", from: "2026-11", .init(repeating: 0.045, count: 14))
    try months("other_income", from: "2026-11", [120, -40])
    try months("dividends", from: "2027-05", [5_000])
    try months("capital_in", from: "2027-03", [10_000])
    try days("other_cash_day", from: "2026-11-26", [-1_500])
    try one("minimum_cash", [], 50_000)
    for (measure, value) in [
      ("actual_receivables", 41_000.0), ("actual_bills_receivable", 6_000), ("actual_work_in_process", 700),
      ("actual_fixed_assets", 42_000), ("actual_other_net_assets", 3_000), ("actual_payables", 10_500),
      ("actual_bills_payable", 3_000), ("actual_restricted_cash", 1_200), ("actual_loans", 60_000),
    ] { try months(measure, from: "2026-10", [value]) }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Quantities

extension FillInputs {
  /// Month-end balances and month's results from the ledger (debits positive); a company without a Chinese ledger starts from its
  /// bank balances, its stock at standard cost and its open items.
  mutating func fillLedger() throws(StoreError) {
    let ledger = try facts.table(.ledgerBalances)
    let types = try accountTypes()
    let totals = readLedger(ledger, types: types)
    guard totals.months.contains(where: { $0 <= calendar.cutoff }) else {
      return try fillOpeningWithoutLedger()
    }
    for month in totals.months where month <= calendar.cutoff { fillBalances(totals, month) }
    fillBonusPayable(totals)
  }

  /// Ledger figures by meaning and month, 分.
  private struct Totals {
    var sums: [AccountMeaning: [Month: Int64]] = [:]
    /// Expenses of departments: position → month → 分.
    var departments: [Int: [Month: Int64]] = [:]
    var months: [Month] = []

    func value(_ meaning: AccountMeaning, _ month: Month) -> Int64 { sums[meaning]?[month] ?? 0 }
  }

  private func accountTypes() throws(StoreError) -> [String: String] {
    let accounts = try facts.table(.accounts)
    let (code, type) = (accounts["code"], accounts["account_type"])
    var result: [String: String] = [:]
    for row in 0..<accounts.rowCount { if let text = code.text(row) { result[text] = type.text(row) ?? "" } }
    return result
  }

  private func readLedger(_ ledger: FactTable, types: [String: String]) -> Totals {
    let (period, scenario, account) = (ledger["period"], ledger["scenario"], ledger["account"])
    let (department, amount) = (ledger["department"], ledger["amount"])
    var totals = Totals()
    var months: Swift.Set<Month> = []
    for row in 0..<ledger.rowCount {
      guard let month = period.month(row), let code = account.text(row),
        Self.isActual(scenario.text(row)), let meaning = AccountMeaning(code: code, type: types[code] ?? "")
      else { continue }
      let value = amount.integers[row]
      months.insert(month)
      let position = department.text(row).flatMap { members.departmentPositions[$0] }
      if meaning == .operatingExpense, let position {
        totals.departments[position, default: [:]][month, default: 0] += value
      } else {
        totals.sums[meaning, default: [:]][month, default: 0] += value
      }
    }
    totals.months = months.sorted()
    return totals
  }

  private static func isActual(_ scenario: String?) -> Bool {
    guard let scenario else { return true }
    return scenario == "实际" || scenario.lowercased() == "actual"
  }

  private mutating func fillBalances(_ totals: Totals, _ month: Month) {
    let source = FactKindName.fact("ledger-balances")
    let vat = -totals.value(.valueAddedTax, month)
    let taxPayable = max(vat, 0) - totals.value(.surchargesPayable, month)
    let balances: [(String, Int64)] = [
      ("actual_cash", totals.value(.cash, month)),
      ("actual_restricted_cash", totals.value(.restrictedCash, month)),
      ("actual_bills_receivable", totals.value(.billsReceivable, month)),
      ("actual_receivables", totals.value(.receivables, month)),
      ("actual_prepayments", totals.value(.prepayments, month)),
      ("actual_customer_deposits", -totals.value(.customerDeposits, month)),
      ("actual_inventory", totals.value(.inventory, month)),
      ("actual_work_in_process", totals.value(.workInProcess, month)),
      ("actual_fixed_assets", totals.value(.fixedAssets, month)),
      ("actual_loans", -totals.value(.loans, month)),
      ("actual_bills_payable", -totals.value(.billsPayable, month)),
      ("actual_payables", -totals.value(.payables, month)),
      ("actual_wages_payable", -totals.value(.wages, month)), ("actual_vat_carried", max(-vat, 0)),
      ("actual_tax_payable", taxPayable),
      ("actual_income_tax_payable", -totals.value(.incomeTaxPayable, month)),
      ("actual_vat_awaited", totals.value(.vatAwaited, month)),
      ("actual_wage_tax_payable", -totals.value(.wageTaxPayable, month)),
      ("actual_other_net_assets", totals.value(.otherAsset, month) + totals.value(.otherLiability, month)),
      ("actual_surcharge", totals.value(.surcharges, month)),
      ("actual_income_tax", totals.value(.incomeTax, month)),
      ("actual_interest", totals.value(.financialExpense, month)),
      // Operating expenses that no department bears (depreciation above all) stand in the same line of the statement.
      ("actual_depreciation", totals.value(.operatingExpense, month)),
    ]
    for (measure, value) in balances where value != 0 { sheet.addMoney(measure, [], month, value, source) }
    for (position, values) in totals.departments.sorted(by: { $0.key < $1.key }) {
      if let value = values[month], value != 0 {
        sheet.addMoney("actual_department_cost", [members.departments[position]], month, value, source)
      }
    }
  }

  /// One account holds wages and the bonus: the bonus part is what this year's months have accrued, at most the balance.
  private mutating func fillBonusPayable(_ totals: Totals) {
    let bonusMonths = drivers.value("bonus_months") ?? 0
    guard bonusMonths > 0 else { return }
    for month in totals.months where month <= calendar.cutoff {
      let balance = -totals.value(.wages, month)
      guard balance > 0 else { continue }
      let payroll = monthlyPayroll(month)
      let accrued = hundredths(payroll * bonusMonths / 12 * Double(month.month))
      let bonus = min(accrued, balance)
      sheet.addMoney("actual_bonus_payable", [], month, bonus, .fact("ledger-balances"))
      sheet.addMoney("actual_wages_payable", [], month, -bonus, .fact("ledger-balances"))
    }
  }

  private func monthlyPayroll(_ month: Month) -> Double {
    guard let index = calendar.index(of: month), let people = sheet.blocks["headcount"],
      let salary = sheet.blocks["salary"]
    else { return 0 }
    return people.keys.sorted { $0.lexicographicallyPrecedes($1) }.reduce(0) { sum, key in
      sum + (people[key]?.value(index) ?? 0) * (salary[key]?.value(index) ?? 0)
    }
  }

  /// Without a ledger: bank, stock and open items make the opening balance; what is left is equity.
  private mutating func fillOpeningWithoutLedger() throws(StoreError) {
    let cutoff = calendar.cutoff
    let banks = try facts.table(.bankBalances)
    let accounts = BankAccount.read(banks, upTo: cutoff)
    let cash = accounts.reduce(0) { $0 + $1.free }
    let receivables = sheet.total("receivables_due")
    let bills = sheet.total("bills_in_hand_due") + sheet.total("pledged_bills_due")
    let payables = sheet.total("payables_due")
    let inventory = stockAtStandard()
    let opening: [(String, Int64)] = [
      ("actual_cash", cash), ("actual_restricted_cash", accounts.reduce(0) { $0 + $1.restricted }), ("actual_receivables", receivables),
      ("actual_bills_receivable", bills), ("actual_prepayments", advancesOnOrder()), ("actual_customer_deposits", depositsOnOrder()),
      ("actual_payables", payables), ("actual_bills_payable", sheet.total("bills_payable_due")),
      ("actual_inventory", inventory),
      ("actual_loans", sheet.total("loan_repayments") - sheet.total("loan_draws")),
    ]
    for (measure, value) in opening where value != 0 {
      sheet.addMoney(measure, [], cutoff, value, .rule("opening balance from documents"))
    }
  }

  private func stockAtStandard() -> Int64 {
    guard let stock = sheet.blocks["opening_stock"], let costs = sheet.blocks["standard_cost"] else {
      return 0
    }
    return stock.keys.sorted { $0.lexicographicallyPrecedes($1) }.reduce(0) { sum, key in
      sum + hundredths((stock[key]?.value(0) ?? 0) * (costs[key]?.value(0) ?? 0))
    }
  }
}

extension InputSheet {
  /// The exact minor units of all cells of a measure.
  func total(_ measure: String) -> Int64 {
    (blocks[measure] ?? [:]).values.reduce(0) { $0 + $1.money }
  }
}

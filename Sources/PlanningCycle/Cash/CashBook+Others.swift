// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

extension CashBook {
  /// 工资, 社保, 年终奖: owed by contract.
  func staffEntries() -> [CashEntry] {
    let lines: [(String, BilingualText)] = [
      ("cash_wages", BilingualText("工资与社保", "Wages and contributions")), ("cash_bonus", BilingualText("年终奖", "Year-end bonus")),
      ("cash_wage_tax", BilingualText("代扣个税", "Wage tax withheld")),
    ]
    return lines.flatMap { line, label in whole(line, label, CashEntryList.Kind(source: .payroll, certainty: .contracted)) }
  }

  /// 增值税及附加, 所得税. What the balance of the cutoff owes is known; later months follow the plan.
  func taxEntries() -> [CashEntry] {
    var list = list("cash_taxes")
    let vat = spread(measure("taxes_paid").map { $0.finite ?? 0 }, by: input("tax_day_weight"))
    let first = plan.calendar.days(ofMonthAt: plan.calendar.actualCount)
    for day in vat.indices where vat[day] != 0 {
      let on = days.first.adding(days: day)
      list.add(
        hundredths(vat[day]), on: day, BilingualText("增值税及附加", "VAT and surcharges"),
        CashEntryList.Kind(source: .tax, certainty: first.contains(day) ? .known : .forecast), cell: "taxes_paid@\(on.monthOf)")
    }
    addSettlement(to: &list)
    list.fill(
      CashEntryList.Kind(source: .tax, certainty: .forecast), to: total("cash_taxes"), BilingualText("企业所得税预缴", "Income tax, prepaid"),
      cell: { "income_tax_paid@\($0.monthOf)" })
    list.close(to: total("cash_taxes"), BilingualText("缴税", "Taxes")) { "cash_taxes@\($0)" }
    return list.entries
  }

  /// 汇算清缴: what last year owes beyond what was prepaid, and what is refunded of it.
  private func addSettlement(to list: inout CashEntryList) {
    let parts = [
      ("income_tax_settled", 1.0, "settlement_day_weight", BilingualText("企业所得税汇算清缴补税", "Income tax settled for last year")),
      ("income_tax_refunded", -1.0, "tax_day_weight", BilingualText("企业所得税汇算清缴退税", "Income tax refunded for last year")),
    ]
    for (measure, sign, weights, label) in parts {
      let amounts = spread(self.measure(measure).map { $0.finite ?? 0 }, by: input(weights))
      for day in amounts.indices where amounts[day] != 0 {
        list.add(
          hundredths(sign * amounts[day]), on: day, label, CashEntryList.Kind(source: .tax, certainty: .forecast),
          cell: "\(measure)@\(days.first.adding(days: day).monthOf)")
      }
    }
  }

  /// 借款, 还款 by loan; what owners put in and take out.
  func financingEntries() -> [CashEntry] {
    var list = list("cash_financing")
    for loan in facts.loans {
      func add(_ amount: Int64, on day: Day, _ label: BilingualText, _ measure: String) {
        list.add(
          amount, on: days.first.distance(to: day), label,
          CashEntryList.Kind(
            source: .loan, certainty: .known, group: measure, account: facts.routing.account(at: loan.bank)),
          counterparty: loan.bank.map { BilingualText($0, "Lender of \(loan.code)") }, dueOn: day, cell: "\(measure)@\(day)")
      }
      if loan.drawn.monthOf > facts.cutoff {
        add(loan.principal, on: loan.drawn, BilingualText("借款 \(loan.code)", "Loan \(loan.code) drawn"), "loan_draws")
      }
      add(-loan.principal, on: loan.matures, BilingualText("归还借款 \(loan.code)", "Loan \(loan.code) repaid"), "loan_repayments")
    }
    for (measure, sign, label) in [
      ("loan_draws", 1.0, BilingualText("其他借入", "Other loans drawn")),
      ("loan_repayments", -1.0, BilingualText("其他还款", "Other loans repaid")),
    ] {
      list.fill(
        CashEntryList.Kind(source: .typed, certainty: .known, group: measure), to: input(measure).map { hundredths(sign * $0) }, label,
        cell: { "\(measure)@\($0)" })
    }
    list.close(to: total("cash_financing"), BilingualText("股东投入与分红", "Owners' money and dividends")) { "cash_financing@\($0)" }
    return list.entries
  }

  /// Everything without documents of its own.
  func otherEntries() -> [CashEntry] {
    let lines: [(String, BilingualText, CashEntry.Certainty)] = [
      ("cash_conversion", BilingualText("加工费", "Conversion"), .forecast),
      ("cash_expenses", BilingualText("部门费用", "Department expenses"), .forecast),
      ("cash_capex", BilingualText("资本支出", "Capital expenditure"), .forecast),
    ]
    var entries = lines.flatMap { line, label, certainty in whole(line, label, CashEntryList.Kind(source: .plan, certainty: certainty)) }
    var list = list("cash_other")
    list.fill(
      CashEntryList.Kind(source: .typed, certainty: .known), to: input("other_cash_day").map { hundredths($0) },
      BilingualText("已知日期的其他收付", "Other money on known days"), cell: { "other_cash_day@\($0)" })
    list.close(to: total("cash_other"), BilingualText("其他收支", "Other income and expenses")) { "cash_other@\($0)" }
    entries += list.entries
    return entries
  }

  /// One entry a day.
  private func whole(_ line: String, _ label: BilingualText, _ kind: CashEntryList.Kind) -> [CashEntry] {
    var list = list(line)
    list.fill(kind, to: total(line), label, cell: { "\(line)@\($0)" })
    return list.entries
  }
}

// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Workbooks

extension TaxView {
  /// A sheet a return, one of all payments by day, one of the checks.
  var workbook: Workbook {
    let dates = Workbook.Row.headers([
      BilingualText("缴纳日", "Day"), BilingualText("推定", "Presumed"), BilingualText("税种（中文）", "Tax (Chinese)"),
      BilingualText("税种（英文）", "Tax (English)"), BilingualText("金额（元）", "Amount (CNY)"),
    ])
    let paid = payments.map { payment in
      Workbook.Row(
        [.day(payment.day), .text(payment.isPresumed ? "推定 presumed" : "")] + Workbook.Cell.words(payment.label) + [.amount(payment.amount)]
      )
    }
    let tied = Workbook.Row.headers([
      BilingualText("勾稽（中文）", "Check (Chinese)"), BilingualText("勾稽（英文）", "Check (English)"), BilingualText("差额", "Difference"),
    ])
    return Workbook(
      sections.map { $0.sheet } + [
        Workbook.Sheet("税历 Payments", fixedColumns: 1, rows: dates + paid),
        Workbook.Sheet(
          "勾稽 Checks", fixedColumns: 2, rows: tied + checks.map { Workbook.Row(Workbook.Cell.words($0.label) + [.amount($0.difference)]) }),
      ])
  }
}

extension TaxView.Section {
  fileprivate var sheet: Workbook.Sheet {
    let head =
      [BilingualText("项目（中文）", "Line (Chinese)"), BilingualText("项目（英文）", "Line (English)"), BilingualText("单位", "Unit")]
      + columns.map(\.label)
    let words: [Workbook.Cell] = Workbook.Cell.words(BilingualText("申报缴纳日", "File and pay by")) + [.blank]
    let days = Workbook.Row(words + columns.map { .day($0.payBy) })
    let body = lines.map { line in
      let figures = line.figures.map { figure -> Workbook.Cell in
        line.unit == "%" ? figure.value.map { .ratio(Double($0) / 10_000) } ?? .blank : .amount(figure.value)
      }
      return Workbook.Row(Workbook.Cell.words(line.label) + [.text(line.unit)] + figures, rank: line.rank == .total ? .total : .plain)
    }
    return Workbook.Sheet(name, fixedColumns: 2, rows: Workbook.Row.headers(head) + [days] + body)
  }

  private var name: String {
    switch topic {
    case .vat: "增值税 VAT"
    case .income: "所得税 Income tax"
    case .settlement: "汇算清缴 Settlement"
    case .wages: "个税 Wage tax"
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Journal
import PlanningCycle
import Workbooks

extension ReviewView {
  /// One sheet of factors a comparison, one of causes and actions.
  func workbook(company: BilingualText) -> Workbook {
    let title = Workbook.Row(Workbook.Cell.words(company) + [.text("\(month)"), .text("SHA-256"), .text(digest.hex)], rank: .header)
    return Workbook(figures.comparisons.map { sheet($0, title) } + [findings(title)])
  }

  private func sheet(_ comparison: ReviewFigures.Comparison, _ title: Workbook.Row) -> Workbook.Sheet {
    let head =
      [
        BilingualText("范围（中文）", "Area (Chinese)"), BilingualText("范围（英文）", "Area (English)"), BilingualText("编码", "Code"),
        BilingualText("指标", "Figure"), comparison.base.label, BilingualText("实际", "Actual"), BilingualText("差异", "Difference"),
      ] + VarianceFactor.allCases.map(\.label) + [BilingualText("未解释", "Residual")]
    func row(_ area: ReviewFigures.Area, _ figure: BilingualText, _ base: Int64, _ actual: Int64, _ split: VarianceSplit) -> Workbook.Row {
      let words: [Workbook.Cell] = Workbook.Cell.words(area.label) + [.text(area.key), .text(figure.chinese + " " + figure.english)]
      let sums: [Workbook.Cell] = [.amount(base), .amount(actual), .amount(actual - base)]
      let parts = VarianceFactor.allCases.map { Workbook.Cell.amount(split[$0]) }
      return Workbook.Row(words + sums + parts + [.amount(actual - base - split.total)], rank: area.key == "company" ? .total : .plain)
    }
    let sales = BilingualText("销售额", "Sales")
    let margin = BilingualText("毛利（标准成本）", "Margin at standard cost")
    let rows = comparison.areas.map { row($0, sales, $0.base, $0.actual, $0.split) }
    let margins = comparison.areas.compactMap { area in area.margin.map { row(area, margin, $0.base, $0.actual, $0.split) } }
    let name = comparison.base.label.chinese + " " + comparison.base.label.english
    return Workbook.Sheet(name, fixedColumns: 2, rows: [title] + Workbook.Row.headers(head) + rows + margins)
  }

  private func findings(_ title: Workbook.Row) -> Workbook.Sheet {
    let head = [
      BilingualText("类别", "Kind"), BilingualText("比较", "Against"), BilingualText("范围", "Area"), BilingualText("因素", "Factor"),
      BilingualText("原因", "Cause"), BilingualText("可控", "Controllable"), BilingualText("说明", "Words"), BilingualText("负责人", "Owner"),
      BilingualText("期限", "Due"), BilingualText("跟踪日", "Follow-up"), BilingualText("完成", "Done"), BilingualText("复盘月影响", "Effect then"),
      BilingualText("再测月份", "Measured in"), BilingualText("再测影响", "Effect now"),
    ]
    func both(_ text: BilingualText) -> Workbook.Cell { .text(text.chinese + " " + text.english) }
    func subject(_ one: ReviewSubject) -> [Workbook.Cell] { [both(one.base.label), .text(one.area), both(one.factor.label)] }
    let causes = sheet.causes.map { cause in
      let yes = cause.kind.isControllable ? BilingualText("可控", "yes") : BilingualText("不可控", "no")
      return Workbook.Row(
        [both(BilingualText("原因", "Cause"))] + subject(cause.subject) + [both(cause.kind.label), both(yes), .text(cause.words)],
        rank: .plain)
    }
    let done = actions.map { one in
      let words: [Workbook.Cell] = [.blank, .blank, .text(one.action.words), both(one.owner)]
      let days: [Workbook.Cell] = [
        .day(one.action.due), .day(one.action.followUp), .text(one.isDone ? "✓" : ""), .amount(one.before?.amount),
        .text("\(one.measuredIn)"), .amount(one.after?.amount),
      ]
      return Workbook.Row([both(BilingualText("行动", "Action"))] + subject(one.action.subject) + words + days, rank: .plain)
    }
    return Workbook.Sheet("原因与行动 Causes and actions", fixedColumns: 1, rows: [title] + Workbook.Row.headers(head) + causes + done)
  }
}

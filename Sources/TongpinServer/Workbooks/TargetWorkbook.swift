// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Workbooks

extension TargetView {
  /// The period by place, and the place by period.
  func workbook(company: BilingualText) -> Workbook {
    let title = Workbook.Row(
      Workbook.Cell.words(company) + [.text(measure.label.chinese), .text(measure.label.english), .text("\(year)")], rank: .header)
    return Workbook([
      sheet("按对象 By place", title, BilingualText("对象", "Place"), places),
      sheet("按期间 By period", title, BilingualText("期间", "Period"), periods),
    ])
  }

  private func sheet(_ name: String, _ title: Workbook.Row, _ first: BilingualText, _ rows: [Row]) -> Workbook.Sheet {
    let head = [
      BilingualText(first.chinese + "（中文）", first.english + " (Chinese)"),
      BilingualText(first.chinese + "（英文）", first.english + " (English)"),
      BilingualText("编码", "Code"), BilingualText("期间", "Period"), BilingualText("目标", "Target"), BilingualText("自下而上", "Bottom-up"),
      BilingualText("缺口", "Gap"), BilingualText("缺口率", "Gap, %"), BilingualText("上报订单", "Handed in (orders)"),
      BilingualText("去年", "Last year"), BilingualText("累计目标", "Target to date"), BilingualText("累计实际", "Actual to date"),
      BilingualText("差额", "Difference"), BilingualText("差异率", "Difference, %"), BilingualText("完成率", "Attained"),
      BilingualText("剩余每月需", "Needed a month"), BilingualText("近三月月均", "Pace of three months"),
    ]
    let lines = rows.map { row in
      let indent = String(repeating: "  ", count: row.level)
      let words: [Workbook.Cell] = [
        .text(indent + row.label.chinese), .text(indent + row.label.english), .text(row.place), .text(row.span),
      ]
      let figures: [Workbook.Cell] = [
        .amount(row.target), .amount(row.plan), .amount(row.gap), .share(row.gapRate), .amount(row.submitted), .amount(row.lastYear),
        .amount(row.targetToDate), .amount(row.actual), .amount(row.difference), .share(row.differenceRate), .share(row.attainment),
        .amount(row.needed), .amount(row.pace),
      ]
      return Workbook.Row(words + figures, rank: row.level == 0 ? .total : .plain)
    }
    return Workbook.Sheet(name, fixedColumns: 2, rows: [title] + Workbook.Row.headers(head) + lines)
  }
}

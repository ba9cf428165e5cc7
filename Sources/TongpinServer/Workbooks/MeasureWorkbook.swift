// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Quantities
import TradeMeasures
import Workbooks

extension MeasureBridgeView {
  /// The bridge as a sheet that adds up from its first row to its last, and the documents of a step as another one.
  func workbook(company: BilingualText, documents pages: [MeasureDocumentsView]) -> Workbook {
    let head = [
      BilingualText("步骤（中文）", "Step (Chinese)"), BilingualText("步骤（英文）", "Step (English)"), BilingualText("金额", "Amount"),
      BilingualText("单据数", "Documents"), BilingualText("原因（中文）", "Reason (Chinese)"), BilingualText("原因（英文）", "Reason (English)"),
    ]
    let period = "\(bridge.months.lowerBound) – \(bridge.months.upperBound)"
    let about = Workbook.Row(
      Workbook.Cell.words(company) + [.text(period), .text(bridge.currency.code)] + Workbook.Cell.words(isNarrowed ? Self.narrowed : nil))
    let words = Workbook.Row(Workbook.Cell.words(unlikeness))
    let body = steps.map { step in
      Workbook.Row(
        Workbook.Cell.words(step.name) + [.amount(-step.amount), .figure(Double(step.documentCount), decimals: 0)]
          + Workbook.Cell.words(step.reason))
    }
    let residual = Workbook.Row(Workbook.Cell.words(BilingualText("差额", "Residual")) + [.amount(bridge.residual)], rank: .total)
    let sheet = Workbook.Sheet(
      "口径桥 Bridge", fixedColumns: 2,
      rows: Workbook.Row.headers(head) + [about, words, end(from, bridge.fromTotal)] + body + [end(to, bridge.toTotal), residual])
    return Workbook([sheet] + (pages.isEmpty ? [] : [pages.sheet]))
  }

  private static let narrowed = BilingualText("仅含本人数据范围内的单据", "Documents of one's own scope alone")

  private func end(_ definition: MetricDefinition, _ total: Int64) -> Workbook.Row {
    Workbook.Row(
      Workbook.Cell.words(BilingualText(definition.name)) + [.amount(total), .blank]
        + Workbook.Cell.words(BilingualText(definition.formula)),
      rank: .total)
  }
}

extension [MeasureDocumentsView] {
  fileprivate var sheet: Workbook.Sheet {
    let head = [
      BilingualText("单号", "Number"), BilingualText("行", "Line"), BilingualText("日期", "Day"), BilingualText("单据（中文）", "Document (Chinese)"),
      BilingualText("单据（英文）", "Document (English)"), BilingualText("往来方编码", "Party code"), BilingualText("往来方（中文）", "Party (Chinese)"),
      BilingualText("往来方（英文）", "Party (English)"), BilingualText("物料编码", "Item code"), BilingualText("物料（中文）", "Item (Chinese)"),
      BilingualText("物料（英文）", "Item (English)"), BilingualText("金额", "Amount"), BilingualText("对应单号", "Counterpart"),
      BilingualText("对应日期", "Counterpart's day"), BilingualText("原因（中文）", "Reason (Chinese)"), BilingualText("原因（英文）", "Reason (English)"),
    ]
    let rows = flatMap(\.rows).map { row -> Workbook.Row in
      let (document, other) = (row.document.document, row.document.counterpart)
      let paper: [Workbook.Cell] = [.text(document.number), line(document.line), .day(document.day)] + Workbook.Cell.words(row.kind)
      let about = [.text(row.document.party)] + Workbook.Cell.words(row.party) + [.text(row.document.item)] + Workbook.Cell.words(row.item)
      let figures: [Workbook.Cell] = [.amount(-row.document.amount), other.map { .text($0.number) } ?? .blank, .day(other?.day)]
      return Workbook.Row(paper + about + figures + Workbook.Cell.words(row.why))
    }
    let name = first?.name.chinese ?? ""
    return Workbook.Sheet("单据 \(name)", fixedColumns: 1, rows: Workbook.Row.headers(head) + rows)
  }

  private func line(_ number: Int) -> Workbook.Cell { number == 0 ? .blank : .figure(Double(number), decimals: 0) }
}

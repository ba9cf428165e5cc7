// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import PlanningCycle
import Workbooks

extension ReconciliationsView {
  /// One sheet a region: every figure, what lies between it and the next, the rest that is not explained, and who signed.
  var workbook: Workbook { Workbook(regions.map { sheet($0) }) }

  private func sheet(_ region: ReconciliationView) -> Workbook.Sheet {
    let title = Workbook.Row(
      Workbook.Cell.words(company) + Workbook.Cell.words(region.label) + [.text("\(month)"), .text("SHA-256"), .text(region.content.hex)],
      rank: .header)
    let head = [
      BilingualText("项目（中文）", "Line (Chinese)"), BilingualText("项目（英文）", "Line (English)"), BilingualText("金额", "Amount"),
      BilingualText("单据数", "Documents"),
    ]
    let figures = region.figures
    var rows: [Workbook.Row] = []
    for station in Reconciliation.Station.allCases {
      guard let amount = figures.stations[station] else { continue }
      if let step = figures.steps.first(where: { $0.to == station }) {
        rows += step.items.map { item in
          let documents: Workbook.Cell = item.count > 0 ? .figure(Double(item.count), decimals: 0) : .blank
          return Workbook.Row(Workbook.Cell.words(item.label) + [.amount(item.amount), documents], rank: .plain)
        }
        let rest = Workbook.Cell.words(BilingualText("未解释", "Residual"))
        rows.append(Workbook.Row(rest + [.amount(figures.residual(step)), .blank], rank: .plain))
      }
      rows.append(Workbook.Row(Workbook.Cell.words(station.label) + [.amount(amount), .blank], rank: .total))
    }
    let signed = region.signatures.filter(\.isValid).map { one in
      Workbook.Row(Workbook.Cell.words(one.side.label) + Workbook.Cell.words(one.by), rank: .plain)
    }
    return Workbook.Sheet(
      region.label.chinese + " " + region.label.english, fixedColumns: 2, rows: [title] + Workbook.Row.headers(head) + rows + signed)
  }
}

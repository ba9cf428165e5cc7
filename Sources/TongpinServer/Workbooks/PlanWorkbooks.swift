// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Workbooks

extension TableAnswer {
  /// The table, and a sheet of the same rows for the budget and for last year where they were asked for.
  var workbook: Workbook {
    var sheets = [sheet("一张表 Table") { $0.values }]
    if rows.contains(where: { $0.budget != nil }) { sheets.append(sheet("预算 Budget") { $0.budget ?? [] }) }
    if rows.contains(where: { $0.lastYear != nil }) { sheets.append(sheet("去年同期 Last year") { $0.lastYear ?? [] }) }
    if rows.contains(where: { $0.running != nil }) { sheets.append(sheet("现行计划 Plan") { $0.running ?? [] }) }
    return Workbook(sheets)
  }

  private func sheet(_ name: String, _ values: (TableView.Row) -> [Double?]) -> Workbook.Sheet {
    let head =
      [
        BilingualText("板块", "Section"), BilingualText("指标（中文）", "Measure (Chinese)"), BilingualText("指标（英文）", "Measure (English)"),
        BilingualText("单位", "Unit"),
      ]
      + columns.map(\.label)
    let lines = rows.map { row in
      let indent = String(repeating: "  ", count: row.level)
      let words: [Workbook.Cell] = [
        .text(row.section.chinese + " " + row.section.english), .text(indent + row.label.chinese), .text(indent + row.label.english),
        .text(row.unit),
      ]
      let figures = values(row).map { value -> Workbook.Cell in
        row.isPercent ? value.map { .ratio($0) } ?? .blank : .figure(value, decimals: 2)
      }
      return Workbook.Row(words + figures, rank: row.level == 0 ? .total : .plain)
    }
    return Workbook.Sheet(name, fixedColumns: 4, rows: Workbook.Row.headers(head) + lines)
  }
}

extension StatementView {
  func workbook(company: BilingualText) -> Workbook {
    let title = Workbook.Row(Workbook.Cell.words(company) + [.text(month)], rank: .header)
    let head = [BilingualText("项目（中文）", "Line (Chinese)"), BilingualText("项目（英文）", "Line (English)")] + columns.map(\.label)
    let body = lines.filter { !$0.isUnplanned }.map { line in
      let isHeading = line.rank == .heading || line.rank == .total
      return Workbook.Row(Workbook.Cell.words(line.label) + line.values.map { .amount($0) }, rank: isHeading ? .total : .plain)
    }
    let checks = self.checks.map { Workbook.Row(Workbook.Cell.words($0.label) + [.amount($0.difference)]) }
    let checkHead = Workbook.Row.headers([
      BilingualText("勾稽（中文）", "Check (Chinese)"), BilingualText("勾稽（英文）", "Check (English)"), BilingualText("差额", "Difference"),
    ])
    return Workbook([
      Workbook.Sheet(kind.sheetName, fixedColumns: 2, rows: [title] + Workbook.Row.headers(head) + body),
      Workbook.Sheet("勾稽 Checks", fixedColumns: 2, rows: checkHead + checks),
    ])
  }
}

extension StatementView.Kind {
  fileprivate var sheetName: String {
    switch self {
    case .income: "利润表 Income statement"
    case .balance: "资产负债表 Balance sheet"
    case .cash: "现金流量表 Cash flow"
    }
  }
}

extension PurchasePlan {
  var workbook: Workbook {
    Workbook([
      sheet("采购额 Amounts") { item, week in .amount(item.amounts[week]) },
      sheet("采购量 Quantities") { item, week in .figure(item.quantities[week], decimals: 2) },
    ])
  }

  private func sheet(_ name: String, _ cell: (Item, Int) -> Workbook.Cell) -> Workbook.Sheet {
    let head = [
      BilingualText("供应商编码", "Supplier code"), BilingualText("供应商（中文）", "Supplier (Chinese)"),
      BilingualText("供应商（英文）", "Supplier (English)"),
      BilingualText("物料编码", "Item code"), BilingualText("物料（中文）", "Item (Chinese)"), BilingualText("物料（英文）", "Item (English)"),
      BilingualText("单位", "Unit"),
    ]
    let days = weeks.map { Workbook.Cell.day($0) }
    let headers = Workbook.Row.headers(head).map { Workbook.Row($0.cells + days, rank: .header) }
    let lines = suppliers.flatMap { supplier in
      supplier.items.map { item in
        let code: Workbook.Cell = supplier.code.map { .text($0) } ?? .blank
        let words = [code] + Workbook.Cell.words(supplier.name) + [.text(item.code)] + Workbook.Cell.words(item.name) + [.text(item.unit)]
        return Workbook.Row(words + weeks.indices.map { cell(item, $0) })
      }
    }
    return Workbook.Sheet(name, fixedColumns: 3, rows: headers + lines)
  }
}

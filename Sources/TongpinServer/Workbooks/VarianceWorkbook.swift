// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Workbooks

extension PurchaseVariances {
  /// One sheet: a row a supplier and item, a total below.
  var workbook: Workbook {
    let head = [
      BilingualText("供应商编码", "Supplier code"), BilingualText("供应商（中文）", "Supplier (Chinese)"),
      BilingualText("供应商（英文）", "Supplier (English)"), BilingualText("物料编码", "Item code"),
      BilingualText("物料（中文）", "Item (Chinese)"), BilingualText("物料（英文）", "Item (English)"), BilingualText("单位", "Unit"),
      BilingualText("标准成本", "Standard cost"), BilingualText("实收数量", "Received"), BilingualText("预算用量", "Budgeted use"),
      BilingualText("去年同期数量", "Received last year"), BilingualText("实收金额", "Amount"), BilingualText("按标准成本", "At standard"),
      BilingualText("价差", "Price variance"), BilingualText("预算用量按标准成本", "Budgeted use at standard"),
      BilingualText("量差（对预算）", "Volume variance, budget"), BilingualText("去年同期金额", "Amount last year"),
      BilingualText("量差（对去年）", "Volume variance, last year"), BilingualText("去年同期价差", "Price variance last year"),
    ]
    let lines = suppliers.flatMap { supplier in
      supplier.items.map { item in
        let code: Workbook.Cell = supplier.code.map { .text($0) } ?? .blank
        let words = [code] + Workbook.Cell.words(supplier.name) + [.text(item.code)] + Workbook.Cell.words(item.name) + [.text(item.unit)]
        let quantities: [Workbook.Cell] = [
          .figure(item.standardCost, decimals: 4), .figure(item.quantity), .figure(item.quantityBudgeted.map { Double($0) / 10_000 }),
          .figure(item.quantityBefore),
        ]
        return Workbook.Row(words + quantities + item.figures.cells)
      }
    }
    let blanks = [Workbook.Cell](repeating: .blank, count: 8)
    let sum = Workbook.Row([.blank, .text("合计"), .text("Total")] + blanks + total.cells, rank: .total)
    return Workbook([Workbook.Sheet("价差量差 Variances", fixedColumns: 3, rows: Workbook.Row.headers(head) + lines + [sum])])
  }
}

extension PurchaseVariances.Figures {
  /// In the order of the head.
  fileprivate var cells: [Workbook.Cell] {
    [
      .amount(amount), .amount(standard), .amount(price), .amount(budgeted), .amount(volumeToBudget), .amount(amountBefore),
      .amount(volume), .amount(priceBefore),
    ]
  }
}

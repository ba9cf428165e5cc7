// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import SupplyPlanning
import Workbooks

extension SupplyBoard {
  var workbook: Workbook { Workbook([items, notices]) }

  private var items: Workbook.Sheet {
    let hasMoney = draftShowsCost
    var head = [
      BilingualText("编码", "Code"), BilingualText("物料（中文）", "Item (Chinese)"), BilingualText("物料（英文）", "Item (English)"),
      BilingualText("产品族", "Family"),
      BilingualText("供应商", "Supplier"), BilingualText("单位", "Unit"), BilingualText("期初库存", "Opening stock"),
      BilingualText("安全库存", "Safety stock"), BilingualText("13 周需求", "Demand, 13 weeks"), BilingualText("在途", "On order"),
      BilingualText("计划入库", "Planned receipts"), BilingualText("最低库存", "Lowest stock"), BilingualText("用不到的库存", "Stock not needed"),
    ]
    if hasMoney { head += [BilingualText("库存金额", "Stock, amount"), BilingualText("用不到的金额", "Not needed, amount")] }
    let lines = rows.map { row in
      let words = [.text(row.item.code)] + Workbook.Cell.words(row.item.name)
      let more: [Workbook.Cell] = [
        .text(row.item.family.chinese), row.item.supplier.map { .text($0.chinese) } ?? .blank, .text(row.item.unit),
      ]
      let figures = [row.opening, row.safety, row.demand, row.ordered, row.receipts, row.lowest, row.excess].map {
        Workbook.Cell.figure($0, decimals: 2)
      }
      return Workbook.Row(words + more + figures + (hasMoney ? [.amount(row.stockMoney), .amount(row.excessMoney)] : []))
    }
    return Workbook.Sheet("供需 Supply", fixedColumns: 3, rows: Workbook.Row.headers(head) + lines)
  }

  private var notices: Workbook.Sheet {
    let head = [
      BilingualText("编码", "Code"), BilingualText("物料（中文）", "Item (Chinese)"), BilingualText("物料（英文）", "Item (English)"),
      BilingualText("供应商", "Supplier"),
      BilingualText("例外（中文）", "Notice (Chinese)"), BilingualText("例外（英文）", "Notice (English)"), BilingualText("日期", "Day"),
      BilingualText("改到", "Move to"),
      BilingualText("数量", "Quantity"), BilingualText("晚几个工作日", "Working days late"),
    ]
    let lines = rows.flatMap { row in
      row.notices.map { notice in
        let words = [.text(row.item.code)] + Workbook.Cell.words(row.item.name) + [row.item.supplier.map { .text($0.chinese) } ?? .blank]
        return Workbook.Row(
          words + Workbook.Cell.words(notice.kind.label) + [
            .day(notice.day), .day(notice.newDay), .figure(notice.quantity, decimals: 2), .figure(Double(notice.workingDays), decimals: 0),
          ])
      }
    }
    return Workbook.Sheet("例外 Notices", fixedColumns: 3, rows: Workbook.Row.headers(head) + lines)
  }

  private var draftShowsCost: Bool { rows.contains { $0.stockMoney != nil } }
}

extension StockHealthView {
  var workbook: Workbook {
    let hasMoney = total.stockMoney != nil
    let items = rows.map { row in
      Workbook.Row(
        [.text(row.item.code)] + Workbook.Cell.words(row.item.name) + [.text(row.item.family.chinese), .figure(row.stock, decimals: 2)]
          + (hasMoney ? row.figures.cells(months: months.count) : []) + [.day(row.shortOn)])
    }
    let head = [BilingualText("编码", "Code"), BilingualText("名称（中文）", "Name (Chinese)"), BilingualText("名称（英文）", "Name (English)")]
    let itemHead =
      head + [BilingualText("产品族", "Family"), BilingualText("库存数量", "Units in stock")] + (hasMoney ? figureHead : [])
      + [BilingualText("缺料日", "Short on")]
    let itemSheet = Workbook.Sheet("物料 Items", fixedColumns: 3, rows: Workbook.Row.headers(itemHead) + items)
    guard hasMoney else { return Workbook([itemSheet]) }
    let families = self.families.map { family in
      Workbook.Row(
        [.text(family.code)] + Workbook.Cell.words(family.name) + [.figure(Double(family.itemCount), decimals: 0)]
          + family.figures.cells(months: months.count) + [.figure(Double(family.shortCount), decimals: 0)])
    }
    let sum = Workbook.Row(
      [.blank, .text("合计"), .text("Total"), .blank] + total.cells(months: months.count) + [.blank], rank: .total)
    let familyHead =
      head + [BilingualText("物料数", "Items")] + figureHead + [BilingualText("缺料物料", "Items short")]
    return Workbook([
      Workbook.Sheet("产品族 Families", fixedColumns: 3, rows: Workbook.Row.headers(familyHead) + families + [sum]), itemSheet,
    ])
  }

  private var figureHead: [BilingualText] {
    let bands = StockHealthView.bands
    let ages = bands.indices.map { index in
      let first = index == 0 ? 0 : bands[index - 1] + 1
      return BilingualText("\(first)–\(bands[index]) 天", "\(first)–\(bands[index]) days")
    }
    let last = bands.last ?? 0
    return [BilingualText("库存金额", "Stock"), BilingualText("够用天数", "Days it lasts"), BilingualText("周转次数", "Turns a year")] + ages
      + [
        BilingualText("\(last) 天以上", "over \(last) days"), BilingualText("滞销", "Slow"), BilingualText("用不到", "Not needed"),
      ] + months.map { BilingualText("\($0)", "\($0)") }
  }
}

extension StockHealthView.Figures {
  /// In the order of the head; ages and months that are not known stay blank.
  fileprivate func cells(months: Int) -> [Workbook.Cell] {
    let ages = ageMoney.map { $0.map { Workbook.Cell.amount($0) } } ?? Array(repeating: .blank, count: StockHealthView.bands.count + 1)
    let trend = trendMoney.map { $0.map { Workbook.Cell.amount($0) } } ?? Array(repeating: .blank, count: months)
    return [.amount(stockMoney), .figure(days, decimals: 1), .figure(turnover, decimals: 2)] + ages + [
      .amount(slowMoney), .amount(excessMoney),
    ] + trend
  }
}

extension SupplyException.Kind {
  var label: BilingualText {
    switch self {
    case .short: BilingualText("缺料", "Short")
    case .late: BilingualText("来不及", "Late")
    case .piledUp: BilingualText("积压", "Piled up")
    case .expedite: BilingualText("提前", "Expedite")
    case .delay: BilingualText("推迟", "Delay")
    case .cancel: BilingualText("可取消", "Cancel")
    case .pastDue: BilingualText("逾期未到", "Past due")
    case .overload: BilingualText("超负荷", "Overload")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Quantities
import Workbooks

extension OrderBook {
  /// One row a line, the newest number first.
  var workbook: Workbook {
    let head = [
      BilingualText("单号", "Number"), BilingualText("行", "Line"), BilingualText("供应商编码", "Supplier code"),
      BilingualText("供应商（中文）", "Supplier (Chinese)"), BilingualText("供应商（英文）", "Supplier (English)"), BilingualText("物料编码", "Item code"),
      BilingualText("物料（中文）", "Item (Chinese)"), BilingualText("物料（英文）", "Item (English)"), BilingualText("单位", "Unit"),
      BilingualText("下达日", "Released on"), BilingualText("到期日", "Due on"), BilingualText("数量", "Quantity"),
      BilingualText("不含税单价", "Price before tax"), BilingualText("框架协议", "Frame agreement"),
      BilingualText("不含税金额", "Amount before tax"),
      BilingualText("状态（中文）", "Status (Chinese)"), BilingualText("状态（英文）", "Status (English)"), BilingualText("变更次数", "Changes"),
      BilingualText("最后原因", "Last reason"),
    ]
    let rows = lines.map { line -> Workbook.Row in
      let order = line.order
      let supplier = line.supplier.map { Workbook.Cell.words($0) } ?? [.blank, .blank]
      let names =
        [.text(order.key.number), .figure(Double(order.key.line), decimals: 0), order.supplier.map { .text($0) } ?? .blank] + supplier
      let item = [.text(order.item)] + Workbook.Cell.words(line.name) + [.text(line.unit)]
      let figures: [Workbook.Cell] = [
        .day(order.releasedOn), .day(order.due), .figure(order.quantity.doubleValue, decimals: 2),
        .figure(order.price?.doubleValue, decimals: 4), order.agreement.map { .text($0) } ?? .blank,
        .amount(order.supplier == nil ? nil : order.value),
      ]
      let state = Workbook.Cell.words(order.status.label) + [.figure(Double(order.changeCount), decimals: 0), .text(order.lastReason)]
      return Workbook.Row(names + item + figures + state)
    }
    return Workbook([Workbook.Sheet("已下达订单 Orders", fixedColumns: 2, rows: Workbook.Row.headers(head) + rows)])
  }
}

extension ReleasedOrder.Status {
  fileprivate var label: BilingualText {
    switch self {
    case .open: BilingualText("在途", "Open")
    case .cancelled: BilingualText("已取消", "Cancelled")
    case .handedOver: BilingualText("已转外部订单", "With the outside order")
    }
  }
}

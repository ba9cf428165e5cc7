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
      BilingualText("最后原因", "Last reason"), BilingualText("种类（中文）", "Kind (Chinese)"), BilingualText("种类（英文）", "Kind (English)"),
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
      let state =
        Workbook.Cell.words(order.status.label) + [.figure(Double(order.changeCount), decimals: 0), .text(order.lastReason)]
        + Workbook.Cell.words(order.kind.label)
      return Workbook.Row(names + item + figures + state)
    }
    return Workbook([Workbook.Sheet("已下达订单 Orders", fixedColumns: 2, rows: Workbook.Row.headers(head) + rows), issues])
  }

  /// 委外发料: what goes out with every subcontract line that is open.
  private var issues: Workbook.Sheet {
    let head = [
      BilingualText("单号", "Number"), BilingualText("行", "Line"), BilingualText("组件编码", "Component code"),
      BilingualText("组件（中文）", "Component (Chinese)"), BilingualText("组件（英文）", "Component (English)"), BilingualText("单位", "Unit"),
      BilingualText("发料数量", "Quantity issued"),
    ]
    let rows = lines.filter { $0.order.status == .open }.flatMap { line in
      line.issues.map { issue in
        let names: [Workbook.Cell] = [.text(line.order.key.number), .figure(Double(line.order.key.line), decimals: 0), .text(issue.item)]
        return Workbook.Row(names + Workbook.Cell.words(issue.name) + [.text(issue.unit), .figure(issue.quantity, decimals: 4)])
      }
    }
    return Workbook.Sheet("委外发料 Issues", fixedColumns: 2, rows: Workbook.Row.headers(head) + rows)
  }
}

extension OrderKind {
  fileprivate var label: BilingualText {
    switch self {
    case .purchase: BilingualText("采购订单", "Purchase order")
    case .work: BilingualText("生产单", "Work order")
    case .subcontract: BilingualText("委外订单", "Subcontract order")
    }
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

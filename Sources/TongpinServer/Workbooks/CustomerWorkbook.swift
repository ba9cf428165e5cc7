// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import SalesAnalytics
import Workbooks

extension CustomerPage {
  /// One sheet: a row a customer.
  func sheets(_ rows: [Row]) -> SalesSheets {
    let head = [
      BilingualText("客户编码", "Customer code"), BilingualText("客户（中文）", "Customer (Chinese)"), BilingualText("客户（英文）", "Customer (English)"),
      BilingualText("地区（中文）", "Territory (Chinese)"), BilingualText("地区（英文）", "Territory (English)"), BilingualText("近度 R", "Recency R"),
      BilingualText("频度 F", "Frequency F"), BilingualText("额度 M", "Money M"), BilingualText("客户分层", "Segment (Chinese)"),
      BilingualText("客户分层（英文）", "Segment"), BilingualText("订单数", "Orders"), BilingualText("订单额（含税）", "Ordered, incl. tax"),
      BilingualText("最近下单", "Last order"), BilingualText("沉默天数", "Days of silence"), BilingualText("下单周期（天）", "Order cycle, days"),
      BilingualText("预计下次下单", "Next order"), BilingualText("最早", "Earliest"), BilingualText("最晚", "Latest"),
      BilingualText("已超天数", "Days overdue"), BilingualText("流失信号", "Churn sign (Chinese)"), BilingualText("流失信号（英文）", "Churn sign"),
      BilingualText("平均逾期天数", "Days late"), BilingualText("逾期付款占比", "Share paid late"), BilingualText("票据占回款", "Bills in collections"),
      BilingualText("应收余额", "Receivable"), BilingualText("逾期应收", "Receivable overdue"), BilingualText("最长逾期天数", "Longest overdue, days"),
    ]
    let table = Workbook.Sheet("客户分析 Customers", fixedColumns: 3, rows: Workbook.Row.headers(head) + rows.map { Workbook.Row($0.cells) })
    return SalesSheets(name: "customers-\(sheet.asOf)", sheets: [table])
  }
}

extension CustomerPage.Row {
  /// In the order of the head.
  fileprivate var cells: [Workbook.Cell] {
    let (scores, cycle, payment) = (line.scores, line.cycle, line.payment)
    func whole(_ value: Int?) -> Workbook.Cell { .figure(value.map { Double($0) }, decimals: 0) }
    let who: [Workbook.Cell] =
      [line.customer.code.isEmpty ? .blank : .text(line.customer.code)] + Workbook.Cell.words(line.customer.words)
      + Workbook.Cell.words(territory?.words)
    let much: [Workbook.Cell] =
      [whole(scores?.recency), whole(scores?.frequency), whole(scores?.monetary)] + Workbook.Cell.words(scores?.segment.words)
      + [whole(scores?.orders), .amount(scores?.amount)]
    let often: [Workbook.Cell] =
      [
        .day(cycle?.lastOrder), whole(cycle?.silence), .figure(cycle?.medianWait, decimals: 1), .day(cycle?.nextOrder),
        .day(cycle?.nextRange?.lowerBound), .day(cycle?.nextRange?.upperBound), whole(cycle?.overdueDays),
      ] + Workbook.Cell.words(cycle?.sign.words)
    let pays: [Workbook.Cell] = [
      .figure(payment?.daysLate, decimals: 1), .share(payment?.paidLateShare), .share(payment?.billShare), .amount(payment?.open),
      .amount(payment?.overdue), whole(payment?.longestOverdueDays),
    ]
    return who + much + often + pays
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import PlanningCycle

/// What the example company left undone: two overdue approvals, and last month's review with two actions, one of them overdue.
enum DemoTodos {
  static func drafts(today: Day) -> [EventDraft] {
    let last = today.monthOf.adding(months: -1)
    return [
      Todo.raised(
        "approval-budget", kind: "approval",
        title: BilingualText("审批：市场部双11追加预算 38 万元", "Approve: marketing asks 380,000 more for the November sales"),
        detail: BilingualText("市场部提交，待财务总监审批", "submitted by marketing, waits for the finance director"),
        dueOn: today.adding(days: -6), link: "#/table"),
      Todo.raised(
        "approval-payment", kind: "approval",
        title: BilingualText("审批：压缩机供应商提前付款 260 万元", "Approve: early payment of 2.6 million to the compressor supplier"),
        detail: BilingualText("采购部提交，待总经理审批", "submitted by purchasing, waits for the general manager"),
        dueOn: today.adding(days: -3), link: "#/cash"),
      Todo.raised(
        "review-action-1", kind: "review",
        title: BilingualText(
          "\(last.month)月复盘行动：华东冰箱预测改用近三月订单", "Review of \(last): base the fridge forecast of the east on recent orders"),
        detail: BilingualText("负责人：华东区域经理", "owner: regional manager, east"), dueOn: today.adding(days: -2),
        link: "#/forecast"),
      Todo.raised(
        "review-action-2", kind: "review",
        title: BilingualText("\(last.month)月复盘行动：与逾期经销商确认回款计划", "Review of \(last): agree a payment plan with the late dealer"),
        detail: BilingualText("负责人：资金主管", "owner: treasurer"), dueOn: today.adding(days: 9), link: "#/cash"),
    ]
  }
}

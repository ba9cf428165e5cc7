// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import PlanningCycle

/// What the example company left undone: two overdue approvals.
enum DemoTodos {
  static func drafts(today: Day) -> [EventDraft] {
    [
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
    ]
  }
}

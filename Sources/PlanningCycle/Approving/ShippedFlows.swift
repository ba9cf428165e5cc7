// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals

/// The flows that come with the program. A version that was once shipped stays here: what began under it ends under it.
enum ShippedFlows {
  static let all = [budget, change, release, transfer, forecast, data]

  /// Whoever answers for the form, then the finance director.
  private static let budget = FlowDefinition(
    ApprovalFlow(
      key: "budget", version: 1,
      nodes: [
        FlowNode("start", .start(next: "owner")),
        FlowNode("owner", .approve(ApprovalStep([.field("owner")], limits: limits), next: "finance")),
        FlowNode("finance", .approve(ApprovalStep([.role(Role.financeDirector.rawValue)], limits: limits), next: "end")),
        FlowNode("end", .end),
      ]),
    for: .budget, name: BilingualText("预算上报与审批", "Budget submission"), labels: labels,
    places: ["start": .init(x: 0, y: 0), "owner": .init(x: 0, y: 110), "finance": .init(x: 0, y: 220), "end": .init(x: 0, y: 330)])

  /// The finance director; the general manager as well where half a million or a fifth of what was approved moves.
  private static let change = FlowDefinition(
    ApprovalFlow(
      key: "change", version: 1,
      nodes: [
        FlowNode("start", .start(next: "finance")),
        FlowNode("finance", .approve(ApprovalStep([.role(Role.financeDirector.rawValue)], limits: limits), next: "size")),
        FlowNode(
          "size",
          .branch(
            [
              FlowNode.Branch([FlowCondition("amount", .atLeast(50_000_000))], next: "management"),
              FlowNode.Branch([FlowCondition("deviation", .atLeast(2_000))], next: "management"),
            ], otherwise: "end")),
        FlowNode("management", .approve(ApprovalStep([.role(Role.generalManager.rawValue)], limits: limits), next: "end")),
        FlowNode("end", .end),
      ]),
    for: .change, name: BilingualText("预算变更审批", "Budget change"), labels: labels,
    places: [
      "start": .init(x: 0, y: 0), "finance": .init(x: 0, y: 110), "size": .init(x: 0, y: 220), "management": .init(x: -130, y: 330),
      "end": .init(x: 0, y: 440),
    ])

  /// The general manager; those who work with the budget are told.
  private static let release = FlowDefinition(
    ApprovalFlow(
      key: "release", version: 1,
      nodes: [
        FlowNode("start", .start(next: "management")),
        FlowNode("management", .approve(ApprovalStep([.role(Role.generalManager.rawValue)], limits: limits), next: "told")),
        FlowNode("told", .notify(told, next: "end")), FlowNode("end", .end),
      ]),
    for: .release, name: BilingualText("预算下达", "Budget release"), labels: labels)

  private static let told: [Approver] = [Role.departmentHead, .salesDirector, .purchasingManager, .treasurer].map { .role($0.rawValue) }

  /// The finance director; the general manager as well from half a million.
  private static let transfer = FlowDefinition(
    ApprovalFlow(
      key: "transfer", version: 1,
      nodes: [
        FlowNode("start", .start(next: "finance")),
        FlowNode("finance", .approve(ApprovalStep([.role(Role.financeDirector.rawValue)], limits: limits), next: "size")),
        FlowNode(
          "size",
          .branch([FlowNode.Branch([FlowCondition("amount", .atLeast(50_000_000))], next: "management")], otherwise: "end")),
        FlowNode("management", .approve(ApprovalStep([.role(Role.generalManager.rawValue)], limits: limits), next: "end")),
        FlowNode("end", .end),
      ]),
    for: .transfer, name: BilingualText("预算调剂审批", "Budget transfer"),
    labels: labels.merging(["size": BilingualText("50 万以上", "From 500,000")]) { _, own in own })

  /// 复核: finance and supply both sign; sales and management are told.
  private static let forecast = FlowDefinition(
    ApprovalFlow(
      key: "forecast", version: 1,
      nodes: [
        FlowNode("start", .start(next: "countersign")),
        FlowNode(
          "countersign",
          .approve(
            ApprovalStep([.role(Role.financeDirector.rawValue), .role(Role.purchasingManager.rawValue)], .all, limits: limits), next: "told"
          )),
        FlowNode("told", .notify([.role(Role.salesDirector.rawValue), .role(Role.generalManager.rawValue)], next: "end")),
        FlowNode("end", .end),
      ]),
    for: .forecast, name: BilingualText("预测提报与复核", "Forecast submission"), labels: labels)

  /// The finance director or the general manager, whoever did not hand it in; those who work with the figures are told.
  private static let data = FlowDefinition(
    ApprovalFlow(
      key: "data", version: 1,
      nodes: [
        FlowNode("start", .start(next: "finance")),
        FlowNode(
          "finance",
          .approve(
            ApprovalStep([.role(Role.financeDirector.rawValue), .role(Role.generalManager.rawValue)], limits: limits), next: "told")),
        FlowNode("told", .notify(told, next: "end")), FlowNode("end", .end),
      ]),
    for: .data, name: BilingualText("数据发布", "Data release"), labels: labels)

  /// A day's silence is a reminder; after three days whoever stands above is asked.
  private static let limits: [ApprovalStep.TimeLimit] = [.init(hours: 24, .remind), .init(hours: 72, .escalate)]

  private static let labels = [
    "start": BilingualText("提交", "Handed in"), "owner": BilingualText("负责人审批", "Whoever answers for it"),
    "finance": BilingualText("财务审批", "Finance"), "size": BilingualText("50 万或 20% 以上", "From 500,000 or 20 %"),
    "management": BilingualText("总经理审批", "General manager"), "countersign": BilingualText("财务与供应复核", "Finance and supply"),
    "told": BilingualText("抄送各部门", "Those who work with it"),
    "end": BilingualText("完成", "Done"),
  ]
}

extension BudgetForm {
  /// The role that answers for the form's figures.
  var owner: Role {
    switch key {
    case "sales", "selling": .salesDirector
    case "materials": .purchasingManager
    case "finance", "cash": .treasurer
    default: .generalManager
    }
  }
}

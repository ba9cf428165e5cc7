// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals

/// The flows that come with the program. A version that was once shipped stays here: what began under it ends under it.
enum ShippedFlows {
  static let budgetFields: Swift.Set<String> = ["form", "year", "owner"]

  /// 部门负责人 → 财务: whoever answers for the form, then the finance director; a day's silence is a reminder, three days' go up.
  static let budget = ApprovalFlow(
    key: "budget", version: 1,
    nodes: [
      FlowNode("start", .start(next: "owner")),
      FlowNode("owner", .approve(ApprovalStep([.field("owner")], limits: limits), next: "finance")),
      FlowNode("finance", .approve(ApprovalStep([.role(Role.financeDirector.rawValue)], limits: limits), next: "end")),
      FlowNode("end", .end),
    ])

  private static let limits: [ApprovalStep.TimeLimit] = [.init(hours: 24, .remind), .init(hours: 72, .escalate)]

  static let all = [budget]

  static func flow(_ key: String, version: Int) -> ApprovalFlow? { all.first { $0.key == key && $0.version == version } }

  static func label(_ node: String) -> BilingualText {
    switch node {
    case "start": BilingualText("提交", "Handed in")
    case "owner": BilingualText("负责人审批", "Whoever answers for it")
    case "finance": BilingualText("财务审批", "Finance")
    default: BilingualText("完成", "Done")
    }
  }
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

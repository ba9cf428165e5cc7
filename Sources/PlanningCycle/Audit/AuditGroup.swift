// SPDX-License-Identifier: Apache-2.0

/// What an event is about, as somebody looks for it. Every kind of event belongs to one.
public enum AuditGroup: String, Sendable, CaseIterable {
  case signIn = "sign-in"
  case people, plan, deals, approvals, money, orders, imports, model, scenarios, talks, rhythm, alerts, exports, system

  /// The kinds it holds, by their beginning up to the point.
  var beginnings: [String] {
    switch self {
    case .signIn: ["access.", "session.", "view."]
    case .people: ["person.", "invitation.", "token.", "organisation."]
    case .plan: ["cells.", "override.", "target.", "forecast."]
    case .deals: ["deal.", "deals."]
    case .approvals: ["approval.", "budget.", "flow."]
    case .money: ["transfer.", "bill.", "cash."]
    case .orders: ["order.", "orders."]
    case .imports: ["facts.", "members.", "quality."]
    case .model: ["model."]
    case .scenarios: ["scenario."]
    case .talks: ["thread."]
    case .rhythm: ["review.", "meeting.", "calendar.", "reconciliation."]
    case .alerts: ["alert.", "alerts.", "rule.", "message.", "channels.", "notices.", "digest."]
    case .exports: ["data."]
    case .system: ["workspace.", "backup.", "audit.", "todo.", "saved-view."]
    }
  }

  /// Kinds that nobody listed are the system's.
  static func of(_ kind: String) -> AuditGroup {
    let beginning = kind.prefix { $0 != "." } + "."
    return allCases.first { $0.beginnings.contains(String(beginning)) } ?? .system
  }

  public var label: BilingualText {
    switch self {
    case .signIn: BilingualText("登录", "Sign-in")
    case .people: BilingualText("人员与权限", "People and rights")
    case .plan: BilingualText("计划", "Plan")
    case .deals: BilingualText("商机", "Deals")
    case .approvals: BilingualText("预算与审批", "Budgets and approvals")
    case .money: BilingualText("资金", "Money")
    case .orders: BilingualText("订单", "Orders")
    case .imports: BilingualText("导入", "Imports")
    case .model: BilingualText("模型", "Model")
    case .scenarios: BilingualText("情景", "Scenarios")
    case .talks: BilingualText("讨论", "Discussions")
    case .rhythm: BilingualText("会议、对账与复盘", "Meetings, reconciliations, reviews")
    case .alerts: BilingualText("预警与通知", "Alerts and messages")
    case .exports: BilingualText("导出", "Exports")
    case .system: BilingualText("系统", "System")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import PlanningCycle
import Quantities
import Wire

extension Route {
  /// The commands about approvals and their flows.
  static func applyToApproval(_ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ workspace: Workspace) throws
    -> CommandOutcome
  {
    switch kind {
    case .submitBudget:
      return try workspace.submitBudget(
        try Access.authorize(context.person, to: To.EditBudget.self), form: try text(payload, "form"),
        year: Int(exactly: try whole(payload, "year")) ?? 0, basis: BudgetBasis(rawValue: payload["basis"]?.text ?? "budget") ?? .budget,
        content: payload["content"]?.text ?? "", limits: try limits(payload), context: context)
    case .handInPart:
      return try workspace.handInPart(
        try Access.authorize(context.person, to: To.EditBudget.self), form: try text(payload, "form"),
        year: Int(exactly: try whole(payload, "year")) ?? 0, department: try text(payload, "department"),
        content: try text(payload, "content"), context: context)
    case .submitChange:
      return try workspace.submitChange(
        try Access.authorize(context.person, to: To.EditBudget.self), form: try text(payload, "form"),
        year: Int(exactly: try whole(payload, "year")) ?? 0, lines: (payload["lines"]?.elements ?? []).compactMap(\.text),
        content: payload["content"]?.text, context: context)
    case .submitRelease:
      return try workspace.submitRelease(
        try Access.authorize(context.person, to: To.EditBudget.self), form: try text(payload, "form"),
        year: Int(exactly: try whole(payload, "year")) ?? 0, context: context)
    case .submitTransfer:
      return try workspace.submitTransfer(
        try Access.authorize(context.person, to: To.EditBudget.self), form: try text(payload, "form"),
        year: Int(exactly: try whole(payload, "year")) ?? 0, try transfer { payload[$0]?.decimalText ?? payload[$0]?.text },
        context: context)
    case .submitForecast:
      return try workspace.submitForecast(
        try Access.authorize(context.person, to: To.EditForecast.self), region: payload["region"]?.text ?? "", context: context)
    case .submitData:
      return try workspace.submitData(
        try Access.authorize(context.person, to: To.ImportFacts.self), month: try reconciledMonth(try text(payload, "month")),
        context: context)
    case .bindFlow:
      let proof = try Access.authorize(context.person, to: To.ManageUsers.self)
      let name = try text(payload, "purpose")
      guard let purpose = FlowPurpose(rawValue: name) else {
        throw notOneOf("purpose", FlowPurpose.allCases.map(\.rawValue))
      }
      return try workspace.bindFlow(proof, purpose, payload["flow"]?.text, context: context)
    case .saveFlow:
      let proof = try Access.authorize(context.person, to: To.ManageUsers.self)
      let people = FlowLogins(try workspace.flowPeople(try Access.authorize(context.person, to: To.ViewCompany.self)))
      return try workspace.saveFlow(proof, try FlowDefinition(payload["definition"] ?? .object([]), people), context: context)
    default:
      return try workspace.takeApprovalStep(
        try Access.authorize(context.person, to: To.ViewPlan.self), try whole(payload, "approval"), try approvalStep(payload),
        context: context)
    }
  }

  /// `{from, to, amount}`.
  static func transfer(_ value: (String) -> String?) throws -> BudgetTransfer {
    guard let from = value("from"), let to = value("to"), let text = value("amount"), let amount = Amount(text, .cny) else {
      throw Problem.request(
        "request.field-missing", zh: "需要 from、to 和 amount", en: "from, to and amount are needed",
        parameters: ["name": .string("from, to, amount")])
    }
    return BudgetTransfer(from: from, to: to, amount: amount.minorUnits)
  }

  private static func approvalStep(_ payload: JSON) throws -> ApprovalStepTaken {
    func task() throws -> Int { Int(exactly: try whole(payload, "task")) ?? -1 }
    let act = try text(payload, "act")
    switch ApprovalView.Act(rawValue: act) {
    case .approve: return .approve(task: try task(), content: try text(payload, "content"))
    case .sendBack: return .sendBack(task: try task(), to: payload["to"]?.text)
    case .transfer: return .transfer(task: try task(), to: try text(payload, "person"))
    case .add:
      guard let place = ApprovalPlace(rawValue: payload["place"]?.text ?? "after") else {
        throw notOneOf("place", ApprovalPlace.allCases.map(\.rawValue))
      }
      return .add(task: try task(), person: try text(payload, "person"), place: place)
    case .amend: return .amend(task: try task(), try amendment(payload))
    case .end: return .end(task: try task())
    case .remind: return .remind
    case .withdraw: return .withdraw
    case .resubmit: return .resubmit
    case .retry: return .retry
    case nil: throw notOneOf("act", ApprovalView.Act.allCases.map(\.rawValue))
    }
  }

  /// `{part: "amount", amount}` or `{part: "limits", limit}`; without a limit every change of a figure is proposed.
  private static func amendment(_ payload: JSON) throws -> ApprovalAmendment {
    switch FormPart(rawValue: try text(payload, "part")) {
    case .amount:
      guard let amount = (payload["amount"]?.decimalText ?? payload["amount"]?.text).flatMap({ Amount($0, .cny) }) else {
        throw Problem.request("request.field-missing", zh: "需要金额 amount", en: "amount is needed", parameters: ["name": .string("amount")])
      }
      return .amount(amount.minorUnits)
    case .limits: return .limit(try limits(payload).form)
    default: throw notOneOf("part", FormPart.allCases.filter { $0.rights.contains(.editable) }.map(\.rawValue))
    }
  }

  static func notOneOf(_ name: String, _ known: [String]) -> Problem {
    let list = known.joined(separator: ", ")
    return Problem.request(
      "request.field-not-readable", zh: "\(name) 应为 \(list)", en: "\(name) is one of \(list)", parameters: ["name": .string(name)])
  }

  static func whole(_ payload: JSON, _ name: String) throws -> Int64 {
    guard let value = payload[name]?.whole else {
      throw Problem.request("request.field-missing", zh: "缺少 \(name)", en: "\(name) is missing", parameters: ["name": .string(name)])
    }
    return value
  }
}

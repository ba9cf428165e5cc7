// SPDX-License-Identifier: Apache-2.0
import Access
import PlanningCycle
import Quantities
import Wire

extension Route {
  /// The commands about budget forms.
  static func applyToBudget(_ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ workspace: Workspace) throws
    -> CommandOutcome
  {
    let proof = try Access.authorize(context.person, to: To.Approve.self)
    guard let form = payload["form"]?.text, let year = payload["year"]?.whole.flatMap({ Int(exactly: $0) }) else {
      throw Problem.request(
        "request.field-missing", zh: "缺少 form 或 year", en: "form or year is missing", parameters: ["name": .string("form, year")])
    }
    switch kind {
    case .withdrawBudget: return try workspace.withdrawBudget(proof, form: form, year: year, context: context)
    case .decideBudget:
      guard let line = payload["line"]?.text, let isAccepted = payload["isAccepted"]?.flag else {
        throw Problem.request(
          "request.field-missing", zh: "缺少 line 或 isAccepted", en: "line or isAccepted is missing",
          parameters: ["name": .string("line, isAccepted")])
      }
      return try workspace.decideBudget(
        proof, form: form, year: year, line: line, isAccepted: isAccepted, seen: try hundredths(payload["forecast"]), context: context)
    default:
      return try workspace.approveBudget(
        proof, form: form, year: year, basis: BudgetBasis(rawValue: payload["basis"]?.text ?? "budget") ?? .budget,
        content: payload["content"]?.text ?? "", limits: try limits(payload), context: context)
    }
  }

  /// `limit` of the form, and `lines` with their own.
  static func limits(_ payload: JSON) throws -> BudgetLimits {
    var lines: [String: BudgetLimit] = [:]
    for entry in payload["lines"]?.elements ?? [] {
      if let line = entry["line"]?.text { lines[line] = try limit(entry["limit"]) }
    }
    return BudgetLimits(try limit(payload["limit"]), lines: lines)
  }

  /// `{"percent": "5"}` or `{"amount": "10000.00"}`.
  private static func limit(_ value: JSON?) throws -> BudgetLimit? {
    if let share = try hundredths(value?["percent"]) { return .share(share) }
    return try hundredths(value?["amount"]).map { .amount($0) }
  }

  private static func hundredths(_ value: JSON?) throws -> Int64? {
    guard let text = value?.decimalText else { return nil }
    guard let amount = Amount(text, .cny) else {
      throw Problem.request("request.amount-not-readable", zh: "\(text) 无法读取", en: "\(text) cannot be read")
    }
    return amount.minorUnits
  }
}

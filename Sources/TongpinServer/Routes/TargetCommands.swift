// SPDX-License-Identifier: Apache-2.0
import Access
import FinancialPlanning
import PlanningCycle
import Wire

extension Route {
  /// The commands about annual targets.
  static func applyToTarget(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let measure = try targetMeasure(try text(payload, "measure"))
    guard let year = payload["year"]?.whole.flatMap({ Int(exactly: $0) }) else {
      throw Problem.request("request.field-missing", zh: "缺少 year", en: "year is missing", parameters: ["name": .string("year")])
    }
    let (place, span, seen) = (payload["place"]?.text ?? "", try text(payload, "span"), payload["seen"]?.whole)
    guard kind == .setTarget else {
      return try workspace.lockTarget(
        proof, measure, year: year, place: place, span: span, isLocked: payload["isLocked"]?.flag ?? true, seen: seen, context: context)
    }
    return try workspace.setTarget(
      proof,
      TargetChange(
        measure: measure, year: year, place: place, span: span, amount: payload["amount"]?.decimalText ?? "",
        basis: try one(payload, "basis", .present), sums: try one(payload, "sums", .follow), shares: try shares(payload["shares"]),
        seen: seen),
      context: context)
  }

  /// `{"axis": "places", "weights": ["5", "3", "2"]}`
  private static func shares(_ value: JSON?) throws -> (axis: TargetGrid.Axis, weights: [String])? {
    guard let value, let weights = value["weights"]?.elements else { return nil }
    return (try one(value, "axis", .places), weights.map { $0.decimalText ?? "" })
  }

  private static func one<Value: RawRepresentable<String> & CaseIterable>(_ payload: JSON, _ name: String, _ standard: Value) throws
    -> Value
  {
    guard let text = payload[name]?.text else { return standard }
    guard let value = Value(rawValue: text) else {
      let allowed = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem.request(
        "request.value-not-known", zh: "\(name) 应为 \(allowed)", en: "\(name) is one of \(allowed)", parameters: ["value": .string(text)])
    }
    return value
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import PlanningCycle
import Wire

extension Route {
  /// The commands about whole scenarios.
  static func applyToScenario(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    if kind == .createScenario {
      return try workspace.createScenario(
        proof, name: payload["name"]?.text ?? "", isShared: payload["isShared"]?.flag ?? false, context: context)
    }
    guard let id = payload["scenario"]?.whole else {
      throw Problem.request(
        "request.field-missing", zh: "缺少 scenario", en: "scenario is missing", parameters: ["name": .string("scenario")])
    }
    switch kind {
    case .renameScenario:
      return try workspace.renameScenario(
        proof, id, name: payload["name"]?.text, isShared: payload["isShared"]?.flag, context: context)
    case .rebaseScenario:
      return try workspace.rebaseScenario(proof, id, conflicts: try choices(payload, default: .scenario), context: context)
    case .mergeScenario:
      return try workspace.mergeScenario(
        proof, id, content: payload["content"]?.text ?? "", conflicts: try choices(payload, default: .refuse), context: context)
    default: return try workspace.discardScenario(proof, id, context: context)
    }
  }

  /// `conflicts` says which number stands everywhere, `choices` cell by cell.
  private static func choices(_ payload: JSON, default standard: ConflictChoice) throws -> ConflictChoices {
    var cells: [String: ConflictChoice] = [:]
    for member in payload["choices"]?.members ?? [] {
      let choice = try choice(member.value.text ?? "", "choices[\(member.name)]")
      guard choice != .refuse else { continue }
      cells[member.name] = choice
    }
    let others = try payload["conflicts"]?.text.map { try choice($0, "conflicts") } ?? (cells.isEmpty ? standard : .refuse)
    return ConflictChoices(others: others, cells: cells)
  }

  private static func choice(_ text: String, _ name: String) throws -> ConflictChoice {
    guard let choice = ConflictChoice(rawValue: text) else {
      throw Problem.request(
        "request.value-not-known", zh: "\(name) 只能是 refuse、plan 或 scenario", en: "\(name) is refuse, plan or scenario",
        parameters: ["value": .string(text)])
    }
    return choice
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  /// Questions of the analysis with a name: they follow a person to every machine, and colleagues where they are shared.
  static let savedViews: [Route] = [
    .reading(.get, "/api/v1/saved-views", To.ViewPlan.self, "Saved views: one's own in one's own order, then those of colleagues") {
      proof, _, workspace in
      let (list, revision) = (try workspace.savedViews(proof), workspace.revision)
      return .values { list.json(revision: revision) }
    }
  ]

  /// The commands about saved views.
  static func applyToView(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    switch kind {
    case .removeView:
      guard let id = payload["id"]?.whole else {
        throw Problem.request("request.field-missing", zh: "缺少 id", en: "id is missing", parameters: ["name": .string("id")])
      }
      return try workspace.removeView(proof, id, context: context)
    case .orderViews:
      return try workspace.orderViews(
        proof, try text(payload, "screen"), (payload["views"]?.elements ?? []).compactMap(\.whole), context: context)
    default:
      let parts = Dictionary(
        (payload["query"]?.members ?? []).compactMap { part in part.value.text.map { (part.name, $0) } }, uniquingKeysWith: { $1 })
      let draft = SavedViewDraft(
        screen: try text(payload, "screen"), name: payload["name"]?.text ?? "", parts: parts, isShared: payload["isShared"]?.flag ?? false)
      return try workspace.saveView(proof, payload["id"]?.whole, draft, seen: payload["seen"]?.whole, context: context)
    }
  }
}

extension SavedViewList {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("views", JSON(entries) { $0.json }),
      .init(
        "limits",
        .object([
          .init("person", JSON(SavedViewLimits.person)), .init("name", JSON(SavedViewLimits.name)),
          .init("question", JSON(SavedViewLimits.question)),
        ])),
    ])
  }
}

extension SavedViewList.Entry {
  fileprivate var json: JSON {
    .object([
      .init("id", .integer(view.id)), .init("savedIn", .integer(view.savedIn)), .init("screen", .string(view.screen.rawValue)),
      .init("name", .string(view.name)),
      .init("query", .object(view.question.parts.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
      .init("isShared", JSON(view.isShared)), .init("isMine", JSON(isMine)),
      .init("owner", .object([.init("login", .string(view.login)), .init("name", .text(owner))])),
    ])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import HTTPTypes
import Journal
import PlanningCycle
import Wire

extension Route {
  static let sources: [Route] = [
    .route(.get, "/api/v1/sources", To.ViewCompany.self, "Sources that facts come from by themselves, each with its health") {
      proof, _, workspace in
      try sourceList(proof, workspace)
    },
    // Before the one that takes any number.
    .outside(
      .post, "/api/v1/sources/probe", To.ImportFacts.self, bodyLimit: 1 << 17,
      "Asks a source for its first rows: columns, what they seem to mean, what is to be answered; nothing is kept"
    ) { proof, input, workspace in
      let body = try input.json()
      let place = body["query"]?.whole.flatMap { Int(exactly: $0) } ?? 0
      let trial = try workspace.sourceTrial(
        proof, SourceDraft(body), query: place, secret: SecretText(body["secret"]?.text), of: body["id"]?.whole)
      return { try trial.ask { false }.json }
    },
    .route(.get, "/api/v1/sources/{source}", To.ViewCompany.self, "One source: its health, its runs, and what it reads") {
      proof, input, workspace in
      let detail = try workspace.source(proof, try sourceID(input))
      return detail.json(revision: workspace.revision, mayEdit: Access.allows(proof.person, .importFacts))
    },
    .route(
      .post, "/api/v1/sources/{source}/secret", To.ImportFacts.self, bodyLimit: 1 << 14,
      "Sets the password or key of a source; null takes it away. It is given back by nothing"
    ) { proof, input, workspace in
      // No fingerprint of the body: it holds the secret.
      let context = CommandContext(
        person: proof.person, key: "source-secret-\(workspace.revision)", at: workspace.environment.now())
      let body = try input.json()
      let outcome = try workspace.setSourceSecret(proof, try sourceID(input), SecretText(body["secret"]?.text), context: context)
      return .object([.init("revision", .integer(outcome.revision)), .init("hasSecret", JSON(body["secret"]?.text?.isEmpty == false))])
    },
  ]

  /// The commands about sources.
  static func applyToSource(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let proof = try Access.authorize(proof.person, to: To.ImportFacts.self)
    if kind == .saveSource {
      return try workspace.saveSource(
        proof, payload["id"]?.whole, SourceDraft(payload), seen: payload["seen"]?.whole, context: context)
    }
    guard let id = payload["id"]?.whole else {
      throw Problem.request("request.field-missing", zh: "缺少 id", en: "id is missing", parameters: ["name": .string("id")])
    }
    switch kind {
    case .removeSource: return try workspace.removeSource(proof, id, context: context)
    case .runSource: return try workspace.runSource(proof, id, isFromStart: payload["isFromStart"]?.flag ?? false, context: context)
    default: return try workspace.pauseSource(proof, id, isPaused: payload["isPaused"]?.flag ?? true, context: context)
    }
  }

  private static func sourceID(_ input: RouteInput) throws -> Int64 {
    let text = input.path["source"] ?? ""
    guard let id = Int64(text) else {
      throw Problem(
        "sources.not-known", status: 404, title: ("没有这个数据源", "there is no such source"),
        detail: ("\(text) 不是数据源的编号", "\(text) is no number of a source"), hint: ("回到列表看看", "look at the list"))
    }
    return id
  }

  private static func sourceList(_ proof: Authorized<To.ViewCompany>, _ workspace: Workspace) throws -> JSON {
    let people = try workspace.store.people().compactMap(\.person).filter { Access.allows($0, .importFacts) }
    let mayEdit = Access.allows(proof.person, .importFacts)
    return .object([
      .init("revision", .integer(workspace.revision)), .init("now", .integer(workspace.environment.now().millisecondsSinceEpoch)),
      .init("mayEdit", JSON(mayEdit)), .init("sources", JSON(try workspace.sources(proof)) { $0.json }),
      .init(
        "owners",
        JSON(mayEdit ? people : []) { .object([.init("login", .string($0.login)), .init("label", .bilingual($0.name, $0.englishName))]) }),
      .init("limit", JSON(SourceBounds.company)),
    ])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let provider: [Route] = [
    .route(
      .get, "/api/v1/sign-in", To.ManageUsers.self,
      "Who vouches for people besides passwords; of the client's secret only whether it is there"
    ) { proof, _, workspace in try workspace.signInProvider(proof).json },
    .route(.post, "/api/v1/sign-in", To.ManageUsers.self, "Sets the sign-in provider whole; a secret that is left out stays") {
      proof, input, workspace in
      // No fingerprint of the body: it holds a secret.
      let context = CommandContext(person: proof.person, key: "sign-in-\(workspace.revision)", at: workspace.environment.now())
      try workspace.setSignInProvider(proof, try draft(of: try input.json()), context: context)
      return try workspace.signInProvider(proof).json
    },
    .route(.post, "/api/v1/people/{login}/link", To.ManageUsers.self, "Links somebody to the account of a number at the sign-in provider") {
      proof, input, workspace in
      try workspace.linkPerson(
        proof, login: input.path["login"] ?? "", subject: try text(try input.json(), "subject"),
        context: peopleContext(proof.person, "link", workspace))
      return .object([.init("revision", .integer(workspace.revision)), .init("people", try members(proof, workspace))])
    },
    .route(
      .delete, "/api/v1/people/{login}/link", To.ManageUsers.self, "Takes somebody's link to the sign-in provider away; ends the sessions"
    ) { proof, input, workspace in
      try workspace.unlinkPerson(
        proof, login: input.path["login"] ?? "", context: peopleContext(proof.person, "unlink", workspace))
      return .object([.init("revision", .integer(workspace.revision)), .init("people", try members(proof, workspace))])
    },
  ]

  private static func draft(of body: JSON) throws -> ProviderDraft {
    func texts(_ name: String) -> [String] { (body[name]?.elements ?? []).compactMap(\.text) }
    let member = body["newMember"]
    let settings = ProviderSettings(
      isOn: body["isOn"]?.flag ?? false, issuer: body["issuer"]?.text ?? "", clientID: body["clientId"]?.text ?? "",
      scopes: texts("scopes"),
      label: BilingualText(body["labelZh"]?.text ?? "", body["labelEn"]?.text ?? ""),
      loginClaim: body["loginClaim"]?.text.flatMap { $0.isEmpty ? nil : $0 }, findsByClaim: body["findsByClaim"]?.flag ?? false,
      isOnlyWay: body["isOnlyWay"]?.flag ?? false, keepers: texts("keepers"), contexts: texts("contexts"),
      internalHosts: texts("internalHosts"))
    return ProviderDraft(
      settings: settings, secondFactor: body["secondFactor"]?.text ?? ProviderSettings.SecondFactor.never.rawValue,
      newRole: member?["role"]?.text, newScope: member.map { Scope(json: $0) } ?? .all, secret: body["secret"]?.text,
      version: body["version"]?.whole)
  }
}

extension ProviderView {
  fileprivate var json: JSON {
    .object([
      .init("version", .integer(version)), .init("provider", settings?.json ?? .null), .init("hasSecret", JSON(hasSecret)),
      .init("redirect", JSON(redirect)),
      .init(
        "roles",
        JSON(ProviderSettings.NewMember.roles) { .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))]) }),
      .init(
        "secondFactors",
        JSON(ProviderSettings.SecondFactor.allCases) {
          .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))])
        }),
    ])
  }
}

extension ProviderSettings {
  fileprivate var json: JSON {
    let member = newMember.map { member in
      JSON.object([.init("role", .string(member.role.rawValue))] + (member.scope.json.members ?? []))
    }
    return .object([
      .init("isOn", JSON(isOn)), .init("issuer", .string(issuer)), .init("clientId", .string(clientID)),
      .init("scopes", JSON(scopes) { .string($0) }), .init("labelZh", .string(label.chinese)), .init("labelEn", .string(label.english)),
      .init("loginClaim", JSON(loginClaim)), .init("findsByClaim", JSON(findsByClaim)), .init("newMember", member ?? .null),
      .init("isOnlyWay", JSON(isOnlyWay)), .init("keepers", JSON(keepers) { .string($0) }),
      .init("secondFactor", .string(secondFactor.rawValue)), .init("contexts", JSON(contexts) { .string($0) }),
      .init("internalHosts", JSON(internalHosts) { .string($0) }),
    ])
  }
}

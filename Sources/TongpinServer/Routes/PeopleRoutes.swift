// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import Journal
import PlanningCycle
import Wire

extension Route {
  static let people: [Route] = [
    .route(.get, "/api/v1/people", To.ManageUsers.self, "Everybody with a login: role, scope, whether it is open") { proof, _, workspace in
      let catalogue = workspace.plan.catalogue
      func named(_ entries: [Catalogue.Named]) -> JSON {
        JSON(entries) { .object([.init("code", .string($0.code)), .init("name", .text($0.name))]) }
      }
      return .object([
        .init("revision", .integer(workspace.revision)), .init("people", try members(proof, workspace)),
        .init(
          "roles",
          JSON(Role.allCases) {
            .object([.init("key", .string($0.rawValue)), .init("label", .bilingual($0.label.chinese, $0.label.english))])
          }),
        .init("territories", named(catalogue.regions)), .init("departments", named(catalogue.departments)),
        .init(
          "owners",
          JSON(catalogue.employees.sorted { $0.key < $1.key }) {
            .object([.init("code", .string($0.key)), .init("name", .text($0.value))])
          }),
      ])
    },
    .route(.post, "/api/v1/people/{login}", To.ManageUsers.self, "Another role or scope, a login closed or opened; ends the sessions") {
      proof, input, workspace in
      let body = try input.json()
      // null is a scope, too: not narrowed.
      let hasScope = ["territories", "departments", "owners"].contains { name in body.members?.contains { $0.name == name } ?? false }
      try workspace.changePerson(
        proof, login: input.path["login"] ?? "", role: try body["role"]?.text.map { try role($0) },
        scope: hasScope ? Scope(json: body) : nil,
        isActive: body["isActive"]?.flag, context: peopleContext(proof.person, "person", workspace))
      return .object([.init("revision", .integer(workspace.revision)), .init("people", try members(proof, workspace))])
    },
    .route(
      .delete, "/api/v1/people/{login}/second-factor", To.ManageUsers.self,
      "Takes the second factor of somebody who lost it; ends the sessions"
    ) { proof, input, workspace in
      try workspace.resetSecondFactor(
        proof, login: input.path["login"] ?? "", context: peopleContext(proof.person, "second-factor", workspace))
      return .object([.init("revision", .integer(workspace.revision)), .init("people", try members(proof, workspace))])
    },
    .route(
      .post, "/api/v1/people/{login}/password-link", To.ManageUsers.self,
      "A link by which somebody chooses another password, once, within a day; its secret is shown this once"
    ) { proof, input, workspace in
      let (id, token) = try workspace.offerNewPassword(
        proof, login: input.path["login"] ?? "", random: SystemRandomBytes(),
        context: peopleContext(proof.person, "password-link", workspace))
      return link(id, token)
    },
    .route(.get, "/api/v1/tokens", To.ViewPlan.self, "One's own tokens for scripts, without their secrets") { proof, _, workspace in
      .object([.init("tokens", JSON(try workspace.ownTokens(proof)) { $0.json })])
    },
    .route(.delete, "/api/v1/tokens/{token}", To.ViewPlan.self, "Ends one of one's own tokens") { proof, input, workspace in
      try workspace.endToken(proof, input.path["token"] ?? "")
      return .object([.init("tokens", JSON(try workspace.ownTokens(proof)) { $0.json })])
    },
    .route(.get, "/api/v1/invitations", To.ManageUsers.self, "Open invitations, newest first") { proof, _, workspace in
      .object([.init("invitations", JSON(workspace.invitations(proof)) { $0.json })])
    },
    .route(.post, "/api/v1/invitations", To.ManageUsers.self, "A link by which somebody makes their own login, once") {
      proof, input, workspace in
      let body = try input.json()
      let (id, token) = try workspace.invite(
        proof, name: String((body["name"]?.text ?? "").prefix(100)), englishName: String((body["nameEn"]?.text ?? "").prefix(100)),
        role: try role(try text(body, "role")), scope: Scope(json: body), days: Int(body["days"]?.whole ?? 7), random: SystemRandomBytes(),
        context: peopleContext(proof.person, "invitation", workspace))
      return link(id, token)
    },
    .route(.delete, "/api/v1/invitations/{id}", To.ManageUsers.self, "Withdraws an invitation") { proof, input, workspace in
      try workspace.withdrawInvitation(
        proof, Int64(input.path["id"] ?? "") ?? -1, context: peopleContext(proof.person, "withdrawal", workspace))
      return .object([.init("invitations", JSON(workspace.invitations(proof)) { $0.json })])
    },
  ]

  static func role(_ text: String) throws -> Role {
    guard let role = Role(rawValue: text) else {
      let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem.request(
        "request.value-not-known", zh: "没有角色 \(text)；可用：\(known)", en: "there is no role \(text); known are \(known)",
        parameters: ["value": .string(text)])
    }
    return role
  }

  private static func link(_ id: Int64, _ token: Token) -> JSON {
    .object([
      .init("id", .integer(id)), .init("secret", .string(token.secret)), .init("link", .string("/#/join?secret=" + token.secret)),
    ])
  }

  static func members(_ proof: Authorized<To.ManageUsers>, _ workspace: Workspace) throws -> JSON {
    JSON(try workspace.people(proof)) { $0.json(hasSecondFactor: workspace.hasSecondFactor($0.id), isLinked: workspace.isLinked($0.id)) }
  }

  static func peopleContext(_ person: Person, _ what: String, _ workspace: Workspace) -> CommandContext {
    CommandContext(person: person, key: "\(what)-\(workspace.revision)", at: workspace.environment.now())
  }
}

extension Person {
  fileprivate func json(hasSecondFactor: Bool, isLinked: Bool) -> JSON {
    .object([
      .init("login", .string(login)), .init("label", .bilingual(name, englishName)), .init("role", .string(role.rawValue)),
      .init("title", .bilingual(role.label.chinese, role.label.english)), .init("scope", scope.json), .init("isActive", JSON(isActive)),
      .init("hasSecondFactor", JSON(hasSecondFactor)), .init("isLinked", JSON(isLinked)),
    ])
  }
}

extension ApiTokenRecord {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("label", .string(name)), .init("isReadOnly", JSON(limits.isReadOnly)),
      .init("scope", limits.scope.json),
      .init("createdAt", .integer(createdAt.millisecondsSinceEpoch)), .init("expiresAt", .integer(expiresAt.millisecondsSinceEpoch)),
    ])
  }
}

extension Invitation {
  fileprivate var json: JSON {
    .object([
      .init("id", .integer(id)), .init("label", .bilingual(name, englishName.isEmpty ? name : englishName)),
      .init("role", .string(role.rawValue)), .init("login", JSON(login)),
      .init("title", .bilingual(role.label.chinese, role.label.english)), .init("scope", scope.json), .init("by", .string(by)),
      .init("expiresAt", .integer(expiresAt.millisecondsSinceEpoch)),
    ])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Hummingbird
import Journal
import PlanningCycle
import Wire

extension Responder {
  /// What is asked by somebody who is not signed in.
  func open(_ own: OwnEndpoint, _ request: Request) async throws -> Response {
    switch own {
    case .signIn: return try await signIn(request)
    case .signInWays: return try await signInWays(request)
    case .beginProvider: return try await beginProvider(request)
    case .finishProvider: return try await finishProvider(request)
    case .confirmProvider: return try await confirmProvider(request)
    default: break
    }
    let body = try await json(of: request)
    guard let secret = body["secret"]?.text, secret.utf8.count <= 100 else {
      throw Problem.request("request.body-incomplete", zh: "请求体需要 secret", en: "the body needs secret")
    }
    let token = Token(secret: secret)
    let (company, invitation) = try await workspace.perform { ($0.settings.name, $0.invitation(behind: token)) }
    guard let invitation else { throw Workspace.invitationNotKnown() }
    guard own == .acceptInvitation else {
      return Self.json(
        .object([
          .init("company", .text(company)),
          .init("label", .bilingual(invitation.name, invitation.englishName.isEmpty ? invitation.name : invitation.englishName)),
          .init("title", .bilingual(invitation.role.label.chinese, invitation.role.label.english)), .init("login", JSON(invitation.login)),
        ]))
    }
    if invitation.login != nil {
      guard let password = body["password"]?.text else {
        throw Problem.request("request.body-incomplete", zh: "请求体需要 password", en: "the body needs password")
      }
      return entered(try await sessions.acceptNewPassword(token, password: password, code: body["code"]?.text))
    }
    guard let login = body["login"]?.text, !login.isEmpty, login.utf8.count <= 100, let password = body["password"]?.text else {
      throw Problem.request("request.body-incomplete", zh: "请求体需要 login 和 password", en: "the body needs login and password")
    }
    let language = body["language"]?.text == "en" ? "en" : "zh-Hans"
    return entered(try await sessions.accept(token, login: login, password: password, language: language))
  }

  func changePassword(_ request: Request, _ known: Sessions.Known) async throws -> Response {
    let body = try await json(of: request)
    guard let present = body["present"]?.text, let new = body["new"]?.text else {
      throw Problem.request("request.body-incomplete", zh: "请求体需要 present 和 new", en: "the body needs present and new")
    }
    return entered(try await sessions.changePassword(of: known.person, from: present, to: new))
  }

  /// Looks as somebody else, or as a role with a scope. Only a browser's session does: a script has a token of its own.
  func viewAs(_ request: Request, _ known: Sessions.Known, _ token: Token) async throws -> Response {
    let body = try await json(of: request)
    let login = body["login"]?.text
    let role = try body["role"]?.text.map { try Route.role($0) }
    guard login != nil || role != nil else {
      throw Problem.request("request.body-incomplete", zh: "请求体需要 login 或 role", en: "the body needs login or role")
    }
    let scope = Scope(json: body)
    let viewer = known.person
    let seen = try await workspace.perform { workspace in
      let proof = try Access.authorize(viewer, to: To.ManageUsers.self)
      let moment = workspace.environment.now()
      let context = CommandContext(
        person: viewer, key: "view-as-\(workspace.revision)-\(moment.millisecondsSinceEpoch)", at: moment)
      return try workspace.viewAs(proof, login: login, role: role, scope: scope, context: context)
    }
    guard let now = sessions.look(as: seen, token) else { throw Problem.notSignedIn }
    return Self.json(sessionJSON(now))
  }

  func endViewAs(_ known: Sessions.Known, _ token: Token) async throws -> Response {
    guard let now = sessions.look(as: nil, token) else { throw Problem.notSignedIn }
    if let viewer = known.viewer {
      let entry = TrailKind.viewEnded.entry(
        viewer.actor, ["as": .text(known.person.login.isEmpty ? known.person.role.rawValue : known.person.login)])
      let origin = RequestOrigin.current
      try await workspace.perform { _ = try $0.store.record(entry, at: $0.environment.now(), from: origin) }
    }
    return Self.json(sessionJSON(now))
  }
}

extension Scope {
  /// As on the wire: `territories`, `departments` and `owners`; null or left out does not narrow.
  init(json: JSON) {
    let names = [("territory", "territories"), ("department", "departments"), ("owner", "owners")]
    self.init(
      restrictions: names.compactMap { dimension, name in
        json[name]?.elements.map { Restriction(dimension: dimension, members: $0.compactMap(\.text)) }
      })
  }

  var json: JSON {
    func list(_ dimension: String) -> JSON { members(of: dimension).map { JSON($0) { .string($0) } } ?? .null }
    return .object([
      .init("territories", list("territory")), .init("departments", list("department")), .init("owners", list("owner")),
    ])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Hummingbird
import Journal
import PlanningCycle
import Wire

extension Responder {
  /// Comes along with the browser that returns from another site, which the session's own cookie would not.
  private static let browserCookie = "tongpin_sign_in"
  /// The page that is shown when nobody asked for another.
  private static let firstPage = "#/overview"

  /// How one signs in here, and what a refusal that a page was opened with means.
  func signInWays(_ request: Request) async throws -> Response {
    let (button, isOnlyWay) = try await workspace.perform { $0.signInWays }
    let reason = request.uri.queryParameters.get("refused").flatMap { ProviderRefusal.Reason(rawValue: $0) }
    let words = reason.map { reason in
      JSON.object([
        .init("code", .string(reason.rawValue)),
        .init("title", .bilingual("企业账号登录没有成功", "The sign-in by the company account did not succeed")),
        .init("detail", .text(reason.label)), .init("hint", .text(reason.hint)),
      ])
    }
    return Self.json(
      .object([
        .init("provider", button.map { .object([.init("label", .text($0))]) } ?? .null), .init("isOnlyWay", JSON(isOnlyWay)),
        .init("refusal", words ?? .null),
      ]))
  }

  /// Sends a browser to the provider: to sign in, or to accept an invitation.
  func beginProvider(_ request: Request) async throws -> Response {
    let body = try await json(of: request)
    var purpose = PendingSignIns.Purpose.enter
    if let secret = body["invitation"]?.text {
      guard let login = body["login"]?.text, !login.isEmpty else {
        throw Problem.request("request.body-incomplete", zh: "请求体需要 login", en: "the body needs login")
      }
      let token = Token(secret: secret)
      guard try await workspace.perform({ $0.invitation(behind: token) != nil }) else { throw Workspace.invitationNotKnown() }
      purpose = .accept(token, login: login)
    }
    return try await begin(purpose, body, request)
  }

  /// Links one's own login, for who shows the password again.
  func linkProvider(_ request: Request, _ known: Sessions.Known) async throws -> Response {
    let body = try await json(of: request)
    guard let password = body["password"]?.text else {
      throw Problem.request("request.body-incomplete", zh: "请求体需要 password", en: "the body needs password")
    }
    guard !known.isScript else { throw Problem.viewOnly }
    let (_, person) = try await sessions.prove(login: known.person.login, password: password) { _, _ in .right }
    return try await begin(.link(person.id), body, request)
  }

  private func begin(_ purpose: PendingSignIns.Purpose, _ body: JSON, _ request: Request) async throws -> Response {
    let address = try await workspace.perform { try $0.openProvider() == nil ? nil : $0.publicAddress }
    guard let address else { throw Problem.noProvider }
    // The browser comes back to the address that is set: a cookie of another one would not be there.
    if let origin = request.headers[.origin], origin != address { throw Problem.otherAddress(address) }
    let page = body["page"]?.text ?? Self.firstPage
    let (target, browser) = try await providers.begin(
      purpose, page: Self.isPage(page) ? page : Self.firstPage, language: body["language"]?.text == "en" ? "en" : "zh-Hans",
      asksAnew: body["anew"]?.flag ?? false)
    var response = Self.json(.object([.init("address", .string(target))]))
    response.headers[.setCookie] = Self.cookie(of: browser.secret)
    return response
  }

  /// The provider sends the browser here; whatever came of it, the browser goes on to a page of ours.
  func finishProvider(_ request: Request) async throws -> Response {
    let query = request.uri.queryParameters
    func one(_ name: String, _ limit: Int) -> String? {
      let values = query.getAll(name)
      return values.count == 1 && !values[0].isEmpty && values[0].utf8.count <= limit ? values[0] : nil
    }
    let answer = one("code", 4_096).map { ProviderAnswer(code: $0, issuer: query.getAll("iss").isEmpty ? nil : one("iss", 500) ?? "") }
    let outcome = try await providers.finish(
      state: one("state", 100).map { Token(secret: $0) }, answer: answer,
      error: query.getAll("error").isEmpty ? nil : one("error", 100) ?? "",
      browser: browser(of: request))
    switch outcome {
    case .entered(let signedIn, let page):
      var response = Self.forward(to: page)
      response.headers[values: .setCookie] = [
        Self.cookie(signedIn.token.secret, maxAge: Int(Sessions.absoluteLimit / 1000)), Self.cookie(of: "", maxAge: 0),
      ]
      return response
    case .needsCode(let page): return Self.forward(to: page, "signin", "code")
    case .linked(let page): return Self.forward(to: page, "signin", "linked")
    case .refused(let reason, let page): return Self.forward(to: page, "refused", reason.rawValue)
    }
  }

  /// The code of who came by the provider and has a second factor here.
  func confirmProvider(_ request: Request) async throws -> Response {
    let body = try await json(of: request)
    guard let code = body["code"]?.text, code.utf8.count <= 100 else {
      throw Problem.request("request.body-incomplete", zh: "请求体需要 code", en: "the body needs code")
    }
    return entered(try await providers.confirm(code, browser: browser(of: request)))
  }

  /// Reads what the provider says of itself; an administrator is told in detail what stood in the way.
  func tryProvider(_ known: Sessions.Known) async throws -> Response {
    let person = known.person
    let target = try await workspace.perform { workspace in
      try workspace.providerTrial(try Access.authorize(person, to: To.ManageUsers.self))
    }
    do {
      let report = try await providers.trial(target)
      return Self.json(
        .object([
          .init("outcome", "answered"), .init("reason", .null),
          .init("label", .bilingual("连接正常：说明和公钥都读到了", "it answers: its description and its keys were read")), .init("detail", .string("")),
          .init("authorization", .string(report.authorization)), .init("token", .string(report.token)), .init("keys", .string(report.keys)),
          .init("keyCount", JSON(report.keyCount)), .init("algorithms", JSON(report.algorithms) { .string($0) }),
        ]))
    } catch let refusal as ProviderRefusal {
      return Self.json(
        .object([
          .init("outcome", "refused"), .init("reason", .string(refusal.reason.rawValue)), .init("label", .text(refusal.reason.label)),
          .init("detail", .string(refusal.detail)), .init("authorization", .null), .init("token", .null), .init("keys", .null),
          .init("keyCount", 0), .init("algorithms", []),
        ]))
    }
  }

  private func browser(of request: Request) -> Token? { cookie(named: Self.browserCookie, of: request).map { Token(secret: $0) } }

  private static func cookie(of secret: String, maxAge: Int64 = PendingSignIns.milliseconds / 1_000) -> String {
    "\(browserCookie)=\(secret); Path=/; Max-Age=\(maxAge); HttpOnly; SameSite=Lax"
  }

  /// A page of ours, by its name behind the number sign: nothing that leads away.
  private static func isPage(_ text: String) -> Bool {
    text.hasPrefix("#/") && text.utf8.count <= 500 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
  }

  private static func forward(to page: String, _ name: String? = nil, _ value: String = "") -> Response {
    let page = page.isEmpty ? firstPage : page
    let more = name.map { (page.contains("?") ? "&" : "?") + $0 + "=" + value } ?? ""
    return Response(status: .seeOther, headers: [.location: "/" + page + more, .cacheControl: "no-store"])
  }
}

extension Problem {
  static func otherAddress(_ address: String) -> Problem {
    Problem(
      "sign-in.other-address", status: 409, title: ("请从另一个地址打开同频", "open Tongpin at its other address"),
      detail: ("企业账号登录只能从 \(address) 开始", "a sign-in by the company account begins at \(address) alone"),
      hint: ("打开 \(address) 再登录", "open \(address) and sign in there"), parameters: [("address", .string(address))])
  }
}

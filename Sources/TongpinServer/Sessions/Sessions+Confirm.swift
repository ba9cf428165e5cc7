// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import PlanningCycle
import Wire

extension Sessions {
  /// How somebody shows again who they are.
  enum Confirmation: String { case password, code, provider }

  /// The way somebody shows who they are: by a code where they have a second factor, else by the password; whoever has neither comes by the
  /// company account again.
  func confirmation(of known: Known) -> Confirmation {
    if known.hasSecondFactor { return .code }
    return known.hasPassword ? .password : .provider
  }

  /// Before something is approved, signed or somebody gets rights: the person at this screen showed lately who they are. A script never did.
  ///
  /// - Throws: `Problem` 403.
  func requireFresh(_ known: Known) throws {
    guard !known.isScript else { throw Problem.scriptDecides }
    let age = now().millisecondsSinceEpoch - known.shownAt.millisecondsSinceEpoch
    guard age >= confirmsAfter else { return }
    throw Problem.confirmNeeded(confirmation(of: known), minutes: confirmsAfter / 60_000)
  }

  /// Whoever is signed in shows again who they are, within the limit on guesses.
  ///
  /// - Throws: `Problem` 401, 429; 403 for a script, and for who looks as somebody else.
  func confirm(_ known: Known, _ token: Token, password: String?, code: String?) async throws {
    guard !known.isScript else { throw Problem.scriptDecides }
    switch confirmation(of: known) {
    case .code:
      guard let code, !code.isEmpty else { throw Problem.codeNeeded }
      try await proveCode(code, of: known.person)
    case .password:
      guard let password else { throw Problem.request("request.body-incomplete", zh: "请求体需要 password", en: "the body needs password") }
      _ = try await prove(login: known.person.login, password: password) { _, _ in .right }
    case .provider: throw Problem.comeAgain
    }
    noteShown(token, at: now())
  }
}

extension Problem {
  static func confirmNeeded(_ way: Sessions.Confirmation, minutes: Int64) -> Problem {
    let hint: (String, String) =
      switch way {
      case .password: ("请再输一次密码", "type your password again")
      case .code: ("请输入验证器里的验证码", "type a code of your authenticator app")
      case .provider: ("请用企业账号重新登录", "sign in by your company account again")
      }
    return Problem(
      "access.confirm-needed", status: 403, title: ("请先确认是您本人", "show that it is you first"),
      detail: (
        "审批、签字和授权之前，\(minutes) 分钟内要确认过身份",
        "before something is approved or signed, or somebody gets rights, you must have shown within \(minutes) minutes who you are"
      ), hint: hint, parameters: [("by", .string(way.rawValue))])
  }

  static let scriptDecides = Problem(
    "access.script-decides", status: 403, title: ("令牌不能审批、签字或授权", "a token approves and signs nothing, and gives no rights"),
    detail: ("这些要由登录的人在浏览器里做", "that is for people who are signed in"),
    hint: ("请在浏览器里登录后再做", "sign in in a browser and do it there"))
}

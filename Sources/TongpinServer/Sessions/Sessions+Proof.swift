// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import PlanningCycle
import Synchronization

extension Sessions {
  /// What the second factor says to somebody whose password is right.
  enum Second: Sendable { case right, missing, wrong }

  /// What an attempt to prove who one is came to.
  private enum Proof {
    case right(PersonRecord, Person)
    case wrong(isKnown: Bool)
    case codeMissing, codeWrong
    case locked

    var outcome: SignInAttempts.Outcome {
      switch self {
      case .right: .right
      case .wrong, .codeWrong: .wrong
      // A right password alone is no success that would forget earlier guesses at the code.
      case .codeMissing, .locked: .unknown
      }
    }
    /// Somebody did not prove who they are. A right password whose code is still to come is no refusal.
    var isRefusal: Bool {
      switch self {
      case .right, .codeMissing: false
      case .wrong, .codeWrong, .locked: true
      }
    }
    /// There is a login to be kept closed.
    var isKnown: Bool { if case .wrong(let isKnown) = self { isKnown } else { true } }
  }

  /// Checks password and second factor, within the limit on guesses that both share. A login that reached it stays closed over a restart.
  ///
  /// - Throws: `Problem` 401, 429.
  func prove(
    login: String, password: String, _ second: @escaping @Sendable (Workspace, Person) throws -> Second
  ) async throws -> (PersonRecord, Person) {
    // Where the provider is the only way, no password is even looked at, and it is not said whose it would be.
    guard try await workspace.perform({ $0.takesPassword(login) }) else { throw Problem.passwordsClosed }
    let proof = try await attempt(login) { login, moment in
      let (record, lock) = try await workspace.perform { (try $0.store.person(login: login), $0.lockedOut(login)) }
      if let lock, lock >= moment { return .locked }
      let isRight = try await check(password, against: record.map { PasswordHash(text: $0.details.passwordHash) } ?? .decoy)
      guard isRight, let record, let person = record.person, person.isActive else { return .wrong(isKnown: record != nil) }
      switch try await workspace.perform({ try second($0, person) }) {
      case .right: return .right(record, person)
      case .missing: return .codeMissing
      case .wrong: return .codeWrong
      }
    }
    switch proof {
    case .right(let record, let person)?: return (record, person)
    case .locked?: throw Problem.tooManyFailures
    case .codeMissing?: throw Problem.codeNeeded
    case .codeWrong?: throw Problem.wrongCode
    case .wrong?, nil:
      throw Problem(
        "access.wrong-credentials", status: 401,
        title: ("登录名或密码不对", "login or password is wrong"),
        hint: ("请检查大小写；忘记密码请联系管理员重置", "check upper and lower case; an administrator can reset a forgotten password"))
    }
  }

  /// How long ago somebody without a password may have come by the provider to be taken at their word.
  static let freshMilliseconds: Int64 = 10 * 60 * 1_000

  /// A secret for an authenticator app, for who shows the password again, or has none and came by the provider just now.
  ///
  /// - Throws: as `prove`; `CycleError.secondFactorSet`.
  func beginSecondFactor(of person: Known, password: String) async throws -> OneTimeSecret {
    if !person.hasPassword {
      guard let came = person.cameByProviderAt, now().millisecondsSinceEpoch - came.millisecondsSinceEpoch < Self.freshMilliseconds else {
        throw Problem.comeAgain
      }
      return try await workspace.perform { [random] in try $0.beginSecondFactor(of: person.person, random: random) }
    }
    return try await beginSecondFactor(of: person.person, password: password)
  }

  /// - Throws: as `prove`; `CycleError.secondFactorSet`.
  func beginSecondFactor(of person: Person, password: String) async throws -> OneTimeSecret {
    let (_, known) = try await prove(login: person.login, password: password) { _, _ in .right }
    return try await workspace.perform { [random] in try $0.beginSecondFactor(of: known, random: random) }
  }

  /// - Returns: the recovery codes, shown once.
  /// - Throws: `CycleError.codeWrong`.
  func confirmSecondFactor(of person: Person, code: String) async throws -> [String] {
    let codes = try await workspace.perform { [random] in try $0.confirmSecondFactor(of: person, code: code, random: random) }
    forget()
    return codes
  }

  /// A code of the second factor, where the person has one, within the limit on guesses.
  ///
  /// - Throws: `Problem` 401, 429.
  func requireCode(_ code: String?, of person: Person) async throws {
    guard try await workspace.perform({ $0.hasSecondFactor(person.id) }) else { return }
    guard let code, !code.isEmpty else { throw Problem.codeNeeded }
    try await proveCode(code, of: person)
  }

  /// Checks a code of somebody who proved the rest by a link or a provider, within the limit on guesses.
  ///
  /// - Throws: `Problem` 401, 429.
  func proveCode(_ code: String, of person: Person) async throws {
    let proof = try await attempt(person.login) { login, moment in
      let (isRight, lock) = try await workspace.perform { workspace -> (Bool, Moment?) in
        if let lock = workspace.lockedOut(login), lock >= moment { return (false, lock) }
        return (try workspace.useCode(code, of: person), nil)
      }
      if lock != nil { return .locked }
      return isRight ? nil : .codeWrong
    }
    switch proof {
    case .locked?: throw Problem.tooManyFailures
    case nil: return
    default: throw Problem.wrongCode
    }
  }

  /// Ends the second factor of who shows one more code, within the limit on guesses.
  ///
  /// - Throws: `Problem` 401, 429.
  func removeSecondFactor(of person: Person, code: String) async throws {
    let proof = try await attempt(person.login) { _, _ in
      let isRight = try await workspace.perform { workspace in
        guard try workspace.useCode(code, of: person) else { return false }
        try workspace.removeSecondFactor(of: person)
        return true
      }
      return isRight ? nil : .codeWrong
    }
    if proof != nil { throw Problem.wrongCode }
    forget()
  }

  /// Lets `work` guess once under a login; nil is a right guess that names nobody.
  private func attempt(_ name: String, _ work: (String, Moment) async throws -> Proof?) async throws -> Proof? {
    let login = name.lowercased()
    let moment = now()
    guard attempts.withLock({ $0.begin(login, at: moment) }) else {
      try await noteRefused(login, at: moment)
      throw Problem.tooManyFailures
    }
    let proof: Proof?
    do { proof = try await work(login, moment) } catch {
      attempts.withLock { _ = $0.end(login, at: moment, .unknown) }
      throw error
    }
    let until = attempts.withLock { $0.end(login, at: moment, proof?.outcome ?? .right) }
    if proof?.isRefusal == true { try await noteRefused(login, at: moment) }
    if let until, proof?.isKnown == true { try await workspace.perform { try $0.lockOut(login, until: until) } }
    return proof
  }

  private func check(_ password: String, against hash: PasswordHash) async throws -> Bool {
    guard password.utf8.count <= PasswordPolicy.maximumBytes else { return false }
    return try await hashed { try hash.matches(password) }
  }
}

extension Problem {
  static let tooManyFailures = Problem(
    "access.too-many-failures", status: 429,
    title: ("失败次数过多，请五分钟后再试", "too many failures; try again in five minutes"))
  static let codeNeeded = Problem(
    "access.code-needed", status: 401,
    title: ("请输入验证码", "type the code of your authenticator app"),
    detail: ("这个登录开启了两步验证", "this login signs in with two steps"),
    hint: ("手机不在身边时，用一个恢复码", "without the telephone, use one of the recovery codes"))
  static let wrongCode = Problem(
    "access.code-wrong", status: 401,
    title: ("验证码不对", "the code is wrong"),
    detail: ("验证码每 30 秒换一次，用过的不能再用", "codes change every 30 seconds, and each is good once"),
    hint: ("等下一个验证码再输；手机的时间要准", "type the next one; the telephone's clock has to be right"))
  static let passwordsClosed = Problem(
    "access.passwords-closed", status: 403, title: ("这里只用企业账号登录", "here one signs in by the company account alone"),
    detail: ("密码登录已由管理员关闭", "an administrator switched passwords off"),
    hint: (
      "点“企业账号登录”；身份提供方停机时，请找留有密码的管理员",
      "use the button for the company account; when its provider is down, ask an administrator who keeps a password"
    ))
  static let comeAgain = Problem(
    "access.come-again", status: 401, title: ("请先重新登录", "sign in again first"),
    detail: ("您没有密码，要刚刚用企业账号登录过才行", "you have no password: you must have come by your company account just now"),
    hint: ("退出后用企业账号登录，再来设置", "sign out, sign in by your company account, and set it then"))
  static let secondFactorNeeded = Problem(
    "access.second-factor-needed", status: 403,
    title: ("先开启两步验证", "switch two-step sign-in on first"),
    detail: ("这里要求每个人用密码和验证码登录", "here everybody signs in with a password and a code"),
    hint: ("在手机的验证器里加一个账户，再输入验证码", "add an account to an authenticator app and type its code"))
}

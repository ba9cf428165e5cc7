// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import PlanningCycle
import Synchronization

/// Signing in through somebody else's server: begun here, done there, finished here.
final class ProviderSignIns: Sendable {
  /// What came of one that was finished, and the page to show.
  enum Outcome: Sendable {
    case entered(Sessions.SignedIn, page: String)
    /// The person has a second factor here, and the provider's does not count.
    case needsCode(page: String)
    case linked(page: String)
    case refused(ProviderRefusal.Reason, page: String)
  }

  let workspace: WorkspaceThread
  let sessions: Sessions
  private let provider: any IdentityProvider
  private let now: @Sendable () -> Moment
  private let random = SystemRandomBytes()
  private let pending = Mutex(PendingSignIns())
  private let refusals = Mutex(RefusedSignIns())
  /// Somebody else's server may hang: a few at a time wait for it, on threads that do nothing else.
  private let talks = CalculationQueue(label: "tongpin.sign-in-provider", atOnce: 4)

  init(workspace: WorkspaceThread, sessions: Sessions, provider: any IdentityProvider, now: @escaping @Sendable () -> Moment) {
    self.workspace = workspace
    self.sessions = sessions
    self.provider = provider
    self.now = now
  }

  /// Where to send the browser, and what its cookie shall hold.
  ///
  /// - Parameter asksAnew: somebody shows again who they are, see `ProviderRequest`.
  /// - Throws: `Problem` 404 where no provider is offered, 503 when it does not answer.
  func begin(
    _ purpose: PendingSignIns.Purpose, page: String, language: String, asksAnew: Bool = false
  ) async throws -> (address: String, browser: Token) {
    guard
      let (target, version) = try await workspace.perform({ workspace in
        try workspace.openProvider().map { ($0, workspace.providerVersion) }
      })
    else { throw Problem.noProvider }
    let (state, browser, moment) = (Token.make(random: random), Token.make(random: random), now())
    let request = ProviderRequest(
      state: state.secret, nonce: Token.make(random: random).secret, verifier: Token.make(random: random).secret, begunAt: moment,
      language: language, asksAnew: asksAnew)
    do {
      let address = try await talks.perform { [provider] in try provider.address(for: request, at: target, now: moment) }
      let entry = PendingSignIns.Entry(
        browser: browser.digest, purpose: purpose, request: request, version: version, page: page,
        address: RequestOrigin.current?.address ?? "")
      pending.withLock { $0.add(entry, state, at: moment) }
      return (address, browser)
    } catch let refusal as ProviderRefusal {
      try await note(refusal)
      throw Problem(refusal)
    }
  }

  /// What a browser brought back, checked in the order in which it could be somebody else's.
  ///
  /// - Parameters:
  ///   - answer: nil when the provider sent no code.
  ///   - error: what it sent instead (RFC 6749 §4.1.2.1).
  ///   - browser: of the cookie.
  func finish(state: Token?, answer: ProviderAnswer?, error: String?, browser: Token?) async throws -> Outcome {
    let moment = now()
    guard let state, let entry = pending.withLock({ $0.take(state, at: moment) }) else { return try await refuse(.stateNotKnown, page: "") }
    guard let browser, browser.digest.matches(entry.browser) else { return try await refuse(.otherBrowser, page: "") }
    if let error { return try await refuse(error == "access_denied" ? .denied : .providerError, page: entry.page) }
    guard let answer else { return try await refuse(.codeMissing, page: entry.page) }
    let known = try await workspace.perform { workspace in try workspace.openProvider().map { ($0, workspace.providerVersion) } }
    guard let (target, version) = known, version == entry.version else { return try await refuse(.settingsChanged, page: entry.page) }
    do {
      let identity = try await talks.perform { [provider] in
        try provider.identity(behind: answer, to: entry.request, at: target, now: moment)
      }
      return try await enter(identity, entry)
    } catch let refusal as ProviderRefusal {
      try await note(refusal)
      return .refused(refusal.reason, page: entry.page)
    }
  }

  private func enter(_ identity: ProviderIdentity, _ entry: PendingSignIns.Entry) async throws -> Outcome {
    let language = entry.request.language
    let (record, hasFactor) = try await workspace.perform { workspace in
      let record =
        switch entry.purpose {
        case .enter: try workspace.enter(by: identity, language: language)
        case .accept(let token, let login): try workspace.accept(token, login: login, by: identity, language: language)
        case .link(let person): try workspace.link(person, to: identity)
        }
      return (record, workspace.hasSecondFactor(record.id))
    }
    if case .link = entry.purpose { return .linked(page: entry.page) }
    guard let person = record.person else { throw ProviderRefusal(.personClosed, record.details.login) }
    // An invitation that was accepted is no page to come back to.
    let (how, page) = if case .accept = entry.purpose { ("provider-invitation", "") } else { ("provider", entry.page) }
    guard identity.hasSecondFactor || !hasFactor else {
      let moment = now()
      pending.withLock {
        $0.wait(PendingSignIns.Waiting(person: person.id, how: how, page: page, since: moment), entry.browser, at: moment)
      }
      return .needsCode(page: page)
    }
    return .entered(
      try await sessions.enter(
        record, person, at: now(), how: how, byProvider: .init(isFactor: identity.hasSecondFactor, shownAt: identity.shownAt)), page: page)
  }

  /// The code of who came by the provider and has a second factor here, within the limit on guesses.
  ///
  /// - Throws: `Problem` 401, 429.
  func confirm(_ code: String, browser: Token?) async throws -> Sessions.SignedIn {
    guard let browser, let one = pending.withLock({ [now] in $0.waiting(browser.digest, at: now()) }),
      let record = try await workspace.perform({ try $0.store.person(id: one.person) }), let person = record.person, person.isActive
    else { throw Problem(ProviderRefusal(.stateNotKnown)) }
    try await sessions.proveCode(code, of: person)
    pending.withLock { $0.endWaiting(browser.digest) }
    let moment = now()
    return try await sessions.enter(
      record, person, at: moment, how: "provider-and-code", byProvider: .init(isFactor: false, shownAt: moment))
  }

  /// Reads what the provider says of itself while an administrator waits.
  func trial(_ target: ProviderTarget) async throws -> ProviderReport {
    try await talks.perform { [provider, now] in try provider.trial(target, now: now()) }
  }

  private func refuse(_ reason: ProviderRefusal.Reason, page: String) async throws -> Outcome {
    try await note(ProviderRefusal(reason))
    return .refused(reason, page: page)
  }

  /// Counts a refusal; the first of a kind and minute is written at once.
  private func note(_ refusal: ProviderRefusal) async throws {
    let login = refusal.reason == .personClosed ? refusal.detail : ""
    let name = refusal.reason.rawValue + (login.isEmpty ? "" : " " + login)
    guard let entry = refusals.withLock({ [now] in $0.note(name, at: now(), from: RequestOrigin.current) }) else { return }
    try await write([entry])
  }

  /// Writes what has waited long enough.
  func writeRefusals(isAll: Bool = false) async throws {
    let due = refusals.withLock { [now] in $0.due(at: now(), isAll: isAll) }
    if !due.isEmpty { try await write(due) }
  }

  private func write(_ entries: [RefusedSignIns.Entry]) async throws {
    let moment = now()
    try await workspace.perform { workspace in
      for entry in entries {
        let words = entry.login.split(separator: " ", maxSplits: 1).map(String.init)
        let reason = words.first.flatMap { ProviderRefusal.Reason(rawValue: $0) } ?? .providerError
        let draft = TrailKind.refused(reason, login: words.count == 2 ? words[1] : "", count: entry.count)
        try workspace.store.record(draft, at: moment, from: entry.origin)
      }
    }
  }
}

extension Problem {
  static let noProvider = Problem(
    "sign-in.not-offered", status: 404, title: ("这里没有开启单点登录", "single sign-on is not switched on here"),
    hint: ("请用密码登录", "sign in with your password"))

  /// A refusal where somebody waits for the answer.
  init(_ refusal: ProviderRefusal) {
    let (label, hint) = (refusal.reason.label, refusal.reason.hint)
    self.init(
      "sign-in." + refusal.reason.rawValue, status: refusal.reason.isOfServer ? 503 : 401,
      title: ("企业账号登录没有成功", "the sign-in by the company account did not succeed"), detail: (label.chinese, label.english),
      hint: (hint.chinese, hint.english))
  }
}

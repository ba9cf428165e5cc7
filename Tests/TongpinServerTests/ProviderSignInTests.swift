// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import PlanningCycle
import Synchronization
import Testing
import WarehouseSQLite

@testable import TongpinServer

/// A provider that vouches for whom the test says.
private final class SaidProvider: IdentityProvider {
  private let said = Mutex<Result<ProviderIdentity, ProviderRefusal>>(.failure(ProviderRefusal(.unreachable)))
  let asked = Mutex<[ProviderAnswer]>([])

  func say(_ subject: String, login: String? = nil, name: String? = nil, hasSecondFactor: Bool = false, shownAt: Moment? = nil) {
    let identity = ProviderIdentity(
      issuer: "https://login.example.com", subject: subject, login: login, name: name, hasSecondFactor: hasSecondFactor,
      shownAt: shownAt)
    said.withLock { $0 = .success(identity) }
  }

  func address(for request: ProviderRequest, at target: ProviderTarget, now: Moment) throws(ProviderRefusal) -> String {
    "\(target.settings.issuer)/auth?state=\(request.state)&redirect=\(target.redirect)"
  }

  func identity(
    behind answer: ProviderAnswer, to request: ProviderRequest, at target: ProviderTarget, now: Moment
  ) throws(ProviderRefusal) -> ProviderIdentity {
    asked.withLock { $0.append(answer) }
    return try said.withLock { $0 }.get()
  }

  func trial(_ target: ProviderTarget, now: Moment) throws(ProviderRefusal) -> ProviderReport { throw ProviderRefusal(.unreachable) }
}

/// Sees: a sign-in that is good twice, too late or in another browser, a link that a claim makes by itself, a password that opens what is closed, a
/// second factor that a restart forgets. Does not see: tokens (`OpenIDConnectTests`), cookies and pages (the proof `oidc`).
@Suite struct ProviderSignInTests {
  private let house: House
  private let provider = SaidProvider()
  private let signIns: ProviderSignIns

  init() async throws {
    house = try House()
    let clock = house.clock
    signIns = ProviderSignIns(workspace: house.workspace, sessions: house.sessions, provider: provider, now: { clock.read() })
    let now = clock.read()
    _ = try AddPerson.add(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), login: "root", name: "管", password: House.password,
      role: .administrator, scope: .all, store: house.store, random: SystemRandomBytes(), key: "root", at: now)
    try await house.workspace.perform { workspace in
      let proof = try Access.authorize(.localOperator, to: To.ManageUsers.self)
      let draft = ChannelDraft(
        mail: nil, webhooks: [], publicAddress: "https://plan.example.com", internalHosts: [], mailDomains: [], dailyLimit: 20, version: nil
      )
      try workspace.setChannels(proof, draft, context: CommandContext(person: .localOperator, key: "channels", at: now))
    }
    try await set()
  }

  private func set(_ change: @Sendable (inout ProviderSettings) -> Void = { _ in }, newRole: String? = nil, factor: String = "never")
    async throws
  {
    var settings = ProviderSettings(isOn: true, issuer: "https://login.example.com", clientID: "tongpin")
    change(&settings)
    let draft = ProviderDraft(settings: settings, secondFactor: factor, newRole: newRole, newScope: .all, secret: "s3cret", version: nil)
    try await house.workspace.perform { workspace in
      let proof = try Access.authorize(.localOperator, to: To.ManageUsers.self)
      let context = CommandContext(
        person: .localOperator, key: "provider-\(workspace.revision)", at: workspace.environment.now())
      try workspace.setSignInProvider(proof, draft, context: context)
    }
  }

  private func begun(_ purpose: PendingSignIns.Purpose = .enter) async throws -> (state: Token, browser: Token) {
    let (address, browser) = try await signIns.begin(purpose, page: "#/deals", language: "en")
    #expect(address.hasSuffix("redirect=https://plan.example.com/api/v1/session/provider/return"))
    let state = address.split(separator: "state=")[1].prefix { $0 != "&" }
    return (Token(secret: String(state)), browser)
  }

  /// What coming back ends with.
  private func answer(_ state: Token?, _ browser: Token?, code: String? = "code", error: String? = nil) async throws -> String {
    let outcome = try await signIns.finish(
      state: state, answer: code.map { ProviderAnswer(code: $0, issuer: nil) }, error: error, browser: browser)
    return switch outcome {
    case .entered(let signedIn, let page): "\(signedIn.person.login) \(page)"
    case .needsCode: "code"
    case .linked: "linked"
    case .refused(let reason, _): reason.rawValue
    }
  }

  private func whole(_ purpose: PendingSignIns.Purpose = .enter) async throws -> String {
    let (state, browser) = try await begun(purpose)
    return try await answer(state, browser)
  }

  private func linked() async throws {
    provider.say("account-1")
    let li = try await house.sessions.signIn(login: "li", password: House.password).person
    #expect(try await whole(.link(li.id)) == "linked")
  }

  @Test("a sign-in is good once, for ten minutes, in the browser where it began, with the settings it began with")
  func once() async throws {
    try await linked()
    let (state, browser) = try await begun()
    #expect(try await answer(state, Token.make(random: SystemRandomBytes())) == "other-browser")
    #expect(try await answer(state, browser) == "state-not-known", "somebody else used it up")
    let second = try await begun()
    #expect(try await answer(second.state, second.browser) == "li #/deals")
    #expect(try await answer(second.state, second.browser) == "state-not-known")
    let late = try await begun()
    house.clock.pass(milliseconds: PendingSignIns.milliseconds)
    #expect(try await answer(late.state, late.browser) == "state-not-known")
    let early = try await begun()
    house.clock.pass(milliseconds: PendingSignIns.milliseconds - 1)
    #expect(try await answer(early.state, early.browser) == "li #/deals")
    let changed = try await begun()
    try await set()
    #expect(try await answer(changed.state, changed.browser) == "settings-changed")
    let asked = provider.asked.withLock { $0.count }
    for (code, error, expected) in [
      (nil, nil, "code-missing"), (nil, "access_denied", "denied"), ("code", "server_error", "provider-error"),
    ] as [(String?, String?, String)] {
      let one = try await begun()
      #expect(try await answer(one.state, one.browser, code: code, error: error) == expected)
    }
    #expect(try await answer(nil, browser) == "state-not-known")
    #expect(provider.asked.withLock { $0.count } == asked, "none of these was worth a question")
  }

  @Test("many that only begin push out the oldest of their own address, not everybody's")
  func bounded() {
    var pending = PendingSignIns()
    let moment = house.clock.read()
    func entry(_ address: String) -> PendingSignIns.Entry {
      let request = ProviderRequest(state: "", nonce: "", verifier: "", begunAt: moment, language: "en")
      return PendingSignIns.Entry(browser: .zero, purpose: .enter, request: request, version: 1, page: "", address: address)
    }
    let mine = Token(secret: "mine")
    pending.add(entry("10.0.0.1"), mine, at: moment)
    for number in 0...PendingSignIns.limitOfAddress { pending.add(entry("10.0.0.2"), Token(secret: "\(number)"), at: moment) }
    #expect(pending.take(Token(secret: "0"), at: moment) == nil && pending.take(Token(secret: "1"), at: moment) != nil)
    #expect(pending.take(mine, at: moment) != nil && pending.take(mine, at: moment) == nil)
  }

  @Test("nobody is found, made or linked unless somebody here wanted it; an account and a login belong to one another alone")
  func links() async throws {
    provider.say("account-1", login: "li")
    #expect(try await whole() == "not-linked", "a claim with a login finds nobody")
    try await set { ($0.loginClaim, $0.findsByClaim) = ("preferred_username", true) }
    #expect(try await whole() == "li #/deals")
    provider.say("account-2", login: "li")
    #expect(try await whole() == "linked-otherwise")
    provider.say("account-1", login: "root")
    #expect(try await whole() == "li #/deals", "the number counts, not the name")
    let root = try await house.sessions.signIn(login: "root", password: House.password).person
    #expect(try await whole(.link(root.id)) == "account-taken")
    try await set({ $0.loginClaim = "preferred_username" }, newRole: "salesperson")
    provider.say("account-3", login: "root")
    #expect(try await whole() == "login-taken", "nobody becomes somebody who is there")
    provider.say("account-3", login: "New.One", name: "新")
    #expect(try await whole() == "new.one #/deals")
    let made = try #require(try house.store.person(login: "new.one"))
    #expect(made.details.role == "salesperson" && !made.hasPassword)
    #expect(try await house.status("new.one", "") == 401)
    let rebuilt = try house.restarted()
    let isLinked = try await rebuilt.workspace.perform { $0.isLinked(made.id) }
    #expect(isLinked, "the event that made them says by which account")
    try await house.workspace.perform { workspace in
      let proof = try Access.authorize(.localOperator, to: To.ManageUsers.self)
      let context = CommandContext(person: .localOperator, key: "close", at: workspace.environment.now())
      try workspace.changePerson(proof, login: "new.one", isActive: false, context: context)
    }
    #expect(try await whole() == "person-closed")
  }

  @Test("where the provider is the only way, keepers alone have passwords, and somebody has to be one")
  func onlyWay() async throws {
    try await linked()
    await #expect(throws: CycleError.self) { try await set { $0.isOnlyWay = true } }
    await #expect(throws: CycleError.self) { try await set { ($0.isOnlyWay, $0.keepers) = (true, ["li"]) } }
    try await set { ($0.isOnlyWay, $0.keepers) = (true, ["Root"]) }
    #expect(try await house.status("li", House.password) == 403)
    #expect(try await house.status("nobody", House.password) == 403, "it is not said who is there")
    #expect(try await house.status("root", House.password) == 200)
    #expect(try await whole() == "li #/deals")
    try CloseProvider.close(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), store: house.store, key: "open", at: house.clock.read())
    let restarted = try house.restarted()
    #expect(try await house.answer(restarted) == "in", "opened again at the machine")
  }

  @Test("a code is asked for unless the provider's sign-in counts; whoever has no password sets a factor after coming in just now")
  func factor() async throws {
    try await linked()
    let li = try await house.sessions.signIn(login: "li", password: House.password).person
    let secret = try await house.sessions.beginSecondFactor(of: li, password: House.password)
    let codes = try await house.sessions.confirmSecondFactor(
      of: li, code: secret.code(step: OneTimeSecret.step(at: house.clock.read())))
    let (state, browser) = try await begun()
    #expect(try await answer(state, browser) == "code")
    await #expect(throws: Problem.self) { try await signIns.confirm("000000", browser: browser) }
    await #expect(throws: Problem.self) { try await signIns.confirm(codes[0], browser: state) }
    #expect(try await signIns.confirm(codes[0], browser: browser).person.login == "li")
    await #expect(throws: Problem.self) { try await signIns.confirm(codes[1], browser: browser) }
    provider.say("account-1", hasSecondFactor: true)
    #expect(try await whole() == "li #/deals")
  }

  @Test(
    "where everybody needs a second factor, the provider's word counts for the session it opened, and is asked for again after a restart")
  func required() async throws {
    try await set({ $0.loginClaim = "preferred_username" }, newRole: "salesperson", factor: "always")
    let sessions = try house.restarted(needsFactor: true)
    let record = try await sessions.workspace.perform { workspace in
      try workspace.enter(
        by: ProviderIdentity(
          issuer: "https://login.example.com", subject: "account-9", login: "new", name: nil, hasSecondFactor: true), language: "en")
    }
    let person = try #require(record.person)
    let counted = try await sessions.enter(
      record, person, at: house.clock.read(), how: "provider", byProvider: .init(isFactor: true, shownAt: nil))
    #expect(!counted.known.needsSecondFactor && !counted.known.hasPassword)
    sessions.forget()
    #expect(try await sessions.person(for: counted.token)?.needsSecondFactor == false, "rights that change do not end it")
    let plain = try await sessions.enter(
      record, person, at: house.clock.read(), how: "provider", byProvider: .init(isFactor: false, shownAt: nil))
    #expect(plain.known.needsSecondFactor)
    let known = try #require(try await sessions.person(for: plain.token))
    _ = try await sessions.beginSecondFactor(of: known, password: "")
    house.clock.pass(milliseconds: Sessions.freshMilliseconds)
    await #expect(throws: Problem.self) { try await sessions.beginSecondFactor(of: known, password: "") }
    let restarted = try house.restarted(needsFactor: true)
    #expect(try await restarted.person(for: counted.token) == nil)
  }

  @Test(
    "whom the provider lets in without a word has not shown who they are; whoever signed in there has, for five minutes, and a restart forgets it"
  )
  func shown() async throws {
    try await set({ $0.loginClaim = "preferred_username" }, newRole: "salesperson")
    func entered(_ shownAt: Moment?) async throws -> (Sessions.Known, Token) {
      provider.say("account-5", login: "new", shownAt: shownAt)
      let (state, browser) = try await begun()
      let outcome = try await signIns.finish(state: state, answer: ProviderAnswer(code: "code", issuer: nil), error: nil, browser: browser)
      guard case .entered(let signedIn, _) = outcome else { throw Problem.notSignedIn }
      return (signedIn.known, signedIn.token)
    }
    let now = house.clock.read()
    func ago(_ seconds: Int64) -> Moment { Moment(millisecondsSinceEpoch: now.millisecondsSinceEpoch - seconds * 1_000) }
    for old in [nil, ago(300), ago(40_000)] as [Moment?] {
      let (known, _) = try await entered(old)
      #expect(throws: Problem.self) { try house.sessions.requireFresh(known) }
    }
    let (fresh, token) = try await entered(ago(299))
    try house.sessions.requireFresh(fresh)
    let ahead = try await entered(ago(-50)).0
    #expect(ahead.shownAt == now, "a clock that is ahead gives no longer time")
    house.sessions.forget()
    try house.sessions.requireFresh(try #require(try await house.sessions.person(for: token)))
    let restarted = try house.restarted()
    let again = try #require(try await restarted.person(for: token))
    #expect(throws: Problem.self) { try restarted.requireFresh(again) }
  }

  @Test("a refusal is counted by its reason, and the secret is in no event")
  func trail() async throws {
    provider.say("account-7")
    for _ in 1...3 { #expect(try await whole() == "not-linked") }
    try await signIns.writeRefusals(isAll: true)
    let head = try house.store.head(of: .trail)
    let kept = try house.store.events(
      of: .trail, below: head.sequence + 1, notBelow: 1, actor: nil, kinds: [TrailKind.providerRefused.rawValue])
    #expect(
      kept.compactMap { $0.payload["count"]?.integer }.reduce(0, +) == 3 && kept.allSatisfy { $0.payload["reason"]?.text == "not-linked" })
    let told = try house.store.events(after: 0, limit: 1_000).map { "\($0.payload)" }.joined()
    #expect(!told.contains("s3cret") && told.contains("login.example.com"))
    try await house.workspace.perform { workspace in
      let proof = try Access.authorize(.localOperator, to: To.ManageUsers.self)
      #expect(try workspace.signInProvider(proof).hasSecret)
      let draft = ChannelDraft(
        mail: nil, webhooks: [], publicAddress: "https://plan.example.com", internalHosts: [], mailDomains: [], dailyLimit: 20, version: nil
      )
      try workspace.setChannels(
        proof, draft, context: CommandContext(person: .localOperator, key: "again", at: workspace.environment.now()))
      #expect(try workspace.signInProvider(proof).hasSecret, "channels that are set leave the provider's secret alone")
    }
  }
}

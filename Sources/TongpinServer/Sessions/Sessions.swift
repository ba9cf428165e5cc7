// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Dispatch
import Journal
import PlanningCycle
import Synchronization

/// Who is signed in. Tokens are 256 random bits; only their SHA-256 is kept, in the store and in a small cache here.
final class Sessions: Sendable {
  /// Minutes, where nothing else is set: how long somebody may do nothing, and how long their word is good to approve.
  static let idleMinutes = 30
  static let confirmMinutes = 5
  static let absoluteLimit: Int64 = 12 * 60 * 60 * 1000
  static let cacheLimit = 10_000
  /// How often the store hears that somebody is still here: each time is a synced write.
  static let touchInterval: Int64 = 60 * 1000

  fileprivate struct Entry {
    let person: Person
    /// Which session or token, for people who read the audit.
    let mark: String
    let language: String
    let expiresAt: Moment
    /// When the person last showed who they are in this session: by signing in, or again since.
    var shownAt: Moment
    /// When the person was last here; nil for a token of a script, which does not end by being idle.
    var seenAt: Moment?
    /// As whom the person looks.
    var viewing: Person?
    /// A token that may change nothing.
    var isReadOnly = false
    var hasSecondFactor = false
    var hasPassword = true
    /// How somebody for whom the provider vouched came.
    var arrival: Arrival?

    func known(_ needsFactor: Bool) -> Known {
      Known(
        person: viewing ?? person, language: language, viewer: viewing == nil ? nil : person, isReadOnly: isReadOnly || viewing != nil,
        hasSecondFactor: hasSecondFactor, needsSecondFactor: needsFactor && seenAt != nil && !hasSecondFactor && arrival?.isFactor != true,
        mark: mark, isScript: seenAt == nil, hasPassword: hasPassword, cameByProviderAt: arrival?.at, shownAt: shownAt)
    }

    func isOver(at moment: Moment, idleLimit: Int64) -> Bool {
      guard expiresAt > moment else { return true }
      guard let seenAt else { return false }
      return moment.millisecondsSinceEpoch - seenAt.millisecondsSinceEpoch >= idleLimit
    }
  }

  /// What a sign-in by the provider is worth.
  struct ByProvider: Sendable {
    /// As good as a code of the second factor.
    let isFactor: Bool
    /// When they showed who they are, there or here; nil where nobody says.
    let shownAt: Moment?
  }

  fileprivate struct Arrival: Sendable {
    let at: Moment
    let isFactor: Bool
    let shownAt: Moment
  }

  fileprivate struct State {
    var entries: [Digest: Entry] = [:]
    /// Of open sessions: who came by the provider. Not of rights, so it outlives a change of those; a restart ends it.
    var arrivals: [Digest: Arrival] = [:]
    /// Of open sessions: who showed again who they are, and when. A restart forgets it, and they are asked once more.
    var shown: [Digest: Moment] = [:]
  }

  let workspace: WorkspaceThread
  private let passwords: PasswordPolicy.Profile
  /// Nobody works without a second factor; scripts with a token do.
  private let needsFactor: Bool
  /// How long somebody may do nothing, and how long their word is good to approve: milliseconds.
  let idleLimit: Int64
  let confirmsAfter: Int64
  let now: @Sendable () -> Moment
  let random: SystemRandomBytes
  // scrypt takes 0.1 s and 32 MiB: two at a time, never on the network pool.
  private let hashing = DispatchQueue(label: "tongpin.passwords", attributes: .concurrent)
  private let hashingSlots = DispatchSemaphore(value: 2)
  private let state = Mutex(State())
  let attempts = Mutex(SignInAttempts())
  let refused = Mutex(RefusedSignIns())

  init(
    workspace: WorkspaceThread, passwords: PasswordPolicy.Profile = .standard, needsFactor: Bool = false,
    idleMinutes: Int = Sessions.idleMinutes, confirmMinutes: Int = Sessions.confirmMinutes, now: @escaping @Sendable () -> Moment
  ) {
    self.workspace = workspace
    self.needsFactor = needsFactor
    idleLimit = Int64(idleMinutes) * 60_000
    confirmsAfter = Int64(confirmMinutes) * 60_000
    self.passwords = passwords
    self.now = now
    self.random = SystemRandomBytes()
  }

  struct SignedIn: Sendable {
    let person: Person
    let language: String
    let token: Token
    let known: Known
  }

  /// Who asks.
  struct Known: Sendable {
    /// Whose rights and rows count.
    let person: Person
    let language: String
    /// Who looks as that person; nil for the person themselves.
    let viewer: Person?
    /// May change nothing.
    let isReadOnly: Bool
    let hasSecondFactor: Bool
    /// Has to set one before anything else.
    let needsSecondFactor: Bool
    /// Which session or token: the beginning of its digest.
    let mark: String
    /// A script with a token.
    let isScript: Bool
    let hasPassword: Bool
    /// When the provider vouched for them in this session; nil: it did not.
    let cameByProviderAt: Moment?
    /// When they last showed who they are.
    let shownAt: Moment
  }

  /// - Parameter code: of the second factor, where the person has one.
  /// - Throws: `Problem` 401 for a wrong pair, a code that is missing or wrong; 429 when five attempts within five minutes failed or are
  ///   under way.
  func signIn(login: String, password: String, code: String? = nil) async throws -> SignedIn {
    let (record, person) = try await prove(login: login, password: password) { workspace, person in
      guard workspace.hasSecondFactor(person.id) else { return .right }
      guard let code, !code.isEmpty else { return .missing }
      return try workspace.useCode(code, of: person) ? .right : .wrong
    }
    return try await enter(record, person, at: now(), how: code == nil ? "password" : "password-and-code")
  }

  /// Adds the login that a link is good for, and signs in.
  ///
  /// - Throws: `AccessError` for a password that does not do; `CycleError.invitationNotKnown`; `StoreError.nameTaken`.
  func accept(_ link: Token, login: String, password: String, language: String) async throws -> SignedIn {
    guard try await workspace.perform({ $0.takesPassword(login) }) else { throw Problem.passwordsClosed }
    try PasswordPolicy.check(password, login: login.lowercased(), passwords)
    let hash = try await hashed { [random] in try PasswordHash.make(password: password, random: random) }
    let record = try await workspace.perform { try $0.accept(link, login: login, hash: hash, language: language) }
    guard let person = record.person else { throw Problem.notSignedIn }
    return try await enter(record, person, at: now(), how: "invitation")
  }

  /// Gives whoever holds a link another password, and signs in. Where a second factor is set, a code of it is asked for, too: a link alone, which others
  /// may have seen, opens no login that has two locks.
  ///
  /// - Throws: `AccessError` for a password that does not do; `CycleError.invitationNotKnown`; `Problem` 401, 429 for the code.
  func acceptNewPassword(_ link: Token, password: String, code: String?) async throws -> SignedIn {
    let person = try await workspace.perform { try $0.person(choosingBy: link) }
    guard try await workspace.perform({ $0.takesPassword(person.login) }) else { throw Problem.passwordsClosed }
    try PasswordPolicy.check(password, login: person.login, passwords)
    let hash = try await hashed { [random] in try PasswordHash.make(password: password, random: random) }
    try await requireCode(code, of: person)
    let record = try await workspace.perform { try $0.acceptNewPassword(link, hash: hash) }
    state.withLock { state in state.entries = state.entries.filter { $0.value.person.id != person.id } }
    return try await enter(record, person, at: now(), how: code == nil ? "password-link" : "password-link-and-code")
  }

  /// Gives somebody another password of their own choice; every session of theirs ends, and this one begins anew.
  ///
  /// - Throws: `Problem` 401 for a wrong present password, 429 after too many; `AccessError` for a new one that does not do.
  func changePassword(of person: Person, from present: String, to new: String) async throws -> SignedIn {
    // Knowing the present one is what signing in asks for, with the same limit on guesses.
    let (_, known) = try await prove(login: person.login, password: present) { _, _ in .right }
    try PasswordPolicy.check(new, login: person.login, passwords)
    let hash = try await hashed { [random] in try PasswordHash.make(password: new, random: random) }
    let record = try await workspace.perform { [random] in
      try $0.changePassword(of: known, hash: hash, key: Token.make(random: random).digest)
    }
    state.withLock { state in state.entries = state.entries.filter { $0.value.person.id != person.id } }
    return try await enter(record, known, at: now(), how: "new-password")
  }

  /// Opens a session for somebody who proved who they are.
  func enter(
    _ record: PersonRecord, _ person: Person, at moment: Moment, how: String, byProvider: ByProvider? = nil
  ) async throws -> SignedIn {
    let token = Token.make(random: random)
    let expires = Moment(millisecondsSinceEpoch: moment.millisecondsSinceEpoch + Self.absoluteLimit)
    let session = SessionRecord(
      digest: token.digest, person: record.id, createdAt: moment, lastSeenAt: moment, expiresAt: expires)
    let mark = Self.mark(token.digest)
    let entered = TrailKind.signedIn.entry(person.actor, ["how": .text(how)])
    let origin = RequestOrigin.current.map { Origin(channel: .browser, session: mark, address: $0.address, agent: $0.agent) }
    let hasFactor = try await workspace.perform { workspace in
      try workspace.store.save(session)
      try workspace.store.record(entered, at: moment, from: origin)
      return workspace.hasSecondFactor(person.id)
    }
    // A provider lets whoever it has known since the morning through without a word: that shows nobody.
    let arrival = byProvider.map { Arrival(at: moment, isFactor: $0.isFactor, shownAt: min($0.shownAt ?? .longAgo, moment)) }
    if let arrival { state.withLock { $0.note(arrival, token.digest, at: moment) } }
    let entry = Entry(
      person: person, mark: mark, language: record.details.language, expiresAt: expires, shownAt: arrival?.shownAt ?? moment,
      seenAt: moment, hasSecondFactor: hasFactor, hasPassword: record.hasPassword, arrival: arrival)
    remember(token.digest, entry)
    return SignedIn(person: person, language: record.details.language, token: token, known: entry.known(needsFactor))
  }

  /// The person behind a cookie or a bearer token; nil when it is not known or has ended.
  ///
  /// - Parameter isHere: a person did something. A page that says by itself where it is keeps no session alive.
  func person(for token: Token, isHere: Bool = true) async throws -> Known? {
    let digest = token.digest
    let moment = now()
    if let entry = state.withLock({ $0.entries[digest] }) {
      guard !entry.isOver(at: moment, idleLimit: idleLimit) else {
        _ = state.withLock { $0.entries.removeValue(forKey: digest) }
        return nil
      }
      if isHere { try await noteSeen(digest, entry, at: moment) }
      return entry.known(needsFactor)
    }
    let idle = idleLimit
    let (arrival, shown) = state.withLock { ($0.arrivals[digest], $0.shown[digest]) }
    let found = try await workspace.perform { [needsFactor] workspace -> (PersonRecord, Moment, Moment, Moment?, TokenScope, Bool)? in
      if let session = try workspace.store.session(digest), session.expiresAt > moment,
        moment.millisecondsSinceEpoch - session.lastSeenAt.millisecondsSinceEpoch < idle,
        let record = try workspace.store.person(id: session.person)
      {
        // Whether the provider's word was as good as a code is known only where it was given: after a restart it is asked for again.
        if needsFactor, arrival == nil, !workspace.hasSecondFactor(record.id), !record.hasPassword { return nil }
        let cameBy = arrival?.shownAt ?? (record.hasPassword || workspace.hasSecondFactor(record.id) ? session.createdAt : .longAgo)
        let came = shown ?? cameBy
        guard isHere else {
          return (record, session.expiresAt, came, session.lastSeenAt, .everything, workspace.hasSecondFactor(record.id))
        }
        try workspace.store.touch(session: digest, at: moment)
        return (record, session.expiresAt, came, moment, .everything, workspace.hasSecondFactor(record.id))
      }
      if let holder = try workspace.holder(of: digest, at: moment) {
        try Self.noteFirstUse(of: holder.token, by: holder.record, workspace, at: moment)
        return (holder.record, holder.token.expiresAt, holder.token.createdAt, nil, holder.token.limits, false)
      }
      return nil
    }
    guard let (record, expires, shownAt, seenAt, scope, hasFactor) = found, let person = record.person.map({ scope.narrowed($0) }),
      person.isActive
    else {
      return nil
    }
    let entry = Entry(
      person: person, mark: Self.mark(digest), language: record.details.language, expiresAt: expires, shownAt: shownAt, seenAt: seenAt,
      isReadOnly: scope.isReadOnly, hasSecondFactor: hasFactor, hasPassword: record.hasPassword, arrival: arrival)
    remember(digest, entry)
    return entry.known(needsFactor)
  }

  func signOut(_ token: Token) async throws {
    let digest = token.digest
    state.withLock { state in
      state.entries[digest] = nil
      state.arrivals[digest] = nil
      state.shown[digest] = nil
    }
    let origin = RequestOrigin.current
    try await workspace.perform { workspace in
      let person = try workspace.store.session(digest).flatMap { try workspace.store.person(id: $0.person) }
      try workspace.store.endSession(digest)
      guard let person else { return }
      try workspace.store.record(TrailKind.signedOut.entry(person.actor), at: workspace.environment.now(), from: origin)
    }
  }

  /// The person at this session showed again who they are.
  func noteShown(_ token: Token, at moment: Moment) {
    state.withLock { state in
      let since = moment.millisecondsSinceEpoch - confirmsAfter
      if state.shown.count >= Self.cacheLimit { state.shown = state.shown.filter { $0.value.millisecondsSinceEpoch > since } }
      if state.shown.count >= Self.cacheLimit { state.shown.removeAll() }
      state.shown[token.digest] = moment
      state.entries[token.digest]?.shownAt = moment
    }
  }

  /// From the next request on the session sees what `person` sees, and changes nothing; nil: what its own person sees.
  ///
  /// - Returns: nil when there is no such session here, or it is a script's.
  func look(as person: Person?, _ token: Token) -> Known? {
    state.withLock { state in
      guard state.entries[token.digest]?.seenAt != nil else { return nil }
      state.entries[token.digest]?.viewing = person
      return state.entries[token.digest]?.known(needsFactor)
    }
  }

  /// Asks the store again who everybody is: somebody's rights changed.
  func forget() { state.withLock { $0.entries.removeAll(keepingCapacity: true) } }

  /// A token for scripts, shown once: for no more than its maker may, and for less where that is asked.
  ///
  /// - Parameter bearer: the token that asks for it; nil for a session.
  func makeToken(
    for person: Person, label: String, days: Int, scope: Scope = .all, isReadOnly: Bool = false, by bearer: Token? = nil
  ) async throws -> Token {
    let token = Token.make(random: random)
    let limits = TokenScope(scope: scope, isReadOnly: isReadOnly)
    let origin = RequestOrigin.current
    _ = try await workspace.perform { workspace in
      try workspace.makeToken(
        try Access.authorize(person, to: To.ViewPlan.self), token.digest, name: label, days: days, limits: limits, by: bearer?.digest,
        from: origin)
    }
    return token
  }

  private static func mark(_ digest: Digest) -> String { String(digest.hex.prefix(8)) }

  /// A token that was never used says so; the store remembers that it was.
  private static func noteFirstUse(
    of token: ApiTokenRecord, by person: PersonRecord, _ workspace: Workspace, at moment: Moment
  ) throws {
    guard token.lastSeenAt <= token.createdAt else { return }
    let after = Moment(millisecondsSinceEpoch: max(moment.millisecondsSinceEpoch, token.createdAt.millisecondsSinceEpoch + 1))
    try workspace.store.touch(apiToken: token.digest, at: after)
    let origin = workspace.store.acting
      .map { Origin(channel: .token, session: mark(token.digest), address: $0.address, agent: $0.agent) }
    try workspace.store.record(
      TrailKind.tokenUsed.entry(person.actor, ["label": .text(token.name), "token": .text(token.id)]), at: moment, from: origin)
  }

  /// Tells the store at most once a minute, so that a session that is used survives a restart.
  private func noteSeen(_ digest: Digest, _ entry: Entry, at moment: Moment) async throws {
    guard let seenAt = entry.seenAt,
      moment.millisecondsSinceEpoch - seenAt.millisecondsSinceEpoch >= Self.touchInterval
    else { return }
    state.withLock { $0.entries[digest]?.seenAt = moment }
    try await workspace.perform { try $0.store.touch(session: digest, at: moment) }
  }

  private func remember(_ digest: Digest, _ entry: Entry) {
    state.withLock { state in
      if state.entries.count >= Self.cacheLimit { state.entries.removeAll(keepingCapacity: true) }
      state.entries[digest] = entry
    }
  }

  func hashed<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      hashing.async {
        self.hashingSlots.wait()
        defer { self.hashingSlots.signal() }
        continuation.resume(with: Swift.Result { try work() })
      }
    }
  }
}

extension Sessions.State {
  /// As many as are remembered of sessions; those that ended by themselves go when there is no more room.
  fileprivate mutating func note(_ arrival: Sessions.Arrival, _ digest: Digest, at moment: Moment) {
    if arrivals.count >= Sessions.cacheLimit {
      let since = moment.millisecondsSinceEpoch - Sessions.absoluteLimit
      arrivals = arrivals.filter { $0.value.at.millisecondsSinceEpoch > since }
      if arrivals.count >= Sessions.cacheLimit { arrivals.removeAll() }
    }
    arrivals[digest] = arrival
  }
}

extension Moment {
  /// Of what nobody has shown.
  fileprivate static let longAgo = Moment(millisecondsSinceEpoch: 0)
}

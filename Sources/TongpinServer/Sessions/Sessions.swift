// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Dispatch
import Journal
import PlanningCycle
import Synchronization

/// Who is signed in. Tokens are 256 random bits; only their SHA-256 is kept, in the store and in a small cache here.
final class Sessions: Sendable {
  static let idleLimit: Int64 = 12 * 60 * 60 * 1000
  static let absoluteLimit: Int64 = 7 * 24 * 60 * 60 * 1000
  static let cacheLimit = 10_000
  /// How often the store hears that somebody is still here: each time is a synced write.
  static let touchInterval: Int64 = 60 * 1000

  private struct Entry {
    let person: Person
    let language: String
    let expiresAt: Moment
    /// When the person was last here; nil for a token of a script, which does not end by being idle.
    var seenAt: Moment?

    func isOver(at moment: Moment) -> Bool {
      guard expiresAt > moment else { return true }
      guard let seenAt else { return false }
      return moment.millisecondsSinceEpoch - seenAt.millisecondsSinceEpoch >= Sessions.idleLimit
    }
  }

  private struct State {
    var entries: [Digest: Entry] = [:]
    var attempts = SignInAttempts()
  }

  private let workspace: WorkspaceThread
  private let now: @Sendable () -> Moment
  private let random: SystemRandomBytes
  // scrypt takes 0.1 s and 32 MiB: two at a time, never on the network pool.
  private let hashing = DispatchQueue(label: "tongpin.passwords", attributes: .concurrent)
  private let hashingSlots = DispatchSemaphore(value: 2)
  private let state = Mutex(State())

  init(workspace: WorkspaceThread, now: @escaping @Sendable () -> Moment) {
    self.workspace = workspace
    self.now = now
    self.random = SystemRandomBytes()
  }

  struct SignedIn: Sendable {
    let person: Person
    let language: String
    let token: Token
  }

  /// - Throws: `Problem` 401 for a wrong pair, 429 when five attempts within five minutes failed or are under way.
  func signIn(login: String, password: String) async throws -> SignedIn {
    let login = login.lowercased()
    let moment = now()
    guard state.withLock({ $0.attempts.begin(login, at: moment) }) else {
      throw Problem(
        "access.too-many-failures", status: 429,
        title: ("失败次数过多，请五分钟后再试", "too many failures; try again in five minutes"))
    }
    var outcome = SignInAttempts.Outcome.unknown
    defer { state.withLock { $0.attempts.end(login, at: moment, outcome) } }
    let record = try await workspace.perform { try $0.store.person(login: login) }
    let hash = record.map { PasswordHash(text: $0.details.passwordHash) } ?? .decoy
    let isRight = try await check(password, against: hash)
    guard isRight, let record, let person = record.person, person.isActive else {
      outcome = .wrong
      throw Problem(
        "access.wrong-credentials", status: 401,
        title: ("登录名或密码不对", "login or password is wrong"),
        hint: ("请检查大小写；忘记密码请联系管理员重置", "check upper and lower case; an administrator can reset a forgotten password"))
    }
    outcome = .right
    let token = Token.make(random: random)
    let expires = Moment(millisecondsSinceEpoch: moment.millisecondsSinceEpoch + Self.absoluteLimit)
    let session = SessionRecord(
      digest: token.digest, person: record.id, createdAt: moment, lastSeenAt: moment, expiresAt: expires)
    try await workspace.perform { try $0.store.save(session) }
    remember(
      token.digest,
      Entry(person: person, language: record.details.language, expiresAt: expires, seenAt: moment))
    return SignedIn(person: person, language: record.details.language, token: token)
  }

  /// The person behind a cookie or a bearer token; nil when it is not known or has ended.
  func person(for token: Token) async throws -> (person: Person, language: String)? {
    let digest = token.digest
    let moment = now()
    if let entry = state.withLock({ $0.entries[digest] }) {
      guard !entry.isOver(at: moment) else {
        _ = state.withLock { $0.entries.removeValue(forKey: digest) }
        return nil
      }
      try await noteSeen(digest, entry, at: moment)
      return (entry.person, entry.language)
    }
    let idle = Self.idleLimit
    let found = try await workspace.perform { workspace -> (PersonRecord, Moment, Moment?)? in
      if let session = try workspace.store.session(digest), session.expiresAt > moment,
        moment.millisecondsSinceEpoch - session.lastSeenAt.millisecondsSinceEpoch < idle,
        let record = try workspace.store.person(id: session.person)
      {
        try workspace.store.touch(session: digest, at: moment)
        return (record, session.expiresAt, moment)
      }
      if let token = try workspace.store.apiToken(digest), token.expiresAt > moment,
        let record = try workspace.store.person(id: token.person)
      {
        return (record, token.expiresAt, nil)
      }
      return nil
    }
    guard let (record, expires, seenAt) = found, let person = record.person, person.isActive else { return nil }
    remember(
      digest, Entry(person: person, language: record.details.language, expiresAt: expires, seenAt: seenAt))
    return (person, record.details.language)
  }

  func signOut(_ token: Token) async throws {
    let digest = token.digest
    _ = state.withLock { $0.entries.removeValue(forKey: digest) }
    try await workspace.perform { try $0.store.endSession(digest) }
  }

  /// A token for scripts, shown once.
  func makeToken(for person: Person, label: String, days: Int) async throws -> Token {
    let token = Token.make(random: random)
    let moment = now()
    let record = ApiTokenRecord(
      digest: token.digest, person: person.id, name: label, scope: person.scope.storedText, createdAt: moment,
      lastSeenAt: moment,
      expiresAt: Moment(millisecondsSinceEpoch: moment.millisecondsSinceEpoch + Int64(days) * 86_400_000))
    try await workspace.perform { try $0.store.save(record) }
    return token
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

  private func check(_ password: String, against hash: PasswordHash) async throws -> Bool {
    guard password.utf8.count <= PasswordPolicy.maximumBytes else { return false }
    return try await withCheckedThrowingContinuation { continuation in
      hashing.async {
        self.hashingSlots.wait()
        defer { self.hashingSlots.signal() }
        continuation.resume(with: Swift.Result { try hash.matches(password) })
      }
    }
  }
}

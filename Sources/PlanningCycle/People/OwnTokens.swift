// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Journal

extension ApiTokenRecord {
  /// What a token is called by where its secret is not known.
  public var id: String { String(digest.hex.prefix(16)) }
  public var limits: TokenScope { TokenScope(storedText: scope) }
}

/// For whom a token acts now.
public struct TokenHolder: Sendable {
  public let record: PersonRecord
  /// With what both the token and its maker admit.
  public let person: Person
  public let token: ApiTokenRecord
}

extension Workspace {
  /// Keeps a token for scripts: for no more than its maker may, and made with a token for no more and no longer than that one.
  ///
  /// - Parameters:
  ///   - digest: of the secret, which is kept nowhere.
  ///   - bearer: digest of the token that asks for it; nil for somebody who signed in.
  /// - Throws: `CycleError.tokenNotKnown` when the token that asks has ended.
  public func makeToken(
    _ proof: Authorized<To.ViewPlan>, _ digest: Digest, name: String, days: Int, limits: TokenScope, by bearer: Digest? = nil,
    from origin: Origin?
  ) throws -> ApiTokenRecord {
    let now = environment.now()
    var (limits, expires) = (limits, Moment(millisecondsSinceEpoch: now.millisecondsSinceEpoch + Int64(days) * 86_400_000))
    if let bearer {
      guard let holder = try holder(of: bearer, at: now), holder.record.id == proof.person.id else { throw Self.tokenNotKnown("") }
      limits = limits.within(holder.token.limits)
      expires = min(expires, holder.token.expiresAt)
    }
    let record = ApiTokenRecord(
      digest: digest, person: proof.person.id, name: name, scope: limits.storedText, createdAt: now, lastSeenAt: now, expiresAt: expires)
    try store.save(record)
    let entry = TrailKind.tokenMade.entry(
      proof.person.actor,
      [
        "label": .text(String(name.prefix(TrailKind.textLimit))), "token": .text(record.id), "days": .integer(Int64(days)),
        "scope": .text(limits.scope.storedText), "read_only": .boolean(limits.isReadOnly),
      ])
    try store.record(entry, at: now, from: origin)
    return record
  }

  /// For whom a token acts, with the rights and rows that person has now; nil when it is not known, has ended, or the login was closed.
  public func holder(of digest: Digest, at moment: Moment) throws -> TokenHolder? {
    guard let token = try store.apiToken(digest), token.expiresAt > moment, let record = try store.person(id: token.person),
      let person = record.person.map({ token.limits.narrowed($0) }), person.isActive
    else { return nil }
    return TokenHolder(record: record, person: person, token: token)
  }

  /// The person's own tokens that are still good, newest first.
  public func ownTokens(_ proof: Authorized<To.ViewPlan>) throws -> [ApiTokenRecord] {
    let now = environment.now()
    return try store.apiTokens(person: proof.person.id).filter { $0.expiresAt > now }.sorted {
      ($1.createdAt.millisecondsSinceEpoch, $0.id) < ($0.createdAt.millisecondsSinceEpoch, $1.id)
    }
  }

  /// Ends one of the person's own tokens.
  ///
  /// - Throws: `CycleError.tokenNotKnown`, also for somebody else's.
  public func endToken(_ proof: Authorized<To.ViewPlan>, _ id: String) throws {
    guard let token = try ownTokens(proof).first(where: { $0.id == id }) else { throw Self.tokenNotKnown(id) }
    try store.endApiToken(token.digest)
    let entry = TrailKind.tokenEnded.entry(proof.person.actor, ["label": .text(token.name), "token": .text(token.id)])
    try store.record(entry, at: environment.now(), from: store.acting)
  }

  private static func tokenNotKnown(_ id: String) -> CycleError {
    CycleError(
      .tokenNotKnown, BilingualText("没有这个令牌", "there is no such token"),
      detail: BilingualText("令牌 \(id) 已过期、已停用，或不是您的", "the token \(id) is too old, was ended, or is not yours"),
      hint: BilingualText("从令牌列表里选一个", "choose one of the list"), parameters: ["token": id])
  }
}

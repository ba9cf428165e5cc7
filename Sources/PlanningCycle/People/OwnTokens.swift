// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

extension ApiTokenRecord {
  /// What a token is called by where its secret is not known.
  public var id: String { String(digest.hex.prefix(16)) }
  public var limits: TokenScope { TokenScope(storedText: scope) }
}

extension Workspace {
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
    guard let token = try ownTokens(proof).first(where: { $0.id == id }) else {
      throw CycleError(
        .tokenNotKnown, BilingualText("没有这个令牌", "there is no such token"),
        detail: BilingualText("令牌 \(id) 已过期、已停用，或不是您的", "the token \(id) is too old, was ended, or is not yours"),
        hint: BilingualText("从令牌列表里选一个", "choose one of the list"), parameters: ["token": id])
    }
    try store.endApiToken(token.digest)
    let entry = TrailKind.tokenEnded.entry(proof.person.actor, ["label": .text(token.name), "token": .text(token.id)])
    try store.record(entry, at: environment.now(), from: store.acting)
  }
}

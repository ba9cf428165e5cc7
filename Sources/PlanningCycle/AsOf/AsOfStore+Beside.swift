// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal

// What stands beside the chain of decisions: people are those of now, and what only the running server needs is not there.

extension AsOfStore: PeopleStore {
  func people() throws(StoreError) -> [PersonRecord] { try base.people() }
  func person(id: Int64) throws(StoreError) -> PersonRecord? { try base.person(id: id) }
  func person(login: String) throws(StoreError) -> PersonRecord? { try base.person(login: login) }
  func add(_ person: NewPerson, for draft: EventDraft, at moment: Moment) throws(StoreError) -> PersonRecord { throw refusal() }
  func update(_ person: PersonRecord, for draft: EventDraft, at moment: Moment) throws(StoreError) { throw refusal() }
  func derivedSecret(_ label: String) -> Digest { base.derivedSecret(label) }
}

extension AsOfStore: StagingStore {
  func stage(_ facts: consuming FactBatch) throws(StoreError) -> any StagedFacts { throw refusal() }
  func table(with staged: any StagedFacts) throws(StoreError) -> FactTable { throw refusal() }
  func record(_ staged: any StagedFacts, for draft: EventDraft, at moment: Moment) throws(StoreError) -> FactReceipt { throw refusal() }
  func discard(_ staged: any StagedFacts) throws(StoreError) { throw refusal() }
}

extension AsOfStore: SessionStore {
  func save(_ session: SessionRecord) throws(StoreError) { throw refusal() }
  func session(_ digest: Digest) throws(StoreError) -> SessionRecord? { nil }
  func touch(session digest: Digest, at moment: Moment) throws(StoreError) { throw refusal() }
  func endSession(_ digest: Digest) throws(StoreError) { throw refusal() }
  func endSessions(person: Int64) throws(StoreError) { throw refusal() }
  func forgetExpired(at moment: Moment) throws(StoreError) { throw refusal() }
  func save(_ token: ApiTokenRecord) throws(StoreError) { throw refusal() }
  func apiToken(_ digest: Digest) throws(StoreError) -> ApiTokenRecord? { nil }
  func apiTokens(person: Int64) throws(StoreError) -> [ApiTokenRecord] { [] }
  func touch(apiToken digest: Digest, at moment: Moment) throws(StoreError) { throw refusal() }
  func endApiToken(_ digest: Digest) throws(StoreError) { throw refusal() }
}

extension AsOfStore: SnapshotStore {
  func save(_ snapshot: InputSnapshot) throws(StoreError) { throw refusal() }
  func newestSnapshot() throws(StoreError) -> InputSnapshot? { nil }
}

extension AsOfStore: OutboxStore {
  func enqueue(_ entries: [OutboxEntry], through cursor: Int64?) throws(StoreError) -> (taken: Int, dropped: Int) { throw refusal() }
  func outboxCursor() throws(StoreError) -> Int64? { nil }
  func dueMessages(at moment: Moment) throws(StoreError) -> [OutboxMessage] { [] }
  func outboxMessages(_ state: OutboxMessage.State?, before: Int64?, limit: Int) throws(StoreError) -> [OutboxMessage] { [] }
  func outboxMessage(_ id: Int64) throws(StoreError) -> OutboxMessage? { nil }
  func outboxCounts() throws(StoreError) -> [OutboxMessage.State: Int] { [:] }
  func note(_ attempt: OutboxAttempt, of id: Int64, state: OutboxMessage.State, dueAt: Moment) throws(StoreError) { throw refusal() }
  func requeue(_ id: Int64, at moment: Moment) throws(StoreError) { throw refusal() }
  func discard(_ id: Int64) throws(StoreError) { throw refusal() }
  func pruneOutbox(before moment: Moment) throws(StoreError) { throw refusal() }
}

extension AsOfStore: ChannelSecretStore {
  func channelSecrets() throws(StoreError) -> [String: SecretText] { [:] }
  func save(channelSecrets: [String: SecretText]) throws(StoreError) { throw refusal() }
}

extension AsOfStore: TrailStore {
  /// Nothing is written, so that nothing has an origin; the base goes on with its own.
  func act(from origin: Origin?) {}
  var acting: Origin? { nil }
  func record(_ entry: EventDraft, at moment: Moment, from origin: Origin?) throws(StoreError) -> Event { throw refusal() }

  func head(of chain: AuditChain) throws(StoreError) -> ChainHead {
    guard chain == .trail else { return head() }
    let last = try bound(chain)
    return try events(of: chain, below: last + 1, notBelow: last, actor: nil, kinds: []).first?.head ?? .start
  }

  func events(
    of chain: AuditChain, below sequence: Int64, notBelow floor: Int64, actor: Int64?, kinds: [String]
  ) throws(StoreError) -> [Event] {
    try base.events(of: chain, below: min(sequence, try bound(chain) + 1), notBelow: floor, actor: actor, kinds: kinds)
  }

  func firstSequence(of chain: AuditChain, from moment: Moment) throws(StoreError) -> Int64 {
    min(try base.firstSequence(of: chain, from: moment), try bound(chain) + 1)
  }

  func origins(of chain: AuditChain, _ sequences: ClosedRange<Int64>) throws(StoreError) -> [Int64: Origin] { [:] }
  func forgetOrigins(before moment: Moment) throws(StoreError) -> Int { throw refusal() }
  func checkChains(_ progress: @Sendable (Int64) -> Bool) throws(StoreError) -> ChainReport { throw refusal() }

  /// The last of a chain that was there.
  private func bound(_ chain: AuditChain) throws(StoreError) -> Int64 {
    if chain == .journal { return last }
    return try base.firstSequence(of: .trail, from: Moment(millisecondsSinceEpoch: knowledge.at.millisecondsSinceEpoch + 1)) - 1
  }
}

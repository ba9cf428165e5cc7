// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import Synchronization

/// A store as it stood after one event: what came later is not there, and nothing is ever written.
///
/// People and their rights are those of now: who may look is decided today, what they see was known then.
final class AsOfStore: Sendable {
  let base: any WorkspaceStore
  let knowledge: Knowledge
  /// The newest event that counts.
  let newest: Event
  /// Rows that nobody is told of.
  private let rows: RowsLeftOut?
  /// Numbers of codes that were never seen by a plan, as they are given here; by dimension and code.
  private let unseen = Mutex<[String: Int64]>([:])

  /// - Throws: `StoreError.notFound` where the event is not there.
  init(_ base: any WorkspaceStore, at knowledge: Knowledge, leavingOut rows: RowsLeftOut? = nil) throws(StoreError) {
    guard let newest = try base.events(after: knowledge.event - 1, limit: 1).first, newest.sequence == knowledge.event else {
      throw StoreError(.notFound, subject: "event \(knowledge.event)", detail: "There is no event of this number.")
    }
    self.base = base
    self.knowledge = knowledge
    self.newest = newest
    self.rows = rows
  }

  var last: Int64 { knowledge.event }

  func refusal() -> StoreError {
    StoreError(
      .readOnly, subject: "knowledge of \(knowledge.tag)", detail: "What was known on a past day cannot be changed.",
      hint: "Go back to today to change something.")
  }

  /// The number of a code that has none: below every number that is given to members, and the same for the same code.
  func number(of code: String, in dimension: String) -> Int64 {
    unseen.withLock { known in
      let name = dimension + "\u{0}" + code
      if let number = known[name] { return number }
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
      var number = -1 - Int64(hash >> 2)
      while known.values.contains(number) { number -= 1 }
      known[name] = number
      return number
    }
  }
}

extension AsOfStore: EventStore {
  func head() -> ChainHead { newest.head }

  func append(_ drafts: [EventDraft], at moment: Moment, facts: FactBatch?) throws(StoreError) -> [Event] { throw refusal() }

  func events(after sequence: Int64, limit: Int) throws(StoreError) -> [Event] {
    guard sequence < last, limit > 0 else { return [] }
    return try base.events(after: sequence, limit: Int(min(Int64(limit), last - max(0, sequence)))).filter { $0.sequence <= last }
  }

  func event(actor: Int64, key: String) throws(StoreError) -> Event? {
    try base.event(actor: actor, key: key).flatMap { $0.sequence <= last ? $0 : nil }
  }
}

extension AsOfStore: FactStore {
  func table(_ kind: FactKind, entity: Int64, asOf moment: Moment?) throws(StoreError) -> FactTable {
    // Moments never run backwards along the chain: before this event's own, its batches are all there were.
    if let moment, moment < newest.recordedAt { return known(try base.table(kind, entity: entity, asOf: moment)) }
    return known(try base.table(kind, entity: entity, through: last))
  }

  private func known(_ table: FactTable) -> FactTable { rows?.leave(table) ?? table }

  func table(_ kind: FactKind, entity: Int64, through batch: Int64) throws(StoreError) -> FactTable {
    known(try base.table(kind, entity: entity, through: min(batch, last)))
  }

  func movements(_ kind: FactKind, entity: Int64, amount: [String], through batch: Int64) throws(StoreError) -> [FactMovement] {
    try base.movements(kind, entity: entity, amount: amount, through: min(batch, last))
  }

  func months(_ kind: FactKind, entity: Int64, through batch: Int64?) throws(StoreError) -> [FactMonth] {
    let through = min(batch ?? last, last)
    guard rows != nil else { return try base.months(kind, entity: entity, through: through) }
    let receipts = Dictionary(try batches().map { ($0.batch, $0.recordedOn) }, uniquingKeysWith: { first, _ in first })
    return FactMonth.summing(try table(kind, entity: entity, through: through)) { receipts[$0] ?? nil }
  }

  func markAllMonths() throws(StoreError) { throw refusal() }

  func revisions(
    _ kind: FactKind, batch: Int64, days: ClosedRange<Day>?, isCorrection: Bool?, offset: Int, limit: Int
  ) throws(StoreError) -> [FactRevision] {
    guard batch <= last else { return [] }
    return try base.revisions(kind, batch: batch, days: days, isCorrection: isCorrection, offset: offset, limit: limit)
  }

  func history(_ kind: FactKind, entity: Int64, key: [FactValue?]) throws(StoreError) -> [FactVersion] {
    try base.history(kind, entity: entity, key: key).filter { $0.batch <= last }
  }

  func origin(_ kind: FactKind, batch: Int64, line: Int32) throws(StoreError) -> FactOrigin? {
    batch <= last ? try base.origin(kind, batch: batch, line: line) : nil
  }

  func batches() throws(StoreError) -> [FactReceipt] { try base.batches().filter { $0.batch <= last } }
  func keptFile(_ digest: Digest) throws(StoreError) -> [UInt8]? { try base.keptFile(digest) }
}

extension AsOfStore: ForecastRunStore {
  func prepare(_ rows: [ForecastResultRow]) throws(StoreError) -> PreparedForecast { throw refusal() }

  func record(
    _ run: ForecastRun, _ prepared: PreparedForecast, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) -> ForecastRunRecord { throw refusal() }

  func runs(limit: Int) throws(StoreError) -> [ForecastRunRecord] {
    Array(try base.runs(limit: .max).lazy.filter { $0.id <= self.last }.prefix(limit))
  }

  func rows(run: Int64, series: String?) throws(StoreError) -> [ForecastResultRow] {
    run <= last ? try base.rows(run: run, series: series) : []
  }
}

extension AsOfStore: MemberStore {
  /// The numbers that members have; no code becomes a member here.
  func identifiers(dimension: String, codes: [String], at moment: Moment) throws(StoreError) -> [Int64] {
    var known: [String: Int64] = [:]
    for member in try base.members(dimension: dimension) { known[member.code] = member.id }
    return codes.map { known[$0] ?? number(of: $0, in: dimension) }
  }

  func members(dimension: String) throws(StoreError) -> [MemberRecord] { try base.members(dimension: dimension) }
}

// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

extension Workspace {
  /// Who did what, newest first, out of the journal and the trail beside it, as the reader may see it.
  ///
  /// An answer looks at a bounded number of events: where what is asked for is rare, it says how far back it looked, and goes on from there. What is
  /// recorded between two pages stands before the first, so that no row comes twice and none is missed.
  /// - Throws: `CycleError.cellNotKnown` for a cell that is not there; `StoreError`.
  public func searchAudit(_ proof: Authorized<To.ReadAudit>, _ question: AuditQuestion) throws -> AuditPage {
    let reader = try AuditReader(proof.person, self)
    let matcher = try AuditMatcher(question, reader, plan)
    let actor = question.person.flatMap { reader.id(of: $0) }
    let kinds = question.group == .system ? [] : question.group?.beginnings ?? []
    // Sign-ins that were refused are nobody's deed: they are found by the login that was typed.
    var journal = try ChainScan(
      .journal, store: store, below: question.cursor?.journal, from: question.from, to: question.to, actor: actor, kinds: kinds)
    var trail = try ChainScan(
      .trail, store: store, below: question.cursor?.trail, from: question.from, to: question.to, actor: nil, kinds: kinds)
    let limit = min(max(question.limit, AuditQuestion.limits.lowerBound), AuditQuestion.limits.upperBound)
    var budget = ChainScan.budget
    var rows: [AuditRow] = []
    var reached: Moment?
    while rows.count < limit {
      let next = try (journal.peek(&budget, plan.giveWayOnce), trail.peek(&budget, plan.giveWayOnce))
      guard let chain = Self.newer(next.0, next.1) else {
        reached = Self.moment(of: next.0, next.1)
        break
      }
      let (event, origin) = chain == .journal ? journal.take() : trail.take()
      guard matcher.admits(event, in: chain) else { continue }
      let row = reader.row(event, in: chain, from: origin)
      guard matcher.admits(row) else { continue }
      rows.append(row)
    }
    guard !journal.isAtEnd || !trail.isAtEnd else { return AuditPage(rows: rows, next: nil, searchedBackTo: nil) }
    return AuditPage(
      rows: rows, next: AuditCursor(journal: journal.position, trail: trail.position), searchedBackTo: reached ?? rows.last?.at)
  }

  /// The chain whose event is next; nil where neither is, or one that may hold a newer one was not looked at.
  private static func newer(_ journal: ChainScan.Next, _ trail: ChainScan.Next) -> AuditChain? {
    switch (journal, trail) {
    case (.event(let left), .event(let right)): left.recordedAt >= right.recordedAt ? .journal : .trail
    case (.event(let left), .paused(let right)): left.recordedAt >= right ? .journal : nil
    case (.paused(let left), .event(let right)): right.recordedAt > left ? .trail : nil
    case (.event, .end): .journal
    case (.end, .event): .trail
    default: nil
    }
  }

  private static func moment(of journal: ChainScan.Next, _ trail: ChainScan.Next) -> Moment? {
    [journal, trail].compactMap { if case .paused(let moment) = $0 { moment } else { nil } }.max()
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
public import Journal

extension Workspace {
  /// Both chains as they stand, and their last check.
  public func chainState(_ proof: Authorized<To.ReadAudit>) throws -> ChainCheckView { try chainState() }

  /// Follows both chains from their first events: the same as `tongpin verify` does with the journal. Takes long and is done without the workspace, by
  /// calling what is given back; while one check runs another only says so.
  ///
  /// - Throws: `StoreError`.
  public func checkChain(_ proof: Authorized<To.ReadAudit>, from origin: Origin?) throws -> @Sendable () throws -> ChainCheckView {
    let (store, board, now, actor) = (self.store, chainBoard, environment.now, proof.person.actor)
    let state = try chainState()
    let running = ChainCheckView.Running(
      by: actor.login, since: now(), done: 0, total: state.journal.sequence + state.trail.sequence)
    guard board.begin(running) else { return { state } }
    return {
      do {
        let report = try store.checkChains { done in
          board.reach(done)
          return true
        }
        let kept = try store.record(TrailKind.chainChecked.entry(actor, report.payload), at: now(), from: origin)
        let outcome = ChainCheckView.Outcome(kept)
        board.end(outcome)
        return ChainCheckView(
          journal: try store.head(of: .journal), trail: try store.head(of: .trail), running: nil, last: outcome)
      } catch {
        board.end(nil)
        throw error
      }
    }
  }

  private func chainState() throws(StoreError) -> ChainCheckView {
    let store = self.store
    let trail = try store.head(of: .trail)
    return ChainCheckView(
      journal: try store.head(of: .journal), trail: trail, running: chainBoard.running,
      last: try chainBoard.last { () throws(StoreError) in
        try store.events(of: .trail, below: trail.sequence + 1, notBelow: 1, actor: nil, kinds: [TrailKind.chainChecked.rawValue]).first
          .flatMap { ChainCheckView.Outcome($0) }
      })
  }
}

extension ChainReport {
  /// As the trail keeps it.
  fileprivate var payload: [String: CanonicalValue] {
    func chained(_ head: ChainHead) -> CanonicalValue {
      .map(["sequence": .integer(head.sequence), "digest": .digest(head.digest), "at": .moment(head.recordedAt)])
    }
    return [
      "events": .integer(journal.sequence), "journal": chained(journal), "trail": chained(trail), "origins": .integer(Int64(origins)),
      "faults": .integer(Int64(faults.count)),
      "found": .list(
        faults.prefix(20).map { .map(["witness": .text($0.witness), "subject": .text($0.subject), "detail": .text($0.detail)]) }),
    ]
  }
}

extension ChainCheckView.Outcome {
  /// nil for an entry that is none.
  init?(_ event: Event) {
    func head(_ value: CanonicalValue?) -> ChainHead? {
      guard let sequence = value?["sequence"]?.integer, let digest = value?["digest"]?.digest, let at = value?["at"]?.moment else {
        return nil
      }
      return ChainHead(sequence: sequence, digest: digest, recordedAt: at)
    }
    guard event.kind == TrailKind.chainChecked.rawValue, let journal = head(event.payload["journal"]),
      let trail = head(event.payload["trail"])
    else { return nil }
    self.init(
      by: event.draft.actor.login, at: event.recordedAt, journal: journal, trail: trail, origins: event.payload["origins"]?.integer ?? 0,
      faultCount: event.payload["faults"]?.integer ?? 0,
      faults: (event.payload["found"]?.list ?? []).map {
        ChainReport.Fault(witness: $0["witness"]?.text ?? "", subject: $0["subject"]?.text ?? "", detail: $0["detail"]?.text ?? "")
      })
  }
}

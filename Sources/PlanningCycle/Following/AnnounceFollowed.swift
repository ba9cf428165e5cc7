// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Journal

extension Workspace {
  /// Tells every screen of what another server recorded, as that server tells its own: what moved with the newest of the changes, who made each and
  /// what it is called. Events that are about people and rights are nobody's news.
  ///
  /// - Parameters:
  ///   - earlier: events up to this one were told.
  ///   - former: totals and alerts before them.
  func announceFollowed(after earlier: Int64, _ former: (board: TotalsBoard, alerts: AlertLedger)) throws {
    var events: [Event] = []
    try store.eachEvent(after: earlier) { event in
      if event.sequence <= revision { events.append(event) }
    }
    // Of what is derived anew the writer tells no single figure either.
    let last = events.last { PlanTrace($0).changesPlan }.flatMap { PlanTrace($0).derivesAnew ? nil : $0.sequence }
    let moved = last == nil ? [] : board.moved(since: former.board, renames: [:], plan.engine)
    let reader = try AuditReader(.localOperator, self)
    for event in events {
      let records = event.kind == AlertLedger.changed ? AlertRecord.all(in: event) : []
      let news = AlertNews.of(records) { ledgers.alerts.faces[$0] ?? former.alerts.faces[$0] }
      guard isTold(event), event.kind != AlertLedger.changed || !news.isEmpty else { continue }
      let isLast = event.sequence == last
      onChange?(
        WorkspaceChange(
          revision: event.sequence, at: event.recordedAt, actor: event.draft.actor, kind: event.kind,
          label: event.kind == AlertLedger.changed ? AlertNews.label(news) : reader.label(event), reason: event.draft.reason,
          moved: isLast ? moved : [], spread: [], alerts: [], firstShortfall: firstShortfall(),
          scenario: event.kind == ScenarioLedger.merged ? event.payload["scenario"]?.integer : nil, news: news))
    }
  }

  /// What says itself what it is called was told where it was recorded; and so was what came in.
  private func isTold(_ event: Event) -> Bool {
    event.payload["label_zh"]?.text != nil || PlanTrace(event).changesPlan || ThreadLedger.holds(event.kind)
      || event.kind == WorkspaceSettings.changedKind
  }
}

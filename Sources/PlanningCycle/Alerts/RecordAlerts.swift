// SPDX-License-Identifier: Apache-2.0
import Alerting
import Calendars
import Journal

/// What happened to an alert, for who may see it.
public struct AlertNews: Sendable {
  let kind: AlertTransition.Kind
  let alert: Alert
}

extension Workspace {
  /// Looks at the company after a change, or because a day has passed, and writes down what became of the alerts: one event for all that moved at once,
  /// none when nothing did. What cannot be written is found again with the next look.
  ///
  /// - Parameter change: what brought it; nil for a day.
  func recordAlerts(after change: WorkspaceChange?) {
    precondition(!isReader, "a reader changes nothing")
    // A rule that was saved or taken back, what became of a source, and a company as it was made ask for another look at what is each person's; else
    // the minute does.
    if let change, change.kind.hasPrefix("rule.") || change.kind.hasPrefix("source.") || change.kind == Acknowledgements.resetKind {
      personalLook = nil
    }
    // Whoever cannot be read is not looked at, and nothing of theirs is gone for it: the next look finds it.
    guard let personal = try? personalLook?.alerts ?? lookAtPeople() else { return }
    let (observed, today) = (observedAlerts(plan) + personal, environment.today())
    if let looked, looked.day == today, looked.alerts == observed { return }
    let found = timed(.alerts) { ledgers.alerts.lives.transitions(observed.map(\.observation), on: today) }
    guard !found.isEmpty else { return looked = (today, observed) }
    let alerts = Dictionary(observed.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let records = found.map { AlertRecord($0, alerts[$0.key]) }
    // What is over is told with the words it had.
    let news = AlertNews.of(records) { ledgers.alerts.faces[$0] }
    let label = AlertNews.label(news)
    var payload: [String: CanonicalValue] = [
      "day": .day(today), "transitions": .list(records.map(\.canonical)), "label_zh": .text(label.chinese),
      "label_en": .text(label.english),
    ]
    // What is written down with the first look of a company was so before the change.
    if let change, looked != nil || ledgers.alerts.lives.newestMark > 0 {
      payload["cause"] = .integer(change.revision)
      payload["login"] = .text(change.actor.login)
      payload["cause_zh"] = .text(change.label.chinese)
      payload["cause_en"] = .text(change.label.english)
    }
    let draft = EventDraft(kind: AlertLedger.changed, actor: .system, idempotencyKey: "alerts-changed-\(revision)", payload: .map(payload))
    guard let event = try? store.append(draft, at: environment.now()) else { return }
    looked = (today, observed)
    standAside(event)
    guard !news.isEmpty else { return }
    onChange?(
      WorkspaceChange(
        revision: revision, at: event.recordedAt, actor: event.draft.actor, kind: event.kind, label: label, reason: "", moved: [],
        spread: [], alerts: self.alerts(), firstShortfall: firstShortfall(), news: news))
  }

  /// An event about alerts alone stands: what was found in the plan before it is so still.
  func standAside(_ event: Event) {
    let former = revision
    ledgers.note(event)
    stand(at: event.sequence)
    heldAlerts?.stand(at: revision, after: former)
    if heldProposals?.revision == former { heldProposals?.revision = revision }
  }
}

extension AlertNews {
  /// What people hear of.
  ///
  /// - Parameter face: an alert with the words it had last, by its key.
  static func of(_ records: [AlertRecord], _ face: (String) -> Alert?) -> [AlertNews] {
    records.filter(\.transition.kind.isLogged).compactMap { record in
      (record.alert ?? face(record.transition.key)).map { AlertNews(kind: record.transition.kind, alert: $0) }
    }
  }

  /// 提醒：新增 2 条，好转 1 条
  static func label(_ news: [AlertNews]) -> BilingualText {
    let words: [(AlertTransition.Kind, String, String)] = [
      (.raised, "新增", "raised"), (.worse, "加重", "got worse"), (.recovered, "解除", "recovered"),
    ]
    let parts = words.compactMap { kind, chinese, english in
      let count = news.filter { $0.kind == kind }.count
      return count == 0 ? nil : BilingualText("\(chinese) \(count) 条", "\(count) \(english)")
    }
    return BilingualText(
      "提醒：" + parts.map(\.chinese).joined(separator: "，"), "Alerts: " + parts.map(\.english).joined(separator: ", "))
  }
}

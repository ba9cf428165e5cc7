// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal

/// A message to one person: what they are told at once, or the digest of what waited.
struct Telling {
  enum Kind: String { case alert, digest }

  let person: Int64
  let kind: Kind
  /// With the words of their news, as far as the person may still see them: at once by rank, in a digest the largest sum first.
  let alerts: [Alert]
  /// How many there are; a digest names the first.
  let count: Int
}

extension Workspace {
  /// The messages of an event that told people of alerts; none to somebody who may see nothing of it any more.
  func tellings(of event: Event, to person: Person) -> [Telling] {
    (event.payload["people"]?.list ?? []).filter { $0["person"]?.integer == person.id }.flatMap { one in
      [Telling.Kind.alert, .digest].compactMap { kind in
        let keys = (one[kind == .alert ? "now" : "digest"]?.list ?? []).compactMap(\.text)
        let alerts = keys.compactMap { ledgers.alerts.faces[$0] }.filter { $0.isVisible(to: person) }
        guard !alerts.isEmpty else { return nil }
        let unnamed = kind == .alert ? 0 : max(0, Int(one["digest_count"]?.integer ?? 0) - keys.count)
        return Telling(person: person.id, kind: kind, alerts: alerts, count: alerts.count + unnamed)
      }
    }
  }

  /// Everybody who was told of alerts, by the channels they chose.
  func alertTellings(_ event: Event) throws -> [OutboxEntry] {
    let told = Swift.Set((event.payload["people"]?.list ?? []).compactMap { $0["person"]?.integer })
    return try store.people().filter { told.contains($0.id) }.flatMap { record in
      (record.person.map { tellings(of: event, to: $0) } ?? []).flatMap { telling in
        entries(for: record, telling.notice(event.sequence), at: event.recordedAt)
      }
    }
  }
}

extension Telling {
  /// The subject is read by everybody whom a group robot reaches: it says how many, and nothing of what.
  func notice(_ event: Int64) -> Workspace.Notice {
    let subject =
      switch kind {
      case .alert where count == 1: BilingualText("您有一条新提醒", "A new alert for you")
      case .alert: BilingualText("您有 \(count) 条新提醒", "\(count) new alerts for you")
      case .digest where count == 1: BilingualText("提醒汇总：1 条", "Alert digest: 1 alert")
      case .digest: BilingualText("提醒汇总：\(count) 条", "Alert digest: \(count) alerts")
      }
    var lines = alerts.map { BilingualText("\($0.title.chinese)：\($0.detail.chinese)", "\($0.title.english): \($0.detail.english)") }
    if count > alerts.count { lines.append(BilingualText("另有 \(count - alerts.count) 条", "and \(count - alerts.count) more")) }
    return Workspace.Notice(
      key: "alerts-\(kind.rawValue)-\(event)", kind: .alert, subject: subject,
      text: BilingualText(lines.map(\.chinese).joined(separator: "\n"), lines.map(\.english).joined(separator: "\n")), link: "#/alerts")
  }
}

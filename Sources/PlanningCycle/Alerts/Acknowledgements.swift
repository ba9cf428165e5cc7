// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// Which alerts people have taken note of, and what those alerts said then. Rebuilt from the events at start.
struct Acknowledgements {
  static let eventKind = "alert.acknowledged"
  /// The event after which the example company is as it was made.
  static let resetKind = "deals.reset"
  /// Days by which a foreseen day has to move before it is news.
  static let dayTolerance = 7

  /// What an alert said when somebody took note of it.
  struct Seen: Equatable {
    let severity: String
    let money: Int64?
    let since: Day
    let detail: String

    init(_ alert: Alert) {
      severity = alert.severity.rawValue
      money = alert.money
      since = alert.since
      detail = alert.detail.english
    }

    init?(_ value: CanonicalValue?) {
      guard let severity = value?["severity"]?.text, let since = value?["since"]?.day, let detail = value?["detail"]?.text
      else { return nil }
      self.severity = severity
      self.money = value?["money"]?.integer
      self.since = since
      self.detail = detail
    }

    var canonical: CanonicalValue {
      var fields: [String: CanonicalValue] = [
        "severity": .text(severity), "since": .day(since), "detail": .text(detail),
      ]
      if let money { fields["money"] = .integer(money) }
      return .map(fields)
    }

    /// Whether the alert says the same still: money within a tenth, a foreseen day within a week; without money, the same words.
    func covers(_ alert: Alert) -> Bool {
      guard severity == alert.severity.rawValue else { return false }
      if alert.namesDay, abs(since.distance(to: alert.since)) >= Acknowledgements.dayTolerance { return false }
      guard let money, let now = alert.money else {
        return money == nil && alert.money == nil && (alert.namesDay || detail == alert.detail.english)
      }
      return (now - money).magnitude <= money.magnitude / 10
    }
  }

  private var seen: [Int64: [String: Seen]] = [:]

  mutating func note(_ event: Event) {
    if event.kind == Self.resetKind { seen = [:] }
    guard event.kind == Self.eventKind, let alert = event.payload["alert"]?.text else { return }
    seen[event.draft.actor.id, default: [:]][alert] = Seen(event.payload["seen"])
  }

  func cover(_ alert: Alert, for person: Int64) -> Bool { seen[person]?[alert.id]?.covers(alert) ?? false }
}

extension Alert {
  /// Whether the day it is since is a figure of its own: a day that the plan foresees or that somebody stated.
  var namesDay: Bool { ["cash.shortfall", "stock.short", "deal.overdue"].contains(code) }
}

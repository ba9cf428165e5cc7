// SPDX-License-Identifier: Apache-2.0
import Alerting
import Calendars
import Journal

/// The event with which somebody takes note of an alert, and what it keeps of what the alert said.
enum Acknowledgements {
  static let eventKind = "alert.acknowledged"
  /// The event after which the example company is as it was made.
  static let resetKind = "deals.reset"

  /// What an alert said when somebody took note of it. Before alerts had a life this alone told whether one said the same still.
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

    /// Whether an alert that is written down for the first time is no news to who took note of this.
    func covers(_ transition: AlertTransition) -> Bool {
      guard let severity = AlertSeverity(rawValue: severity) else { return false }
      // Then the day an alert was since was the day that was foreseen.
      let urgentBy = transition.level.urgentBy == nil ? nil : since
      return !transition.level.isWorse(than: AlertLevel(severity: severity, money: money, urgentBy: urgentBy, words: detail))
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Alerting
public import Calendars
import Journal

/// A line of the log: an alert was raised, got worse, or is over.
public struct AlertLogEntry: Sendable, Hashable {
  /// The change that brought it.
  public struct Cause: Sendable, Hashable {
    public let event: Int64
    public let login: String
    public let label: BilingualText
  }

  /// 1, 2, 3 … in the order in which they happened.
  public let number: Int64
  public let at: Moment
  public let kind: AlertTransition.Kind
  /// As it was told; for one that is over, as it was told last.
  public let alert: Alert
  /// nil where a day brought it, or where the reader may not hear of the change.
  public internal(set) var cause: Cause?
}

extension AlertLogEntry.Cause {
  /// nil when nobody's change brought it.
  init?(_ payload: CanonicalValue) {
    guard let event = payload["cause"]?.integer, let login = payload["login"]?.text, let chinese = payload["cause_zh"]?.text,
      let english = payload["cause_en"]?.text
    else { return nil }
    self.init(event: event, login: login, label: BilingualText(chinese, english))
  }
}

/// Lines of the log that one person may read, the newest first.
public struct AlertLogPage: Sendable {
  public let entries: [AlertLogEntry]
  /// Of those in memory; older ones stand in the journal alone.
  public let total: Int
  /// Where the next page begins; nil on the last.
  public let next: Int64?
}

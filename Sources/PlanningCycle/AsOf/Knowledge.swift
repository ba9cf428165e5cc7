// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// What was known at a moment of the past: every event up to one of them, looked at from one civil day.
public struct Knowledge: Hashable, Sendable {
  /// The newest event that counts.
  public let event: Int64
  /// The day that was lived then.
  public let day: Day
  /// The end of that day, or the moment of the event.
  public let at: Moment

  public init(event: Int64, day: Day, at: Moment) {
    self.event = event
    self.day = day
    self.at = at
  }

  /// Names it: the same text, the same answers. `1204@2026-08-31`
  public var tag: String { "\(event)@\(day)" }
}

/// Which knowledge is asked for: that of the end of a day in China, or that right after an event.
public enum KnowledgeQuestion: Hashable, Sendable {
  case day(Day)
  case event(Int64)

  /// `2026-08-31` or `event-1204`; nil for anything else.
  public init?(_ text: String) {
    if let day = Day(iso: text), Self.years.contains(day.year) {
      self = .day(day)
    } else if text.hasPrefix("event-"), let event = Int64(text.dropFirst(6)), event > 0, "event-\(event)" == text {
      self = .event(event)
    } else {
      return nil
    }
  }

  /// Days beyond them were mistyped.
  private static let years = 1970...2199

  public var text: String {
    switch self {
    case .day(let day): day.description
    case .event(let event): "event-\(event)"
    }
  }
}

extension Moment {
  /// The last millisecond of a day in China (UTC+8).
  static func end(of day: Day) -> Moment {
    Moment(millisecondsSinceEpoch: (Int64(day.ordinal) + 1) * 86_400_000 - 8 * 3_600_000 - 1)
  }
}

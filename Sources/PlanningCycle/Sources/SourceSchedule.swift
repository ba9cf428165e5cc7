// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Journal

/// When a source is read by itself.
public struct SourceSchedule: Hashable, Sendable {
  public enum Rhythm: Hashable, Sendable {
    /// So many minutes after the run before began.
    case every(minutes: Int)
    /// At a time of the day in China (UTC+8), as minutes since midnight.
    case daily(minute: Int)
  }

  /// From a minute to a day.
  public static let minutes = 1...1_440
  /// How long after the time it was due a daily run is late.
  static let dailyGrace: Int64 = 120
  /// The least time after which a run every few minutes is late.
  static let shortestGrace: Int64 = 10
  /// Days looked ahead for the next workday; holidays are shorter.
  private static let daysAhead = 31

  public let rhythm: Rhythm
  /// On days off nothing is read.
  public let isWorkdaysOnly: Bool

  public init(_ rhythm: Rhythm, isWorkdaysOnly: Bool = false) {
    self.rhythm = rhythm
    self.isWorkdaysOnly = isWorkdaysOnly
  }

  /// When the run after one that began at a moment is due.
  ///
  /// - Parameter isWorkday: by the calendar of the company, with make-up workdays.
  public func next(after moment: Moment, isWorkday: (Day) -> Bool) -> Moment {
    switch rhythm {
    case .every(let minutes):
      let next = moment.adding(minutes: Int64(minutes))
      let day = next.civilDay
      let first = firstDay(onOrAfter: day, isWorkday)
      return first == day ? next : Moment.inChina(first, minute: 0)
    case .daily(let minute):
      var day = moment.civilDay
      if Moment.inChina(day, minute: minute) <= moment { day = day.adding(days: 1) }
      return Moment.inChina(firstDay(onOrAfter: day, isWorkday), minute: minute)
    }
  }

  /// From when on a source that was read last at a moment is late: one more run was missed, and no less than a while has passed.
  func late(after moment: Moment, isWorkday: (Day) -> Bool) -> Moment {
    let due = next(after: moment, isWorkday: isWorkday)
    switch rhythm {
    case .every(let minutes): return due.adding(minutes: max(Int64(minutes), Self.shortestGrace))
    case .daily: return due.adding(minutes: Self.dailyGrace)
    }
  }

  private func firstDay(onOrAfter day: Day, _ isWorkday: (Day) -> Bool) -> Day {
    guard isWorkdaysOnly else { return day }
    return (0..<Self.daysAhead).lazy.map { day.adding(days: $0) }.first(where: isWorkday) ?? day
  }
}

extension SourceSchedule {
  /// 每 15 分钟, 工作日 06:30
  public var words: BilingualText {
    let days = isWorkdaysOnly ? BilingualText("工作日", " on workdays") : BilingualText("每天", " every day")
    switch rhythm {
    case .every(let minutes):
      let english = minutes == 1 ? "every minute" : "every \(minutes) minutes"
      return BilingualText((isWorkdaysOnly ? "工作日" : "") + "每 \(minutes) 分钟", english + (isWorkdaysOnly ? days.english : ""))
    case .daily(let minute): return BilingualText(days.chinese + " " + Self.clock(minute), "at " + Self.clock(minute) + days.english)
    }
  }

  /// `06:30`
  public static func clock(_ minute: Int) -> String {
    func padded(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
    return padded(minute / 60) + ":" + padded(minute % 60)
  }

  /// Minutes since midnight of `06:30`; nil for what is no time of a day.
  public static func minute(_ clock: String) -> Int? {
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = ["workdays_only": .boolean(isWorkdaysOnly)]
    switch rhythm {
    case .every(let minutes): fields["every"] = .integer(Int64(minutes))
    case .daily(let minute): fields["daily"] = .integer(Int64(minute))
    }
    return .map(fields)
  }

  init?(_ value: CanonicalValue?) {
    let isWorkdaysOnly = value?["workdays_only"]?.boolean ?? false
    if let minutes = value?["every"]?.integer.flatMap({ Int(exactly: $0) }), Self.minutes.contains(minutes) {
      self.init(.every(minutes: minutes), isWorkdaysOnly: isWorkdaysOnly)
    } else if let minute = value?["daily"]?.integer.flatMap({ Int(exactly: $0) }), (0..<1_440).contains(minute) {
      self.init(.daily(minute: minute), isWorkdaysOnly: isWorkdaysOnly)
    } else {
      return nil
    }
  }
}

extension Moment {
  func adding(minutes: Int64) -> Moment { Moment(millisecondsSinceEpoch: millisecondsSinceEpoch + minutes * 60_000) }

  /// A minute of a day in China (UTC+8).
  static func inChina(_ day: Day, minute: Int) -> Moment {
    Moment(millisecondsSinceEpoch: ((Int64(day.ordinal) * 24 - 8) * 60 + Int64(minute)) * 60_000)
  }
}

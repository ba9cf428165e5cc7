// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// What one person did with alerts, and what they were told. Bounded by the alerts that live (`forget` when one ends) and by a week of telling.
public struct AlertNotes: Hashable, Sendable {
  /// Days over which a week of telling is counted, today among them: any seven in a row.
  public static let week = 7

  struct Snooze: Hashable, Sendable {
    let until: Day
    let mark: Int64
  }

  /// When somebody was told of which news.
  public struct Told: Hashable, Sendable {
    public let mark: Int64
    public let on: Day
    public let at: Moment
    public let isDigest: Bool
  }

  public enum Standing: Hashable, Sendable {
    case open, acknowledged
    case snoozed(until: Day)
  }

  private var acknowledged: [String: Int64] = [:]
  private var snoozed: [String: Snooze] = [:]
  /// At once, by key.
  private var told: [String: Told] = [:]
  /// How many at once, of the last `week` days in which there were some.
  private var perDay: [Day: Int] = [:]
  /// The newest time something was told or left: what was news by then and was not told is left for the digest.
  private var passed: Told?
  /// The newest digest: with it everything was told that was news up to its mark.
  private var digested: Told?

  public init() {}

  /// What somebody did stands until the alert has other news; put off, it is there again on the day.
  public func standing(of life: AlertLife, on day: Day) -> Standing {
    if acknowledged[life.key] == life.mark { return .acknowledged }
    if let snooze = snooze(of: life), day < snooze.until { return .snoozed(until: snooze.until) }
    return .open
  }

  /// When the news was told; nil when it was not yet, or has to be told again because it was put off until a day that has come.
  public func told(of life: AlertLife, on day: Day) -> Told? {
    var newest = told[life.key].flatMap { $0.mark == life.mark ? $0 : nil }
    if let digested, life.mark <= digested.mark, newest.map({ $0.at <= digested.at }) ?? true { newest = digested }
    if let newest, let snooze = snooze(of: life), snooze.until <= day, newest.on < snooze.until { return nil }
    return newest
  }

  /// Whether the person waits to hear of it.
  public func waits(for life: AlertLife, on day: Day) -> Bool { standing(of: life, on: day) == .open && told(of: life, on: day) == nil }

  /// Whether somebody who waits for it may be told at once: what the budget had no place for before waits for the digest.
  public func isFresh(_ life: AlertLife, on day: Day) -> Bool {
    guard let passed, life.mark <= passed.mark else { return true }
    return snooze(of: life).map { $0.until <= day && passed.on < $0.until } ?? false
  }

  /// Whether a digest of now would hold it: it was news when something was told or left last.
  func isOld(_ life: AlertLife) -> Bool { passed.map { life.mark <= $0.mark } ?? false }

  /// Whether what was left is told now.
  ///
  /// - Parameter hour: from which moment on the digest of this day may be; what was left later comes with the next.
  public func isDigestDue(on day: Day, from hour: Moment) -> Bool { digested?.on != day && passed.map { $0.at < hour } ?? false }

  private func snooze(of life: AlertLife) -> Snooze? { snoozed[life.key].flatMap { $0.mark == life.mark ? $0 : nil } }

  /// Told at once on a day.
  public func toldAtOnce(on day: Day) -> Int { perDay[day] ?? 0 }

  /// Told at once in the seven days that end with this one.
  public func toldInWeek(endingOn day: Day) -> Int {
    perDay.reduce(0) { (0..<Self.week).contains($1.key.distance(to: day)) ? $0 + $1.value : $0 }
  }

  public mutating func acknowledge(_ life: AlertLife) {
    acknowledged[life.key] = life.mark
    snoozed[life.key] = nil
  }

  /// Takes the note and the putting off back.
  public mutating func reopen(_ key: String) {
    acknowledged[key] = nil
    snoozed[key] = nil
  }

  public mutating func snooze(_ life: AlertLife, until day: Day) {
    acknowledged[life.key] = nil
    snoozed[life.key] = Snooze(until: day, mark: life.mark)
  }

  /// The person was told of some, and of what was left before if there was a digest; what else was news is left from here on.
  ///
  /// - Parameter mark: of the newest news that was looked at.
  public mutating func pass(_ now: [AlertLife], hasDigest: Bool, through mark: Int64, on day: Day, at moment: Moment) {
    if hasDigest, let passed { digested = Told(mark: passed.mark, on: day, at: moment, isDigest: true) }
    for life in now { told[life.key] = Told(mark: life.mark, on: day, at: moment, isDigest: false) }
    if !now.isEmpty {
      perDay[day, default: 0] += now.count
      perDay = perDay.filter { $0.key.distance(to: day) < Self.week }
    }
    passed = Told(mark: mark, on: day, at: moment, isDigest: false)
  }

  /// The alert has ended.
  public mutating func forget(_ key: String) {
    acknowledged[key] = nil
    snoozed[key] = nil
    told[key] = nil
  }
}

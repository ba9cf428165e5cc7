// SPDX-License-Identifier: Apache-2.0

/// A civil date of the proleptic Gregorian calendar: no clock, no zone.
///
/// Kept as the number of days since 1970-01-01, so that arithmetic and comparison are those of integers.
/// Conversions follow Howard Hinnant's `days_from_civil` derivation (era of 400 years, years starting in March).
public struct Day: Hashable, Comparable, Sendable, Strideable, CustomStringConvertible {
  /// Days since 1970-01-01; negative before.
  public let ordinal: Int32

  public init(ordinal: Int32) { self.ordinal = ordinal }

  /// The civil date, or nil when it does not exist (2026-02-29). Years 1...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.dayCount(year: year, month: month)
    else { return nil }
    self.ordinal = Day.ordinal(year: year, month: month, day: day)
  }

  /// `2026-11-23`, strictly: ten characters, ASCII digits. Looser forms are read in `Ingestion`.
  public init?(iso text: some StringProtocol) {
    let direct = text.utf8.withContiguousStorageIfAvailable { Day.read($0) }
    guard let day = direct ?? Array(text.utf8).withUnsafeBufferPointer({ Day.read($0) }) else { return nil }
    self = day
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Day? {
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for index in range {
        guard (0x30...0x39).contains(bytes[index]) else { return nil }
        value = value * 10 + Int(bytes[index] - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    return Day(year: year, month: month, day: day)
  }

  public var year: Int { civil.year }
  public var month: Int { civil.month }
  public var dayOfMonth: Int { civil.day }

  /// Monday 1 … Sunday 7, as in ISO 8601.
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    let shifted = (Int(ordinal) + 3) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }

  /// The month this day lies in.
  public var monthOf: Month { Month(year: civil.year, month: civil.month) }

  /// Stops at the ends of what a day can hold (five million years away): an absurd payment term must not end the program.
  public func adding(days: Int) -> Day {
    let (sum, overflow) = Int(ordinal).addingReportingOverflow(days)
    return Day(ordinal: overflow ? (days < 0 ? .min : .max) : Int32(clamping: sum))
  }

  public func distance(to other: Day) -> Int { Int(other.ordinal) - Int(ordinal) }
  public func advanced(by days: Int) -> Day { adding(days: days) }

  public static func < (left: Day, right: Day) -> Bool { left.ordinal < right.ordinal }

  /// ISO 8601: `2026-11-23`.
  public var description: String {
    let date = civil
    return Day.padded(date.year, 4) + "-" + Day.padded(date.month, 2) + "-" + Day.padded(date.day, 2)
  }

  /// Year, month and day in one conversion.
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(ordinal) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  /// Days in a month of the Gregorian calendar.
  public static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: return isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  public static func isLeap(_ year: Int) -> Bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
  }

  static func ordinal(year: Int, month: Int, day: Int) -> Int32 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(clamping: era * 146_097 + dayOfEra - 719_468)
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

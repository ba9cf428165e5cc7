// SPDX-License-Identifier: Apache-2.0

/// Reads the yearly notice on holidays (国务院办公厅关于…年部分节假日安排的通知) as it is pasted from a web page.
///
/// Clauses end with 。 or a line break. A clause with 放假 gives days off, one with 上班 days at work; dates carry over the month, or
/// the year, of the date before them (`2月15日…至23日`, `2022年12月31日至2023年1月2日`). 鼓励…休息 gives nothing: it is advice.
public enum HolidayNotice {
  /// What was understood, and what the reader should look at.
  public struct Reading: Hashable, Sendable {
    /// nil when no day was found or the year stays open.
    public let year: HolidayYear?
    /// In the order of the text; empty when everything agrees.
    public let findings: [NoticeFinding]
  }

  /// - Parameters:
  ///   - text: at most 100,000 characters are looked at.
  ///   - year: the year it is about; nil to take it from the heading (`2026年部分节假日安排`).
  public static func read(_ text: String, year: Int? = nil) -> Reading {
    var reader = NoticeReader(text: String(text.prefix(100_000)), year: year)
    return reader.read()
  }
}

/// Something in a notice that could not be read, or does not agree with the rest of it.
public struct NoticeFinding: Hashable, Sendable {
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public var description: String { text }

    public static let yearMissing = Code(text: "calendars.notice-year-missing")
    public static let nothingFound = Code(text: "calendars.notice-without-days")
    public static let clauseNotRead = Code(text: "calendars.notice-clause-not-read")
    public static let dayDoesNotExist = Code(text: "calendars.notice-day-does-not-exist")
    public static let weekdayDiffers = Code(text: "calendars.notice-weekday-differs")
    public static let dayCountDiffers = Code(text: "calendars.notice-day-count-differs")
    public static let makeUpDayOnWeekday = Code(text: "calendars.notice-make-up-day-on-weekday")
    public static let festivalMissing = Code(text: "calendars.notice-festival-missing")
    public static let balanceDiffers = Code(text: "calendars.notice-balance-differs")
  }

  public let code: Code
  /// The clause, the day or the festival it is about.
  public let subject: String
  public let detail: String
}

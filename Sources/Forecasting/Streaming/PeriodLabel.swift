// SPDX-License-Identifier: Apache-2.0
import Calendars

/// How a file writes its periods; the forecast's periods are written the same way.
public enum PeriodStyle: Hashable, Sendable {
  /// `2026-01-31`, `2026/1/31`, `20260131`, each with what followed it (` 00:00:00`).
  case day(separator: String, isPadded: Bool, suffix: String)
  /// `2026-01`, `2026/1`, `202601`.
  case month(separator: String, isPadded: Bool)
  /// `2026Q1`, `2026-Q1`.
  case quarter(separator: String)
  /// `2026-W05`, `2026W05`, of ISO 8601.
  case week(separator: String)
  /// Whole numbers: years or numbered steps.
  case number
}

/// One period as a file wrote it.
public struct PeriodLabel: Hashable, Sendable {
  public let style: PeriodStyle
  /// Days since 1970 for days and weeks (the Monday), months since year 0 for months and quarters, the number itself for numbers.
  public let ordinal: Int

  /// A period that was read before.
  public init(style: PeriodStyle, ordinal: Int) {
    self.style = style
    self.ordinal = ordinal
  }

  /// nil for text that is no period, or a day that does not exist.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 1, bytes.count <= 40 else { return nil }
    if let label = PeriodLabel.wholeNumber(bytes) ?? PeriodLabel.lettered(bytes) ?? PeriodLabel.dated(bytes) {
      self = label
    } else {
      return nil
    }
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 15 else { return nil }
    var value = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// Eight digits that are a day, six that are a month, any other whole number.
  private static func wholeNumber(_ bytes: [UInt8]) -> PeriodLabel? {
    let isNegative = bytes[0] == 0x2D
    guard let value = digits(bytes[(isNegative ? 1 : 0)...]) else { return nil }
    if bytes.count == 8, !isNegative, let day = existingDay(value / 10_000, value / 100 % 100, value % 100) {
      return PeriodLabel(
        style: .day(separator: "", isPadded: true, suffix: ""), ordinal: Int(day.ordinal))
    }
    let month = value % 100
    if bytes.count == 6, !isNegative, (1...12).contains(month), (1900...2199).contains(value / 100) {
      return PeriodLabel(
        style: .month(separator: "", isPadded: true), ordinal: value / 100 * 12 + month - 1)
    }
    return PeriodLabel(style: .number, ordinal: isNegative ? -value : value)
  }

  private static func existingDay(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    (1900...2199).contains(year) ? Day(year: year, month: month, day: day) : nil
  }

  /// Quarters and weeks.
  private static func lettered(_ bytes: [UInt8]) -> PeriodLabel? {
    guard bytes.count >= 6, let year = digits(bytes[..<4]), year > 0 else { return nil }
    let hasHyphen = bytes[4] == 0x2D
    let letter = bytes[hasHyphen ? 5 : 4] | 0x20
    guard let number = digits(bytes[(hasHyphen ? 6 : 5)...]) else { return nil }
    let separator = hasHyphen ? "-" : ""
    if letter == 0x71, (1...4).contains(number), bytes.count == (hasHyphen ? 7 : 6) {
      return PeriodLabel(style: .quarter(separator: separator), ordinal: year * 12 + (number - 1) * 3)
    }
    if letter == 0x77, bytes.count == (hasHyphen ? 8 : 7), let monday = mondayOfWeek(number, of: year) {
      return PeriodLabel(style: .week(separator: separator), ordinal: Int(monday.ordinal))
    }
    return nil
  }

  /// Week 1 of ISO 8601 holds 4 January.
  private static func mondayOfWeek(_ week: Int, of year: Int) -> Day? {
    guard (1...53).contains(week), year < 9_999, let fourth = Day(year: year, month: 1, day: 4),
      let next = Day(year: year + 1, month: 1, day: 4)
    else { return nil }
    let first = fourth.adding(days: 1 - fourth.weekday)
    let monday = first.adding(days: 7 * (week - 1))
    return monday < next.adding(days: 1 - next.weekday) ? monday : nil
  }

  /// Days and months with separators.
  private static func dated(_ bytes: [UInt8]) -> PeriodLabel? {
    guard bytes.count >= 6, let year = digits(bytes[..<4]), year > 0,
      [0x2D, 0x2F, 0x2E].contains(bytes[4])
    else { return nil }
    let separator = String(decoding: [bytes[4]], as: UTF8.self)
    let parts = bytes[5...].split(separator: bytes[4], maxSplits: 1, omittingEmptySubsequences: false)
    guard let monthPart = parts.first, monthPart.count <= 2, let month = digits(monthPart),
      (1...12).contains(month)
    else { return nil }
    guard parts.count == 2 else {
      return PeriodLabel(
        style: .month(separator: separator, isPadded: monthPart.count == 2), ordinal: year * 12 + month - 1)
    }
    let dayPart = parts[1].prefix { (0x30...0x39).contains($0) }
    let rest = parts[1].dropFirst(dayPart.count)
    guard dayPart.count <= 2, let number = digits(dayPart), isTimeOfDay(rest),
      let day = Day(year: year, month: month, day: number)
    else { return nil }
    let isPadded = monthPart.count == 2 && dayPart.count == 2
    return PeriodLabel(
      style: .day(separator: separator, isPadded: isPadded, suffix: String(decoding: rest, as: UTF8.self)),
      ordinal: Int(day.ordinal))
  }

  /// Midnight alone may follow a day: other times would be periods of their own.
  private static func isTimeOfDay(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first else { return true }
    guard first == 0x20 || first == 0x54 else { return false }
    return rest.dropFirst().allSatisfy { [0x30, 0x3A, 0x2E, 0x5A].contains($0) } && rest.count >= 6
  }

  /// The period in its style.
  public var text: String {
    switch style {
    case .number:
      return String(ordinal)
    case .day(let separator, let isPadded, let suffix):
      let date = Day(ordinal: Int32(clamping: ordinal)).civil
      let width = isPadded ? 2 : 1
      return PeriodLabel.padded(date.year, 4) + separator + PeriodLabel.padded(date.month, width)
        + separator + PeriodLabel.padded(date.day, width) + suffix
    case .month(let separator, let isPadded):
      return PeriodLabel.padded(ordinal / 12, 4) + separator
        + PeriodLabel.padded(ordinal % 12 + 1, isPadded ? 2 : 1)
    case .quarter(let separator):
      return PeriodLabel.padded(ordinal / 12, 4) + separator + "Q" + String(ordinal % 12 / 3 + 1)
    case .week(let separator):
      // The year of a week is the year of its Thursday.
      let thursday = Day(ordinal: Int32(clamping: ordinal + 3))
      let start = Day(year: thursday.year, month: 1, day: 1)?.ordinal ?? thursday.ordinal
      let week = (Int(thursday.ordinal) - Int(start)) / 7 + 1
      return PeriodLabel.padded(thursday.year, 4) + separator + "W" + PeriodLabel.padded(week, 2)
    }
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars

/// In which order a column writes year, month and day.
public enum DayForm: String, CaseIterable, Hashable, Sendable {
  case yearMonthDay = "yyyy-mm-dd"
  case dayMonthYear = "dd-mm-yyyy"
  case monthDayYear = "mm-dd-yyyy"
  case dayMonthShortYear = "dd-mm-yy"
  case monthDayShortYear = "mm-dd-yy"
  case shortYearMonthDay = "yy-mm-dd"
}

/// A civil day of one cell: `2026-11-22`, `2026/11/22`, `20261122`, `2026年11月22日`, another order by form, Excel serials.
enum DayCell {
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ form: DayForm?, _ notes: inout CellNotes
  ) -> CellOutcome {
    if bytes.isEmpty { return .missing }
    if bytes.count == 10, form == nil || form == .yearMonthDay, let fast = fastISO(bytes) { return fast }
    if EmptyWords.contains(bytes) || isDashes(bytes) { return .missing }
    if EmptyWords.isFormulaError(bytes) { return .failure(.formulaError) }
    guard let groups = DigitGroups(bytes) else { return .failure(.notADate) }
    if groups.count == 1 { return compact(groups, form, &notes) }
    guard groups.count >= 3 else { return .failure(.notADate) }
    return ordered(groups, form)
  }

  /// Ten characters with `-`, `/` or `.` at 4 and 7.
  private static func fastISO(_ bytes: UnsafeBufferPointer<UInt8>) -> CellOutcome? {
    let separator = bytes[4]
    guard separator == 0x2D || separator == 0x2F || separator == 0x2E, bytes[7] == separator else {
      return nil
    }
    var number = 0
    for index in 0..<10 where index != 4 && index != 7 {
      let digit = bytes[index] &- 0x30
      guard digit <= 9 else { return nil }
      number = number &* 10 &+ Int(digit)
    }
    return day(number / 10_000, number / 100 % 100, number % 100)
  }

  private static func compact(_ groups: DigitGroups, _ form: DayForm?, _ notes: inout CellNotes)
    -> CellOutcome
  {
    let value = groups.values.0
    switch groups.lengths.0 {
    case 8 where form == .dayMonthYear: return day(value % 10_000, value / 10_000 % 100, value / 1_000_000)
    case 8 where form == .monthDayYear: return day(value % 10_000, value / 1_000_000, value / 10_000 % 100)
    case 8: return day(value / 10_000, value / 100 % 100, value % 100)
    case 5 where (20_000...80_000).contains(value) && groups.isBare:
      notes.insert(.serialReadAsDate)
      return .value(Int64(value - serialOfEpoch))
    default: return .failure(.notADate)
    }
  }

  /// The 1900 serial of 1970-01-01.
  private static let serialOfEpoch = 25_569

  private static func ordered(_ groups: DigitGroups, _ form: DayForm?) -> CellOutcome {
    let (first, second, third) = (groups.values.0, groups.values.1, groups.values.2)
    if groups.lengths.0 == 4 {
      return groups.lengths.1 <= 2 && groups.lengths.2 <= 2 ? day(first, second, third) : .failure(.notADate)
    }
    guard groups.lengths.0 <= 2, groups.lengths.1 <= 2 else { return .failure(.notADate) }
    let isShort = groups.lengths.2 == 2
    guard isShort || groups.lengths.2 == 4 else { return .failure(.notADate) }
    switch form {
    case .dayMonthYear?, .dayMonthShortYear?: return day(isShort ? century(third) : third, second, first)
    case .monthDayYear?, .monthDayShortYear?: return day(isShort ? century(third) : third, first, second)
    case .shortYearMonthDay? where isShort: return day(century(first), second, third)
    default: return .failure(.dateOrderUnclear)
    }
  }

  /// POSIX: 69…99 are 1969…1999, 00…68 are 2000…2068.
  private static func century(_ year: Int) -> Int { year >= 69 ? 1900 + year : 2000 + year }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> CellOutcome {
    guard let result = Day(year: year, month: month, day: day) else { return .failure(.dateDoesNotExist) }
    return .value(Int64(result.ordinal))
  }

  static func isDashes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.allSatisfy { $0 == 0x2D } }
}

/// The first three runs of digits of a cell that holds nothing else but separators, date words and a time of day.
struct DigitGroups {
  private(set) var values = (0, 0, 0)
  private(set) var lengths = (0, 0, 0)
  private(set) var count = 0
  /// Nothing but digits.
  private(set) var isBare = true

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= 48 else { return nil }
    var values = [0, 0, 0]
    var lengths = [0, 0, 0]
    var isInside = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if let digit = DigitGroups.digit(scalar) {
        if !isInside {
          if count == 3 { break }
          count += 1
          isInside = true
        }
        lengths[count - 1] += 1
        guard lengths[count - 1] <= 8 else { return nil }
        values[count - 1] = values[count - 1] * 10 + digit
        continue
      }
      isBare = false
      isInside = false
      // Behind the third number a time or weekday may follow.
      if count == 3 { break }
      guard DigitGroups.separators.contains(scalar) else { return nil }
    }
    guard count > 0 else { return nil }
    self.values = (values[0], values[1], values[2])
    self.lengths = (lengths[0], lengths[1], lengths[2])
  }

  private static let separators: [Unicode.Scalar] = Array(
    "-/.年月日期号 \u{3000}MmPp_\u{2013}\u{FF0D}\u{FF0F}\u{FF0E}".unicodeScalars)

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x30...0x39: Int(scalar.value - 0x30)
    case 0xFF10...0xFF19: Int(scalar.value - 0xFF10)
    default: nil
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Which month a company's reporting year starts in, and which calendar year names it.
///
/// The year of the books in China is the calendar year by law (会计法 §11), so `.china` is the default everywhere; a group
/// may *report* otherwise.
public struct FiscalCalendar: Hashable, Sendable {
  /// What a year that lies in two calendar years is called after.
  public enum Naming: String, Hashable, Sendable {
    /// April 2026 to March 2027 is 2026.
    case byFirstMonth
    /// April 2026 to March 2027 is 2027.
    case byLastMonth
  }

  /// 1...12.
  public let startMonth: Int
  public let naming: Naming

  public static let china = FiscalCalendar(knownStart: 1, naming: .byFirstMonth)

  /// nil when `startMonth` is not 1...12.
  public init?(startMonth: Int, naming: Naming = .byLastMonth) {
    guard (1...12).contains(startMonth) else { return nil }
    self.init(knownStart: startMonth, naming: naming)
  }

  private init(knownStart: Int, naming: Naming) {
    self.startMonth = knownStart
    self.naming = naming
  }

  /// The fiscal year that `month` lies in.
  public func year(of month: Month) -> FiscalYear {
    let startsIn = month.month >= startMonth ? month.year : month.year - 1
    return FiscalYear(startsIn + nameShift, in: self)
  }

  /// How much the name runs ahead of the calendar year of the first month.
  var nameShift: Int { startMonth > 1 && naming == .byLastMonth ? 1 : 0 }
}

/// Twelve months from the start month of a `FiscalCalendar`.
public struct FiscalYear: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// What it is called: 2027.
  public let number: Int
  public let calendar: FiscalCalendar

  public init(_ number: Int, in calendar: FiscalCalendar = .china) {
    self.number = number
    self.calendar = calendar
  }

  public var firstMonth: Month { Month(year: number - calendar.nameShift, month: calendar.startMonth) }
  public var lastMonth: Month { firstMonth.adding(months: 11) }
  public var months: ClosedRange<Month> { firstMonth...lastMonth }
  public var firstDay: Day { firstMonth.firstDay }
  public var lastDay: Day { lastMonth.lastDay }
  public var dayCount: Int { firstDay.distance(to: lastDay) + 1 }

  /// 期, 1...12; nil when the month lies in another year.
  public func period(of month: Month) -> Int? {
    let distance = firstMonth.distance(to: month)
    return (0..<12).contains(distance) ? distance + 1 : nil
  }

  /// The month of 第 `period` 期; nil unless 1...12.
  public func month(period: Int) -> Month? {
    (1...12).contains(period) ? firstMonth.adding(months: period - 1) : nil
  }

  /// By the first day; years of two calendars compare, too.
  public static func < (left: FiscalYear, right: FiscalYear) -> Bool {
    (left.firstMonth, left.number, left.calendar.naming.rawValue)
      < (right.firstMonth, right.number, right.calendar.naming.rawValue)
  }

  /// `FY2027`.
  public var description: String { "FY" + Day.padded(number, 4) }
}

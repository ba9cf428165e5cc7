// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The periods of one series: which label is which step, and which label a later step has.
///
/// The granularity is inferred from the labels of the series itself, never from its neighbours in the file, so that the same
/// series gives the same forecast wherever it stands.
public struct PeriodGrid: Hashable, Sendable {
  public let granularity: Series.Granularity
  public let style: PeriodStyle
  /// Ordinal units (days, months or numbers) from one period to the next.
  private let unit: Unit
  private let step: Int
  private let origin: Int
  /// Day of the month of the labels; 31 for month ends.
  private let dayOfMonth: Int

  private enum Unit: Hashable { case days, months, numbers }

  /// - Parameters:
  ///   - labels: of one style, at least one, in any order.
  ///   - granularity: what the caller knows; inferred when nil.
  /// - Returns: nil when the labels cannot be of that granularity (quarters asked to be days).
  public init?(labels: [PeriodLabel], granularity wanted: Series.Granularity? = nil) {
    guard let first = labels.first else { return nil }
    style = first.style
    let ordinals = labels.map(\.ordinal)
    switch first.style {
    case .number:
      unit = .numbers
      granularity = wanted ?? .step
      step = max(1, PeriodGrid.commonStep(ordinals))
      dayOfMonth = 1
    case .month, .quarter:
      let least = if case .quarter = first.style { 3 } else { 1 }
      let months = PeriodGrid.months(of: wanted)
      guard wanted == nil || (months ?? 0) >= least else { return nil }
      unit = .months
      step = max(least, months ?? PeriodGrid.inferredMonths(ordinals))
      granularity = PeriodGrid.granularity(months: step)
      dayOfMonth = 1
    case .week:
      guard wanted == nil || wanted == .week else { return nil }
      unit = .days
      step = 7
      granularity = .week
      dayOfMonth = 1
    case .day:
      let days = ordinals.map { Day(ordinal: Int32(clamping: $0)) }
      let numbers = days.map(\.dayOfMonth)
      let endsMonths = days.allSatisfy { $0.dayOfMonth == $0.monthOf.dayCount }
      let isMonthly =
        endsMonths || (numbers.allSatisfy { $0 == numbers[0] } && (days.count > 1 || numbers[0] == 1))
      dayOfMonth = endsMonths ? 31 : numbers.max() ?? 1
      let months = PeriodGrid.months(of: wanted)
      if months != nil || (wanted == nil && isMonthly) {
        unit = .months
        step = months ?? PeriodGrid.inferredMonths(days.map { Int($0.monthOf.ordinal) })
        granularity = PeriodGrid.granularity(months: step)
      } else {
        let isWeekly = days.count > 1 && PeriodGrid.commonStep(ordinals) % 7 == 0
        granularity = wanted ?? (isWeekly ? .week : .day)
        guard granularity == .week || granularity == .day else { return nil }
        unit = .days
        step = granularity == .week ? 7 : 1
      }
    }
    let units = PeriodGrid.units(labels, unit)
    origin = units.min() ?? 0
  }

  /// Steps from the first period; nil for a label that does not lie on the grid.
  public func index(of label: PeriodLabel) -> Int? {
    guard let value = PeriodGrid.units([label], unit).first else { return nil }
    let distance = value - origin
    return distance >= 0 && distance % step == 0 ? distance / step : nil
  }

  /// The label of a step, counted from the first period.
  public func label(at index: Int) -> PeriodLabel {
    let value = origin + index * step
    guard unit == .months, case .day = style else { return PeriodLabel(style: style, ordinal: value) }
    let month = Month(ordinal: Int32(clamping: value))
    let day = month.firstDay.adding(days: min(dayOfMonth, month.dayCount) - 1)
    return PeriodLabel(style: style, ordinal: Int(day.ordinal))
  }

  private static func units(_ labels: [PeriodLabel], _ unit: Unit) -> [Int] {
    labels.map { label in
      guard unit == .months, case .day = label.style else { return label.ordinal }
      return Int(Day(ordinal: Int32(clamping: label.ordinal)).monthOf.ordinal)
    }
  }

  private static func months(of granularity: Series.Granularity?) -> Int? {
    switch granularity {
    case .month: 1
    case .quarter: 3
    case .year: 12
    default: nil
    }
  }

  private static func granularity(months: Int) -> Series.Granularity {
    months == 12 ? .year : months == 3 ? .quarter : .month
  }

  /// Three labels a year (or quarter) apart are years (or quarters); two may be months with a gap.
  private static func inferredMonths(_ ordinals: [Int]) -> Int {
    guard ordinals.count >= 3 else { return 1 }
    let common = commonStep(ordinals)
    if common > 0, common % 12 == 0 { return 12 }
    return common > 0 && common % 3 == 0 ? 3 : 1
  }

  /// The greatest common divisor of all distances; 0 for fewer than two different values.
  private static func commonStep(_ ordinals: [Int]) -> Int {
    guard let first = ordinals.first else { return 0 }
    var common = 0
    for ordinal in ordinals {
      var (a, b) = (common, abs(ordinal - first))
      while b != 0 { (a, b) = (b, a % b) }
      common = a
    }
    return common
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Period by period: the figure, 同比, 环比, 累计 and 累计同比, and 同比 by working day.
public struct GrowthSeries: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let period: SalesPeriod
    public let figure: SalesFigure
    public let yearOnYear: Growth
    public let previousPeriod: Growth
    public let yearToDate: SalesFigure
    public let yearToDateGrowth: Growth
    /// 同比 of what came on a working day.
    public let yearOnYearPerWorkday: Growth
    /// January and February: of both together; nil for other months.
    public let januaryFebruary: Growth?
    /// The period is not over: all of the above compare as many days.
    public let isWhole: Bool
    public let days: Int
    public let workdays: Int
  }

  /// Around the Spring Festival of a year, against the last one.
  public struct FestivalWindow: Hashable, Sendable {
    public let year: Int
    /// Days from the festival that are compared; cut at the as-of day.
    public let offsets: ClosedRange<Int>
    public let current: SalesFigure
    public let base: SalesFigure
    public let growth: Growth
    /// 节前, 节中 (the first seven days), 节后; those that have begun.
    public let phases: [Phase]
  }

  public struct Phase: Hashable, Sendable {
    public let offsets: ClosedRange<Int>
    public let current: SalesFigure
    public let base: SalesFigure
    public let growth: Growth
  }

  public let measure: SalesMeasure
  public let rows: [Row]
  /// One a year whose festival window has begun.
  public let festivals: [FestivalWindow]
}

extension SalesBooks {
  /// Growth of a measure over the periods of a range, one pass over its documents.
  ///
  /// - Parameters:
  ///   - dimension: of time.
  ///   - range: its periods; the year before it is read as well.
  /// - Throws: as `days(of:in:asOf:filters:)`.
  public func growth(
    of measure: SalesMeasure, by dimension: SalesDimension = .month, in range: ClosedRange<Day>, asOf: Day, filters: [SalesFilter] = [],
    alike: ComparedPeriods.Alike = .days, calendar: WorkingDays = .china
  ) throws(SalesAnalysisError) -> GrowthSeries {
    // A year back from the first January, and room for the festival window and for weeks that begin in the year before.
    let from = Month(year: range.lowerBound.year - 1, month: 1).firstDay.adding(days: -70)
    let days = try days(of: measure, in: from...max(range.upperBound, from), asOf: asOf, filters: filters)
    var rows: [GrowthSeries.Row] = []
    var day = range.lowerBound
    while day <= min(range.upperBound, asOf) {
      let period = SalesPeriod(dimension.isTime ? dimension : .month, holding: day)
      func compared(_ comparison: SalesComparison) -> ComparedPeriods? {
        ComparedPeriods(comparison, of: period, asOf: min(asOf, range.upperBound), alike: alike, calendar: calendar)
      }
      if let year = compared(.yearOnYear), let previous = compared(.previousPeriod), let sum = compared(.yearToDate) {
        let growth = days.growth(year)
        rows.append(
          GrowthSeries.Row(
            period: period, figure: days.figure(in: year.current), yearOnYear: growth, previousPeriod: days.growth(previous),
            yearToDate: days.figure(in: sum.current), yearToDateGrowth: days.growth(sum),
            yearOnYearPerWorkday: growth.perWorkday(year.currentWorkdays, year.baseWorkdays),
            januaryFebruary: compared(.januaryFebruary).map(days.growth), isWhole: year.isWhole, days: year.currentDays,
            workdays: year.currentWorkdays))
      }
      day = period.lastDay.adding(days: 1)
    }
    let windows = (range.lowerBound.year...max(range.upperBound.year, range.lowerBound.year)).compactMap { year in
      SalesBooks.window(days, year, asOf: min(asOf, range.upperBound), calendar)
    }
    return GrowthSeries(measure: measure, rows: rows, festivals: windows)
  }

  private static func window(_ days: SalesDays, _ year: Int, asOf: Day, _ calendar: WorkingDays) -> GrowthSeries.FestivalWindow? {
    func phase(_ offsets: ClosedRange<Int>) -> GrowthSeries.Phase? {
      guard let periods = ComparedPeriods(.aroundSpringFestival(offsets), of: .year(year), asOf: asOf, calendar: calendar) else {
        return nil
      }
      let last = offsets.lowerBound + periods.currentDays - 1
      return GrowthSeries.Phase(
        offsets: offsets.lowerBound...last, current: days.figure(in: periods.current), base: days.figure(in: periods.base),
        growth: days.growth(periods))
    }
    guard let whole = phase(-30...30) else { return nil }
    return GrowthSeries.FestivalWindow(
      year: year, offsets: whole.offsets, current: whole.current, base: whole.base, growth: whole.growth,
      phases: [-30 ... -1, 0...6, 7...30].compactMap(phase))
  }
}

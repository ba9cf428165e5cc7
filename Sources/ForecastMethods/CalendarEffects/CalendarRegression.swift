// SPDX-License-Identifier: Apache-2.0
import Calendars
import Forecasting
import NumericalMethods

/// The regression of one series on the features of all candidate designs, under any filter: what learning, selection and groups share.
struct CalendarRegression: FilteredRegression {
  /// How the series is looked at: logarithms where all values are positive, else in a power of two near their size.
  let isLogarithmic: Bool
  let scale: Double
  let features: [CalendarFeature]
  let designs: [CalendarDesign]
  /// Of each design, where its features stand among `features`.
  let places: [[Int]]
  let seasonLength: Int
  /// Filtered rows; the first stands for the period at `lag`.
  let rows: Int
  let lag: Int
  /// Below 1 the longer ago; 0 where a value behind a row was not observed.
  let memory: [Double]
  /// Rows of periods around festivals and sales, by their dates.
  let isNear: [Bool]

  let count: Int
  /// Features and, last, the series: each `count` values.
  let raw: [Double]

  var width: Int { features.count + 1 }

  /// - Returns: nil for series too short (below three years), with more than a tenth of noughts, or of a granularity without candidates.
  init?(_ series: Series, _ periods: DatedPeriods, designs: [CalendarDesign]? = nil) {
    self.designs = designs ?? CalendarDesign.candidates(for: periods.granularity)
    guard !self.designs.isEmpty, series.observedCount >= CalendarRegression.leastYears * periods.perYear,
      let filled = try? GapFilling.seasonal.fill(series)
    else { return nil }
    // Demand that comes now and then has noughts that must stay noughts for the methods made for it.
    guard series.values.count(where: { $0 == 0 }) * 10 <= series.observedCount else { return nil }
    count = series.count
    seasonLength = series.seasonLength
    let lag = AirlineFilter.lag(seasonLength: series.seasonLength)
    self.lag = lag
    rows = count - lag
    isLogarithmic = filled.values.allSatisfy { $0 > 0 }
    scale = isLogarithmic ? 1 : SeriesScale.powerOfTwo(filled.values)
    var features: [CalendarFeature] = []
    for feature in self.designs.flatMap(\.features) where !features.contains(feature) { features.append(feature) }
    self.features = features
    places = self.designs.map { design in design.features.compactMap { features.firstIndex(of: $0) } }
    guard rows >= CalendarRegression.leastRows(features: features.count) else { return nil }
    var memory = [Double](repeating: 0, count: rows)
    let decay = exponential(-logarithm(2) / Double(CalendarRegression.halfLife * periods.perYear))
    var share = 1.0
    let behind = seasonLength > 1 ? [0, 1, seasonLength, lag] : [0, 1]
    for row in (0..<rows).reversed() {
      if behind.allSatisfy({ series.isObserved(at: row + lag - $0) }) { memory[row] = share }
      share *= decay
    }
    self.memory = memory
    guard memory.count(where: { $0 > 0 }) >= CalendarRegression.leastRows(features: features.count) else { return nil }
    let raw = CalendarRegression.columns(features, filled.values, periods, seasonLength, isLogarithmic, scale)
    let count = series.count
    let windows = features.indices.filter { features[$0].isWindow }
    isNear = (0..<rows).map { row in
      // A row holds the change from the period before.
      windows.contains { max(abs(raw[$0 * count + row + lag]), abs(raw[$0 * count + row + lag - 1])) > 0.1 }
    }
    self.raw = raw
  }

  /// Years after which a festival counts half: trade changes, and so does what a festival does to it.
  static let halfLife = 5
  /// Festivals needed before anything is said about them.
  static let leastYears = 3
  private static func leastRows(features: Int) -> Int { max(18, 2 * features) }

  private static func columns(
    _ features: [CalendarFeature], _ values: [Double], _ periods: DatedPeriods, _ seasonLength: Int, _ isLogarithmic: Bool, _ scale: Double
  ) -> [Double] {
    var raw: [Double] = []
    raw.reserveCapacity((features.count + 1) * values.count)
    let days = values.indices.map { periods.start(of: $0) } + [periods.start(of: values.count)]
    let byYear = isSeasonTheYear(periods, seasonLength)
    for feature in features {
      guard let column = CalendarTable.china.column(feature) else {
        return [Double](repeating: 0, count: (features.count + 1) * values.count)
      }
      for index in values.indices {
        raw.append(
          CalendarTable.china.deviation(column, from: days[index], days: days[index].distance(to: days[index + 1]), byYear: byYear))
      }
    }
    // A constant among the logarithms says nothing; taking the unit out keeps every digit the same in all units.
    let unit = isLogarithmic ? SeriesScale.powerOfTwo(values) : scale
    for value in values { raw.append(isLogarithmic ? logarithm(value / unit) : value / unit) }
    return raw
  }

  /// What every year has at that time is the season's then; else what any day has is usual.
  private static func isSeasonTheYear(_ periods: DatedPeriods, _ seasonLength: Int) -> Bool {
    seasonLength > 1 && abs(seasonLength - periods.perYear) <= 1
  }

  static func deviation(_ feature: CalendarFeature, _ periods: DatedPeriods, _ seasonLength: Int, at index: Int) -> Double {
    guard let column = CalendarTable.china.column(feature) else { return 0 }
    let start = periods.start(of: index)
    return CalendarTable.china.deviation(
      column, from: start, days: start.distance(to: periods.start(of: index + 1)), byYear: isSeasonTheYear(periods, seasonLength))
  }

  /// Of the filtered series alone.
  func responseSums(_ filter: AirlineFilter, weights: [Double]) -> ProductSums? {
    var target = [Double](repeating: 0, count: rows)
    return raw.withUnsafeBufferPointer { raw in
      target.withUnsafeMutableBufferPointer { target in
        weights.withUnsafeBufferPointer { weights in
          guard let raw = raw.baseAddress, let target = target.baseAddress, let weights = weights.baseAddress else { return nil }
          filter.apply(raw + features.count * count, count: count, into: target)
          return ProductSums(target, width: 1, rows: rows, weights: weights)
        }
      }
    }
  }

  /// What each row counts: an error of more than `reach` usual ones as if it were that far only (Huber), and the time of the festivals less where it is
  /// wilder than the rest of the year even with the effect, as many a January is without any festival.
  ///
  /// - References: P. J. Huber (1964), Robust estimation of a location parameter, Ann. Math. Stat. 35(1), 73–101.
  func robustWeights(_ residuals: [Double], reach: Double = 2.5) -> [Double]? {
    guard let near = usualSize(residuals, where: { $0 }) else { return nil }
    // Where every period is near a festival there is no other time to compare with.
    let far = usualSize(residuals, where: { !$0 }) ?? near
    let shrunken = near > far ? (far / near) * (far / near) : 1
    return (0..<rows).map { row in
      let size = abs(residuals[row])
      let usual = isNear[row] ? max(near, far) : far
      return memory[row] * (isNear[row] ? shrunken : 1) * (size > reach * usual ? reach * usual / size : 1)
    }
  }

  /// From the median of |residual|, which is 0.6745 of a normal standard deviation; nil where it is nought or nothing is known.
  ///
  /// Rows count as they do in the fit: wild winters of long ago say little of how wild those are that the effect is learnt from.
  private func usualSize(_ residuals: [Double], where isWanted: (Bool) -> Bool) -> Double? {
    var sizes: [(size: Double, weight: Double)] = []
    for row in 0..<rows where memory[row] > 0 && isWanted(isNear[row]) { sizes.append((abs(residuals[row]), memory[row])) }
    sizes.sort { $0.size < $1.size }
    var rest = sizes.reduce(0) { $0 + $1.weight } / 2
    for (size, weight) in sizes {
      rest -= weight
      if rest < 0 { return size > 1e-12 * 0.6745 ? size / 0.6745 : nil }
    }
    return nil
  }
}

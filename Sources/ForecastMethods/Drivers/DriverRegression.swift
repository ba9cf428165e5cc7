// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// The regression of one series on the columns of its drivers, under any filter that takes trend and season out of both.
struct DriverRegression: FilteredRegression {
  /// Logarithms of the series: drivers multiply. Else its values in a power of two near their size.
  let isLogarithmic: Bool
  let scale: Double
  let columns: DriverColumns
  let seasonLength: Int
  /// Filtered rows; the first stands for the period at `lag`.
  let rows: Int
  let lag: Int
  /// 0 where something behind a row was not observed, else 1.
  let observed: [Double]
  /// Log of the factor by which the likelihood of the series itself differs from that of what is looked at.
  let unitEvidence: Double

  let count: Int
  /// Columns and, last, the series: each `count` values.
  let raw: [Double]

  /// Rows below which nothing is said about any driver.
  static let leastRows = 12
  /// Seasons below which the season is not taken out by differences.
  static let leastSeasons = 3

  var width: Int { columns.columns.count + 1 }

  /// - Parameter filled: the series without gaps.
  /// - Returns: nil for series too short.
  init?(_ series: Series, filled: [Double], columns: DriverColumns, isLogarithmic: Bool) {
    let season = series.seasonLength > 1 && series.count >= DriverRegression.leastSeasons * series.seasonLength ? series.seasonLength : 1
    let lag = AirlineFilter.lag(seasonLength: season)
    let rows = series.count - lag
    guard rows >= DriverRegression.leastRows, filled.count == series.count else { return nil }
    (seasonLength, self.lag, self.rows, count) = (season, lag, rows, series.count)
    (self.columns, self.isLogarithmic) = (columns, isLogarithmic)
    let scale = isLogarithmic ? 1 : SeriesScale.powerOfTwo(filled)
    self.scale = scale
    let behind = season > 1 ? [0, 1, season, lag] : [0, 1]
    let observed = (0..<rows).map { row -> Double in
      // What a driver did before the series began is not known.
      guard row >= columns.longestLag else { return 0 }
      return behind.allSatisfy { series.isObserved(at: row + lag - $0) } ? 1 : 0
    }
    guard observed.count(where: { $0 > 0 }) >= DriverRegression.leastRows else { return nil }
    self.observed = observed
    var raw: [Double] = []
    raw.reserveCapacity((columns.columns.count + 1) * filled.count)
    for column in columns.columns {
      for index in filled.indices { raw.append(columns.deviation(column, at: index)) }
    }
    for value in filled { raw.append(isLogarithmic ? logarithm(value) : value / scale) }
    self.raw = raw
    var unit = 0.0
    for row in 0..<rows where observed[row] > 0 { unit -= logarithm(isLogarithmic ? filled[row + lag] : scale) }
    unitEvidence = unit
  }

  /// An error of more than 2.5 usual ones counts as if it were that far only (Huber 1964); nil where there are no errors.
  func robustWeights(_ errors: [Double]) -> [Double]? {
    let sizes = errors.indices.filter { observed[$0] > 0 }.map { abs(errors[$0]) }
    let usual = sizes.isEmpty ? 0 : median(sizes) / 0.6745
    guard usual > 1e-12 else { return nil }
    return errors.indices.map { row in
      let size = abs(errors[row])
      return size > 2.5 * usual ? observed[row] * 2.5 * usual / size : observed[row]
    }
  }

  /// Columns that still move when trend and season are out of them, twins left out: of two that say the same the first stays.
  func distinct(_ sums: ProductSums) -> (places: [Int], twins: [Int: Int]) {
    var places: [Int] = []
    var twins: [Int: Int] = [:]
    for place in 0..<(width - 1) {
      let square = sums.product(place, place)
      guard square > 1e-9 * sums.weight else { continue }
      let twin = places.first { other in
        let product = sums.product(place, other)
        return product * product > (1 - 1e-9) * square * sums.product(other, other)
      }
      if let twin { twins[place] = twin } else { places.append(place) }
    }
    return (places, twins)
  }
}

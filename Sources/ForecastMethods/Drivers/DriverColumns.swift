// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// Drivers as columns of one size: how far each is from its usual value, in units of how far it usually is.
struct DriverColumns: Sendable {
  /// One driver as it is looked at.
  struct Scaled: Sendable {
    /// Logarithms: half the price counts as much as twice the price.
    let isLogarithmic: Bool
    /// A power of two near the driver's size; 1 for logarithms.
    let divisor: Double
    /// The usual value, logarithm or divided: what more than half of the past has, else its mean.
    let centre: Double
    /// Root mean square of the distance from `centre`; 0 where the driver never moved.
    let unit: Double

    /// Beyond so many usual distances nothing more is believed.
    private static let farthest = 1e6

    init(_ past: [Double], isLogarithmic: Bool) {
      self.isLogarithmic = isLogarithmic
      let divisor = isLogarithmic ? 1 : SeriesScale.powerOfTwo(past)
      self.divisor = divisor
      let seen = past.map { isLogarithmic ? logarithm($0) : $0 / divisor }
      let centre = Scaled.usual(seen)
      self.centre = centre
      let squares = seen.map { ($0 - centre) * ($0 - centre) }
      let size = seen.reduce(0) { max($0, abs($1)) }
      let spread = stableMean(squares).squareRoot()
      // Rounding of large numbers is no movement.
      unit = spread > 1e-12 * size ? spread : 0
    }

    func deviation(_ value: Double) -> Double {
      guard unit > 0 else { return 0 }
      let distance = ((isLogarithmic ? logarithm(value) : value / divisor) - centre) / unit
      return min(max(distance, -Scaled.farthest), Scaled.farthest)
    }

    /// How far an error of `size` in a driver that stands at `value` moves it.
    func deviation(of size: Double, at value: Double) -> Double {
      guard unit > 0 else { return 0 }
      return min((isLogarithmic ? size / value : size / divisor) / unit, Scaled.farthest)
    }

    /// `centre` in the driver's own units.
    var usual: Double { isLogarithmic ? exponential(centre) : centre * divisor }

    private static func usual(_ values: [Double]) -> Double {
      let middle = median(values)
      return 2 * values.count { $0 == middle } > values.count ? middle : stableMean(values)
    }
  }

  struct Column: Hashable, Sendable {
    let driver: Int
    let lag: Int
  }

  private(set) var drivers: [Driver]
  let scaled: [Scaled]
  /// All lags of the first driver, then those of the second.
  let columns: [Column]
  /// The longest lag of all columns.
  let longestLag: Int

  /// - Parameter count: periods of the past, all of them known.
  /// - Parameter logarithmic: whether drivers that are above nought wherever they are known are looked at in logarithms.
  init(_ drivers: [Driver], count: Int, logarithmic: Bool) {
    self.drivers = drivers
    scaled = drivers.map { driver in
      let past = driver.values.prefix(count).compactMap { $0 }
      return Scaled(past, isLogarithmic: logarithmic && DriverColumns.mayBeLogarithmic(driver))
    }
    columns = drivers.indices.flatMap { place in drivers[place].lags.map { Column(driver: place, lag: $0) } }
    longestLag = columns.reduce(0) { max($0, $1.lag) }
  }

  /// Other values of the same drivers, looked at in the same way.
  func with(_ drivers: [Driver]) -> DriverColumns {
    precondition(drivers.count == self.drivers.count, "the same drivers")
    var columns = self
    columns.drivers = drivers
    return columns
  }

  static func mayBeLogarithmic(_ driver: Driver) -> Bool {
    driver.values.allSatisfy { $0.map { $0 > 0 && $0.isNormal } ?? true }
  }

  /// How far the driver was from its usual value when it began to work on period `index`; 0 before the series began and where it is not
  /// known.
  func deviation(_ column: Column, at index: Int) -> Double {
    let place = index - column.lag
    let values = drivers[column.driver].values
    guard place >= 0, place < values.count, let value = values[place] else { return 0 }
    return scaled[column.driver].deviation(value)
  }
}

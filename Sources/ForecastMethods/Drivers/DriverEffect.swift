// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// What drivers do to one series, and the way to take it out and put it back.
struct DriverEffect: Sendable {
  /// One lag of one driver and what it does for each of its units.
  struct Term: Sendable {
    let column: DriverColumns.Column
    let coefficient: Double
  }

  private(set) var columns: DriverColumns
  let terms: [Term]
  /// Effects multiply: they are logarithms. Else they add, in units of the series.
  let isMultiplicative: Bool

  /// Lower triangle filled, row after row: the matrix whose inverse, times `noise`, is how unsure the coefficients are.
  private let certainty: [Double]
  private let noise: Double
  /// Of each term the mean deviation of the last periods: there the level of the series holds the effect, however unsure it is.
  private var lately: [Double]
  /// Periods that are the last.
  private let latelyCount: Int
  /// Of each driver and period, how unsure its value is, in its own units; empty where all are known.
  private var unsure: [[Double]] = []

  init(_ search: DriverSearch, count: Int) {
    let (regression, finding) = (search.regression, search.finding)
    columns = regression.columns
    isMultiplicative = regression.isLogarithmic
    terms = zip(finding.places, finding.fit.coefficients).map {
      Term(column: regression.columns.columns[$0], coefficient: $1 * regression.scale)
    }
    let filtered = regression.filtered(finding.filter)
    let size = finding.places.count
    var matrix = [Double](repeating: 0, count: size * size)
    var noise = 0.0
    if size > 0, let sums = regression.sums(filtered, weights: regression.observed) {
      for row in 0..<size {
        for column in 0...row { matrix[row * size + column] = sums.product(finding.places[row], finding.places[column]) }
        matrix[row * size + row] += 1 / (finding.fit.spread * finding.fit.spread)
      }
      let errors = regression.residuals(filtered, finding.places, finding.fit.coefficients)
      var squares = 0.0
      for row in errors.indices { squares += regression.observed[row] * errors[row] * errors[row] }
      noise = squares / max(1, sums.weight - Double(size)) * regression.scale * regression.scale
    }
    (certainty, self.noise) = (matrix, noise)
    latelyCount = max(4, regression.seasonLength)
    lately = []
    lately = meanDeviations(before: count)
  }

  private func meanDeviations(before count: Int) -> [Double] {
    let recent = max(0, count - latelyCount)..<count
    return terms.map { term in recent.reduce(0) { $0 + columns.deviation(term.column, at: $1) } / Double(recent.count) }
  }

  /// The same effect where the drivers have other values: those of a member of the group it was learnt from.
  ///
  /// - Parameters:
  ///   - drivers: as many as it was learnt from, in their order; each on the same periods, which need not be those it was learnt from.
  ///   - unsure: of each driver and period, how far its value may lie off; 0 where it is known.
  ///   - count: periods of the past.
  func seen(with drivers: [Driver], unsure: [[Double]], count: Int) -> DriverEffect {
    var effect = self
    effect.columns = columns.with(drivers)
    effect.unsure = unsure
    effect.lately = effect.meanDeviations(before: count)
    return effect
  }

  /// Of all drivers at the period `index`: a logarithm where effects multiply, else units of the series.
  func shift(at index: Int) -> Double {
    var sum = 0.0
    for term in terms { sum += term.coefficient * columns.deviation(term.column, at: index) }
    return sum
  }

  /// The same of one driver.
  func shift(of driver: Int, at index: Int) -> Double {
    var sum = 0.0
    for term in terms where term.column.driver == driver { sum += term.coefficient * columns.deviation(term.column, at: index) }
    return sum
  }

  /// Variance of `shift(at:)` that comes from coefficients and from drivers not being known for sure.
  func variance(at index: Int) -> Double { variance(ofCoefficientsAt: index) + variance(ofDriversAt: index) }

  /// What a driver misses it misses in all its lags alike.
  private func variance(ofDriversAt index: Int) -> Double {
    var sum = 0.0
    for driver in unsure.indices {
      var size = 0.0
      for term in terms where term.column.driver == driver {
        let place = index - term.column.lag
        guard unsure[driver].indices.contains(place), let value = columns.drivers[driver].values[place] else { continue }
        size += abs(term.coefficient) * columns.scaled[driver].deviation(of: unsure[driver][place], at: value)
      }
      sum += size * size
    }
    return sum
  }

  private func variance(ofCoefficientsAt index: Int) -> Double {
    let size = terms.count
    guard size > 0, noise > 0 else { return 0 }
    let distance = terms.indices.map { columns.deviation(terms[$0].column, at: index) - lately[$0] }
    var matrix = certainty
    var solution = distance
    let solved = matrix.withUnsafeMutableBufferPointer { matrix in
      solution.withUnsafeMutableBufferPointer { solution in
        guard let matrix = matrix.baseAddress, let solution = solution.baseAddress else { return false }
        return solvePositiveDefinite(matrix, solution, count: size)
      }
    }
    guard solved else { return 0 }
    var variance = 0.0
    for place in 0..<size { variance += distance[place] * solution[place] }
    return max(0, variance * noise)
  }

  /// What effects that multiply make of 1 at the period `index`, within what numbers can hold.
  private func factor(at index: Int) -> Double { exponential(min(max(shift(at: index), -300), 300)) }

  func removed(_ value: Double, at index: Int) -> Double {
    isMultiplicative ? value / factor(at: index) : value - shift(at: index)
  }

  func restored(_ value: Double, at index: Int) -> Double {
    let restored = isMultiplicative ? value * factor(at: index) : value + shift(at: index)
    // Next to the end of the range of numbers an effect must not leave it.
    return min(max(restored, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }

  /// The history with every driver at its usual value; gaps stay gaps.
  ///
  /// - Parameter first: the period of the drivers in which the history begins.
  /// - Throws: `not-finite` where a value leaves the range of numbers.
  func removed(from series: Series, first: Int = 0) throws(ForecastError) -> Series {
    let values = series.values.enumerated().map { $1.isNaN ? nil : Optional(removed($1, at: first + $0)) }
    return try Series(values, seasonLength: series.seasonLength, granularity: series.granularity)
  }

  /// A forecast of the history without the effect, with it: mean and spread, how unsure the effect is included.
  func restored(_ forecast: Forecast, after count: Int, floor: Double, method: String) -> Forecast {
    var mean: [Double] = []
    var scale: [Double] = []
    for step in 0..<forecast.horizon {
      let index = count + step
      mean.append(restored(forecast.mean[step], at: index))
      let factor = isMultiplicative ? factor(at: index) : 1
      let unsure = variance(at: index).squareRoot() * (isMultiplicative ? abs(mean[step]) : 1)
      let usual = forecast.scale[step] * factor
      let larger = max(usual, unsure)
      // Squares of shares of the larger one neither over- nor underflow.
      let whole = larger > 0 ? larger * ((usual / larger) * (usual / larger) + (unsure / larger) * (unsure / larger)).squareRoot() : 0
      scale.append(min(whole, .greatestFiniteMagnitude))
    }
    return Forecast(method: method, mean: mean, scale: scale, shape: forecast.shape, stepShapes: forecast.stepShapes, floor: floor)
  }
}

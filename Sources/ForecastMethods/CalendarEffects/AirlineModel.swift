// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// The airline model (1 − B)(1 − Bˢ) yₜ = (1 − θB)(1 − ΘBˢ) eₜ as a method: what calendar effects were learnt under forecasts what they leave.
///
/// θ and Θ are those found together with the effects, not the most likely ones of what is left of the series: outliers and wild winters were weighed there.
///
/// - Missing values: filled seasonally before the fit.
/// - Determinism: same input, same bits.
/// - References: G. E. P. Box, G. M. Jenkins (1970), Time Series Analysis, ch. 9.
struct AirlineModel: ForecastModel {
  let filter: AirlineFilter

  var name: String { "airline" }

  /// - Throws: `series-too-short` for less than a season and three values.
  func fit(_ series: Series) throws(ForecastError) -> FittedAirline {
    let values = try GapFilling.seasonal.fill(series).values
    let needed = AirlineFilter.lag(seasonLength: filter.seasonLength) + 2
    guard values.count >= needed else {
      throw ForecastError(.seriesTooShort, subject: name, detail: "needs at least \(needed) observations, has \(values.count)")
    }
    return FittedAirline(values, filter, AirlineModel.errors(values, filter))
  }

  static func errors(_ values: [Double], _ filter: AirlineFilter) -> [Double] {
    var errors = [Double](repeating: 0, count: values.count - AirlineFilter.lag(seasonLength: filter.seasonLength))
    values.withUnsafeBufferPointer { values in
      errors.withUnsafeMutableBufferPointer { errors in
        guard let source = values.baseAddress, let target = errors.baseAddress else { return }
        filter.apply(source, count: values.count, into: target)
      }
    }
    return errors
  }
}

/// An airline model that has learnt from a series.
struct FittedAirline: FittedModel {
  let observed: [Double]
  let fittedValues: [Double]
  private let filter: AirlineFilter
  private let errors: [Double]
  private let deviation: Double

  var method: String { "Airline" }
  var parameters: [ModelParameter] { [ModelParameter("theta", filter.theta), ModelParameter("seasonal-theta", filter.seasonalTheta)] }
  var estimatedCount: Double { filter.seasonLength > 1 ? 3 : 2 }

  init(_ values: [Double], _ filter: AirlineFilter, _ errors: [Double]) {
    (observed, self.filter, self.errors) = (values, filter, errors)
    deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    let lag = values.count - errors.count
    fittedValues = values.indices.map { $0 < lag ? .nan : values[$0] - errors[$0 - lag] }
  }

  func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    let path = extended(observed, errors, by: horizon) { _ in 0 }
    // What one error of 1 does afterwards: the spread is the sum of their squares.
    let lag = observed.count - errors.count
    let response = extended(
      [Double](repeating: 0, count: lag), [], by: horizon
    ) { $0 == 0 ? 1 : 0 }
    var sum = 0.0
    let scale = (0..<horizon).map { step in
      sum += response[lag + step] * response[lag + step]
      return deviation * sum.squareRoot()
    }
    return Forecast(method: method, mean: Array(path.suffix(horizon)), scale: scale)
  }

  /// The recursion the filter inverts, with errors to come.
  private func extended(_ values: [Double], _ errors: [Double], by steps: Int, _ coming: (Int) -> Double) -> [Double] {
    let season = filter.seasonLength
    let lag = AirlineFilter.lag(seasonLength: season)
    var (path, past) = (values, errors)
    func error(_ back: Int) -> Double { back <= past.count ? past[past.count - back] : 0 }
    for step in 0..<steps {
      var next = path[path.count - 1] - filter.theta * error(1)
      if season > 1 {
        next += path[path.count - season] - path[path.count - lag]
        next -= filter.seasonalTheta * error(season) - filter.theta * filter.seasonalTheta * error(lag)
      }
      past.append(coming(step))
      path.append(next + coming(step))
    }
    return path
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// Autoregressive integrated moving-average models with season, constant and regressors: a given order, or the best of those a stepwise search meets.
///
/// Differences come first: seasonal where the season is strong beside what is irregular, ordinary by KPSS tests. Orders are compared by the exact likelihood of the
/// differenced series. Seasons longer than 24 periods get no seasonal terms.
///
/// - Missing values: filled seasonally before the fit.
/// - Determinism: same input, same bits.
/// - Checked against: statsmodels (exact likelihood and forecasts at given coefficients, 1e-8) and statsforecast 2.1.1 `AutoARIMA` (`ARIMATests`).
/// - References: G. Box, G. Jenkins (1970), Time Series Analysis: Forecasting and Control; Hyndman & Khandakar (2008), DOI 10.18637/jss.v027.i03.
public struct ARIMA: ForecastModel {
  /// nil lets the data choose.
  public let order: ARIMAOrder?
  public let regressors: Regressors

  static let longestSeason = 24
  static let mostTerms = 5
  static let mostSeasonalTerms = 2

  public init(_ order: ARIMAOrder? = nil, regressors: Regressors = .none) {
    self.order = order
    self.regressors = regressors
  }

  public var name: String { "arima" }

  public func fit(_ series: Series) throws(ForecastError) -> FittedARIMA { try fit(series, known: nil) }

  /// Sets out from the orders that were found earlier, too.
  public func fit(_ series: Series, after earlier: FittedARIMA) throws(ForecastError) -> FittedARIMA { try fit(series, known: earlier) }

  private func fit(_ series: Series, known: FittedARIMA?) throws(ForecastError) -> FittedARIMA {
    let filled = try GapFilling.seasonal.fill(series)
    let values = filled.values
    try regressors.check(count: values.count)
    let season = series.seasonLength
    let maySeason = season > 1 && season <= ARIMA.longestSeason && values.count >= 2 * season + 3
    // Tests square the values.
    let (scaled, _) = SeriesScale.scaled(values)
    let seasonalDifferences =
      order?.seasonalDifferences ?? (maySeason ? UnitRoots.seasonalDifferences(scaled, seasonLength: season) : 0)
    let seasonally = Differencing(0, seasonalDifferences, seasonLength: season).differenced(scaled)
    let differences = order?.differences ?? UnitRoots.differences(seasonally, most: seasonalDifferences > 0 ? 1 : 2)
    let differencing = Differencing(differences, seasonalDifferences, seasonLength: season)
    let stationary = differencing.differenced(values)
    let needed = (order.map { $0.coefficientCount + ($0.hasConstant ? 1 : 0) } ?? 0) + regressors.columns.count + 3
    guard stationary.count >= needed else {
      throw ForecastError(
        .seriesTooShort, subject: order?.description ?? name,
        detail: "needs at least \(needed + differencing.loss) observations, has \(values.count)",
        hint: "use a lower order; naive or mean work on any series")
    }
    let prepared = PreparedARIMA(values, stationary, differencing, regressors)
    let fit = order.map { prepared.fitted($0) } ?? prepared.searched(maySeason: maySeason, known: known)
    guard let fit else {
      throw ForecastError(
        .valuesNotSuited, subject: order?.description ?? name, detail: "no stationary model could be fitted",
        hint: "use another order; ets and theta work on any series")
    }
    return FittedARIMA(fit, prepared)
  }

  /// The orders that were found earlier, their coefficients found again from where they stood.
  public func refit(_ earlier: FittedARIMA, to series: Series) throws(ForecastError) -> FittedARIMA {
    let values = try GapFilling.seasonal.fill(series).values
    try regressors.check(count: values.count)
    let order = earlier.order
    let differencing = Differencing(order.differences, order.seasonalDifferences, seasonLength: series.seasonLength)
    let prepared = PreparedARIMA(values, differencing.differenced(values), differencing, regressors)
    let again = prepared.fitter.fit(
      order, start: earlier.vector(in: prepared), iterationLimit: 6, relativeDecrease: 1e-4, tolerance: 1e-8)
    guard let again else { return try fit(series) }
    return FittedARIMA(again, prepared)
  }
}

/// A series that was differenced and brought to a spread of 1, with its regressors.
final class PreparedARIMA {
  let observed: [Double]
  let differencing: Differencing
  let regressors: Regressors
  /// What differenced values and differenced regressors were divided by.
  let scale: Double
  let columnScales: [Double]
  let count: Int
  let fitter: ARIMAFitter

  init(_ observed: [Double], _ stationary: [Double], _ differencing: Differencing, _ regressors: Regressors) {
    self.observed = observed
    self.differencing = differencing
    self.regressors = regressors
    count = stationary.count
    scale = PreparedARIMA.size(stationary)
    let columns = regressors.columns.map { differencing.differenced(Array($0.prefix(observed.count))) }
    let sizes = columns.map(PreparedARIMA.size)
    columnScales = sizes
    let divisor = scale
    fitter = ARIMAFitter(
      stationary.map { $0 / divisor }, regressors: zip(columns, sizes).map { column, size in column.map { $0 / size } },
      seasonLength: differencing.seasonLength)
  }

  /// Root mean square, 1 for nothing but zeros. Of values that neither over- nor underflow when squared.
  private static func size(_ values: [Double]) -> Double {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return 1 }
    let squares = values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    let size = largest * (squares / Double(values.count)).squareRoot()
    return size.isNormal ? size : 1
  }

  /// From several beginnings: the likelihood of large orders has more than one valley.
  func fitted(_ order: ARIMAOrder) -> ARIMAFit? {
    let lags = [order.autoregressive, order.seasonalAutoregressive, order.movingAverage, order.seasonalMovingAverage]
    let rest = [Double](repeating: 0, count: regressors.columns.count + (order.hasConstant ? 1 : 0))
    let beginnings: [[Double]] = [
      [0.1, 0.1, -0.1, -0.1], [0.6, 0.3, -0.3, -0.6], [-0.4, 0.3, 0.4, -0.6], [0.9, 0.5, -0.6, -0.3], [0.3, -0.4, 0.5, 0.3],
    ]
    let fits = beginnings.compactMap { begin -> ARIMAFit? in
      let start = zip(lags, begin).flatMap { count, first in (0..<count).map { $0 == 0 ? first : 0.01 } }
      return fitter.fit(order, start: start + rest, iterationLimit: 100, relativeDecrease: 1e-10)
    }
    return fits.min { $0.deviance < $1.deviance }
  }

  /// - Parameter known: found on fewer values.
  func searched(maySeason: Bool, known: FittedARIMA?) -> ARIMAFit? {
    let short = count < 10
    let limit = ARIMALimit(
      terms: short ? 1 : min(ARIMA.mostTerms, count / 3), seasonalTerms: maySeason ? ARIMA.mostSeasonalTerms : 0,
      mayHaveConstant: differencing.differences + differencing.seasonalDifferences < 2)
    let search = ARIMASearch(fitter, limit: limit, regressorCount: regressors.columns.count)
    let beginning = known.flatMap { known -> ARIMAFit? in
      guard known.order.differences == differencing.differences, known.order.seasonalDifferences == differencing.seasonalDifferences,
        limit.allows(known.order)
      else { return nil }
      return ARIMAFit(order: known.order, vector: known.vector(in: self), deviance: .infinity, observations: count)
    }
    return search.best(
      differences: differencing.differences, seasonalDifferences: differencing.seasonalDifferences, from: beginning)
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// What Spring Festival and the working days do to one series, and the way to take it out and put it back.
///
/// Effects multiply where all values of the series are positive and add otherwise. What the calendar does every year at the same time is left to the
/// season: an effect speaks of the deviation from it.
public struct CalendarEffect: Sendable {
  /// Whose features were used: `SpringFestival+WorkingDays`.
  public let name: String
  /// Each feature's effect when its whole window falls into one period: on the logarithm, or in units of the series.
  public let coefficients: [ModelParameter]
  public let isMultiplicative: Bool
  /// Twice the logarithm of the odds that there is an effect; infinite where a group said so.
  public let evidence: Double
  /// Σ|error| of the periods it moves when each year is foretold by the others, as a share of that without the effect; NaN where it was not tested.
  public let foretoldShare: Double

  /// Under which it was learnt; nil where none was fitted to the series itself.
  let filter: AirlineFilter?

  private let periods: DatedPeriods
  private let features: [CalendarFeature]
  private let seasonLength: Int

  init(
    _ name: String, _ features: [(feature: CalendarFeature, coefficient: Double)], isMultiplicative: Bool, evidence: Double,
    foretoldShare: Double, periods: DatedPeriods, seasonLength: Int, filter: AirlineFilter?
  ) {
    let kept = features.filter { $0.coefficient != 0 }
    self.name = name
    self.features = kept.map(\.feature)
    coefficients = kept.map { ModelParameter($0.feature.name, $0.coefficient) }
    self.isMultiplicative = isMultiplicative
    (self.evidence, self.foretoldShare, self.periods, self.seasonLength) = (evidence, foretoldShare, periods, seasonLength)
    self.filter = filter
  }

  /// The effect that the past of `series` speaks for, shrunk towards none.
  ///
  /// - Parameter periods: the first period of the series is the first of these.
  /// - Returns: nil where the past does not speak for one: fewer than three years, odds not better than even, or years that do not foretell each other.
  /// - Complexity: 30 filters × periods × features², four thousandths of a second for 30 years of months.
  /// - Determinism: same input, same bits. Sees nothing but `series`.
  public static func learnt(from series: Series, _ periods: DatedPeriods) -> CalendarEffect? {
    guard let regression = CalendarRegression(series, periods), let search = CalendarSearch(regression),
      search.evidence >= CalendarSearch.leastEvidence
    else { return nil }
    let foretelling = search.foretelling(periods)
    guard foretelling.score >= CalendarSearch.leastScore else { return nil }
    let coefficients = search.average.coefficients(regression).map { $0 * regression.scale }
    return CalendarEffect(
      search.average.name, Array(zip(regression.features, coefficients)), isMultiplicative: regression.isLogarithmic,
      evidence: search.evidence, foretoldShare: foretelling.share, periods: periods, seasonLength: series.seasonLength,
      filter: search.average.filter)
  }

  /// The same effect on a series that begins `count` periods later.
  func moved(by count: Int) -> CalendarEffect {
    CalendarEffect(
      name, zip(features, coefficients).map { ($0, $1.value) }, isMultiplicative: isMultiplicative, evidence: evidence,
      foretoldShare: foretoldShare, periods: periods.moved(by: count), seasonLength: seasonLength, filter: nil)
  }

  /// At the period `index` (0 is the first): a logarithm where effects multiply, else units of the series.
  public func shift(at index: Int) -> Double {
    var sum = 0.0
    for (feature, coefficient) in zip(features, coefficients) {
      sum += coefficient.value * CalendarRegression.deviation(feature, periods, seasonLength, at: index)
    }
    return sum
  }

  /// `value` of the period `index` without the effect.
  func removed(_ value: Double, at index: Int) -> Double {
    isMultiplicative ? value / exponential(shift(at: index)) : value - shift(at: index)
  }

  /// `value` of the period `index` with the effect put back.
  func restored(_ value: Double, at index: Int) -> Double {
    let restored = isMultiplicative ? value * exponential(shift(at: index)) : value + shift(at: index)
    // Next to the end of the range of numbers an effect must not leave it.
    return min(max(restored, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }

  /// The history as it would have been in a usual year; gaps stay gaps.
  ///
  /// - Throws: `not-finite` where a value leaves the range of numbers.
  public func removed(from series: Series) throws(ForecastError) -> Series {
    let values = series.values.enumerated().map { $1.isNaN ? nil : Optional(removed($1, at: $0)) }
    return try Series(values, seasonLength: series.seasonLength, granularity: series.granularity)
  }

  /// A forecast of the history without the effect, with it: mean and spread.
  ///
  /// - Parameter count: periods of the history.
  /// - Parameter floor: that of the series as it was.
  public func restored(_ forecast: Forecast, after count: Int, floor: Double) -> Forecast {
    let steps = 0..<forecast.horizon
    return Forecast(
      method: forecast.method + "+" + name, mean: steps.map { restored(forecast.mean[$0], at: count + $0) },
      scale: steps.map { forecast.scale[$0] * (isMultiplicative ? exponential(shift(at: count + $0)) : 1) }, shape: forecast.shape,
      stepShapes: forecast.stepShapes, floor: floor)
  }
}

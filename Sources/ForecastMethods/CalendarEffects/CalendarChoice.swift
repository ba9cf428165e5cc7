// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Forecasting

/// The automatic choice behind the Chinese calendar.
///
/// Where effects that multiply were found in months, two methods that see the logarithms of the usual year stand beside the choice, a third each:
/// exponential smoothing, and the airline model under which the effects were learnt. Trade that the festival moves by shares mostly grows and swings by
/// shares too, and the weights of the choice were learnt from series of many kinds. Elsewhere the forecast is that of
/// `CalendarAdjusted(AutomaticChoice)`, bit for bit.
///
/// - Missing values: stay missing for the methods, never scored.
/// - Determinism: same input, same bits. At an origin in the past nothing after it is seen.
/// - References: J. M. Bates, C. W. J. Granger (1969), The combination of forecasts, Operational Research Quarterly 20(4), 451–468.
public struct CalendarChoice: ForecastModel {
  public let choice: AutomaticChoice
  /// Those of the series to be fitted; nil: the series has no dates.
  public let periods: DatedPeriods?
  /// Of the series' group; nil: the series speaks for itself alone.
  public let prior: CalendarPrior?

  public var name: String { choice.name }

  public init(_ choice: AutomaticChoice, periods: DatedPeriods?, prior: CalendarPrior? = nil) {
    (self.choice, self.periods, self.prior) = (choice, periods, prior)
  }

  /// - Throws: what the choice throws.
  public func fit(_ series: Series) throws(ForecastError) -> FittedCalendarAdjusted<FittedChoice> {
    let adjusted = CalendarAdjusted(choice, periods: periods, prior: prior)
    guard let (effect, usual) = adjusted.usual(series) else {
      return FittedCalendarAdjusted(try choice.fit(series), nil, series)
    }
    let fitted = try choice.fit(usual)
    guard effect.isMultiplicative, periods?.granularity == .month, choice.methods == nil, choice.season == nil,
      let filter = effect.filter
    else {
      return FittedCalendarAdjusted(fitted, effect, series)
    }
    return FittedCalendarAdjusted(CalendarChoice.inCompany(fitted, usual.withoutLeadingGaps(), filter), effect, series)
  }

  /// The choice and methods on logarithms as one combination; the choice alone where it is no combination itself.
  private static func inCompany(_ choice: FittedChoice, _ series: Series, _ filter: AirlineFilter) -> FittedChoice {
    guard choice.chosen == .combination else { return choice }
    var members: [any FittedModel] = [choice.model]
    if let smoothed = try? LogarithmicModel(ExponentialSmoothing()).fit(series) { members.append(smoothed) }
    if let airline = try? LogarithmicModel(AirlineModel(filter: filter)).fit(series) { members.append(airline) }
    // With one of them alone the choice would count for more than it has shown.
    guard members.count == 3, let model = try? FittedCombination(members: members, weights: [1, 1, 1]) else { return choice }
    return FittedChoice(
      model: model, chosen: choice.chosen, candidates: choice.candidates, calibration: choice.calibration, evidence: choice.evidence,
      floor: choice.floor, intervals: choice.intervals)
  }
}

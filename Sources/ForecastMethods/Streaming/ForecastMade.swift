// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// The forecast of one series, and what is known of how it came.
struct ForecastMade {
  var forecast: Forecast
  var isBehindNaive = false
  /// What it tells of the intervals of other series.
  var evidence = IntervalEvidence.nothing
  var driverFindings: [SeriesFinding] = []
  var contributions = ""
}

extension SeriesForecaster {
  /// The chosen method behind the drivers of the series and the calendar; behind the calendar alone where no driver counts, as if
  /// there were no drivers.
  ///
  /// Drivers and calendar are regressed together: a promotion that nobody tells can hide the festival, and what both explain
  /// is counted once.
  func make(_ identifier: String, _ series: Series, _ grid: PeriodGrid) throws(ForecastError) -> ForecastMade {
    let periods = calendar.periods(of: grid)
    let choice = AutomaticChoice(horizon: horizon, methods: methods, table: table, intervals: intervals)
    let values = gapFilling == .seasonal ? series : try gapFilling.fill(series)
    guard let drivers else { return try usual(identifier, values, grid, choice, periods) }
    let given = try SeriesDrivers(drivers, identifier, grid, count: series.count, horizon: horizon, ahead: ahead)
    if var made = try driven(identifier, values, grid, choice, given) {
      made.driverFindings = given.findings
      return made
    }
    var made = try usual(identifier, values, grid, choice, periods)
    made.driverFindings = given.findings
    return made
  }

  private func usual(
    _ identifier: String, _ series: Series, _ grid: PeriodGrid, _ choice: AutomaticChoice, _ periods: DatedPeriods?
  ) throws(ForecastError) -> ForecastMade {
    let fitted = try CalendarChoice(choice, periods: periods).fit(series)
    let forecast = try fitted.forecast(horizon: horizon)
    var made = ForecastMade(forecast: forecast, isBehindNaive: fitted.model.isBehindNaive, evidence: fitted.model.evidence)
    guard explains else { return made }
    let plain = fitted.effect == nil ? forecast.mean : try fitted.model.forecast(horizon: horizon).mean
    let base = (fitted.effect == nil ? fitted.observed : fitted.model.observed) + plain
    let total = fitted.observed + forecast.mean
    made.contributions = ContributionLines(drivers?.names ?? []).lines(
      identifier, grid, first: series.count - fitted.observed.count, base: base, drivers: [:], calendar: zip(total, base).map { $0 - $1 })
    return made
  }

  /// nil where no driver of the file counts.
  private func driven(
    _ identifier: String, _ series: Series, _ grid: PeriodGrid, _ choice: AutomaticChoice, _ given: SeriesDrivers
  ) throws(ForecastError) -> ForecastMade? {
    guard !given.drivers.isEmpty else { return nil }
    try given.checkPast()
    let regression = DynamicRegression(choice, checked: given.drivers + calendarDrivers(series, grid, beside: given.drivers))
    let learnt = try regression.learnt(from: series)
    guard let effect = learnt.effect, effect.terms.contains(where: { $0.column.driver < given.drivers.count }) else { return nil }
    try given.checkAhead(effect, horizon: horizon)
    let fitted = try regression.fit(series, learnt)
    let forecast = try fitted.forecast(horizon: horizon)
    var made = ForecastMade(forecast: forecast, isBehindNaive: fitted.model.isBehindNaive, evidence: fitted.model.evidence)
    guard explains else { return made }
    let found = try fitted.contributions(horizon: horizon)
    var (shares, festive) = ([Int: [Double]](), [Double](repeating: 0, count: found.base.count))
    for driver in found.drivers {
      if let place = given.drivers.firstIndex(where: { $0.name == driver.name }) {
        shares[given.places[place]] = driver.values
      } else {
        for (index, value) in driver.values.enumerated() { festive[index] += value }
      }
    }
    made.contributions = ContributionLines(drivers?.names ?? []).lines(
      identifier, grid, first: found.firstPeriod, base: found.base, drivers: shares, calendar: festive)
    return made
  }

  /// Those of the calendar for series long enough, less what the file itself knows under the same name.
  private func calendarDrivers(_ series: Series, _ grid: PeriodGrid, beside given: [Driver]) -> [Driver] {
    guard let periods = calendar.periods(of: grid), series.count >= 3 * periods.perYear else { return [] }
    return Driver.chineseCalendar(periods, seasonLength: series.seasonLength, count: series.count + horizon).filter { festive in
      !given.contains { $0.name == festive.name }
    }
  }
}

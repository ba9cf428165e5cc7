// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Planning

/// What every series takes from its product family, each thing learnt on what those before it left: calendar, market drivers, season.
struct FamilyLearning: Sendable {
  let calendars: FamilyCalendars
  let drivers: FamilyDrivers
  /// Where it would have made better forecasts.
  let seasons: FamilySeasons

  /// - Parameters:
  ///   - through: the last month of sales that may be seen.
  ///   - horizon: months ahead.
  init(
    _ history: SalesHistory, _ catalogue: Catalogue, _ market: MarketDrivers, through origin: Month, horizon: Int, work: any ParallelWork
  ) {
    let totals = FamilyTotals.read(history, catalogue, through: origin)
    calendars = FamilyCalendars.learn(totals)
    let usual = totals.without(calendars)
    drivers = FamilyDrivers.learn(usual, market, horizon: horizon)
    seasons = FamilySeasons.learn(usual.without(drivers)).whereBetter(work)
  }
}

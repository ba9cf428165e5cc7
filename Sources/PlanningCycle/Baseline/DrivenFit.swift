// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import Quantities

/// A method behind what its family knows of calendar and market drivers: both are taken out of the history, and come back with the forecast.
struct DrivenFit {
  let choice: FittedChoice
  /// Not below nought.
  let forecast: Forecast
  /// What the calendar effect is called; empty for none.
  let calendar: String
  /// nil where no driver is used.
  let drivers: MemberDriverEffect?

  /// - Throws: what the method throws.
  static func make(
    _ method: AutomaticChoice, _ series: Series, calendar: SharedCalendarEffect?, drivers: MemberDriverEffect?, horizon: Int
  ) throws(ForecastError) -> DrivenFit {
    let own = calendar?.effect(onLast: series.count)
    let usual = (try? own?.removed(from: series)) ?? series
    // Where the numbers do not allow it, as if there were no drivers.
    guard let drivers, let plain = try? drivers.removed(from: usual) else {
      return try undriven(method, series, calendar, horizon: horizon)
    }
    let choice = try method.fit(plain)
    let driven = drivers.restored(try choice.forecast(horizon: horizon), floor: 0)
    let forecast = own?.restored(driven, after: series.count, floor: 0) ?? driven
    return DrivenFit(choice: choice, forecast: forecast.withFloor(0), calendar: own?.name ?? "", drivers: drivers)
  }

  private static func undriven(
    _ method: AutomaticChoice, _ series: Series, _ calendar: SharedCalendarEffect?, horizon: Int
  ) throws(ForecastError) -> DrivenFit {
    let fitted = if let calendar { try calendar.fit(method, to: series) } else { try CalendarAdjusted(method, periods: nil).fit(series) }
    return DrivenFit(
      choice: fitted.model, forecast: try fitted.forecast(horizon: horizon).withFloor(0), calendar: fitted.effect?.name ?? "", drivers: nil)
  }

  /// What became of each driver, with what each month of a series gets of it.
  static func shared(_ parts: [DriverPart], _ effect: MemberDriverEffect?, horizon: Int) -> [DriverPart] {
    guard let effect else { return parts }
    let found = effect.parts(horizon: horizon)
    return parts.map { part in
      guard let own = found.first(where: { $0.name == part.name }) else { return part }
      return part.with(shares: own.shares.map { Rounding.toInteger($0 * 1_000_000) ?? 0 })
    }
  }
}

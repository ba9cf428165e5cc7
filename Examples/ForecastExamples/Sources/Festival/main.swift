// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting

// Twelve years of months that lose a third in the three weeks from the Spring Festival on, wherever it falls.
let first = Month(year: 2012, month: 1)
let sales = (0..<144).map { index -> Double in
  let month = first.adding(months: index)
  let noise = Double(index * 7_919 % 101) / 50 - 1
  let festival = Festival.springFestival.day(in: month.year)
  let closed = festival.map { day in month.days.count { (0...20).contains(day.distance(to: $0)) } } ?? 0
  return (500 + Double(index)) * (1 - Double(closed) / 63) * (1 + 0.02 * noise)
}
let series = try Series(sales, seasonLength: 12, granularity: .month)

// The method sees a usual year; the festival comes back with its forecast.
let periods = DatedPeriods(months: first)
let adjusted = CalendarAdjusted(ExponentialSmoothing(), periods: periods)
let plan = BacktestPlan(horizon: 12, windows: 5, step: 12)
let (with, without) = (try Backtest(adjusted, on: series, plan: plan), try Backtest(ExponentialSmoothing(), on: series, plan: plan))
print("method: \(try adjusted.fit(series).method)")
print("WAPE with the calendar: \(percent(with.wape)), without: \(percent(without.wape))")

func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

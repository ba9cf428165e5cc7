// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
import NumericalMethods

/// Who is held to the promises.
enum FuzzSubjects {
  /// Fitted in microseconds: every series is given to each.
  static let quick: [FuzzPromises] = [
    method(.naive, [.shift, .units]), method(.seasonalNaive, [.shift, .units]), method(.drift, [.shift, .units]),
    method(.mean, [.shift, .units]), method(.theta, .units), method(.dynamicTheta), method(.optimisedTheta), method(.dynamicStandardTheta),
    method(.croston, .units), method(.syntetosBoylan, .units), method(.crostonOptimised), method(.teunterSyntetosBabai, .units),
    method(.aggregateDisaggregate), method(.multipleAggregation),
  ]

  /// They choose: each series is given to one of them in turn.
  static let choosing: [FuzzPromises] = [
    method(.exponentialSmoothing), method(.complexSmoothing), method(.arima), method(.seasonTrend), method(.multipleSeasons),
    method(.combination),
    named("auto") { series throws(ForecastError) in try AutomaticChoice(horizon: 6, windows: 2).fit(series) },
    named("auto of three") { series throws(ForecastError) in
      try AutomaticChoice(horizon: 3, methods: [.seasonalNaive, .theta, .croston]).fit(series)
    },
    named("auto with the season of a group") { series throws(ForecastError) in
      let total = (0..<series.count).map(groupTotal)
      return try AutomaticChoice(horizon: 4, windows: 1, season: SharedSeason(total: total, seasonLength: 12)).fit(series)
    },
    named("auto behind the calendar") { series throws(ForecastError) in
      try CalendarChoice(AutomaticChoice(horizon: 4, windows: 1), periods: DatedPeriods(months: Month(year: 2009, month: 2))).fit(series)
    },
  ]

  /// Of given form: likewise, one more for each series.
  static let given: [FuzzPromises] = special + arima + complex + smoothing

  private static let special: [FuzzPromises] = [
    named("logarithms") { series throws(ForecastError) in try LogarithmicModel(HistoricalMean()).fit(series) },
    calendar("months", Theta(), DatedPeriods(months: Month(year: 2009, month: 2))),
    calendar("weeks", HistoricalMean(), DatedPeriods(weeks: Month(year: 2015, month: 1).firstDay)),
    calendar("days", DynamicTheta(), DatedPeriods(days: Month(year: 2017, month: 12).firstDay)),
    named("mstl of three") { series throws(ForecastError) in try DecompositionForecast(.mstl, seasonLengths: [2, 5, 12]).fit(series) },
    named("arima with causes") { series throws(ForecastError) in
      let places = 0..<(series.count + ForecastLimits.horizon)
      let columns = [places.map { Double($0 % 5) }, places.map { 1e6 * Double($0 * 7 % 13) }]
      return try ARIMA(regressors: Regressors(names: ["a", "b"], columns: columns)).fit(series)
    },
  ]

  private static let arima: [FuzzPromises] = [
    ARIMAOrder(1, 1, 1), ARIMAOrder(5, 0, 3, hasConstant: true), ARIMAOrder(0, 2, 2), ARIMAOrder(1, 0, 1, seasonal: (1, 1, 1)),
  ].map { order in named(order.description) { series throws(ForecastError) in try ARIMA(order).fit(series) } }

  private static let complex: [FuzzPromises] = ComplexForm.allCases.map { form in
    named("ces \(form.rawValue)") { series throws(ForecastError) in try ComplexExponentialSmoothing(form).fit(series) }
  }

  private static let smoothing: [FuzzPromises] = ETSForm.all.map { form in
    named(form.description) { series throws(ForecastError) in try ExponentialSmoothing(form).fit(series) }
  }

  private static func groupTotal(_ month: Int) -> Double {
    let wave = 20 * cosine(Double(month) / 6 * Double.pi)
    return 50 + wave + Double(month * 7 % 5)
  }

  /// Everything that was promised of one series and not kept.
  static func broken(_ number: Int) throws -> [BrokenPromise] {
    let fuzz = FuzzSeries(number)
    let parts = FuzzParts.all[number % FuzzParts.all.count]
    let found = try parts.check(fuzz).map { BrokenPromise(subject: parts.name, series: fuzz, promise: $0) }
    // Divided, not the remainder alone: parts and methods meet in all pairs.
    let turn = number / FuzzParts.all.count
    return try (quick + [choosing[turn % choosing.count], given[number % given.count]]).reduce(into: found) { $0 += try $1.broken(fuzz) }
  }

  private static func method(_ method: ForecastMethod, _ laws: FuzzPromises.Laws = []) -> FuzzPromises {
    FuzzPromises(subject: method.name, laws: laws) { series throws(ForecastError) in try method.fit(series) }
  }

  private static func named(_ subject: String, _ fit: @escaping @Sendable (Series) throws(ForecastError) -> any FittedModel) -> FuzzPromises
  {
    FuzzPromises(subject: subject, laws: [], fit: fit)
  }

  private static func calendar<Model: ForecastModel>(_ what: String, _ model: Model, _ periods: DatedPeriods) -> FuzzPromises {
    FuzzPromises(subject: "\(model.name) behind the calendar, \(what)", laws: []) { series throws(ForecastError) in
      try CalendarAdjusted(model, periods: periods).fit(series)
    }
  }
}

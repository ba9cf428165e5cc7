// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
import NumericalMethods
import Testing

/// Sales made up with promotions, prices and advertising of known effect.
/// Sees: an effect of the wrong size, at the wrong lag, found where there is none, or shared out wrongly. Does not see: whether a cause is
/// one.
@Suite struct DriverStories {
  /// Sixty months and a year ahead.
  struct Shop {
    var months = 60
    var seed: UInt64 = 1
    var noise = 0.04

    /// One month in five; without a rhythm that the season could know.
    var promotion: [Double] {
      var random = RandomStream(seed: seed &+ 100)
      return (0..<(months + 12)).map { _ in random.uniform() < 0.2 ? 1 : 0 }
    }
    var price: [Double] {
      var random = RandomStream(seed: seed &+ 200)
      return (0..<(months + 12)).map { _ in 20 * exponential(0.12 * random.normal()) }
    }
    var advertising: [Double] {
      var random = RandomStream(seed: seed &+ 300)
      return (0..<(months + 12)).map { _ in max(0, random.normal()) }
    }
    var weather: [Double] {
      var random = RandomStream(seed: seed &+ 400)
      return (0..<(months + 12)).map { _ in 15 + 5 * random.normal() }
    }

    /// A slow level, a season, noise, and what `effect` adds to the logarithm.
    func sales(_ effect: (Int) -> Double) -> [Double] {
      var random = RandomStream(seed: seed)
      var level = 6.0
      return (0..<(months + 12)).map { index in
        level += 0.003 + 0.2 * noise * random.normal()
        return exponential(level + 0.2 * cosine(Double(index) / 6 * .pi) + effect(index) + noise * random.normal())
      }
    }

    func series(_ values: [Double]) throws -> Series { try Series(Array(values.prefix(months)), seasonLength: 12, granularity: .month) }
  }

  @Test("a promotion that raises sales by a third is found, and its size is", arguments: 1...6 as ClosedRange<UInt64>)
  func promotion(_ seed: UInt64) throws {
    let shop = Shop(seed: seed)
    let promotion = shop.promotion
    let values = shop.sales { 0.3 * promotion[$0] }
    let drivers = [try Driver("promotion", promotion), try Driver("weather", shop.weather)]
    let fitted = try DynamicRegression(ExponentialSmoothing(), drivers: drivers).fit(shop.series(values))
    #expect(fitted.decisions[0].isUsed && fitted.isMultiplicative)
    #expect(abs(fitted.decisions[0].effects[0].coefficient - 0.3) < 0.06)
    #expect(fitted.method.hasSuffix("+promotion"))
    #expect(fitted.parameters.last == ModelParameter("promotion", fitted.decisions[0].effects[0].coefficient))
    #expect(fitted.decisions[1].verdict == .noEffect && fitted.decisions[1].effects.isEmpty)
  }

  @Test("where the price counts by its logarithm the coefficient is the elasticity")
  func elasticity() throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let shop = Shop(months: 96, seed: seed)
      let price = shop.price
      let values = shop.sales { -1.8 * logarithm(price[$0] / 20) }
      let fitted = try DynamicRegression(ExponentialSmoothing(), drivers: [Driver("price", price)]).fit(shop.series(values))
      let effect = try #require(fitted.decisions[0].effects.first)
      #expect(effect.isOfLogarithm && fitted.isMultiplicative)
      #expect(abs(effect.coefficient + 1.8) < 0.25, "\(effect.coefficient)")
      #expect(fitted.parameters.last?.name == "log price")
    }
  }

  @Test("a result that may be below nought adds its drivers up, in its own units")
  func additive() throws {
    let shop = Shop(months: 80, seed: 5)
    let promotion = shop.promotion
    var random = RandomStream(seed: 9)
    let values = promotion.indices.map { 20 * promotion[$0] + 3 * cosine(Double($0) / 6 * .pi) + 4 * random.normal() }
    let fitted = try DynamicRegression(ARIMA(), drivers: [Driver("promotion", promotion)]).fit(shop.series(values))
    #expect(fitted.decisions[0].isUsed && !fitted.isMultiplicative)
    #expect(abs(fitted.decisions[0].effects[0].coefficient - 20) < 4)
  }

  @Test("advertising that works two months later is found at that lag, among lags that do nothing")
  func lag() throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let shop = Shop(months: 72, seed: seed)
      let advertising = shop.advertising
      let values = shop.sales { $0 >= 2 ? 0.2 * advertising[$0 - 2] : 0 }
      let driver = try Driver("advertising", advertising, lags: 0...3)
      let fitted = try DynamicRegression(ExponentialSmoothing(), drivers: [driver]).fit(shop.series(values))
      #expect(fitted.decisions[0].effects.map(\.lag) == [2])
      #expect(abs((fitted.decisions[0].effects.first?.coefficient ?? 0) - 0.2) < 0.05)
    }
  }

  @Test("drivers that do nothing are left out, say so, and leave the forecast as it was, bit for bit")
  func noise() throws {
    var used = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      let shop = Shop(seed: seed)
      let series = try shop.series(shop.sales { _ in 0 })
      let drivers = [
        try Driver("promotion", shop.promotion), try Driver("price", shop.price), try Driver("advertising", shop.advertising, lags: 0...2),
      ]
      let fitted = try DynamicRegression(ExponentialSmoothing(), drivers: drivers).fit(series)
      used += fitted.decisions.count { $0.isUsed }
      guard !fitted.decisions.contains(where: \.isUsed) else { continue }
      #expect(fitted.decisions.allSatisfy { $0.verdict == .noEffect || $0.verdict == .foretoldNothing })
      #expect(try fitted.forecast(horizon: 6) == ExponentialSmoothing().fit(series).forecast(horizon: 6))
    }
    #expect(used <= 2, "\(used) of 120")
  }

  @Test("knowing next year's promotions and prices halves the error of the forecast")
  func better() throws {
    var (with, without) = (0.0, 0.0)
    for seed in 1...10 as ClosedRange<UInt64> {
      let shop = Shop(seed: seed)
      let (promotion, price) = (shop.promotion, shop.price)
      let values = shop.sales { 0.3 * promotion[$0] - 1.5 * logarithm(price[$0] / 20) }
      let series = try shop.series(values)
      let drivers = [try Driver("promotion", promotion), try Driver("price", price), try Driver("weather", shop.weather)]
      let told = try DynamicRegression(ExponentialSmoothing(), drivers: drivers).fit(series).forecast(horizon: 12).mean
      let untold = try ExponentialSmoothing().fit(series).forecast(horizon: 12).mean
      for step in 0..<12 {
        with += abs(values[shop.months + step] - told[step])
        without += abs(values[shop.months + step] - untold[step])
      }
    }
    print("made up: error with drivers \(with / without) of that without")
    #expect(with < 0.5 * without)
  }

  @Test("what moved each period adds up, in the past and ahead; months without a promotion owe it nothing")
  func contributions() throws {
    let shop = Shop(seed: 3)
    let (promotion, price) = (shop.promotion, shop.price)
    let values = shop.sales { 0.4 * promotion[$0] - 1.5 * logarithm(price[$0] / 20) }
    let drivers = [try Driver("promotion", promotion), try Driver("price", price)]
    let fitted = try DynamicRegression(ExponentialSmoothing(), drivers: drivers).fit(shop.series(values))
    let parts = try fitted.contributions(horizon: 12)
    #expect(parts.drivers.map(\.name) == ["promotion", "price"] && parts.firstPeriod == 0 && parts.pastCount == shop.months)
    let whole = fitted.observed + (try fitted.forecast(horizon: 12).mean)
    #expect(parts.total.count == 72 && zip(parts.total, whole).allSatisfy { abs($0 - $1) < 1e-9 * $1 })
    for index in 0..<72 {
      let owed = parts.drivers[0].values[index]
      #expect(promotion[index] == 0 ? owed == 0 : owed > 0.2 * parts.base[index], "period \(index + 1)")
    }
    let past = try fitted.contributions()
    #expect(past.base == Array(parts.base.prefix(shop.months)))
  }

  @Test("drivers that cannot be told from the season, from each other or from nothing say which it is")
  func indistinct() throws {
    let shop = Shop(seed: 2)
    let promotion = shop.promotion
    let months = 0..<72
    let drivers = [
      try Driver("promotion", promotion), try Driver("flyers", promotion.map { 500 * $0 + 20 }),
      try Driver("december", months.map { $0 % 12 == 11 ? 1.0 : 0 }), try Driver("shops", months.map { _ in 7.0 }),
      try Driver("index", months.map { 100 + 2 * Double($0) }),
    ]
    let fitted = try DynamicRegression(Theta(), drivers: drivers).fit(shop.series(shop.sales { 0.3 * promotion[$0] }))
    #expect(fitted.decisions.map(\.verdict) == [.used, .sameAs("promotion"), .notDistinct, .neverMoved, .notDistinct])
  }

  @Test("a year with drivers for ten months of it is refused by name and period; unused drivers and longer lags need less")
  func missingFuture() throws {
    let shop = Shop(seed: 1)
    let promotion = shop.promotion
    let series = try shop.series(shop.sales { 0.3 * promotion[$0] })
    func fitted(_ known: Int) throws -> FittedDynamicRegression<FittedETS> {
      try DynamicRegression(
        ExponentialSmoothing(), drivers: [Driver("促销", Array(promotion.prefix(known))), Driver("weather", Array(shop.weather.prefix(60)))]
      ).fit(series)
    }
    let model = try fitted(70)
    #expect(try model.forecast(horizon: 10).horizon == 10)
    let error = #expect(throws: ForecastError.self) { try model.forecast(horizon: 12) }
    #expect(error?.code == .driverNotKnown)
    #expect(error?.subject == "driver \"促销\"" && error?.detail.contains("period 71, that is 11 after the end") == true)

    let advertising = shop.advertising
    let late = try shop.series(shop.sales { $0 >= 2 ? 0.25 * advertising[$0 - 2] : 0 })
    let lagged = try DynamicRegression(
      ExponentialSmoothing(), drivers: [Driver("advertising", Array(advertising.prefix(60)), lags: 1...3)]
    ).fit(late)
    #expect(lagged.decisions[0].effects.map(\.lag) == [2])
    #expect(try lagged.forecast(horizon: 2).horizon == 2)
    let far = #expect(throws: ForecastError.self) { try lagged.forecast(horizon: 3) }
    #expect(far?.detail.contains("period 61") == true)
  }

  @Test("a hole in the past of a driver, two of one name, a lag beyond the limit and what is no number are refused")
  func refusals() throws {
    let shop = Shop()
    let series = try shop.series(shop.sales { _ in 0 })
    var holed = shop.promotion.map(Optional.some)
    holed[6] = nil
    let hole = #expect(throws: ForecastError.self) { try DynamicRegression(Naive(), drivers: [Driver("promotion", holed)]).fit(series) }
    #expect(hole?.code == .driverNotKnown && hole?.detail.contains("period 7 has none") == true)
    let short = #expect(throws: ForecastError.self) {
      try DynamicRegression(Naive(), drivers: [Driver("promotion", [1.0, 2])]).fit(series)
    }
    #expect(short?.detail.contains("period 3 has none") == true)
    for wrong in [{ try Driver("a", [1.0], lags: 0...13) }, { try Driver("a", [1.0], lags: -1...0) }, { try Driver("", [1.0]) }] {
      #expect(throws: ForecastError.self) { try wrong() }
    }
    let nan = #expect(throws: ForecastError.self) { try Driver("price", [1, .nan]) }
    #expect(nan?.code == .notFinite && nan?.subject == "driver \"price\", period 2")
    let twice = #expect(throws: ForecastError.self) { try DynamicRegression(Naive(), drivers: [Driver("a", [1.0]), Driver("a", [2.0])]) }
    #expect(twice?.subject == "driver \"a\"")
    let many = try (0..<41).map { try Driver("d\($0)", [1.0]) }
    #expect(throws: ForecastError.self) { try DynamicRegression(Naive(), drivers: many) }
    let lags = try (0..<7).map { try Driver("d\($0)", [1.0], lags: 0...11) }
    #expect(throws: ForecastError.self) { try DynamicRegression(Naive(), drivers: lags) }
  }

  @Test("a promotion and the Spring Festival are told apart")
  func calendar() throws {
    let sales = MadeUpSales(seed: 3)
    var random = RandomStream(seed: 77)
    let promotion = (0..<(sales.months + 12)).map { _ in random.uniform() < 0.2 ? 1.0 : 0 }
    let values = sales.values(sales.months + 12).enumerated().map { $1 * exponential(0.25 * promotion[$0]) }
    let series = try Series(Array(values.prefix(sales.months)), seasonLength: 12, granularity: .month)
    let calendar = Driver.chineseCalendar(sales.periods, seasonLength: 12, count: sales.months + 12)
    #expect(calendar.count == 3)
    let fitted = try DynamicRegression(ExponentialSmoothing(), drivers: [Driver("promotion", promotion)] + calendar).fit(series)
    #expect(abs((fitted.decisions[0].effects.first?.coefficient ?? 0) - 0.25) < 0.04)
    let after = try #require(fitted.decisions.first { $0.name == "spring-festival-after-21" }?.effects.first)
    #expect(abs(after.coefficient - sales.closed) < 0.08, "\(after.coefficient)")
    #expect(Driver.chineseCalendar(DatedPeriods(days: Day(ordinal: 20_000)), seasonLength: 7, count: 30).count > 10)
  }

  @Test("intervals hold what they promise when effects have to be learnt from few months")
  func intervals() throws {
    var (inside, all) = (0, 0)
    for seed in 1...40 as ClosedRange<UInt64> {
      let shop = Shop(months: 48, seed: seed, noise: 0.08)
      let price = shop.price
      let values = shop.sales { -1.5 * logarithm(price[$0] / 20) }
      let fitted = try DynamicRegression(AutomaticChoice(horizon: 6), drivers: [Driver("price", price)]).fit(shop.series(values))
      let forecast = try fitted.forecast(horizon: 6)
      for step in 0..<6 {
        all += 1
        if forecast.interval(.eighty, step: step).contains(values[shop.months + step]) { inside += 1 }
      }
    }
    print("made up: \(inside) of \(all) in the 80 % interval")
    #expect(Double(inside) > 0.7 * Double(all) && Double(inside) < 0.95 * Double(all))
  }

  @Test("any method with drivers keeps the promises of a method")
  func contract() throws {
    let shop = Shop(months: 100, seed: 8)
    let drivers = [try Driver("promotion", shop.promotion), try Driver("price", shop.price, lags: 0...1)]
    try checkForecastModel(DynamicRegression(ExponentialSmoothing(), drivers: drivers))
    try checkForecastModel(DynamicRegression(SeasonalNaive(), drivers: drivers))
    try checkForecastModel(DynamicRegression(Theta(), drivers: []))
  }

  @Test("difficult series with difficult drivers give numbers or a refusal", arguments: DifficultSeriesTests.difficult)
  func difficult(_ example: DifficultSeriesTests.Difficult) throws {
    let count = example.values.count + 14
    let drivers = [
      try Driver("switch", (0..<count).map { $0 % 3 == 0 ? 1.0 : 0 }), try Driver("huge", (0..<count).map { 1e300 * Double(($0 * 7) % 5) }),
      try Driver("tiny", (0..<count).map { 1e-300 * Double(($0 * 5) % 7 + 1) }, lags: 0...3),
      try Driver("leap", (0..<count).map { $0 < count - 14 ? Double(($0 * 3) % 4) : 1e250 }),
    ]
    let series = try Series(example.values, seasonLength: 12)
    let fitted = try DynamicRegression(AutomaticChoice(horizon: 14), drivers: drivers).fit(series)
    let forecast = try fitted.forecast(horizon: 14)
    #expect(forecast.mean.allSatisfy(\.isFinite) && forecast.scale.allSatisfy(\.isFinite))
    #expect(fitted.parameters.allSatisfy { $0.value.isFinite })
    let parts = try fitted.contributions(horizon: 14)
    #expect(parts.drivers.allSatisfy { $0.values.allSatisfy(\.isFinite) } && parts.base.allSatisfy(\.isFinite))
  }
}

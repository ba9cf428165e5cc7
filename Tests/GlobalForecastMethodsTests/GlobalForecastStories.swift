// SPDX-License-Identifier: Apache-2.0
import Forecasting
import GlobalForecastMethods
import NumericalMethods
import Testing

/// Made-up companies whose series behave alike, so that one can learn from the others.
/// Sees: a model that learns nothing, that depends on chance, units or on what came later; traps and NaN. Does not see: how good it is on
/// real series
/// (`GlobalProofTests`).
@Suite struct GlobalForecastStories {
  /// Short series that fall back after every rise: too short to say so each for itself.
  static func swings(count: Int = 80, periods: Int = 22, seed: UInt64 = 1) throws -> (known: [SeriesSet.Member], later: [[Double]]) {
    var random = RandomStream(seed: seed)
    var (known, later) = ([SeriesSet.Member](), [[Double]]())
    for member in 0..<count {
      let level = 50 * exponential(2 * random.normal())
      var swing = 0.0
      let values = (0..<(periods + 2)).map { _ -> Double in
        swing = -0.85 * swing + random.normal()
        return level * exponential(0.1 * swing)
      }
      known.append(SeriesSet.Member("s\(member)", try Series(Array(values.prefix(periods)), seasonLength: 1)))
      later.append(Array(values.suffix(2)))
    }
    return (known, later)
  }

  static func bits(_ fitted: FittedGlobalForecast) -> UInt64 {
    var bits: UInt64 = 0xCBF2_9CE4_8422_2325
    for forecast in fitted.forecasts {
      for value in forecast.mean + forecast.scale { bits = (bits ^ value.bitPattern) &* 0x100_0000_01B3 }
    }
    return bits
  }

  @Test("what no series shows alone all of them teach together: next month's errors fall by a fifth against a smoothed level")
  func learns() throws {
    let (known, later) = try Self.swings()
    let fitted = try GlobalForecast(horizon: 2).fit(SeriesSet(known))
    #expect(fitted.rounds > 0 && fitted.windows > 500)
    var (ours, smoothed) = (0.0, 0.0)
    for (member, actual) in zip(known.indices, later) {
      let values = known[member].series.values
      var level = stableMean(Array(values.prefix(5)))
      for value in values { level += 0.3 * (value - level) }
      ours += abs(actual[0] - fitted.forecasts[member].mean[0]) / level
      smoothed += abs(actual[0] - level) / level
    }
    print("swings: \(ours / smoothed) of a smoothed level's error, \(fitted.rounds) rounds")
    #expect(ours < 0.8 * smoothed)
  }

  @Test("the same set has the same forecast to the last bit, twice in one process")
  func repeats() throws {
    let set = try SeriesSet(Self.swings().known)
    let model = try GlobalForecast(horizon: 4)
    let one = try model.fit(set)
    let two = try model.fit(set)
    #expect(one.forecasts == two.forecasts && one.rounds == two.rounds)
  }

  @Test("another process says the same bits")
  func repeatsElsewhere() async throws {
    let here = try Self.bits(GlobalForecast(horizon: 4).fit(SeriesSet(Self.swings().known)))
    let there = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      let fitted = try GlobalForecast(horizon: 4).fit(SeriesSet(GlobalForecastStories.swings().known))
      print("bits \(GlobalForecastStories.bits(fitted)) end")
    }
    let said = String(decoding: there?.standardOutputContent ?? [], as: UTF8.self)
    #expect(said.contains("bits \(here) end"))
  }

  @Test("a shop that sells a thousand times as much has a thousand times the forecast, and its neighbours keep theirs")
  func scales() throws {
    let known = try Self.swings().known
    let larger = try known.enumerated().map { index, member in
      index == 3
        ? SeriesSet.Member(member.identifier, try Series(member.series.values.map { $0 * 1_024 }, seasonLength: 1)) : member
    }
    let model = try GlobalForecast(horizon: 3)
    let (one, many) = (try model.fit(SeriesSet(known)), try model.fit(SeriesSet(larger)))
    #expect(many.forecasts[3].mean == one.forecasts[3].mean.map { $0 * 1_024 })
    #expect(many.forecasts[3].scale == one.forecasts[3].scale.map { $0 * 1_024 })
    #expect(many.forecasts[0] == one.forecasts[0] && many.forecasts[79] == one.forecasts[79])
  }

  @Test("labels that tell families apart help, even where the series themselves show most of it")
  func labels() throws {
    var random = RandomStream(seed: 5)
    var (plain, labelled, later) = ([SeriesSet.Member](), [SeriesSet.Member](), [Double]())
    for member in 0..<300 {
      let rises = member % 2 == 0
      var level = 100.0
      let values = (0..<20).map { _ -> Double in
        level += (rises ? 0.6 : -0.6) + random.normal()
        return level
      }
      let series = try Series(Array(values.prefix(14)), seasonLength: 1)
      plain.append(SeriesSet.Member("s\(member)", series))
      labelled.append(SeriesSet.Member("s\(member)", series, labels: [rises ? "新品" : "老品"]))
      later.append(values[19])
    }
    let model = try GlobalForecast(horizon: 6)
    func error(_ members: [SeriesSet.Member]) throws -> Double {
      let forecasts = try model.fit(SeriesSet(members)).forecasts
      return zip(forecasts, later).reduce(0) { $0 + abs($1.0.mean[5] - $1.1) }
    }
    let (with, without) = (try error(labelled), try error(plain))
    print("families: error with labels \(with / without) of that without")
    #expect(with < 0.98 * without)
  }

  @Test("four out of five values lie in the 80 % interval, levels nest, and what is sold stays above nought")
  func intervals() throws {
    var (inside, all) = (0, 0)
    for seed in 1...3 as ClosedRange<UInt64> {
      let (known, later) = try Self.swings(seed: seed)
      let forecasts = try GlobalForecast(horizon: 2).fit(SeriesSet(known)).forecasts
      for (forecast, actual) in zip(forecasts, later) {
        for step in 0..<2 {
          let (eighty, wide) = (forecast.interval(.eighty, step: step), forecast.interval(.ninetyFive, step: step))
          #expect(wide.lower <= eighty.lower && eighty.upper <= wide.upper && wide.lower >= 0)
          all += 1
          inside += eighty.contains(actual[step]) ? 1 : 0
        }
      }
    }
    print("swings: \(inside) of \(all) in the 80 % interval")
    #expect(Double(inside) > 0.72 * Double(all) && Double(inside) < 0.9 * Double(all))
  }

  @Test("gaps, noughts, negative, huge, tiny and single values give numbers beside ordinary series")
  func difficult() throws {
    var members = try Self.swings(periods: 30).known
    func add(_ values: [Double?]) throws { members.append(SeriesSet.Member("d\(members.count)", try Series(values, seasonLength: 1))) }
    try add([5])
    try add([nil, nil, 5, nil])
    try add([Double?](repeating: 0, count: 30))
    try add([Double?](repeating: 7, count: 30))
    try add((0..<48).map { 1e300 + 1e298 * Double($0 % 12) })
    try add((0..<48).map { 1e-300 * Double($0 % 12 + 1) })
    try add((0..<48).map { $0 == 30 ? 1e12 : 10 + Double($0 % 3) })
    try add((0..<48).map { Double(($0 * 31) % 17) - 20 })
    try add((0..<60).map { $0 % 9 == 0 ? Double($0) : nil })
    try add((0..<60).map { 1e6 / Double(sign: .plus, exponent: $0, significand: 1) })
    for season in [1, 7, 12, 52] {
      let set = try SeriesSet(members.map { SeriesSet.Member($0.identifier, $0.series.withSeasonLength(season)) })
      let fitted = try GlobalForecast(horizon: 14).fit(set)
      for (member, forecast) in zip(members, fitted.forecasts) {
        #expect(forecast.mean.allSatisfy(\.isFinite) && forecast.scale.allSatisfy(\.isFinite), "\(member.identifier)")
        let interval = forecast.interval(.ninetyFive, step: 13)
        #expect(interval.lower.isFinite && interval.upper.isFinite, "\(member.identifier)")
      }
    }
  }

  @Test("sets that are none are refused by name")
  func refusals() throws {
    let some = try Series([1.0, 2, 3], seasonLength: 12)
    let empty = #expect(throws: ForecastError.self) { try SeriesSet([]) }
    #expect(empty?.code == .noObservations)
    let unseen = #expect(throws: ForecastError.self) { try SeriesSet([.init("茶", try Series([nil, nil], seasonLength: 12))]) }
    #expect(unseen?.code == .noObservations && unseen?.subject == "series \"茶\"")
    let twice = #expect(throws: ForecastError.self) { try SeriesSet([.init("a", some), .init("a", some)]) }
    #expect(twice?.subject == "series \"a\"")
    let seasons = #expect(throws: ForecastError.self) { try SeriesSet([.init("a", some), .init("b", some.withSeasonLength(4))]) }
    #expect(seasons?.detail == "needs a season of 12 periods as the first series has, has 4")
    let labels = #expect(throws: ForecastError.self) { try SeriesSet([.init("a", some, labels: ["x"]), .init("b", some)]) }
    #expect(labels?.detail == "needs 1 labels, has 0")
    let short = #expect(throws: ForecastError.self) { try GlobalForecast(horizon: 2).fit(SeriesSet([.init("a", some)])) }
    #expect(short?.code == .seriesTooShort)
    let far = #expect(throws: ForecastError.self) { try GlobalForecast(horizon: 0) }
    #expect(far?.code == .horizonOutOfRange)
  }
}

// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import NumericalMethods
import Testing

/// Drinks launched over the years: sodas rise and fade, teas grow and stay; large bottles sell more.
/// Sees: the wrong likes, a curve at the wrong age, own periods that do not count, intervals that promise too much. Does not see: which
/// traits matter in a
/// real company.
@Suite struct LaunchStories {
  struct Drink {
    let traits: ProductTraits
    let values: [Double]
  }

  /// - Parameter shops: sales are in proportion to them.
  static func drink(_ family: String, shops: Double, periods: Int, first: Int = 0, noise: Double = 0.15, seed: UInt64) throws -> Drink {
    var random = RandomStream(seed: seed)
    let strength = exponential(0.3 * random.normal())
    let values = (0..<periods).map { age -> Double in
      let run =
        family == "soda" ? Double(age + 1) / 3 * exponential(1 - Double(age + 1) / 3) + 0.2 : 1 - exponential(-Double(age + 1) / 4) + 0.1
      let season = 1 + 0.3 * cosine(Double((first + age) % 12) / 6 * .pi)
      return 10 * shops * strength * run * season * exponential(noise * random.normal())
    }
    return Drink(traits: try ProductTraits(labels: [family, "bottle"], numbers: [shops, 3 + random.normal()]), values: values)
  }

  static func past(noise: Double = 0.15, seed: UInt64 = 0) throws -> [Analogue] {
    try (0..<40).map { index in
      let first = (index * 5) % 12
      let drink = try drink(
        index % 2 == 0 ? "soda" : "tea", shops: Double(20 + index * 13 % 80), periods: 40, first: first, noise: noise,
        seed: seed &+ UInt64(index) &+ 500)
      return Analogue("drink \(index)", drink.traits, try Series(drink.values, seasonLength: 12), firstPlace: first)
    }
  }

  @Test("a soda that nobody has tasted runs like sodas and not like teas, and the more shops the more it sells")
  func unborn() throws {
    let past = try Self.past()
    let launch = LaunchForecast(inProportionTo: 0)
    func fitted(_ family: String, _ shops: Double) throws -> FittedLaunch {
      try launch.forecast(ProductTraits(labels: [family, "bottle"], numbers: [shops, 3]), seasonLength: 12, horizon: 24, among: past)
    }
    let (soda, tea) = (try fitted("soda", 60), try fitted("tea", 60))
    #expect(soda.neighbours.allSatisfy { (Int($0.identifier.dropFirst(6)) ?? 1) % 2 == 0 } && soda.neighbours.count >= 3)
    #expect(soda.ownShare == 0 && soda.forecast.method.hasPrefix("Likeness("))
    // The same month of the year one year later.
    #expect(soda.forecast.mean[14] < 0.5 * soda.forecast.mean[2])
    #expect(tea.forecast.mean[14] > 1.2 * tea.forecast.mean[2])
    let twice = try fitted("soda", 66)
    #expect(
      twice.neighbours == soda.neighbours ? abs(twice.forecast.mean[5] / soda.forecast.mean[5] - 1.1) < 1e-9 : twice.forecast.mean[5] > 0)
  }

  @Test("errors of the first year are a quarter less than those of a flat line at the mean of all launches")
  func better() throws {
    let past = try Self.past()
    let flat = stableMean(past.map { stableMean(Array($0.history.values.prefix(12))) })
    var (with, without) = (0.0, 0.0)
    for seed in 1...30 as ClosedRange<UInt64> {
      let drink = try Self.drink(seed % 2 == 0 ? "soda" : "tea", shops: Double(20 + seed * 2), periods: 12, first: 3, seed: seed)
      let mean = try LaunchForecast(inProportionTo: 0).forecast(drink.traits, firstPlace: 3, seasonLength: 12, horizon: 12, among: past)
        .forecast.mean
      for step in 0..<12 {
        with += abs(drink.values[step] - mean[step])
        without += abs(drink.values[step] - flat)
      }
    }
    print("launches: \(with / without) of a flat line's error")
    #expect(with < 0.75 * without)
  }

  @Test("own periods count, the more of them the more, and make the forecast better")
  func own() throws {
    let past = try Self.past(noise: 0.25)
    var errors: [Double] = []
    var shares: [Double] = []
    for known in [0, 1, 3, 6] {
      var (error, share) = (0.0, 0.0)
      for seed in 1...30 as ClosedRange<UInt64> {
        let drink = try Self.drink("tea", shops: 50, periods: 18, noise: 0.25, seed: seed &+ 90)
        let fitted = try LaunchForecast(inProportionTo: 0).forecast(
          drink.traits, own: Array(drink.values.prefix(known)), seasonLength: 12, horizon: 12, among: past)
        share += fitted.ownShare / 30
        // The same six periods for all.
        for age in 6..<12 { error += abs(fitted.forecast.mean[age - known] - drink.values[age]) }
      }
      errors.append(error)
      shares.append(share)
    }
    print("own periods 0, 1, 3, 6: errors \(errors.map { $0 / errors[0] }), shares \(shares)")
    #expect(shares[0] == 0 && shares[1] < shares[3] && shares[3] > 0.5)
    #expect(errors[3] < 0.8 * errors[0] && errors[1] < errors[0])
  }

  @Test("four out of five launches lie in the 80 % interval")
  func intervals() throws {
    for known in [0, 3] {
      var (inside, all) = (0, 0)
      for seed in 1...60 as ClosedRange<UInt64> {
        let past = try Self.past(seed: seed &* 1_000)
        let drink = try Self.drink("soda", shops: 70, periods: 12, seed: seed)
        let forecast = try LaunchForecast(inProportionTo: 0).forecast(
          drink.traits, own: Array(drink.values.prefix(known)), seasonLength: 12, horizon: 6, among: past
        ).forecast
        for step in 0..<6 {
          all += 1
          if forecast.interval(.eighty, step: step).contains(drink.values[known + step]) { inside += 1 }
        }
      }
      print("launches with \(known) own periods: \(inside) of \(all) in the 80 % interval")
      #expect(Double(inside) > 0.72 * Double(all) && Double(inside) < 0.95 * Double(all))
    }
  }

  @Test("one analogue that went through the roof moves the curve hardly at all")
  func robust() throws {
    var past = try Self.past()
    let traits = try ProductTraits(labels: ["soda", "bottle"], numbers: [50, 3])
    let before = try LaunchForecast(inProportionTo: 0).forecast(traits, seasonLength: 12, horizon: 12, among: past)
    let nearest = try #require(before.neighbours.first?.identifier)
    let place = try #require(past.firstIndex { $0.identifier == nearest })
    past[place] = Analogue(
      nearest, past[place].traits, try Series(past[place].history.values.map { $0 * 100 }, seasonLength: 12),
      firstPlace: past[place].firstPlace)
    let after = try LaunchForecast(inProportionTo: 0).forecast(traits, seasonLength: 12, horizon: 12, among: past)
    for step in 0..<12 { #expect(abs(after.forecast.mean[step] / before.forecast.mean[step] - 1) < 0.35) }
  }

  @Test("same bits twice, a thousand times the sales have a thousand times the forecast, later launches leave no trace")
  func repeats() throws {
    let past = try Self.past()
    let traits = try ProductTraits(labels: ["tea", "bottle"], numbers: [50, nil])
    let launch = LaunchForecast()
    let one = try launch.forecast(traits, own: [100, nil, 160], seasonLength: 12, horizon: 9, among: past)
    let two = try launch.forecast(traits, own: [100, nil, 160], seasonLength: 12, horizon: 9, among: past)
    #expect(one.forecast == two.forecast && one.neighbours == two.neighbours)
    let larger = try past.map {
      Analogue($0.identifier, $0.traits, try Series($0.history.values.map { $0 * 1_024 }, seasonLength: 12), firstPlace: $0.firstPlace)
    }
    let many = try launch.forecast(traits, own: [102_400, nil, 163_840], seasonLength: 12, horizon: 9, among: larger)
    for step in 0..<9 { #expect(abs(many.forecast.mean[step] / 1_024 / one.forecast.mean[step] - 1) < 1e-9) }
  }

  @Test("too few likes, strangers, no size, returns and mixed seasons are refused; noughts and gaps are not")
  func refusals() throws {
    let past = try Self.past()
    let traits = try ProductTraits(labels: ["soda", ""], numbers: [50, 3])
    func refused(_ body: () throws -> FittedLaunch) -> ForecastError? { #expect(throws: ForecastError.self) { try body() } }
    let few = refused { try LaunchForecast().forecast(traits, seasonLength: 12, horizon: 3, among: Array(past.prefix(2))) }
    #expect(few?.code == .noErrorsToLearnFrom)
    let strange = refused { try LaunchForecast().forecast(ProductTraits(labels: ["spade"]), seasonLength: 12, horizon: 3, among: past) }
    #expect(strange?.code == .noErrorsToLearnFrom)
    let unsized = refused { try LaunchForecast(inProportionTo: 2).forecast(traits, seasonLength: 12, horizon: 3, among: past) }
    #expect(unsized?.subject == "size")
    let negative = refused { try LaunchForecast().forecast(traits, own: [3, -1], seasonLength: 12, horizon: 3, among: past) }
    #expect(negative?.subject == "value 2")
    let mixed = refused { try LaunchForecast().forecast(traits, seasonLength: 4, horizon: 3, among: past) }
    #expect(mixed?.subject == "analogue \"drink 0\"")
    let far = refused { try LaunchForecast().forecast(traits, seasonLength: 12, horizon: 0, among: past) }
    #expect(far?.code == .horizonOutOfRange)
    #expect(throws: ForecastError.self) { try ProductTraits(numbers: [.infinity]) }
    for own in [[0, 0, 0], [nil, nil], [0, nil, 5], [1e300], [1e-300, 2e-300]] as [[Double?]] {
      let fitted = try LaunchForecast().forecast(traits, own: own, seasonLength: 12, horizon: 50, among: past)
      #expect(fitted.forecast.mean.allSatisfy { $0.isFinite && $0 >= 0 } && fitted.forecast.scale.allSatisfy(\.isFinite))
    }
  }
}

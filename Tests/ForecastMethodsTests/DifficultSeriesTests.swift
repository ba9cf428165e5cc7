// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import NumericalMethods
import Testing

/// The series that come out of real companies: short, empty, broken. Sees traps, NaN and refusals; not quality.
@Suite struct DifficultSeriesTests {
  struct Difficult: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let values: [Double?]

    init(_ what: String, _ values: [Double?]) {
      testDescription = what
      self.values = values
    }

    init(_ what: String, count: Int, _ value: (Int) -> Double?) {
      self.init(what, (0..<count).map(value))
    }
  }

  static let difficult: [Difficult] = [
    Difficult("one observation", [5]),
    Difficult("two observations", [5, 7]),
    Difficult("three observations", [5, 7, 6]),
    Difficult("one observation between gaps", [nil, nil, 5, nil]),
    Difficult("all zeros", count: 30) { _ in 0 },
    Difficult("zeros, then a sale", count: 31) { $0 == 30 ? 12 : 0 },
    Difficult("a constant with gaps", count: 40) { $0 % 5 == 2 ? nil : 8 },
    Difficult("less than one season", count: 9) { Double($0) },
    Difficult("less than two seasons", count: 20) { Double(($0 * 7) % 12) },
    Difficult("intermittent", count: 48) { $0 % 7 == 3 ? Double($0 % 4 + 1) : 0 },
    Difficult("negative", count: 48) { Double(($0 * 31) % 17) - 20 },
    Difficult("huge", count: 48) { 1e300 + 1e298 * Double($0 % 12) },
    Difficult("tiny", count: 48) { 1e-300 * Double($0 % 12 + 1) },
    Difficult("one wild value", count: 48) { $0 == 30 ? 1e12 : 10 + Double($0 % 3) },
    Difficult("a step", count: 48) { $0 < 24 ? 5 : 500 },
    Difficult("mostly gaps", count: 60) { $0 % 9 == 0 ? Double($0) : nil },
    Difficult("halving", count: 60) { 1e6 / Double(sign: .plus, exponent: $0, significand: 1) },
  ]

  @Test("the automatic choice forecasts finitely with ordered intervals", arguments: difficult)
  func automatic(_ example: Difficult) throws {
    let (what, values) = (example.testDescription, example.values)
    for seasonLength in [1, 4, 12, 52] {
      let series = try Series(values, seasonLength: seasonLength)
      let choice = try AutomaticChoice(horizon: 12).fit(series)
      let forecast = try choice.forecast(horizon: 12)
      #expect(choice.candidates.filter(\.isChosen).count == 1, "\(what)")
      for step in 0..<12 {
        let interval = forecast.interval(.ninetyFive, step: step)
        #expect(forecast.mean[step].isFinite, "\(what), season \(seasonLength), step \(step)")
        #expect(interval.lower <= forecast.mean[step] && forecast.mean[step] <= interval.upper, "\(what)")
        #expect(interval.lower.isFinite && interval.upper.isFinite, "\(what), season \(seasonLength)")
        if values.allSatisfy({ ($0 ?? 0) >= 0 }) { #expect(interval.lower >= 0, "\(what)") }
      }
    }
  }

  @Test("each method by its name forecasts finitely, or says what it needs", arguments: difficult)
  func byName(_ example: Difficult) throws {
    let what = example.testDescription
    for method in ForecastMethod.allCases {
      for seasonLength in [1, 12] {
        let series = try Series(example.values, seasonLength: seasonLength)
        do throws(ForecastError) {
          let forecast = try method.fit(series).forecast(horizon: 12)
          #expect(forecast.mean.allSatisfy(\.isFinite) && forecast.scale.allSatisfy { $0.isFinite && $0 >= 0 }, "\(method.name) of \(what)")
        } catch {
          #expect(!error.detail.isEmpty && [.seriesTooShort, .valuesNotSuited].contains(error.code), "\(method.name) of \(what): \(error)")
        }
      }
    }
  }

  @Test("one observation is forecast as itself")
  func oneObservation() throws {
    let choice = try AutomaticChoice(horizon: 3).fit(Series([5], seasonLength: 12))
    #expect(try choice.forecast(horizon: 3).mean == [5, 5, 5])
  }

  @Test("a missing month is neither zero nor forgotten: the season after it stays in step")
  func gapKeepsSeason() throws {
    let values = (0..<60).map { index -> Double? in index == 40 ? nil : 100 + 50 * Double(index % 12) }
    let forecast = try AutomaticChoice(horizon: 12).fit(Series(values, seasonLength: 12)).forecast(
      horizon: 12)
    for step in 0..<12 { #expect(abs(forecast.mean[step] - (100 + 50 * Double(step))) < 5) }
  }
}

/// The choice among methods. Sees a choice that ignores the past; not a mediocre one.
@Suite struct AutomaticChoiceTests {
  @Test("the errors of every candidate are reported, and the one chosen is among them")
  func candidates() throws {
    let choice = try AutomaticChoice(horizon: 6).fit(exampleSeries())
    #expect(
      choice.candidates.map(\.name) == [
        "combination", "ets", "dynamic-theta", "theta", "ces", "arima", "seasonal-naive", "mean",
      ])
    for candidate in choice.candidates {
      #expect(candidate.folds == 3)
      #expect(candidate.wape > 0 && candidate.wape < 1)
      #expect(candidate.mase > 0)
      #expect(abs(candidate.forecastAccuracy - (1 - candidate.wape)) < 1e-12)
    }
    let mean = try #require(choice.candidates.first { $0.name == "mean" })
    let chosen = try #require(choice.candidates.first { $0.isChosen })
    #expect(chosen.wape < mean.wape)
  }

  @Test("noise around a level is not forecast by repeating last season")
  func noise() throws {
    var stream = RandomStream(seed: 5)
    let values = (0..<72).map { _ in 100 + 10 * stream.normal() }
    let forecast = try AutomaticChoice(horizon: 12).fit(Series(values, seasonLength: 12)).forecast(
      horizon: 12)
    for mean in forecast.mean { #expect(abs(mean - 100) < 9) }
  }

  @Test("a method that was asked for alone is the one that is used")
  func alone() throws {
    let choice = try AutomaticChoice(horizon: 6, methods: [.seasonalNaive]).fit(exampleSeries())
    #expect(choice.chosen == .seasonalNaive)
    #expect(try choice.forecast(horizon: 6).mean == Array(exampleSeries().values.suffix(12).prefix(6)))
  }

  @Test("intervals of 200 random walks hold what they promise within eight points")
  func coverage() throws {
    var stream = RandomStream(seed: 99)
    var inside = (eighty: 0, ninetyFive: 0, all: 0)
    for _ in 0..<200 {
      var level = 500.0
      let walk = (0..<66).map { _ -> Double in
        level += 5 * stream.normal()
        return level + 5 * stream.normal()
      }
      let forecast = try AutomaticChoice(horizon: 6).fit(Series(Array(walk.prefix(60)), seasonLength: 1))
        .forecast(horizon: 6)
      for step in 0..<6 {
        inside.all += 1
        if forecast.interval(.eighty, step: step).contains(walk[60 + step]) { inside.eighty += 1 }
        if forecast.interval(.ninetyFive, step: step).contains(walk[60 + step]) { inside.ninetyFive += 1 }
      }
    }
    #expect(abs(Double(inside.eighty) / Double(inside.all) - 0.80) < 0.08)
    #expect(abs(Double(inside.ninetyFive) / Double(inside.all) - 0.95) < 0.08)
  }

  @Test("an unknown method is named together with those that exist")
  func unknown() {
    let error = #expect(throws: ForecastError.self) { try ForecastMethod(name: "arimax") }
    #expect(error?.code == .unknownMethod)
    #expect(error?.hint.contains("seasonal-naive") == true)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
import NumericalMethods
import Testing

/// What random series broke once (`FuzzTests`), each as a story of its own.
/// Sees: squares that over- or underflow, sums that leave the range of numbers, logarithms that look different in another unit.
@Suite struct FoundByFuzzTests {
  @Test("sales in the smallest and in the largest unit have the spread of the same sales in ours", arguments: ForecastMethod.allCases)
  func extremeUnits(_ method: ForecastMethod) throws {
    let plain = try method.fit(exampleSeries()).forecast(horizon: 6)
    // Squares of either are no numbers.
    for exponent in [-960, 980] {
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = try method.fit(exampleSeries(scale: factor)).forecast(horizon: 6)
      #expect(scaled.mean == plain.mean.map { $0 * factor }, "\(method.name) × 2^\(exponent)")
      #expect(scaled.scale == plain.scale.map { $0 * factor }, "\(method.name) × 2^\(exponent)")
      #expect(scaled.scale.allSatisfy { $0 > 0 }, "\(method.name): nobody is certain")
    }
  }

  @Test("the automatic choice takes the same method in the smallest unit as in ours")
  func extremeChoice() throws {
    let factor = Double(sign: .plus, exponent: -960, significand: 1)
    let plain = try AutomaticChoice(horizon: 6).fit(exampleSeries())
    let scaled = try AutomaticChoice(horizon: 6).fit(exampleSeries(scale: factor))
    #expect(scaled.chosen == plain.chosen)
    let expected = try plain.forecast(horizon: 6).scale.map { $0 * factor }
    #expect(try scaled.forecast(horizon: 6).scale == expected)
  }

  @Test("a thousand steps of a potential that swings up end at the largest number, and not at none")
  func swingingPotential() throws {
    let series = try Series([nil, nil, nil, 3.749593798754547e301, 9.527183220711489e301], seasonLength: 70)
    let forecast = try ComplexExponentialSmoothing().fit(series).forecast(horizon: 1_000)
    #expect((forecast.mean + forecast.scale).allSatisfy { $0.isFinite })
  }

  @Test("growth up to the largest number has fitted values that are numbers")
  func fittedBeyondTheLargest() throws {
    let fitted = try ExponentialSmoothing(ETSForm(.additive, .additive, .multiplicative)).fit(FuzzSeries(123_195).series())
    #expect(fitted.fittedValues.allSatisfy { $0.isFinite })
  }

  @Test("growth that complex smoothing sees does not go on for longer than it was seen")
  func endlessGrowth() throws {
    let values = (0..<40).map { (index: Int) -> Double in 100 * exponential(0.02 * Double(index)) + Double(index * 7 % 5) }
    let series = try Series(values, seasonLength: 1)
    let forecast = try ComplexExponentialSmoothing(ComplexForm.none).fit(series).forecast(horizon: 1_000)
    #expect(forecast.mean[30] > forecast.mean[0])
    #expect(forecast.mean[40...].allSatisfy { $0 == forecast.mean[39] })
    #expect(forecast.scale[999] > forecast.scale[39] && forecast.scale[999] < 1_000 * forecast.scale[39])
  }

  @Test("a level that swings from one period to the next does not swing up by itself, whatever season a group lends")
  func swingingLevel() throws {
    // A random walk; divided by the group's season it has a swing that complex smoothing once carried on, 13 % larger in every period.
    let fuzz = FuzzSeries(613_327)
    let total = (0..<fuzz.values.count).map { (month: Int) -> Double in
      let wave = 20 * cosine(Double(month) / 6 * Double.pi)
      return 50 + wave + Double(month * 7 % 5)
    }
    let season = SharedSeason(total: total, seasonLength: 12)
    let choice = try AutomaticChoice(horizon: 4, windows: 1, season: season).fit(fuzz.series())
    #expect(try choice.forecast(horizon: 1_000).mean.allSatisfy { abs($0) < 20 * fuzz.size })
    let smoothed = try AutomaticChoice(horizon: 4, methods: [.complexSmoothing], windows: 1, season: season).fit(fuzz.series())
    #expect(try smoothed.forecast(horizon: 1_000).mean.allSatisfy { abs($0) < 10 * fuzz.size })
  }

  @Test("where complex smoothing sees growth it ends at a hundred times the largest value", arguments: ComplexForm.allCases)
  func boundedGrowth(_ form: ComplexForm) throws {
    // Tenfold in every second period.
    let values = (0..<60).map { (index: Int) -> Double in
      let noise = 1 + 0.01 * Double(index * 7 % 5)
      return exponential(1.15 * Double(index)) * noise
    }
    let series = try Series(values, seasonLength: 4)
    let largest = series.values.reduce(0) { max($0, abs($1)) }
    let forecast = try ComplexExponentialSmoothing(form).fit(series).forecast(horizon: 1_000)
    // A season at least is always said: its steps may pass the limit.
    #expect(forecast.mean.allSatisfy { $0.isFinite && abs($0) < 1e5 * largest })
    #expect(forecast.mean[5...].allSatisfy { abs($0) <= 100 * largest } || form != .none)
    #expect(forecast.scale.allSatisfy { $0.isFinite })
  }

  @Test("what a season adds to the largest values is held to what a series takes")
  func largestSeason() throws {
    // Two values stand where the season has the others: without it they are twice the largest.
    let swinging = try Series(
      (0..<40).map { index in
        let sign: Double = index % 2 == 0 ? 1 : -1
        return Series.largestMagnitude * (index == 20 || index == 21 ? -sign : sign)
      }, seasonLength: 2)
    let forecast = try DecompositionForecast().fit(swinging).forecast(horizon: 8)
    #expect(forecast.mean.allSatisfy { $0.isFinite })
  }

  @Test("odd values of growth from 1 to 1e300 have sizes and corrections that are numbers, and a clean series without gaps")
  func growth() throws {
    let series = try Series((0..<162).map { min(1e300, exponential(4.93 * Double($0))) }, seasonLength: 4)
    let report = try OddValues(series)
    for odd in report.found { #expect((odd.corrected + [odd.size ?? 0, odd.spreads ?? 0]).allSatisfy { $0.isFinite }) }
    for before in OddValues.BeforeShift.allCases {
      #expect(report.cleaned(before).values.allSatisfy { abs($0) <= Series.largestMagnitude })
    }
  }

  @Test("gaps in a series of largest values stay filled in the clean one")
  func largestCleaned() throws {
    let values = (0..<156).map { index -> Double? in index % 9 == 4 ? nil : index == 77 ? -Series.largestMagnitude : Series.largestMagnitude
    }
    let report = try OddValues(try Series(values, seasonLength: 52))
    for before in OddValues.BeforeShift.allCases { #expect(!report.cleaned(before).hasGaps) }
  }

  @Test("calendar effects are the same to the last bit in thousands and in millions")
  func calendarUnits() throws {
    let made = MadeUpSales()
    let model = CalendarAdjusted(Theta(), periods: made.periods)
    let plain = try model.fit(made.series())
    #expect(plain.method.contains("+"), "an effect is found")
    for exponent in [-31, 2, 20] {
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = try Series(made.values().map { $0 * factor }, seasonLength: 12, granularity: .month)
      let expected = try plain.forecast(horizon: 18).mean.map { $0 * factor }
      #expect(try model.fit(scaled).forecast(horizon: 18).mean == expected)
    }
  }

  @Test("an error without end is not taken for none")
  func infiniteScale() {
    let forecast = Forecast(method: "x", mean: [1, .infinity], scale: [.infinity, 1])
    #expect(forecast.scale[0] == .greatestFiniteMagnitude)
    #expect(forecast.mean[1] == .greatestFiniteMagnitude)
    let interval = forecast.interval(.ninetyFive, step: 0)
    #expect(interval.lower == -.greatestFiniteMagnitude && interval.upper == .greatestFiniteMagnitude)
  }

  @Test("a value that could not be added up is refused with its place, and the largest that can is taken")
  func largest() throws {
    let error = #expect(throws: ForecastError.self) { try Series([1, -1.5e303], seasonLength: 1) }
    #expect(error?.code == .notFinite && error?.subject == "value 2" && error?.hint == "give the series in a larger unit")
    #expect(try Series([Series.largestMagnitude], seasonLength: 1).count == 1)
  }
}

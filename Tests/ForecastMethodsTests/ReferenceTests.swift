// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import Testing

/// Agreement with independent programs on published series. Sees wrong equations; not what both programs get wrong.
@Suite struct SeasonalNaiveTests {
  @Test("seasonal naive repeats the last season, exactly", arguments: [1, 4, 12])
  func repeatsTheLastSeason(season: Int) throws {
    let values = (0..<50).map { step in Double((step * 37) % 101) + Double(step) / 8 }
    let forecast = try SeasonalNaive().fit(try Series(values, seasonLength: season)).forecast(horizon: 15)
    let lastSeason = values.suffix(season)
    let expected = (0..<15).map { lastSeason[lastSeason.startIndex + $0 % season] }
    #expect(forecast.mean == expected)
  }
}

@Suite(.enabled(if: ReferenceFixtures.seriesArePresent, ReferenceFixtures.whereTheyLie))
struct ThetaReferenceTests {
  // α is found to 1e-10 in both; 1e-7 leaves room for a flat valley.
  @Test("theta forecasts are those of an independent program to 1e-7")
  func forecasts() throws {
    let series = try ReferenceFixtures.series()
    let rows = try ReferenceFixtures.rows("theta.csv")
    #expect(rows.count == 12)
    for row in rows {
      let values = try #require(series[String(row[0])])
      let fitted = try Theta().fit(values)
      let difference = relativeDifference(
        try fitted.forecast(horizon: 15).mean, ReferenceFixtures.numbers(row[2]))
      #expect(difference < 1e-7, "\(row[0]) alpha \(fitted.alpha) instead of \(row[1])")
    }
  }
}

@Suite(.enabled(if: ReferenceFixtures.seriesArePresent, ReferenceFixtures.whereTheyLie))
struct ExponentialSmoothingReferenceTests {
  static func form(_ text: Substring) -> ETSForm? {
    ETSForm.all.first { form in
      form.error.rawValue + form.trend.rawValue + form.season.rawValue == text
    }
  }

  struct Case {
    let name: String
    let form: ETSForm
    let theirs: Double
    let forecast: [Double]
    let fitted: FittedETS
  }

  /// Fits by both programs that lie in the same region of parameters.
  static func cases() throws -> [Case] {
    let series = try ReferenceFixtures.series()
    var cases: [Case] = []
    for row in try ReferenceFixtures.rows("exponential-smoothing.csv") where row[2] == "1" {
      let values = try #require(series[String(row[0])])
      let form = try #require(Self.form(row[1]))
      guard let fitted = try? ExponentialSmoothing(form).fit(values) else { continue }
      cases.append(
        Case(
          name: "\(row[0]) \(form)", form: form, theirs: try #require(Double(row[3])),
          forecast: ReferenceFixtures.numbers(row[4]), fitted: fitted))
    }
    return cases
  }

  @Test(
    "the likelihood of given forms is as good as statsforecast's or better, but for a few short damped ones")
  func likelihood() throws {
    let cases = try ExponentialSmoothingReferenceTests.cases()
    #expect(cases.count >= 100)
    for example in cases {
      #expect(
        example.fitted.deviance < example.theirs + 0.5,
        "\(example.name): \(example.fitted.deviance) against \(example.theirs)")
    }
    let better = cases.count { $0.fitted.deviance < $0.theirs - 0.1 }
    let worse = cases.count { $0.fitted.deviance > $0.theirs + 0.1 }
    #expect(better >= 50, "\(better) of \(cases.count) are better")
    #expect(worse <= 2, "\(worse) of \(cases.count) are worse")
  }

  @Test("where both searches end in the same valley, the forecasts agree to one percent")
  func forecasts() throws {
    // The likelihood is flat along ridges of α, φ and states: a difference of 1e-3 in −2 log L moves forecasts by up to some tenths of a percent.
    let same = try ExponentialSmoothingReferenceTests.cases().filter {
      abs($0.fitted.deviance - $0.theirs) < 1e-3
    }
    #expect(same.count >= 10, "\(same.count) compared")
    for example in same {
      let difference = relativeDifference(
        try example.fitted.forecast(horizon: 15).mean, example.forecast)
      #expect(difference < 1e-2, "\(example.name): \(difference)")
    }
  }
}

@Suite(.enabled(if: ReferenceFixtures.seriesArePresent, ReferenceFixtures.whereTheyLie))
struct ThetaModelReferenceTests {
  // α is found to 1e-7; the forecast moves no more than ten times as much.
  @Test("optimised and dynamic theta models are those of an independent program to 1e-6, and their α and weight too")
  func models() throws {
    let series = try ReferenceFixtures.series()
    let rows = try ReferenceFixtures.rows("theta-models.csv")
    #expect(rows.count == 36)
    for row in rows {
      let values = try #require(series[String(row[0])])
      let fitted = try ForecastMethod(name: String(row[1])).fit(values)
      let difference = relativeDifference(try fitted.forecast(horizon: 15).mean, ReferenceFixtures.numbers(row[5]))
      let learnt = Dictionary(uniqueKeysWithValues: fitted.parameters.map { ($0.name, $0.value) })
      let (alpha, theta) = (try #require(learnt["alpha"]), try #require(learnt["theta"]))
      #expect(difference < 1e-6, "\(row[0]) \(row[1]) alpha \(alpha) instead of \(row[3])")
      #expect(abs(alpha - (Double(row[3]) ?? .nan)) < 1e-5, "\(row[0]) \(row[1])")
      #expect(abs(1 - 1 / theta - (Double(row[4]) ?? .nan)) < 1e-4, "\(row[0]) \(row[1])")
      // What the search made least: in the units of the series where no season was taken out.
      if learnt["seasonal"] == 0, let squares = Double(row[2]) {
        #expect(fitted.residuals.reduce(0) { $0 + $1 * $1 } <= squares * (1 + 1e-9), "\(row[0]) \(row[1])")
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// The season that the members of a group have in common, learnt from their total: what one item in one region sells is too noisy to show it.
///
/// Known as of every end in the past, so that a test of the past sees only what came before. Counted from the end: all members end where the total ends.
///
/// - References: C. Withycombe (1989), Forecasting with combined seasonal indices, Int. J. Forecasting 5(4), 547–552;
///   H. Chen, J. E. Boylan (2008), Empirical evidence on individual, group and shrinkage seasonal indices, Int. J. Forecasting 24(3), 525–534.
public struct SharedSeason: Sendable {
  public let seasonLength: Int
  /// By periods dropped from the end; shorter than the total, since too little tells nothing.
  private let seasons: [HarmonicSeason]
  private let count: Int

  /// - Parameter total: of the group, in one unit, oldest first. What lies before its first value above 0 is left out.
  public init(total: [Double], seasonLength: Int) {
    self.seasonLength = seasonLength
    let values = Array(total.drop { $0 <= 0 })
    count = values.count
    var seasons: [HarmonicSeason] = []
    for dropped in values.indices {
      guard let season = HarmonicSeason(Array(values.dropLast(dropped)), seasonLength: seasonLength) else { break }
      seasons.append(season)
    }
    self.seasons = seasons
  }

  /// Waves of the season as of today; 0 where none shows.
  public var waves: Int { seasons.first?.waves ?? 0 }

  /// What is known of the season when the last `dropped` periods had not come yet; nil when that is nothing.
  func known(dropping dropped: Int) -> Known? {
    guard seasons.indices.contains(dropped) else { return nil }
    return Known(season: seasons[dropped], count: count)
  }

  /// A season by periods before the end.
  struct Known: Sendable {
    let season: HarmonicSeason
    /// Periods of the total.
    fileprivate let count: Int

    /// - Parameter back: 0 for the last period of the total, negative for what comes.
    func factor(back: Int) -> Double {
      let length = season.factors.count
      let place = (count - 1 - back) % length
      return season.factors[place < 0 ? place + length : place]
    }
  }
}

extension ForecastMethod {
  /// Fits with the season of the group where it is given and known, with the series' own otherwise. Last year's figures are repeated as they were.
  ///
  /// - Parameters:
  ///   - dropped: periods that the group's total has after the end of the series.
  ///   - beginning: of a fit by the same method to a beginning of the series.
  func fit(_ series: Series, season: SharedSeason?, dropping dropped: Int, from beginning: FitBeginning = .nothing) throws(ForecastError)
    -> any FittedModel
  {
    guard self != .seasonalNaive, let known = season?.known(dropping: dropped) else { return try fit(series, from: beginning) }
    return try FittedInSeason(self, series, known, dropping: dropped, from: beginning)
  }
}

/// A method fitted to what is left of a series when its group's season is taken out; the season comes back with the forecast.
struct FittedInSeason: FittedModel {
  let observed: [Double]
  let fittedValues: [Double]
  private let model: any FittedModel
  private let known: SharedSeason.Known
  private let dropped: Int

  var method: String { model.method }
  var parameters: [ModelParameter] { model.parameters + [ModelParameter("season-waves", Double(known.season.waves))] }
  var estimatedCount: Double { model.estimatedCount + Double(known.season.estimatedCount) }

  init(_ method: ForecastMethod, _ series: Series, _ known: SharedSeason.Known, dropping dropped: Int, from beginning: FitBeginning)
    throws(ForecastError)
  {
    let last = series.count - 1 + dropped
    // A fit to the series with its season tells nothing of one without.
    let inner = beginning.replacing((beginning.earlier as? FittedInSeason)?.model)
    model = try method.fit(FittedInSeason.adjusted(series, known, dropping: dropped), from: inner)
    (self.known, self.dropped) = (known, dropped)
    observed = model.observed.enumerated().map { $1 * known.factor(back: last - $0) }
    fittedValues = model.fittedValues.enumerated().map { $1 * known.factor(back: last - $0) }
  }

  /// What is left of a series when the season is taken out.
  static func adjusted(_ series: Series, _ known: SharedSeason.Known, dropping dropped: Int) -> Series {
    let last = series.count - 1 + dropped
    let adjusted = series.values.enumerated().map { index, value -> Double? in
      value.isNaN ? nil : value / known.factor(back: last - index)
    }
    // Values next to the largest number divided by a small factor are no numbers any more; the series itself is then the better one.
    return (try? Series(adjusted, seasonLength: 1, granularity: series.granularity)) ?? series.withSeasonLength(1)
  }

  func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    let plain = try model.forecast(horizon: horizon)
    let factors = (1...horizon).map { known.factor(back: dropped - $0) }
    return Forecast(
      method: plain.method, mean: zip(plain.mean, factors).map { $0 * $1 }, scale: zip(plain.scale, factors).map { $0 * $1 },
      shape: plain.shape, stepShapes: plain.stepShapes, floor: plain.floor)
  }
}

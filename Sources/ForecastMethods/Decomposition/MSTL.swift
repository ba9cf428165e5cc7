// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Takes a series apart into trend, several seasons and remainder: STL for each season in turn, shortest first, on what the others left,
/// twice over.
///
/// - Missing values: filled seasonally before, by the longest season.
/// - Checked against: statsmodels 0.15.0 `MSTL`, 1e-8 of the largest value (`DecompositionReferenceTests`).
/// - Determinism: same input, same bits.
/// - References: K. Bandara, R. Hyndman, C. Bergmeir (2021), MSTL: a seasonal-trend decomposition algorithm for time series with multiple
///   seasonal patterns, arXiv:2107.13462; R. Cleveland et al. (1990), J. Off. Stat. 6(1), 3–73; G. Box, D. Cox (1964), J. R. Stat. Soc. B
///   26(2), 211–252.
public struct MSTL: Hashable, Sendable {
  /// What is done to the values before they are taken apart.
  public enum Transformation: Hashable, Sendable {
    case none
    /// Seasons and trend multiply. Values above 0 alone.
    case logarithm
    /// (xᵖ − 1) ÷ p; 0 is the logarithm. Values above 0 alone.
    case power(Double)
  }

  /// Shortest first, each once.
  public let seasonLengths: [Int]
  /// One a season: 11, 15, 19 … unless said otherwise.
  public let windows: [Int]
  public let transformation: Transformation
  public let isRobust: Bool
  /// 1 for local lines from season to season, 0 for local means.
  public let seasonalDegree: Int
  /// Rounds over all seasons; one season needs one.
  public let rounds: Int

  /// - Parameters:
  ///   - seasonLengths: at least 2 each; equal ones count once.
  ///   - windows: one for each of `seasonLengths`, in the same order; nil for 11, 15, 19 … from the shortest season on.
  public init(
    seasonLengths: [Int], windows: [Int]? = nil, transformation: Transformation = .none, isRobust: Bool = false,
    seasonalDegree: Int = 1, rounds: Int = 2
  ) {
    var pairs: [(length: Int, window: Int?)] = []
    for (index, length) in seasonLengths.enumerated() where !pairs.contains(where: { $0.length == max(2, length) }) {
      pairs.append((max(2, length), windows.flatMap { index < $0.count ? $0[index] : nil }))
    }
    pairs.sort { $0.length < $1.length }
    self.seasonLengths = pairs.map(\.length)
    self.windows = pairs.enumerated().map { $1.window ?? 11 + 4 * $0 }
    self.transformation = transformation
    self.isRobust = isRobust
    self.seasonalDegree = seasonalDegree > 0 ? 1 : 0
    self.rounds = pairs.count > 1 ? max(1, rounds) : 1
  }

  /// Seasons that are not seen twice are left out, as long as one is.
  ///
  /// - Throws: `no-observations`; `series-too-short` when no season is seen twice; `values-not-suited` for a transformation of values
  ///   that are not above 0, and for values so large that a part of them is no number.
  public func decompose(_ series: Series) throws(ForecastError) -> Decomposition {
    let known = zip(seasonLengths, windows).filter { 2 * $0.0 < series.count }
    guard let longest = known.last?.0 else {
      throw ForecastError(
        .seriesTooShort, subject: "mstl",
        detail: "needs more than two seasons of \(seasonLengths.first ?? 2) periods, has \(series.count) periods",
        hint: "ask for a shorter season")
    }
    let values = try GapFilling.seasonal.fill(series.withSeasonLength(longest)).values
    let observed = try transformation.apply(values)
    let scale = SeriesScale.powerOfTwo(observed)
    var left = observed.map { $0 / scale }
    var seasons = known.map { _ in [Double](repeating: 0, count: left.count) }
    var trend = left
    var trust = left
    let smoothers = known.map { length, window in
      STLSmoother(
        count: left.count, settings: STL(seasonLength: length, seasonalWindow: window, seasonalDegree: seasonalDegree, isRobust: isRobust))
    }
    for _ in 0..<(known.count > 1 ? rounds : 1) {
      for (number, smoother) in smoothers.enumerated() {
        for index in left.indices { left[index] += seasons[number][index] }
        left.withUnsafeBufferPointer { if let start = $0.baseAddress { smoother.run(start) } }
        for index in left.indices {
          seasons[number][index] = smoother.season[index]
          left[index] -= smoother.season[index]
          trend[index] = smoother.trend[index] * scale
          trust[index] = smoother.trust[index]
        }
      }
    }
    let parts = zip(known, seasons).map { pair, values in
      Decomposition.Season(length: pair.0, values: values.map { $0 * scale })
    }
    return try Decomposition(observed: observed, trend: trend, seasons: parts, trust: trust).checked(by: "mstl")
  }
}

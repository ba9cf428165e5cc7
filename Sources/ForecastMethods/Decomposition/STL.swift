// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Takes a series apart into trend, one season and remainder by local lines (loess).
///
/// Each inner iteration smooths the values of every place of the season from season to season, takes from that what is no season (three
/// moving averages and a local line), and smooths what is left of the series into the trend. Outer iterations give values far from both
/// less weight.
///
/// - Missing values: filled seasonally before.
/// - Checked against: statsmodels 0.15.0 `STL`, plain and robust, 1e-8 of the largest value (`DecompositionReferenceTests`).
/// - Complexity: O(n · (seasonal + trend + low-pass window)) an iteration.
/// - Determinism: same input, same bits.
/// - References: R. Cleveland, W. Cleveland, J. McRae, I. Terpenning (1990), STL: a seasonal-trend decomposition procedure based on
///   loess, J. Off. Stat. 6(1), 3–73.
public struct STL: Hashable, Sendable {
  public let seasonLength: Int
  /// Seasons that have a say in one season: 7 lets it change, hundreds make it the same every time.
  public let seasonalWindow: Int
  /// Periods that have a say in the trend of one period.
  public let trendWindow: Int
  /// Periods over which what is no season is taken out of it.
  public let lowPassWindow: Int
  /// 1 for local lines, 0 for local means.
  public let seasonalDegree: Int
  public let trendDegree: Int
  public let innerIterations: Int
  /// 0: every value counts alike.
  public let outerIterations: Int

  /// The longest window; more changes nothing.
  private static let widest = 10_000_001

  /// Windows are made odd and at least 3.
  ///
  /// - Parameters:
  ///   - seasonLength: at least 2.
  ///   - trendWindow: nil for the least odd number not below 1.5 · season length ÷ (1 − 1.5 ÷ seasonal window).
  ///   - lowPassWindow: nil for the least odd number above the season length.
  ///   - isRobust: 15 outer iterations of 2 inner ones, in place of 5 inner ones alone.
  public init(
    seasonLength: Int, seasonalWindow: Int = 7, trendWindow: Int? = nil, lowPassWindow: Int? = nil, seasonalDegree: Int = 1,
    trendDegree: Int = 1, isRobust: Bool = false, innerIterations: Int? = nil, outerIterations: Int? = nil
  ) {
    let length = max(2, min(seasonLength, STL.widest / 4))
    let seasonal = STL.odd(seasonalWindow)
    self.seasonLength = length
    self.seasonalWindow = seasonal
    let usual = (1.5 * Double(length) / (1 - 1.5 / Double(seasonal))).rounded(.up)
    self.trendWindow = STL.odd(trendWindow ?? Int(usual))
    self.lowPassWindow = STL.odd(lowPassWindow ?? length + 1)
    self.seasonalDegree = seasonalDegree > 0 ? 1 : 0
    self.trendDegree = trendDegree > 0 ? 1 : 0
    self.innerIterations = max(1, innerIterations ?? (isRobust ? 2 : 5))
    self.outerIterations = max(0, outerIterations ?? (isRobust ? 15 : 0))
  }

  private static func odd(_ window: Int) -> Int {
    let inside = min(max(3, window), widest)
    return inside % 2 == 0 ? inside + 1 : inside
  }

  /// - Throws: `no-observations`; `series-too-short` for less than two whole seasons; `values-not-suited` for values so large that
  ///   a part of them is no number.
  public func decompose(_ series: Series) throws(ForecastError) -> Decomposition {
    let values = try GapFilling.seasonal.fill(series.withSeasonLength(seasonLength)).values
    guard values.count >= 2 * seasonLength else {
      throw ForecastError(
        .seriesTooShort, subject: "stl", detail: "needs two seasons of \(seasonLength) periods, has \(values.count) periods",
        hint: "ask for a shorter season")
    }
    let scale = SeriesScale.powerOfTwo(values)
    let scaled = values.map { $0 / scale }
    let smoother = STLSmoother(count: values.count, settings: self)
    scaled.withUnsafeBufferPointer { if let start = $0.baseAddress { smoother.run(start) } }
    func part(_ start: UnsafeMutablePointer<Double>) -> [Double] { (0..<values.count).map { start[$0] * scale } }
    let result = Decomposition(
      observed: values, trend: part(smoother.trend),
      seasons: [Decomposition.Season(length: seasonLength, values: part(smoother.season))],
      trust: (0..<values.count).map { smoother.trust[$0] })
    return try result.checked(by: "stl")
  }
}

extension Decomposition {
  /// - Throws: `values-not-suited` where a part is no finite number.
  func checked(by subject: String) throws(ForecastError) -> Decomposition {
    if let index = remainder.firstIndex(where: { !$0.isFinite }) {
      throw ForecastError(
        .valuesNotSuited, subject: subject, detail: "value \(index + 1) is too large to be taken apart",
        hint: "give the series in a larger unit")
    }
    return self
  }
}

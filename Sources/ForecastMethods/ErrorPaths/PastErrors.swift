// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// What one series would have missed at past origins, by origin and step, in units of its own size.
///
/// The unit of a forecast step is half the step's own forecast and half the mean forecast of the fold: an error of a seasonal series grows
/// with the season, and does not vanish with it.
public struct PastErrors: Hashable, Sendable {
  /// `relative[j][h]`: (actual − forecast) ÷ unit as the whole series would have missed it, h steps after the origin that lies `j + 1` periods before the end; NaN where what came
  /// is not known yet, or the method could not be fitted.
  public let relative: [[Double]]

  public init(relative: [[Double]]) { self.relative = relative }

  /// The size that one relative error of 1 has at each step of a forecast.
  public static func units(of forecast: [Double]) -> [Double] {
    guard !forecast.isEmpty else { return [] }
    let level = forecast.reduce(0) { $0 + max(0, $1) } / Double(forecast.count)
    return forecast.map { (max(0, $0) + level) / 2 }
  }

  /// Fits `method` at every origin of the newest periods, each time seeing only what came before it.
  ///
  /// Origins run to the last but one period: the newest of them tell about the first steps only. An origin keeps at least half the series,
  /// and six periods, for learning.
  ///
  /// A past origin had less to learn from than the forecast has now, and erred more for it: its errors are drawn in by
  /// √((1 + p ÷ n) ÷ (1 + p ÷ nⱼ)), the final prediction error of p estimated numbers from n values against nⱼ.
  ///
  /// - Parameters:
  ///   - steps: periods ahead.
  ///   - origins: at most so many.
  ///   - season: of the series' group; at origins that did not know it yet the series' own stands in, which errs more.
  /// - Complexity: `origins` fits.
  /// - Determinism: same input, same bits.
  /// - Reference: H. Akaike (1969), Fitting autoregressive models for prediction, Ann. Inst. Statist. Math. 21, 243–247.
  public static func measure(_ series: Series, method: ForecastMethod, steps: Int, origins: Int, season: SharedSeason? = nil) -> PastErrors
  {
    let count = min(origins, series.count - max(6, series.count / 2))
    guard count > 0, steps > 0 else { return PastErrors(relative: []) }
    return PastErrors(
      relative: (1...count).map { back in
        var errors = [Double](repeating: .nan, count: steps)
        let training = series.prefix(series.count - back)
        guard let model = try? method.fit(training, season: season, dropping: back),
          let forecast = try? model.forecast(horizon: steps).withFloor(training.naturalFloor)
        else { return errors }
        let units = units(of: forecast.mean)
        let learning = learning(model.estimatedCount, from: series.count, against: training.count)
        for step in 0..<min(steps, back) where units[step] > 0 {
          errors[step] = (series.values[series.count - back + step] - forecast.mean[step]) / units[step] * learning
        }
        return errors
      })
  }

  private static func learning(_ estimated: Double, from count: Int, against past: Int) -> Double {
    ((1 + estimated / Double(count)) / (1 + estimated / Double(past))).squareRoot()
  }
}

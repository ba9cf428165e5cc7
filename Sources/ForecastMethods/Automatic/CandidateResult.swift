// SPDX-License-Identifier: Apache-2.0

/// How a method did on the past of one series, and whether it was taken: what a screen needs to say it in words.
public struct CandidateResult: Hashable, Sendable {
  /// Stable name: `ets`.
  public let name: String
  /// The form it took on the whole series: `ETS(A,Ad,M)`.
  public let method: String
  /// Σ|error| ÷ Σ|actual| over all backtest folds; NaN when there was no past to test on.
  public let wape: Double
  /// 预测准确率, 0 … 1; NaN when there was no past to test on.
  public let forecastAccuracy: Double
  /// Mean scaled error over the folds; NaN when there is no scale.
  public let mase: Double
  /// Σ(actual − forecast) ÷ Σ|actual|; positive: forecast too little.
  public let bias: Double
  /// Origins that were tried.
  public let folds: Int
  public let isChosen: Bool

  public init(
    name: String, method: String, wape: Double, forecastAccuracy: Double, mase: Double, bias: Double,
    folds: Int, isChosen: Bool
  ) {
    self.name = name
    self.method = method
    self.wape = wape
    self.forecastAccuracy = forecastAccuracy
    self.mase = mase
    self.bias = bias
    self.folds = folds
    self.isChosen = isChosen
  }
}

extension [CandidateResult] {
  /// By how much the seasonal naive method (the naive one without a season) was less wrong than what was chosen, as WAPE;
  /// nil where it was not, or at fewer than three origins.
  public var behindNaive: Double? {
    guard let chosen = first(where: \.isChosen), chosen.folds >= 3,
      let naive = first(where: { $0.name == ForecastMethod.seasonalNaive.name && $0.folds >= 3 }), naive.wape < chosen.wape
    else { return nil }
    return chosen.wape - naive.wape
  }
}

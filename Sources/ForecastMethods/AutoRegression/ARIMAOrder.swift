// SPDX-License-Identifier: Apache-2.0

/// Which lags an ARIMA model has: ARIMA(p,d,q)(P,D,Q)[m], with or without a constant.
public struct ARIMAOrder: Hashable, Sendable, CustomStringConvertible {
  /// Autoregressive terms, differences and moving-average terms of neighbouring periods.
  public let autoregressive: Int
  public let differences: Int
  public let movingAverage: Int
  /// The same of the same place one season ago.
  public let seasonalAutoregressive: Int
  public let seasonalDifferences: Int
  public let seasonalMovingAverage: Int
  /// A mean where nothing is differenced, a drift where something is.
  public let hasConstant: Bool

  public init(
    _ autoregressive: Int, _ differences: Int, _ movingAverage: Int, seasonal: (Int, Int, Int) = (0, 0, 0), hasConstant: Bool = false
  ) {
    self.autoregressive = autoregressive
    self.differences = differences
    self.movingAverage = movingAverage
    (seasonalAutoregressive, seasonalDifferences, seasonalMovingAverage) = seasonal
    self.hasConstant = hasConstant
  }

  /// Coefficients of lags, without constant and variance.
  var coefficientCount: Int { autoregressive + movingAverage + seasonalAutoregressive + seasonalMovingAverage }

  var isSeasonal: Bool { seasonalAutoregressive + seasonalDifferences + seasonalMovingAverage > 0 }

  /// How far back the autoregressive part reaches.
  func autoregressiveReach(_ seasonLength: Int) -> Int { autoregressive + seasonLength * seasonalAutoregressive }
  /// How far back the moving-average part reaches.
  func movingAverageReach(_ seasonLength: Int) -> Int { movingAverage + seasonLength * seasonalMovingAverage }

  public var description: String {
    let season = isSeasonal ? "(\(seasonalAutoregressive),\(seasonalDifferences),\(seasonalMovingAverage))" : ""
    let constant = !hasConstant ? "" : differences + seasonalDifferences > 0 ? " with drift" : " with mean"
    return "ARIMA(\(autoregressive),\(differences),\(movingAverage))" + season + constant
  }

  /// The same order with some terms more or fewer; nil when that is outside `limit`.
  func moved(_ p: Int = 0, _ q: Int = 0, _ sp: Int = 0, _ sq: Int = 0, toggling: Bool = false, within limit: ARIMALimit) -> ARIMAOrder? {
    let order = ARIMAOrder(
      autoregressive + p, differences, movingAverage + q,
      seasonal: (seasonalAutoregressive + sp, seasonalDifferences, seasonalMovingAverage + sq),
      hasConstant: hasConstant != toggling)
    return limit.allows(order) ? order : nil
  }
}

/// How many terms a search may give a model.
struct ARIMALimit {
  let terms: Int
  let seasonalTerms: Int
  let mayHaveConstant: Bool

  func allows(_ order: ARIMAOrder) -> Bool {
    (0...terms).contains(order.autoregressive) && (0...terms).contains(order.movingAverage)
      && (0...seasonalTerms).contains(order.seasonalAutoregressive) && (0...seasonalTerms).contains(order.seasonalMovingAverage)
      && (mayHaveConstant || !order.hasConstant)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// One member of the family of exponential smoothing models: how error, trend and season enter.
///
/// - References: R. Hyndman, A. Koehler, K. Ord, R. Snyder (2008), Forecasting with Exponential Smoothing, Springer,
///   DOI 10.1007/978-3-540-71918-2.
public struct ETSForm: Hashable, Sendable, CustomStringConvertible {
  public enum Error: String, Hashable, Sendable, CaseIterable { case additive = "A", multiplicative = "M" }
  public enum Trend: String, Hashable, Sendable, CaseIterable {
    case none = "N"
    case additive = "A"
    case damped = "Ad"
  }
  public enum Season: String, Hashable, Sendable, CaseIterable {
    case none = "N"
    case additive = "A"
    case multiplicative = "M"
  }

  public let error: Error
  public let trend: Trend
  public let season: Season

  public init(_ error: Error, _ trend: Trend, _ season: Season) {
    self.error = error
    self.trend = trend
    self.season = season
  }

  /// `ETS(A,Ad,M)`.
  public var description: String { "ETS(\(error.rawValue),\(trend.rawValue),\(season.rawValue))" }

  /// Additive error with multiplicative season has an infinite variance; multiplicative parts need values above zero.
  public func isAdmissible(positive: Bool) -> Bool {
    if error == .additive && season == .multiplicative { return false }
    return positive || (error == .additive && season != .multiplicative)
  }

  /// Smoothing parameters and free initial states. (The season's states sum to a constant, so one of them is not free.)
  public func parameterCount(seasonLength: Int) -> Int {
    let smoothing = 1 + (trend == .none ? 0 : 1) + (trend == .damped ? 1 : 0) + (season == .none ? 0 : 1)
    let states = 1 + (trend == .none ? 0 : 1) + (season == .none ? 0 : seasonLength - 1)
    return smoothing + states
  }

  /// All forms, those without a season first.
  public static let all: [ETSForm] = Season.allCases.flatMap { season in
    Error.allCases.flatMap { error in Trend.allCases.map { ETSForm(error, $0, season) } }
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Demand per period as size over interval, each smoothed where demand came and nowhere else.
///
/// Sizes and intervals are smoothed by simple exponential smoothing that begins with the first of each; the first interval counts from before the
/// series began. What the three forms differ in:
///
/// * `classic`: α = 0.1 for both.
/// * `syntetosBoylan`: the same times 1 − α/2, because the mean of a quotient is more than the quotient of the means. Where demand never
///   paused there is nothing to correct.
/// * `optimised`: α of sizes and of intervals each by least squares in 0.1 … 0.3.
///
/// - Missing values: nothing was wanted.
/// - Checked against: statsforecast 2.1.1 on 2,509 series of car parts: 1e-9 relative for given α, 1e-4 where α is sought (`CarPartsTests`).
/// - Complexity: O(n).
/// - References: J. D. Croston (1972), Forecasting and stock control for intermittent demands, Oper. Res. Q. 23(3), 289–303, DOI
///   10.1057/jors.1972.50; A. A. Syntetos, J. E. Boylan (2005), The accuracy of intermittent demand estimates, Int. J. Forecasting 21(2),
///   303–314, DOI 10.1016/j.ijforecast.2004.10.001.
public struct Croston: ForecastModel {
  public enum Form: String, Hashable, Sendable, CaseIterable {
    case classic = "croston"
    case syntetosBoylan = "sba"
    case optimised = "croston-optimised"
  }

  /// Of sizes and intervals where it is not sought.
  static let alpha = 0.1

  public let form: Form
  public var name: String { form.rawValue }
  public init(_ form: Form = .classic) { self.form = form }

  public func fit(_ series: Series) throws(ForecastError) -> FittedRate {
    let demands = try Demands(series, method: name)
    let (size, interval) =
      form == .optimised
      ? (SmoothedLevel(optimised: demands.sizes), SmoothedLevel(optimised: demands.intervals))
      : (SmoothedLevel(demands.sizes, alpha: Self.alpha), SmoothedLevel(demands.intervals, alpha: Self.alpha))
    let pauses = demands.intervals.contains { $0 > 1 }
    let factor = form == .syntetosBoylan && pauses ? 1 - Self.alpha / 2 : 1
    return FittedRate(
      label, rate: demands.sizes.isEmpty ? 0 : factor * size.level / interval.level,
      parameters: [
        ModelParameter("alpha-size", size.alpha), ModelParameter("alpha-interval", interval.alpha),
        ModelParameter("size", size.level * demands.unit), ModelParameter("interval", interval.level),
      ], estimatedCount: form == .optimised ? 4 : 2, demands,
      fitted: Self.fitted(demands.values, size.alpha, interval.alpha, factor))
  }

  private var label: String {
    switch form {
    case .classic: "Croston"
    case .syntetosBoylan: "SBA"
    case .optimised: "CrostonOptimised"
    }
  }

  /// What would have been said before each period; NaN until the first demand.
  private static func fitted(_ values: [Double], _ alphaSize: Double, _ alphaInterval: Double, _ factor: Double) -> [Double] {
    var (size, interval, last) = (Double.nan, Double.nan, -1)
    return values.enumerated().map { place, value in
      let said = factor * size / interval
      if value > 0 {
        let gap = Double(place - last)
        size = size.isNaN ? value : size + alphaSize * (value - size)
        interval = interval.isNaN ? gap : interval + alphaInterval * (gap - interval)
        last = place
      }
      return said
    }
  }
}

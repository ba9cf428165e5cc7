// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// The theta method that won the M3 competition: half the regression line, half simple exponential smoothing of a series bent twice
/// as strongly as the data, seasonally adjusted where a season shows.
///
/// With the line a + b·t through the adjusted values, smoothing runs over 2y − (a + b·t); its level before the first value is solved
/// by least squares for every α, so the search is over α alone.
///
/// - Missing values: filled seasonally before the fit.
/// - Checked against: an independent program (`Reference/forecasting/make_references.py`), 1e-7 relative.
/// - References: V. Assimakopoulos, K. Nikolopoulos (2000), The theta model, Int. J. Forecasting 16(4), 521–530,
///   DOI 10.1016/S0169-2070(00)00066-2.
public struct Theta: ForecastModel {
  public var name: String { "theta" }
  public init() {}

  public func fit(_ series: Series) throws(ForecastError) -> FittedTheta {
    let filled = try GapFilling.seasonal.fill(series)
    return FittedTheta(filled.values, seasonLength: series.seasonLength)
  }

  public func refit(_ earlier: FittedTheta, to series: Series) throws(ForecastError) -> FittedTheta {
    let filled = try GapFilling.seasonal.fill(series)
    return FittedTheta(filled.values, seasonLength: series.seasonLength, near: earlier.alpha)
  }
}

/// The regression line and the smoothed bent line.
public struct FittedTheta: FittedModel {
  public let observed: [Double]
  public let fittedValues: [Double]
  public let alpha: Double
  /// Per period, of the seasonally adjusted series.
  public let slope: Double
  public let isSeasonal: Bool

  /// Everything below is in units of this.
  let unit: Double
  let adjusted: SeasonallyAdjusted
  let line: (intercept: Double, slope: Double)
  let level: Double
  private let deviation: Double

  public var method: String { "Theta" }
  public var parameters: [ModelParameter] {
    [
      ModelParameter("alpha", alpha), ModelParameter("slope", slope),
      ModelParameter("seasonal", isSeasonal ? 1 : 0),
    ]
  }
  /// The line, α, and the season's indices, which have a known mean.
  public var estimatedCount: Double { 3 + Double(adjusted.freeIndexCount) }

  /// - Parameter near: α found on a beginning of the series, near which the search stays.
  init(_ observed: [Double], seasonLength: Int, near: Double? = nil) {
    self.observed = observed
    let (values, unit) = SeriesScale.scaled(observed)
    self.unit = unit
    adjusted = SeasonallyAdjusted(values, seasonLength: seasonLength)
    isSeasonal = adjusted.isSeasonal
    let line = fittedLine(through: adjusted.values)
    (self.line, slope) = (line, line.slope * unit)
    let bent = adjusted.values.enumerated().map { 2 * $1 - (line.intercept + line.slope * Double($0)) }
    let smoothing = ProfiledSmoothing(bent, near: near)
    alpha = smoothing.alpha
    level = smoothing.endLevel
    var fitted: [Double] = []
    fitted.reserveCapacity(observed.count)
    var squares = 0.0
    for (index, smooth) in smoothing.fitted.enumerated() {
      let value = (smooth + line.intercept + line.slope * Double(index)) / 2
      let error = adjusted.values[index] - value
      squares += error * error
      fitted.append(adjusted.reseasoned(value, at: index) * unit)
    }
    fittedValues = fitted
    deviation = (squares / Double(max(1, observed.count - 3))).squareRoot()
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    var mean: [Double] = []
    var scale: [Double] = []
    for step in 0..<horizon {
      let index = observed.count + step
      mean.append(adjusted.reseasoned((level + line.intercept + line.slope * Double(index)) / 2, at: index) * unit)
      // Simple exponential smoothing with drift (Hyndman & Billah 2003) has these errors.
      let growth = (1 + Double(step) * alpha * alpha).squareRoot()
      scale.append(deviation * growth * adjusted.factor(at: index) * unit)
    }
    return Forecast(method: method, mean: mean, scale: scale)
  }
}

/// Simple exponential smoothing whose first level is solved for: one-step errors are linear in it, with coefficient (1 − α)ᵗ.
struct ProfiledSmoothing {
  let alpha: Double
  let fitted: [Double]
  let endLevel: Double

  static let alphaRange = 0.0001...0.9999

  init(_ values: [Double], near: Double? = nil) {
    guard values.count > 1 else {
      alpha = 0.5
      fitted = values
      endLevel = values.first ?? 0
      return
    }
    let alpha = values.withUnsafeBufferPointer { values in
      ProfiledSmoothing.minimised(over: ProfiledSmoothing.alphaRange, gridPoints: 12, tolerance: 1e-10, near: near) { alpha in
        ProfiledSmoothing.profile(values, alpha).squares
      }
    }
    var level = values.withUnsafeBufferPointer { ProfiledSmoothing.profile($0, alpha).start }
    var fitted: [Double] = []
    for value in values {
      fitted.append(level)
      level += alpha * (value - level)
    }
    self.alpha = alpha
    self.fitted = fitted
    endLevel = level
  }

  /// The lowest point of `function`: in the whole range, or, to three digits, not far from where it was on fewer values.
  static func minimised(
    over range: ClosedRange<Double>, gridPoints: Int, tolerance: Double, near: Double?, _ function: (Double) -> Double
  ) -> Double {
    guard let near else { return minimise(over: range, gridPoints: gridPoints, tolerance: tolerance, function) }
    let around = max(range.lowerBound, near - 0.15)...min(range.upperBound, near + 0.15)
    return minimise(over: around, gridPoints: 3, tolerance: 1e-3, function)
  }

  /// Σe² with the best start for `alpha`: e = (y − level from 0) − start·(1 − α)ᵗ.
  static func profile(_ values: UnsafeBufferPointer<Double>, _ alpha: Double) -> (
    start: Double, squares: Double
  ) {
    var level = 0.0
    var power = 1.0
    var (errorSquares, products, powerSquares) = (0.0, 0.0, 0.0)
    for value in values {
      let error = value - level
      errorSquares += error * error
      products += error * power
      powerSquares += power * power
      level += alpha * error
      power *= 1 - alpha
    }
    let start = products / powerSquares
    return (start, errorSquares - start * products)
  }
}

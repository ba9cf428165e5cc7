// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// What may come: for each step ahead a distribution, of which the mean is the point forecast.
///
/// Intervals and quantiles are asked for afterwards, at any level: they nest, and hold the mean between them.
public struct Forecast: Hashable, Sendable {
  /// The method that made it, with its form: `ETS(A,Ad,M)`.
  public private(set) var method: String
  /// The mean of each step, 1 … horizon.
  public private(set) var mean: [Double]
  /// The expected size of the error of each step (a standard deviation); never negative, never falling to NaN.
  public private(set) var scale: [Double]
  /// What the errors look like in units of `scale`.
  public private(set) var shape: ErrorShape
  /// The same for each step, where steps differ; empty: all steps have `shape`.
  public private(set) var stepShapes: [ErrorShape]
  /// No value lies below: 0 for things that are counted or sold, −∞ otherwise.
  public private(set) var floor: Double
  /// Variance ÷ mean of what comes in whole pieces, of which quantiles are whole numbers; nil for what is measured, or counted in large numbers.
  public let dispersion: Double?
  /// How much of an error stays in the steps after it.
  public private(set) var persistence: ErrorPersistence

  /// - Precondition: as many scales as means, and as many shapes of steps, if any.
  public init(
    method: String, mean: [Double], scale: [Double], shape: ErrorShape = .normal, stepShapes: [ErrorShape] = [],
    floor: Double = -.infinity, dispersion: Double? = nil, persistence: ErrorPersistence = .usual
  ) {
    precondition(mean.count == scale.count, "each step has a mean and a scale")
    precondition(stepShapes.isEmpty || stepShapes.count == mean.count, "each step has a shape, or none has")
    self.method = method
    self.floor = floor
    self.dispersion = dispersion
    self.persistence = persistence
    self.mean = mean.map { Forecast.bounded(max($0, floor)) }
    self.scale = Forecast.sizes(scale)
    self.shape = shape
    self.stepShapes = stepShapes
  }

  public var horizon: Int { mean.count }

  /// The value below which the future value of step `step` (0 is the first) lies with `probability`.
  public func quantile(_ probability: Double, step: Int) -> Double {
    if let dispersion { return CountDistribution(mean: mean[step], dispersion: dispersion).quantile(probability) }
    return measured(atScore: NormalDistribution.score(probability: probability), step: step)
  }

  /// The same by the normal score of the probability.
  func value(atScore score: Double, step: Int) -> Double {
    dispersion == nil ? measured(atScore: score, step: step) : quantile(NormalDistribution.probability(below: score), step: step)
  }

  private func measured(atScore score: Double, step: Int) -> Double {
    let error = (stepShapes.isEmpty ? shape : stepShapes[step]).error(atScore: score)
    guard scale[step] > 0, error.isFinite else { return mean[step] }
    return max(floor, Forecast.bounded(mean[step] + Forecast.bounded(scale[step] * error)))
  }

  /// Next to the end of the range of numbers nothing leaves it: an infinite error is not none.
  private static func bounded(_ value: Double) -> Double {
    value.isInfinite ? (value < 0 ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude) : value
  }

  /// The interval of step `step` (0 is the first). Lower ≤ mean ≤ upper, and a higher level contains a lower one.
  /// Its ends are whole numbers where pieces are counted.
  public func interval(_ level: IntervalLevel, step: Int) -> PredictionInterval {
    let (below, above) = dispersion == nil ? (mean[step], mean[step]) : (mean[step].rounded(.down), mean[step].rounded(.up))
    return PredictionInterval(
      level: level, lower: min(below, quantile(level.lowerProbability, step: step)),
      upper: max(above, quantile(level.upperProbability, step: step)))
  }

  /// The same forecast with its uncertainty replaced.
  public func calibrated(scale: [Double], shape: ErrorShape) -> Forecast { spread(scale: scale, shape: shape, stepShapes: []) }

  /// The same forecast with errors of each step's own size and shape.
  ///
  /// - Precondition: one of each a step.
  public func calibrated(scale: [Double], stepShapes: [ErrorShape]) -> Forecast {
    spread(scale: scale, shape: .normal, stepShapes: stepShapes)
  }

  private func spread(scale: [Double], shape: ErrorShape, stepShapes: [ErrorShape]) -> Forecast {
    precondition(scale.count == horizon && (stepShapes.isEmpty || stepShapes.count == horizon), "each step has a scale and a shape")
    var forecast = self
    (forecast.scale, forecast.shape, forecast.stepShapes) = (Forecast.sizes(scale), shape, stepShapes)
    return forecast
  }

  /// The same forecast with what is known of how errors stay.
  public func with(persistence: ErrorPersistence) -> Forecast {
    var forecast = self
    forecast.persistence = persistence
    return forecast
  }

  /// The same forecast under another name.
  public func named(_ method: String) -> Forecast {
    var forecast = self
    forecast.method = method
    return forecast
  }

  /// The same forecast with nothing below `floor`.
  public func withFloor(_ floor: Double) -> Forecast {
    var forecast = self
    forecast.floor = floor
    forecast.mean = mean.map { max($0, floor) }
    return forecast
  }

  /// Never negative, and a size that is no number is none.
  private static func sizes(_ scale: [Double]) -> [Double] { scale.map { $0.isNaN ? 0 : bounded(max($0, 0)) } }
}

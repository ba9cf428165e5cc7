// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// The distribution of a forecast when errors to come are like those that were made, not normal: errors of the past are drawn again, with
/// replacement, and the model runs on through them.
///
/// Errors are centred, so that paths keep the mean of the model, and multiplied by √(n ÷ (n − k)) for the k numbers that were estimated from them. What the
/// result has and a normal interval has not: skewed errors give skewed intervals, a multiplicative model its own growing shape. What it has not: how
/// unsure form and numbers of the model are.
///
/// - Determinism: the same model, seed and number of paths give the same bits.
/// - Complexity: O(paths × the model's path, and paths × log paths a step).
/// - References: R. Hyndman, G. Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd ed., §5.5; R. A. Stine (1987), Estimating properties of
///   autoregressive forecasts, J. Am. Stat. Assoc. 82(400), 1072–1078.
public struct ResidualBootstrap: Hashable, Sendable {
  /// Ways the future may go.
  public let count: Int
  public let seed: UInt64

  /// Fewer errors are no distribution.
  public static let leastErrors = 8
  /// More are not drawn: memory is bounded by paths × horizon numbers.
  public static let mostPaths = 20_000

  /// - Parameter count: 100 … `mostPaths`; outside of that the nearest of them.
  public init(count: Int = 2_000, seed: UInt64 = 0) {
    self.count = min(max(count, 100), ResidualBootstrap.mostPaths)
    self.seed = seed
  }

  /// The ways the future may go, as the model has them; nil where it made fewer than `leastErrors` errors.
  ///
  /// - Throws: `horizon-out-of-range`, of the model too.
  public func paths(of model: any ErrorDrivenModel, horizon: Int) throws(ForecastError) -> SamplePaths? {
    _ = try model.forecast(horizon: horizon)
    let errors = drawn(from: model)
    guard errors.count >= ResidualBootstrap.leastErrors else { return nil }
    var random = RandomStream(seed: seed ^ 0x5EED_B007_57A9_0001)
    var coming = [Double](repeating: 0, count: horizon)
    var values: [Double] = []
    values.reserveCapacity(count * horizon)
    for _ in 0..<count {
      for step in 0..<horizon { coming[step] = errors[min(errors.count - 1, Int(random.uniform() * Double(errors.count)))] }
      values += model.path(coming)
    }
    return SamplePaths(horizon: horizon, values: values)
  }

  /// The model's forecast with the distribution of its paths at every step; the forecast as it is where there are too few errors.
  ///
  /// - Throws: `horizon-out-of-range`.
  public func forecast(_ model: any ErrorDrivenModel, horizon: Int) throws(ForecastError) -> Forecast {
    let forecast = try model.forecast(horizon: horizon)
    guard let paths = try paths(of: model, horizon: horizon) else { return forecast }
    let steps = (0..<horizon).map { StepErrors(paths.values(at: $0), around: forecast.mean[$0]) }
    return forecast.calibrated(scale: steps.map(\.scale), stepShapes: steps.map(\.shape))
  }

  /// Centred, and as large as they would be had nothing been estimated.
  private func drawn(from model: any ErrorDrivenModel) -> [Double] {
    let errors = model.drivingErrors.filter(\.isFinite)
    guard let first = errors.first else { return [] }
    let unit = errors.reduce(abs(first)) { max($0, abs($1)) }
    guard unit > 0 else { return errors }
    let centre = stableMean(errors.map { $0 / unit })
    let free = max(1, Double(errors.count) - model.estimatedCount)
    let growth = min(2, (Double(errors.count) / free).squareRoot())
    return errors.map { ($0 / unit - centre) * growth * unit }
  }
}

/// What lies around the mean at one step, as a size and a shape.
private struct StepErrors {
  let scale: Double
  let shape: ErrorShape

  /// Normal scores at which the shape is told: closer where intervals are asked for.
  private static let scores: [Double] = (-60...60).map { Double($0) / 20 }
  private static let probabilities = scores.map { NormalDistribution.probability(below: $0) }

  init(_ values: [Double], around mean: Double) {
    let errors = values.map { $0 - mean }.filter(\.isFinite).sorted()
    let unit = errors.reduce(0) { max($0, abs($1)) }
    guard unit.isNormal else {
      (scale, shape) = (0, .normal)
      return
    }
    let squares = stableSum(errors.map { ($0 / unit) * ($0 / unit) })
    let size = (squares / Double(errors.count)).squareRoot() * unit
    let last = Double(errors.count - 1)
    var highest = -Double.infinity
    scale = size
    shape = ErrorShape(
      scores: StepErrors.scores,
      errors: StepErrors.probabilities.map { probability in
        let place = min(last, max(0, probability * Double(errors.count + 1) - 1))
        let (below, above) = (errors[Int(place)], errors[min(Int(place) + 1, errors.count - 1)])
        // Between two equal errors the last digit may fall.
        highest = max(highest, (below + (place - place.rounded(.down)) * (above - below)) / size)
        return highest
      })
  }
}

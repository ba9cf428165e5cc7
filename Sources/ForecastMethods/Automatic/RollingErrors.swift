// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// How wrong a simple forecast of the same series was at every origin of its past, by the number of steps ahead.
///
/// Fitting the real methods at every origin would cost too much, and at a few origins their errors say little of far steps. Simple smoothing of the
/// seasonally adjusted values plus half the line through them (the idea of theta) costs next to nothing; how its errors grow with the steps is how
/// those of better methods grow. Season and α are those of the whole past: this measures spread, it is no backtest that is shown to anybody.
struct RollingErrors {
  /// Root mean squared error of each step ahead in units of the series, NaN where fewer than three origins tell of it.
  let spread: [Double]
  /// How errors of one origin stay over the steps.
  let persistence: ErrorPersistence
  /// Values of the whole past.
  let count: Int

  /// Older values tell of a time that is over: ten seasons are looked at, or this many values.
  static let fewestValues = 120

  /// - Parameters:
  ///   - values: without gaps.
  ///   - horizon: steps that are wanted.
  init(_ values: [Double], seasonLength: Int, horizon: Int) {
    count = values.count
    let recent = Array(values.suffix(max(RollingErrors.fewestValues, 10 * seasonLength)))
    let (scaled, unit) = SeriesScale.scaled(recent)
    let adjusted = RollingErrors.adjusted(scaled, seasonLength)
    let first = max(2, adjusted.count / 3)
    var spread = [Double](repeating: .nan, count: horizon)
    guard adjusted.count > first else {
      self.spread = spread
      persistence = .usual
      return
    }
    let levels = RollingErrors.levels(adjusted)
    let slopes = RollingErrors.halfSlopes(adjusted)
    for step in 0..<horizon {
      let ahead = Double(step + 1)
      var (squares, count) = (0.0, 0.0)
      var origin = first - 1
      while origin + step + 1 < adjusted.count {
        let error = adjusted[origin + step + 1] - levels[origin] - ahead * slopes[origin]
        squares += error * error
        count += 1
        origin += 1
      }
      if count >= 3, squares.isFinite { spread[step] = (squares / count).squareRoot() * unit }
    }
    self.spread = spread
    persistence = RollingErrors.persistence(adjusted, levels, slopes, from: first - 1, steps: min(horizon, adjusted.count < 20 ? 4 : 12))
  }

  /// The carried part under which the squares of summed errors are as large against the sum of squares as they were, drawn to the usual one:
  /// origins whose steps overlap count as one.
  private static func persistence(
    _ adjusted: [Double], _ levels: [Double], _ slopes: [Double], from first: Int, steps: Int
  ) -> ErrorPersistence {
    var (ofSums, squares, origins) = (0.0, 0.0, 0.0)
    var origin = first
    while origin + steps < adjusted.count {
      var sum = 0.0
      for step in 1...steps {
        let error = adjusted[origin + step] - levels[origin] - Double(step) * slopes[origin]
        sum += error
        squares += error * error
      }
      ofSums += sum * sum
      origins += 1
      origin += 1
    }
    guard origins >= 3, squares > 0, ofSums.isFinite, squares.isFinite else { return .usual }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if ErrorPersistence(carried: middle).inflation(steps) < ofSums / squares { low = middle } else { high = middle }
    }
    let (weight, prior) = (origins / Double(steps), 2.0)
    return ErrorPersistence(carried: (low * weight + ErrorPersistence.usual.carried * prior) / (weight + prior))
  }

  private static func adjusted(_ values: [Double], _ seasonLength: Int) -> [Double] {
    guard seasonLength > 1, values.count >= 2 * seasonLength else { return values }
    let multiplicative = values.allSatisfy { $0 > 0 }
    let indices = SeasonalIndices(values, seasonLength: seasonLength, multiplicative: multiplicative).indices
    return values.enumerated().map { multiplicative ? $1 / indices[$0 % seasonLength] : $1 - indices[$0 % seasonLength] }
  }

  /// After each value, by the α of least squares among twenty.
  private static func levels(_ values: [Double]) -> [Double] {
    let start = values.prefix(3).reduce(0, +) / Double(min(3, values.count))
    var best = (squares: Double.infinity, alpha: 1.0)
    for place in 1...20 {
      let alpha = Double(place) / 20
      var (level, squares) = (start, 0.0)
      for (index, value) in values.enumerated() {
        let error = value - level
        if index > 0 { squares += error * error }
        level += alpha * error
      }
      if squares < best.squares { best = (squares, alpha) }
    }
    var level = start
    return values.map { value in
      level += best.alpha * (value - level)
      return level
    }
  }

  /// Half the slope of the line through all values up to each; nought for the first.
  private static func halfSlopes(_ values: [Double]) -> [Double] {
    var (mean, centre, products, squares) = (0.0, 0.0, 0.0, 0.0)
    return values.enumerated().map { index, value in
      let (count, place) = (Double(index + 1), Double(index))
      let (off, away) = (place - centre, value - mean)
      centre += off / count
      mean += away / count
      products += off * (value - mean)
      squares += off * (place - centre)
      return squares > 0 ? products / squares / 2 : 0
    }
  }
}

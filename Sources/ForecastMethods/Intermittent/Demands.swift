// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// Demand that comes now and then, as its two parts: how much was wanted each time, and how many periods lay between.
struct Demands {
  /// Every period; nought where nothing was wanted.
  let observed: [Double]
  /// A power of two: sizes and `values` are in units of it, so that their squares neither over- nor underflow.
  let unit: Double
  let values: [Double]
  /// Of the periods with demand, in their order.
  let sizes: [Double]
  /// Periods from one demand to the next, the first counted from before the series began; at least 1.
  let intervals: [Double]

  /// Mean periods between two demands; nil where there was none.
  var meanInterval: Double? { intervals.isEmpty ? nil : stableMean(intervals) }

  /// - Throws: `no-observations`; `values-not-suited` for a value below nought: what came back is no demand.
  init(_ series: Series, method: String) throws(ForecastError) {
    observed = try GapFilling.zero.fill(series).values
    (values, unit) = SeriesScale.scaled(observed)
    if let place = observed.firstIndex(where: { $0 < 0 }) {
      throw ForecastError(
        .valuesNotSuited, subject: method, detail: "value \(place + 1) is \(observed[place]); demand is not negative",
        hint: "book returns apart, or use ets or theta")
    }
    var (sizes, intervals, last) = ([Double](), [Double](), -1)
    for (place, value) in values.enumerated() where value > 0 {
      sizes.append(value)
      intervals.append(Double(place - last))
      last = place
    }
    (self.sizes, self.intervals) = (sizes, intervals)
  }
}

/// Simple exponential smoothing that begins with the first value.
struct SmoothedLevel {
  /// Where intermittent demand is smoothed, α is sought here: few demands say little, and a larger α follows each of them.
  static let alphaRange = 0.1...0.3

  let alpha: Double
  /// After the last value; nought where there was none.
  let level: Double

  init(_ values: [Double], alpha: Double) {
    self.alpha = alpha
    level = values.withUnsafeBufferPointer { Self.run($0, alpha).level }
  }

  /// With the α of least squared one-step errors; the middle of the range where they are the same for every α, as those of two values are.
  init(optimised values: [Double]) {
    let (low, high) = (Self.alphaRange.lowerBound, Self.alphaRange.upperBound)
    let best = values.withUnsafeBufferPointer { values in
      let squares = [low, (low + high) / 2, high].map { Self.run(values, $0).squares }
      guard let least = squares.min(), let most = squares.max(), most - least > 1e-9 * most else { return (low + high) / 2 }
      return minimise(over: Self.alphaRange, gridPoints: 5, tolerance: 1e-9) { Self.run(values, $0).squares }
    }
    self.init(values, alpha: best)
  }

  private static func run(_ values: UnsafeBufferPointer<Double>, _ alpha: Double) -> (level: Double, squares: Double) {
    guard var level = values.first else { return (0, 0) }
    var squares = 0.0
    for place in values.indices.dropFirst() {
      let error = values[place] - level
      squares += error * error
      level += alpha * error
    }
    return (level, squares)
  }
}

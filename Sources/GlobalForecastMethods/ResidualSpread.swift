// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// How wide and of which shape the errors of a set are, from those of periods that were not seen: in units of the windows, for each period
/// ahead.
struct ResidualSpread {
  private let sizes: [Double]
  let shape: ErrorShape
  /// Mean absolute error.
  let meanError: Double

  /// - Parameter errors: series after series, `tested` periods each.
  init(_ errors: [Double], tested: Int) {
    meanError = stableMean(errors.map { abs($0) })
    var raw: [Double] = []
    for step in 0..<tested {
      let squares = stride(from: step, to: errors.count, by: tested).map { errors[$0] * errors[$0] }
      raw.append(stableMean(squares).squareRoot())
    }
    // Never narrower farther ahead: what one step lacks by chance its neighbours lend it, all of them with equal weight (Ayer et al. 1955).
    let fitted = ResidualSpread.rising(raw)
    sizes = fitted.map { max($0, 1e-9) }
    let (known, count) = (sizes, tested)
    shape = ErrorShape(pastErrors: errors.enumerated().map { $1 / known[$0 % count] }, patience: 60)
  }

  /// Beyond the tested periods errors go on growing as the root of the time, as those of a level that wanders do.
  func size(ahead: Int) -> Double {
    guard let last = sizes.last, ahead > sizes.count else { return sizes[ahead - 1] }
    return last * (Double(ahead) / Double(sizes.count)).squareRoot()
  }

  /// The least-squares fit that never falls.
  private static func rising(_ values: [Double]) -> [Double] {
    var blocks: [(sum: Double, count: Int)] = []
    for value in values {
      blocks.append((value, 1))
      while blocks.count > 1 {
        let (one, other) = (blocks[blocks.count - 2], blocks[blocks.count - 1])
        guard one.sum / Double(one.count) > other.sum / Double(other.count) else { break }
        blocks.removeLast(2)
        blocks.append((one.sum + other.sum, one.count + other.count))
      }
    }
    return blocks.flatMap { [Double](repeating: $0.sum / Double($0.count), count: $0.count) }
  }
}

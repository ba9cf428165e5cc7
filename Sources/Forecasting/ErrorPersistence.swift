// SPDX-License-Identifier: Apache-2.0

/// How much of a surprise stays in the steps after it: what ties the errors of one path together.
///
/// The error k steps ahead is a new surprise and the carried part of all earlier ones, e(k) = ε(k) + c·(ε(1) + … + ε(k − 1)), as in a level that is
/// smoothed with c. Nothing carried: errors of different steps are independent; all carried: they are those of a random walk. The correlation of two
/// steps is the higher the farther both lie ahead, as that of real errors is.
public struct ErrorPersistence: Hashable, Sendable {
  /// c, 0 … 1.
  public let carried: Double

  /// Next to what forecasts of M1, tourism and sales series show (training parts).
  public static let usual = ErrorPersistence(carried: 0.45)
  /// Errors of different steps have nothing to do with each other.
  public static let none = ErrorPersistence(carried: 0)

  public init(carried: Double) { self.carried = carried >= 0 ? min(carried, 1) : 0 }

  /// Correlation of the errors of two steps, 0 the first.
  public func correlation(_ one: Int, _ other: Int) -> Double {
    guard one != other else { return 1 }
    let (near, far) = (min(one, other), max(one, other))
    return (carried + Double(near) * carried * carried) / (deviation(near) * deviation(far))
  }

  /// Variance of the sum of the errors of the first `steps` steps ÷ the sum of their variances: 1 without persistence.
  public func inflation(_ steps: Int) -> Double {
    var (ofSum, each) = (0.0, 0.0)
    for step in 0..<steps {
      let reach = 1 + carried * Double(step)
      ofSum += reach * reach
      each += 1 + Double(step) * carried * carried
    }
    return each > 0 ? ofSum / each : 1
  }

  /// Of the error of step `step` (0 is the first), in units of one surprise.
  func deviation(_ step: Int) -> Double { (1 + Double(step) * carried * carried).squareRoot() }
}

// SPDX-License-Identifier: Apache-2.0

/// What changing a forecast by hand was worth, and what part of such changes had better be kept.
///
/// Each change took a forecast from `before` to `after`; then `actual` came. The best share of the changes is the one with the least squared error,
/// Σ (actual − before)(after − before) ÷ Σ (after − before)², between none and all of it. A few changes prove little: as many as `patience` count in favour
/// of keeping everything.
///
/// - Reference: R. Fildes, P. Goodwin, M. Lawrence, K. Nikolopoulos (2009), Effective forecasting and judgmental adjustments, Int. J. Forecasting 25(1),
///   3–23 (people's changes are too large on average, and those upwards most).
public struct OverrideWorth: Hashable, Sendable {
  /// Changes that were measured; one that changed nothing is none.
  public private(set) var count = 0
  /// Of them, those that came nearer than what was there before.
  public private(set) var better = 0
  /// Σ |actual − before|, Σ |actual − after|, Σ |actual|, in the units given.
  public private(set) var errorBefore = 0.0
  public private(set) var errorAfter = 0.0
  public private(set) var actual = 0.0
  private var product = 0.0
  private var square = 0.0

  /// Changes' worth of belief that all of a change is right.
  static let patience = 5.0
  /// Below it nothing is suggested.
  public static let leastCount = 6

  public init() {}

  /// - Parameter weight: of one unit, so that changes of cheap and dear things can be added: a price.
  public mutating func add(before: Double, after: Double, actual came: Double, weight: Double = 1) {
    let (change, missing) = ((after - before) * weight, (came - before) * weight)
    guard change.isFinite, missing.isFinite, change != 0 else { return }
    count += 1
    if abs(missing - change) < abs(missing) { better += 1 }
    errorBefore += abs(missing)
    errorAfter += abs(missing - change)
    actual += abs(came * weight)
    product += missing * change
    square += change * change
  }

  /// In points of the actual: below 0 the changes made the forecast worse. nil without actuals.
  public var valueAdded: Double? { actual > 0 ? (errorBefore - errorAfter) / actual : nil }

  /// 0 … 1; nil while there are fewer than `leastCount` changes.
  public var shareToKeep: Double? {
    guard count >= Self.leastCount, square > 0, square.isFinite, product.isFinite else { return nil }
    let best = min(max(product / square, 0), 1)
    return (Double(count) * best + Self.patience) / (Double(count) + Self.patience)
  }
}

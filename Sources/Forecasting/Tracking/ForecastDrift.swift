// SPDX-License-Identifier: Apache-2.0

/// Whether a method lost touch with its series, 漂移: since when its errors lie to one side by more than chance.
///
/// Two sums of standardised errors are kept, one for each side, that fall back to 0 while errors go either way and rise while they do not
/// (CUSUM). Their unit is the usual error before the last periods, found by medians so that one wild month makes no drift. Errors are actual −
/// forecast; NaN ones are left out.
///
/// - Complexity: O(n log n) for the medians.
/// - Reference: E. S. Page (1954), Continuous inspection schemes, Biometrika 41(1–2), 100–115, here with allowance ½ and limit 6.
public struct ForecastDrift: Hashable, Sendable {
  /// Position of the first error of the drift.
  public let start: Int
  /// Mean error from there on, in the units of the errors: above 0 too little is forecast.
  public let size: Double
  /// The same in usual errors.
  public let spreads: Double

  /// A drift of fewer usual errors than this is let pass, and half of it counts.
  static let allowance = 0.5
  static let limit = 6.0
  /// Fewer errors than these have no usual size.
  public static let leastCount = 8
  /// One error counts for no more than so many usual ones.
  static let largest = 3.0

  /// nil when the newest errors show none: a drift that ended is none.
  public static func found(in errors: [Double]) -> ForecastDrift? {
    let known = errors.indices.filter { errors[$0].isFinite }
    guard known.count >= leastCount else { return nil }
    let spread = usualError(known.map { errors[$0] })
    guard spread > 0 else { return nil }
    var (above, below) = (OneSide(), OneSide())
    for index in known {
      let standardised = min(max(errors[index] / spread, -largest), largest)
      above.add(standardised, at: index)
      below.add(-standardised, at: index)
    }
    guard let side = [above, below].filter({ $0.isAlarm }).max(by: { $0.sum < $1.sum }), let earliest = side.start else { return nil }
    let since = likeliest(known.filter { $0 >= earliest }, errors.map { $0 / spread })
    let mean = since.reduce(0) { $0 + errors[$1] / Double(since.count) }
    return ForecastDrift(start: since[since.startIndex], size: mean, spreads: mean / spread)
  }

  /// The sum may have begun to rise by chance before the drift did: the part to the end whose mean is the least likely one by chance.
  private static func likeliest(_ known: [Int], _ standardised: [Double]) -> ArraySlice<Int> {
    var (best, sum, largest) = (known.count - 1, 0.0, -1.0)
    for position in known.indices.reversed() {
      sum += min(max(standardised[known[position]], -ForecastDrift.largest), ForecastDrift.largest)
      let evidence = sum * sum / Double(known.count - position)
      if evidence > largest { (best, largest) = (position, evidence) }
    }
    return known[best...]
  }

  /// The usual size of an error around its middle, as a standard deviation: differences of neighbours know nothing of a shift.
  private static func usualError(_ errors: [Double]) -> Double {
    let steps = zip(errors.dropFirst(), errors).map { abs($0 / 2 - $1 / 2) * 2 }
    // 1.4826 ÷ √2: a median of differences of two errors.
    let ofSteps = median(steps) * 1.0484
    return ofSteps > 0 ? ofSteps : median(errors.map(abs)) * 1.4826
  }

  private static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
  }

  private struct OneSide {
    var sum = 0.0
    var start: Int?
    var isAlarm = false

    mutating func add(_ error: Double, at index: Int) {
      sum += error - ForecastDrift.allowance
      if sum <= 0 { (sum, start, isAlarm) = (0, nil, false) } else if start == nil { start = index }
      if sum > ForecastDrift.limit { isAlarm = true }
    }
  }
}

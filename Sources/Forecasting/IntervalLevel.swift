// SPDX-License-Identifier: Apache-2.0

/// The share of future values that an interval should contain: `percent(80)` for four out of five.
public struct IntervalLevel: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// In hundredths of a percent, so that levels are equal when they look equal.
  public let basisPoints: Int

  /// - Throws: `level-out-of-range` unless 0 < `percent` < 100.
  public init(percent: Double) throws(ForecastError) {
    guard percent > 0, percent < 100, let rounded = Int(exactly: (percent * 100).rounded()), rounded > 0,
      rounded < 10_000
    else {
      throw ForecastError(
        .levelOutOfRange, subject: "level", detail: "needs a percentage between 0 and 100, has \(percent)",
        hint: "80 or 95 are usual")
    }
    basisPoints = rounded
  }

  private init(basisPoints: Int) { self.basisPoints = basisPoints }

  public static let eighty = IntervalLevel(basisPoints: 8_000)
  public static let ninetyFive = IntervalLevel(basisPoints: 9_500)

  /// 0.8 for 80 percent.
  public var share: Double { Double(basisPoints) / 10_000 }
  public var lowerProbability: Double { (1 - share) / 2 }
  public var upperProbability: Double { (1 + share) / 2 }

  /// `80`, `99.5`.
  public var description: String {
    let rest = basisPoints % 100
    if rest == 0 { return String(basisPoints / 100) }
    if rest % 10 == 0 { return "\(basisPoints / 100).\(rest / 10)" }
    return "\(basisPoints / 100)." + (rest < 10 ? "0" : "") + String(rest)
  }

  public static func < (left: IntervalLevel, right: IntervalLevel) -> Bool {
    left.basisPoints < right.basisPoints
  }
}

/// Lower and upper end of an interval in which a future value should lie with the probability of `level`.
public struct PredictionInterval: Hashable, Sendable {
  public let level: IntervalLevel
  public let lower: Double
  public let upper: Double

  public init(level: IntervalLevel, lower: Double, upper: Double) {
    self.level = level
    self.lower = lower
    self.upper = upper
  }

  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

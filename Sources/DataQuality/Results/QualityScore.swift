// SPDX-License-Identifier: Apache-2.0

/// How good a batch is, of a hundred.
///
/// A rule that could be checked is worth 1000 − 10 000 × failed ÷ checked, not below nought: whole where no row fails, nothing from a tenth of the rows on.
/// A part (完整, 有效, …) is the mean of its rules by the weight of their severity (5, 2, 1); rows that could not be read count in 完整 like a rule that warns.
/// The score is the mean of the parts that could be checked by theirs (25, 30, 25, 10, 10), and no more than 40 where a rule stops the batch.
/// All in integers: divisions are cut off, the last one is rounded.
public struct QualityScore: Hashable, Sendable {
  /// Most of a batch that a rule stops.
  public static let heldLimit = 40

  public let total: Int
  /// Of a hundred; only of what could be checked.
  public let parts: [QualityDimension: Int]

  public init(total: Int, parts: [QualityDimension: Int]) { (self.total, self.parts) = (total, parts) }

  /// Nil where nothing could be checked.
  init?(_ outcomes: [RuleOutcome], rowsRead: Int, rejected: Int) {
    var worth: [QualityDimension: (sum: Int, weight: Int)] = [:]
    func add(_ dimension: QualityDimension, _ value: Int, _ weight: Int) {
      let so = worth[dimension] ?? (0, 0)
      worth[dimension] = (so.sum + value * weight, so.weight + weight)
    }
    for outcome in outcomes where outcome.checked > 0 {
      add(outcome.rule.check.dimension, outcome.worth, outcome.rule.severity.weight)
    }
    if rowsRead > 0 {
      add(.completeness, max(0, 1_000 - Int(Int64(rejected) * 10_000 / Int64(rowsRead))), QualitySeverity.warn.weight)
    }
    var (sum, weight) = (0, 0)
    var parts: [QualityDimension: Int] = [:]
    for dimension in QualityDimension.allCases {
      guard let one = worth[dimension] else { continue }
      let thousandths = one.sum / one.weight
      parts[dimension] = thousandths / 10
      sum += thousandths * dimension.weight
      weight += dimension.weight
    }
    guard weight > 0 else { return nil }
    let total = (sum * 2 + weight * 10) / (weight * 20)
    self.parts = parts
    self.total = outcomes.contains(where: \.stops) ? min(total, Self.heldLimit) : total
  }
}

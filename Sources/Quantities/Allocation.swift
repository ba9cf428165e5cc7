// SPDX-License-Identifier: Apache-2.0

/// Splitting a whole into parts that add up to it exactly.
public enum Allocation {
  /// Splits `total` in proportion to `weights` by largest remainder (Hamilton's method); ties go to the earlier part.
  ///
  /// - Parameters:
  ///   - total: integer units (分, 件); may be negative.
  ///   - weights: ≥ 0 and finite; when all are zero the split is even.
  /// - Returns: as many parts as weights, their sum is `total`; empty when there are no weights.
  public static func split(_ total: Int64, by weights: [Double]) -> [Int64] {
    guard !weights.isEmpty else { return [] }
    precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "weights are finite and not negative")
    var weights = weights
    var sum = weights.reduce(0, +)
    if sum <= 0 {
      weights = [Double](repeating: 1, count: weights.count)
      sum = Double(weights.count)
    }
    let sign: Int64 = total < 0 ? -1 : 1
    let magnitude = total.magnitude
    var parts = [Int64](repeating: 0, count: weights.count)
    var remainders: [(index: Int, value: Double)] = []
    remainders.reserveCapacity(weights.count)
    var assigned: UInt64 = 0
    for (index, weight) in weights.enumerated() {
      let exact = Double(magnitude) * (weight / sum)
      // Rounding of the product may exceed what is left when magnitudes are near 2^53: never assign more than that.
      let whole = min(UInt64(exact.rounded(.down)), magnitude - assigned)
      parts[index] = Int64(whole)
      assigned += whole
      remainders.append((index, exact - Double(whole)))
    }
    remainders.sort { ($0.value, -$0.index) > ($1.value, -$1.index) }
    var left = magnitude - assigned
    var position = 0
    while left > 0 {
      parts[remainders[position % remainders.count].index] += 1
      left -= 1
      position += 1
    }
    return sign < 0 ? parts.map { -$0 } : parts
  }
}

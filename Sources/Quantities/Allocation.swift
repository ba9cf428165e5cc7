// SPDX-License-Identifier: Apache-2.0

/// Splitting a whole into parts that add up to it exactly, by largest remainder (Hamilton's method); ties go to the earlier part.
public enum Allocation {
  /// Splits `total` in proportion to weights of the live calculation.
  ///
  /// Exact to the unit while `total` is below 2^53; beyond it parts may be a few units off their share, never off the sum.
  ///
  /// - Parameters:
  ///   - total: integer units (分, 件); may be negative.
  ///   - weights: ≥ 0 and finite; when all are zero the split is even.
  /// - Returns: as many parts as weights, their sum is `total`, none of the other sign; empty when there are no weights.
  public static func split(_ total: Int64, by weights: [Double]) -> [Int64] {
    guard !weights.isEmpty else { return [] }
    precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "weights are finite and not negative")
    var shares = weights.contains { $0 > 0 } ? weights : [Double](repeating: 1, count: weights.count)
    // Divided by the largest where the sum of very large weights, or the rate of very small ones, would not be finite.
    if !ratio(total, shares).isFinite, let largest = shares.max() { shares = shares.map { $0 / largest } }
    let rate = ratio(total, shares)
    let magnitude = total.magnitude
    var parts = [UInt64](repeating: 0, count: weights.count)
    var remainders = [Double](repeating: 0, count: weights.count)
    var assigned: UInt64 = 0
    for (index, share) in shares.enumerated() {
      let exact = share * rate
      // Rounding of the product may exceed what is left when magnitudes are near 2^53: never assign more than that.
      let whole = min(UInt64(exact.rounded(.down)), magnitude - assigned)
      parts[index] = whole
      assigned += whole
      remainders[index] = exact - Double(whole)
    }
    let order = remainders.indices.filter { shares[$0] > 0 }
      .sorted { (remainders[$0], -$0) > (remainders[$1], -$1) }
    hand(magnitude - assigned, to: &parts, in: order)
    return signed(parts, like: total)
  }

  /// Splits `total` in proportion to exact weights (分, 件): ties are ties, whatever the magnitudes.
  ///
  /// - Parameter weights: ≥ 0; when all are zero the split is even.
  /// - Returns: as `split(_:by:)` with `Double` weights.
  public static func split(_ total: Int64, by weights: [Int64]) -> [Int64] {
    guard !weights.isEmpty else { return [] }
    precondition(weights.allSatisfy { $0 >= 0 }, "weights are not negative")
    let shares = weights.contains { $0 > 0 } ? weights : [Int64](repeating: 1, count: weights.count)
    let sum = shares.reduce(Int128(0)) { $0 + Int128($1) }
    let magnitude = total.magnitude
    var parts: [UInt64] = []
    var remainders: [Int128] = []
    for share in shares {
      let (whole, rest) = (Int128(magnitude) * Int128(share)).quotientAndRemainder(dividingBy: sum)
      parts.append(UInt64(clamping: whole))
      remainders.append(rest)
    }
    let order = remainders.indices.sorted { (remainders[$0], -$0) > (remainders[$1], -$1) }
    hand(magnitude - parts.reduce(0, +), to: &parts, in: order)
    return signed(parts, like: total)
  }

  /// Splits `amount` in proportion to exact weights, in minor units.
  public static func split(_ amount: Amount, by weights: [Int64]) -> [Amount] {
    split(amount.minorUnits, by: weights).map { Amount(minorUnits: $0, currency: amount.currency) }
  }

  /// Units for each unit of weight; not finite where the sum of the weights or the rate itself is out of range.
  private static func ratio(_ total: Int64, _ weights: [Double]) -> Double {
    let sum = weights.reduce(0, +)
    return sum.isFinite ? Double(total.magnitude) / sum : .infinity
  }

  /// One unit each in `order`, from the start again when there are more units than parts.
  private static func hand(_ units: UInt64, to parts: inout [UInt64], in order: [Int]) {
    guard !order.isEmpty else { return }
    let (each, rest) = units.quotientAndRemainder(dividingBy: UInt64(order.count))
    for (position, index) in order.enumerated() {
      parts[index] += each + (position < Int(rest) ? 1 : 0)
    }
  }

  /// No part exceeds the whole, so its bits hold it on either side of zero, `Int64.min` too.
  private static func signed(_ parts: [UInt64], like total: Int64) -> [Int64] {
    parts.map { total < 0 ? Int64(truncatingIfNeeded: 0 &- $0) : Int64(truncatingIfNeeded: $0) }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Adds numbers of very different size without losing the small ones (Neumaier's variant of Kahan summation).
///
/// Use it wherever the order of the terms must not show in the result's last digits for want of care: totals over many series,
/// means of long ones. Inner loops of a fit use plain addition: their sums are compared, never shown.
///
/// - References: A. Neumaier (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54, 39–51.
public struct StableSum: Sendable {
  @usableFromInline var sum = 0.0
  @usableFromInline var lost = 0.0

  @inlinable public init() {}

  @inlinable public mutating func add(_ term: Double) {
    let next = sum + term
    // What the larger of the two could not hold of the smaller.
    lost += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }

  @inlinable public var value: Double { sum + lost }
}

/// The sum of `values`, compensated; 0 for none.
@inlinable public func stableSum(_ values: [Double]) -> Double {
  var sum = StableSum()
  for value in values { sum.add(value) }
  return sum.value
}

/// The mean of `values`, compensated; NaN for none.
@inlinable public func stableMean(_ values: [Double]) -> Double {
  stableSum(values) / Double(values.count)
}

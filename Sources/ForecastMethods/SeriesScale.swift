// SPDX-License-Identifier: Apache-2.0

/// A power of two near the typical size of values. Dividing by it is exact, so a fit of the scaled series is the same fit,
/// and tolerances mean the same for pieces and for billions. Squares of scaled values neither over- nor underflow.
enum SeriesScale {
  static func powerOfTwo(_ values: [Double]) -> Double {
    var size = 0.0
    for value in values { size = max(size, abs(value)) }
    guard size > 0 else { return 1 }
    var sum = 0.0
    for value in values { sum += abs(value) / size }
    let mean = size * (sum / Double(values.count))
    guard mean > 0, mean.isFinite else { return 1 }
    return Double(sign: .plus, exponent: mean.exponent, significand: 1)
  }

  /// The values in units of their own size, and that unit.
  static func scaled(_ values: [Double]) -> (values: [Double], unit: Double) {
    let unit = powerOfTwo(values)
    return (values.map { $0 / unit }, unit)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The standard deviation of values around 0 that a few wild ones do not change: values beyond 2.5 median distances count as if they lay
/// there.
///
/// As sure as the plain standard deviation of 19 values in 20 where nothing is wild. 0 for none; where more than half of the values are 0
/// the plain one.
///
/// - Parameters:
///   - values: no NaN.
///   - scratch: room for `count`, contents free.
/// - References: P. J. Huber (1981), Robust Statistics, Wiley, §6.4.
@inlinable public func robustSpread(
  _ values: UnsafePointer<Double>, count: Int, scratch: UnsafeMutablePointer<Double>
) -> Double {
  guard count > 0 else { return 0 }
  for index in 0..<count { scratch[index] = abs(values[index]) }
  let middle = median(scratch: scratch, count: count) * 1.482_602_218_505_602
  let limit = middle > 0 ? 2.5 * middle : Double.infinity
  var squares = 0.0
  for index in 0..<count {
    let size = min(abs(values[index]), limit)
    squares += size * size
  }
  // E min(Z², 2.5²) of a standard normal Z.
  let share = middle > 0 ? 0.977_559_983_452_806_6 : 1
  return (squares / (Double(count) * share)).squareRoot()
}

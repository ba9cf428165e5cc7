// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A product of many numbers above 0: its exponent is counted apart, so that it neither over- nor underflows and one logarithm is taken in the end.
struct ETSProduct {
  /// Multiply at most eight numbers near 1 before `normalise()`.
  var significand = 1.0
  private var exponent = 0

  @inline(__always)
  mutating func normalise() {
    let bits = significand.bitPattern
    exponent += Int(bits >> 52) - 1_023
    significand = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
  }

  /// The square of the geometric mean of `count` numbers, after `normalise()`.
  func geometricSquare(count: Int) -> Double {
    let logarithm = log(significand) + Double(exponent) * 0.6931471805599453
    return exp(2 * logarithm / Double(count))
  }
}

/// Four such products, lane by lane.
struct ETSProducts {
  var significand = SIMD4<Double>(repeating: 1)
  private var exponent = SIMD4<Int64>.zero

  @inline(__always)
  mutating func normalise() {
    let bits = unsafeBitCast(significand, to: SIMD4<Int64>.self)
    exponent &+= (bits &>> 52) &- 1_023
    significand = unsafeBitCast(bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000, to: SIMD4<Double>.self)
  }

  func geometricSquares(count: Int) -> SIMD4<Double> {
    var squares = SIMD4<Double>.zero
    for lane in 0..<4 {
      let logarithm = log(significand[lane]) + Double(exponent[lane]) * 0.6931471805599453
      squares[lane] = exp(2 * logarithm / Double(count))
    }
    return squares
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Weighted sums over evenly spaced values, many of them at once: result c is Σⱼ wⱼ·value[j·stride + c].
///
/// A stride of 1 slides one set of weights along a series; a stride of one season applies it to every place of the season side by side.
/// Results are summed in the order of j, whatever the width of a register.
enum LoessSums {
  /// - Parameters:
  ///   - weights: `span` of them.
  ///   - values: at least (`span` − 1)·`stride` + `width`.
  ///   - output: `width` results.
  static func plain(
    _ weights: UnsafePointer<Double>, span: Int, _ values: UnsafePointer<Double>, stride: Int, width: Int,
    _ output: UnsafeMutablePointer<Double>
  ) {
    var begin = 0
    while begin + 16 <= width {
      sixteen(weights, span, values + begin, stride, output + begin)
      begin += 16
    }
    while begin + 4 <= width {
      four(weights, span, values + begin, stride, output + begin)
      begin += 4
    }
    guard begin < width else { return }
    if width >= 4 {
      // The last four once more: sums do not depend on their neighbours, so nothing changes but the rest.
      four(weights, span, values + width - 4, stride, output + width - 4)
      return
    }
    for column in begin..<width {
      var sum = 0.0
      for index in 0..<span { sum += weights[index] * values[column + index * stride] }
      output[column] = sum
    }
  }

  /// Four registers of running sums: as many as additions are under way at a time.
  @inline(__always)
  private static func sixteen(
    _ weights: UnsafePointer<Double>, _ span: Int, _ values: UnsafePointer<Double>, _ stride: Int, _ output: UnsafeMutablePointer<Double>
  ) {
    var (one, two, three, four) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    var next = values
    for index in 0..<span {
      let weight = SIMD4<Double>(repeating: weights[index])
      one += weight * load(next)
      two += weight * load(next + 4)
      three += weight * load(next + 8)
      four += weight * load(next + 12)
      next += stride
    }
    store(one, output)
    store(two, output + 4)
    store(three, output + 8)
    store(four, output + 12)
  }

  @inline(__always)
  private static func four(
    _ weights: UnsafePointer<Double>, _ span: Int, _ values: UnsafePointer<Double>, _ stride: Int, _ output: UnsafeMutablePointer<Double>
  ) {
    var sum = SIMD4<Double>.zero
    var next = values
    for index in 0..<span {
      sum += SIMD4<Double>(repeating: weights[index]) * load(next)
      next += stride
    }
    store(sum, output)
  }

  /// Σ wⱼ·valueⱼ, sixteen running sums that are folded at the end.
  static func dot(_ weights: UnsafePointer<Double>, _ values: UnsafePointer<Double>, count: Int) -> Double {
    var (one, two, three, four) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    var begin = 0
    while begin + 16 <= count {
      one += load(weights + begin) * load(values + begin)
      two += load(weights + begin + 4) * load(values + begin + 4)
      three += load(weights + begin + 8) * load(values + begin + 8)
      four += load(weights + begin + 12) * load(values + begin + 12)
      begin += 16
    }
    while begin + 4 <= count {
      one += load(weights + begin) * load(values + begin)
      begin += 4
    }
    let sums = (one + two) + (three + four)
    var rest = 0.0
    while begin < count {
      rest += weights[begin] * values[begin]
      begin += 1
    }
    return (sums.x + sums.y) + (sums.z + sums.w) + rest
  }

  @inline(__always)
  static func load(_ values: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(values).loadUnaligned(as: SIMD4<Double>.self)
  }

  @inline(__always)
  static func store(_ lanes: SIMD4<Double>, _ values: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(values).storeBytes(of: lanes, as: SIMD4<Double>.self)
  }
}

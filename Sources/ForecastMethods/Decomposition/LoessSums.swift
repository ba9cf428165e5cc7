// SPDX-License-Identifier: Apache-2.0

/// Weighted sums over evenly spaced values, many of them at once: result c is Σⱼ wⱼ·value[j·stride + c].
///
/// A stride of 1 slides one set of weights along a series; a stride of one season applies it to every place of the season side by side. Results are summed in
/// the order of j, whatever the width of a register.
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
    while begin + 32 <= width {
      block(SIMD32<Double>.self, weights, span, values + begin, stride, output + begin)
      begin += 32
    }
    while begin + 8 <= width {
      block(SIMD8<Double>.self, weights, span, values + begin, stride, output + begin)
      begin += 8
    }
    while begin + 4 <= width {
      block(SIMD4<Double>.self, weights, span, values + begin, stride, output + begin)
      begin += 4
    }
    while begin < width {
      var sum = 0.0
      for index in 0..<span { sum += weights[index] * values[begin + index * stride] }
      output[begin] = sum
      begin += 1
    }
  }

  @inline(__always)
  private static func block<Lanes: SIMD>(
    _: Lanes.Type, _ weights: UnsafePointer<Double>, _ span: Int, _ values: UnsafePointer<Double>, _ stride: Int,
    _ output: UnsafeMutablePointer<Double>
  ) where Lanes.Scalar == Double {
    var sum = Lanes.zero
    var next = values
    for index in 0..<span {
      sum += weights[index] * load(Lanes.self, next)
      next += stride
    }
    store(sum, output)
  }

  /// Σ wⱼ·valueⱼ, sixteen running sums that are folded at the end.
  static func dot(_ weights: UnsafePointer<Double>, _ values: UnsafePointer<Double>, count: Int) -> Double {
    var sums = SIMD16<Double>.zero
    var begin = 0
    while begin + 16 <= count {
      sums += load(SIMD16<Double>.self, weights + begin) * load(SIMD16<Double>.self, values + begin)
      begin += 16
    }
    let eight = sums.lowHalf + sums.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    var rest = 0.0
    while begin < count {
      rest += weights[begin] * values[begin]
      begin += 1
    }
    return two.x + two.y + rest
  }

  @inline(__always)
  static func load<Lanes: SIMD>(_: Lanes.Type, _ values: UnsafePointer<Double>) -> Lanes where Lanes.Scalar == Double {
    UnsafeRawPointer(values).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  static func store<Lanes: SIMD>(_ lanes: Lanes, _ values: UnsafeMutablePointer<Double>) where Lanes.Scalar == Double {
    UnsafeMutableRawPointer(values).storeBytes(of: lanes, as: Lanes.self)
  }
}

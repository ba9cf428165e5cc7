// SPDX-License-Identifier: Apache-2.0

/// Local lines through values that count differently: the weights of the distance are known beforehand, those of the values are not, so the line is solved
/// for each place from five sums.
struct RobustLoessSums {
  /// Weights of the distance, `span` of them, and the distance of the first from the place that is estimated (right is positive).
  let weights: UnsafePointer<Double>
  let span: Int
  let firstDistance: Int
  /// Values lie so far apart.
  let stride: Int
  let isLinear: Bool
  /// A line needs values that spread farther than this.
  let leastSpread: Double

  /// - Parameters:
  ///   - trust: weight of each value.
  ///   - trusted: weight × value.
  ///   - instead: what to take where no value under the weights counts; one for each result.
  ///   - output: `width` results.
  func solve(
    trust: UnsafePointer<Double>, trusted: UnsafePointer<Double>, instead: UnsafePointer<Double>, width: Int,
    _ output: UnsafeMutablePointer<Double>
  ) {
    var begin = 0
    while begin + 8 <= width {
      let line = block(SIMD8<Double>.self, trust + begin, trusted + begin, LoessSums.load(SIMD8<Double>.self, instead + begin))
      LoessSums.store(line, output + begin)
      begin += 8
    }
    while begin + 4 <= width {
      let line = block(SIMD4<Double>.self, trust + begin, trusted + begin, LoessSums.load(SIMD4<Double>.self, instead + begin))
      LoessSums.store(line, output + begin)
      begin += 4
    }
    while begin < width {
      output[begin] = single(trust + begin, trusted + begin, instead[begin])
      begin += 1
    }
  }

  @inline(__always)
  private func block<Lanes: SIMD>(
    _: Lanes.Type, _ trust: UnsafePointer<Double>, _ trusted: UnsafePointer<Double>, _ instead: Lanes
  ) -> Lanes where Lanes.Scalar == Double {
    var (weight, moment, square, sum, product) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (place, distance) = (0, Double(firstDistance))
    for index in 0..<span {
      let near = weights[index]
      let arm = near * distance
      let one = LoessSums.load(Lanes.self, trust + place)
      let value = LoessSums.load(Lanes.self, trusted + place)
      weight += near * one
      moment += arm * one
      square += (arm * distance) * one
      sum += near * value
      product += arm * value
      place += stride
      distance += 1
    }
    let centre = moment / weight
    let mean = sum / weight
    guard isLinear else { return mean.replacing(with: instead, where: weight .<= Lanes.zero) }
    let spread = square / weight - centre * centre
    let tilt = centre * (product / weight - centre * mean) / spread
    let flat = spread .<= Lanes(repeating: leastSpread * leastSpread)
    let line = mean - tilt.replacing(with: 0, where: flat)
    return line.replacing(with: instead, where: weight .<= Lanes.zero)
  }

  private func single(_ trust: UnsafePointer<Double>, _ trusted: UnsafePointer<Double>, _ instead: Double) -> Double {
    var (weight, moment, square, sum, product) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var (place, distance) = (0, Double(firstDistance))
    for index in 0..<span {
      let near = weights[index]
      let arm = near * distance
      weight += near * trust[place]
      moment += arm * trust[place]
      square += arm * distance * trust[place]
      sum += near * trusted[place]
      product += arm * trusted[place]
      place += stride
      distance += 1
    }
    guard weight > 0 else { return instead }
    let mean = sum / weight
    let centre = moment / weight
    let spread = square / weight - centre * centre
    guard isLinear, spread > leastSpread * leastSpread else { return mean }
    return mean - centre * (product / weight - centre * mean) / spread
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Local lines through values that count differently: the weights of the distance are known beforehand, those of the values are not, so
/// the line is solved for each place from five sums.
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
    while begin + 4 <= width {
      four(trust + begin, trusted + begin, instead + begin, output + begin)
      begin += 4
    }
    guard begin < width else { return }
    if width >= 4 {
      // The last four once more: lines do not depend on their neighbours, so nothing changes but the rest.
      four(trust + width - 4, trusted + width - 4, instead + width - 4, output + width - 4)
      return
    }
    for column in begin..<width { output[column] = single(trust + column, trusted + column, instead[column]) }
  }

  @inline(__always)
  private func four(
    _ trust: UnsafePointer<Double>, _ trusted: UnsafePointer<Double>, _ instead: UnsafePointer<Double>,
    _ output: UnsafeMutablePointer<Double>
  ) {
    var (weight, moment, square) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (sum, product) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (place, distance) = (0, Double(firstDistance))
    for index in 0..<span {
      let near = SIMD4<Double>(repeating: weights[index])
      let arm = SIMD4<Double>(repeating: distance)
      let one = near * LoessSums.load(trust + place)
      let value = near * LoessSums.load(trusted + place)
      let turn = arm * one
      weight += one
      moment += turn
      square += arm * turn
      sum += value
      product += arm * value
      place += stride
      distance += 1
    }
    let other = LoessSums.load(instead)
    let nobody = weight .<= SIMD4<Double>.zero
    let centre = moment / weight
    let mean = sum / weight
    guard isLinear else {
      LoessSums.store(mean.replacing(with: other, where: nobody), output)
      return
    }
    let spread = square / weight - centre * centre
    let tilt = centre * (product / weight - centre * mean) / spread
    let flat = spread .<= SIMD4<Double>(repeating: leastSpread * leastSpread)
    let line = mean - tilt.replacing(with: SIMD4<Double>.zero, where: flat)
    LoessSums.store(line.replacing(with: other, where: nobody), output)
  }

  private func single(_ trust: UnsafePointer<Double>, _ trusted: UnsafePointer<Double>, _ instead: Double) -> Double {
    var (weight, moment, square, sum, product) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var (place, distance) = (0, Double(firstDistance))
    for index in 0..<span {
      let one = weights[index] * trust[place]
      let value = weights[index] * trusted[place]
      weight += one
      moment += distance * one
      square += distance * (distance * one)
      sum += value
      product += distance * value
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

// SPDX-License-Identifier: Apache-2.0

/// The season of a series by classical decomposition: a centred moving average takes the trend away, means by place in the season
/// remain, normalised to sum 0 (additive) or mean 1 (multiplicative).
///
/// - References: M. Kendall, A. Stuart (1983), The Advanced Theory of Statistics, vol. 3, 410–414.
struct SeasonalIndices {
  /// One for each place in the season; place 0 is that of the first value.
  let indices: [Double]

  /// - Precondition: at least two whole seasons.
  init(_ values: [Double], seasonLength: Int, multiplicative: Bool) {
    let trend = SeasonalIndices.centredMovingAverage(values, window: seasonLength)
    var sums = [Double](repeating: 0, count: seasonLength)
    var counts = [Int](repeating: 0, count: seasonLength)
    for index in values.indices where !trend[index].isNaN {
      sums[index % seasonLength] +=
        multiplicative ? values[index] / trend[index] : values[index] - trend[index]
      counts[index % seasonLength] += 1
    }
    var means = zip(sums, counts).map { $1 == 0 ? (multiplicative ? 1 : 0) : $0 / Double($1) }
    let mean = means.reduce(0, +) / Double(seasonLength)
    for place in means.indices { means[place] = multiplicative ? means[place] / mean : means[place] - mean }
    // Ratios far from 1 come from a trend near zero; a floor keeps later divisions meaningful.
    indices = multiplicative ? means.map { $0.isFinite ? max($0, 0.01) : 1 } : means
  }

  /// NaN at both ends where the window does not fit; an even window gives its outermost values half a weight.
  static func centredMovingAverage(_ values: [Double], window: Int) -> [Double] {
    var average = [Double](repeating: .nan, count: values.count)
    let half = window / 2
    guard values.count > 2 * half else { return average }
    for centre in half..<(values.count - half) {
      var sum = 0.0
      for index in (centre - half)...(centre + half) { sum += values[index] }
      if window % 2 == 0 { sum -= (values[centre - half] + values[centre + half]) / 2 }
      average[centre] = sum / Double(window)
    }
    return average
  }
}

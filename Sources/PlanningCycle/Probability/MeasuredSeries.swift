// SPDX-License-Identifier: Apache-2.0

/// Which series of a company are measured for their past errors, and which of those stands for each of the others.
///
/// All, up to a thousand. Of more, every k-th within its group by size (systematic sampling): the errors of small series are larger than those of
/// large ones, so neighbours by size stand for each other. A measured series has the money of all it stands for.
struct MeasuredSeries {
  /// Rising positions.
  let measured: [Int]
  /// Money of each measured series with that of the series it stands for.
  let weights: [Double]
  /// For every series, a position in `measured`.
  let standIns: [Int]

  static let most = 1_000

  /// - Parameters:
  ///   - weights: money of each series.
  ///   - groupOf: the group of each series.
  init(weights: [Double], groupOf: [Int], most: Int = MeasuredSeries.most) {
    guard weights.count > most else {
      (measured, self.weights, standIns) = (Array(weights.indices), weights, Array(weights.indices))
      return
    }
    let stride = (weights.count + most - 1) / most
    var standFor = [Int](repeating: 0, count: weights.count)
    let groups = Dictionary(grouping: weights.indices) { groupOf[$0] }
    for (_, members) in groups {
      let bySize = members.sorted { (weights[$1], $0) < (weights[$0], $1) }
      for start in Swift.stride(from: 0, to: bySize.count, by: stride) {
        let block = bySize[start..<min(start + stride, bySize.count)]
        // The middle of a block is nearest to all of it.
        let middle = block[start + block.count / 2]
        for series in block { standFor[series] = middle }
      }
    }
    measured = Swift.Set(standFor).sorted()
    let position = Dictionary(uniqueKeysWithValues: measured.enumerated().map { ($1, $0) })
    standIns = standFor.map { position[$0] ?? 0 }
    var sums = [Double](repeating: 0, count: measured.count)
    for series in weights.indices { sums[standIns[series]] += weights[series] }
    self.weights = sums
  }
}

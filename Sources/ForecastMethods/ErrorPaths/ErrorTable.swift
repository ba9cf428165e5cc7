// SPDX-License-Identifier: Apache-2.0

/// Past errors split into common, group and own parts, origin by origin and step by step; NaN where nothing is known.
struct ErrorTable {
  let common: [[Double]]
  /// group → origin → step.
  let group: [[[Double]]]
  /// series → origin → step.
  let own: [[[Double]]]
  private let weights: [Double]
  private let groupOf: [Int]
  private let groupCount: Int
  private let steps: Int

  init(_ errors: [PastErrors], groupOf: [Int], groupCount: Int, weights: [Double], steps: Int) {
    (self.weights, self.groupOf, self.groupCount, self.steps) = (weights, groupOf, groupCount, steps)
    let origins = errors.map(\.relative.count).max() ?? 0
    let blank = [[Double]](repeating: [Double](repeating: .nan, count: steps), count: origins)
    var common = blank
    var group = [[[Double]]](repeating: blank, count: groupCount)
    var own = [[[Double]]](repeating: blank, count: errors.count)
    for origin in 0..<origins {
      for step in 0..<steps {
        let known = errors.indices.filter { origin < errors[$0].relative.count && !errors[$0].relative[origin][step].isNaN }
        guard !known.isEmpty else { continue }
        let mean = Self.mean(known, weights) { errors[$0].relative[origin][step] }
        common[origin][step] = mean
        for number in 0..<groupCount {
          let members = known.filter { groupOf[$0] == number }
          guard !members.isEmpty else { continue }
          let shift = Self.mean(members, weights) { errors[$0].relative[origin][step] - mean }
          group[number][origin][step] = shift
          for series in members { own[series][origin][step] = errors[series].relative[origin][step] - mean - shift }
        }
      }
    }
    (self.common, self.group, self.own) = (common, group, own)
  }

  /// Weighted; plain where nobody has a weight.
  private static func mean(_ members: [Int], _ weights: [Double], _ value: (Int) -> Double) -> Double {
    var sum = 0.0
    var total = 0.0
    for series in members {
      sum += weights[series] * value(series)
      total += weights[series]
    }
    if total > 0 { return sum / total }
    return members.reduce(0) { $0 + value($1) } / Double(members.count)
  }

  func shares() -> (total: Double, ofGroup: [Double]) {
    let total = weights.reduce(0, +)
    var ofGroup = [Double](repeating: 0, count: groupCount)
    for (series, weight) in weights.enumerated() where total > 0 { ofGroup[groupOf[series]] += weight / total }
    return (total, ofGroup)
  }

  /// Mean over the steps of the variance over the origins, of each series.
  func variances(of parts: [[[Double]]]) -> [Double] {
    parts.map { origins in
      var sum = 0.0
      var count = 0
      for step in 0..<steps {
        let known = origins.map { $0[step] }.filter { !$0.isNaN }
        guard known.count >= 3 else { continue }
        let mean = known.reduce(0, +) / Double(known.count)
        sum += known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count - 1)
        count += 1
      }
      return count == 0 ? 0 : sum / Double(count)
    }
  }

  /// Whole trajectories of each series, centred by step; a series with fewer than three takes everybody's.
  func ownTrajectories() -> [[[Double]]] {
    let whole = own.map { origins -> [[Double]] in
      let complete = origins.filter { !$0.contains { $0.isNaN } }
      guard complete.count >= 3 else { return [] }
      let scale = (Double(complete.count) / Double(complete.count - 1)).squareRoot()
      let means = (0..<steps).map { step in complete.reduce(0) { $0 + $1[step] } / Double(complete.count) }
      return complete.map { trajectory in (0..<steps).map { (trajectory[$0] - means[$0]) * scale } }
    }
    let everybody = whole.flatMap { $0 }
    return whole.map { $0.isEmpty ? everybody : $0 }
  }
}

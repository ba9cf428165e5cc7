// SPDX-License-Identifier: Apache-2.0

/// How many days after the invoice money came: a distribution over whole days, weighted by amount.
struct PaymentLags: Sendable {
  static let longest = 365
  /// `below[d]`: share paid within d days, d = 0 … `longest`.
  private let below: [Double]

  /// - Parameter weights: amount by days, `longest` + 1 of them, some above 0.
  init?(weights: [Double]) {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var sum = 0.0
    below = weights.map { weight in
      sum += weight
      return sum / total
    }
  }

  /// The day within which a share is paid.
  func day(_ share: Double) -> Int {
    var (low, high) = (0, Self.longest)
    while low < high {
      let middle = (low + high) / 2
      if below[middle] > share { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The day when it is known that `age` days have passed without payment; nil for an age that nobody ever reached.
  func day(_ uniform: Double, after age: Int) -> Int? {
    if age < 0 { return day(uniform) }
    guard age < Self.longest, below[age] < 0.995 else { return nil }
    return max(age + 1, day(below[age] + uniform * (1 - below[age])))
  }

  var mean: Double { below.reduce(0) { $0 + (1 - $1) } }

  /// Shares paid 0, 1 … 12 steps of `step` days later, with the mean of the days kept: a day between two steps is split between them.
  func profile(step: Int) -> [Double] {
    var shares = [Double](repeating: 0, count: 13)
    var before = 0.0
    for (days, share) in below.enumerated() where share > before {
      let position = min(12, Double(days) / Double(step))
      let lower = Int(position)
      let rest = position - Double(lower)
      shares[lower] += (share - before) * (1 - rest)
      if rest > 0 { shares[lower + 1] += (share - before) * rest }
      before = share
    }
    return shares
  }
}

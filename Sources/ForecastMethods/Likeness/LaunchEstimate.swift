// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// What the likes of a product say of it: a level, and a curve from the launch on. Season apart.
struct LaunchEstimate {
  /// Members of the pool and what each counts; the most alike first.
  let neighbours: [(member: LaunchPool.Member, similarity: Double, weight: Double)]
  /// By periods since the launch, from the launch on; 1 on average over the periods that say the level.
  let curve: [Double]
  /// Of the likes.
  let usual: Double
  /// Of the product's own periods; nil where there are none.
  let seen: Double?
  /// What the own periods count for the level: 0 … 1.
  var ownShare = 0.0

  /// Products that are asked at most, and needed at least.
  static let (most, least) = (10, 3)
  /// Periods after the launch that say how large an analogue became.
  static let firstPeriods = 6
  private static let leastPeriods = 3

  /// - Parameters:
  ///   - own: values from the launch on, season taken out; NaN for gaps.
  ///   - size: which number of the traits the level is proportional to.
  ///   - excluded: a member that must not be asked.
  /// - Returns: nil for fewer than three alike.
  init?(
    _ pool: LaunchPool, _ candidates: [LaunchPool.Member], _ traits: ProductTraits, own: [Double], periods: Int, size: Int?,
    excluding excluded: Int? = nil
  ) {
    let known = own.isEmpty ? LaunchEstimate.firstPeriods : own.count
    let able = candidates.filter { member in
      guard member.place != excluded, member.values.count >= max(LaunchEstimate.leastPeriods, own.isEmpty ? 0 : known + 1) else {
        return false
      }
      return (member.mean(of: 0..<known) ?? 0) > 0 && LaunchEstimate.factor(traits, member.traits, size) != nil
    }
    let ranked = able.map { ($0, pool.likeness.similarity(traits, $0.traits)) }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.place < $1.0.place }.prefix(LaunchEstimate.most)
    guard ranked.count >= LaunchEstimate.least, let nearest = ranked.first?.1, nearest > 0 else { return nil }
    // Half as alike counts a quarter; never fewer than three, so that none decides alone.
    neighbours = ranked.enumerated().filter { $0.offset < LaunchEstimate.least || $0.element.1 >= nearest / 2 }.map {
      ($0.element.0, $0.element.1, max(0.01, $0.element.1 * $0.element.1))
    }
    let levels = neighbours.map { $0.member.mean(of: 0..<known) ?? 0 }
    curve = LaunchEstimate.curve(neighbours.map { ($0.member.values, $0.weight) }, levels, known: known, periods: periods)
    let sized = zip(neighbours, levels).map { ($1 * (LaunchEstimate.factor(traits, $0.member.traits, size) ?? 1), $0.weight) }
    usual = LaunchEstimate.middle(sized)
    let curve = curve
    var (sum, count) = (0.0, 0.0)
    for (age, value) in own.enumerated() where !value.isNaN && curve[age] > 0 {
      sum += value / curve[age]
      count += 1
    }
    seen = count > 0 ? sum / count : nil
  }

  /// Own periods and likes together, in proportion; nought sold so far leaves what the likes count for.
  var level: Double {
    guard let seen else { return usual }
    return seen > 0 ? exponential(ownShare * logarithm(seen) + (1 - ownShare) * logarithm(usual)) : (1 - ownShare) * usual
  }

  /// Without its season, `age` periods after the launch.
  func value(age: Int) -> Double { level * (age < curve.count ? curve[age] : curve.last ?? 1) }

  /// By what the level of an analogue is multiplied; nil where one of both sizes is not known.
  private static func factor(_ traits: ProductTraits, _ other: ProductTraits, _ size: Int?) -> Double? {
    guard let size else { return 1 }
    guard size < traits.numbers.count, size < other.numbers.count, let mine = traits.numbers[size], let theirs = other.numbers[size],
      mine > 0,
      theirs > 0, (mine / theirs).isNormal
    else { return nil }
    return mine / theirs
  }

  /// The weighted median of the analogues' own curves at each age; where fewer than three are that old the last one stays.
  private static func curve(_ histories: [(values: [Double], weight: Double)], _ levels: [Double], known: Int, periods: Int) -> [Double] {
    var curve: [Double] = []
    for age in 0..<periods {
      let pairs = zip(histories, levels).compactMap { history, level -> (Double, Double)? in
        guard age < history.values.count, !history.values[age].isNaN else { return nil }
        return (history.values[age] / level, history.weight)
      }
      curve.append(pairs.count >= least ? middle(pairs) : curve.last ?? 1)
    }
    let head = curve.prefix(known)
    let mean = head.reduce(0, +) / Double(max(1, head.count))
    return mean > 0 ? curve.map { $0 / mean } : [Double](repeating: 1, count: periods)
  }

  /// The weighted median.
  private static func middle(_ pairs: [(value: Double, weight: Double)]) -> Double {
    let sorted = pairs.enumerated().sorted {
      $0.element.value != $1.element.value ? $0.element.value < $1.element.value : $0.offset < $1.offset
    }
    let half = pairs.reduce(0) { $0 + $1.weight } / 2
    var sum = 0.0
    for (offset, pair) in sorted.enumerated() {
      sum += pair.element.weight
      if sum == half, offset + 1 < sorted.count { return (pair.element.value + sorted[offset + 1].element.value) / 2 }
      if sum > half { return pair.element.value }
    }
    return sorted.last?.element.value ?? 0
  }

  /// How much own periods should have counted in earlier launches: the share whose levels are nearest to what was sold in the six periods
  /// after them, in
  /// logarithms. Half where none can say.
  static func share(_ launches: [(member: LaunchPool.Member, estimate: LaunchEstimate)], own: Int) -> Double {
    let known = launches.compactMap { launch -> (seen: Double, usual: Double, later: Double)? in
      guard let seen = launch.estimate.seen, seen > 0,
        let later = launch.member.mean(of: own..<(own + firstPeriods), over: launch.estimate.curve), later > 0
      else { return nil }
      return (logarithm(seen), logarithm(launch.estimate.usual), logarithm(later))
    }
    guard known.count >= least else { return 0.5 }
    var best = (share: 0.5, error: Double.infinity)
    for tenth in 0...10 {
      let share = Double(tenth) / 10
      let error = known.reduce(0) { $0 + abs($1.later - share * $1.seen - (1 - share) * $1.usual) }
      if error < best.error { best = (share, error) }
    }
    return best.share
  }
}

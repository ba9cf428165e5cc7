// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Forecasts of one level, shared out to the bottoms: top-down, middle-out, and bottom-up where the level is that of the bottoms.
///
/// - References: C. W. Gross, J. E. Sohl (1990), Disaggregation methods to expedite product line forecasting, J. Forecasting 9(3), 233–254, DOI
///   10.1002/for.3980090304; G. Athanasopoulos, R. A. Ahmed, R. J. Hyndman (2009), Hierarchical forecasts for Australian domestic tourism, Int. J. Forecasting
///   25(1), 146–166, DOI 10.1016/j.ijforecast.2008.07.004.
struct SharingOut: Sendable {
  /// Numbers of the nodes that are heard, each bottom in exactly one.
  let level: [Int]
  /// Place in `level` of each bottom.
  let owners: [Int]
  /// From history: share of each bottom; nil where forecasts share out.
  private let fixedShares: [Double]?
  private let tree: Hierarchy.Tree?

  /// Bottom-up.
  init(bottomsOf hierarchy: Hierarchy) {
    level = hierarchy.bottoms
    owners = Array(hierarchy.bottoms.indices)
    fixedShares = hierarchy.bottoms.map { _ in 1 }
    tree = nil
  }

  /// - Parameter level: nil for the topmost nodes.
  /// - Throws: `hierarchy-unsuited` unless it is a tree and each bottom is in one node of the level; `no-errors-to-learn-from` without the history that shares need.
  init(_ hierarchy: Hierarchy, level wanted: [Int]?, _ proportions: ReconciliationMethod.Proportions, history: NodeValues?)
    throws(ForecastError)
  {
    let tree = try hierarchy.tree()
    level = wanted ?? hierarchy.topmost(tree)
    try hierarchy.checkPartition(level, named: "level")
    var owners = [Int](repeating: 0, count: hierarchy.bottoms.count)
    for (place, node) in level.enumerated() {
      for bottom in hierarchy.bottoms(of: node) { owners[hierarchy.positions[bottom] - hierarchy.aggregates.count] = place }
    }
    self.owners = owners
    guard proportions != .forecast else {
      (fixedShares, self.tree) = (nil, tree)
      return
    }
    guard let history else {
      throw ForecastError(
        .noErrorsToLearnFrom, subject: proportions.rawValue, detail: "needs the history of every node, has none",
        hint: "give it, or share out by forecasts")
    }
    try history.check(hierarchy, "history", allowsGaps: true)
    var shares: [Double] = []
    for (bottom, node) in hierarchy.bottoms.enumerated() {
      shares.append(try SharingOut.share(node, of: level[owners[bottom]], proportions, history, hierarchy))
    }
    (fixedShares, self.tree) = (SharingOut.whole(shares, owners, level.count), nil)
  }

  private static func share(
    _ node: Int, of parent: Int, _ proportions: ReconciliationMethod.Proportions, _ history: NodeValues, _ hierarchy: Hierarchy
  ) throws(ForecastError) -> Double {
    let pairs = zip(history.steps(of: node), history.steps(of: parent)).filter { !$0.isNaN && !$1.isNaN }
    let share: Double
    switch proportions {
    case .averageOfProportions:
      share = stableMean(pairs.filter { $1 != 0 }.map { $0 / $1 })
    default:
      share = stableMean(pairs.map(\.0)) / stableMean(pairs.map(\.1))
    }
    guard share.isFinite, abs(share) < 1e100 else {
      throw ForecastError(
        .noErrorsToLearnFrom, subject: hierarchy.names[node],
        detail: "has no share in the history of \"\(hierarchy.names[parent])\": no period has both, or they add up to 0",
        hint: "share out by forecasts")
    }
    return share
  }

  /// Gaps leave shares that do not quite add up to 1.
  private static func whole(_ shares: [Double], _ owners: [Int], _ count: Int) -> [Double] {
    var sums = [StableSum](repeating: StableSum(), count: count)
    for (share, owner) in zip(shares, owners) { sums[owner].add(share) }
    return zip(shares, owners).map { share, owner in
      let sum = sums[owner].value
      // Shares that cancel cannot be stretched.
      return abs(sum) > 1e-9 ? share / sum : share
    }
  }

  /// Share of each bottom in the node of the level that it belongs to, at one step.
  func shares(_ hierarchy: Hierarchy, _ base: NodeValues, step: Int) -> [Double] {
    if let fixedShares { return fixedShares }
    guard let tree else { return [] }
    let order = hierarchy.aggregates + hierarchy.bottoms
    let above = hierarchy.aggregates.count
    var shares = [Double](repeating: 0, count: order.count)
    var waiting: [Int] = level.map { hierarchy.positions[$0] }
    for position in waiting { shares[position] = 1 }
    while let parent = waiting.popLast() {
      let children = tree.children[parent]
      var (sum, size) = (0.0, 0.0)
      for child in children {
        sum += base[order[Int(child)], step]
        size += abs(base[order[Int(child)], step])
      }
      for child in children {
        // Nothing to share out by: all alike.
        let part = abs(sum) > 1e-12 * size ? base[order[Int(child)], step] / sum : 1 / Double(children.count)
        shares[Int(child)] = shares[parent] * part
        waiting.append(Int(child))
      }
    }
    return Array(shares[above...])
  }
}

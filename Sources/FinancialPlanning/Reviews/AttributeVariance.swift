// SPDX-License-Identifier: Apache-2.0

/// Splits what came less what was expected into its factors, so that no order among the factors matters.
///
/// Goals, in order: the parts add up to the 分; they do not depend on which factor is moved first; cells of any grouping add up to their group.
///
/// The sales of a cell are a function of nine switches, each at what was expected or at what came:
///
///     pieces = k · days · festival · share + lost + new + timing
///     sales 不含税 = pieces · price 含税 · (1 − tax)
///
/// k is the volume of the group a weighted workday, `share` the cell's part of it. Each factor gets its Shapley value: the mean, over all orders
/// in which the switches can be moved, of what moving it changes. It is the one rule that is efficient (no residual), symmetric and additive;
/// of additive it follows that cells sum to regions and families. 2⁹ evaluations a cell.
///
/// - References: L. S. Shapley, 1953, A value for n-person games, Contributions to the Theory of Games II, 307–317, doi:10.1515/9781400881970-018;
///   A. F. Shorrocks, 2013, Decomposition procedures for distributional analysis: a unified framework based on the Shapley value, Journal of
///   Economic Inequality 11, 99–126, doi:10.1007/s10888-011-9214-z.
/// - Checked against: the mean over all 362,880 orders, in `VarianceTests` and by `Tests/Acceptance/review.py`.
public enum AttributeVariance {
  /// Sales and margin of one cell, split.
  public struct Result: Sendable, Hashable {
    public let sales: VarianceSplit
    /// nil where the cost is not known.
    public let margin: VarianceSplit?
  }

  /// - Parameters:
  ///   - cells: of one group: a region's items of one family that are counted in one unit. Volume is theirs together, mix is among them.
  ///   - base, actual: the calendars of the two months.
  /// - Returns: one result a cell; sales sum to actual − base 不含税, margins to the difference of the margins.
  /// - Determinism: same cells in the same order, same 分.
  public static func split(_ cells: [VarianceCell], base: VarianceCalendar, actual: VarianceCalendar) -> [Result] {
    let whole = Group(cells.filter(\.canBeSplit), base, actual)
    return cells.map { cell in
      let margins = cell.margin(cell.base).flatMap { before in cell.margin(cell.actual).map { $0 - before } }
      guard cell.canBeSplit else { return Result(sales: .rest(cell.netDifference), margin: margins.map { .rest($0) }) }
      let (sales, pieces) = shapley(cell, whole)
      let margin = margins.flatMap { total in
        cell.cost.map { cost in VarianceSplit(zip(sales, pieces).map { $0 - $1 * cost }, total: total) }
      }
      return Result(sales: VarianceSplit(sales, total: cell.netDifference), margin: margin)
    }
  }

  /// What the cells of a group share.
  private struct Group {
    let baseCore: Double
    let actualCore: Double
    /// Volume a weighted workday times weighted workdays, for each setting of the switches volume, days and festival (bits 0, 1, 2).
    let scales: [Double]

    init(_ cells: [VarianceCell], _ base: VarianceCalendar, _ actual: VarianceCalendar) {
      baseCore = cells.reduce(0) { $0 + $1.baseCore }
      actualCore = cells.reduce(0) { $0 + $1.actualCore }
      let volumes = (baseCore / base.weight, actualCore / actual.weight)
      scales = (0..<8).map { setting in
        let days = setting & 2 == 0 ? base.workdays : actual.workdays
        let festival = setting & 4 == 0 ? base.festivalWeight : actual.festivalWeight
        return (setting & 1 == 0 ? volumes.0 : volumes.1) * Double(days) * festival
      }
    }

    /// A cell's part of the core on both sides; where one side has none, the other's.
    func shares(_ cell: VarianceCell) -> (base: Double, actual: Double) {
      let base = baseCore > 0 ? cell.baseCore / baseCore : nil
      let actual = actualCore > 0 ? cell.actualCore / actualCore : nil
      return (base ?? actual ?? 0, actual ?? base ?? 0)
    }
  }

  private static let factors = VarianceFactor.split
  private static func bit(_ factor: VarianceFactor) -> Int { 1 << (factors.firstIndex(of: factor) ?? 0) }

  /// |S|! (n − |S| − 1)! ÷ n! for coalitions of each size.
  private static let weights: [Double] = {
    let n = factors.count
    func factorial(_ k: Int) -> Double { k < 2 ? 1 : (2...k).reduce(1) { $0 * Double($1) } }
    return (0..<n).map { factorial($0) * factorial(n - $0 - 1) / factorial(n) }
  }()

  /// Shapley values of sales in 分 and of pieces, by factor.
  private static func shapley(_ cell: VarianceCell, _ group: Group) -> (sales: [Double], pieces: [Double]) {
    let (sales, pieces) = games(cell, group)
    var values = ([Double](repeating: 0, count: factors.count), [Double](repeating: 0, count: factors.count))
    for setting in sales.indices {
      let weight = weights[min(setting.nonzeroBitCount, factors.count - 1)]
      for factor in factors.indices where setting & (1 << factor) == 0 {
        let moved = setting | (1 << factor)
        values.0[factor] += weight * (sales[moved] - sales[setting])
        values.1[factor] += weight * (pieces[moved] - pieces[setting])
      }
    }
    return values
  }

  /// Sales and pieces for every setting of the switches.
  private static func games(_ cell: VarianceCell, _ group: Group) -> (sales: [Double], pieces: [Double]) {
    let shares = group.shares(cell)
    let (price, net) = (cell.prices, cell.netShares)
    let (volume, days, festival) = (bit(.volume), bit(.workingDays), bit(.springFestival))
    let (mix, prices, tax) = (bit(.mix), bit(.price), bit(.taxRate))
    let (lost, new, timing) = (bit(.lostCustomers), bit(.newCustomers), bit(.timing))
    var (sales, pieces) = ([Double](), [Double]())
    for setting in 0..<(1 << factors.count) {
      let scale = (setting & volume == 0 ? 0 : 1) | (setting & days == 0 ? 0 : 2) | (setting & festival == 0 ? 0 : 4)
      var quantity = group.scales[scale] * (setting & mix == 0 ? shares.base : shares.actual)
      if setting & lost == 0 { quantity += cell.lost }
      if setting & new != 0 { quantity += cell.new }
      quantity += setting & timing == 0 ? cell.slippedOut : cell.slippedIn
      pieces.append(quantity)
      sales.append(quantity * (setting & prices == 0 ? price.base : price.actual) * (setting & tax == 0 ? net.base : net.actual))
    }
    return (sales, pieces)
  }
}

extension VarianceCell {
  /// Pieces of the customers of both sides, without deals that moved.
  fileprivate var baseCore: Double { base.quantity - lost - slippedOut }
  fileprivate var actualCore: Double { actual.quantity - new - slippedIn }

  /// 不含税 ÷ 含税, by the tax rate to four digits: what single documents were rounded by is no other rate.
  fileprivate var netShares: (base: Double, actual: Double) { Self.both(Self.netShare(base), Self.netShare(actual), without: 1) }

  private static func netShare(_ side: Side) -> Double? {
    guard side.gross > 0, side.net > 0 else { return nil }
    let rate = (Double(side.gross) / Double(side.net) * 10_000).rounded(.toNearestOrAwayFromZero) / 10_000
    return 1 / rate
  }

  /// 分 含税 a piece, such that pieces · price · share is the amount 不含税; where one side sold none, the other's.
  fileprivate var prices: (base: Double, actual: Double) {
    let shares = netShares
    return Self.both(
      base.quantity > 0 ? Double(base.net) / base.quantity / shares.base : nil,
      actual.quantity > 0 ? Double(actual.net) / actual.quantity / shares.actual : nil, without: 0)
  }

  private static func both(_ base: Double?, _ actual: Double?, without: Double) -> (base: Double, actual: Double) {
    (base ?? actual ?? without, actual ?? base ?? without)
  }
}

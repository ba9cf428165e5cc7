// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Which columns a series' past speaks for, and how strongly each of them works.
///
/// Sets of columns come from elastic-net paths; the evidence of a shrunken regression, less what it costs to have looked at many sets,
/// chooses among them,
/// and single columns go in and out as long as that helps.
///
/// - References: J. Chen, Z. Chen (2008), Extended Bayesian information criteria for model selection with large model spaces, Biometrika
///   95(3), 759–771.
struct DriverSearch {
  struct Finding {
    let filter: AirlineFilter
    /// Rising; empty for none.
    let places: [Int]
    let fit: ShrunkenRegression
    /// Log evidence less the price of the search.
    let score: Double
  }

  let regression: DriverRegression
  /// Whether drivers pay at all; and at which filter.
  private(set) var finding: Finding
  /// Columns that could be told from trend, season and each other.
  let candidates: [Int]
  let twins: [Int: Int]

  /// Odds that each column must have beyond those of the search, in logarithms: of fifteen hundred columns of pure noise about one passes.
  static let leastOdds = 2.0
  /// Rows for each column that is taken.
  private static let rowsPerColumn = 4

  /// - Returns: nil where the series does not move.
  init?(_ regression: DriverRegression) {
    self.regression = regression
    let filters = AirlineFilter.all(seasonLength: regression.seasonLength)
    var none: Finding?
    var start: (filter: AirlineFilter, evidence: Double)?
    var distinct: (places: [Int], twins: [Int: Int])?
    for filter in filters {
      guard let sums = regression.sums(regression.filtered(filter), weights: regression.observed),
        sums.responseSquares > 1e-18 * sums.weight
      else { continue }
      let known = distinct ?? regression.distinct(sums)
      distinct = known
      let empty = DriverSearch.empty(sums, filter)
      if empty.score > none?.score ?? -.infinity { none = empty }
      let all = known.places.isEmpty ? nil : DriverSearch.fit(sums, known.places)
      let evidence = max(empty.fit.evidence, all?.evidence ?? -.infinity)
      if evidence > start?.evidence ?? -.infinity { start = (filter, evidence) }
    }
    guard let none, let start, let distinct else { return nil }
    (candidates, twins) = (distinct.places, distinct.twins)
    finding = none
    guard let first = DriverSearch.best(regression, start.filter, regression.observed, candidates, in: nil), !first.places.isEmpty else {
      return
    }
    // The filter that suits the set, then the set that suits the filter.
    let filter = DriverSearch.filter(for: first.places, regression, filters) ?? start.filter
    let second = DriverSearch.best(regression, filter, regression.observed, candidates, in: nil)
    for found in [first, second].compactMap({ $0 }) where found.score > finding.score { finding = found }
  }

  /// The same columns with wild errors counting less.
  mutating func settle() {
    guard !finding.places.isEmpty else { return }
    let filtered = regression.filtered(finding.filter)
    let errors = regression.residuals(filtered, finding.places, finding.fit.coefficients)
    guard let weights = regression.robustWeights(errors), let sums = regression.sums(filtered, weights: weights),
      let fit = DriverSearch.fit(sums, finding.places)
    else { return }
    finding = Finding(filter: finding.filter, places: finding.places, fit: fit.fit, score: finding.score)
  }

  /// Σ|one-step error| with the drivers as a share of that without, at origins of the second half: at each, columns and coefficients are
  /// chosen on what came
  /// before. NaN where nothing can be tested.
  func foretoldShare() -> Double {
    let (rows, filter) = (regression.rows, finding.filter)
    let filtered = regression.filtered(filter)
    var (with, without) = (0.0, 0.0)
    for part in 4..<8 {
      let (cut, end) = (rows * part / 8, rows * (part + 1) / 8)
      let known = regression.observed[..<cut].count { $0 > 0 }
      guard known >= DriverRegression.leastRows,
        let found = DriverSearch.best(regression, filter, regression.observed, candidates, in: 0..<cut)
      else { continue }
      let errors = regression.residuals(filtered, found.places, found.fit.coefficients)
      for row in cut..<end where regression.observed[row] > 0 {
        with += abs(errors[row])
        without += abs(filtered[(regression.width - 1) * rows + row])
      }
    }
    return without > 0 ? with / without : .nan
  }

  /// The best set under one filter, seen in `range` alone.
  private static func best(
    _ regression: DriverRegression, _ filter: AirlineFilter, _ weights: [Double], _ candidates: [Int], in range: Range<Int>?
  ) -> Finding? {
    guard let sums = regression.sums(regression.filtered(filter), weights: weights, in: range), sums.responseSquares > 1e-18 * sums.weight
    else { return nil }
    // What does not move in the range cannot be learnt in it.
    let moving = candidates.filter { sums.product($0, $0) > 1e-9 * sums.weight }
    let most = min(moving.count, max(1, Int(sums.weight) / rowsPerColumn))
    var best = empty(sums, filter)
    for mixing in [1, 0.5] {
      for places in ElasticNet(mixing: mixing).sets(sums, moving, most: most) {
        if let found = finding(sums, filter, places, of: candidates.count), found.score > best.score { best = found }
      }
    }
    for _ in 0..<(2 * moving.count) {
      var better: Finding?
      for place in moving {
        let places = best.places.contains(place) ? best.places.filter { $0 != place } : (best.places + [place]).sorted()
        guard places.count <= most else { continue }
        let found = places.isEmpty ? empty(sums, filter) : finding(sums, filter, places, of: candidates.count)
        if let found, found.score > better?.score ?? best.score { better = found }
      }
      guard let better else { break }
      best = better
    }
    return best
  }

  private static func filter(for places: [Int], _ regression: DriverRegression, _ filters: [AirlineFilter]) -> AirlineFilter? {
    var best: (filter: AirlineFilter, evidence: Double)?
    for filter in filters {
      guard let sums = regression.sums(regression.filtered(filter), weights: regression.observed), let fit = fit(sums, places) else {
        continue
      }
      if fit.evidence > best?.evidence ?? -.infinity { best = (filter, fit.evidence) }
    }
    return best?.filter
  }

  private static func empty(_ sums: ProductSums, _ filter: AirlineFilter) -> Finding {
    let fit = ShrunkenRegression.empty(sums)
    return Finding(filter: filter, places: [], fit: fit, score: fit.evidence)
  }

  private static func finding(_ sums: ProductSums, _ filter: AirlineFilter, _ places: [Int], of all: Int) -> Finding? {
    guard let fit = fit(sums, places) else { return nil }
    return Finding(filter: filter, places: places, fit: fit.fit, score: fit.evidence - price(places.count, of: all))
  }

  /// Evidence averaged over degrees of shrinkage, and the most likely of them.
  private static func fit(_ sums: ProductSums, _ places: [Int]) -> (fit: ShrunkenRegression, evidence: Double)? {
    let fits = ShrunkenRegression.spreads.compactMap { ShrunkenRegression.fit(sums, places, spread: $0) }
    guard let best = fits.max(by: { $0.evidence < $1.evidence }) else { return nil }
    let mean = fits.reduce(0) { $0 + exponential($1.evidence - best.evidence) } / Double(ShrunkenRegression.spreads.count)
    return (best, best.evidence + logarithm(mean))
  }

  /// Log of the number of sets of that size, and of the odds each of their columns must have.
  private static func price(_ chosen: Int, of all: Int) -> Double {
    var price = leastOdds * Double(chosen)
    for step in 0..<chosen { price += logarithm(Double(all - step) / Double(step + 1)) }
    return price
  }
}

// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// What the past of a series says about its calendar: all designs and degrees of shrinkage, each weighted by how likely it makes the data, and the
/// odds against there being no effect.
///
/// Averaging instead of picking a winner keeps the effect from jumping when a month is added, and pays for having tried several designs: the odds
/// are those of the average.
///
/// - References: J. A. Hoeting, D. Madigan, A. E. Raftery, C. T. Volinsky (1999), Bayesian model averaging: a tutorial, Statistical Science 14(4), 382–417.
struct CalendarSearch {
  /// One design with one degree of shrinkage, and its share of the average.
  struct Member {
    let design: CalendarDesign
    let places: [Int]
    let fit: ShrunkenRegression
    let share: Double
  }

  /// All members under the filter that suits them best.
  struct Average {
    let filter: AirlineFilter
    let members: [Member]
    let evidence: Double

    /// One for each feature of the regression.
    func coefficients(_ regression: CalendarRegression) -> [Double] {
      var sums = [Double](repeating: 0, count: regression.features.count)
      for member in members {
        for (place, coefficient) in zip(member.places, member.fit.coefficients) {
          sums[place] += member.share * coefficient
        }
      }
      return sums
    }

    /// The name that most of the weight stands behind.
    var name: String {
      var shares: [(name: String, share: Double)] = []
      for member in members {
        if let place = shares.firstIndex(where: { $0.name == member.design.name }) {
          shares[place].share += member.share
        } else {
          shares.append((member.design.name, member.share))
        }
      }
      return shares.max { $0.share < $1.share }?.name ?? ""
    }
  }

  let regression: CalendarRegression
  /// Of each row: 0 for gaps, less for outliers and for what is long ago.
  private(set) var weights: [Double]
  private(set) var average: Average
  /// Twice the logarithm of the odds for an effect.
  private(set) var evidence: Double

  /// Better than even: the average has paid already for all that was tried.
  static let leastEvidence = 0.0
  /// Standard errors by which years that foretell each other must do better than no effect. The odds suppose that errors are as likely in every year;
  /// this supposes nothing of the kind.
  static let leastScore = 2.0
  /// Members that have less of the weight say nothing.
  private static let leastShare = 0.002

  /// - Returns: nil when nothing can be fitted: no movement, or columns that do not move in the years of the series.
  init?(_ regression: CalendarRegression) {
    self.regression = regression
    weights = regression.memory
    // A filter that is hopeless without an effect is so with it; the sums of all columns take most of the time.
    let all = CalendarSearch.evidencesOfNone(regression, weights)
    let most = all.map(\.evidence).max() ?? -.infinity
    var filters = all.filter { $0.evidence >= most - 10 }.map(\.filter)
    guard var average = CalendarSearch.average(regression, weights, &filters) else { return nil }
    // Outliers are those of the model with the effect: without it festivals themselves would look like some.
    for _ in 0..<2 {
      let residuals = regression.residuals(
        regression.filtered(average.filter), Array(regression.features.indices), average.coefficients(regression))
      guard let robust = regression.robustWeights(residuals) else { return nil }
      weights = robust
      guard let next = CalendarSearch.average(regression, weights, &filters) else { return nil }
      average = next
    }
    guard let none = CalendarSearch.evidencesOfNone(regression, weights).map(\.evidence).max() else { return nil }
    self.average = average
    evidence = 2 * (average.evidence - none)
  }

  /// Members that matter and their odds, under the best of `filters`, of which those stay that may yet be the best when the weights change.
  private static func average(_ regression: CalendarRegression, _ weights: [Double], _ filters: inout [AirlineFilter]) -> Average? {
    var best: Average?
    var evidences: [Double] = []
    for filter in filters {
      guard let sums = regression.sums(regression.filtered(filter), weights: weights) else { return nil }
      var fits: [(design: Int, fit: ShrunkenRegression)] = []
      for (design, places) in regression.places.enumerated() {
        for spread in ShrunkenRegression.spreads {
          if let fit = ShrunkenRegression.fit(sums, places, spread: spread) { fits.append((design, fit)) }
        }
      }
      let most = fits.map(\.fit.evidence).max() ?? -.infinity
      let shares = fits.map { exponential($0.fit.evidence - most) }
      let total = shares.reduce(0, +)
      let evidence = most + logarithm(total / Double(fits.count))
      evidences.append(evidence)
      guard evidence > best?.evidence ?? -.infinity else { continue }
      let members = zip(fits, shares).filter { $1 >= leastShare * total }.map {
        Member(design: regression.designs[$0.design], places: regression.places[$0.design], fit: $0.fit, share: $1 / total)
      }
      best = Average(filter: filter, members: members, evidence: evidence)
    }
    guard let best else { return nil }
    filters = zip(filters, evidences).filter { $1 >= best.evidence - 8 }.map(\.0)
    return best
  }

  /// Every filter with its evidence when there is no effect.
  private static func evidencesOfNone(_ regression: CalendarRegression, _ weights: [Double]) -> [(filter: AirlineFilter, evidence: Double)]
  {
    AirlineFilter.all(seasonLength: regression.seasonLength).compactMap { filter in
      regression.responseSums(filter, weights: weights).map { (filter, ShrunkenRegression.empty($0).evidence) }
    }
  }

  /// Each year foretold by the effect that all other years teach, against no effect.
  struct Foretelling {
    /// Σ|error| with the effect as a share of that without; NaN where no festival lies within.
    let share: Double
    /// The gain of all years in units of its own standard error: what one lucky year makes does not count for much.
    let score: Double
  }

  func foretelling(_ periods: DatedPeriods) -> Foretelling {
    let columns = regression.filtered(average.filter)
    guard let all = regression.sums(columns, weights: weights) else { return Foretelling(share: .nan, score: .nan) }
    var (with, without) = (0.0, 0.0)
    var gains: [Double] = []
    var start = 0
    while start < regression.rows {
      let year = periods.festivalYear(of: start + regression.lag)
      var end = start + 1
      while end < regression.rows, periods.festivalYear(of: end + regression.lag) == year { end += 1 }
      if let part = regression.sums(columns, weights: weights, in: start..<end) {
        let errors = errors(columns, relearnt(all.without(part)).coefficients(regression), in: start..<end)
        with += errors.with
        without += errors.without
        if errors.without > 0 { gains.append(errors.without - errors.with) }
      }
      start = end
    }
    let count = Double(gains.count)
    let mean = (without - with) / count
    let squares = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Foretelling(share: with / without, score: (without - with) / (squares * count / (count - 1)).squareRoot())
  }

  /// Σw|error| of the rows that the effect moves.
  private func errors(_ columns: [Double], _ coefficients: [Double], in range: Range<Int>) -> (with: Double, without: Double) {
    let rows = regression.rows
    var (with, without) = (0.0, 0.0)
    for row in range where weights[row] > 0 {
      var (shift, reach) = (0.0, 0.0)
      for place in coefficients.indices where coefficients[place] != 0 {
        shift += coefficients[place] * columns[place * rows + row]
        reach = max(reach, abs(columns[place * rows + row]))
      }
      // A twentieth of a window moves next to nothing.
      guard reach > 0.05 else { continue }
      let error = columns[(regression.width - 1) * rows + row]
      with += weights[row] * abs(error - shift)
      without += weights[row] * abs(error)
    }
    return (with, without)
  }

  /// The same members with the same shares, learnt from other sums.
  private func relearnt(_ sums: ProductSums) -> Average {
    let members = average.members.compactMap { member in
      ShrunkenRegression.fit(sums, member.places, spread: member.fit.spread).map {
        Member(design: member.design, places: member.places, fit: $0, share: member.share)
      }
    }
    return Average(filter: average.filter, members: members, evidence: average.evidence)
  }
}

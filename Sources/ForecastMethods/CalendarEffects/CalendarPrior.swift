// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// What the calendar does to the series of a group on the whole: towards it each member's own effect is drawn, and a member too short to show one has it.
///
/// Of the candidate designs the one that the members' odds together speak for most; then for each of its features the members' estimates, the surer the
/// heavier, give a mean and how much members differ beyond the error of their estimates.
///
/// - References: R. DerSimonian, N. Laird (1986), Meta-analysis in clinical trials, Controlled Clinical Trials 7(3), 177–188;
///   B. Efron, C. Morris (1975), Data analysis using Stein's estimator, JASA 70(350), 311–319.
public struct CalendarPrior: Sendable {
  public let name: String
  /// Mean effect of each feature's whole window, on the logarithm.
  public let means: [ModelParameter]
  /// Standard deviation of the members' effects around the mean, in the same order.
  public let deviations: [Double]
  /// Members that had a say: three years and all values above nought.
  public let memberCount: Int
  let design: CalendarDesign

  /// A member with the periods of its own.
  public struct Member: Sendable {
    public let series: Series
    public let periods: DatedPeriods

    public init(_ series: Series, _ periods: DatedPeriods) { (self.series, self.periods) = (series, periods) }
  }

  /// Members needed before there is anything they have in common.
  static let leastMembers = 3
  /// Logarithm of the odds for the best of all designs: twenty to one, for the best is favoured by chance.
  static let leastOdds = 3.0

  /// - Parameter members: as they were known at the origin of the forecast; later values would look ahead.
  /// - Returns: nil for fewer than three members that are long enough, for periods of different length, and where the members together do not speak for
  ///   an effect.
  /// - Determinism: same members in the same order, same bits.
  public init?(learntFrom members: [Member]) {
    guard let granularity = members.first?.periods.granularity, members.allSatisfy({ $0.periods.granularity == granularity }) else {
      return nil
    }
    let designs = CalendarDesign.candidates(for: granularity)
    let regressions = members.compactMap { CalendarRegression($0.series, $0.periods) }.filter(\.isLogarithmic)
    guard regressions.count >= CalendarPrior.leastMembers else { return nil }
    var odds = [Double](repeating: 0, count: designs.count)
    var estimates = [[Estimate]](repeating: [], count: designs.count)
    for regression in regressions {
      for (place, estimate) in CalendarPrior.estimates(regression) {
        odds[place] += estimate.odds
        estimates[place].append(estimate)
      }
    }
    guard let best = odds.indices.max(by: { odds[$0] < odds[$1] }), odds[best] >= CalendarPrior.leastOdds,
      estimates[best].count >= CalendarPrior.leastMembers
    else { return nil }
    design = designs[best]
    name = design.name
    memberCount = estimates[best].count
    let pooled = design.features.indices.map { feature in
      CalendarPrior.pooled(estimates[best].map { ($0.coefficients[feature], $0.variances[feature]) })
    }
    means = zip(design.features, pooled).map { ModelParameter($0.name, $1.mean) }
    deviations = pooled.map { $0.variance.squareRoot() }
  }

  private struct Estimate {
    let odds: Double
    let coefficients: [Double]
    let variances: [Double]
  }

  /// One for each design that can be fitted to a member, nearly without shrinkage.
  private static func estimates(_ regression: CalendarRegression) -> [(Int, Estimate)] {
    guard let search = CalendarSearch(regression),
      let sums = regression.sums(regression.filtered(search.average.filter), weights: search.weights)
    else { return [] }
    let none = search.average.evidence - search.evidence / 2
    return regression.designs.indices.compactMap { place in
      let chosen = regression.places[place]
      guard let widest = ShrunkenRegression.spreads.last, let fit = ShrunkenRegression.fit(sums, chosen, spread: widest),
        let variances = ShrunkenRegression.variances(sums, chosen, spread: widest)
      else { return nil }
      let odds = ShrunkenRegression.spreads.compactMap { ShrunkenRegression.fit(sums, chosen, spread: $0)?.evidence }.max() ?? none
      return (place, Estimate(odds: odds - none, coefficients: fit.coefficients, variances: variances))
    }
  }

  /// Mean and variance between members from their estimates and the variances of these.
  private static func pooled(_ estimates: [(value: Double, variance: Double)]) -> (mean: Double, variance: Double) {
    func mean(_ between: Double) -> (mean: Double, weight: Double) {
      let weight = estimates.reduce(0) { $0 + 1 / ($1.variance + between) }
      return (estimates.reduce(0) { $0 + $1.value / ($1.variance + between) } / weight, weight)
    }
    let (fixed, weight) = mean(0)
    var (excess, squares) = (0.0, 0.0)
    for estimate in estimates {
      excess += (estimate.value - fixed) * (estimate.value - fixed) / estimate.variance
      squares += 1 / (estimate.variance * estimate.variance)
    }
    let between = max(0, (excess - Double(estimates.count - 1)) / (weight - squares / weight))
    // Members are never wholly alike; a thousandth keeps the equations soluble.
    return (mean(between).mean, max(between, 1e-6))
  }
}

extension CalendarEffect {
  /// The effect of a member of a group: its own past drawn towards what the group has in common, the more the less its past says; the group's where the
  /// member is shorter than three years.
  ///
  /// - Returns: nil where not all values are above nought: a group speaks of shares.
  public static func learnt(from series: Series, _ periods: DatedPeriods, towards prior: CalendarPrior) -> CalendarEffect? {
    guard series.observedCount > 0, series.values.allSatisfy({ $0.isNaN || $0 > 0 }),
      CalendarDesign.candidates(for: periods.granularity).contains(prior.design)
    else { return nil }
    var filter: AirlineFilter?
    var own: [Double]?
    if let regression = CalendarRegression(series, periods, designs: [prior.design]), let search = CalendarSearch(regression),
      let sums = regression.sums(regression.filtered(search.average.filter), weights: search.weights)
    {
      filter = search.average.filter
      own = ShrunkenRegression.towards(
        sums, regression.places[0], means: prior.means.map(\.value), variances: prior.deviations.map { $0 * $0 })
    }
    return CalendarEffect(
      prior.name, Array(zip(prior.design.features, own ?? prior.means.map(\.value))), isMultiplicative: true, evidence: .infinity,
      foretoldShare: .nan, periods: periods, seasonLength: series.seasonLength, filter: filter)
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// Forecasts a product that has no past, or hardly one, by products like it that were launched before.
///
/// The most alike are asked (`Likeness`). How sales run after a launch is the middle of their curves; how large the product becomes is the
/// middle of their first
/// six periods, in proportion to a size where one is named, and its own periods as much as
/// would have been good in earlier launches. Intervals come from
/// forecasting every one of the nearest two hundred analogues in the same way from the others.
///
/// For series of two seasons and more use the other methods.
///
/// - Missing values: left out.
/// - Determinism: same input, same bits; equally alike products count in the order they are given.
/// - References: J. C. Gower (1971), Biometrics 27(4), 857–871; F. M. Bass (1969), A new product growth model for consumer durables,
///   Management Science 15(5);
///   K. B. Kahn (2006), New Product Forecasting: An Applied Approach, ch. 4 (looks-like analysis).
public struct LaunchForecast: Sendable {
  /// Which number of the traits the level is in proportion to, as sales are to shops: 0 is the first. nil: none.
  public let size: Int?

  /// Analogues whose own launches say how wide the intervals are.
  private static let mostTested = 200

  public init(inProportionTo size: Int? = nil) { self.size = size }

  /// - Parameters:
  ///   - own: periods from the launch on, all before the first one ahead; nil for a gap. Empty before the launch.
  ///   - firstPlace: which place of the season the launch has.
  ///   - seasonLength: that of all analogues.
  /// - Throws: `horizon-out-of-range`; `not-finite` or `values-not-suited` for own values or analogues that are none, or a size that the
  ///   product does not have;
  ///   `no-errors-to-learn-from` for fewer than three analogues that are alike and old enough, or too few launches to learn from how far
  ///   such forecasts are off.
  public func forecast(
    _ traits: ProductTraits, own: [Double?] = [], firstPlace: Int = 0, seasonLength: Int, horizon: Int, among analogues: [Analogue]
  ) throws(ForecastError) -> FittedLaunch {
    try ForecastLimits.check(horizon: horizon)
    try check(traits, own, horizon: horizon)
    let pool = try LaunchPool(analogues, seasonLength: seasonLength)
    let first = max(0, firstPlace)
    let seen = own.enumerated().map { age, value in (value ?? .nan) / pool.season[(first + age) % pool.season.count] }
    let periods = own.count + horizon
    guard var estimate = LaunchEstimate(pool, pool.members, traits, own: seen, periods: periods, size: size) else {
      throw ForecastError(
        .noErrorsToLearnFrom, subject: "analogues",
        detail: "needs at least \(LaunchEstimate.least) that are alike, were sold for more than \(max(2, own.count)) periods"
          + (size == nil ? "" : " and have a size") + "; of \(analogues.count) there are fewer",
        hint: "give more products, or traits that they share")
    }
    let launches = earlier(pool, traits, own: own.count, horizon: horizon)
    let share = LaunchEstimate.share(launches, own: own.count)
    if estimate.seen != nil { estimate.ownShare = share }
    let spread = try spread(launches, share: share, own: own.count, horizon: horizon)
    var (mean, scale) = ([Double](), [Double]())
    for step in 0..<horizon {
      let age = own.count + step
      let value = min(estimate.value(age: age) * pool.season[(first + age) % pool.season.count], .greatestFiniteMagnitude)
      mean.append(value)
      scale.append(min(value * spread.sizes[step], .greatestFiniteMagnitude))
    }
    let used = estimate.neighbours.map {
      FittedLaunch.Neighbour(identifier: analogues[$0.member.place].identifier, similarity: $0.similarity, weight: $0.weight)
    }
    return FittedLaunch(
      forecast: Forecast(method: "Likeness(\(used.count))", mean: mean, scale: scale, shape: spread.shape, floor: 0), neighbours: used,
      ownShare: estimate.ownShare, tested: spread.count)
  }

  private func check(_ traits: ProductTraits, _ own: [Double?], horizon: Int) throws(ForecastError) {
    if let index = own.firstIndex(where: { $0.map { !$0.isFinite } ?? false }) {
      throw ForecastError(
        .notFinite, subject: "value \(index + 1)", detail: "a finite number is needed", hint: "leave a period out where nothing is known")
    }
    if let index = own.firstIndex(where: { $0.map { $0 < 0 } ?? false }) {
      throw ForecastError(
        .valuesNotSuited, subject: "value \(index + 1)", detail: "needs values of nought or more",
        hint: "book returns to the period of their sale")
    }
    guard let size else { return }
    guard size >= 0, size < traits.numbers.count, let value = traits.numbers[size], value > 0 else {
      throw ForecastError(
        .valuesNotSuited, subject: "size", detail: "needs number \(size + 1) of the product's traits, above nought",
        hint: "give the product its size, or forecast without proportion")
    }
  }

  /// Each of the most alike as the others and its own first periods would have foretold it.
  private func earlier(_ pool: LaunchPool, _ traits: ProductTraits, own: Int, horizon: Int) -> [(
    member: LaunchPool.Member, estimate: LaunchEstimate
  )] {
    let nearest = pool.members.map { ($0, pool.likeness.similarity(traits, $0.traits)) }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.place < $1.0.place }.prefix(LaunchForecast.mostTested).map(\.0)
    return nearest.filter { $0.values.count > own }.compactMap { member in
      LaunchEstimate(
        pool, nearest, member.traits, own: Array(member.values.prefix(own)), periods: own + horizon, size: size, excluding: member.place
      ).map { (member, $0) }
    }
  }

  /// How far such forecasts are off, as shares of what they say, step by step.
  private func spread(
    _ launches: [(member: LaunchPool.Member, estimate: LaunchEstimate)], share: Double, own: Int, horizon: Int
  ) throws(ForecastError) -> (sizes: [Double], shape: ErrorShape, count: Int) {
    var errors = [[Double]](repeating: [], count: horizon)
    let count = launches.count
    for launch in launches {
      var estimate = launch.estimate
      if estimate.seen != nil { estimate.ownShare = share }
      let values = launch.member.values
      for step in 0..<min(horizon, values.count - own) {
        let (actual, said) = (values[own + step], estimate.value(age: own + step))
        // One launch that went through the roof must not open the interval for ever.
        if !actual.isNaN, said > 0 { errors[step].append(min(actual / said - 1, 5)) }
      }
    }
    guard count >= LaunchEstimate.least, errors.contains(where: { $0.count >= LaunchEstimate.least }) else {
      throw ForecastError(
        .noErrorsToLearnFrom, subject: "analogues",
        detail: "needs at least \(LaunchEstimate.least) launches that the others can foretell, has \(count)", hint: "give more products")
    }
    // From few launches the spread itself is unsure: wider.
    let unsure = (1 + 3 / Double(count)).squareRoot()
    var sizes: [Double] = []
    for step in errors {
      let size = step.isEmpty ? 0 : stableMean(step.map { $0 * $0 }).squareRoot()
      // Few launches are old enough for the last steps: never narrower than nearer ones.
      sizes.append(max(sizes.last ?? 0, step.count >= LaunchEstimate.least ? size * unsure : 0))
    }
    // Where the first steps could not be tested they are as wide as the first that was.
    let first = sizes.first { $0 > 0 } ?? 0
    sizes = sizes.map { max($0, first) }
    let standardised = errors.indices.flatMap { step in sizes[step] > 0 ? errors[step].map { $0 / sizes[step] * unsure } : [] }
    return (sizes, ErrorShape(pastErrors: standardised, patience: 30), count)
  }
}

/// What products alike say of one that is new, and who they are.
public struct FittedLaunch: Sendable {
  public struct Neighbour: Hashable, Sendable {
    public let identifier: String
    /// 0 … 1.
    public let similarity: Double
    /// What it counts, against the others.
    public let weight: Double
  }

  public let forecast: Forecast
  /// The most alike first.
  public let neighbours: [Neighbour]
  /// What the product's own periods count for the level, 0 … 1; the rest is the neighbours'.
  public let ownShare: Double
  /// Launches of the past that were foretold in the same way, to say how wide the intervals are.
  public let tested: Int
}

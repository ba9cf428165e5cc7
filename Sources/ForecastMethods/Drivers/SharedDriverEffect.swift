// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// What drivers do to a group, learnt once from its total: one item in one region is too thin to show it.
///
/// The effect is a factor, so that every member has it in its own units, large or small, and no member is pushed below nought. It is taken out of a
/// member with the drivers as they were for that member, the method sees what would have been with every driver at its usual value, and it comes
/// back with the forecast.
///
/// - Determinism: same input, same bits. Nothing after the end of the total is seen.
public struct SharedDriverEffect: Sendable {
  /// What became of each driver, in their order.
  public let decisions: [DriverDecision]
  /// nil: no driver is used.
  let effect: DriverEffect?

  public var isUsed: Bool { effect != nil }

  /// Seasons below which nothing is learnt: before, what a driver does cannot be told from the season.
  public static let leastSeasons = DriverRegression.leastSeasons

  /// - Parameters:
  ///   - total: of the group, in one unit, oldest first; what of it is not above nought leaves every driver out.
  ///   - drivers: their first value belongs to the first period of the total; known in all of the past.
  ///   - logarithms: whether drivers above nought may be looked at in logarithms: false where a member has one that is not above nought.
  /// - Throws: `values-not-suited` for too many drivers or lags; `driver-not-known` for a hole in the past.
  public init(total: Series, drivers: [Driver], logarithms: Bool = true) throws(ForecastError) {
    try Driver.check(drivers)
    for driver in drivers { try driver.check(past: total.count) }
    guard total.count >= Self.leastSeasons * total.seasonLength, total.values.allSatisfy({ $0 > 0 && $0.isNormal }),
      let search = DriverSearch(total, filled: total.values, drivers, multiplies: [true], logarithms: logarithms)
    else {
      (effect, decisions) = (nil, DriverDecision.all(drivers, .tooFewPeriods))
      return
    }
    effect = search.effect(count: total.count)
    decisions = DriverDecision.all(search, effect)
  }

  /// The value at which each driver does nothing, in its own units; empty where none is used.
  public var usual: [Double] { effect?.columns.scaled.map(\.usual) ?? [] }

  /// What the drivers do to one member.
  ///
  /// - Parameters:
  ///   - drivers: as they are for the member, those it was learnt from in their order, past and future, on periods that end alike.
  ///   - unsure: of each driver and period, the expected size of the error of its value; 0 where it is known.
  ///   - past: periods of `drivers` up to the end of the total.
  ///   - count: periods of the member.
  /// - Returns: nil where no driver is used.
  public func onMember(_ drivers: [Driver], unsure: [[Double]], past: Int, count: Int) -> MemberDriverEffect? {
    effect.map { MemberDriverEffect(effect: $0.seen(with: drivers, unsure: unsure, count: past), past: past, first: past - count) }
  }
}

/// What drivers do to one member of a group.
public struct MemberDriverEffect: Sendable {
  /// One driver's part of the periods ahead.
  public struct Part: Hashable, Sendable {
    public let name: String
    /// Of the mean of each step; negative where it takes away.
    public let shares: [Double]
  }

  let effect: DriverEffect
  let past: Int
  /// The period of the drivers in which the member begins.
  let first: Int

  /// The member with every driver at its usual value.
  ///
  /// - Throws: `not-finite` where a value leaves the range of numbers.
  public func removed(from series: Series) throws(ForecastError) -> Series { try effect.removed(from: series, first: first) }

  /// A forecast of the member without the effect, with it: mean and spread, and how unsure coefficients and drivers are.
  public func restored(_ forecast: Forecast, floor: Double) -> Forecast {
    effect.restored(forecast, after: past, floor: floor, method: forecast.method)
  }

  /// Drivers that are used, in their order; together the parts are what the forecast has and would not have with all of them at their usual values.
  /// What they do together is shared out by logarithms (``DriverContributions``).
  public func parts(horizon: Int) -> [Part] {
    let steps = past..<(past + horizon)
    let found = effect.contributions(
      steps.map { _ in 1 }, without: steps.map { effect.removed(1, at: $0) }, first: past, pastCount: 0)
    return found.drivers.map { Part(name: $0.name, shares: $0.values) }
  }
}

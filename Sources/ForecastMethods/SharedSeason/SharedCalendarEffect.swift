// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// What the Chinese calendar does to a group, learnt once from its total: what one item in one region sells is too short or too thin to show it.
///
/// The effect multiplies, so that every member has it in its own units. It is taken out of a member, the method sees a usual year, and it comes back
/// with the forecast. Where the members share a season, that is to be learnt from the total without the effect (`usualTotal`). Counted from the end: all
/// members end where the total ends.
///
/// - Determinism: same input, same bits. Nothing after the end of the total is seen.
/// - References: C. Withycombe (1989), Forecasting with combined seasonal indices, Int. J. Forecasting 5(4), 547–552.
public struct SharedCalendarEffect: Sendable {
  /// Of the total from its first value above 0 on.
  public let effect: CalendarEffect
  /// The total as it would have been in usual years, with nothing before its first value above 0.
  public let usualTotal: Series

  /// - Parameters:
  ///   - total: of the group, in one unit, oldest first.
  ///   - periods: the first is the first of the total.
  ///   - prior: what the totals of several groups have in common; nil: the total speaks for itself alone.
  /// - Returns: nil where the total does not speak for an effect that multiplies: fewer than three years without a prior, a value not above 0.
  public init?(total: Series, _ periods: DatedPeriods, towards prior: CalendarPrior? = nil) {
    let leading = total.values.prefix { !($0 > 0) }.count
    guard leading < total.count,
      let sold = try? Series(
        total.values.dropFirst(leading).map { $0.isNaN ? nil : Optional($0) }, seasonLength: total.seasonLength,
        granularity: total.granularity)
    else { return nil }
    let moved = periods.moved(by: leading)
    let learnt = prior.map { CalendarEffect.learnt(from: sold, moved, towards: $0) } ?? CalendarEffect.learnt(from: sold, moved)
    guard let effect = learnt, effect.isMultiplicative, let usual = try? effect.removed(from: sold) else { return nil }
    (self.effect, usualTotal) = (effect, usual)
  }

  /// Each group's effect, drawn towards what the groups have in common where there are three or more: one factory's holiday is much like another's.
  ///
  /// - Parameter totals: with the periods of each.
  /// - Returns: one for each total, in the same order.
  public static func learn(_ totals: [(total: Series, periods: DatedPeriods)]) -> [SharedCalendarEffect?] {
    let prior = CalendarPrior(learntFrom: totals.map { CalendarPrior.Member($0.total, $0.periods) })
    return totals.map { SharedCalendarEffect(total: $0.total, $0.periods, towards: prior) }
  }

  /// The effect on a member of `count` periods, the first of which is number 0.
  public func effect(onLast count: Int) -> CalendarEffect { effect.moved(by: usualTotal.count - count) }

  /// Fits a method to a member as it would have been in usual years; the forecast has the effect again.
  ///
  /// - Parameter series: ends where the total ends.
  /// - Throws: what the method throws.
  public func fit<Model: ForecastModel>(_ model: Model, to series: Series) throws(ForecastError) -> FittedCalendarAdjusted<Model.Fitted> {
    let own = effect(onLast: series.count)
    guard let usual = try? own.removed(from: series) else { return FittedCalendarAdjusted(try model.fit(series), nil, series) }
    return FittedCalendarAdjusted(try model.fit(usual), own, series)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting

/// What Spring Festival and the working days do to each product family, learnt once from what all its items brought: one item in one region is too thin to show it.
struct FamilyCalendars: Sendable {
  private let familyOf: [String]
  private let effects: [String: SharedCalendarEffect]
  /// What the families have in common; nil where there are fewer than three.
  let prior: CalendarPrior?

  static func learn(_ totals: FamilyTotals) -> FamilyCalendars {
    let names = totals.families.keys.sorted()
    let dated = names.compactMap { name -> (name: String, total: Series, periods: DatedPeriods)? in
      guard let total = totals.families[name]?.total, let series = try? Series(total, seasonLength: 12, granularity: .month) else {
        return nil
      }
      return (name, series, DatedPeriods(months: totals.origin.adding(months: 1 - total.count)))
    }
    let prior = CalendarPrior(learntFrom: dated.map { CalendarPrior.Member($0.total, $0.periods) })
    var effects: [String: SharedCalendarEffect] = [:]
    for one in dated { effects[one.name] = SharedCalendarEffect(total: one.total, one.periods, towards: prior) }
    return FamilyCalendars(familyOf: totals.familyOf, effects: effects, prior: prior)
  }

  /// nil where the past of an item's family does not speak for an effect.
  subscript(item: Int) -> SharedCalendarEffect? { effects[familyOf[item]] }

  subscript(family name: String) -> SharedCalendarEffect? { effects[name] }
}

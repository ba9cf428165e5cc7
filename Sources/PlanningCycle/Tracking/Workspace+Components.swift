// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import ForecastMethods
import Forecasting
import Planning

extension Workspace {
  /// Parts that are listed one by one.
  static let childLimit = 200

  /// 构成 of a part of the business: as ``forecastView(_:item:region:)`` takes it.
  ///
  /// - Throws: `CycleError.cellNotKnown`.
  public func forecastComponents(_ proof: Authorized<To.ViewPlan>, item: String, region: String) throws -> ForecastComponents {
    let sight = plan.sight(of: proof.person)
    let (_, places, _) = try forecastPart(proof, item: item, region: region)
    let read = ReadComponents(
      historyPoints(places), horizon: min(14, plan.calendar.monthCount - plan.calendar.actualCount), calendar: calendarEffect(places))
    let parts = read.decomposition
    let division = try division(item: item, region: region, places)
    let children = try children(division, item: item, region: region, places, sight)
    let calendar = read.calendar
    let drivers = ReadDrivers(plan.baseline, places, months: (0..<read.horizon).map { plan.cutoff.adding(months: $0 + 1) }).lines
    return ForecastComponents(
      label: seriesLabel(item: item), months: read.months, observed: read.observed, trend: parts?.trend ?? [],
      season: parts?.seasonal ?? [], rest: parts?.remainder ?? [], seasonProfile: read.seasonProfile, trendChange: read.trendChange,
      seasonStrength: read.seasonStrength, calendar: calendar, drivers: drivers, odd: read.odd, division: division, children: children,
      words: ComponentWords(read: read, calendar: calendar, drivers: drivers).sentences)
  }

  /// Within a family its own, as the baseline has it; of several, drawn towards what families have in common.
  private func calendarEffect(_ places: [SalesHistory.Place]) -> (Series, Month) -> CalendarEffect? {
    let calendars = FamilyCalendars.learn(FamilyTotals.read(plan.history, plan.catalogue, through: plan.cutoff))
    let families = Swift.Set(places.map { plan.catalogue.items[$0.item].family })
    return { series, first in
      if families.count == 1, let family = families.first { return calendars[family: family]?.effect(onLast: series.count) }
      let periods = DatedPeriods(months: first)
      return calendars.prior.map { CalendarEffect.learnt(from: series, periods, towards: $0) }
        ?? CalendarEffect.learnt(from: series, periods)
    }
  }

  /// By what the next click divides it.
  private func division(item: String, region: String, _ places: [SalesHistory.Place]) throws -> ForecastComponents.Division {
    if item == "ALL" { return Swift.Set(places.map { plan.catalogue.items[$0.item].family }).count > 1 ? .family : .item }
    if item.hasPrefix("F:") { return .item }
    return region == "ALL" && Swift.Set(places.map(\.region)).count > 1 ? .region : .none
  }

  private func children(
    _ division: ForecastComponents.Division, item: String, region: String, _ places: [SalesHistory.Place], _ sight: PlanSight
  ) throws -> [ForecastComponents.Child] {
    let groups: [(item: String, region: String, label: BilingualText, places: [SalesHistory.Place])]
    switch division {
    case .none: return []
    case .family:
      groups = Dictionary(grouping: places) { plan.catalogue.items[$0.item].family }.map { family, places in
        ("F:" + family, region, seriesLabel(item: "F:" + family), places)
      }
    case .item:
      groups = Dictionary(grouping: places, by: \.item).map { position, places in
        let item = plan.catalogue.items[position]
        return (item.code, region, item.name, places)
      }
    case .region:
      groups = Dictionary(grouping: places, by: \.region).map { position, places in
        let region = plan.catalogue.regions[position]
        return (item, region.code, region.name, places)
      }
    }
    let year = closedMonths(12).compactMap { plan.history.index(of: $0) }
    func lastYear(_ places: [SalesHistory.Place]) -> Int64 {
      places.reduce(0) { sum, place in year.reduce(sum) { $0 + (plan.history.rows[place]?.quantity[$1] ?? 0) } }
    }
    let largest = groups.map { ($0, lastYear($0.places)) }.sorted { ($1.1, $0.0.item, $0.0.region) < ($0.1, $1.0.item, $1.0.region) }
    let next = try largest.prefix(Self.childLimit).map { group, _ in
      let coordinate = sight.completed("agreed", try forecastCoordinate(item: group.item, region: group.region))
      return try forecastSteps(group.places, coordinate, sight).prefix(12).reduce(0) { $0 + ($1.agreed.isFinite ? $1.agreed : 0) }
    }
    let whole = next.reduce(0, +)
    return zip(largest, next).map { one, next in
      let code = division == .region ? one.0.region : one.0.item
      return ForecastComponents.Child(
        code: code, label: one.0.label, lastYear: Double(one.1) / 10_000, next: next, part: whole > 0 ? next / whole : 0,
        accuracy: baselineAccuracy(one.0.places))
    }
  }

  private func baselineAccuracy(_ places: [SalesHistory.Place]) -> Double? {
    let part = ForecastPart(items: Swift.Set(places.map(\.item)), regions: Swift.Set(places.map(\.region)), family: nil)
    let measure = MeasureTracking(
      plan: plan, past: plan.pastForecasts, months: closedMonths(6), places: Swift.Set(places), part: part)
    let scores = measure.trend().flatMap(\.sources).filter { $0.source == .baseline }.map(\.score)
    return scores.isEmpty ? nil : scores.reduce(Scorecard.Score(), +).accuracy
  }
}

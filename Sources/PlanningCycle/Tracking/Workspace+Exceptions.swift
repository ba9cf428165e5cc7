// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Planning

extension Workspace {
  /// Which of all series deserve a look, most money first, with how methods stand and what runs chose anew; within what the person may see.
  ///
  /// - Parameter count: rows, 1 … 200.
  /// - Throws: `StoreError`.
  public func forecastExceptions(_ proof: Authorized<To.ViewPlan>, count: Int = 20) throws -> ForecastExceptions {
    let own = plan.sight(of: proof.person).regionPositions(in: plan)
    let places = (plan.baseline?.series.keys.sorted() ?? []).filter { own?.contains($0.region) ?? true }
    let months = closedMonths(MeasureTracking.months)
    let past = plan.pastForecasts.adding(try RecordedBaselines(workspace: self).figures(for: months, nil))
    let find = FindExceptions(plan: plan, past: past, months: months, agreed: try agreedQuarters(places))
    let candidates = find.candidates(places)
    let contest = MethodContest(workspace: self, places: places)
    return ForecastExceptions(
      seriesCount: places.count, flaggedCount: candidates.count,
      rows: candidates.prefix(min(max(count, 1), 200)).map { find.exception($0) }, contest: contest.standings(), log: try contest.log())
  }

  /// What is agreed for the next three months where somebody typed a number.
  private func agreedQuarters(_ places: [SalesHistory.Place]) throws -> (SalesHistory.Place) -> Double? {
    let first = plan.calendar.actualCount
    guard plan.engine.model.measure(named: "override") != nil, plan.engine.model.measure(named: "agreed") != nil else {
      return { _ in nil }
    }
    var known: [SalesHistory.Place: Double] = [:]
    for place in places {
      let coordinate = plan.coordinate(item: place.item, region: place.region)
      let typed = try plan.engine.values("override", at: coordinate)[first...].prefix(3)
      guard typed.contains(where: \.isFinite) else { continue }
      known[place] = try plan.engine.values("agreed", at: coordinate)[first...].prefix(3).reduce(0) { $0 + ($1.isFinite ? $1 : 0) }
    }
    return { known[$0] }
  }
}

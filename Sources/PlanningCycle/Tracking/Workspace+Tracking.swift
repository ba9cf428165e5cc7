// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Forecasting

extension Workspace {
  /// 预测跟踪 of a part of the business; somebody who is narrowed sees their regions.
  ///
  /// - Parameters:
  ///   - item: a code, `F:family`, or `ALL`.
  ///   - region: a code or `ALL`.
  /// - Throws: `CycleError.cellNotKnown`, `StoreError`.
  public func forecastTracking(_ proof: Authorized<To.ViewPlan>, item: String, region: String) throws -> ForecastTracking {
    let part = try forecastPart(proof, item: item, region: region)
    let places = Swift.Set(part.places)
    let closed = closedMonths(MeasureTracking.months)
    let past = plan.pastForecasts.adding(try RecordedBaselines(workspace: self).figures(for: closed, item == "ALL" ? nil : places))
    let known = closed.filter { month in
      ForecastSource.allCases.contains { !past.newest($0, month: month, madeBefore: month.firstDay).isEmpty }
    }
    let measure = MeasureTracking(plan: plan, past: past, months: known, places: places, part: part.part)
    let watched: ForecastSource = measure.errors(.baseline).errors.contains { $0.isFinite } ? .baseline : .salesForecast
    let (errors, actuals) = measure.errors(watched)
    let typed = MeasureOverrides(workspace: self, months: closed, regions: part.part.regions, items: part.part.items)
    return ForecastTracking(
      months: known, leads: measure.leads(), levels: measure.levels(), trend: measure.trend(), ladder: measure.ladder(), watched: watched,
      signal: TrackingSignal(errors: errors.suffix(MeasureTracking.signalMonths)), drift: drift(errors, actuals, known),
      typed: try typed.peopleAndReasons())
  }

  private func drift(_ errors: [Double], _ actuals: [Double], _ months: [Month]) -> ForecastTracking.Drift? {
    guard let found = ForecastDrift.found(in: errors) else { return nil }
    let since = actuals[found.start...].filter(\.isFinite)
    let mean = since.reduce(0, +) / Double(max(since.count, 1))
    return mean > 0 ? ForecastTracking.Drift(since: months[found.start], share: found.size / mean) : nil
  }

  /// The last months of which all orders are known, oldest first.
  func closedMonths(_ count: Int) -> [Month] {
    (0..<count).reversed().map { plan.cutoff.adding(months: -$0) }.filter { plan.history.index(of: $0) != nil }
  }

  /// What a forecast screen looks at, within what the person may see.
  func forecastPart(
    _ proof: Authorized<To.ViewPlan>, item: String, region: String
  ) throws -> (part: ForecastPart, places: [SalesHistory.Place], own: Swift.Set<Int>?) {
    let own = plan.sight(of: proof.person).regionPositions(in: plan)
    let index = region == "ALL" ? nil : plan.catalogue.regionIndex(region)
    if let index, own?.contains(index) == false { throw Access.outside(proof.person, region) }
    let places = try places(item: item, region: region).filter { own?.contains($0.region) ?? true }
    let family = item.hasPrefix("F:") ? String(item.dropFirst(2)) : nil
    let items = item == "ALL" ? nil : Swift.Set(places.map(\.item))
    return (ForecastPart(items: items, regions: index.map { [$0] } ?? own, family: family), places, own)
  }
}

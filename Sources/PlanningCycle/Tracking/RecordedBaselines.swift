// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Quantities

/// Baselines that this program recorded, as forecasts that can be held against what came: beside those that files brought.
struct RecordedBaselines {
  let workspace: Workspace

  /// Of the newest run before each of the months began; the months that are closed by now.
  ///
  /// - Parameter places: nil: all.
  func figures(for months: [Month], _ places: Swift.Set<SalesHistory.Place>?) throws(StoreError) -> [PastForecasts.Figure] {
    guard let first = months.first, let last = months.last else { return [] }
    let runs = try workspace.store.runs(limit: 1_000).filter { $0.run.purpose == "baseline" }
    var wanted: [ForecastRunRecord] = []
    for month in months {
      guard let run = runs.first(where: { $0.recordedAt.civilDay < month.firstDay }), wanted.last?.id != run.id else { continue }
      wanted.append(run)
    }
    var figures: [PastForecasts.Figure] = []
    for run in wanted {
      let day = run.recordedAt.civilDay
      for (place, row) in try rows(of: run, places) {
        let month = Month(ordinal: row.ordinal)
        guard (first...last).contains(month), month.firstDay > day else { continue }
        figures.append(figure(place, month, row.value, madeOn: day))
      }
    }
    return figures
  }

  private func rows(
    of run: ForecastRunRecord, _ places: Swift.Set<SalesHistory.Place>?
  ) throws(StoreError) -> [(SalesHistory.Place, ForecastResultRow)] {
    let catalogue = workspace.plan.catalogue
    var rows: [ForecastResultRow] = []
    if let places, places.count <= 8 {
      for place in places.sorted() { rows += try workspace.store.rows(run: run.id, series: RefreshForecasts.seriesKey(place, catalogue)) }
    } else {
      rows = try workspace.store.rows(run: run.id, series: nil)
    }
    return rows.compactMap { row in
      guard row.layer == "baseline", let place = RefreshForecasts.place(of: row.series, catalogue), places?.contains(place) ?? true else {
        return nil
      }
      return (place, row)
    }
  }

  private func figure(_ place: SalesHistory.Place, _ month: Month, _ pieces: Int64, madeOn day: Day) -> PastForecasts.Figure {
    let history = workspace.plan.history
    func amount(_ inclusive: Bool) -> Int64? {
      history.price(place, month, inclusive: inclusive).flatMap { Rounding.toInteger(Double(pieces) / 10_000 * $0) }
    }
    return PastForecasts.Figure(
      source: .baseline, madeOn: day, month: month, item: place.item, family: workspace.plan.catalogue.items[place.item].family,
      region: place.region, quantity: pieces, amountInclTax: amount(true), amountExclTax: amount(false), author: nil)
  }
}

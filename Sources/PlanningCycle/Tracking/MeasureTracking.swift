// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Forecasting
import Journal

/// Measures forecasts of some places over some closed months.
struct MeasureTracking {
  /// Months ahead that are told apart.
  static let leads = 1...6
  static let months = 18
  /// A lean of a year ago that was mended is none.
  static let signalMonths = 12

  let plan: PlanState
  let past: PastForecasts
  /// Closed, oldest first.
  let months: [Month]
  let places: Swift.Set<SalesHistory.Place>
  let part: ForecastPart

  private typealias Comparison = ForecastComparison

  /// The newest forecast a source made so many months ahead.
  private func comparison(_ source: ForecastSource, _ month: Month, lead: Int) -> ForecastComparison? {
    guard let index = plan.history.index(of: month) else { return nil }
    let made = past.all(source, month: month).last { $0.madeOn < month.firstDay && $0.madeOn.monthOf.distance(to: month) == lead }
    guard let figures = made?.figures.filter({ part.contains($0) }), !figures.isEmpty else { return nil }
    return compared(figures, index)
  }

  /// The newest one made before the month began, however far ahead.
  private func newest(_ source: ForecastSource, _ month: Month) -> ForecastComparison? {
    guard let index = plan.history.index(of: month) else { return nil }
    let figures = figures(source, month)
    return figures.isEmpty ? nil : compared(figures, index)
  }

  private func figures(_ source: ForecastSource, _ month: Month) -> [PastForecasts.Figure] {
    past.newest(source, month: month, madeBefore: month.firstDay).filter { part.contains($0) }
  }

  private func compared(_ figures: [PastForecasts.Figure], _ index: Int) -> ForecastComparison {
    ForecastComparison(figures, history: plan.history, index: index, catalogue: plan.catalogue, inclusive: true) { places.contains($0) }
  }

  private func scores(_ comparison: (ForecastSource, Month) -> ForecastComparison?, of months: [Month]) -> [ForecastTracking.SourceScore] {
    ForecastSource.allCases.compactMap { source in
      let scores = months.compactMap { comparison(source, $0)?.score }
      guard !scores.isEmpty else { return nil }
      return ForecastTracking.SourceScore(source: source, score: scores.reduce(Scorecard.Score(), +), months: scores.count)
    }
  }

  func leads() -> [ForecastTracking.Lead] {
    Self.leads.compactMap { lead in
      let sources = scores({ comparison($0, $1, lead: lead) }, of: months)
      return sources.isEmpty ? nil : ForecastTracking.Lead(lead: lead, sources: sources)
    }
  }

  func trend() -> [ForecastTracking.MonthScores] {
    months.map { month in ForecastTracking.MonthScores(month: month, sources: scores(newest, of: [month])) }
  }

  /// A source that does not go down to a grain has no score there.
  func levels() -> [ForecastTracking.LevelScores] {
    ForecastTracking.Level.allCases.compactMap { level in
      let sources = scores({ source, month in newest(source, month).flatMap { grouped($0, level) } }, of: months)
      return sources.isEmpty ? nil : ForecastTracking.LevelScores(level: level, sources: sources)
    }
  }

  private func grouped(_ comparison: ForecastComparison, _ level: ForecastTracking.Level) -> ForecastComparison? {
    let cells = comparison.cells.keys
    func family(_ cell: Comparison.Cell) -> String? { cell.family ?? cell.item.map { plan.catalogue.items[$0].family } }
    switch level {
    case .company: return comparison.grouped { _ in Comparison.Cell(item: nil, family: nil, region: nil) }
    case .region:
      guard cells.contains(where: { $0.region != nil }) else { return nil }
      return comparison.grouped { Comparison.Cell(item: nil, family: nil, region: $0.region) }
    case .family:
      guard cells.contains(where: { family($0) != nil }) else { return nil }
      return comparison.grouped { Comparison.Cell(item: nil, family: family($0), region: nil) }
    case .item:
      guard cells.contains(where: { $0.item != nil }) else { return nil }
      return comparison.grouped { Comparison.Cell(item: $0.item, family: nil, region: nil) }
    case .place:
      guard cells.contains(where: { $0.item != nil && $0.region != nil }) else { return nil }
      return comparison
    }
  }

  /// Last year's figure, baseline, sales forecast: on the cells and months that have all of them; without a sales forecast the first two alone.
  func ladder() -> [ForecastTracking.Rung] {
    let hasSales = months.contains { newest(.salesForecast, $0) != nil }
    var scores = [Scorecard.Score](repeating: Scorecard.Score(), count: hasSales ? 3 : 2)
    var cells = 0
    for month in months {
      guard let baseline = newest(.baseline, month), let index = plan.history.index(of: month.adding(months: -12)) else { continue }
      let sales = newest(.salesForecast, month)
      // The baseline's cells, and what came in them a year before.
      let lastYear = compared(figures(.baseline, month), index)
      for (cell, pair) in baseline.cells {
        let third = sales?.cells[cell]?.forecast
        guard !hasSales || third != nil else { continue }
        let forecasts = [lastYear.cells[cell]?.actual ?? 0, pair.forecast] + (hasSales ? [third ?? 0] : [])
        for (layer, forecast) in forecasts.enumerated() { scores[layer] = scores[layer] + Scorecard.Score(forecast, actual: pair.actual) }
        cells += 1
      }
    }
    guard cells > 0, scores[0].actual > 0 else { return [] }
    let layers: [ForecastTracking.Rung.Layer] = [.naive, .baseline, .sales]
    return scores.enumerated().map { rung, score in
      let before = rung > 0 ? scores[rung - 1] : nil
      return ForecastTracking.Rung(
        layer: layers[rung], score: score, cells: cells, gain: before.flatMap { score.rate($0.error - score.error) })
    }
  }

  /// Actual − forecast of each month as a whole; NaN where there was no forecast. The baseline leaves 项目型 orders to the deals: it is held against the
  /// others alone.
  func errors(_ source: ForecastSource) -> (errors: [Double], actuals: [Double]) {
    let pairs = months.map { month -> (error: Double, actual: Double)? in
      guard let score = newest(source, month)?.score else { return nil }
      let projects = source == .baseline ? plan.history.index(of: month).map(projectAmount) ?? 0 : 0
      return (Double(-score.difference) - projects, Double(score.actual) - projects)
    }
    return (pairs.map { $0?.error ?? .nan }, pairs.map { $0?.actual ?? .nan })
  }

  /// 项目型 orders of a month at its prices.
  private func projectAmount(_ index: Int) -> Double {
    places.sorted().reduce(0) { sum, place in
      guard let row = plan.history.rows[place], row.quantity[index] > 0 else { return sum }
      return sum + Double(row.amountInclTax[index]) * Double(row.projectQuantity[index]) / Double(row.quantity[index])
    }
  }
}

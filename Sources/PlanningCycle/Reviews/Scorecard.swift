// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars

/// 记分卡: how well regions and people forecast, and whether they were in time. Orders 不含税, 分.
///
/// Each month is measured by the newest forecast made before it began, cell by cell, so that errors of two items do not cancel: accuracy is
/// max(0, 1 − Σ|actual − forecast| ÷ Σ actual), bias Σ(forecast − actual) ÷ Σ actual. 预测增值 is what people took off the error of the statistical
/// baseline of the same cells and months, in points of the actual; below zero they added to it.
public struct Scorecard: Sendable {
  /// Sums of the cells and months that were forecast.
  public struct Score: Sendable, Hashable {
    public var error: Int64 = 0
    public var difference: Int64 = 0
    public var actual: Int64 = 0

    public var accuracy: Double? { rate(error).map { max(0, 1 - $0) } }
    /// Above zero: 偏高.
    public var bias: Double? { rate(difference) }
    func rate(_ part: Int64) -> Double? { actual > 0 ? Double(part) / Double(actual) : nil }
  }

  /// When forecasts came: one a month. From the first month of the plan calendar on, what was handed in is held against the day on which it was due;
  /// before, the day on which a forecast was made against the end of the month before.
  public struct Submissions: Sendable, Hashable {
    /// Until the due day, until the end of the month it is for, and neither.
    public var onTime = 0
    public var late = 0
    public var missing = 0
    public var rate: Double? {
      let due = onTime + late + missing
      return due > 0 ? Double(onTime) / Double(due) : nil
    }
  }

  public struct Row: Sendable {
    /// `company`, `region:EAST`, `person:YG-0101`
    public let key: String
    public let label: BilingualText
    public let sales: Score
    /// At the finance forecast's own grain; nil for people.
    public let finance: Score?
    /// Of the cells and months that sales forecast too.
    public let baseline: Score
    /// Sales on the cells and months that have a baseline.
    public let compared: Score
    public let submissions: Submissions

    public var valueAdded: Double? { baseline.rate(baseline.error).flatMap { before in compared.rate(compared.error).map { before - $0 } } }
  }

  /// Oldest first.
  public let months: [Month]
  public let rows: [Row]
  /// What numbers typed here were worth; none where nobody typed any for a closed month.
  public let overrides: [OverrideScore]
}

/// Gathers the scores of some months.
struct MeasureScorecard {
  let plan: PlanState
  let months: [Month]
  let regions: Swift.Set<Int>?
  let due: ForecastDueDays

  private struct Cell: Hashable {
    let item: Int?
    let family: String?
    let region: Int?
  }

  func rows() -> [Scorecard.Row] {
    let own = plan.catalogue.regions.indices.filter { regions?.contains($0) ?? true }
    let company = BilingualText(regions == nil ? "公司" : "我的地区", regions == nil ? "Company" : "My regions")
    let places = own.map { region in
      row("region:" + plan.catalogue.regions[region].code, plan.catalogue.regions[region].name, of: [region]) { $0.lies(in: [region]) }
    }.filter { $0.sales.actual > 0 || $0.finance?.actual ?? 0 > 0 }
    let people = authors.map { code in
      row("person:" + code, plan.catalogue.employees[code] ?? BilingualText(name: code), isPerson: true) {
        $0.author == code && $0.lies(in: regions)
      }
    }
    return [row("company", company, of: own) { $0.lies(in: regions) }] + places + people
  }

  /// Who made a sales forecast of one of the months.
  private var authors: [String] {
    Swift.Set(
      months.flatMap { month in
        plan.pastForecasts.all(.salesForecast, month: month).flatMap { made in
          made.figures.filter { $0.lies(in: regions) }.compactMap(\.author)
        }
      }
    ).sorted()
  }

  private func row(
    _ key: String, _ label: BilingualText, of places: [Int] = [], isPerson: Bool = false, counts: (PastForecasts.Figure) -> Bool
  ) -> Scorecard.Row {
    var (sales, finance, baseline, compared) = (Scorecard.Score(), Scorecard.Score(), Scorecard.Score(), Scorecard.Score())
    var submissions = Scorecard.Submissions()
    for month in months {
      let made = newest(.salesForecast, month, counts)
      if due.isAsked(for: month), !isPerson {
        for region in places { due.note(plan.catalogue.regions[region].code, month, &submissions) }
      } else {
        note(&submissions, month, counts)
      }
      let cells = amounts(made)
      add(cells, actuals(month, like: made), to: &sales)
      if !isPerson {
        let careful = newest(.financeForecast, month, counts)
        add(amounts(careful), actuals(month, like: careful), to: &finance)
      }
      // A baseline is nobody's: the same cells are looked up in it.
      let statistical = amounts(newest(.baseline, month) { $0.lies(in: regions) }).filter { cells[$0.key] != nil }
      let actual = actuals(month, like: made)
      for cell in statistical.keys.sorted(by: { Self.order($0) < Self.order($1) }) {
        add([cell: statistical[cell] ?? 0], actual, to: &baseline)
        add([cell: cells[cell] ?? 0], actual, to: &compared)
      }
    }
    return Scorecard.Row(
      key: key, label: label, sales: sales, finance: isPerson ? nil : finance, baseline: baseline, compared: compared,
      submissions: submissions)
  }

  private static func order(_ cell: Cell) -> (Int, Int, String) { (cell.region ?? -1, cell.item ?? -1, cell.family ?? "") }

  /// What was forecast for a month before it began, last.
  private func newest(_ source: ForecastSource, _ month: Month, _ counts: (PastForecasts.Figure) -> Bool) -> [PastForecasts.Figure] {
    for made in plan.pastForecasts.all(source, month: month).reversed() where made.madeOn < month.firstDay {
      let figures = made.figures.filter(counts)
      if !figures.isEmpty { return figures }
    }
    return []
  }

  private func note(_ submissions: inout Scorecard.Submissions, _ month: Month, _ counts: (PastForecasts.Figure) -> Bool) {
    let days = plan.pastForecasts.all(.salesForecast, month: month).filter { $0.figures.contains(where: counts) }.map(\.madeOn)
    submissions.note(days, from: month.adding(months: -1).firstDay, due: due.day(of: month), until: month.lastDay)
  }

  private func amounts(_ figures: [PastForecasts.Figure]) -> [Cell: Int64] {
    var cells: [Cell: Int64] = [:]
    for figure in figures {
      cells[Cell(item: figure.item, family: figure.item == nil ? figure.family : nil, region: figure.region), default: 0] +=
        figure.amount(inclusive: false) ?? 0
    }
    return cells
  }

  /// What came of the cells that were forecast, at their grain.
  private func actuals(_ month: Month, like figures: [PastForecasts.Figure]) -> [Cell: Int64] {
    guard let index = plan.history.index(of: month) else { return [:] }
    let wanted = Swift.Set(figures.map { Cell(item: $0.item, family: $0.item == nil ? $0.family : nil, region: $0.region) })
    var sums: [Cell: Int64] = [:]
    for (place, row) in plan.history.rows {
      let family = plan.catalogue.items[place.item].family
      for region in [place.region, nil] {
        for cell in [
          Cell(item: place.item, family: nil, region: region), Cell(item: nil, family: family, region: region),
          Cell(item: nil, family: nil, region: region),
        ] where wanted.contains(cell) {
          sums[cell, default: 0] += row.amountExclTax[index]
        }
      }
    }
    return sums
  }

  private func add(_ forecast: [Cell: Int64], _ actual: [Cell: Int64], to score: inout Scorecard.Score) {
    for (cell, amount) in forecast {
      score = score + Scorecard.Score(amount, actual: actual[cell] ?? 0)
    }
  }
}

extension Workspace {
  /// Months a scorecard covers.
  static let scoredMonths = 12

  /// 记分卡 of the last twelve closed months; somebody who is narrowed sees their regions and who forecast for them.
  ///
  /// - Throws: `StoreError`.
  public func scorecard(_ proof: Authorized<To.ViewPlan>) throws(StoreError) -> Scorecard {
    let due = ForecastDueDays(rhythm: rhythms.standing, calendar: planDays, cases: approvals.cases)
    let closed = (0..<Self.scoredMonths).reversed().map { plan.cutoff.adding(months: -$0) }.filter { plan.history.index(of: $0) != nil }
    let regions = plan.sight(of: proof.person).regionPositions(in: plan)
    let known = closed.filter { month in
      ForecastSource.allCases.contains { !plan.pastForecasts.all($0, month: month).isEmpty }
    }
    return Scorecard(
      months: known, rows: MeasureScorecard(plan: plan, months: known, regions: regions, due: due).rows(),
      overrides: try MeasureOverrides(workspace: self, months: closed, regions: regions).rows())
  }
}

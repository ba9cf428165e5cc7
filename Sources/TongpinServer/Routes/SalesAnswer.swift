// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import PlanningCycle
import SalesAnalytics

/// Rows of sales, beside an earlier period where one is asked for.
struct SalesAnswer: Sendable {
  typealias Comparison = SalesBeside
  typealias Alike = SalesAlike

  struct Row: Sendable {
    let keys: [SalesAnalysis.Key]
    let figures: [SalesFigure]
    /// Empty without a comparison; else one a measure.
    let base: [SalesFigure]
    let growth: [Growth]
    /// Empty where working days are not counted.
    let growthPerWorkday: [Growth]
  }

  struct Periods: Sendable {
    let current: ClosedRange<Day>
    let base: ClosedRange<Day>
    let isWhole: Bool
    /// nil where they are not counted.
    let workdays: (current: Int, base: Int)?
  }

  let question: SalesQuestion
  /// Below whose parents documents count.
  let hierarchy: SalesHierarchy
  let comparison: Comparison
  /// nil without a comparison, and where it has no earlier period.
  let periods: Periods?
  let rows: [Row]
  let total: Row
  let withoutCost: SalesAnalysis.WithoutCost
  let findings: [SalesFinding]
}

extension SalesAnswer {
  /// - Throws: as `Workspace.analyseSales`.
  init(
    _ proof: Authorized<To.ViewPlan>, _ question: SalesQuestion, _ comparison: Comparison, _ alike: Alike, _ hierarchy: SalesHierarchy,
    _ workspace: Workspace
  ) throws {
    self.hierarchy = hierarchy
    self.question = question
    self.comparison = comparison
    if let (kind, period) = SalesAnswer.asked(comparison, question),
      let compared = try workspace.compareSales(
        proof, question, kind, of: period, alike: alike == .days ? .days : .workdays, hierarchy: hierarchy)
    {
      let own = compared.periods
      periods = Periods(
        current: own.current, base: own.base, isWhole: own.isWhole, workdays: (own.currentWorkdays, own.baseWorkdays))
      func row(_ one: ComparedSales.Row) -> Row {
        Row(keys: one.keys, figures: one.current, base: one.base, growth: one.growth, growthPerWorkday: one.growthPerWorkday)
      }
      rows = compared.rows.map(row)
      total = row(compared.total)
      (withoutCost, findings) = try SalesAnswer.notes(proof, question, in: own.current, workspace)
      return
    }
    let now = try workspace.analyseSales(proof, question, hierarchy: hierarchy)
    (withoutCost, findings) = (now.withoutCost, now.findings)
    guard let base = SalesAnswer.before(comparison, question) else {
      periods = nil
      rows = now.rows.map { Row(keys: $0.keys, figures: $0.figures, base: [], growth: [], growthPerWorkday: []) }
      total = Row(keys: [], figures: now.total, base: [], growth: [], growthPerWorkday: [])
      return
    }
    // Several months that are no single period, against as many of them.
    let current = question.period.lowerBound...min(question.period.upperBound, question.asOf)
    var then = question
    (then.period, then.asOf) = (base, base.upperBound)
    let before = try workspace.analyseSales(proof, then, hierarchy: hierarchy)
    periods = Periods(current: current, base: base, isWhole: current == question.period, workdays: nil)
    (rows, total) = SalesAnswer.beside(now, before)
  }

  /// What is compared as one period: nil where nothing is, and where the days are not one period.
  private static func asked(_ comparison: Comparison, _ question: SalesQuestion) -> (SalesComparison, SalesPeriod)? {
    let last = question.period.upperBound
    switch comparison {
    case .none: return nil
    case .yearToDate: return (.yearToDate, .day(last))
    case .januaryFebruary: return (.januaryFebruary, .month(Month(year: last.year, month: 1)))
    case .festival: return (.aroundFestival, .year(last.year))
    case .year: return single(question).map { (.yearOnYear, $0) }
    case .previous: return single(question).map { (.previousPeriod, $0) }
    }
  }

  /// The day, week, month, quarter or year that the days of a question are, or are so far.
  private static func single(_ question: SalesQuestion) -> SalesPeriod? {
    let (first, last) = (question.period.lowerBound, question.period.upperBound)
    let month = first.monthOf
    let all: [SalesPeriod] = [
      .day(first), .week(Week(first)), .month(month), .quarter(Quarter(month)), .year(first.year),
    ]
    let begun = all.filter { $0.firstDay == first }
    return begun.first { $0.lastDay == last } ?? begun.first { last == question.asOf && $0.lastDay > last }
  }

  /// As many days earlier: a year, or just before.
  private static func before(_ comparison: Comparison, _ question: SalesQuestion) -> ClosedRange<Day>? {
    let first = question.period.lowerBound
    guard first <= question.asOf else { return nil }
    let last = min(question.period.upperBound, question.asOf)
    switch comparison {
    case .year: return yearBefore(first)...max(yearBefore(first), yearBefore(last))
    case .previous:
      let areMonths = first == first.monthOf.firstDay && last == last.monthOf.lastDay
      let months = first.monthOf.distance(to: last.monthOf) + 1
      let days = first.distance(to: last) + 1
      return areMonths
        ? first.monthOf.adding(months: -months).firstDay...first.adding(days: -1) : first.adding(days: -days)...first.adding(days: -1)
    default: return nil
    }
  }

  /// The end of a month lies at the end of the same month.
  private static func yearBefore(_ day: Day) -> Day {
    let month = day.monthOf.adding(months: -12)
    return day == day.monthOf.lastDay ? month.lastDay : month.firstDay.adding(days: min(day.dayOfMonth, month.dayCount) - 1)
  }

  /// Rows of either, the ones of now first.
  private static func beside(_ now: SalesAnalysis, _ before: SalesAnalysis) -> (rows: [Row], total: Row) {
    let measures = now.question.measures
    let nought = measures.map { measure -> SalesFigure in
      switch measure.unit {
      case .amount: measure.isAdditive ? .amount(0) : .notApplicable
      case .quantity: .quantity(0)
      case .count: .count(0)
      case .share, .days: .notApplicable
      }
    }
    func row(_ keys: [SalesAnalysis.Key], _ figures: [SalesFigure], _ base: [SalesFigure]) -> Row {
      let growth = measures.indices.map { Growth(figures[$0], against: base[$0], isResult: measures[$0].isResult) }
      return Row(keys: keys, figures: figures, base: base, growth: growth, growthPerWorkday: [])
    }
    let then = Dictionary(before.rows.map { ($0.keys, $0.figures) }, uniquingKeysWith: { first, _ in first })
    let known = Set(now.rows.map(\.keys))
    let rows =
      now.rows.map { row($0.keys, $0.figures, then[$0.keys] ?? nought) }
      + before.rows.filter { !known.contains($0.keys) }.map { row($0.keys, nought, $0.figures) }
    return (rows, row([], now.total, before.total))
  }

  private static func notes(
    _ proof: Authorized<To.ViewPlan>, _ question: SalesQuestion, in period: ClosedRange<Day>, _ workspace: Workspace
  ) throws -> (SalesAnalysis.WithoutCost, [SalesFinding]) {
    var ask = question
    (ask.dimensions, ask.period, ask.asOf) = ([], period, period.upperBound)
    let all = try workspace.analyseSales(proof, ask)
    return (all.withoutCost, all.findings)
  }
}

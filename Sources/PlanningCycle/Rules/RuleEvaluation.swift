// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning
import Quantities

/// Where a rule looks, without the figures: the same at every revision of a plan.
struct RuleTargets {
  let found: FoundFigure
  /// What the figure is a share of.
  let share: FoundFigure?
  /// Empty for a figure without time.
  let periods: [PlanPeriod]
  let places: [RulePlace]
  /// Positions of the measures that its hits rest on.
  let reads: Swift.Set<Int>

  /// nil for a rule without a figure, and where the plan has not what it asks for.
  init?(_ condition: RuleCondition, _ plan: PlanState, _ sight: PlanSight?, on today: Day) {
    guard let figure = condition.figure, let window = condition.window, let found = plan.ruleFigure(figure.name) else { return nil }
    var share: FoundFigure?
    if case .threshold(_, _, _, _, let name?) = condition {
      guard let other = plan.ruleFigure(name) else { return nil }
      share = other
    }
    let mayDivide = share.map { one in sight?.sees(one) ?? true } ?? true
    guard mayDivide, let places = try? plan.rulePlaces(figure, found, sight) else { return nil }
    self.found = found
    self.share = share
    self.places = places
    periods = window.periods(from: today, plan.calendar, found.axis)
    reads = plan.reads(found).union(share.map { plan.reads($0) } ?? [])
  }

  var cellCount: Int { places.count * max(1, periods.count) }
}

/// One rule on one plan, for one person or the company: everything it takes to look at a place of it.
struct RuleEvaluation {
  let rule: AlertRule
  let targets: RuleTargets
  let lens: RuleLens
  let today: Day
  let words: RuleWords

  var found: FoundFigure { targets.found }
  var share: FoundFigure? { targets.share }
  var periods: [PlanPeriod] { targets.periods }
  var places: [RulePlace] { targets.places }
  private var plan: PlanState { lens.plan }
  private var isWhole: Bool { rule.content.condition.window?.isWhole ?? false }

  /// What a place has to say now; the newest stretch of a month alone.
  func hits(at place: RulePlace) -> [Alert] {
    guard found.axis == .none || !periods.isEmpty else { return [] }
    let looked = look(at: place, periods)
    var known: Swift.Set<String> = []
    return RuleStretch.all(looked.excess, recovery: Double(rule.content.recovery) / 100)
      .map { alert(place, $0, looked) }
      .filter { known.insert($0.id).inserted }
  }

  /// Whether a place hits in a period by itself: what a look back asks. Deviations are measured against what was known before the period.
  func hits(at place: RulePlace, in period: PlanPeriod) -> Bool? {
    let looked = look(at: place, [period], before: period.begins)
    guard let excess = looked.excess.last, excess.isFinite else { return nil }
    return excess > 0
  }

  /// The figures of a place and how far each lies beyond the line.
  struct Look {
    /// A period that stands for the sum of several is the last of them.
    var periods: [PlanPeriod]
    var values: [Double]
    /// What they are compared with; empty for a number or a trend.
    var bases: [Double] = []
    var excess: [Double]
  }

  private func look(at place: RulePlace, _ periods: [PlanPeriod], before day: Day? = nil) -> Look {
    switch rule.content.condition {
    case .threshold(_, _, let side, let limit, _):
      let values = whole(self.values(place, periods))
      let line = limit.doubleValue
      return Look(
        periods: isWhole ? periods.suffix(1) : periods, values: values, excess: values.map { side == .below ? line - $0 : $0 - line })
    case .deviation(_, _, let base, let side, let percent, let amount):
      guard let measure = found.measure else { return Look(periods: [], values: [], excess: []) }
      let values = whole(self.values(place, periods))
      let bases = whole(lens.base(base, measure, place.coordinate, periods, before: day))
      let excess = zip(values, bases).map { Self.excess($0, $1, side, percent?.doubleValue, amount?.doubleValue) }
      return Look(periods: isWhole ? periods.suffix(1) : periods, values: values, bases: bases, excess: excess)
    case .trend(_, _, let side, let count, let percent):
      // The first of the window are compared with those before it.
      let earlier = (1...count).reversed().compactMap { periods.first?.shifted(back: $0) }
      let row = values(place, earlier + periods)
      let runs = Self.runs(row, side, percent.doubleValue).suffix(periods.count)
      return Look(
        periods: periods, values: Array(row.suffix(periods.count)), excess: runs.map { $0 >= count ? Double($0 - count + 1) : -.infinity })
    case .lateData, .missing: return Look(periods: [], values: [], excess: [])
    }
  }

  private func values(_ place: RulePlace, _ periods: [PlanPeriod]) -> [Double] {
    switch found.source {
    case .known(.stockCover): return [lens.stockCover(place.coordinate)]
    case .known(.overdue): return []
    case .measure(let measure, _):
      let values = lens.values(measure, place.coordinate, periods, in: plan.engine)
      guard let other = share?.measure else { return values }
      let bases = lens.values(other, place.coordinate, periods, in: plan.engine)
      return zip(values, bases).map { $1.isFinite && $1 != 0 ? $0 / $1 : .nan }
    }
  }

  /// The sum of all periods where the rule asks for it; what is not known adds nothing.
  private func whole(_ values: [Double]) -> [Double] {
    guard isWhole else { return values }
    let given = values.filter(\.isFinite)
    return [given.isEmpty ? .nan : given.reduce(0, +)]
  }

  /// How far a deviation lies beyond its lines, as a share of each; the lesser where both have to be passed.
  static func excess(_ value: Double, _ base: Double, _ side: RuleSide, _ percent: Double?, _ amount: Double?) -> Double {
    guard value.isFinite, base.isFinite else { return .nan }
    let change = side == .below ? base - value : side == .above ? value - base : (value - base).magnitude
    var excess = Double.infinity
    if let percent { excess = min(excess, base == 0 ? (change > 0 ? 1 : -1) : change / base.magnitude / percent - 1) }
    if let amount { excess = min(excess, change / amount - 1) }
    return excess.isFinite ? excess : .nan
  }

  /// By period how many times in a row the figure moved the way of the rule, each time by at least `step` of the one before.
  static func runs(_ values: [Double], _ side: RuleSide, _ step: Double) -> [Int] {
    var runs = [Int](repeating: 0, count: values.count)
    for index in values.indices.dropFirst() {
      let (before, now) = (values[index - 1], values[index])
      guard before.isFinite, now.isFinite else { continue }
      let change = side == .below ? before - now : now - before
      if change > 0, change >= step * before.magnitude { runs[index] = runs[index - 1] + 1 }
    }
    return runs
  }
}

extension PlanPeriod {
  /// So many periods of its length earlier; nil for what has no earlier one here.
  func shifted(back count: Int) -> PlanPeriod? {
    switch self {
    case .month(let month): .month(month.adding(months: -count))
    case .day(let day): .day(day.adding(days: -count))
    case .quarter, .year, .week: nil
    }
  }
}

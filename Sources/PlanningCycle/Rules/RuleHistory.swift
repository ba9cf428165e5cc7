// SPDX-License-Identifier: Apache-2.0
import Access
public import Calendars
import Planning

/// What a rule would have said of months that are closed.
public struct RuleHistory: Sendable {
  /// What the past is known from.
  public enum Basis: String, Sendable {
    /// Actual figures of each month, as they are known now.
    case actuals
    /// Actual figures against the sales forecast that was made before the month began.
    case forecasts
    /// When forms were handed in, since there is a plan calendar.
    case rounds
    /// Nothing is known of the past.
    case none
  }

  public let basis: Basis
  /// Why nothing is known; nil else.
  public let reason: BilingualText?
  /// Oldest first, with the places that would have hit.
  public let months: [(month: Month, hits: Int)]

  /// Months in which it would have said something.
  public var count: Int { months.count { $0.hits > 0 } }

  static func unknown(_ chinese: String, _ english: String) -> RuleHistory {
    RuleHistory(basis: .none, reason: BilingualText(chinese, english), months: [])
  }
}

extension Workspace {
  /// Months that a look back takes.
  static let historyMonths = 12

  /// Each closed month by itself, with its actual figures: what a plan said of it at the time is known of sales forecasts alone.
  func history(of rule: AlertRule, for person: Person) throws -> RuleHistory {
    switch rule.content.condition {
    case .lateData: return .unknown("过去每天有哪些数据没有保存", "which data there were on each past day is not kept")
    case .missing(let pattern, let days): return try roundHistory(pattern, days: days, for: person)
    case .threshold, .deviation, .trend: break
    }
    let sight = plan.sight(of: person)
    guard let targets = RuleTargets(rule.content.condition, plan, sight, on: planningDay), case .measure = targets.found.source else {
      return .unknown("这个指标只有现在的数，没有过去各月的数", "this figure is known as of now, not of past months")
    }
    guard targets.found.axis == .month else {
      return targets.found.axis == .day
        ? .unknown("按日的计划从截止月以后开始，过去每天的数没有保存", "days are planned from the last closed month on; those of the past are not kept")
        : .unknown("这个指标没有期间", "this figure has no periods")
    }
    if rule.content.condition.window?.isWhole == true {
      return .unknown("合计跨越多个月，不能逐月回看", "a sum over several months cannot be looked back at by month")
    }
    let first = max(plan.calendar.firstMonth, plan.cutoff.adding(months: 1 - Self.historyMonths))
    guard first <= plan.cutoff else { return .unknown("计划期里没有已结束的月份", "the plan has no closed month") }
    let evaluation = evaluation(of: rule, targets, plan, sight)
    let months = (first...plan.cutoff).map { month in
      (month: month, found: targets.places.map { evaluation.hits(at: $0, in: .month(month)) })
    }
    // A figure that is nought in every closed month is one of the plan alone.
    guard months.contains(where: { $0.found.contains { $0 != nil } }), hasPast(evaluation, first...plan.cutoff) else {
      return .unknown("这个指标（或比较的数）只在以后的月份有，过去无从知道", "this figure, or what it is compared with, exists for months to come alone")
    }
    var basis = RuleHistory.Basis.actuals
    if case .deviation(_, _, .lastForecast, _, _, _) = rule.content.condition { basis = .forecasts }
    return RuleHistory(basis: basis, reason: nil, months: months.map { ($0.month, $0.found.count { $0 == true }) })
  }

  private func hasPast(_ evaluation: RuleEvaluation, _ months: ClosedRange<Month>) -> Bool {
    guard let measure = evaluation.found.measure else { return false }
    let periods = months.map { PlanPeriod.month($0) }
    return evaluation.places.contains { place in
      evaluation.lens.values(measure, place.coordinate, periods, in: plan.engine).contains { $0.isFinite && $0 != 0 }
    }
  }

  private func roundHistory(_ pattern: String, days: Int, for person: Person) throws -> RuleHistory {
    guard let rhythm = rhythms.standing else { return .unknown("还没有设定计划日历", "no plan calendar is set yet") }
    let board = PlanBoard(self, rhythm, try store.people())
    let last = planningDay.monthOf.adding(months: -1)
    let rounds = rhythm.rounds(last.adding(months: 1 - Self.historyMonths)...last, planDays).filter { $0.closesOn < planningDay }
    guard !rounds.isEmpty else { return .unknown("计划日历开始以来还没有结束的轮次", "no round has ended since the plan calendar began") }
    var hits: [Month: Int] = [:]
    for round in rounds {
      hits[round.month, default: 0] += forms(of: round).count { form in
        form.matches(pattern) && sees(person, form) && board.late(board.standing(form, in: round), round) > days
      }
    }
    return RuleHistory(basis: .rounds, reason: nil, months: hits.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// The stretch of time that paths cover: 26 weeks from the planning day, and the months that end within them.
struct PathHorizon: Sendable {
  static let weekCount = 26

  /// The plan with fewer months: from the December before the cutoff's year (taxes count from January, and its
  /// wages are those of December) to a little beyond the last week, because
  /// what is released within the horizon may be due behind it.
  let calendar: PlanCalendar
  let planningDay: Day
  /// Positions on the day axis, of this calendar and of the whole plan's alike.
  let weeks: [Range<Int>]
  /// Whole months after the cutoff.
  let months: [Month]
  /// Months after the cutoff in which forecasts may err: those of `weeks`.
  let stepCount: Int

  /// - Parameter makingDays: the longest time to make an item, working days; every level of the bill of materials takes as long.
  init(of plan: PlanCalendar, planningDay: Day, makingDays: Double) throws(PlanningError) {
    self.planningDay = planningDay
    let start = max(0, plan.firstDay.distance(to: planningDay))
    weeks = (0..<Self.weekCount).compactMap { week in
      let lower = start + week * 7
      return lower + 7 <= plan.dayCount ? lower..<(lower + 7) : nil
    }
    let lastDay = plan.day(at: max(0, (weeks.last?.upperBound ?? 1) - 1))
    let levels = 3.0
    let margin = 1 + Int((max(0, makingDays) * levels / 21).rounded(.up))
    let lastMonth = min(plan.lastMonth, lastDay.monthOf.adding(months: min(margin, 6)))
    calendar = try PlanCalendar(
      firstMonth: max(plan.firstMonth, Month(year: plan.cutoff.year, month: 1).adding(months: -1)), lastMonth: lastMonth,
      cutoff: plan.cutoff,
      fiscalYearStart: plan.fiscalYearStart)
    let next = plan.cutoff.adding(months: 1)
    months = next.lastDay <= lastDay ? (next...lastDay.monthOf).filter { $0.lastDay <= lastDay } : []
    stepCount = plan.cutoff.distance(to: lastDay.monthOf)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// November 2026: its 15th workday is Friday the 20th, its 16th Monday the 23rd, which is today.
/// Sees: a form that is asked for twice, one that is late and not said so, a second life beside that of approvals, reminders without end.
/// Does not see: what the screen shows.
@Suite struct PlanCalendarStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let manager: Person
  private let director: Person
  private let zhou: Person
  private let zhao: Person
  private let boss: Person

  init() throws {
    let company = try SmallCompany(extra: [Self.october])
    manager = try company.join("qin", .regionalManager, Scope("territory", in: ["EAST"]))
    director = try company.join("xu", .salesDirector)
    zhou = try company.join("zhou", .financeDirector)
    zhao = try company.join("zhao", .purchasingManager)
    boss = try company.join("wang", .generalManager)
    self.company = company
  }

  /// What sales said of October in time.
  private static let october = SmallCompanyFacts.table(
    .salesForecasts,
    [
      [
        "made_on": .day(day("2026-09-25")), "source": "销售", "month": .month(month("2026-10")), "family": "风扇",
        "amount_incl_tax": .number(15_000_000),
      ]
    ])

  private func set(_ rhythm: PlanRhythm) throws {
    _ = try workspace.setRhythm(try Access.authorize(boss, to: To.Approve.self), rhythm, context: company.context(boss))
  }

  private func forecasts(on workday: Int, since: String = "2026-11", before: Int = 2, after: Int = 1, owners: [String: String] = [:]) throws
  {
    try set(
      PlanRhythm(
        since: month(since), forecast: workday, reforecast: nil, budget: nil, remindBefore: before, escalateAfter: after, owners: owners))
  }

  private func view(as person: Person, of other: Workspace? = nil) throws -> PlanCalendarView {
    try (other ?? workspace).planCalendar(try Access.authorize(person, to: To.ViewPlan.self))
  }

  private func form(_ key: String, _ round: String = "forecast-2026-11", of other: Workspace? = nil) throws -> PlanCalendarView.Form? {
    try view(as: boss, of: other).rounds.first { $0.id == round }?.forms.first { $0.key == key }
  }

  private func handIn(_ region: String = "EAST", as person: Person? = nil) throws {
    let person = person ?? manager
    _ = try workspace.submitForecast(
      try Access.authorize(person, to: To.EditForecast.self), region: region, context: company.context(person))
  }

  private func titles(_ person: Person) throws -> [String] { try view(as: person).todos.map(\.title.chinese) }

  @Test("due days are workdays of China: counted from the first or the last, around the holidays, and never past the month")
  func dueDays() throws {
    let china = WorkingDays.china
    #expect(PlanRhythm.day(15, of: month("2026-11"), china) == day("2026-11-20"))
    #expect(PlanRhythm.day(16, of: month("2026-11"), china) == day("2026-11-23"))
    #expect(PlanRhythm.day(-1, of: month("2026-11"), china) == day("2026-11-30"))
    #expect(PlanRhythm.day(1, of: month("2026-10"), china) == day("2026-10-08"), "after the National Day holiday")
    #expect(PlanRhythm.day(30, of: month("2026-11"), china) == day("2026-11-30"))
    let round = PlanRound(kind: .forecast, month: month("2026-11"), workday: 15, due: day("2026-11-20"))
    #expect(["2026-11-20", "2026-11-21", "2026-11-23", "2026-11-24"].map { round.late(on: day($0), china) } == [0, 1, 1, 2])
  }

  @Test("before it is set there is nothing; then each region is asked for its forecast, and its life is that of the approval it is in")
  func oneLife() throws {
    #expect(try view(as: boss).rhythm == nil && view(as: boss).rounds.isEmpty)
    try forecasts(on: 16)
    #expect(try view(as: boss).rounds.map(\.id) == ["forecast-2026-11", "forecast-2026-12", "forecast-2027-01", "forecast-2027-02"])
    let before = try #require(try form("forecast:EAST"))
    #expect(before.state == .notStarted && before.late == 0 && before.next.map(\.person.chinese) == ["qin"])
    #expect(try form("forecast:SOUTH")?.owner?.chinese == "xu", "a region without a manager is the sales director's")
    try handIn()
    let submitted = try #require(try form("forecast:EAST"))
    #expect(submitted.state == .submitted && submitted.handedInOn == SmallCompany.today && submitted.late == 0)
    #expect(submitted.next.map(\.person.chinese).sorted() == ["zhao", "zhou"], "finance and supply must act")
    try company.approve(as: zhou)
    #expect(try form("forecast:EAST")?.next.map(\.person.chinese) == ["zhao"])
    try company.approve(as: zhao)
    let approved = try #require(try form("forecast:EAST"))
    #expect(approved.state == .approved && approved.next.isEmpty)
    let round = try #require(try view(as: boss).rounds.first)
    #expect([round.handedIn, round.approved, round.overdue, round.forms.count] == [1, 1, 0, 2])
    let again = try company.restarted()
    #expect(try form("forecast:EAST", of: again)?.state == .approved && form("forecast:EAST", of: again)?.handedInOn == SmallCompany.today)
  }

  @Test("what was sent back is a draft again and not handed in; handed in late, it stays late by its workdays")
  func sentBack() throws {
    try forecasts(on: 13)
    try handIn()
    #expect(try form("forecast:EAST")?.late == 3 && form("forecast:SOUTH")?.late == 3)
    #expect(try view(as: boss).rounds[0].late == 1 && view(as: boss).rounds[0].overdue == 1)
    let waiting = try #require(try company.waiting(for: zhou))
    _ = try workspace.takeApprovalStep(
      try Access.authorize(zhou, to: To.ViewPlan.self), waiting.id, .sendBack(task: try #require(waiting.task?.id), to: nil),
      context: company.context(zhou))
    let back = try #require(try form("forecast:EAST"))
    #expect(back.state == .draft && back.handedInOn == nil && back.next.map(\.person.chinese) == ["qin"] && back.approval == waiting.id)
  }

  @Test("reminders: some workdays before, on the day, when late, then to the superior; each once while nothing changed")
  func reminders() throws {
    try forecasts(on: 18)
    #expect(try workspace.remindOfRounds() == 2 && titles(manager) == ["提报：华东"] && titles(director) == ["提报：华南"])
    #expect(try workspace.remindOfRounds() == 0 && workspace.remindOfRounds() == 0, "the same day brings nothing new")
    try forecasts(on: 16)
    #expect(try workspace.remindOfRounds() == 2, "another due day is something new")
    try forecasts(on: 15)
    #expect(try workspace.remindOfRounds() == 4, "late: whoever hands it in, and who stands above")
    let above = try view(as: director).todos
    #expect(try above.map(\.link) == ["#/forecast?region=SOUTH", "#/calendar?round=forecast-2026-11"] && titles(manager).count == 1)
    #expect(above.map(\.title.chinese).sorted() == ["催办：华东还没有提报", "提报：华南"] && above.allSatisfy(\.isOverdue))
    #expect(above.contains { $0.detail.chinese.contains("已逾期 1 个工作日") && $0.detail.english.contains("1 workday late") })
    #expect(try titles(boss) == ["催办：华南还没有提报"])
    let revision = workspace.revision
    let again = try company.restarted()
    #expect(try again.remindOfRounds() == 0 && again.revision == revision, "a restart repeats nothing")
    #expect(try form("forecast:EAST")?.remindedOn == SmallCompany.today)
    try handIn()
    #expect(try titles(manager).isEmpty && titles(director) == ["提报：华南"], "handed in, it is nobody's to do any more")
    #expect(
      try workspace.overview(try Access.authorize(director, to: To.ViewPlan.self), grain: .month, period: nil, inclusive: false)
        .todos.contains { $0.kind == "calendar" })
  }

  @Test("too early nobody is reminded; after three workdays, when it is so set, the superior hears of it")
  func patience() throws {
    try forecasts(on: -1)
    #expect(try workspace.remindOfRounds() == 0)
    try forecasts(on: 15, after: 3)
    #expect(try workspace.remindOfRounds() == 2 && titles(boss).isEmpty)
    try forecasts(on: 13, after: 3, owners: ["forecast:EAST": "zhao"])
    #expect(try workspace.remindOfRounds() == 4 && titles(zhao) == ["提报：华东"] && titles(manager).isEmpty)
  }

  @Test("next year's budget is asked for form by form; one that is approved is done, whichever way it was")
  func budgets() throws {
    try company.decidesAlone()
    try set(PlanRhythm(since: month("2026-01"), forecast: nil, reforecast: -5, budget: .init(month: 11, workday: 15)))
    let rounds = try view(as: boss).rounds
    #expect(rounds.map(\.id) == ["reforecast-2026-09", "budget-2026-11", "reforecast-2026-12"])
    #expect(rounds[1].label.chinese == "2027年 年度预算" && rounds[1].forms.count == BudgetForm.all.count)
    #expect(rounds[1].forms.allSatisfy { $0.late == 1 && $0.state != .approved } && rounds[2].forms.map(\.key) == ["forecast:ALL"])
    let seen = try workspace.budgetForm(try Access.authorize(boss, to: To.ViewPlan.self), "sales", period: "2027")
    _ = try workspace.approveBudget(
      try Access.authorize(boss, to: To.Approve.self), form: "sales", year: 2027, basis: .forecast,
      content: try #require(seen.contents?.forecast), limits: BudgetLimits(nil), context: company.context(boss))
    let sales = try #require(try form("budget:sales", "budget-2026-11"))
    #expect(sales.state == .approved && sales.isHandedIn && sales.next.isEmpty)
    #expect(try form("budget:materials", "budget-2026-11")?.owner?.chinese == "zhao")
  }

  @Test("a regional manager sees their region; every reason comes at once; the calendar is set by who may, and taken back")
  func rights() throws {
    try forecasts(on: 15)
    #expect(try view(as: manager).rounds[0].forms.map(\.key) == ["forecast:EAST"] && view(as: manager).people.isEmpty)
    #expect(try !view(as: manager).mayEdit && (failure { try Access.authorize(manager, to: To.Approve.self) } as? AccessError) != nil)
    let wrong = PlanRhythm(
      since: month("2024-01"), forecast: 0, reforecast: 40, budget: .init(month: 13, workday: 3), remindBefore: -1, escalateAfter: 99,
      owners: ["forecast:MOON": "ghost"])
    let error = try #require(failure { try set(wrong) } as? CycleError)
    #expect(error.code == .calendarRefused)
    for word in ["2024-01", "工作日 0", "工作日 40", "月份 13", "提前提醒", "上报上级", "MOON", "ghost"] {
      #expect(error.detail.chinese.contains(word), "\(word)")
    }
    _ = try company.undo(as: boss)
    #expect(try view(as: boss).rhythm == nil)
  }

  @Test("timeliness in the scorecard is held against the due days from the calendar's first month on")
  func scorecard() throws {
    func submissions(_ key: String) throws -> Scorecard.Submissions? {
      try workspace.scorecard(try Access.authorize(boss, to: To.ViewPlan.self)).rows.first { $0.key == key }?.submissions
    }
    let made = [day("2026-10-12"), day("2026-11-23")]
    var counted = Scorecard.Submissions()
    counted.note(made, from: day("2026-10-01"), due: day("2026-10-15"), until: day("2026-11-30"))
    counted.note(made, from: day("2026-11-01"), due: day("2026-11-20"), until: day("2026-12-31"))
    counted.note([], from: day("2026-11-01"), due: day("2026-11-20"), until: day("2026-12-31"))
    #expect([counted.onTime, counted.late, counted.missing] == [1, 1, 1])
    try forecasts(on: 15, since: "2026-11")
    try handIn()
    let due = ForecastDueDays(rhythm: workspace.rhythms.standing, calendar: .china, cases: workspace.approvals.cases)
    #expect(!due.isAsked(for: month("2026-11")) && due.day(of: month("2026-11")) == day("2026-10-31"))
    #expect(due.isAsked(for: month("2026-12")) && due.day(of: month("2026-12")) == day("2026-11-20"))
    var east = Scorecard.Submissions()
    due.note("EAST", month("2026-12"), &east)
    due.note("SOUTH", month("2026-12"), &east)
    #expect([east.onTime, east.late, east.missing] == [0, 1, 1])
    let before = try #require(try submissions("company"))
    #expect([before.onTime, before.late, before.missing] == [1, 0, 0], "before the calendar, by the day it was made")
    try forecasts(on: 15, since: "2025-11")
    let after = try #require(try submissions("company"))
    #expect([after.onTime, after.late, after.missing] == [0, 0, 2], "since then, each region by what it handed in")
  }
}

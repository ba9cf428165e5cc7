// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Departments hand their lines of next year's expenses in; a forecast comes by file.
/// Sees: a head who sees or hands in another department, figures that moved and are not said to have, a part that lives on beside its approved
/// form, a file that nobody handed in.
/// Does not see: what the screens show.
@Suite struct DepartmentPartStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let head: Person
  private let director: Person
  private let boss: Person

  init() throws {
    let company = try SmallCompany(facts: BudgetCompany.facts)
    head = try company.join("fang", .departmentHead, Scope("department", in: ["D02"]))
    director = try company.join("xu", .salesDirector)
    boss = try company.join("wang", .generalManager)
    self.company = company
  }

  private func ask(departments: Bool = true, forecast: Int? = nil, owners: [String: String] = [:]) throws {
    _ = try workspace.setRhythm(
      try Access.authorize(boss, to: To.Approve.self),
      PlanRhythm(
        since: month("2026-11"), forecast: forecast, reforecast: nil, budget: .init(month: 11, workday: 15), asksDepartments: departments,
        owners: owners),
      context: company.context(boss))
  }

  private func form(_ department: String = "D02", as person: Person? = nil, of other: Workspace? = nil) throws -> PlanCalendarView.Form? {
    try (other ?? workspace).planCalendar(try Access.authorize(person ?? boss, to: To.ViewPlan.self)).rounds
      .first { $0.id == "budget-2026-11" }?.forms.first { $0.key == "budget:selling/\(department)" }
  }

  private func part(_ department: String = "D02", as person: Person? = nil) throws -> BudgetFormView.Part? {
    try workspace.budgetForm(try Access.authorize(person ?? boss, to: To.ViewPlan.self), "selling", period: "2027").parts
      .first { $0.department == department }
  }

  private func handIn(_ department: String = "D02", as person: Person? = nil, seen: String? = nil) throws {
    let person = person ?? head
    let content = try seen ?? part(department, as: person)?.content ?? ""
    _ = try workspace.handInPart(
      try Access.authorize(person, to: To.EditBudget.self), form: "selling", year: 2027, department: department, content: content,
      context: company.context(person))
  }

  @Test("each department of a form of expenses is asked, its head owes it, and a head sees the own one alone")
  func asked() throws {
    try ask(departments: false)
    #expect(try form() == nil)
    try ask()
    let own = try #require(try form())
    #expect(own.owner?.chinese == "fang" && own.state == .notStarted && own.late == 1 && own.next.map(\.person.chinese) == ["fang"])
    #expect(own.label.chinese == "销售费用预算：销售一部" && own.link.hasSuffix("department=D02"))
    #expect(try form("D03")?.owner?.chinese == "xu", "whoever answers for the form, where a department has no head")
    let seen = try workspace.planCalendar(try Access.authorize(head, to: To.ViewPlan.self)).rounds.flatMap(\.forms)
    #expect(seen.map(\.key) == ["budget:selling/D02"])
    _ = try workspace.remindOfRounds()
    let todos = try workspace.planCalendar(try Access.authorize(head, to: To.ViewPlan.self)).todos
    #expect(todos.map(\.title.chinese) == ["提报：销售费用预算：销售一部"])
    try ask(owners: ["budget:selling/D03": "fang"])
    #expect(try form("D03")?.owner?.chinese == "fang")
  }

  @Test("handed in, it is so until the form is approved; what moves afterwards is said to have moved, and a restart finds it so")
  func life() throws {
    try company.decidesAlone()
    try ask()
    try handIn()
    let done = try #require(try form())
    #expect(done.state == .submitted && done.handedInOn == SmallCompany.today && done.next.isEmpty && !done.hasMoved)
    #expect(try part()?.handedIn?.by.chinese == "fang" && part()?.hasMoved == false && part("D03")?.handedIn == nil)
    #expect(try form(of: company.restarted())?.state == .submitted)
    try company.edit("fixed_expense|Department=D02@2027-03", "99000", as: boss)
    let moved = try #require(try part())
    #expect(moved.hasMoved && moved.figure != moved.handedIn?.figure)
    #expect(try form()?.hasMoved == true && form()?.next.map(\.person.chinese) == ["fang"])
    try handIn()
    #expect(try part()?.hasMoved == false)
    _ = try company.undo(as: head)
    #expect(try part()?.hasMoved == true, "the one before stands again")
    let seen = try workspace.budgetForm(try Access.authorize(boss, to: To.ViewPlan.self), "selling", period: "2027")
    _ = try workspace.approveBudget(
      try Access.authorize(boss, to: To.Approve.self), form: "selling", year: 2027, basis: .budget,
      content: try #require(seen.contents?.budget), limits: BudgetLimits(nil), context: company.context(boss))
    #expect(try form()?.state == .approved && form()?.hasMoved == false && part()?.mayHandIn == false)
    #expect((failure { try handIn(seen: "00") } as? CycleError)?.code == .budgetPartClosed)
    #expect((failure { try company.undo(as: head) } as? CycleError)?.code == .budgetPartClosed)
  }

  @Test("nobody hands another department in, nor figures that were not seen, nor a department that the form does not have")
  func refused() throws {
    #expect((failure { try handIn("D03", seen: "00") } as? AccessError)?.code == .outsideScope)
    #expect(try part("D03", as: head) == nil)
    #expect((failure { try handIn(seen: "00") } as? CycleError)?.code == .budgetChanged)
    #expect((failure { try handIn("D04", as: boss, seen: "00") } as? CycleError)?.code == .budgetFormNotKnown)
    let auditor = try company.join("shen", .auditor)
    #expect((failure { try Access.authorize(auditor, to: To.EditBudget.self) } as? AccessError)?.code == .permissionMissing)
    let before = try #require(try part()?.content)
    try company.edit("fixed_expense|Department=D02@2027-03", "99000", as: boss)
    #expect((failure { try handIn(seen: before) } as? CycleError)?.code == .budgetChanged)
  }

  @Test("a forecast of months to come that came by file is handed in by whoever imported it, on the day it came")
  func imported() throws {
    try ask(forecast: 15)
    func forecast() throws -> PlanCalendarView.Form? {
      try workspace.planCalendar(try Access.authorize(boss, to: To.ViewPlan.self)).rounds
        .first { $0.id == "forecast-2026-11" }?.forms.first { $0.key == "forecast:EAST" }
    }
    func bring(_ month: String, _ source: FactValue) throws {
      let table = SmallCompanyFacts.table(
        .salesForecasts,
        [
          [
            "made_on": .day(day("2026-11-19")), "source": source, "month": .month(PlanningCycleTests.month(month)), "family": "风扇",
            "territory": "EAST", "amount_incl_tax": SmallCompanyFacts.yuan(150_000),
          ]
        ])
      _ = try workspace.record(
        try Access.authorize(director, to: To.ImportFacts.self),
        FactFileReading(
          table: table, rowsRead: 1, rejected: 0, encoding: "UTF-8", headerLine: 1, findings: [], findingsTotal: 0),
        fileName: "预测.xlsx", fileBytes: nil, key: "forecast-\(month)-\(source)")
    }
    try bring("2026-11", "销售")
    #expect(try forecast()?.isHandedIn == false, "the month that runs is no month to come")
    try bring("2026-12", "财务")
    #expect(try forecast()?.isHandedIn == false, "what finance expects hands nothing in for sales")
    try bring("2026-12", "销售")
    let found = try #require(try forecast())
    #expect(found.state == .submitted && found.importedBy?.chinese == "xu" && found.next.isEmpty)
    #expect(found.handedInOn == workspace.environment.now().civilDay)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: a meeting that forgets what moved since the last one, a decision without an owner, figures and changes told to who may not see them.
/// Does not see: the screen, whether a decision is a good one.
@Suite struct MeetingStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let chen = SmallCompany.chen
  private let wang = SmallCompany.wang
  private let li = SmallCompany.li

  init() throws {
    company = try SmallCompany(facts: SmallCompanyFacts.all, extra: [Self.stages])
    for person in [chen, wang, li] {
      _ = try company.store.add(
        NewPerson(login: person.login, name: person.name, passwordHash: "x", role: person.role.rawValue, scope: person.scope.storedText),
        for: EventDraft(kind: "person.added", actor: .system, idempotencyKey: "person-\(person.login)"), at: workspace.environment.now())
    }
  }

  /// What a file says of the last days: the second deal put off by a month.
  private static let stages = SmallCompanyFacts.table(
    .dealStages,
    [("D-2", "线索", "2026-10-01", "2027-01-20"), ("D-2", "报价", "2026-11-20", "2027-02-20")].map { deal, stage, on, closes in
      ["deal": .text(deal), "stage": .text(stage), "entered_on": .day(day(on)), "closes_on": .day(day(closes))]
    })

  private func view(as person: Person? = nil, of other: Workspace? = nil) throws -> MeetingView {
    try (other ?? workspace).meeting(try Access.authorize(person ?? wang, to: To.ViewPlan.self))
  }

  private func decide(_ words: String, owner: String, due: String, as person: Person? = nil) throws -> CommandOutcome {
    try workspace.decideInMeeting(
      try Access.authorize(person ?? wang, to: To.Approve.self), words: words, owner: owner, due: day(due),
      context: company.context(person ?? wang))
  }

  private func hold(as person: Person? = nil) throws -> CommandOutcome {
    try workspace.holdMeeting(try Access.authorize(person ?? wang, to: To.Approve.self), context: company.context(person ?? wang))
  }

  private func deal(_ code: String, _ change: DealChange) throws {
    _ = try workspace.updateDeal(
      try Access.authorize(chen, to: To.EditDeal.self), code: code, version: nil, change: change, context: company.context(chen))
  }

  @Test(
    "Before the first meeting a week is looked back on: what a file said of deals, what people changed; then the meeting is closed, and begins anew"
  )
  func sinceLast() throws {
    let first = try view()
    #expect(first.since == day("2026-11-16") && first.lastAt == nil && first.changes.isEmpty)
    #expect(first.deals.map(\.code) == ["D-2"] && first.deals[0].move == .slipped)
    #expect(first.deals[0].from == day("2027-01-20") && first.deals[0].to == day("2027-02-20"))
    try deal("D-1", DealChange(closesOn: day("2026-12-28")))
    let moved = try view()
    #expect(moved.deals.map(\.code) == ["D-1", "D-2"], "the larger one first")
    #expect(moved.changes.map(\.by.chinese) == ["陈"] && moved.changes[0].label.chinese.contains("项目 D-1"))
    _ = try hold()
    let after = try view()
    #expect(after.deals.isEmpty && after.changes.isEmpty && after.since == SmallCompany.today && after.lastBy?.chinese == "王")
    #expect(after.figures.allSatisfy { $0.before == $0.now }, "nothing moved since")
    try deal("D-1", DealChange(stage: "赢单"))
    #expect(try view().deals.map(\.move) == [.won])
    try deal("D-2", DealChange(stage: "输单"))
    let decided = try view()
    #expect(decided.deals.map(\.move) == [.won, .lost])
    #expect(decided.figures.contains { $0.now != $0.before }, "the forecast moved with the deals")
    #expect(decided.figures.map(\.before) == after.figures.map(\.now))
    let again = try company.restarted()
    #expect(try view(of: again).deals.map(\.code) == decided.deals.map(\.code) && view(of: again).lastAt == after.lastAt)
  }

  @Test("What is put off and brought back has not slipped")
  func broughtBack() throws {
    _ = try hold()
    try deal("D-1", DealChange(closesOn: day("2027-03-10")))
    #expect(try view().deals.map(\.move) == [.slipped])
    _ = try company.undo(as: chen)
    #expect(try view().deals.isEmpty && view().changeCount == 2, "both changes are told")
  }

  @Test("Forecast stands beside the budget by month and region; regions add up to their months")
  func forecastAgainstBudget() throws {
    let meeting = try view()
    #expect(meeting.months.map(\.key) == ["2026-11", "2026-12", "2027-01"] && meeting.regions.map(\.key) == ["EAST", "SOUTH"])
    #expect(meeting.months[0].budget == 14_700_100 && meeting.months[0].difference == meeting.months[0].forecast.map { $0 - 14_700_100 })
    let months = meeting.months.compactMap(\.forecast).reduce(0, +)
    let regions = meeting.regions.compactMap(\.forecast).reduce(0, +)
    #expect(months > 0 && (months - regions).magnitude <= 12, "each item's amount is rounded once")
    #expect(meeting.figures.last?.key == "cash" && meeting.figures.last?.now != nil)
  }

  @Test("A decision has words, an owner and a day; it stays on the page until it is done, and once more at the meeting after")
  func decisions() throws {
    let error = try #require(failure { try decide("", owner: "ghost", due: "2026-11-01") } as? CycleError)
    #expect(error.code == .meetingRefused && ["没有写", "ghost", "2026-11-01"].allSatisfy { error.detail.chinese.contains($0) })
    let event = try decide("华东下调 12 月预测", owner: "li", due: "2026-11-30").event
    _ = try hold()
    #expect(try view().decisions.map(\.event) == [event] && view().decisions[0].owner.chinese == "李" && view().decisions[0].mayMark)
    #expect(try view(as: li).decisions.map(\.mayMark) == [true] && view(as: li).changes.isEmpty && !view(as: li).mayDecide)
    _ = try workspace.markDecision(try Access.authorize(li, to: To.ViewPlan.self), event, isDone: true, context: company.context(li))
    #expect(try view().decisions.map(\.isDone) == [true])
    _ = try hold()
    #expect(try view().decisions.isEmpty)
    _ = try company.undo(as: wang)
    #expect(try view().decisions.count == 1, "the meeting is open again")
  }

  @Test("A regional manager sees their region and hears of nobody else's deals or changes; they close no meeting")
  func narrowed() throws {
    try deal("D-1", DealChange(closesOn: day("2027-03-10")))
    let south = Person(id: 9, login: "qian", name: "钱", title: "华南区域经理", role: .regionalManager, scope: Scope("territory", in: ["SOUTH"]))
    let own = try view(as: south)
    #expect(own.deals.isEmpty && own.changes.isEmpty && own.changeCount == 0 && own.people.isEmpty && own.openProposals == nil)
    #expect(own.regions.map(\.key) == ["SOUTH"] && !own.figures.contains { $0.key == "cash" })
    #expect(own.months.map(\.forecast) != (try view().months.map(\.forecast)))
    #expect((failure { try hold(as: south) } as? AccessError)?.code == .permissionMissing)
    #expect((failure { try decide("x", owner: "li", due: "2026-12-01", as: li) } as? AccessError)?.code == .permissionMissing)
  }
}

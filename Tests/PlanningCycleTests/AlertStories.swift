// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: a transition that is written down twice or not at all, a reopened company that remembers otherwise, a telling that breaks the budget or goes to
/// who may not see it. Does not see: the screen; how a message leaves the house.
@Suite("The life of an alert in a company")
struct AlertStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }

  init() throws { company = try SmallCompany() }

  private func minimum(_ yuan: Int) throws { try company.edit("minimum_cash", "\(yuan)") }

  private func events(after event: Int64) throws -> [Event] { try company.store.events(after: event, limit: 100) }

  private func log(_ person: Person = SmallCompany.wang) throws -> [AlertLogEntry] {
    workspace.alertLog(try Access.authorize(person, to: To.ViewPlan.self)).entries
  }

  private func alert(_ id: String, _ person: Person = SmallCompany.wang) throws -> Alert? {
    workspace.alerts(try Access.authorize(person, to: To.ViewPlan.self)).first { $0.id == id }
  }

  /// What somebody was told so far.
  private func tellings(to person: Person) throws -> [Telling] {
    try company.store.events(after: 0, limit: 1_000).filter { $0.kind == AlertLedger.told }.flatMap {
      workspace.tellings(of: $0, to: person)
    }
  }

  private func isSame(_ other: Workspace) -> Bool { other.ledgers.alerts == workspace.ledgers.alerts }

  @Test("a change that moves alerts is followed by one event with all of them; one that moves none by nothing")
  func oneEvent() throws {
    let head = workspace.revision
    try minimum(900_000_000)
    #expect(try events(after: head).map(\.kind) == ["cells.edited", "alerts.changed"])
    let line = try #require(try log().first)
    #expect(line.kind == .raised && line.alert.id == "cash-shortfall" && line.cause?.event == head + 1 && line.cause?.login == "wang")
    try minimum(910_000_000)
    #expect(try events(after: head + 2).map(\.kind) == ["cells.edited"])
    try minimum(1_100_000_000)
    #expect(try log().first?.kind == .worse && alert("cash-shortfall")?.standing.state == .worse)
    #expect(isSame(try company.restarted()), "opened again it is the same")
    #expect(try log(SmallCompany.li).isEmpty, "who may not see cash reads nothing of it")
  }

  @Test("gone for a day it is over; then it is a new one, for who took note as well")
  func over() throws {
    try minimum(900_000_000)
    _ = try workspace.acknowledge(
      try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self), alert: "cash-shortfall", isAcknowledged: true,
      context: company.context(SmallCompany.wang))
    for _ in 0..<3 {
      try minimum(0)
      try minimum(900_000_000)
    }
    #expect(try log().filter { $0.alert.id == "cash-shortfall" }.count == 1 && alert("cash-shortfall")?.isAcknowledged == true)
    try minimum(0)
    for _ in 0..<2 {
      company.clock.pass(days: 1)
      try workspace.passAlerts()
    }
    #expect(try log().first?.kind == .recovered)
    #expect(try log().first?.alert.title.chinese.contains("资金缺口") == true, "with the words it had")
    try minimum(900_000_000)
    #expect(try log().first?.kind == .raised && alert("cash-shortfall")?.isAcknowledged == false)
    #expect(isSame(try company.restarted()))
  }

  @Test("put off until a day it is aside until then; a day that is past, or a year and more away, is refused")
  func snooze() throws {
    try minimum(900_000_000)
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self)
    func snooze(_ days: Int) throws -> CommandOutcome {
      try workspace.snooze(
        proof, alert: "cash-shortfall", until: SmallCompany.today.adding(days: days), context: company.context(SmallCompany.wang))
    }
    let head = workspace.revision
    for days in [0, -1, 367] { #expect((failure { try snooze(days) } as? CycleError)?.code == .snoozeRefused) }
    #expect(workspace.revision == head)
    _ = try snooze(2)
    #expect(
      try alert("cash-shortfall")?.isAside == true && alert("cash-shortfall")?.standing.snoozedUntil == SmallCompany.today.adding(days: 2))
    #expect(try alert("cash-shortfall", SmallCompany.finance)?.isAside == false, "nobody else's")
    company.clock.pass(days: 2)
    #expect(try alert("cash-shortfall")?.isAside == false && alert("cash-shortfall")?.standing.isNew == true)
    _ = try snooze(10)
    try minimum(1_100_000_000)
    #expect(try alert("cash-shortfall")?.isAside == false, "it got worse")
    #expect(isSame(try company.restarted()))
  }

  @Test("everybody is told what their budget has room for, the rest with the next digest; again there is nothing")
  func telling() throws {
    let boss = try company.join("boss", .generalManager)
    let buyer = try company.join("buyer", .purchasingManager)
    try minimum(900_000_000)
    let all = workspace.alerts()
    try workspace.passAlerts()
    let own = try tellings(to: boss)
    #expect(own.count == 1 && own[0].kind == .alert && own[0].alerts.first?.id == "cash-shortfall")
    #expect(own[0].alerts.map(\.id) == all.prefix(own[0].count).map(\.id), "by rank")
    #expect(try tellings(to: buyer).allSatisfy { !$0.alerts.contains { $0.code.hasPrefix("cash.") } })
    let head = workspace.revision
    #expect(try workspace.passAlerts() == 0 && workspace.revision == head)
    #expect(try company.restarted().passAlerts() == 0, "nor after a restart")
    company.clock.pass(days: 1)
    company.clock.advance(hours: 2)
    try workspace.passAlerts()
    let rest = try tellings(to: boss).dropFirst()
    #expect(rest.map(\.kind) == (all.count > own[0].count ? [.digest] : []))
    #expect((own + rest).flatMap(\.alerts).map(\.id).sorted() == all.map(\.id).sorted(), "nothing is lost, nothing told twice")
    #expect(isSame(try company.restarted()))
  }

  @Test("all alerts are listed, however many there are")
  func whole() throws {
    let deals = (0..<45).map { SmallCompanyFacts.deal("O-\($0)", "报价", closes: "2026-11-01", quantity: 5_000 + 10 * $0) }
    let company = try SmallCompany(extra: [SmallCompanyFacts.table(.deals, deals)])
    let own = company.workspace.alerts(try Access.authorize(SmallCompany.li, to: To.ViewPlan.self)).filter { $0.code == "deal.overdue" }
    #expect(own.count == 45)
    #expect(own.map(\.money) == own.map(\.money).sorted { ($0 ?? 0) > ($1 ?? 0) }, "the same urgency: the largest first")
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// An auditor looks back.
/// Sees: an event that no search finds, a row that comes twice or never while others write, a figure shown to who may not see it, a before that is an after, a report that
/// forgets who gave a right. Does not see: the screen, and from where a request came over the network (`SignInTrailTests` does).
@Suite struct AuditStories {
  private let company: SmallCompany
  private let workspace: Workspace
  private let chen: Person
  private let wang: Person
  private let auditor: Person
  private let cell = "agreed|Item=FAN-1;Region=EAST@2026-12"

  init() throws {
    company = try SmallCompany(facts: BudgetCompany.facts)
    chen = try company.join("chen", .salesDirector, name: "陈")
    wang = try company.join("wang", .generalManager, name: "王")
    auditor = try company.join("shen", .auditor, name: "沈")
    workspace = company.workspace
  }

  private func search(_ question: AuditQuestion, as person: Person? = nil) throws -> AuditPage {
    try workspace.searchAudit(try Access.authorize(person ?? wang, to: To.ReadAudit.self), question)
  }

  private func rows(as person: Person? = nil, _ fill: (inout AuditQuestion) -> Void) throws -> [AuditRow] {
    var question = AuditQuestion()
    fill(&question)
    return try search(question, as: person).rows
  }

  private func proof(_ person: Person) throws -> Authorized<To.ViewPlan> { try Access.authorize(person, to: To.ViewPlan.self) }

  @Test("an entry is found by who made it, when, its kind, its words, its cell and its number, with what stood there before and after")
  func found() throws {
    let before = try #require(try company.value(cell))
    let quiet = workspace.environment.now()
    try company.edit(cell, "123", as: chen)
    let event = workspace.revision
    try company.drag("D-1", closesOn: day("2027-01-15"))
    let later = workspace.environment.now()
    let mine = try rows { $0.person = "chen" }
    #expect(mine.count >= 2 && mine.allSatisfy { $0.actor.login == "chen" && $0.actor.name.chinese == "陈" })
    let row = try #require(try rows { $0.words = "#\(event)" }.first)
    #expect(row.sequence == event && row.group == .plan && row.reason == "依据客户通知" && row.digest.count == 64)
    #expect(
      row.changes.allSatisfy { !$0.isHidden } && row.changeCount == row.changes.count
        && row.subject?.link.hasPrefix("#/table?cell=") == true)
    #expect(row.changes.contains { $0.new != nil }, "\(before) → \(row.changes)")
    for fill: (inout AuditQuestion) -> Void in [
      { $0.group = .plan }, { $0.words = "依据客户" }, { $0.words = String(row.digest.prefix(12)) },
      { $0.subject = "cell:\(row.changes.isEmpty ? "" : "override")|Region=EAST" },
      { $0.from = quiet },
      {
        $0.to = later; $0.from = quiet
      },
    ] {
      #expect(try rows(fill).contains { $0.sequence == event && $0.chain == .journal })
    }
    #expect(try rows { $0.to = quiet }.allSatisfy { $0.sequence != event })
    #expect(try rows { $0.subject = "cell:override|Region=SOUTH" }.allSatisfy { $0.sequence != event })
    #expect(try rows { $0.words = "没有这个词" }.isEmpty)
    #expect(throws: CycleError.self) { try rows { $0.subject = "cell:no_such_measure" } }
  }

  @Test("a deal shows its day before and after; an undo names the event it takes back; an import names its file")
  func deals() throws {
    let before = try #require(workspace.plan.deals.first { $0.code == "D-1" }?.closesOn)
    try company.drag("D-1", closesOn: day("2027-01-15"))
    let moved = workspace.revision
    _ = try company.undo(as: SmallCompany.chen)
    let found = try rows { $0.subject = "deal:D-1" }
    let row = try #require(found.first { $0.sequence == moved })
    let change = try #require(row.changes.first { $0.label.english == "Closes on" })
    #expect(change.old?.english == before.description && change.new?.english == "2027-01-15" && row.group == .deals)
    #expect(row.label.chinese.contains("2027-01-15") && row.subject?.link.hasPrefix("#/deals?deal=D-1") == true)
    let back = try #require(found.first { $0.sequence > moved })
    #expect(back.changes.contains { $0.old?.english == "2027-01-15" && $0.new?.english == before.description }, "\(back.changes)")
    #expect(try rows { $0.group = .imports }.allSatisfy { $0.kind.hasPrefix("facts.") || $0.kind.hasPrefix("members.") })
  }

  @Test("every kind of event of a lived-in company has words and a group, in both languages")
  func words() throws {
    try company.edit(cell, "123", as: chen)
    try company.drag("D-1", closesOn: day("2027-01-15"))
    let scenario = try workspace.createScenario(try proof(chen), name: "旺季", isShared: true, context: company.context(chen)).event
    _ = try workspace.startThread(try proof(chen), about: "cell:" + cell, text: "够吗", context: company.context(chen))
    _ = try workspace.discardScenario(try proof(chen), scenario, context: company.context(chen))
    for kind in TrailKind.allCases { try company.store.record(kind.entry(wang.actor), at: workspace.environment.now(), from: nil) }
    var question = AuditQuestion()
    question.limit = 200
    var all: [AuditRow] = []
    repeat {
      let page = try search(question)
      all += page.rows
      question.cursor = page.next
    } while question.cursor != nil
    #expect(all.filter { $0.label.chinese == $0.kind || $0.label.english == $0.kind }.map(\.kind) == [], "no kind stands for its own name")
    #expect(all.count == Int(try company.store.head().sequence) + TrailKind.allCases.count)
    for group in AuditGroup.allCases {
      let expected = all.filter { $0.group == group }.map(\.digest)
      #expect(
        try rows {
          $0.group = group; $0.limit = 200
        }.map(\.digest) == Array(expected.prefix(200)), "\(group)")
    }
  }

  @Test("pages while others write: no row twice, none missed, both chains in one order")
  func pages() throws {
    for number in 0..<30 {
      try company.edit(cell, "\(100 + number)", as: chen)
      try company.store.record(TrailKind.signedIn.entry(chen.actor), at: workspace.environment.now(), from: nil)
    }
    let (journal, trail) = (try company.store.head().sequence, try company.store.head(of: .trail).sequence)
    var question = AuditQuestion()
    question.limit = 7
    var seen: [AuditRow] = []
    while true {
      let page = try search(question)
      seen += page.rows
      guard let next = page.next else { break }
      question.cursor = AuditCursor(next.description)
      #expect(question.cursor == next)
      try company.edit(cell, "\(1_000 + seen.count)", as: wang)
      try company.store.record(TrailKind.signedOut.entry(wang.actor), at: workspace.environment.now(), from: nil)
    }
    #expect(Swift.Set(seen.map(\.digest)).count == seen.count)
    #expect(seen.filter { $0.chain == .journal }.map(\.sequence) == (1...journal).reversed())
    #expect(seen.filter { $0.chain == .trail }.map(\.sequence) == (1...trail).reversed())
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.at >= $1.at })
    #expect(AuditCursor("1") == nil && AuditCursor("-1-2") == nil && AuditCursor("x-y") == nil)
  }

  @Test("where rows are rare a page says how far back it came, and goes on from there to the one that is wanted")
  func bounded() throws {
    for number in 1...3 { try company.edit(cell, "\(number)", as: chen) }
    let store = company.store
    let first = try store.record(
      TrailKind.exported(wang, viewer: chen, file: "a.xlsx", bytes: 9, query: "/x"), at: workspace.environment.now(), from: nil)
    for _ in 0..<(ChainScan.budget / 8) {
      try store.record(TrailKind.signedIn.entry(chen.actor), at: workspace.environment.now(), from: nil)
    }
    var question = AuditQuestion()
    question.words = "a.xlsx"
    var (pages, found) = (0, [AuditRow]())
    repeat {
      let page = try search(question)
      found += page.rows
      pages += 1
      if page.next != nil { #expect(page.searchedBackTo != nil) }
      question.cursor = page.next
    } while question.cursor != nil && pages < 50
    #expect(found.map(\.digest) == [first.digest.hex] && pages > 1, "\(pages) pages")
    #expect(found.first?.actor.login == "chen" && found.first?.inPlaceOf?.chinese == "以王的视角")
  }

  @Test(
    "an auditor who may not see pay hears that it changed and by whom, and neither figure nor reason; a private scenario is its owner's")
  func masked() throws {
    let pay = "salary|Department=D02@2026-12"
    try company.edit(pay, "9999", as: wang)
    let event = workspace.revision
    _ = try workspace.startThread(try proof(wang), about: "cell:" + pay, text: "涨到 9999？", context: company.context(wang))
    let talk = workspace.revision
    _ = try workspace.createScenario(try proof(chen), name: "裁员", isShared: false, context: company.context(chen))
    let draft = workspace.revision
    let mine = try rows { $0.words = "#\(event)" }
    #expect(mine.first?.changes.first?.new?.english == "9999" && mine.first?.isHidden == false)
    for number in [event, talk, draft] {
      let row = try #require(try rows(as: auditor) { $0.words = "#\(number)" }.first { $0.chain == .journal })
      #expect(row.isHidden && row.changes.isEmpty && row.reason.isEmpty && row.subject == nil && row.actor.login != "")
    }
    #expect(try rows(as: auditor) { $0.words = "9999" }.isEmpty && rows(as: auditor) { $0.words = "裁员" }.isEmpty)
    #expect(throws: AccessError.self) { try rows(as: chen) { _ in } }
    #expect(
      !Access.allows(auditor, .viewPay) && Permission.allCases.allSatisfy { !$0.rawValue.hasPrefix("edit") || !Access.allows(auditor, $0) })
  }

  @Test("an access report says what somebody may do, who let them and since when, and what they did with it")
  func report() throws {
    let proof = try Access.authorize(.localOperator, to: To.ManageUsers.self)
    _ = try company.join("gu", .administrator)
    let li = try company.join("li", .regionalManager, name: "李", Scope("territory", in: ["EAST"]))
    let again = try company.restarted()
    try again.changePerson(proof, login: "li", role: .salesDirector, context: company.context(.localOperator, reason: "升职"))
    let now = again.environment.now()
    let home = Origin(channel: .browser, session: "12ab34cd", address: "192.0.2.7", agent: "Firefox")
    try company.store.record(TrailKind.signedIn.entry(li.actor), at: now, from: home)
    try company.store.record(TrailKind.refused("li", count: 3), at: now, from: home)
    try company.store.record(TrailKind.refused("lisa", count: 8), at: now, from: home)
    try company.store.record(TrailKind.exported(li, viewer: nil, file: "tongpin-table.xlsx", bytes: 9, query: "/x"), at: now, from: home)
    let report = try again.accessReport(try Access.authorize(wang, to: To.ReadAudit.self), login: "LI")
    #expect(report.role.chinese == "销售总监" && report.signIns == 1 && report.refusals == 3 && report.exportCount == 1)
    #expect(report.visits.map(\.origin) == [home, home] && report.exports.first?.label.english == "exported tongpin-table.xlsx")
    #expect(report.history.map(\.role.chinese) == ["销售总监", "区域经理"] && report.history.first?.by.chinese == "本机操作员")
    #expect(report.history.first?.reason == "升职" && report.history.last?.scope == "territory:EAST")
    let approve = try #require(report.rights.first { $0.permission == .approve })
    #expect(!approve.isHeld && approve.isNarrowedAway, "his role would approve; his scope takes it away")
    #expect(try again.ownAccessReport(try Access.authorize(li, to: To.ViewPlan.self)).login == "li")
    #expect(throws: StoreError.self) { try again.accessReport(try Access.authorize(wang, to: To.ReadAudit.self), login: "nobody") }
    let row = try #require(
      try again.searchAudit(try Access.authorize(wang, to: To.ReadAudit.self), subject("person:li")).rows.first {
        $0.kind == "person.changed"
      })
    #expect(row.changes.map { $0.old?.english } == ["Regional manager"] && row.changes.map { $0.new?.english } == ["Sales director"])
  }

  private func subject(_ key: String) -> AuditQuestion {
    var question = AuditQuestion()
    question.subject = key
    return question
  }

  @Test(
    "a check of the chains is an entry of the trail, known after a restart; a note kept outside holds, and shows when it or the chain was changed"
  )
  func checked() throws {
    let proof = try Access.authorize(wang, to: To.ReadAudit.self)
    #expect(try workspace.chainState(proof).last == nil)
    let check = try workspace.checkChain(proof, from: nil)
    #expect(try workspace.chainState(proof).running?.by == "wang")
    #expect(try workspace.checkChain(proof, from: nil)().running != nil, "one at a time")
    let outcome = try #require(try check().last)
    #expect(try outcome.isSound && outcome.journal == company.store.head() && outcome.faults.isEmpty)
    let again = try company.restarted()
    #expect(try again.chainState(proof).last?.journal == outcome.journal && again.chainState(proof).running == nil)
    let note = try workspace.chainNote(proof)
    try company.edit(cell, "123", as: chen)
    let held = try workspace.checkChainNote(proof, "\n  " + note.replacing("\n", with: "\r\n") + "\n")
    #expect(held.isGenuine && held.isInChain && held.sequence == outcome.journal.sequence)
    let other = try workspace.checkChainNote(proof, note.replacing(outcome.journal.digest.hex, with: String(repeating: "0", count: 64)))
    #expect(!other.isGenuine && !other.isInChain)
    #expect(try !workspace.checkChainNote(proof, note.replacing("Small Fans", with: "Big Fans")).isGenuine)
    #expect(throws: CycleError.self) { try workspace.checkChainNote(proof, "事件 event: many") }
  }

  @Test("addresses go after their days, that they went is written down, and nothing else changes")
  func forgetting() throws {
    let home = Origin(channel: .browser, address: "192.0.2.7")
    company.store.act(from: home)
    try company.edit(cell, "123", as: chen)
    company.store.act(from: nil)
    let event = workspace.revision
    #expect(try rows { $0.words = "#\(event)" }.first?.origin == home && rows { $0.words = "192.0.2.7" }.count == 1)
    #expect(try workspace.forgetOrigins() == 0)
    #expect(try workspace.forgetOrigins(olderThan: -1) == 1)
    let row = try #require(try rows { $0.words = "#\(event)" }.first { $0.chain == .journal })
    #expect(row.origin == nil && row.actor.login == "chen")
    #expect(try rows { $0.group = .system }.contains { $0.kind == TrailKind.originsForgotten.rawValue })
    #expect(try company.store.checkChains { _ in true }.isSound)
  }
}

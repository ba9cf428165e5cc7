// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

@Suite struct EditStories {
  @Test("a family's forecast edited at its total is spread to items and regions, and the total is kept exactly")
  func spreadExactly() throws {
    let company = try SmallCompany()
    let cell = "agreed|Item=F:风扇@2026-12"
    let outcome = try company.edit(cell, "1001", spread: .proportional)
    #expect(outcome.spread.count == 4)
    var sum = 0.0
    for item in ["FAN-1", "FAN-2"] {
      for region in ["EAST", "SOUTH"] {
        let part = try #require(try company.value("override|Item=\(item);Region=\(region)@2026-12"))
        #expect(part > 0)
        sum += part
      }
    }
    #expect(sum == 1001)
    #expect(try company.value(cell) == 1001)
  }

  @Test("what moved sums to what the totals moved, measure by measure")
  func movedSums() throws {
    let company = try SmallCompany()
    func totals() throws -> [String: Int64] {
      let engine = company.workspace.plan.engine
      var sums: [String: Int64] = [:]
      for measure in ["orders", "units", "revenue", "output_vat"] {
        sums[measure] = try engine.values(measure, at: .total).reduce(0) { $0 + Int64(($1 * 100).rounded()) }
      }
      return sums
    }
    let before = try totals()
    let moved = try company.edit("agreed|Item=FAN-2;Region=SOUTH@2027-03", "400").moved
    let after = try totals()
    for measure in ["orders", "units", "revenue", "output_vat"] {
      let lines = moved.filter { $0.cell.hasPrefix(measure + "@") }
      #expect(!lines.isEmpty, "\(measure)")
      #expect(lines.reduce(0) { $0 + $1.change } == (after[measure] ?? 0) - (before[measure] ?? 0), "\(measure)")
    }
    #expect(moved.allSatisfy { $0.change != 0 })
  }

  @Test("an override needs a reason, and nobody has scored it yet")
  func reason() throws {
    let company = try SmallCompany()
    let proof = try Access.authorize(SmallCompany.li, to: To.EditForecast.self)
    let head = company.workspace.revision
    func override(reason: String) throws -> CommandOutcome {
      try company.workspace.overrideForecast(
        proof, TypedOverride(item: "FAN-1", region: "EAST", month: "2026-12", value: "300"),
        context: company.context(SmallCompany.li, reason: reason))
    }
    #expect((failure { try override(reason: "") } as? CycleError)?.code == .reasonMissing)
    #expect(company.workspace.revision == head)
    let event = try override(reason: "客户开新店").event
    #expect(try company.value("agreed|Item=FAN-1;Region=EAST@2026-12") == 300)
    let record = try #require(try company.store.events(after: event - 1, limit: 1).first)
    #expect(record.draft.reason == "客户开新店")
    #expect(record.draft.actor.login == "li")
  }

  @Test("two people edit one cell: the second is told who wrote what, and nothing is overwritten")
  func conflict() throws {
    let company = try SmallCompany()
    let cell = "agreed|Item=FAN-1;Region=EAST@2026-12"
    let seen = company.workspace.revision
    try company.edit(cell, "300", as: SmallCompany.wang, seen: seen)
    let error = failure { try company.edit(cell, "350", as: SmallCompany.chen, seen: seen) } as? CycleError
    #expect(error?.code == .changedSince)
    #expect(error?.code.isConflict == true)
    #expect(error?.parameters.first { $0.name == "by" }?.value == "wang")
    #expect(error?.parameters.first { $0.name == "theirs" }?.value == "300.0")
    #expect(error?.parameters.first { $0.name == "cell" }?.value == cell)
    #expect(try company.value(cell) == 300)
    // Another cell is nobody's conflict, and after a look the same one may be changed.
    try company.edit("agreed|Item=FAN-1;Region=SOUTH@2026-12", "200", as: SmallCompany.chen, seen: seen)
    try company.edit(cell, "350", as: SmallCompany.chen, seen: company.workspace.revision)
    #expect(try company.value(cell) == 350)
    // Wang's undo would now overwrite what Chen wrote.
    #expect((failure { try company.undo(as: SmallCompany.wang) } as? CycleError)?.code == .changedSince)
  }

  @Test("an input that was cleared comes back by undo where a blank counts as nought; a nought that somebody else wrote meanwhile stays")
  func cleared() throws {
    let company = try SmallCompany()
    let treasurer = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)
    try company.edit("minimum_cash", "")
    #expect(try company.value("minimum_cash") == 0)
    _ = try company.undo(as: SmallCompany.wang)
    #expect(try company.value("minimum_cash") == 100_000)
    try company.edit("minimum_cash", "")
    try company.edit("minimum_cash", "5", as: treasurer)
    try company.edit("minimum_cash", "0", as: treasurer)
    #expect((failure { try company.undo(as: SmallCompany.wang) } as? CycleError)?.code == .changedSince)
  }

  @Test("the same command twice is applied once")
  func twice() throws {
    let company = try SmallCompany()
    let cell = "agreed|Item=FAN-1;Region=EAST@2026-12"
    let first = try company.edit(cell, "300", key: "k")
    let changes = company.changes.count
    let second = try company.edit(cell, "300", key: "k")
    #expect(!first.isRepeat)
    #expect(second.isRepeat)
    #expect(second.event == first.event)
    #expect(try company.store.head().sequence == first.event)
    #expect(company.changes.count == changes)
  }

  @Test("a key that comes back with another content is refused, of cells and of deals, and changes nothing")
  func otherContent() throws {
    let company = try SmallCompany()
    func context(_ key: String, _ sent: String) -> CommandContext {
      CommandContext(
        person: SmallCompany.chen, key: key, reason: "依据客户通知", at: company.workspace.environment.now(),
        fingerprint: Digest.sha256(Array(sent.utf8)))
    }
    func edit(_ value: String) throws -> CommandOutcome {
      try company.workspace.editCells(
        try Access.authorize(SmallCompany.chen, to: To.ViewPlan.self),
        [TypedCell(cell: "agreed|Item=FAN-1;Region=EAST@2026-12", value: value, spread: .proportional)], holds: [],
        context: context("edit", value))
    }
    func commit(_ flag: Bool) throws -> CommandOutcome {
      try company.workspace.updateDeal(
        try Access.authorize(SmallCompany.chen, to: To.EditDeal.self), code: "D-1", version: nil,
        change: DealChange(isCommitted: flag), context: context("deal", "\(flag)"))
    }
    _ = try edit("300")
    _ = try commit(true)
    let before = digest(company.workspace)
    #expect(try edit("300").isRepeat)
    #expect(try commit(true).isRepeat)
    #expect((failure { try edit("400") } as? StoreError)?.code == .idempotencyKeyReused)
    #expect((failure { try commit(false) } as? StoreError)?.code == .idempotencyKeyReused)
    #expect(digest(company.workspace) == before)
  }

  @Test("a regional manager edits the region, not another one, not the total of all, and no driver")
  func regions() throws {
    let company = try SmallCompany()
    let before = digest(company.workspace)
    for cell in [
      "agreed|Item=FAN-1;Region=SOUTH@2026-12", "agreed|Item=FAN-1@2026-12", "minimum_cash",
      "salary|Department=D01@2026-12",
    ] {
      #expect(failure { try company.edit(cell, "100", as: SmallCompany.li) } is AccessError, "\(cell)")
    }
    #expect(digest(company.workspace) == before)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "100", as: SmallCompany.li)
    #expect(digest(company.workspace) != before)
  }

  @Test("cells that are not there, texts that are no numbers and months that are past are refused in words")
  func refusals() throws {
    let company = try SmallCompany()
    let before = digest(company.workspace)
    let cases: [(String, String, CycleError.Code)] = [
      ("nothing@2026-12", "1", .cellNotKnown), ("agreed|Item=FAN-9@2026-12", "1", .cellNotKnown),
      ("agreed|Item=FAN-1;Region=EAST@2026-13", "1", .cellNotKnown),
      ("agreed|Item=FAN-1;Region=EAST@2026-12", "一百来台", .valueNotReadable),
      ("revenue|Item=FAN-1;Region=EAST@2026-12", "1", .cellNotEditable),
    ]
    for (cell, value, code) in cases {
      let error = failure { try company.edit(cell, value) } as? CycleError
      #expect(error?.code == code, "\(cell) \(value): \(String(describing: error?.code.text))")
    }
    #expect(digest(company.workspace) == before)
  }
}

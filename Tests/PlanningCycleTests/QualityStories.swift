// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import DataQuality
import Journal
import Testing
import Warehouse
import WarehouseSQLite

@testable import PlanningCycle

/// A file in another unit is held, and what becomes of it.
/// Sees: a held row that reaches facts or plan, somebody who lets their own rows through, a release that is another plan than the rows imported at once, a
/// program started anew that knows something else. Does not see: which rules there are (`DataQualityTests` does).
@Suite struct QualityStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let chen: Person
  private let zhou: Person
  private let qian: Person

  init() throws {
    let company = try SmallCompany()
    (chen, zhou, qian) = (
      try company.join("chen", .salesDirector), try company.join("zhou", .financeDirector), try company.join("qian", .treasurer)
    )
    self.company = company
  }

  /// More orders of October, each amount so many times what it is.
  static func october(times: Int) -> FactTable {
    SmallCompanyFacts.table(
      .salesOrderLines,
      SmallCompanyFacts.listPrices.enumerated().flatMap { position, item in
        (1...4).map { number -> [String: FactValue] in
          [
            "channel": "经销", "order_number": .text("SO-N-\(number)"), "line_number": .number(Int64(position + 1)),
            "ordered_on": .day(day("2026-10-2\(number)")), "item": .text(item.item), "customer": .text(number < 3 ? "C1" : "C2"),
            "territory": .text(number < 3 ? "EAST" : "SOUTH"), "quantity": SmallCompanyFacts.pieces(40 + number),
            "amount_incl_tax": SmallCompanyFacts.yuan((40 + number) * item.yuan * times),
          ]
        }
      })
  }

  private func reading(_ table: FactTable) -> FactFileReading {
    FactFileReading(
      table: table, rowsRead: table.rowCount, rejected: 0, encoding: "utf-8", headerLine: 1, findings: [], findingsTotal: 0)
  }

  @discardableResult
  private func bring(
    _ table: FactTable, by person: Person? = nil, key: String = "file-1", origin: ImportOrigin = ImportOrigin(),
    into other: Workspace? = nil
  ) throws -> ImportResultRecord {
    try (other ?? workspace).record(
      try Access.authorize(person ?? chen, to: To.ImportFacts.self), reading(table), fileName: "orders-2026-10.csv", fileBytes: nil,
      key: key,
      origin: origin)
  }

  private func release(_ batch: Int64, by person: Person, reason: String = "客户确认", key: String? = nil) throws -> CommandOutcome {
    try workspace.releaseBatch(
      try Access.authorize(person, to: To.ReleaseData.self), batch, context: company.context(person, key: key, reason: reason))
  }

  private func code(_ action: () throws -> Any) -> String? {
    let error = failure { _ = try action() }
    return (error as? CycleError)?.code.text ?? (error as? AccessError)?.code.text
  }

  private func card(_ batch: Int64, for person: Person? = nil) throws -> BatchCard {
    try workspace.batchCard(try Access.authorize(person ?? zhou, to: To.ViewCompany.self), batch)
  }

  @Test(
    "amounts ten thousand times too large are held: facts and plan stay bit for bit, the sum and the rule are told, the importer has to look at it"
  )
  func held() throws {
    let (before, facts) = (digest(workspace), try workspace.facts.table(.salesOrderLines).rowCount)
    let result = try bring(Self.october(times: 10_000))
    #expect(result.isHeld && result.report?.stops.map(\.rule.id) == ["sales-order-lines.scale.amount_incl_tax-per-quantity"])
    let after = try workspace.facts.table(.salesOrderLines).rowCount
    #expect(digest(workspace) == before && after == facts)
    #expect(try workspace.verifyPlan().isEqual)
    let seen = try card(result.batch, for: chen)
    #expect(seen.state == .held && seen.accepted == 8 && seen.report == result.report && seen.actions == ["discard", "assign", "replace"])
    #expect(seen.report?.score.map { $0.total <= 40 } == true)
    #expect(workspace.alerts().filter { $0.code == "quality.held" }.map(\.link) == ["#/quality?batch=\(result.batch)"])
    #expect(workspace.qualityTodos(for: chen).count == 1 && workspace.qualityTodos(for: zhou).isEmpty)
    let listed = try workspace.imports(try Access.authorize(chen, to: To.ViewCompany.self)).first
    #expect(listed?.state == "held" && listed?.rows == 0 && listed?.fileName == "orders-2026-10.csv")
    #expect(workspace.planChangedIn < result.batch, "nothing that a plan is derived from came")
  }

  @Test(
    "released by somebody else, it is the plan that the same rows make when they come at once, bit for bit; the reason stands on it for ever"
  )
  func released() throws {
    let held = try bring(Self.october(times: 10_000))
    #expect(code { try release(held.batch, by: zhou, reason: "  ") } == "command.reason-missing")
    let outcome = try release(held.batch, by: zhou, key: "release-1")
    #expect(!outcome.moved.isEmpty && workspace.alerts().allSatisfy { $0.code != "quality.held" })
    let direct = try SmallCompany()
    let proof = try Access.authorize(.localOperator, to: To.ImportFacts.self)
    _ = try direct.workspace.record(
      proof, reading(Self.october(times: 10_000)), fileName: "orders-2026-10.csv", fileBytes: nil, key: "direct",
      origin: ImportOrigin(release: "核对过"))
    #expect(digest(workspace) == digest(direct.workspace))
    #expect(try workspace.verifyPlan().isEqual)
    let (old, new) = (try card(held.batch), try card(outcome.event))
    #expect(old.state == .released && old.end?.reason == "客户确认" && old.end?.event == outcome.event && old.actions.isEmpty)
    #expect(new.state == .kept && new.release?.of == held.batch && new.release?.reason == "客户确认" && new.report == old.report)
    #expect(try release(held.batch, by: zhou, key: "release-1").isRepeat)
    #expect(code { try release(held.batch, by: zhou) } == "quality.batch-closed")
  }

  @Test("nobody lets their own rows through, whatever their rights, and who lacks the right lets nobody's through")
  func fourEyes() throws {
    let gao = try company.join("gao", .generalManager)
    let own = try bring(Self.october(times: 10_000), by: zhou)
    #expect(try card(own.batch, for: zhou).actions == ["discard", "assign", "replace"])
    #expect(code { try release(own.batch, by: zhou) } == "quality.release-not-yours")
    #expect(code { try release(own.batch, by: chen) } == "access.permission-missing")
    #expect(
      code { try bring(Self.october(times: 10_000), by: zhou, key: "file-2", origin: ImportOrigin(release: "我确认")) }
        == "quality.release-not-yours")
    #expect(
      code { try bring(Self.october(times: 10_000), by: chen, key: "file-3", origin: ImportOrigin(release: "我确认")) }
        == "access.permission-missing")
    _ = try release(own.batch, by: gao)
    #expect(try card(own.batch).state == .released)
  }

  @Test("where nobody else has the right, whoever has it decides alone, and it says who did")
  func alone() throws {
    let own = try bring(Self.october(times: 10_000), by: zhou)
    #expect(try card(own.batch, for: zhou).actions.first == "release")
    _ = try release(own.batch, by: zhou)
    let end = try #require(try card(own.batch).end)
    #expect(try card(own.batch).state == .released && end.reason == "客户确认" && end.by.chinese == "zhou")
  }

  @Test("a corrected file stands in for a held one; one of another kind does not")
  func replaced() throws {
    let held = try bring(Self.october(times: 10_000))
    let stock = SmallCompanyFacts.stock
    #expect(code { try bring(stock, key: "file-2", origin: ImportOrigin(replaces: held.batch)) } == "quality.batch-not-known")
    let again = try bring(Self.october(times: 1_000), key: "file-3", origin: ImportOrigin(replaces: held.batch))
    let replaced = try card(held.batch)
    #expect(again.isHeld && replaced.state == .replaced)
    let fair = try bring(Self.october(times: 1), key: "file-4", origin: ImportOrigin(replaces: again.batch))
    #expect(!fair.isHeld && fair.added == 8 && fair.report?.score.map { $0.total > 90 } == true)
    #expect(try card(again.batch).end?.event == fair.batch)
    #expect(workspace.ledgers.quality.waiting.isEmpty)
    #expect(
      code { try bring(Self.october(times: 1), key: "file-5", origin: ImportOrigin(replaces: again.batch)) } == "quality.batch-closed")
  }

  @Test("given to somebody, discarded with a reason, taken back and done again; what somebody else did since is not taken back")
  func decisions() throws {
    let held = try bring(Self.october(times: 10_000))
    func assign(_ login: String, by person: Person) throws {
      _ = try workspace.assignBatch(
        try Access.authorize(person, to: To.ViewCompany.self), held.batch, to: login, context: company.context(person))
    }
    func discard(by person: Person, reason: String) throws {
      _ = try workspace.discardBatch(
        try Access.authorize(person, to: To.ViewCompany.self), held.batch, context: company.context(person, reason: reason))
    }
    #expect(code { try assign("nobody", by: chen) } == "quality.owner-refused")
    #expect(code { try assign("qian", by: qian) } == "access.permission-missing", "neither hers nor hers to say")
    try assign("qian", by: chen)
    #expect(workspace.qualityTodos(for: qian).count == 1 && workspace.qualityTodos(for: chen).isEmpty)
    #expect(code { try discard(by: qian, reason: "") } == "command.reason-missing")
    try discard(by: qian, reason: "导错了月份")
    #expect(try card(held.batch).end?.reason == "导错了月份")
    #expect(code { try company.undo(as: chen) } == "quality.changed-since")
    _ = try company.undo(as: qian)
    let back = try card(held.batch)
    #expect(back.state == .held && back.owner?.login == "qian")
    _ = try workspace.redoLast(try Access.authorize(qian, to: To.ViewPlan.self), context: company.context(qian))
    #expect(try card(held.batch).state == .discarded)
    #expect(try company.restarted().ledgers.quality.waiting.isEmpty)
  }

  @Test("the same rows with the same key again are the same batch, held or kept, though what is known is another thing by then")
  func repeated() throws {
    let held = try bring(Self.october(times: 10_000))
    let events = try company.store.head().sequence
    #expect(try bring(Self.october(times: 10_000)).batch == held.batch)
    let kept = try bring(Self.october(times: 1), key: "file-2")
    let again = try bring(Self.october(times: 1), key: "file-2")
    #expect(again.batch == kept.batch && again.report == kept.report && !again.isHeld)
    #expect(try company.store.head().sequence > events)
    #expect(throws: StoreError.self) { try bring(Self.october(times: 2), key: "file-2") }
  }

  @Test("a program that starts anew knows the same scores, the same rules and the same held batches, and the chain holds")
  func replay() throws {
    try bring(Self.october(times: 10_000))
    try bring(Self.october(times: 1), by: zhou, key: "file-2")
    let view = try workspace.qualityView(try Access.authorize(zhou, to: To.ViewCompany.self))
    let fresh = try company.restarted()
    let other = try fresh.qualityView(try Access.authorize(zhou, to: To.ViewCompany.self))
    #expect(view.sources.map(\.months) == other.sources.map(\.months) && view.departments.map(\.key) == other.departments.map(\.key))
    #expect(view.held.map(\.batch) == other.held.map(\.batch) && view.rules.map(\.rule) == other.rules.map(\.rule))
    #expect(digest(fresh) == digest(workspace))
    #expect(try company.store.verify().isSound)
  }

  @Test("by source over months, by department of whoever brought it in, what came before there were rules said apart")
  func scores() throws {
    let admin = try company.join("admin", .administrator)
    func organise(_ change: OrganisationLedger.Change) throws {
      _ = try company.store.append(
        EventDraft(kind: change.kind, actor: .system, idempotencyKey: "o-\(change)", payload: .map(change.canonical)),
        at: workspace.environment.now())
    }
    try organise(.unit(OrganisationUnit(id: "CO", kind: .company, name: "小风扇厂", from: day("2026-01-01"))))
    try organise(
      .unit(OrganisationUnit(id: "SALES", kind: .department, name: "销售部", englishName: "Sales", parent: "CO", from: day("2026-01-01"))))
    try organise(
      .appoint(Appointment(id: 0, person: chen.id, unit: "SALES", isHead: false, isMain: true, from: day("2026-01-01"), through: nil)))
    try company.reopen()
    try bring(Self.october(times: 10_000))
    company.clock.pass(days: 20)
    try bring(Self.october(times: 1), key: "file-2")
    try bring(SmallCompanyFacts.stock, by: admin, key: "file-3")
    let view = try workspace.qualityView(try Access.authorize(zhou, to: To.ViewCompany.self))
    let orders = try #require(view.sources.first { $0.key == "sales-order-lines|orders" })
    #expect(orders.months.map(\.month) == [month("2026-11"), month("2026-12")] && orders.batches == 2 && orders.held == 1)
    #expect(orders.change == orders.months[1].score - orders.months[0].score && orders.newest?.score == orders.months[1].score)
    let sales = try #require(view.departments.first { $0.key == "SALES" })
    #expect(sales.name.english == "Sales" && sales.batches == 2)
    #expect(
      view.departments.map(\.key).contains("?")
        && view.departments.contains { $0.key == "system" && $0.unchecked == SmallCompanyFacts.all.count })
    #expect(view.failing.allSatisfy { $0.batch > 0 })
  }
}

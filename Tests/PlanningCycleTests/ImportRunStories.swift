// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: an import that others see half of; one that forgets what others did meanwhile, or ends otherwise than it would alone; one that never ends.
/// Does not see: how long anybody waits.
@Suite struct ImportRunStories {
  /// Between two turns of an import somebody else has one.
  private final class Interrupted: WorkspaceTurns {
    private let workspace: Workspace
    private let between: (Int) throws -> Void
    private(set) var count = 0
    private var isInside = false

    init(_ workspace: Workspace, _ between: @escaping (Int) throws -> Void) {
      self.workspace = workspace
      self.between = between
    }

    func turn<Answer>(_ body: (Workspace) throws -> Answer) throws -> Answer {
      precondition(!isInside, "no turn within a turn")
      count += 1
      if count > 1 { try between(count - 1) }
      isInside = true
      defer { isInside = false }
      return try body(workspace)
    }
  }

  private static func november(_ pieces: Int) -> FactTable {
    SmallCompanyFacts.table(
      .salesOrderLines,
      (0..<40).map { number in
        [
          "order_number": .text("N\(number)"), "line_number": .number(1), "ordered_on": .day(day("2026-10-20").adding(days: number % 8)),
          "item": .text(number.isMultiple(of: 2) ? "FAN-1" : "FAN-2"), "customer": .text("C1"), "territory": .text("EAST"),
          "quantity": SmallCompanyFacts.pieces(pieces + number), "amount_incl_tax": SmallCompanyFacts.yuan(226 * (pieces + number)),
        ]
      })
  }

  private func run(_ table: FactTable, _ company: SmallCompany, key: String = "orders") throws -> ImportRun {
    let reading = FactFileReading(
      table: table, rowsRead: table.rowCount, rejected: 0, encoding: "UTF-8", headerLine: 1, findings: [], findingsTotal: 0)
    let source = ImportRun.Source(bytes: Array("文件".utf8)) { reading }
    return ImportRun(
      try Access.authorize(SmallCompany.chen, to: To.ImportFacts.self), source, fileName: "订单.csv", layout: nil,
      answers: .none, key: key, reason: "", origin: ImportOrigin())
  }

  @Test("entries of others between its turns are in the plan that it ends with, as if they had come before it")
  func entries() throws {
    let (company, other) = (try SmallCompany(), try SmallCompany())
    let cells = ["agreed|Item=FAN-1;Region=EAST@2027-01", "price|Item=FAN-2;Region=EAST@2027-02", "minimum_cash"]
    let turns = Interrupted(company.workspace) { number in
      if number <= cells.count { try company.edit(cells[number - 1], "\(1_000 + number)") }
    }
    let result = try run(Self.november(70), company).finish(turns)
    #expect(result.added == 40 && result.accepted == 40 && result.reading.table.rowCount == 0)
    for number in 1..<turns.count where number <= cells.count { try other.edit(cells[number - 1], "\(1_000 + number)") }
    _ = try run(Self.november(70), other).finish(HeldWorkspace(workspace: other.workspace))
    #expect(digest(company.workspace) == digest(other.workspace))
    #expect(try digest(company.restarted()) == digest(company.workspace))
    #expect(try company.workspace.verifyPlan().isEqual)
    #expect(try company.workspace.revision == company.store.head().sequence)
    let (mine, theirs) = (company.workspace.plan.history, other.workspace.plan.history)
    #expect(mine.rows.mapValues(\.quantity) == theirs.rows.mapValues(\.quantity))
    #expect(try company.undo(as: SmallCompany.wang).isRepeat == false, "what was entered meanwhile can be taken back")
  }

  @Test("until its last turn nobody sees a row of it, and after it everybody sees all")
  func unseen() throws {
    let company = try SmallCompany()
    let (before, rows) = (digest(company.workspace), try company.workspace.facts.table(.salesOrderLines).rowCount)
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewCompany.self)
    let imports = try company.workspace.imports(proof).count
    func look() throws {
      #expect(digest(company.workspace) == before)
      #expect(try company.workspace.facts.table(.salesOrderLines).rowCount == rows)
      #expect(try company.store.table(.salesOrderLines).rowCount == rows)
      #expect(try company.workspace.imports(proof).count == imports)
      // Somebody who starts anew sees as little.
      #expect(try digest(company.restarted()) == before)
    }
    let turns = Interrupted(company.workspace) { _ in try look() }
    let result = try run(Self.november(10), company).finish(turns)
    #expect(turns.count >= 3)
    #expect(digest(company.workspace) != before)
    let table = try company.workspace.facts.table(.salesOrderLines)
    #expect(table.rowCount == rows + 40)
    #expect(table.batches.filter { $0 == result.batch }.count == 40)
    #expect(try table.batches == company.store.table(.salesOrderLines).batches)
    #expect(try company.workspace.imports(proof).count == imports + 1)
  }

  @Test("when deals move again and again it begins anew a few times, and then ends within one turn")
  func deals() throws {
    let company = try SmallCompany()
    let turns = Interrupted(company.workspace) { number in
      try company.drag("D-1", closesOn: day("2027-01-01").adding(days: number))
    }
    _ = try run(Self.november(30), company).finish(turns)
    #expect(turns.count <= 2 + 2 * ImportRun.attempts + 2)
    #expect(try company.workspace.facts.table(.deals).rowCount == company.workspace.plan.deals.count)
    #expect(company.workspace.plan.deals.first { $0.code == "D-1" }?.closesOn == day("2027-01-01").adding(days: turns.count - 1))
    #expect(try digest(company.restarted()) == digest(company.workspace))
  }

  @Test("rows of the very kind that others write go in after theirs")
  func sameKind() throws {
    let company = try SmallCompany()
    var moved = FactTable(kind: .deals)
    let known = try company.workspace.facts.table(.deals)
    for row in 0..<known.rowCount {
      var values = known.columns.map { column -> FactValue? in
        column.field.type == .text ? column.text(row).map { .text($0) } : column.integer(row).map { .number($0) }
      }
      if let place = known.schema.index(of: "closes_on") { values[place] = .day(day("2027-03-09")) }
      moved.append(values, line: Int32(row + 2))
    }
    let turns = Interrupted(company.workspace) { number in
      if number < 3 { try company.drag("D-1", closesOn: day("2027-05-01").adding(days: number)) }
    }
    let result = try run(moved, company).finish(turns)
    #expect(result.corrected == known.rowCount)
    #expect(company.workspace.plan.deals.allSatisfy { $0.closesOn == day("2027-03-09") })
    #expect(try digest(company.restarted()) == digest(company.workspace))
  }

  @Test("a month more to learn from brings a new baseline, recorded with its rows and named in every cell")
  func baseline() throws {
    // Orders end in September, so that October is the month that closes.
    let facts = SmallCompanyFacts.all.filter { $0.kind != .salesOrderLines }
    var orders = FactTable(kind: .salesOrderLines)
    let known = SmallCompanyFacts.orders
    for row in 0..<known.rowCount where known["ordered_on"].day(row).map({ $0.monthOf < month("2026-10") }) ?? false {
      orders.append(
        known.columns.map { $0.field.type == .text ? $0.text(row).map { .text($0) } : $0.integer(row).map { .number($0) } },
        line: known.lines[row])
    }
    let company = try SmallCompany(facts: facts + [orders])
    let first = try #require(company.workspace.plan.baseline)
    #expect(first.origin == month("2026-09"))
    let turns = Interrupted(company.workspace) { number in if number == 2 { try company.edit("minimum_cash", "120000") } }
    let result = try run(Self.november(80), company).finish(turns)
    let (run, plan) = (try #require(try company.store.newestRun()), company.workspace.plan)
    #expect(run.id > result.batch && run.run.cutoff == month("2026-10").lastDay)
    let baseline = try #require(plan.baseline)
    #expect(baseline.run == run.id && baseline.recordedAt == run.recordedAt && baseline.origin == month("2026-10"))
    let read = try RefreshForecasts.read(run, store: company.store, catalogue: plan.catalogue)
    #expect(read.series.mapValues(\.steps) == baseline.series.mapValues(\.steps))
    let (item, region) = (try #require(plan.catalogue.itemIndex("FAN-1")), try #require(plan.catalogue.regionIndex("EAST")))
    let source = try plan.engine.source(
      "baseline", at: plan.coordinate(item: item, region: region), period: .month(month("2027-01")))
    #expect(source == .forecast(run: run.id))
    #expect(try digest(company.restarted()) == digest(company.workspace))
  }

  @Test("a file that says nothing new is an import all the same, and moves nothing")
  func nothingNew() throws {
    let company = try SmallCompany()
    _ = try run(Self.november(5), company, key: "a").finish(HeldWorkspace(workspace: company.workspace))
    let before = digest(company.workspace)
    let again = try run(Self.november(5), company, key: "b").finish(Interrupted(company.workspace) { _ in })
    #expect((again.added, again.corrected, again.unchanged) == (0, 0, 40))
    #expect(digest(company.workspace) == before)
    #expect(company.workspace.revision == again.batch)
  }
}

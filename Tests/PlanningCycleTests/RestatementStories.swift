// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing
import TradeMeasures
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: a figure at the close that moves with later batches, parts that do not sum to what moved, a correction that is called late or the
/// other way round, an effect of a batch that is not the batch's own. Does not see: whether a correction is right.
@Suite struct RestatementStories {
  private let past: PastCompany
  private var company: SmallCompany { past.company }

  init() throws { past = try PastCompany() }

  @Test("a corrected invoice moves its month now and leaves it at the close; the difference is the batch's")
  func corrected() throws {
    let closed = try past.figure(.invoices, "2026-08")
    #expect(closed.closedOn == day("2026-11-23") && closed.atClose == 800_000 && closed.now == 800_000 && closed.parts.isEmpty)
    company.clock.pass(days: 90)
    let batch = try past.bring(past.invoice("FP-0", on: "2026-08-02", 9_040), reason: "发票金额录错").batch
    let august = try past.figure(.invoices, "2026-08")
    #expect([august.first, august.atClose, august.now, august.change] == [800_000, 800_000, 904_000, 104_000])
    let part = try #require(august.parts.first)
    #expect(august.parts.count == 1 && part.batch == batch)
    #expect([part.addedRows, part.correctedRows, part.replacedRows] == [0, 1, 1] && part.corrected == 104_000)
    let entry = try #require(try past.restatements().entries.first)
    #expect(
      entry.batch == batch && entry.login == "sun" && entry.name.chinese == "孙" && entry.reason == "发票金额录错" && entry.fileName == "补录.csv")
    #expect(try past.figure(.invoices, "2026-10").parts.isEmpty, "other months stay")
  }

  @Test("a correction on the very day of the close is one, a second file of that day is a part of the close")
  func sameDay() throws {
    try past.bring(past.invoice("FP-9", on: "2026-08-09", 1_000))
    try past.bring(past.invoice("FP-0", on: "2026-08-02", 9_040))
    let august = try past.figure(.invoices, "2026-08")
    #expect(august.atClose == 900_000 && august.now == 1_004_000 && august.parts.map(\.correctedRows) == [1])
  }

  @Test("an invoice nobody knew is late once its month was closed")
  func late() throws {
    company.clock.pass(days: 40)
    try past.bring(past.invoice("FP-8", on: "2026-08-30", 500))
    let part = try #require(try past.figure(.invoices, "2026-08").parts.first)
    #expect(part.addedRows == 1 && part.added == 50_000 && part.correctedRows == 0)
    #expect(try past.restatements(RestatementQuestion(kind: .invoices, month: month("2026-08"))).entries.count == 1)
    #expect(try past.restatements(RestatementQuestion(login: "nobody")).entries.isEmpty)
  }

  @Test("an invoice that belongs to another month leaves one and comes to the other: together they move by nothing")
  func moved() throws {
    company.clock.pass(days: 40)
    try past.bring(past.invoice("FP-0", on: "2026-10-02", 8_000))
    let (august, october) = (try past.figure(.invoices, "2026-08"), try past.figure(.invoices, "2026-10"))
    #expect(august.change == -800_000 && october.change == 800_000)
    #expect(august.parts.map(\.replacedRows) == [1] && august.parts.map(\.correctedRows) == [0])
    #expect(october.parts.map(\.correctedRows) == [1] && october.parts.map(\.replacedRows) == [0])
    let proof = try Access.authorize(SmallCompany.finance, to: To.ViewCompany.self)
    let batch = try #require(august.parts.first?.batch)
    let page = try company.workspace.restatedRows(proof, batch: batch, month: month("2026-08"), isCorrection: true, offset: 0, limit: 10)
    let row = try #require(page.rows.first)
    #expect(row.document == "invoice:FP-0" && row.formerlyOn == day("2026-08-02") && row.on == day("2026-10-02"))
    #expect(row.changes.map(\.field) == ["invoiced_on", "due_on"] && row.changes.first?.old == "2026-08-02")
  }

  @Test("every month of every kind is the sum of its rows now, after twelve batches in any order")
  func sums() throws {
    for step in 0..<12 {
      company.clock.pass(days: 7)
      let month = 7 + step % 4
      try past.bring(past.invoice("FP-\(step % 5)", on: "2026-\(month < 10 ? "0" : "")\(month)-11", 100 * (step + 1)))
    }
    let table = try company.store.table(.invoices)
    for figure in try past.restatements(RestatementQuestion(kind: .invoices)).figures.flatMap(\.months) {
      let rows = (0..<table.rowCount).filter { table["invoiced_on"].day($0)?.monthOf == figure.month }
      #expect(figure.now == rows.reduce(0) { $0 + (table["amount_incl_tax"].integer($1) ?? 0) }, "\(figure.month)")
      #expect(figure.parts.reduce(0) { $0 + $1.change } == figure.change, "\(figure.month)")
    }
  }

  @Test(
    "what a batch did downstream is its own difference: the figure of its month, the inputs and totals that follow, nothing of other batches"
  )
  func effect() throws {
    company.clock.pass(days: 3)
    let batch = try past.bring(past.invoice("FP-1", on: "2026-10-20", 31_000)).batch
    let proof = try Access.authorize(SmallCompany.finance, to: To.ViewCompany.self)
    let task = try company.workspace.effect(proof, ofBatch: batch)
    let effect = try task.run()
    let invoiced = try #require(effect.figures.first { $0.measure == .invoice })
    #expect(invoiced.months.map(\.month) == [month("2026-10")] && invoiced.months.map(\.change) == [100_000])
    #expect(effect.inputCount > 0 && effect.inputs.count == effect.inputCount && effect.touchedCells > effect.inputCount)
    let cash = try #require(effect.totals.first { $0.id == "cash" }, "the receivable is collected, and the balance with it")
    #expect(cash.months.contains { ($0.change ?? 0) == 1_000 }, "\(cash.months)")
    #expect(effect.before.event == batch - 1 && effect.after.event >= batch)
    // Other batches come, and another workspace is opened: the effect of this one is what it was.
    try past.bring(past.invoice("FP-2", on: "2026-10-25", 1))
    try company.reopen()
    let again = try company.workspace.effect(proof, ofBatch: batch).run()
    func told(_ effect: PlanEffect) -> String {
      "\(effect.inputs) \(effect.touched) \(effect.totals) \(effect.figures) \(effect.raised.map(\.id))"
    }
    #expect(told(again) == told(effect))
    #expect(throws: CycleError.self) { _ = try company.workspace.effect(proof, ofBatch: company.workspace.revision + 5) }
  }

  @Test("a file that only repeats what is known restates nothing")
  func repeated() throws {
    company.clock.pass(days: 3)
    try past.bring(past.invoice("FP-0", on: "2026-08-02", 9_000))
    let count = try past.restatements().entryCount
    try past.bring(past.invoice("FP-0", on: "2026-08-02", 9_000))
    #expect(try past.restatements().entryCount == count)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: a month that lacks and is not said, one that is said to lack and does not, an answer about months that is older than the rows, sums told to
/// somebody without the right. Does not see: how the store keeps its sums (`MonthContract`).
@Suite struct CoverageStories {
  private let store: SQLiteWorkspace
  private let finance = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  init() throws {
    store = try SQLiteWorkspace.inMemory()
  }

  /// So many invoices on the tenth of a month, of 100 元 each.
  private func invoices(_ count: Int, _ month: Month, from first: Int = 0) -> FactTable {
    var table = FactTable(kind: .invoices)
    for number in first..<first + count {
      table.append(
        [
          "invoice_number": .text("FP-\(month)-\(number)"), "line_number": .number(1), "invoiced_on": .day(month.firstDay.adding(days: 9)),
          "amount_incl_tax": .number(10_000),
        ], line: Int32(number + 2))
    }
    return table
  }

  @discardableResult
  private func bring(_ table: FactTable, key: String) throws -> Int64 {
    let draft = EventDraft(kind: "facts.recorded", actor: Actor(id: 4, login: "zhou"), idempotencyKey: key)
    let batch = FactBatch(table: table, fileName: key + ".csv", recordedOn: Day(year: 2026, month: 11, day: 23)!)
    return try store.record(batch, for: draft, at: Moment(millisecondsSinceEpoch: 1_000)).batch
  }

  private func coverage(_ today: String, as person: Person? = nil, kind: FactKind? = nil) throws -> FactCoverage {
    let proof = try Access.authorize(person ?? finance, to: To.ViewCompany.self)
    return try CoverageReading(proof, store, kind: kind, today: try #require(Day(iso: today))).read()
  }

  private func month(_ text: String) -> Month { Month(iso: text)! }

  @Test("a month without invoices between months with them is a gap, the month that is not over is none")
  func gap() throws {
    for text in ["2026-01", "2026-02", "2026-03", "2026-05", "2026-06"] { try bring(invoices(4, month(text)), key: text) }
    let told = try coverage("2026-07-02")
    let invoices = try #require(told.kinds.first { $0.kind == .invoices })
    #expect(told.kinds.count == 1 && told.absent.contains(.receipts) && !told.absent.contains(.customers))
    #expect(told.months == month("2026-01")...month("2026-06"))
    #expect(invoices.months.map(\.state) == [.rows, .rows, .rows, .gap, .rows, .rows] && invoices.rows == 20)
    #expect(invoices.findings.map(\.words.chinese) == ["2026-04 没有销售发票，前后月份都有"])
    #expect(invoices.findings.map(\.words.english) == ["no invoices in 2026-04, between months that have them"])
    #expect(invoices.newestDay == month("2026-06").firstDay.adding(days: 9) && invoices.newestImport?.fileName == "2026-06.csv")
    #expect(invoices.field?.name == "amount_incl_tax" && invoices.months.last?.facts?.sums.first?.total == 40_000)
    // The gap is filled: it is told in the very next answer.
    try bring(self.invoices(3, month("2026-04")), key: "2026-04")
    #expect(try coverage("2026-07-02").kinds.first?.findings.isEmpty == true)
  }

  @Test("what has not come since is one finding, and grows with the months that close")
  func since() throws {
    for text in ["2026-01", "2026-02", "2026-03"] { try bring(invoices(4, month(text)), key: text) }
    #expect(try coverage("2026-04-30").kinds.first?.findings.isEmpty == true, "April is not over")
    let told = try #require(try coverage("2026-07-15").kinds.first)
    #expect(told.findings.map(\.words.chinese) == ["2026-04 起没有销售发票"])
    #expect(told.findings.map(\.months) == [month("2026-04")...month("2026-06")])
    #expect(told.months.map(\.state) == [.rows, .rows, .rows, .gap, .gap, .gap])
  }

  @Test("fewer than half of the median of the twelve months before is few, half of it is not, and one odd month moves nothing")
  func fallOff() throws {
    for offset in 0..<12 {
      let one = month("2025-01").adding(months: offset)
      // One month with ten times as many: a mean would be misled.
      try bring(invoices(offset == 5 ? 400 : 40, one), key: "\(one)")
    }
    try bring(invoices(20, month("2026-01")), key: "half")
    try bring(invoices(19, month("2026-02")), key: "less")
    let told = try #require(try coverage("2026-03-09").kinds.first)
    let months = Dictionary(told.months.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
    #expect(months[month("2026-01")]?.state == .rows && months[month("2026-01")]?.usual == 40)
    #expect(months[month("2026-02")]?.state == .low)
    #expect(months[month("2025-06")]?.usual == nil, "five months before it tell nothing")
    #expect(told.findings.map(\.words.chinese) == ["2026-02 只有 19 行，不到此前 12 个月中位数 40 行的一半"])
    let running = try #require(try coverage("2026-02-20").kinds.first)
    #expect(running.findings.isEmpty && running.months.last?.state == .running)
  }

  @Test("what comes now and then has no gaps: rates of exchange that were set twice in three years")
  func nowAndThen() throws {
    var table = FactTable(kind: .exchangeRates)
    for (line, on) in ["2024-01-01", "2025-06-01", "2026-10-01"].enumerated() {
      let day = try #require(Day(iso: on))
      table.append(["currency": .text("USD"), "valid_on": .day(day), "rate": .number(7_100_000)], line: Int32(line + 2))
    }
    try bring(table, key: "rates")
    let told = try #require(try coverage("2026-11-23").kinds.first)
    #expect(!told.isRegular && told.findings.isEmpty && told.field == nil)
    #expect(Swift.Set(told.months.map(\.state)) == [.rows, .none])
  }

  @Test("a day that was mistyped lies far away and spoils nothing; the newest thirty-six months are told")
  func farAway() throws {
    for offset in 0..<40 {
      let one = month("2023-08").adding(months: offset)
      try bring(invoices(3, one), key: "\(one)")
    }
    try bring(invoices(1, month("0226-03")), key: "typo")
    try bring(invoices(1, month("2926-03")), key: "another")
    let told = try coverage("2026-12-05")
    #expect(told.months == month("2023-12")...month("2026-11"))
    #expect(told.kinds.first?.months.count == 36 && told.kinds.first?.rows == 122 && told.kinds.first?.findings.isEmpty == true)
  }

  @Test("an invoice that is corrected into another month leaves a gap where it was")
  func moved() throws {
    for text in ["2026-01", "2026-02", "2026-03", "2026-04"] { try bring(invoices(1, month(text)), key: text) }
    #expect(try coverage("2026-05-10").kinds.first?.findings.isEmpty == true)
    var table = FactTable(kind: .invoices)
    table.append(
      [
        "invoice_number": .text("FP-2026-02-0"), "line_number": .number(1), "invoiced_on": .day(month("2026-03").firstDay),
        "amount_incl_tax": .number(10_000),
      ], line: 2)
    try bring(table, key: "moved")
    let told = try #require(try coverage("2026-05-10").kinds.first)
    #expect(told.months.map { $0.facts?.rows ?? 0 } == [1, 0, 2, 1])
    #expect(told.findings.map(\.months) == [month("2026-02")...month("2026-02")])
  }

  @Test("purchases and cash are told to whoever may see them, and nothing to somebody who is narrowed to some rows")
  func rights() throws {
    var table = FactTable(kind: .payments)
    let on = month("2026-05").firstDay
    table.append(["payment_number": .text("P1"), "paid_on": .day(on), "supplier": .text("S1"), "amount": .number(900)], line: 2)
    try bring(table, key: "payments")
    let head = Person(id: 7, login: "he", name: "何", title: "部门负责人", role: .departmentHead)
    let told = try coverage("2026-06-01", as: head)
    #expect(told.kinds.isEmpty && !told.absent.contains(.payments) && !told.absent.contains(.bankTransactions))
    #expect(try coverage("2026-06-01").kinds.map(\.kind) == [.payments])
    #expect(try coverage("2026-06-01", as: head, kind: .payments).absent.isEmpty)
    let narrowed = Person(
      id: 3, login: "li", name: "李", title: "华东区域经理", role: .regionalManager, scope: Scope("territory", in: ["EAST"]))
    #expect(throws: AccessError.self) { try Access.authorize(narrowed, to: To.ViewCompany.self) }
  }

  @Test("a company knows of a past day the months that it knew then")
  func past() throws {
    let past = try PastCompany()
    let proof = try Access.authorize(SmallCompany.finance, to: To.ViewCompany.self)
    let before = try past.workspace.coverage(proof, kind: .invoices).read()
    past.company.clock.pass(days: 90)
    try past.bring(past.invoice("FP-LATE", on: "2026-08-30", 500))
    let now = try #require(try past.workspace.coverage(proof, kind: .invoices).read().kinds.first)
    let standing = try past.past(.day(try #require(Day(iso: "2026-11-23"))))
    let then = try #require(try standing.coverage(proof, kind: .invoices).read().kinds.first)
    #expect(now.rows == then.rows + 1 && then.rows == before.kinds.first?.rows)
    #expect(then.months.map(\.facts) == before.kinds.first?.months.map(\.facts))
    #expect(then.newestImport?.batch == before.kinds.first?.newestImport?.batch && now.newestImport?.fileName == "补录.csv")
  }
}

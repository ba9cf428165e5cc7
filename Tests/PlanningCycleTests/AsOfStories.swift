// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: a past day whose answer moves with what is learnt later, that says less or more than was known in its evening, or that writes something.
/// Does not see: another version of the program, whose methods and standard model may be others.
@Suite struct AsOfStories {
  private let past: PastCompany
  private var company: SmallCompany { past.company }

  init() throws { past = try PastCompany() }

  @Test("what is shown of a past day is what was shown in its evening, whatever is corrected, typed, forecast or opened again since")
  func sameAnswers() throws {
    let shown = try PastCompany.readAll(company.workspace)
    let evening = company.workspace.revision
    company.clock.pass(days: 90)
    let before = try PastCompany.readAll(try past.past(.day(day("2026-11-23"))))
    for (name, text) in shown { #expect(before[name] == text, "\(name) as of the day is not what was shown on it") }
    try past.bring(past.invoice("FP-0", on: "2026-08-02", 9_040), reason: "发票金额录错")
    try company.edit("agreed@2027-03", "9000")
    _ = try company.workspace.refreshForecasts(
      try Access.authorize(SmallCompany.wang, to: To.RunCycle.self), context: company.context(SmallCompany.wang))
    try company.reopen()
    let after = try PastCompany.readAll(try past.past(.day(day("2026-11-23"))))
    #expect(after == before)
    #expect(try past.past(.event(evening)).revision == evening)
    let now = try PastCompany.readAll(company.workspace)
    for name in ["bridge", "documents", "cells"] { #expect(now[name] != before[name], "\(name) has what was learnt since") }
  }

  @Test("each event has a knowledge of its own: the one before a correction and the one after it differ by the correction alone")
  func events() throws {
    let result = try past.bring(past.invoice("FP-0", on: "2026-08-02", 9_040))
    func august(_ event: Int64) throws -> Int64 {
      let table = try past.past(.event(event)).facts.table(.invoices)
      return (0..<table.rowCount).reduce(0) { sum, row in
        table["invoiced_on"].day(row)?.monthOf == month("2026-08") ? sum + (table["amount_incl_tax"].integer(row) ?? 0) : sum
      }
    }
    #expect(try august(result.batch - 1) == 800_000)
    #expect(try august(result.batch) == 904_000)
  }

  @Test("the day lived then is the day asked for, also where nothing happened on it")
  func today() throws {
    company.clock.pass(days: 9)
    let quiet = try past.past(.day(day("2026-11-28")))
    #expect(quiet.environment.today() == day("2026-11-28"))
    let newest = try company.store.head().sequence
    #expect(quiet.revision == newest)
    #expect(try past.knowledge(.day(day("2026-11-28"))).tag == "\(newest)@2026-11-28")
    #expect(try past.knowledge(.day(day("2026-11-28"))) != past.knowledge(.day(day("2026-11-27"))))
  }

  @Test("nothing is written to the past: no event, no number of a member, no command")
  func readOnly() throws {
    company.clock.pass(days: 2)
    let head = try company.store.head()
    let standing = try past.past(.day(day("2026-11-24")))
    _ = try PastCompany.readAll(standing)
    let store = standing.store
    #expect(throws: StoreError.self) {
      _ = try store.append(EventDraft(kind: "x", actor: .system, idempotencyKey: "x"), at: company.clock.read())
    }
    #expect(throws: StoreError.self) { try store.forgetExpired(at: company.clock.read()) }
    let numbers = try store.identifiers(dimension: "Item", codes: ["FAN-1", "NEVER", "FAN-1", "NEVER"], at: company.clock.read())
    #expect(numbers[0] > 0 && numbers[0] == numbers[2] && numbers[1] < 0 && numbers[1] == numbers[3])
    #expect(try company.store.head() == head)
    #expect(try company.store.members(dimension: "Item").allSatisfy { $0.code != "NEVER" })
  }

  @Test("a day that is not over, one before the workspace, and an event that is not there are refused with what may be asked")
  func refused() throws {
    func code(_ question: KnowledgeQuestion) -> String? {
      do {
        _ = try past.knowledge(question)
        return nil
      } catch { return (error as? CycleError)?.code.text }
    }
    #expect(code(.day(day("2026-11-23"))) == "as-of.day-not-over")
    #expect(code(.day(day("2027-01-01"))) == "as-of.day-not-over")
    #expect(code(.day(day("2026-11-22"))) == "as-of.nothing-known")
    let newest = try company.store.head().sequence
    #expect(code(.event(newest + 1)) == "as-of.event-not-there")
    #expect(code(.event(newest)) == nil)
    company.clock.pass(days: 1)
    #expect(code(.day(day("2026-11-23"))) == nil)
  }

  @Test(
    "a moment is written as a day or as an event",
    arguments: [
      ("2026-08-31", "2026-08-31"), ("event-12", "event-12"), ("event-0", nil), ("event-012", nil), ("event--1", nil), ("12", nil),
      ("2026-02-30", nil), ("2026-8-1", nil), ("9999-01-01", nil), ("", nil), ("yesterday", nil),
    ])
  func written(_ text: String, _ read: String?) { #expect(KnowledgeQuestion(text)?.text == read) }

  @Test("rights are those of now: who is narrowed today sees their rows of the past alone")
  func rights() throws {
    company.clock.pass(days: 2)
    let standing = try past.past(.day(day("2026-11-24")))
    let li = try Access.authorize(SmallCompany.li, to: To.ViewPlan.self)
    #expect(throws: AccessError.self) { _ = try standing.forecastView(li, item: "FAN-1", region: "SOUTH") }
    #expect(try standing.forecastView(li, item: "FAN-1", region: "EAST").history.isEmpty == false)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning
import Testing

@testable import PlanningCycle

/// Sees: a way out that is offered without being possible, priced wrongly, or that does in the plan something else than it says; a scenario that is not
/// what was chosen. Does not see: whether a bank or a customer agrees.
@Suite struct CashMeasureStories {
  private let company: SmallCompany
  /// The loan of 200,000 is repaid on 11 January 2027: with this minimum line, 30,000 are missing then.
  private let due = day("2027-01-11")
  static let treasurer = Person(id: 6, login: "wu", name: "吴", title: "资金主管", role: .treasurer)

  init() throws {
    company = try CashCompany.make()
    let book = try company.workspace.cashBook(try Access.authorize(SmallCompany.wang, to: To.ViewCash.self), scenario: nil)
    let place = book.days.first.distance(to: due)
    let before = try #require(book.balance[22..<place].min())
    #expect(before > book.balance[place] + 3_000_000)
    try company.edit("minimum_cash", "\(Double(book.balance[place] + 3_000_000) / 100)")
  }

  private func proof(_ person: Person = SmallCompany.wang) throws -> Authorized<To.ViewCash> {
    try Access.authorize(person, to: To.ViewCash.self)
  }

  private func answer(_ chosen: [String]? = nil, scenario: Int64? = nil) throws -> ShortfallAnswer {
    try company.workspace.answerShortfall(try proof(), chosen: chosen, scenario: scenario)
  }

  private func priced(_ id: String) throws -> PricedMeasure {
    try #require(try answer().measures.first { $0.measure.id == id }, "\(id) is offered")
  }

  @discardableResult
  private func apply(_ ids: [String], as person: Person = SmallCompany.wang, key: String? = nil) throws -> Int64 {
    try company.workspace.applyMeasures(try proof(person), ids, name: nil, context: company.context(person, key: key)).event
  }

  @Test("the day, the amount and what leads there: the loan that falls due is the largest payment")
  func shortfall() throws {
    let answer = try answer()
    #expect(answer.shortfall?.day == due && answer.shortfall?.gap == 3_000_000)
    let lead = try #require(answer.lead)
    #expect(lead.opening + lead.lines.reduce(0) { $0 + $1.amount } == lead.closing)
    #expect(lead.payments.first?.amount == -20_000_000 && lead.payments.first?.source == .loan)
  }

  @Test("a bill of 60,000 with 48 days left is discounted at 2 % a year of 360 days for 160.00")
  func discount() throws {
    let bill = try priced("discount:CD-2")
    #expect(bill.cost == 16_000 && bill.effect == 6_000_000 - 16_000 && bill.measure.actBy == due)
  }

  @Test("it also settles two invoices of one supplier, without interest: what was to be paid stays on the account")
  func endorse() throws {
    let bill = try priced("endorse:CD-2")
    #expect(bill.cost == 0 && bill.effect == 6_000_000 && bill.measure.actBy == day("2026-12-21"))
  }

  @Test("only what is possible: no bill that is endorsed, pledged or matures before; no invoice that is due before")
  func possible() throws {
    let ids = try answer().measures.map(\.measure.id)
    for number in ["CD-1", "CD-3", "CD-4"] { #expect(!ids.contains { $0.hasSuffix(number) }) }
    #expect(!ids.contains("collect-early:C1"), "what C1 owes comes before the shortfall")
    #expect(!ids.contains { $0.hasPrefix("delay:") }, "thirty days of terms are over long before")
  }

  @Test("a customer that pays 14 days early gets what the money costs at the bank: 80,000 × 3.6 % × 14 ÷ 360 = 112.00")
  func early() throws {
    let early = try priced("collect-early:C2")
    #expect(early.cost == 11_200 && early.effect == 8_000_000 - 11_200 && early.measure.document == "invoice:FP-3")
  }

  @Test("with terms of a hundred days an invoice that was to be paid earlier may wait for their end, never longer")
  func delay() throws {
    try company.edit("term_days|Supplier=S1", "100")
    let answer = try answer()
    let delay = try #require(answer.measures.first { $0.measure.id == "delay:CG-1" })
    // 10 October + 100 days = 18 January 2027, a Monday.
    #expect(delay.cost == 0 && delay.effect == 2_500_000)
    let moved = delay.measure.inputs.filter { $0.change > 0 }.map(\.day)
    #expect(moved == [day("2027-01-18")])
  }

  @Test("an open order that stock does without for a month comes a month later, and is paid a month later; one that is needed stays")
  func movePurchase() throws {
    #expect(!(try answer().measures.contains { $0.measure.kind == .movePurchase }), "the motors are needed")
    try company.edit("opening_stock|Item=MOTOR", "100000")
    // Nothing is bought now, so the line that leaves 30,000 missing on the same day is another.
    let book = try company.workspace.cashBook(try proof(), scenario: nil)
    try company.edit("minimum_cash", "\(Double(book.balance[book.days.first.distance(to: due)] + 3_000_000) / 100)")
    let move = try priced("move-purchase:PO-1:MOTOR:0")
    #expect(move.measure.amount == 1_200_000 && move.measure.actBy == day("2026-11-30") && move.cost == 0)
    // 300 at 40 and 13 %: due on 30 November, paid 30 days later; moved to 30 December, paid after 11 January. Its input tax of 1,560
    // goes from November's return to December's, so that December pays 1,560 more.
    #expect(move.effect == 1_356_000 - 156_000)
    let id = try apply([move.measure.id])
    let seen = try company.compare(id)
    #expect(seen.checks.isEmpty && seen.inputs.count == 4)
    #expect(try #require(seen.scenarioShortfall).gap == 1_800_000)
    try company.merge(id)
    #expect(try company.value("scheduled_receipts|Item=MOTOR@2026-11-30") == 0)
    #expect(try company.value("scheduled_receipts|Item=MOTOR@2026-12-30") == 300)
    #expect(!(try answer().measures.contains { $0.measure.kind == .movePurchase }), "it is moved once")
  }

  @Test("the bank lends 500,000, and what is out is repaid that day: the line is drawn for what is missing, no more than is free")
  func draw() throws {
    let line = try #require(try answer().measures.first { $0.measure.kind == .draw })
    #expect(line.measure.amount == FindMeasures.rounded(max(3_000_000, try answer().lowest.gap)) && line.cost > 0)
    #expect(try answer(["draw:农商行=500000.00"]).chosen?.shortfall?.day != due, "until it is repaid in July")
    #expect((failure { try answer(["draw:农商行=500000.01"]) } as? CycleError)?.code == .measureNotKnown)
  }

  @Test("applied, it is a scenario: the gap is closed there at the price said, every check holds, and the plan stays as it was")
  func applied() throws {
    let before = digest(company.workspace)
    let chosen = try #require(try answer(["discount:CD-2"]).chosen)
    let id = try apply(["discount:CD-2"])
    #expect(digest(company.workspace) == before)
    let seen = try company.compare(id)
    #expect(seen.planShortfall?.day == due && seen.scenarioShortfall?.day != due && seen.checks.isEmpty)
    #expect(seen.scenarioShortfall == chosen.shortfall && seen.inputs.count == 3)
    let expenses = try #require(seen.figures.first { $0.id == "financial_expenses" })
    #expect(expenses.years.map { hundredths($0.change ?? 0) } == [16_000])
    let entries = try company.workspace.cashEntries(try proof(), grain: .day, period: "2027-01-11", scenario: id).entries
    #expect(entries.contains { $0.amount == 6_000_000 && $0.cell == "bills_discounted@2027-01-11" })
  }

  @Test("every kind of measure together keeps the balance sheet and the cash flow statement in balance")
  func balanced() throws {
    for ids in [["endorse:CD-2", "collect-early:C2", "draw:农商行=100000.00"], ["discount:CD-2"]] {
      let id = try apply(ids)
      #expect(try company.compare(id).checks.isEmpty, "\(ids)")
    }
  }

  @Test("merged, the plan has it; the same bill and the same invoices are not offered a second time")
  func merged() throws {
    try company.merge(try apply(["discount:CD-2", "collect-early:C2"]))
    #expect(company.workspace.firstShortfall()?.day != due)
    // Were the same day short again:
    let book = try company.workspace.cashBook(try proof(), scenario: nil)
    let ids = FindMeasures(book, CashShortfall(day: due, balance: 0, minimum: 1, week: 8), need: 1).all().map(\.id)
    #expect(ids.contains { $0.hasPrefix("draw:") } && !ids.contains { $0.hasSuffix("CD-2") } && !ids.contains("collect-early:C2"))
  }

  @Test("one bill is not discounted and endorsed; nothing chosen is nothing to do; the same command twice makes one scenario")
  func refusals() throws {
    #expect((failure { try apply(["discount:CD-2", "endorse:CD-2"]) } as? CycleError)?.code == .measureNotKnown)
    #expect((failure { try apply(["discount:CD-9"]) } as? CycleError)?.code == .measureNotKnown)
    #expect((failure { try apply([]) } as? CycleError)?.code == .payloadIncomplete)
    let first = try apply(["discount:CD-2"], key: "once")
    #expect(try apply(["discount:CD-2"], key: "once") == first && company.workspace.scenarios.open.count == 1)
  }

  @Test("the treasurer may do it; who may not see cash may not; and the treasurer still writes no prices")
  func rights() throws {
    let id = try apply(["discount:CD-2"], as: Self.treasurer)
    try company.merge(id, as: Self.treasurer, compared: try company.compare(id, as: Self.treasurer))
    #expect(try company.value("bills_discounted@2027-01-11") == 60_000)
    #expect(failure { try proof(SmallCompany.li) } != nil)
    #expect(failure { try company.edit("price|Item=FAN-1;Region=EAST@2026-12", "230", as: Self.treasurer) } is AccessError)
  }

  @Test("a program that starts anew derives the same scenario from its event")
  func restarted() throws {
    let id = try apply(["endorse:CD-2", "draw:农商行=100000.00"])
    let again = try company.restarted()
    #expect(try company.state(id, of: again) == company.state(id))
  }

  @Test("what is suggested closes the thirteen weeks, cheapest first, or says what is still missing")
  func suggested() throws {
    let answer = try answer()
    #expect(answer.suggested.lowest.gap <= 0 && !answer.suggested.ids.isEmpty)
    #expect(answer.suggested.ids.first == "endorse:CD-2", "without interest comes first")
    let same = try #require(try self.answer(answer.suggested.ids).chosen)
    #expect(same.cost == answer.suggested.cost && same.lowest == answer.suggested.lowest)
    try company.edit("minimum_cash", "100000000")
    #expect(try self.answer().suggested.lowest.gap > 0)
  }
}

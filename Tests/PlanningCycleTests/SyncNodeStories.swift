// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: an impact that is not what the change itself moved, a large deal that is passed over or a small one that is not, money told to who may not see it.
/// Does not see: the screen, how soon a browser hears of it.
@Suite struct SyncNodeStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let chen = SmallCompany.chen
  private let wang = SmallCompany.wang

  init() throws { company = try SmallCompany(extra: [Self.customers, Self.invoices]) }

  /// The southern store said that it buys no more.
  private static let customers = SmallCompanyFacts.table(
    .customers, [["code": "C2", "name": "南方商场", "territory": "SOUTH", "lost_on": .day(day("2026-10-31"))]])

  /// One paid in part, one paid, one not due yet.
  private static let invoices = SmallCompanyFacts.table(
    .invoices,
    [
      ("I-1", "2026-09-10", "2026-10-20", 150_000), ("I-2", "2026-09-12", "2026-10-25", 60_000),
      ("I-3", "2026-10-15", "2026-12-01", 900_000),
    ]
    .map { number, on, due, amount in
      [
        "invoice_number": .text(number), "invoiced_on": .day(day(on)), "due_on": .day(day(due)), "customer": "C1",
        "amount_incl_tax": SmallCompanyFacts.yuan(amount),
      ]
    })

  private func view(as person: Person? = nil, since: Day? = nil, of other: Workspace? = nil) throws -> SyncNodesView {
    try (other ?? workspace).syncNodes(try Access.authorize(person ?? wang, to: To.ViewPlan.self), since: since)
  }

  private func node(_ id: String) throws -> SyncNode? { try view().nodes.first { $0.id == id } }

  private func large(_ yuan: Int64, as person: Person? = nil) throws {
    _ = try workspace.setLarge(
      try Access.authorize(person ?? wang, to: To.Approve.self), amount: yuan * 100, context: company.context(person ?? wang))
  }

  private func change(_ code: String, _ change: DealChange) throws -> [Month: Int64] {
    _ = try workspace.updateDeal(
      try Access.authorize(chen, to: To.EditDeal.self), code: code, version: nil, change: change, context: company.context(chen))
    let moved = company.changes.last?.moved.filter { CellAddress($0.cell)?.measure == "revenue" } ?? []
    return Dictionary(uniqueKeysWithValues: moved.map { ($0.month, $0.change) })
  }

  private func revenue(_ node: SyncNode?) -> [Month: Int64] {
    Dictionary(uniqueKeysWithValues: (node?.impact?.months ?? []).filter { $0.revenue != 0 }.map { ($0.month, $0.revenue) })
  }

  @Test("a large deal that slips: by which months revenue and receipts move is what the change itself moved, and both sides see it")
  func slipped() throws {
    try large(100_000)
    let moved = try change("D-1", DealChange(closesOn: day("2027-03-10")))
    let slipped = try #require(try node("slipped-D-1"))
    #expect(slipped.from == day("2026-12-10") && slipped.to == day("2027-03-10") && slipped.amount == 11_300_000)
    #expect(!moved.isEmpty && revenue(slipped) == moved)
    let impact = try #require(slipped.impact)
    #expect(impact.basis == .plan && impact.months.contains { $0.receipts != 0 } && impact.lowest != nil)
    #expect(impact.months.first.map { $0.revenue < 0 } == true && impact.months.contains { $0.revenue > 0 }, "less now, more later")
    #expect(try view(as: chen).nodes.contains { $0.id == "slipped-D-1" }, "the sales director sees the same node")
    #expect(try view(as: chen).nodes.first { $0.id == "slipped-D-1" }?.impact?.lowest == nil, "but not the bank")
    _ = try company.undo(as: chen)
    #expect(try node("slipped-D-1") == nil, "put back, it did not happen")
  }

  @Test(
    "screens ask for nodes when one may have come: a large deal that moved or became large; not for each change, nor for rows of others")
  func traced() throws {
    try large(100_000)
    func brings(_ change: DealChange, to code: String = "D-1", scope: Scope = .all) throws -> Bool {
      _ = try self.change(code, change)
      let told = try #require(company.changes.last { $0.kind == "deal.updated" })
      let person = Person(id: 77, login: "reader", name: "读", title: "", role: .salesDirector, scope: scope)
      let isTheirs = person.scope.admits(row: told.nodes?.places ?? [:])
      #expect(told.heard(by: ChangeHearing(person)).mayBringNode == (told.mayBringNode && isTheirs))
      return told.heard(by: ChangeHearing(person)).mayBringNode
    }
    #expect(try !brings(DealChange(amountInclTax: 12_000_000)), "it was large, is large, and stands where it stood")
    #expect(try !brings(DealChange(deliversOn: day("2027-03-20"))))
    #expect(try brings(DealChange(closesOn: day("2027-02-10"))))
    #expect(try brings(DealChange(closesOn: day("2027-03-10")), scope: Scope("territory", in: ["EAST"])))
    #expect(try !brings(DealChange(closesOn: day("2027-03-12")), scope: Scope("territory", in: ["SOUTH"])), "nothing of other regions")
    #expect(try !brings(DealChange(amountInclTax: 9_000_000, closesOn: day("2027-03-14"))), "no longer large")
    #expect(try !brings(DealChange(closesOn: day("2027-03-15"))), "small ones are nobody's news")
    #expect(try brings(DealChange(amountInclTax: 11_300_000)), "put off before, and large now")
    #expect(try node("slipped-D-1") != nil)
    _ = try company.undo(as: chen)
    #expect(company.changes.last?.mayBringNode == false, "small again")
    try company.edit("minimum_cash", "1", as: SmallCompany.wang)
    #expect(company.changes.last?.mayBringNode == false)
  }

  @Test("what is found in a scenario is kept for it alone; readers of the plan share what is found in the plan")
  func scenario() throws {
    let scenario = try company.makeScenario("增产", isShared: false)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "3000", in: scenario)
    #expect(try workspace.reader(for: wang).syncShelf === workspace.syncShelf)
    #expect(try workspace.reader(for: wang, scenario: scenario).syncShelf !== workspace.syncShelf)
  }

  @Test("won and lost are measured against the plan as it was; a restart finds the same")
  func decided() throws {
    try large(100_000)
    let moved = try change("D-1", DealChange(stage: "输单"))
    let lost = try #require(try node("lost-D-1"))
    #expect(lost.impact.map { $0.revenue < 0 } == true && revenue(lost) == moved)
    let again = try company.restarted()
    #expect(revenue(try view(of: again).nodes.first { $0.id == "lost-D-1" }) == moved)
  }

  @Test("where people change and ask all the time, looking takes a tenth of the time; whoever asks later sees the newest")
  func rests() throws {
    let shelf = SyncNodeShelf()
    let (since, today) = (day("2026-10-01"), day("2026-11-23"))
    func at(_ milliseconds: Int64) -> Moment { Moment(millisecondsSinceEpoch: milliseconds) }
    func found(_ revision: Int64, _ large: Int64 = 100, at milliseconds: Int64) -> Int64? {
      shelf.nodes(revision, since, today, large, at: at(milliseconds))?.revision
    }
    shelf.keep([], 7, since, today, 100, from: at(0), to: at(200))
    #expect(found(7, at: 900_000) == 7, "of its revision it stays right")
    #expect(found(8, at: 2_199) == 7, "a moment later it is good enough, and says as of when")
    #expect(found(8, at: 2_200) == nil, "then somebody looks again")
    _ = shelf.look {
      #expect(found(8, at: 9_000) == 7, "one looks at a time")
      return []
    }
    #expect(found(8, 200, at: 300) == nil, "another idea of what is large is another question")
    #expect(found(6, at: 300) == nil, "whoever reads an earlier revision hears nothing of a later one")
  }

  @Test("a large deal that is won counts in full from then on, in the month it was won in, until that month is closed")
  func won() throws {
    try large(100_000)
    let before = try #require(try company.value("pipeline|Item=FAN-1;Region=EAST@2026-11"))
    let moved = try change("D-1", DealChange(stage: "赢单"))
    #expect(try moved.values.reduce(0, +) > 0 && revenue(node("won-D-1")) == moved)
    #expect(try company.value("pipeline|Item=FAN-1;Region=EAST@2026-11") == before + 500)
  }

  @Test("what is large is a setting: smaller ones are passed over, and it is taken back as any decision")
  func size() throws {
    try large(100_000)
    _ = try change("D-2", DealChange(closesOn: day("2027-06-20")))
    #expect(try node("slipped-D-2") == nil && view().large == 10_000_000)
    try large(10_000)
    #expect(try node("slipped-D-2") == nil, "6,780 are not 10,000")
    #expect((failure { try large(1) } as? CycleError)?.code == .meetingRefused)
    _ = try company.undo(as: wang)
    #expect(try view().large == 10_000_000)
    _ = try company.undo(as: wang)
    #expect(try view().large == 50_000_000)
  }

  @Test("receipts that are late leave the month in which they were due and come when the plan expects them: no 分 is lost")
  func receipts() throws {
    try large(100_000)
    let late = try #require(try node("receiptLate-C1"))
    #expect(late.amount == 21_000_000 && late.impact?.basis == .documents && late.impact?.receipts == 0)
    #expect(late.impact?.months.first == SyncNode.Month(month: month("2026-10"), revenue: 0, receipts: -21_000_000))
    #expect(late.detail.chinese.contains("2 张发票") && late.detail.chinese.contains("2026-10-20"))
    #expect(try !view(as: chen).nodes.contains { $0.kind == .receiptLate }, "who may not see cash")
    #expect(try !view(since: day("2026-10-26")).nodes.contains { $0.kind == .receiptLate }, "it was due before")
  }

  @Test("a customer who is lost: what they bought in their last year is what will be missing, month by month")
  func lostCustomer() throws {
    try large(100_000)
    let lost = try #require(try node("customerLost-C2"))
    let year = SmallCompanyFacts.all.first { $0.kind == .salesOrderLines }
    #expect(year != nil && lost.on == day("2026-10-31") && lost.region?.chinese == "华南")
    #expect(lost.impact?.months.count == 12 && lost.impact?.revenue == -lost.amount)
    #expect(lost.impact?.months.first?.month == month("2026-11"), "the first month without them")
    #expect(try node("customerLost-C1") == nil)
  }

  @Test("somebody who is narrowed hears of their own rows and of no total; nobody sets the size without the right")
  func narrowed() throws {
    try large(100_000)
    _ = try change("D-1", DealChange(closesOn: day("2027-03-10")))
    let south = Person(id: 9, login: "qian", name: "钱", title: "华南区域经理", role: .regionalManager, scope: Scope("territory", in: ["SOUTH"]))
    #expect(try view(as: south).nodes.map(\.id) == ["customerLost-C2"] && view(as: south).nodes[0].impact == nil)
    let own = try view(as: SmallCompany.li).nodes
    #expect(own.map(\.id) == ["slipped-D-1"] && own[0].impact == nil && own[0].amount == 11_300_000)
    #expect((failure { try large(200_000, as: SmallCompany.li) } as? AccessError)?.code == .permissionMissing)
  }

  @Test("an item that cannot be delivered in time: the pieces that are missing at their price, in the months in which they are")
  func supply() throws {
    try large(10_000)
    #expect(try node("supplyLate-FAN-1") == nil, "everything is made in time")
    try company.edit("frozen_days|Item=FAN-1", "30")
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-11", "5000")
    let index = try #require(workspace.plan.catalogue.itemIndex("FAN-1"))
    let stock = try workspace.plan.daily("projected_stock", item: index)
    let start = workspace.plan.calendar.firstDay.distance(to: SmallCompany.today)
    let lowest = stock[start..<start + 90].min() ?? 0
    try #require(lowest <= -50, "nothing more is made within thirty days: \(lowest)")
    let late = try #require(try node("supplyLate-FAN-1"))
    #expect(late.impact?.revenue == -late.amount && abs(Double(late.amount) / 100 + lowest * 200) < 1, "at 200 a piece before tax")
  }
}

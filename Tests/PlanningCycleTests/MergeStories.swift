// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import SalesAnalytics
import Testing

@testable import PlanningCycle

/// Two codes that are one. Sees: a place that still counts them as two, a row that is written anew, a merge that cannot be taken back bit for bit,
/// a total that a
/// merge moves. Does not see: which records are proposed (the room's own tests).
@Suite("Merged members are one, and can be two again")
struct MergeStories {
  @Test("merged is as if the sources had used one code all along: every table, and every cell of the plan, bit for bit")
  func asOne() throws {
    let (twice, once) = (try TwiceCompany(), try TwiceCompany.once())
    try twice.merge(.items, "FAN-01", into: "FAN-1")
    try twice.merge(.customers, TwiceCompany.name, into: "C1")
    for kind in FactKind.allCases {
      #expect(told(try twice.workspace.facts.table(kind)) == told(try once.workspace.facts.table(kind)), "\(kind)")
    }
    #expect(twice.workspace.plan.catalogue.items.map(\.code) == once.workspace.plan.catalogue.items.map(\.code))
    let horizon = (1...12).map { twice.workspace.plan.cutoff.adding(months: $0) }
    for measure in ["baseline", "actual_order_units", "opening_stock", "price", "revenue", "planned_orders"] {
      for place in ["|Item=FAN-1", "|Item=FAN-2", ""] {
        for month in [month("2026-08"), month("2026-10")] + horizon {
          let cell = "\(measure)\(place)@\(month)"
          guard let expected = try? once.value(cell) else { continue }
          #expect(try twice.company.value(cell)?.bitPattern == expected.bitPattern, "\(cell)")
        }
      }
    }
    #expect(twice.workspace.plan.engine.checks().allSatisfy { $0.passes })
  }

  @Test("taken back, everything is as before bit for bit, the forecast too, and no row was written")
  func asBefore() throws {
    let twice = try TwiceCompany()
    let (before, run) = (digest(twice.workspace), twice.workspace.plan.baseline?.run)
    let rows = try FactKind.allCases.map { told(try twice.company.store.table($0)) }
    let (item, customer) = (try twice.merge(.items, "FAN-01", into: "FAN-1"), try twice.merge(.customers, TwiceCompany.name, into: "C1"))
    #expect(digest(twice.workspace) != before)
    #expect(twice.workspace.plan.baseline?.run != run)
    #expect(try FactKind.allCases.map { told(try twice.company.store.table($0)) } == rows)
    try twice.separate(item.event)
    try twice.separate(customer.event)
    #expect(digest(twice.workspace) == before)
    #expect(twice.workspace.plan.baseline?.run == run)
    #expect(digest(try twice.company.restarted()) == before)
    #expect(failure { try twice.separate(item.event) } as? CycleError != nil)
  }

  @Test("a program that starts anew, and one that calculates from nothing, find the same")
  func replay() throws {
    let twice = try TwiceCompany()
    let first = try twice.merge(.items, "FAN-01", into: "FAN-1")
    #expect(digest(try twice.company.restarted()) == digest(twice.workspace))
    #expect(try twice.workspace.verifyPlan().isEqual)
    try twice.separate(first.event)
    try twice.merge(.items, "FAN-1", into: "FAN-01")
    #expect(digest(try twice.company.restarted()) == digest(twice.workspace))
    #expect(try twice.workspace.verifyPlan().isEqual)
  }

  @Test("totals of the company do not move: ordered, invoiced, collected, receivable, in stock")
  func totals() throws {
    let twice = try TwiceCompany()
    let sight = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self)
    func totals() throws -> [SalesFigure] {
      try twice.workspace.analyseSales(
        sight,
        SalesQuestion(
          [.orderedInclTax, .orderedQuantity, .invoicedInclTax, .collected, .receivable],
          in: day("2024-01-01")...day("2026-10-31"), asOf: day("2026-10-31"))
      ).total
    }
    func stock() throws -> Double {
      try ["FAN-1", "FAN-01", "FAN-2", "MOTOR"].reduce(0) { sum, item in
        guard twice.workspace.plan.catalogue.items.contains(where: { $0.code == item }) else { return sum }
        return sum
          + (try twice.company.value("opening_stock|Item=\(item)@2026-11") ?? twice.company.value("opening_stock|Item=\(item)") ?? 0)
      }
    }
    let (before, pieces) = (try totals(), try stock())
    try twice.merge(.items, "FAN-01", into: "FAN-1")
    try twice.merge(.customers, TwiceCompany.name, into: "C1")
    #expect(try totals() == before)
    #expect(try stock() == pieces)
    #expect(pieces == 80 * 3)
  }

  @Test("from a day on: what was ordered before stays where it was")
  func fromADay() throws {
    let twice = try TwiceCompany()
    try twice.merge(.customers, TwiceCompany.name, into: "C1", since: day("2026-06-01"))
    let orders = try twice.workspace.facts.table(.salesOrderLines)
    for row in 0..<orders.rowCount where orders["ordered_on"].day(row)! >= day("2026-06-01") {
      #expect(orders["customer"].text(row) != TwiceCompany.name)
    }
    #expect(orders["customer"].texts.contains(TwiceCompany.name))
    #expect(digest(try twice.company.restarted()) == digest(twice.workspace))
  }

  @Test("counts of stock on different days are what both codes had together on each")
  func stockOfDifferentDays() throws {
    let counts: [(String, String?, Int)] = [("A", "2026-10-10", 5), ("A", "2026-10-31", 7), ("B", "2026-10-15", 30), ("A", nil, 8)]
    let table = SmallCompanyFacts.table(
      .stock,
      counts.map { item, on, pieces in
        var row: [String: FactValue] = ["item": .text(item), "location": "WH", "quantity": SmallCompanyFacts.pieces(pieces)]
        row["counted_on"] = on.map { .day(day($0)) }
        return row
      })
    let joined = StockTogether.join(table.replacing(table["item"].recoded { _, _ in "A" }), [false, false, true, false]) {
      table["item"].text($0)!
    }
    let rows = joined.taking(joined.rowsByKey())
    #expect((0..<rows.rowCount).map { rows["counted_on"].day($0)?.description ?? "" } == ["", "2026-10-10", "2026-10-15", "2026-10-31"])
    #expect((0..<rows.rowCount).map { rows["quantity"].integers[$0] / 10_000 } == [38, 5, 35, 37])
  }

  /// Why somebody is told that it cannot be.
  @Test("what cannot be merged is refused with every reason")
  func refusals() throws {
    let twice = try TwiceCompany()
    func words(_ work: () throws -> CommandOutcome) -> String {
      (failure(work) as? CycleError).map { $0.code.text + " " + $0.detail.english } ?? ""
    }
    #expect(words { try twice.merge(.items, "NONE", into: "FAN-1") }.contains("no code NONE"))
    #expect(words { try twice.merge(.items, "FAN-1", into: "FAN-1") }.contains("into itself"))
    #expect(words { try twice.merge(.items, "MOTOR", into: "FAN-1") }.contains("component of the other"))
    #expect(words { try twice.merge(.items, "FAN-01", into: "FAN-1", since: day("2027-01-01")) }.contains("is to come"))
    #expect(words { try twice.merge(.items, "FAN-01", into: "FAN-1", reason: "") }.contains("reason-missing"))
    try twice.merge(.items, "FAN-01", into: "FAN-1")
    #expect(words { try twice.merge(.items, "FAN-01", into: "FAN-2") }.contains("is merged into FAN-1"))
    #expect(words { try twice.merge(.items, "FAN-2", into: "FAN-01") }.contains("choose FAN-1"))
  }

  @Test("two valid credit codes are two companies: nobody can merge them")
  func creditCodes() throws {
    let customers = SmallCompanyFacts.table(
      .customers,
      [
        ["code": "C1", "name": "东方百货", "territory": "EAST", "credit_code": "91440300708461136T"],
        ["code": "C2", "name": "南方商场", "territory": "SOUTH", "credit_code": "914403001922038216"],
      ])
    let company = try SmallCompany(extra: [customers])
    let proof = try Access.authorize(TwiceCompany.keeper, to: To.ImportFacts.self)
    let refusal =
      failure {
        try company.workspace.mergeMembers(proof, .customers, ["C2"], into: "C1", since: nil, context: company.context(TwiceCompany.keeper))
      } as? CycleError
    #expect(refusal?.code.text == "members.merge-refused")
    #expect(refusal?.detail.chinese.contains("两个法人") == true)
  }

  @Test("records that may be one are proposed with what would move; those kept apart are not proposed again, until that is taken back")
  func proposals() throws {
    let twice = try TwiceCompany()
    let found = try twice.workspace.mergeProposals(try twice.view, .items)
    let proposal = try #require(found.proposals.first)
    #expect(proposal.members.map(\.code) == ["FAN-1", "FAN-01"])
    #expect(proposal.isCertain, "one code in two writings, and one name")
    #expect(proposal.moves.orderLines == 24 && proposal.moves.series == 2)
    let customers = try twice.workspace.mergeProposals(try twice.view, .customers)
    let pair = try #require(customers.proposals.first)
    #expect(Set(pair.members.map(\.code)) == ["C1", TwiceCompany.name])
    #expect(!pair.isCertain)
    let apart = try twice.workspace.keepApart(
      try twice.proof, .customers, ["C1", TwiceCompany.name], context: twice.company.context(TwiceCompany.keeper))
    #expect(try twice.workspace.mergeProposals(try twice.view, .customers).total == 0)
    try twice.company.reopen()
    #expect(try twice.workspace.mergeProposals(try twice.view, .customers).total == 0)
    _ = try twice.workspace.withdrawApart(try twice.proof, apart.event, context: twice.company.context(TwiceCompany.keeper))
    #expect(try twice.workspace.mergeProposals(try twice.view, .customers).total == 1)
    try twice.merge(.customers, TwiceCompany.name, into: "C1")
    #expect(try twice.workspace.mergeProposals(try twice.view, .customers).total == 0)
    let history = twice.workspace.memberHistory(try twice.view)
    #expect(history.merges.map(\.merge.code) == [TwiceCompany.name])
    #expect(history.aparts.first?.ended != nil)
  }

  @Test("a deal that is changed while its customer is merged keeps the code of its source")
  func dealsKeepTheirCode() throws {
    let twice = try TwiceCompany()
    let merge = try twice.merge(.customers, "C1", into: TwiceCompany.name)
    try twice.company.drag("D-1", closesOn: day("2027-01-15"))
    let own = try twice.company.store.table(.deals)
    let row = try #require((0..<own.rowCount).first { own["code"].text($0) == "D-1" })
    #expect(own["customer"].text(row) == "C1")
    #expect(own["closes_on"].day(row) == day("2027-01-15"))
    try twice.separate(merge.event)
    #expect(twice.workspace.plan.deals.first { $0.code == "D-1" }?.customer == "C1")
  }

  @Test("a scenario made before a merge is derived as of its day, and still holds after it")
  func scenarios() throws {
    let twice = try TwiceCompany()
    let scenario = try twice.company.makeScenario("归并前")
    try twice.company.edit("agreed@2027-01", "5000", in: scenario)
    try twice.merge(.items, "FAN-01", into: "FAN-1")
    #expect(try twice.workspace.verifyScenarios().allSatisfy(\.isEqual))
    #expect(try twice.company.value("agreed@2027-01", in: scenario) == 5000)
    try twice.company.reopen()
    #expect(try twice.workspace.verifyScenarios().allSatisfy(\.isEqual))
  }

  @Test("files that go on naming a merged code are known")
  func knownCodes() throws {
    let twice = try TwiceCompany()
    try twice.merge(.items, "FAN-01", into: "FAN-1")
    let codes = twice.workspace.knownCodes(for: .salesOrderLines)
    #expect(codes.knows(.items, "FAN-01") == true && codes.knows(.items, "FAN-77") == false)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Testing

@testable import PlanningCycle

@Suite struct DealStories {
  private func balances(_ company: SmallCompany) throws -> [Int64] {
    try company.workspace.cashView(try Access.authorize(SmallCompany.wang, to: To.ViewCash.self), grain: .week)
      .periods.map(\.closing)
  }

  @Test("a deal dragged to January moves orders, revenue, VAT and the cash week, and can be taken back")
  func dragged() throws {
    let company = try SmallCompany()
    let cells = [
      "orders@2026-12", "orders@2027-01", "revenue@2027-01", "revenue@2027-02", "output_vat@2027-01", "output_vat@2027-02",
    ]
    let before = try cells.map { try company.value($0) ?? 0 }
    let cashBefore = try balances(company)
    // Six decided deals were quoted, five of them won: (5 + 1) ÷ (6 + 2) = 0.75 of 500 pieces.
    #expect(try company.value("pipeline|Item=FAN-1;Region=EAST@2026-12") == 375)

    let outcome = try company.drag("D-1", closesOn: day("2027-01-15"))
    let after = try cells.map { try company.value($0) ?? 0 }
    let amount = 375.0 * 226
    let net: Double = amount / 1.13
    let tax: Double = amount - net
    let expected: [Double] = [-amount, amount, -net, net, -tax, tax]
    for (index, cell) in cells.enumerated() {
      #expect(abs(after[index] - before[index] - expected[index]) < 0.01, "\(cell): \(after[index] - before[index])")
      #expect(outcome.moved.contains { $0.cell == cell }, "\(cell) is among what moved")
    }
    #expect(try balances(company) != cashBefore)
    #expect(company.changes.last?.label.english.contains("2027-01-15") == true)
    #expect(try company.workspace.verifyPlan().isEqual)

    _ = try company.undo(as: SmallCompany.chen)
    #expect(try cells.map { try company.value($0) ?? 0 } == before)
    #expect(try balances(company) == cashBefore)
    #expect(company.workspace.plan.deals.first { $0.code == "D-1" }?.closesOn == day("2026-12-10"))
    #expect(try company.workspace.verifyPlan().isEqual)
  }

  @Test("a larger amount is as many pieces more at the price it was made at: the plan follows, and undo brings back just what stood there")
  func amount() throws {
    let company = try SmallCompany()
    let before = digest(company.workspace)
    let cell = "pipeline|Item=FAN-1;Region=EAST@2026-12"
    _ = try company.workspace.updateDeal(
      try Access.authorize(SmallCompany.chen, to: To.EditDeal.self), code: "D-1", version: nil,
      change: DealChange(amountInclTax: 16_950_000), context: company.context(SmallCompany.chen))
    #expect(try company.value(cell) == 375 * 1.5, "500 pieces for 113,000 are 750 for 169,500")
    #expect(company.workspace.plan.deals.first { $0.code == "D-1" }?.amountInclTax == 16_950_000)
    #expect(try company.workspace.verifyPlan().isEqual)
    _ = try company.undo(as: SmallCompany.chen)
    #expect(try company.value(cell) == 375 && digest(company.workspace) == before)
    // A price that does not divide: the pieces are rounded, and come back as they were.
    _ = try company.workspace.updateDeal(
      try Access.authorize(SmallCompany.chen, to: To.EditDeal.self), code: "D-1", version: nil,
      change: DealChange(amountInclTax: 10_000_001), context: company.context(SmallCompany.chen))
    _ = try company.undo(as: SmallCompany.chen)
    #expect(digest(company.workspace) == before)
  }

  @Test("win rates follow Laplace's rule, stage by stage, in the order in which deals reach them")
  func winRates() throws {
    let statistics = StageStatistics.learn(
      from: Deal.read(deals: SmallCompanyFacts.deals, stages: SmallCompanyFacts.stages))
    #expect(statistics.map(\.stage) == ["线索", "报价"])
    #expect(statistics.map(\.decidedCount) == [8, 6])
    #expect(statistics.map(\.wonCount) == [5, 5])
    #expect(statistics.map(\.winRate) == [6.0 / 10, 6.0 / 8])
    // Expected on 10 May, won on 20 May.
    #expect(statistics.map(\.delayDays) == [10, 10])
  }

  @Test("a deal that states a version that is past is refused, and so is one of another region")
  func refused() throws {
    let company = try SmallCompany()
    let head = company.workspace.revision
    let proof = try Access.authorize(SmallCompany.chen, to: To.EditDeal.self)
    let stale = failure {
      try company.workspace.updateDeal(
        proof, code: "D-1", version: 1, change: DealChange(isCommitted: true), context: company.context(SmallCompany.chen))
    }
    #expect((stale as? CycleError)?.code == .changedSince)
    let unknown = failure { try company.drag("D-99", closesOn: day("2027-01-15")) }
    #expect((unknown as? CycleError)?.code == .dealNotKnown)
    let south = Person(
      id: 9, login: "zhao", name: "赵", title: "华南区域经理", role: .regionalManager, scope: Scope("territory", in: ["SOUTH"]))
    #expect(failure { try company.drag("D-1", closesOn: day("2027-01-15"), as: south) } is AccessError)
    #expect(company.workspace.revision == head)
  }
}

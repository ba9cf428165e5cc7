// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// Sees: a preview that says something else than what then happens, or that leaves a trace; figures of a department that are missing.
/// Does not see: whether a total belongs to the department it stands with.
@Suite struct ImpactStories {
  private let company: SmallCompany

  init() throws { company = try CashCompany.make() }

  private func preview(_ cell: String, _ value: String, as person: Person = SmallCompany.wang, scenario: Int64? = nil) throws -> Impact {
    try company.workspace.previewCells(
      try company.proof(person), [TypedCell(cell: cell, value: value, spread: .proportional)], holds: [], scenario: scenario)
  }

  private func deal(_ code: String, _ change: DealChange, as person: Person = SmallCompany.chen) throws -> Impact {
    try company.workspace.previewDeal(try Access.authorize(person, to: To.EditDeal.self), code: code, change: change)
  }

  /// Every total by month that a preview names, as the change of a command names them.
  private func totals(_ impact: Impact) -> [MovedFigure] {
    impact.shares.flatMap(\.figures).flatMap(\.months).sorted { $0.cell < $1.cell }
  }

  @Test("what is previewed is what then happens, to the 分; and the preview leaves no trace")
  func edit() throws {
    let (before, revision) = (digest(company.workspace), company.workspace.revision)
    let impact = try preview("agreed|Item=FAN-1;Region=EAST@2026-12", "2000")
    #expect(digest(company.workspace) == before && company.workspace.revision == revision)
    let named = Swift.Set(impact.shares.flatMap(\.figures).map(\.measure))
    let outcome = try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "2000")
    let moved = outcome.moved.filter { named.contains(CellAddress($0.cell)?.measure ?? "") }.sorted { $0.cell < $1.cell }
    #expect(totals(impact) == moved && !moved.isEmpty)
    #expect(impact.shortfall.new == company.workspace.firstShortfall())
  }

  @Test("more fans are sold, bought for, made, taxed and paid: every department hears of it, with the items that move")
  func departments() throws {
    let impact = try preview("agreed|Item=FAN-1;Region=EAST@2026-12", "2000")
    #expect(impact.shares.map(\.department) == [.sales, .purchasing, .production, .finance, .treasury])
    let purchasing = try #require(impact.shares.first { $0.department == .purchasing })
    #expect(purchasing.parts.first?.code == "MOTOR" && (purchasing.parts.first?.change ?? 0) > 0)
    let sales = try #require(impact.shares.first { $0.department == .sales })
    #expect(sales.parts.map(\.code) == ["FAN-1"])
    let finance = try #require(impact.shares.first { $0.department == .finance })
    #expect(finance.figures.contains { $0.measure == "vat_due" } && finance.figures.contains { $0.measure == "net_profit" })
    #expect(!impact.weeks.isEmpty)
    for figure in impact.shares.flatMap(\.figures) where figure.measure == "revenue" {
      #expect(figure.change == figure.months.reduce(0) { $0 + $1.change }, "a flow is the sum of its months")
    }
  }

  @Test("a deal that moves to January shows what the drag will move; the deal stays where it is")
  func dealMove() throws {
    let impact = try deal("D-1", DealChange(closesOn: day("2027-01-20")))
    #expect(company.workspace.plan.deals.first { $0.code == "D-1" }?.closesOn == day("2026-12-10"))
    let named = Swift.Set(impact.shares.flatMap(\.figures).map(\.measure))
    let outcome = try company.drag("D-1", closesOn: day("2027-01-20"))
    #expect(totals(impact) == outcome.moved.filter { named.contains(CellAddress($0.cell)?.measure ?? "") }.sorted { $0.cell < $1.cell })
  }

  @Test("a deal that is won counts in full and teaches its stages, in the preview as in the plan")
  func dealWon() throws {
    let impact = try deal("D-1", DealChange(stage: "赢单"))
    let before = try company.value("pipeline@2026")
    let outcome = try company.workspace.updateDeal(
      try Access.authorize(SmallCompany.chen, to: To.EditDeal.self), code: "D-1", version: nil, change: DealChange(stage: "赢单"),
      context: company.context(SmallCompany.chen))
    #expect(try company.value("pipeline@2026") != before)
    let named = Swift.Set(impact.shares.flatMap(\.figures).map(\.measure))
    #expect(totals(impact) == outcome.moved.filter { named.contains(CellAddress($0.cell)?.measure ?? "") }.sorted { $0.cell < $1.cell })
  }

  @Test("an alert that the change raises or settles is named; nothing moved is nothing")
  func alerts() throws {
    try company.edit("minimum_cash", "-90000000")
    let raised = try preview("minimum_cash", "90000000")
    #expect(raised.raised.map(\.code) == ["cash.shortfall"] && raised.settled.isEmpty && raised.shortfall.old == nil)
    try company.edit("minimum_cash", "90000000")
    #expect(try preview("minimum_cash", "-90000000").settled.map(\.code) == ["cash.shortfall"])
    #expect(try preview("minimum_cash", "90000000").shares.isEmpty)
  }

  @Test("in a scenario it is the scenario that is asked, and the plan is not")
  func scenario() throws {
    let id = try company.makeScenario("试算")
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "2000", in: id)
    #expect(try preview("agreed|Item=FAN-1;Region=EAST@2026-12", "2000", scenario: id).shares.isEmpty)
    #expect(try !preview("agreed|Item=FAN-1;Region=EAST@2026-12", "2000").shares.isEmpty)
  }

  @Test("every figure of a preview says why: before, after, and parts that sum to the change; the plan stays as it is")
  func why() throws {
    let cells = [TypedCell(cell: "agreed|Item=FAN-1;Region=EAST@2026-12", value: "2000", spread: .proportional)]
    let impact = try preview("agreed|Item=FAN-1;Region=EAST@2026-12", "2000")
    let before = digest(company.workspace)
    let moved =
      impact.shares.flatMap(\.figures).flatMap(\.months).map { ($0.cell, $0.old, $0.new) }
      + impact.shares.flatMap(\.parts).flatMap(\.months).map { ($0.cell, $0.old, $0.new) }
      + impact.weeks.map { ($0.cell, $0.old, $0.new) }
    #expect(moved.count > 20)
    for (cell, old, new) in moved {
      let why = try company.workspace.explainPreview(try company.proof(SmallCompany.wang), cell: cell, of: cells, holds: [])
      #expect(why.before.map(hundredths) == old && why.value.map(hundredths) == new, "\(cell)")
      let parts = why.parts.reduce(0) { $0 + ($1.contribution ?? 0) }
      #expect(why.parts.isEmpty || abs(parts - Double(new - old) / 100) < 0.011, "\(cell): \(parts)")
    }
    #expect(digest(company.workspace) == before)
  }

  @Test("the entry itself says that it is only previewed; a deal that moves is explained in both its months")
  func entry() throws {
    let typed = TypedCell(cell: "override|Item=FAN-1;Region=EAST@2026-12", value: "2000", spread: .proportional)
    let why = try company.workspace.explainPreview(
      try company.proof(SmallCompany.wang), cell: typed.cell, of: [typed], holds: [])
    #expect(why.value == 2000 && why.source?.words.english == "an entry that is previewed and not kept yet")
    let proof = try Access.authorize(SmallCompany.chen, to: To.EditDeal.self)
    let months = try ["2026-12", "2027-01"].map { month in
      try company.workspace.explainPreview(
        proof, cell: "pipeline@" + month, ofDeal: "D-1", change: DealChange(closesOn: day("2027-01-20")))
    }
    let changes = months.map { ($0.value ?? 0) - ($0.before ?? 0) }
    #expect(changes[0] < 0 && abs(changes[0] + changes[1]) < 1e-9)
    let secret = failure {
      try company.workspace.explainPreview(
        try company.proof(SmallCompany.li), cell: "cash@2026-12",
        of: [TypedCell(cell: "agreed|Item=FAN-1;Region=EAST@2026-12", value: "2000", spread: .proportional)], holds: [])
    }
    #expect(secret is AccessError)
  }

  @Test("the rights are those of the edit; who may not see cash hears nothing of it")
  func rights() throws {
    #expect(failure { try preview("minimum_cash", "1", as: SmallCompany.li) } is AccessError)
    #expect(failure { try preview("agreed|Item=FAN-1;Region=SOUTH@2026-12", "9", as: SmallCompany.li) } is AccessError)
    let impact = try preview("agreed|Item=FAN-1;Region=EAST@2026-12", "2000", as: SmallCompany.li)
    #expect(impact.weeks.isEmpty && impact.shortfall.new == nil && !impact.shares.flatMap(\.figures).contains { $0.measure == "cash" })
    #expect((failure { try deal("D-9", DealChange(isCommitted: true)) } as? CycleError)?.code == .dealNotKnown)
    #expect((failure { try deal("D-1", DealChange()) } as? CycleError)?.code == .payloadIncomplete)
  }
}

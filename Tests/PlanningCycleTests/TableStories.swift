// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import NumericalMethods
import Planning
import Testing

@testable import PlanningCycle

/// Who looks at the one table hears only of the rows that moved, and sees what a fresh reader sees.
@Suite struct TableStories {
  private let company: SmallCompany
  private let request: TableRequest

  init() throws {
    company = try SmallCompany()
    request = TableRequest(
      from: try #require(Month(iso: "2026-01")), to: try #require(Month(iso: "2027-12")), grain: .month, region: nil,
      comparesBudget: true, comparesLastYear: true)
  }

  private func table(since: Int64? = nil, only rows: Swift.Set<String>? = nil) throws -> TableAnswer {
    try company.workspace.tableView(try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self), request, since: since, only: rows)
  }

  /// As a calculation without any memory of earlier tables gives it.
  private func fresh() throws -> [TableView.Row] {
    try TableBuilder(
      plan: company.workspace.plan, notes: company.workspace.environment.englishNotes, request: request,
      sight: company.workspace.plan.sight(of: SmallCompany.wang)
    ).build().rows
  }

  @Test("rows that moved, put into the table before, are the table as it is read anew")
  func movedRows() throws {
    var shown = try table().rows
    #expect(shown.count > 20)
    for (step, cell) in ["agreed|Item=FAN-1;Region=EAST@2026-12", "agreed|Item=F:风扇@2027-01", "agreed@2027-02"].enumerated() {
      let revision = company.workspace.revision
      try company.edit(cell, "\(700 + step)")
      let answer = try table(since: revision)
      #expect(answer.since == revision && !answer.rows.isEmpty && answer.rows.count < shown.count)
      let moved = Dictionary(uniqueKeysWithValues: answer.rows.map { ($0.address, $0) })
      shown = shown.map { moved[$0.address] ?? $0 }
      let now = try fresh()
      #expect(shown.map(\.address) == now.map(\.address))
      #expect(zip(shown, now).allSatisfy { $0.values == $1.values && $0.lastYear == $1.lastYear && $0.budget == $1.budget })
    }
  }

  /// Places a person may type at: leaves, families, the total, drivers of departments, prices that move the pipeline.
  private static let places = [
    "agreed|Item=FAN-1;Region=EAST", "agreed|Item=FAN-2;Region=SOUTH", "agreed|Item=FAN-2", "units|Item=F:风扇", "units",
    "orders|Item=FAN-1", "price|Item=FAN-1;Region=SOUTH", "headcount|Department=D01", "fixed_expense|Department=D01", "capex",
  ]

  @Test("after any edits, a deal and what was taken back, the kept table is the one a fresh reader sees, figure for figure")
  func randomEdits() throws {
    var chance = RandomStream(seed: 20_261_128)
    var applied = 0
    for step in 0..<120 {
      let month = month("2026-11").adding(months: Int.random(in: 0..<14, using: &chance))
      let place = Self.places[Int.random(in: 0..<Self.places.count, using: &chance)]
      switch step % 10 {
      case 7: _ = try? company.undo(as: SmallCompany.wang)
      case 9: try company.drag("D-1", closesOn: month.firstDay.adding(days: step % 27))
      default:
        if (try? company.edit("\(place)@\(month)", "\(Int.random(in: 1..<900, using: &chance))")) != nil { applied += 1 }
      }
      // Readers do not come after every change.
      if step % 3 != 0 { continue }
      let kept = try table().rows
      let now = try fresh()
      #expect(kept.map(\.address) == now.map(\.address))
      for (mine, theirs) in zip(kept, now) {
        #expect(
          mine.values == theirs.values && mine.lastYear == theirs.lastYear && mine.budget == theirs.budget
            && mine.checks == theirs.checks && mine.failure == theirs.failure, "step \(step): \(mine.address)")
      }
    }
    #expect(applied > 60)
  }

  @Test("one leaf touches its own rows and those above it, and the ratios of both; not the other item, not the departments")
  func touchedRows() throws {
    let plan = company.workspace.plan
    let model = plan.engine.model
    let wave = try plan.engine.apply([
      InputEdit(
        measure: "override", coordinate: ["Item": plan.members.items[0], "Region": plan.members.regions[0]],
        period: .month(month("2027-03")), value: 77, source: .constant)
    ])
    let touched = TouchedRows(wave, plan)
    func measure(_ id: String) throws -> Int { try #require(model.measure(named: id)) }
    for id in ["agreed", "revenue", "gross_margin_rate"] {
      let index = try measure(id)
      #expect(touched.contains(index, nil), "\(id)")
      #expect(touched.contains(index, plan.members.items[0]) && touched.contains(index, plan.members.families[0]), "\(id)")
      #expect(!touched.contains(index, plan.members.items[1]), "\(id)")
    }
    let (rate, people) = (try measure("total_gross_margin_rate"), try measure("headcount"))
    #expect(touched.contains(rate, nil))
    #expect(!touched.contains(people, nil))
  }

  @Test("a number typed at the total reaches what is sold and nothing else, as if every unsold item were held by itself")
  func unsoldHolds() throws {
    let plan = company.workspace.plan
    let motor = try #require(plan.catalogue.itemIndex("MOTOR"))
    let holds = UnsoldHolds(plan)
    #expect(holds.within(.total).count == 1)
    #expect(holds.within(["Item": plan.members.items[0]]).isEmpty)
    #expect(!holds.within(["Item": plan.members.items[motor]]).isEmpty)
    try company.edit("agreed@2027-02", "1000")
    let sold = try ["FAN-1", "FAN-2"].map { try company.value("agreed|Item=\($0)@2027-02") ?? 0 }
    #expect(sold.reduce(0, +) == 1000)
    #expect(try company.value("agreed|Item=MOTOR@2027-02") == 0)
  }

  @Test("what items do not have, like a rebate rate by region, is not held by those that are never sold")
  func ratesWithoutItems() throws {
    try company.edit("rebate_rate|Region=EAST", "3%")
    #expect(try company.value("rebate_rate|Region=EAST") == 0.03)
    try company.edit("rebate_rate", "4%")
    for region in ["EAST", "SOUTH"] { #expect(try company.value("rebate_rate|Region=\(region)") == 0.04) }
  }

  @Test("what happens in a scenario moves no row of the plan, and rows that moved before and after it are still known")
  func besideScenarios() throws {
    let seen = company.workspace.revision
    _ = try table()
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "700")
    let scenario = try company.makeScenario("淡季")
    _ = try company.edit("agreed@2027-02", "9000", in: scenario)
    try company.edit("agreed|Item=FAN-2;Region=EAST@2027-01", "80")
    #expect(company.workspace.tableChanges.touched(after: seen, through: company.workspace.revision, company.workspace.plan) != nil)
    let answer = try table(since: seen)
    let now = try fresh()
    #expect(answer.since == seen && answer.rows.count < now.count)
    let shown = Dictionary(uniqueKeysWithValues: try table().rows.map { ($0.address, $0.values) })
    #expect(now.allSatisfy { shown[$0.address] == $0.values })
  }

  @Test("a table that is not known any more comes whole")
  func forgotten() throws {
    let first = company.workspace.revision
    _ = try table()
    for step in 0..<6 {
      try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "\(500 + step)")
      _ = try table()
    }
    let answer = try table(since: first)
    #expect(answer.since == nil)
    #expect(answer.rows.count == (try fresh()).count)
    #expect(try table(since: 999_999).since == nil)
  }

  @Test("rows in sight come alone and first, as the whole table has them; the rest comes when it is asked for")
  func partsFirst() throws {
    let known = try table().rows
    let seen = company.workspace.revision
    try company.edit("agreed@2027-02", "4321")
    let asked: Swift.Set<String> = ["agreed", "revenue", "headcount", "nowhere"]
    let part = try table(since: seen, only: asked)
    #expect(part.isPart && part.since == seen)
    #expect(part.rows.map(\.address) == ["agreed", "revenue"])
    let whole = try table(since: seen)
    #expect(!whole.isPart && whole.since == seen && whole.rows.count > part.rows.count)
    for row in part.rows {
      let same = try #require(whole.rows.first { $0.address == row.address })
      #expect(same.values == row.values && same.values != known.first { $0.address == row.address }?.values)
    }
    // Asked again after another change, the part still starts from what the reader has.
    try company.edit("agreed@2027-03", "99")
    let later = try table(since: seen, only: ["agreed"])
    let now = try fresh()
    #expect(later.rows.first?.values == now.first { $0.address == "agreed" }?.values)
    _ = try company.undo(as: SmallCompany.wang)
    _ = try company.undo(as: SmallCompany.wang)
    #expect(try table(since: seen, only: ["agreed"]).rows.isEmpty, "it moved back")
  }

  @Test("a part of a table that is not known any more, or of a plan calculated anew, comes whole")
  func partsOfTheUnknown() throws {
    _ = try table()
    let seen = company.workspace.revision
    #expect(try table(since: 999_999, only: ["agreed"]).since == nil)
    let scenario = try company.makeScenario("淡季")
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self)
    let answer = try company.workspace.tableView(proof, request, scenario: scenario, since: seen, only: ["agreed"])
    let count = try fresh().count
    #expect(!answer.isPart && answer.since == nil && answer.rows.count == count)
  }

  @Test("in a scenario too, rows in sight come first")
  func partsOfScenarios() throws {
    let scenario = try company.makeScenario("旺季")
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self)
    _ = try company.workspace.tableView(proof, request, scenario: scenario)
    let seen = company.workspace.revision
    _ = try company.edit("agreed@2027-02", "7777", in: scenario)
    let part = try company.workspace.tableView(proof, request, scenario: scenario, since: seen, only: ["agreed", "headcount"])
    #expect(part.isPart && part.rows.map(\.address) == ["agreed"])
    let place = try #require(part.columns.firstIndex { $0.id == "2027-02" })
    #expect(part.rows[0].values[place] == 7777)
  }

  @Test(
    "alerts that are kept are those a fresh look finds, whatever is edited; a department's figure does not make them be looked for again")
  func keptAlerts() throws {
    var chance = RandomStream(seed: 7)
    for step in 0..<40 {
      let month = month("2026-11").adding(months: Int.random(in: 0..<6, using: &chance))
      let place = Self.places[Int.random(in: 0..<Self.places.count, using: &chance)]
      _ = try? company.edit("\(place)@\(month)", "\(Int.random(in: 1..<9_000, using: &chance))")
      let kept = company.workspace.alerts()
      (company.workspace.knownAlerts, company.workspace.heldAlerts, company.workspace.heldStock) = (nil, nil, nil)
      #expect(kept == company.workspace.alerts(), "step \(step): \(place)")
    }
    let workspace = company.workspace
    _ = workspace.alerts()
    try company.edit("headcount|Department=D01@2027-02", "12")
    let people = try #require(workspace.plan.engine.model.measure(named: "headcount"))
    let moved = try #require(workspace.tableChanges.touched(after: workspace.revision - 1, through: workspace.revision, workspace.plan))
    #expect(moved.changed.contains(people))
    #expect(
      workspace.knownAlerts?.alerts(on: workspace.planningDay, revision: workspace.revision + 1, workspace.plan.engine) { _ in
        workspace.movesItems(moved)
      }
        != nil)
  }

  @Test("nothing moved, nothing comes")
  func quiet() throws {
    _ = try table()
    let answer = try table(since: company.workspace.revision)
    #expect(answer.since == company.workspace.revision && answer.rows.isEmpty)
  }
}

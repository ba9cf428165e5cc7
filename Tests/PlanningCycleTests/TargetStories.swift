// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import FinancialPlanning
import Journal
import Planning
import Testing

@testable import PlanningCycle

/// Sees: a target whose parts do not add up, figures beside it that are not the plan's, rights that reach too far, an undo that takes what somebody set since.
/// Does not see: the screen, whether a target is wise.
@Suite struct TargetStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let wang = SmallCompany.wang
  private let li = SmallCompany.li

  init() throws { company = try SmallCompany(facts: Self.facts) }

  /// In the east Wu sells the small fan and Zheng the large one; in the south Feng sells the small one and nobody is named for the large.
  private static let facts: [FactTable] = {
    var orders = FactTable(kind: .salesOrderLines)
    let whole = SmallCompanyFacts.orders
    for row in 0..<whole.rowCount {
      let (item, region) = (whole["item"].text(row) ?? "", whole["territory"].text(row) ?? "")
      var values: [String: FactValue] = [:]
      for name in ["order_number", "item", "customer", "territory"] { values[name] = whole[name].text(row).map { .text($0) } }
      for name in ["line_number", "quantity", "amount_incl_tax"] { values[name] = whole[name].integer(row).map { .number($0) } }
      values["ordered_on"] = whole["ordered_on"].day(row).map { .day($0) }
      values["owner"] = region == "EAST" ? (item == "FAN-1" ? "E1" : "E2") : item == "FAN-1" ? "E3" : nil
      orders.append(values, line: Int32(row + 2))
    }
    let employees = SmallCompanyFacts.table(
      .employees, [["code": "E1", "name": "吴"], ["code": "E2", "name": "郑"], ["code": "E3", "name": "冯"]])
    return SmallCompanyFacts.all.filter { $0.kind != .salesOrderLines } + [orders, employees]
  }()

  private func view(_ place: String = "", _ span: String? = nil, year: Int = 2026, of other: Workspace? = nil, as person: Person? = nil)
    throws -> TargetView
  {
    try (other ?? workspace).target(
      try Access.authorize(person ?? wang, to: To.ViewPlan.self), .revenue, year: year, span: span, place: place)
  }

  private func row(_ place: String, _ span: String? = nil, of other: Workspace? = nil) throws -> TargetView.Row {
    try #require(try view("", span, of: other).places.first { $0.place == place })
  }

  @discardableResult
  private func set(
    _ place: String, _ span: String, _ amount: String, _ basis: TargetBasis = .present, sums: TargetSums = .follow,
    as person: Person? = nil,
    year: Int = 2026, seen: Int64? = nil, shares: (axis: TargetGrid.Axis, weights: [String])? = nil
  ) throws -> CommandOutcome {
    try workspace.setTarget(
      try Access.authorize(person ?? wang, to: To.ViewPlan.self),
      TargetChange(
        measure: .revenue, year: year, place: place, span: span, amount: amount, basis: basis, sums: sums, shares: shares, seen: seen),
      context: company.context(person ?? wang))
  }

  private func lock(_ place: String, _ span: String, _ isLocked: Bool = true) throws {
    _ = try workspace.lockTarget(
      try Access.authorize(wang, to: To.ViewPlan.self), .revenue, year: 2026, place: place, span: span, isLocked: isLocked,
      context: company.context(wang))
  }

  private func code(_ work: () throws -> CommandOutcome) -> String? {
    switch failure(work) {
    case let error as CycleError: error.code.text
    case let error as AccessError: error.code.text
    default: nil
    }
  }

  @Test("Imported quotas are the target until somebody sets it: by person, region and month, with their file, and undo comes back to them")
  func quotas() throws {
    func quota(_ owner: String, _ on: String, _ yuan: Int) -> [String: FactValue] {
      ["owner": .text(owner), "starts_on": .day(day(on)), "amount": SmallCompanyFacts.yuan(yuan)]
    }
    // Wu by quarter, the manager of the east for both, Feng for a year; nobody knows the last one.
    let quotas = SmallCompanyFacts.table(
      .quotas,
      [
        quota("E1", "2026-01-01", 300_000), quota("E1", "2026-04-01", 90_001), quota("M1", "2026-01-01", 500_000),
        quota("E3", "2025-01-01", 70_000), quota("E3", "2026-01-01", 120_000), quota("X9", "2026-01-01", 1),
      ])
    let employees = SmallCompanyFacts.table(
      .employees,
      [
        ["code": "E1", "name": "吴"], ["code": "E2", "name": "郑"], ["code": "E3", "name": "冯"],
        ["code": "M1", "name": "何", "territory": "EAST"],
      ])
    let company = try SmallCompany(facts: Self.facts.filter { $0.kind != .employees } + [employees], extra: [quotas])
    let work = company.workspace
    let first = try view(of: work)
    #expect(first.standing == nil && first.imported?.rows == 4 && first.imported?.leftOut == 1)
    func target(_ place: String, _ span: String) throws -> Int64? {
      try view("", span, of: work).places.first { $0.place == place }?.target
    }
    #expect(try target("EAST/E1", "2026Q1") == 30_000_000 && target("EAST/E1", "2026Q2") == 9_000_100)
    #expect(try target("EAST/E2", "2026Q1") == 20_000_000, "what the manager promised beyond Wu's quota is Zheng's, who has none")
    #expect(try target("SOUTH/E3", "2026") == 12_000_000, "as long as the one before it")
    #expect(try target("", "2026") == 30_000_000 + 9_000_100 + 20_000_000 + 12_000_000)
    let months = try (1...3).compactMap { try target("EAST/E1", "2026-0\($0)") }
    #expect(months.count == 3 && months.reduce(0, +) == 30_000_000 && Swift.Set(months).count > 1, "as Wu's orders of a year before")
    let proof = try Access.authorize(wang, to: To.ViewPlan.self)
    let change = TargetChange(
      measure: .revenue, year: 2026, place: "EAST/E1", span: "2026Q1", amount: "310000", basis: .present, sums: .follow, seen: 0)
    _ = try work.setTarget(proof, change, context: company.context(wang))
    #expect(try view(of: work).imported == nil && target("EAST", "2026Q1") == 51_000_000 && target("SOUTH/E3", "2026") == 12_000_000)
    _ = try company.undo(as: wang)
    #expect(try view(of: work).imported?.rows == 4 && target("EAST", "2026Q1") == 50_000_000)
    #expect(try work.target(proof, .revenue, year: 2027).places.first?.target == nil, "no quota of 2027")
  }

  @Test("Before a target is set, the bottom-up plan stands by region and person, and adds up to the company's revenue")
  func bottomUp() throws {
    let view = try view()
    #expect(view.standing == nil && view.places.allSatisfy { $0.target == nil && $0.gap == nil && $0.needed == nil })
    #expect(view.places.map(\.place) == ["", "EAST", "EAST/E1", "EAST/E2", "SOUTH", "SOUTH/E3", "SOUTH/~"])
    #expect(view.places[2].label.chinese == "吴" && view.places[6].label.chinese == "未分到人")
    let plan = view.places.map { $0.plan ?? 0 }
    #expect(plan[0] == plan[1] + plan[4] && plan[1] == plan[2] + plan[3] && plan[4] == plan[5] + plan[6] && plan.allSatisfy { $0 > 0 })
    let months = try (1...12).map { try company.value("total_revenue@2026-\($0 < 10 ? "0" : "")\($0)") ?? 0 }
    #expect(plan[0] == months.reduce(0) { $0 + hundredths($1) }, "each month is rounded once, as in the income statement")
    #expect(view.places[0].actual == months.prefix(10).reduce(0) { $0 + hundredths($1) } && view.places[0].closedMonths == 10)
    #expect(try self.view(year: 2025).places[0].openMonths == 0)
  }

  @Test(
    "The year's target by last year's shape: every level adds up, each region has its share of last year to the 分, and the gap and the pace follow"
  )
  func annual() throws {
    let whole: Int64 = 2_000_000_01
    try set("", "2026", "2000000.01", .lastYear)
    let places = try view().places
    #expect(places[0].target == whole && places.filter { $0.level == 1 }.reduce(0) { $0 + ($1.target ?? 0) } == whole)
    for row in places.dropFirst() {
      let share = Double(row.lastYear ?? 0) / Double(places[0].lastYear ?? 1)
      #expect(abs(Double(row.target ?? 0) - share * Double(whole)) < 2, "\(row.place)")
    }
    let periods = try view("EAST/E1").periods
    #expect(periods.count == 17 && periods[0].target == places[2].target)
    #expect(periods.filter { $0.level == 1 }.reduce(0) { $0 + ($1.target ?? 0) } == periods[0].target)
    #expect(periods.filter { $0.level == 2 }.reduce(0) { $0 + ($1.target ?? 0) } == periods[0].target)
    let top = places[0]
    let (plan, actual) = (try #require(top.plan), try #require(top.actual))
    #expect(top.gap == plan - whole && top.difference == actual - (top.targetToDate ?? 0))
    #expect(top.attainment == Double(actual) / Double(whole))
    #expect(top.needed == (whole - actual + 1) / 2, "two months remain")
    let last = try (8...10).map { hundredths(try company.value("total_revenue@2026-\($0 < 10 ? "0" : "")\($0)") ?? 0) }
    #expect(abs((top.pace ?? 0) * 3 - last.reduce(0, +)) <= 2)
  }

  @Test(
    "A region is set anew and the company stays; its people follow; a locked quarter does not; all of it is undone and survives a restart")
  func levels() throws {
    try set("", "2026", "1200000", .even)
    #expect(try row("EAST").target == 600_000_00 && row("EAST/E2").target == 300_000_00)
    try lock("EAST/E1", "2026Q1")
    try set("EAST", "2026", "700000", sums: .places)
    #expect(try row("").target == 1_200_000_00 && row("SOUTH").target == 500_000_00)
    #expect(try row("EAST/E1", "2026Q1").target == 75_000_00, "locked")
    #expect(try row("EAST").target == 700_000_00 && row("EAST/E1").target! + row("EAST/E2").target! == 700_000_00)
    #expect(try view().places[2].isLocked == false && view("EAST/E1").periods[1].isLocked)
    let again = try company.restarted()
    #expect(try view(of: again).places.map(\.target) == view().places.map(\.target))
    _ = try company.undo(as: wang)
    #expect(try row("EAST").target == 600_000_00)
    _ = try workspace.redoLast(try Access.authorize(wang, to: To.ViewPlan.self), context: company.context(wang))
    #expect(try row("EAST").target == 700_000_00)
    #expect(company.changes.last?.label.chinese.contains("华东") == true, "every screen hears what was done")
  }

  @Test("What somebody set since is not undone under their hands, and a figure that was not seen is not overwritten")
  func conflicts() throws {
    try set("", "2026", "1200000", .even)
    let seen = try #require(try view().standing?.event)
    try set("EAST", "2026", "500000", as: SmallCompany.chen)
    #expect(code { try company.undo(as: wang) } == "target.changed-since")
    #expect(code { try set("SOUTH", "2026", "1", seen: seen) } == "target.changed-since")
    #expect(try row("EAST").target == 500_000_00 && row("").target == 1_100_000_00)
    #expect(try view().standing?.by.chinese == "chen")
  }

  @Test("A regional manager divides the own region's target among its people and months, and neither changes its sum nor another region's")
  func rights() throws {
    #expect(code { try set("EAST/E1", "2026", "1", as: li) } == "target.refused", "there is nothing to divide yet")
    try set("", "2026", "1200000", .even)
    let mine = try view(as: li).places.filter(\.mayEdit).map(\.place)
    #expect(mine == ["EAST/E1", "EAST/E2"])
    try set("EAST/E1", "2026", "400000", sums: .places, as: li)
    #expect(try row("EAST").target == 600_000_00 && row("EAST/E2").target == 200_000_00)
    try set("EAST", "2026Q4", "300000", sums: .periods, as: li)
    #expect(try row("EAST").target == 600_000_00 && row("EAST", "2026Q4").target == 300_000_00)
    #expect(code { try set("EAST/E1", "2026", "500000", as: li) } == "target.refused", "the region would grow")
    #expect(code { try set("SOUTH/E3", "2026", "1", sums: .places, as: li) } == "access.outside-scope")
    #expect(code { try set("", "2026", "1", as: li) }?.hasPrefix("access") == true)
    #expect(failure { try workspace.target(try Access.authorize(li, to: To.ViewPlan.self), .grossMargin) } is AccessError)
  }

  @Test("One's own weights divide a level; what cannot be read, is too few or is not there is said, several at once")
  func badInput() throws {
    try set("", "2026", "1000000", .lastYear, shares: (.places, ["3", "1"]))
    #expect(try row("EAST").target == 750_000_00 && row("SOUTH").target == 250_000_00)
    func detail(_ work: () throws -> CommandOutcome) -> String { (failure(work) as? CycleError)?.detail.english ?? "" }
    let typed = detail { try set("", "2026", "lots", shares: (.places, ["a", "1"])) }
    #expect(typed.contains("lots") && typed.contains("“a”"), "both are named")
    let missing = detail { try set("WEST", "2025Q1", "1") }
    #expect(missing.contains("WEST") && missing.contains("2025Q1"))
    #expect(detail { try set("", "2026", "5", shares: (.periods, ["1"])) }.contains("4 weights"))
    #expect(detail { try set("", "2025", "5", .lastYear, year: 2025) }.contains("2024"))
    #expect(code { try set("", "2026", "-1") } == "target.refused")
    #expect(code { try set("", "2031", "1", year: 2031) } == "target.not-known")
    #expect(try row("").target == 1_000_000_00, "nothing was taken")
  }

  @Test("Margin follows the plan by region, and collections of closed months are the receipts of each one's customers")
  func otherMeasures() throws {
    let proof = try Access.authorize(wang, to: To.ViewPlan.self)
    let margin = try workspace.target(proof, .grossMargin, year: 2026).places
    let expected = try (1...12).map { hundredths(try company.value("gross_margin@2026-\($0 < 10 ? "0" : "")\($0)") ?? 0) }
    #expect(margin[0].plan == expected.reduce(0, +) && margin[0].plan == (margin[1].plan ?? 0) + (margin[4].plan ?? 0))
    let collections = try workspace.target(proof, .collections, year: 2026).places[0]
    #expect(collections.actual == 0, "this company has no receipts on file")
    #expect((collections.plan ?? 0) > 0)
  }
}

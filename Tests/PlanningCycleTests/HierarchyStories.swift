// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import SalesAnalytics
import Testing

@testable import PlanningCycle

/// A member that lay elsewhere. Sees: reports of then that use the parents of now, and the other way round; totals that depend on the hierarchy.
@Suite("Hierarchies have days")
struct HierarchyStories {
  private let company: TwiceCompany
  private let sight: Authorized<To.ViewPlan>

  init() throws {
    company = try TwiceCompany()
    sight = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self)
    try company.merge(.items, "FAN-01", into: "FAN-1")
  }

  private func ordered(_ dimension: SalesDimension, _ hierarchy: SalesHierarchy, _ period: ClosedRange<Day>) throws -> [String: Int64] {
    let answer = try company.workspace.analyseSales(
      sight, SalesQuestion([.orderedInclTax], by: [dimension], in: period, asOf: day("2026-10-31")), hierarchy: hierarchy)
    var result: [String: Int64] = [Self.total: try #require(answer.total[0].whole)]
    for row in answer.rows { if case .member(let member) = row.keys[0] { result[member.code] = row.figures[0].whole } }
    return result
  }

  /// Beside the members, one of which has an empty code.
  private static let total = "Σ"
  private static let before = day("2026-01-01")...day("2026-02-28")
  private static let after = day("2026-03-01")...day("2026-10-31")

  @Test("from its day on an item is of its new family; then and now differ before it and agree after it, and the total is one")
  func moves() throws {
    let old = try ordered(.family, .now, Self.before)
    let move = try company.move(.itemFamily, "FAN-1", to: "新风扇", since: "2026-03-01")
    #expect(try ordered(.family, .then, Self.before) == old)
    let now = try ordered(.family, .now, Self.before)
    #expect(now["新风扇"]! > 0 && now[Self.total] == old[Self.total])
    #expect(try ordered(.family, .then, Self.after) == ordered(.family, .now, Self.after))
    #expect(company.workspace.plan.catalogue.items.first { $0.code == "FAN-1" }?.family == "新风扇")
    #expect(digest(try company.company.restarted()) == digest(company.workspace))
    _ = try company.workspace.withdrawMove(
      try company.proof, move.event, context: company.company.context(TwiceCompany.keeper, reason: "不调整了"))
    #expect(try ordered(.family, .now, Self.before) == old)
  }

  @Test("a customer's territory of then counts where a document tells none; a group of then always")
  func territories() throws {
    try company.move(.territoryGroup, "EAST", to: "东大区", since: "2026-03-01")
    try company.move(.territoryGroup, "EAST", to: "沿海大区", since: "2026-06-01")
    let then = try ordered(.group, .then, day("2026-01-01")...day("2026-10-31"))
    let now = try ordered(.group, .now, day("2026-01-01")...day("2026-10-31"))
    #expect(then["东大区"]! > 0 && then["沿海大区"]! > 0)
    #expect(now["东大区"] == nil && now["沿海大区"]! > then["沿海大区"]!)
    #expect(now[Self.total] == then[Self.total])
    let places = try company.workspace.memberPlaces(try company.view, .territoryGroup)
    #expect(places.places.first?.steps.map(\.parent) == ["", "东大区", "沿海大区"])
  }

  @Test("what a file says from its day on is a step as well")
  func files() throws {
    company.company.clock.pass(days: 1)
    let table = SmallCompanyFacts.table(.territories, [["code": "EAST", "name": "华东", "group": "一区"]])
    let draft = EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "territories-again")
    _ = try company.company.store.record(
      FactBatch(table: table, recordedOn: SmallCompany.today.adding(days: 1)), for: draft, at: company.workspace.environment.now())
    try company.company.reopen()
    let steps = try company.workspace.hierarchySteps(.territoryGroup)["EAST"]
    #expect(steps?.map(\.parent) == ["", "一区"])
    #expect(steps?.last?.since == SmallCompany.today.adding(days: 1))
    #expect(try ordered(.group, .then, Self.after)["一区"] == nil)
    #expect(try ordered(.group, .now, Self.after)["一区"]! > 0)
  }

  @Test("what cannot be is refused with its reasons")
  func refusals() throws {
    func words(_ work: () throws -> CommandOutcome) -> String { (failure(work) as? CycleError)?.detail.english ?? "" }
    #expect(words { try company.move(.customerTerritory, "C1", to: "MOON", since: "2026-03-01") }.contains("no territory MOON"))
    #expect(words { try company.move(.itemFamily, "NONE", to: "风扇", since: "2026-03-01") }.contains("master data have no NONE"))
    #expect(words { try company.move(.itemFamily, "FAN-1", to: "新", since: "2027-03-01") }.contains("is to come"))
    #expect(words { try company.move(.itemFamily, "FAN-1", to: "", since: "2026-03-01") }.contains("1 to 100"))
  }
}

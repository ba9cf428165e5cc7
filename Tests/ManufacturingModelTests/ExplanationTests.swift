// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import Testing

/// Sees an operator whose parts do not sum to its result, or lead to the wrong cell; does not see how a screen words them.
@Suite("Why, in the manufacturing plan")
struct ExplanationTests {
  func whole() throws -> SampleCompany {
    let company = try SampleCompany()
    try company.fillWhole()
    company.engine.calculate()
    return company
  }

  /// The days of a measure's row that are not 0.
  func days(_ company: SampleCompany, _ measure: String, _ members: [String: Int64]) throws -> [PlanPeriod] {
    let values = try company.engine.values(measure, at: Coordinate(members))
    return values.indices.filter { values[$0] != 0 }.map { .day(company.calendar.day(at: $0)) }
  }

  func inputs(below node: Explanation) -> Set<String> {
    node.children.reduce(into: Set([node.label])) { $0.formUnion(inputs(below: $1)) }
  }

  func expectSum(_ node: Explanation, _ amount: Double) {
    let parts = node.children.compactMap(\.contribution)
    #expect(!parts.isEmpty)
    #expect(
      abs(parts.reduce(0, +) - amount) <= 1e-9 * max(1, abs(amount)), "\(node.label) \(node.coordinate)")
  }

  @Test("A planned receipt of a bought part leads through the assemblies to the demand for what is sold")
  func receipt() throws {
    let company = try whole()
    let planned = try days(company, "planned_receipts", ["Item": 5])
    #expect(planned.count > 10)
    for day in planned.prefix(40) {
      let node = try company.engine.explain(
        "planned_receipts", at: ["Item": 5], period: day,
        limits: ExplanationLimits(width: 1_000, nodes: 20_000))
      expectSum(node, node.value ?? .nan)
    }
    let node = try company.engine.explain("planned_receipts", at: ["Item": 5], period: planned[9])
    let demands = node.children.filter { $0.label.hasPrefix("demand") }
    #expect(demands.contains { $0.coordinate["Item"] == 1 || $0.coordinate["Item"] == 2 })
  }

  @Test("Items are ordered by their own rule: whole lots, at least a lot, for some days, and nothing within the planning time fence")
  func lots() throws {
    let company = try whole()
    func receipts(_ item: Int64) throws -> [Double] { try company.engine.values("planned_receipts", at: ["Item": item]) }
    #expect(try receipts(2).allSatisfy { $0.truncatingRemainder(dividingBy: 30) == 0 })
    #expect(try receipts(6).allSatisfy { $0 == 0 || $0 >= 45 })
    let periods = try receipts(5).indices.filter { try receipts(5)[$0] > 0 }
    #expect(zip(periods, periods.dropFirst()).allSatisfy { $1 - $0 >= 10 })
    #expect(try receipts(3).prefix(4).allSatisfy { $0 == 0 })
    let day = PlanPeriod.day(company.calendar.day(at: periods[2]))
    let node = try company.engine.explain("planned_receipts", at: ["Item": 5], period: day)
    #expect(node.children.contains { $0.label == "lot_days" }, "\(node.children.map(\.label))")
  }

  @Test("A release and the dependent demand it causes are explained by the same receipts")
  func releases() throws {
    let company = try whole()
    for (measure, item) in [("planned_releases", Int64(3)), ("dependent_demand", 4), ("late_receipts", 5)] {
      for day in try days(company, measure, ["Item": item]).prefix(20) {
        let node = try company.engine.explain(
          measure, at: ["Item": item], period: day, limits: ExplanationLimits(width: 1_000, nodes: 20_000))
        expectSum(node, node.value ?? .nan)
      }
    }
  }

  @Test("A firm order is not moved, asks for its parts, and is bought at its price; what it releases is explained by it")
  func firm() throws {
    let company = try whole()
    let parts = try company.engine.values("dependent_demand", at: ["Item": 5])
    let day = company.calendar.firstDay.distance(to: Day(iso: "2027-03-10")!)
    let before = try company.engine.values("planned_receipts", at: ["Item": 3])
    try company.edit("firm_receipts", ["Item": 3], .day(Day(iso: "2027-03-10")!), 40)
    let after = try company.engine.values("planned_receipts", at: ["Item": 3])
    #expect(
      after[...day].elementsEqual(before[...day].enumerated().map { $0.offset == day ? after[day] : $0.element }), "nothing before it moves"
    )
    #expect(after.reduce(0, +) <= before.reduce(0, +) + 1e-9 && after != before)
    #expect(try company.engine.values("dependent_demand", at: ["Item": 5]) != parts)
    for check in company.engine.checks() { #expect(check.passes, "\(check.name)") }
    // Two working days before the tenth.
    let node = try company.engine.explain("planned_releases", at: ["Item": 3], period: .day(Day(iso: "2027-03-08")!))
    #expect(node.children.contains { $0.label.hasPrefix("firm_receipts") && $0.contribution == 40 }, "\(node.children.map(\.label))")
  }

  @Test("A payment is explained by the purchases that fall due, a collection by the billings it settles")
  func payments() throws {
    let company = try whole()
    for (measure, cause, members) in [
      ("supplier_transfers", "purchases_payable", ["Item": Int64(4)]),
      ("supplier_bills_paid", "purchases_payable", ["Item": 4]),
      ("collections", "billing_day", ["Region": 1]), ("bills_matured", "billing_day", ["Region": 1]),
    ] {
      let paid = try days(company, measure, members)
      #expect(!paid.isEmpty)
      for day in paid.suffix(10) {
        let node = try company.engine.explain(
          measure, at: Coordinate(members), period: day,
          limits: ExplanationLimits(width: 1_000, nodes: 20_000))
        expectSum(node, node.value ?? .nan)
        #expect(node.children.contains { $0.label.hasPrefix(cause) && $0.contribution ?? 0 > 0 })
      }
    }
  }

  @Test("Why the balance moved after an edit sums to the move")
  func balanceMoved() throws {
    let company = try whole()
    let before = company.engine.fork()
    try company.edit(
      "override", ["Item": 1, "Region": 1], .month(Month(iso: "2027-02")!), 900)
    let day = PlanPeriod.day(Day(iso: "2027-06-30")!)
    let node = try company.engine.explainChange("cash_balance", at: .total, period: day, since: before)
    #expect(abs(node.change) > 1_000)
    expectSum(node, node.change)
  }
}

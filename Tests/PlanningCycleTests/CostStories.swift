// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import Testing

@testable import PlanningCycle

/// Sees: freight that stays when shipments move, a price variance of the wrong sign or supplier, parts that do not add up to the change of what was spent.
/// Does not see whether a standard cost is a good one.
@Suite("Cost by volume and against standard")
struct CostStories {
  @Test("Freight follows what is shipped, storage what is in stock; a number typed at the expense leaves both where they are")
  func volume() throws {
    func driver(_ name: String, _ value: Int) -> [String: FactValue] {
      ["name": .text(name), "department": "D02", "value": SmallCompanyFacts.thousandths(value)]
    }
    let drivers = SmallCompanyFacts.table(.drivers, [driver("expense_per_unit", 2_500), driver("storage_rate", 10)])
    let company = try SmallCompany(facts: BudgetCompany.facts, extra: [drivers])
    let plan = { company.workspace.plan }
    func value(_ measure: String, _ at: Coordinate = .total, _ text: String = "2026-12") throws -> Double {
      try plan().engine.value(measure, at: at, period: .month(month(text))) ?? 0
    }
    let selling: Coordinate = ["Department": plan().members.departments[try #require(plan().members.departmentPositions["D02"])]]
    let (units, before) = (try value("units_shipped"), try value("volume_expense", selling))
    #expect(units > 0)
    #expect(abs(before - (2.5 * units + 0.01 * (try value("inventory", .total, "2026-11")))) < 1e-6)
    try company.edit("override|Item=FAN-1;Region=EAST@2026-12", "5000")
    let more = try value("units_shipped") - units
    #expect(more > 0)
    let stock = try value("inventory", .total, "2026-11")
    #expect(abs(try value("volume_expense", selling) - (2.5 * (units + more) + 0.01 * stock)) < 1e-6)
    try company.edit("expense|Department=D02@2026-12", "60000")
    #expect(abs(try value("expense", selling) - 60_000) < 1e-6)
    #expect(abs(try value("volume_expense", selling) - (2.5 * (units + more) + 0.01 * stock)) < 1e-6)
    #expect(plan().engine.checks().allSatisfy { $0.passes })
  }

  @Test(
    "A shift more for every begun 100 pieces; a department like last year; what the office costs is borne by the others, and nothing is lost"
  )
  func shared() throws {
    func driver(_ name: String, _ department: String, _ thousandths: Int) -> [String: FactValue] {
      ["name": .text(name), "department": .text(department), "value": SmallCompanyFacts.thousandths(thousandths)]
    }
    let drivers = SmallCompanyFacts.table(
      .drivers,
      [
        driver("expense_step", "D02", 400_000), driver("expense_step_units", "D02", 100_000), driver("last_year_share", "D03", 1_030),
        driver("allocation_share", "D01", 600), driver("allocation_weight", "D02", 1_000), driver("allocation_weight", "D04", 3_000),
      ])
    let company = try SmallCompany(facts: BudgetCompany.facts, extra: [drivers])
    let plain = try SmallCompany(facts: BudgetCompany.facts)
    let plan = { company.workspace.plan }
    func value(_ measure: String, _ code: String? = nil, _ text: String = "2026-12", in other: SmallCompany? = nil) throws -> Double {
      let plan = (other ?? company).workspace.plan
      let at: Coordinate = code.map { ["Department": plan.members.departments[plan.members.departmentPositions[$0] ?? 0]] } ?? .total
      return try plan.engine.value(measure, at: at, period: .month(month(text))) ?? 0
    }
    let units = try value("units_shipped")
    #expect(try value("step_expense", "D02") == 400 * (units / 100).rounded(.up) && value("step_expense", "D03") == 0)
    #expect(abs(try value("last_year_expense", "D03", "2027-03") - 1.03 * value("own_cost", "D03", "2026-03")) < 1e-6)
    #expect(
      abs(try value("last_year_expense", "D03", "2027-12") - 1.03 * value("own_cost", "D03", "2026-12")) < 1e-6, "a planned year as well")
    let out = try value("allocated_out", "D01")
    #expect(try out > 0 && abs(value("own_cost", "D01") * 0.6 - out) < 1e-6)
    #expect(try abs(value("allocated_in", "D02") - out / 4) < 1e-3 && abs(value("allocated_in", "D04") - out * 3 / 4) < 1e-3)
    #expect(try value("allocated_in") == out && abs(value("department_cost") - value("own_cost")) < 1e-6, "the sum is kept")
    let paid = try value("expense_paid") - value("expense_paid", in: plain)
    #expect(abs(try paid - value("step_expense", "D02") - value("last_year_expense", "D03")) < 1e-6, "an allocation pays nothing")
    try company.edit("override|Item=FAN-1;Region=EAST@2026-12", "5000")
    let more = try value("units_shipped")
    #expect(try more > units && value("step_expense", "D02") == 400 * (more / 100).rounded(.up))
    try company.edit("expense|Department=D02@2026-12", "60000")
    #expect(abs(try value("expense", "D02") - 60_000) < 1e-6)
    #expect(plan().engine.checks().allSatisfy { $0.passes })
  }

  @Test("A budget by department is what the department bears: the imported figure stands whatever is allocated")
  func budgetStands() throws {
    let drivers = SmallCompanyFacts.table(
      .drivers,
      [["name": "allocation_share", "department": "D01", "value": SmallCompanyFacts.thousandths(600)]])
    let company = try SmallCompany(facts: BudgetCompany.facts, extra: [drivers])
    let plan = company.workspace.plan
    let engine = try #require(plan.budgetEngine)
    for (code, amount) in [("D01", 50_000.0), ("D02", 35_000), ("D03", 21_000), ("D04", 40_000)] {
      let at: Coordinate = ["Department": plan.members.departments[try #require(plan.members.departmentPositions[code])]]
      #expect(abs((try engine.value("department_cost", at: at, period: .month(month("2026-12"))) ?? 0) - amount) < 0.005, "\(code)")
    }
  }

  private static func receipt(
    _ number: String, _ on: String, _ quantity: Int, supplier: String? = "S1", item: String = "MOTOR", _ more: [String: FactValue]
  ) -> [String: FactValue] {
    var row: [String: FactValue] = [
      "receipt_number": .text(number), "line_number": .number(1), "received_on": .day(day(on)), "item": .text(item),
      "quantity": SmallCompanyFacts.pieces(quantity),
    ]
    if let supplier { row["supplier"] = .text(supplier) }
    return row.merging(more) { $1 }
  }

  @Test(
    "What was received is measured at standard: dearer is above nought, each supplier by itself, and the parts add up to what the amount moved by"
  )
  func variances() throws {
    func amount(_ yuan: Int) -> [String: FactValue] { ["amount_excl_tax": SmallCompanyFacts.yuan(yuan)] }
    // The motor's standard cost is 40.00.
    let receipts = SmallCompanyFacts.table(
      .purchaseReceipts,
      [
        Self.receipt("R1", "2026-03-10", 100, amount(4_150)), Self.receipt("R2", "2026-10-31", 50, amount(2_000)),
        Self.receipt("R3", "2026-06-01", 10, supplier: "S2", amount(380)), Self.receipt("R4", "2026-06-02", 10, [:]),
        Self.receipt("R5", "2025-03-01", 60, amount(2_460)), Self.receipt("R6", "2026-11-02", 70, amount(9_999)),
      ])
    let company = try SmallCompany(extra: [receipts])
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewPurchases.self)
    let view = try company.workspace.purchaseVariances(proof)
    #expect(view.from == month("2026-01") && view.to == month("2026-10"))
    #expect(view.withoutPrice == 1, "a receipt that says no amount, on no order, is counted and left out")
    let first = try #require(view.suppliers.first { $0.code == "S1" })
    #expect(first.figures.price == 15_000, "4,150 + 2,000 for 150 motors at 40.00")
    #expect(first.figures.volume == 360_000, "90 motors more than in the months of last year")
    #expect(first.figures.priceBefore == 6_000)
    #expect(try #require(view.suppliers.first { $0.code == "S2" }).figures.price == -2_000, "cheaper than standard is below nought")
    for figures in [view.total] + view.suppliers.map(\.figures) {
      #expect(figures.amount - figures.amountBefore == figures.volume + figures.price - figures.priceBefore)
    }
    let lines = try company.workspace.purchaseVarianceLines(proof, item: "MOTOR", supplier: "S1")
    #expect(lines.map(\.receipt) == ["R1", "R2"] && lines.reduce(0) { $0 + $1.price } == first.figures.price)
    #expect(throws: CycleError.self) { try company.workspace.purchaseVariances(proof, from: nil, to: month("2026-11")) }
    let march = try company.workspace.purchaseVariances(proof, from: month("2026-03"), to: month("2026-03"))
    #expect(march.total.price == 15_000 && march.suppliers.count == 1)
  }

  @Test(
    "Budgeted sales call for parts: what was bought beyond them is volume, shared among those who delivered, and nothing is left between"
  )
  func variancesToBudget() throws {
    func amount(_ yuan: Int) -> [String: FactValue] { ["amount_excl_tax": SmallCompanyFacts.yuan(yuan)] }
    let receipts = SmallCompanyFacts.table(
      .purchaseReceipts,
      [
        Self.receipt("R1", "2026-03-10", 1_200, amount(49_000)), Self.receipt("R2", "2026-03-20", 400, supplier: "S2", amount(15_000)),
        Self.receipt("R3", "2025-04-01", 60, supplier: "S3", amount(2_400)),
      ])
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewPurchases.self)
    let company = try SmallCompany(facts: BudgetCompany.facts, extra: [receipts])
    // 300 fans of each kind a month, one motor and two: 900 motors at 40.00.
    let march = try company.workspace.purchaseVariances(proof, from: month("2026-03"), to: month("2026-03"))
    #expect(march.total.budgeted == 3_600_000 && march.total.volumeToBudget == 2_800_000, "1,600 motors for 900")
    let shares = Dictionary(uniqueKeysWithValues: march.suppliers.map { ($0.code, $0.items.first?.quantityBudgeted) })
    #expect(shares["S1"] == 6_750_000 && shares["S2"] == 2_250_000, "three quarters and one, as delivered")
    for figures in [march.total] + march.suppliers.map(\.figures) {
      #expect(figures.amount == (figures.budgeted ?? 0) + (figures.volumeToBudget ?? 0) + figures.price)
    }
    let april = try company.workspace.purchaseVariances(proof, from: month("2026-04"), to: month("2026-04"))
    #expect(
      april.suppliers.first { $0.code == "S1" }?.figures.volumeToBudget == -3_600_000, "nobody delivered: the usual supplier bears it")
    #expect(april.suppliers.first { $0.code == "S3" }?.figures.budgeted == 0 && april.total.price == 0)
    #expect(march.choices == (0...18).map { month("2025-04").adding(months: $0) })
    let both = try company.workspace.purchaseVariances(proof, from: month("2025-12"), to: month("2026-03"))
    #expect(both.total.budgeted == nil && both.total.volumeToBudget == nil, "December 2025 had no budget")
    let byFamily = try SmallCompany(extra: [receipts]).workspace.purchaseVariances(proof)
    #expect(byFamily.total.budgeted == nil, "a budget by family calls for no part")
  }

  @Test(
    "Each month bears the interest of the loans that are out at its beginning: one that is repaid takes its rate along, a new one brings its own"
  )
  func interest() throws {
    func loan(_ code: String, _ from: String, _ to: String, _ yuan: Int, _ rate: Int) -> [String: FactValue] {
      [
        "code": .text(code), "drawn_on": .day(day(from)), "matures_on": .day(day(to)), "principal": SmallCompanyFacts.yuan(yuan),
        "annual_rate": SmallCompanyFacts.thousandths(rate),
      ]
    }
    let loans = SmallCompanyFacts.table(
      .loans,
      [
        loan("L1", "2026-01-11", "2027-01-11", 300_000, 36), loan("L2", "2026-05-01", "2027-12-20", 100_000, 60),
        loan("L3", "2027-02-15", "2027-12-15", 500_000, 48),
      ])
    let plan = try SmallCompany(extra: [loans]).workspace.plan
    func interest(_ text: String) throws -> Int64 {
      hundredths(try plan.engine.value("interest", at: .total, period: .month(month(text))) ?? 0)
    }
    #expect(try interest("2027-01") == 90_000 + 50_000, "300,000 at 3.6 % and 100,000 at 6 %, a twelfth each")
    #expect(try interest("2027-02") == 50_000, "the first was repaid in January")
    #expect(try interest("2027-03") == 50_000 + 200_000, "the third is drawn in February")
    #expect(plan.engine.checks().allSatisfy { $0.passes })
  }
}

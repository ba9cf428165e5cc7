// SPDX-License-Identifier: Apache-2.0
import SupplyPlanning
import Testing

/// Sees wrong netting, lots, lead times and levels on cases small enough to check on paper; does not see slow or large plans.
@Suite("Requirements on paper")
struct RequirementsTests {
  /// 0 lamp ← 2 × 1 tube; 1 tube ← 0.5 × 2 glass, with 10 % scrap.
  func lamp(_ policies: [ItemPolicy], days: Int = 14) throws -> PlanningFixture {
    let bill = try BillOfMaterials(
      itemCount: 3,
      lines: [
        Component(assembly: 0, component: 1, quantityPer: 2),
        Component(assembly: 1, component: 2, quantityPer: 0.5, scrapRate: 0.1),
      ])
    return PlanningFixture(bill: bill, policies: policies, isWorkingDay: weekdays(days))
  }

  @Test("Demand on Wednesday releases the lamp on Tuesday, its tubes the Thursday before")
  func threeLevels() throws {
    let plan = try lamp([
      ItemPolicy(leadTimeWorkingDays: 1), ItemPolicy(leadTimeWorkingDays: 3),
      ItemPolicy(leadTimeWorkingDays: 1),
    ])
    plan[.independent, 0, 9] = 10
    plan.plan()
    #expect(
      plan.orders(of: 0) == [PlannedOrder(item: 0, releaseDay: 8, dueDay: 9, quantity: 10, lateBy: 0)])
    #expect(
      plan.orders(of: 1) == [PlannedOrder(item: 1, releaseDay: 3, dueDay: 8, quantity: 20, lateBy: 0)])
    #expect(plan.orders(of: 2).map(\.dueDay) == [3])
    #expect(abs(plan.orders(of: 2)[0].quantity - 11) < 1e-9)
    #expect(plan.orders(of: 2).map(\.releaseDay) == [2])
  }

  @Test("Stock and open purchase orders are used before anything is planned, and safety stock is kept")
  func nettingOrder() throws {
    let plan = try lamp([
      ItemPolicy(openingStock: 12, safetyStock: 5, leadTimeWorkingDays: 0), ItemPolicy(), ItemPolicy(),
    ])
    plan[.scheduled, 0, 1] = 4
    for day in 0..<3 { plan[.independent, 0, day] = 5 }
    plan.plan()
    #expect(plan.row(.stock, 0)[0..<4] == [7, 6, 5, 5])
    #expect(plan.row(.receipts, 0)[0..<4] == [0, 0, 4, 0])
  }

  @Test("An order is at least the minimum, in whole multiples, and float noise does not start another")
  func lots() {
    let lot = LotSize(minimum: 100, multiple: 30)
    #expect(lot.quantity(for: 1) == 120)
    #expect(lot.quantity(for: 120) == 120)
    #expect(lot.quantity(for: 120.0000000001) == 120)
    #expect(lot.quantity(for: 120.01) == 150)
    #expect(LotSize.lotForLot.quantity(for: 3.25) == 3.25)
    #expect(LotSize(minimum: 10).quantity(for: 3) == 10)
  }

  @Test(
    "Lead times count working days; what should have started before the plan is released on day 0 and late")
  func leadTimes() {
    let calendar = LeadTimeCalendar(isWorkingDay: weekdays(14))
    #expect(calendar.release(due: 9, leadTime: 1) == (8, 0))
    #expect(calendar.release(due: 7, leadTime: 1) == (4, 0), "Monday back to Friday")
    #expect(calendar.release(due: 6, leadTime: 0) == (4, 0), "nothing is released on a Sunday")
    #expect(calendar.release(due: 1, leadTime: 3) == (0, 2))
    #expect(calendar.earliestReceipt(leadTime: 3) == 3)
    #expect(calendar.earliestReceipt(leadTime: 5) == 7)
    #expect(calendar.earliestReceipt(leadTime: 99) == 14)
  }

  @Test("A bill line counts by the release day of the assembly")
  func datedLines() throws {
    let bill = try BillOfMaterials(
      itemCount: 3,
      lines: [
        Component(assembly: 0, component: 1, quantityPer: 1, validDays: Int32.min...4),
        Component(assembly: 0, component: 2, quantityPer: 1, validDays: 5...Int32.max),
      ])
    let plan = PlanningFixture(
      bill: bill, policies: [ItemPolicy(leadTimeWorkingDays: 2), ItemPolicy(), ItemPolicy()],
      isWorkingDay: weekdays(14))
    plan[.independent, 0, 7] = 1
    plan[.independent, 0, 10] = 1
    plan.plan()
    #expect(plan.row(.dependent, 1).reduce(0, +) == 1, "released on Thursday, before the change")
    #expect(plan.row(.dependent, 2).reduce(0, +) == 1, "released on Tuesday, after it")
  }

  @Test("An item that goes into itself is refused, with the way round")
  func circle() {
    #expect {
      try BillOfMaterials(
        itemCount: 4,
        lines: [
          Component(assembly: 0, component: 1, quantityPer: 1),
          Component(assembly: 1, component: 2, quantityPer: 1),
          Component(assembly: 2, component: 3, quantityPer: 1),
          Component(assembly: 3, component: 1, quantityPer: 1),
        ])
    } throws: { error in
      guard let error = error as? SupplyError, error.code == .billOfMaterialsHasCircle else { return false }
      return error.path.first == error.path.last && Set(error.path) == [1, 2, 3]
        && zip(error.path, error.path.dropFirst()).allSatisfy {
          ($0, $1) == (1, 2) || ($0, $1) == (2, 3) || ($0, $1) == (3, 1)
        }
    }
    #expect(throws: SupplyError.self) {
      try BillOfMaterials(itemCount: 1, lines: [Component(assembly: 0, component: 7, quantityPer: 1)])
    }
    #expect(throws: SupplyError.self) {
      try BillOfMaterials(itemCount: 2, lines: [Component(assembly: 0, component: 1, quantityPer: 0)])
    }
  }

  @Test("Short, late and piled up are told apart")
  func exceptionsOfAnItem() throws {
    let plan = try lamp([
      ItemPolicy(openingStock: 3, leadTimeWorkingDays: 4), ItemPolicy(openingStock: 5000), ItemPolicy(),
    ])
    plan[.independent, 0, 1] = 5
    plan.plan()
    let lamps = exceptions(
      of: 0, rows: plan.rows.netting(0), policy: plan.policies[0], calendar: plan.calendar, coverDays: 10)
    #expect(
      lamps == [
        SupplyException(kind: .short, item: 0, day: 1, quantity: 2, workingDays: 0),
        SupplyException(kind: .late, item: 0, day: 1, quantity: 2, workingDays: 3),
      ])
    let tubes = exceptions(
      of: 1, rows: plan.rows.netting(1), policy: plan.policies[1], calendar: plan.calendar, coverDays: 10)
    #expect(tubes.map(\.kind) == [.piledUp])
    #expect(tubes.map(\.quantity) == [4996])
  }

  @Test("What a receipt is for sums to the receipt")
  func pegging() throws {
    let plan = try lamp([
      ItemPolicy(leadTimeWorkingDays: 1),
      ItemPolicy(openingStock: 3, safetyStock: 2, lotSize: LotSize(multiple: 50)), ItemPolicy(),
    ])
    plan[.independent, 0, 9] = 10
    plan[.independent, 1, 8] = 4
    plan.plan()
    let parts = pegs(of: 1, day: 8, bill: plan.bill, policy: plan.policies[1], rows: plan.rows)
    #expect(parts.reduce(0) { $0 + $1.quantity } == plan[.receipts, 1, 8])
    #expect(parts.contains(Peg(source: .assembly(0), quantity: 20)))
    #expect(parts.contains(Peg(source: .independent, quantity: 4)))
    #expect(parts.contains(Peg(source: .stock, quantity: -3)))
    #expect(parts.contains(Peg(source: .lotRounding, quantity: 27)))
  }

  @Test("A missing demand is no demand")
  func missing() throws {
    let plan = try lamp([ItemPolicy(openingStock: 3), ItemPolicy(), ItemPolicy()])
    plan[.independent, 0, 1] = .nan
    plan[.scheduled, 0, 2] = .nan
    plan.plan()
    #expect(plan.row(.stock, 0).allSatisfy { $0 == 3 })
  }
}

@Suite("Standard cost in its parts")
struct CostRollUpTests {
  @Test("Material is one level down; what is left is making, never below zero; what is bought has neither")
  func parts() throws {
    let bill = try BillOfMaterials(
      itemCount: 4,
      lines: [
        Component(assembly: 0, component: 1, quantityPer: 2, scrapRate: 0.1),
        Component(assembly: 0, component: 2, quantityPer: 1, validDays: 5...9),
        Component(assembly: 3, component: 1, quantityPer: 9),
      ])
    let costs = rollUpCosts(bill: bill, standardCosts: [100, 10, .nan, 50])
    #expect(costs[0] == StandardCost(material: 22, conversion: 78))
    #expect(costs[1] == StandardCost(material: 0, conversion: 0))
    #expect(costs[3] == StandardCost(material: 90, conversion: 0))
  }
}

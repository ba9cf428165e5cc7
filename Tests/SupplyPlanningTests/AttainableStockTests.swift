// SPDX-License-Identifier: Apache-2.0
import NumericalMethods
import SupplyPlanning
import Testing

/// Sees: a shortage that netting hides, one that is not there, a wrong cause. Does not see: whether the plan's orders are wise.
@Suite("What can really be had")
struct AttainableStockTests {
  private func attain(_ plan: SupplyPlan, days: Int? = nil) -> AttainableStock {
    let rows = (0..<plan.inputs.bill.itemCount).map { item -> AttainableStock.Rows in
      var there = plan.inputs.policies[item].openingStock
      return AttainableStock.Rows(
        firm: (0..<plan.dayCount).map { day -> Double in
          there += plan.rows.scheduled[item][day]
          return there
        }, gross: (0..<plan.dayCount).map { plan.grossRequirement(item, $0) },
        planned: (0..<plan.dayCount).map { plan.rows.receipts[item][$0] },
        leadTimeWorkingDays: plan.inputs.policies[item].leadTimeWorkingDays)
    }
    return AttainableStock(bill: plan.inputs.bill, calendar: plan.inputs.calendar, rows: rows, days: days ?? plan.dayCount)
  }

  private func stock(_ attainable: AttainableStock, _ item: Int) -> [Double] { Array(attainable.stock(of: item)) }

  @Test("nothing in stock and four days to get more: netting stays at nought, four days of demand are missing")
  func leadTime() throws {
    let plan = try supplyPlan(
      items: 1, days: 8, policies: [0: ItemPolicy(leadTimeWorkingDays: 4)], demands: (0..<8).map { (0, Int32($0), 10) })
    #expect(row(plan.rows.stock, 0, plan).allSatisfy { $0 == 0 }, "as if an order of last week had been placed")
    let found = attain(plan)
    #expect(stock(found, 0) == [-10, -20, -30, -40, 0, 0, 0, 0])
    let shortage = try #require(found.shortage(of: 0, on: 0..<8))
    #expect(shortage.day == 0 && shortage.deepest == 40 && shortage.through == 4 && shortage.cause == 0)
    #expect(found.shortage(of: 0, on: 2..<8)?.day == 2 && found.shortage(of: 0, on: 4..<8) == nil)
  }

  @Test("what is on its way helps from the day it is due, and a safety stock is there to be used")
  func firm() throws {
    let plan = try supplyPlan(
      items: 1, days: 8, policies: [0: ItemPolicy(openingStock: 15, safetyStock: 15, leadTimeWorkingDays: 6)],
      receipts: [OpenReceipt(item: 0, day: 2, quantity: 25)], demands: (0..<8).map { (0, Int32($0), 10) })
    #expect(stock(attain(plan), 0)[0..<6] == [5, -5, 10, 0, -10, -20])
  }

  /// A fan (0) is made within a day from a motor (1) and a blade (2); motors take five days.
  private func fans(motors: Double, days: Int = 10) throws -> SupplyPlan {
    try supplyPlan(
      items: 3, days: days,
      lines: [Component(assembly: 0, component: 1, quantityPer: 2), Component(assembly: 0, component: 2, quantityPer: 1)],
      policies: [
        0: ItemPolicy(openingStock: 10, leadTimeWorkingDays: 1), 1: ItemPolicy(openingStock: motors, leadTimeWorkingDays: 5),
        2: ItemPolicy(openingStock: 1_000, leadTimeWorkingDays: 9),
      ], demands: (0..<Int32(days)).map { (0, $0, 10) })
  }

  @Test("a fan is short because its motor is: it is made from the motors there are, and of the rest when motors come")
  func component() throws {
    let found = attain(try fans(motors: 50))
    // Ten fans in stock and 25 from 50 motors last through day 2 and half of day 3; motors ordered now are there on day 5, fans on day 6.
    #expect(stock(found, 0) == [0, 0, 0, -5, -15, -25, 0, 0, 0, 0])
    let shortage = try #require(found.shortage(of: 0, on: 0..<10))
    #expect(shortage.day == 3 && shortage.deepest == 25 && shortage.through == 6 && shortage.cause == 1)
    #expect(found.shortage(of: 2, on: 0..<10) == nil, "blades there are enough")
    #expect(attain(try fans(motors: 100)).shortage(of: 0, on: 0..<10) == nil)
  }

  @Test("two who want the same part on one day share it; who wants it earlier has it first")
  func shared() throws {
    let lines = [Component(assembly: 0, component: 2, quantityPer: 1), Component(assembly: 1, component: 2, quantityPer: 1)]
    func found(_ second: Int32) throws -> AttainableStock {
      attain(
        try supplyPlan(
          items: 3, days: 8, lines: lines, policies: [2: ItemPolicy(openingStock: 15, leadTimeWorkingDays: 6)],
          demands: [(0, 1, 10), (1, second, 20)]))
    }
    let (same, later) = (try found(1), try found(2))
    #expect(stock(same, 0)[1] == -5 && stock(same, 1)[1] == -10)
    #expect(stock(later, 0)[1] == 0 && stock(later, 1)[2] == -15)
  }

  @Test("in random plans nothing is had that did not come, everything late comes, and what can be in time is")
  func laws() throws {
    var chance = RandomStream(seed: 20_261_129)
    for _ in 0..<200 {
      let days = 40
      func some(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &chance) }
      let plan = try supplyPlan(
        items: 6, days: days,
        lines: [(0, 2), (0, 3), (1, 3), (2, 4), (3, 4), (3, 5)].map {
          Component(assembly: $0.0, component: $0.1, quantityPer: Double(some(1...3)))
        },
        policies: Dictionary(
          uniqueKeysWithValues: (0..<6).map {
            ($0, ItemPolicy(openingStock: Double(some(0...200)), leadTimeWorkingDays: Int32(some(0...6))))
          }),
        receipts: (0..<3).map { _ in OpenReceipt(item: Int32(some(0...5)), day: Int32(some(0...20)), quantity: Double(some(1...80))) },
        demands: (0..<40).map { _ in (Int32(some(0...1)), Int32(some(0...29)), Double(some(1...20))) })
      let found = attain(plan)
      for item in 0..<6 {
        let (netted, attained) = (row(plan.rows.stock, item, plan), stock(found, item))
        #expect(zip(netted, attained).allSatisfy { $1 <= $0 + 1e-6 }, "never more than the plan says")
        #expect(abs((netted.last ?? 0) - (attained.last ?? 0)) < 1e-6, "in the end everything has come")
        guard let shortage = found.shortage(of: item, on: 0..<days) else { continue }
        let cause = Int(shortage.cause)
        let lead = plan.inputs.policies[cause].leadTimeWorkingDays
        #expect(
          stock(found, cause).indices.contains {
            stock(found, cause)[$0] < 0 && plan.inputs.calendar.release(due: $0, leadTime: lead).lateBy > 0
          },
          "a cause is something whose own lead time is too long")
      }
    }
  }
}

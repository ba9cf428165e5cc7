// SPDX-License-Identifier: Apache-2.0
import SupplyPlanning
import Testing

/// A small generator of its own: the same numbers on every machine.
struct Dice {
  var state: UInt64
  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}

/// Sees a re-planning that differs from planning everything, or stock that does not roll forward; does not see a rule that both share wrongly.
@Suite("Requirements, whatever the bills")
struct RequirementsLaws {
  func randomPlan(_ dice: inout Dice) throws -> PlanningFixture {
    let items = 60
    var lines: [Component] = []
    for assembly in 0..<45 {
      for _ in 0..<dice.next(5) {
        let component = assembly + 1 + dice.next(items - assembly - 1)
        let first = Int32(dice.next(60)) - 20
        lines.append(
          Component(
            assembly: Int32(assembly), component: Int32(component),
            quantityPer: Double(1 + dice.next(40)) / 8,
            scrapRate: Double(dice.next(3)) / 50, validDays: first...(first + Int32(dice.next(200)))))
      }
    }
    let policies = (0..<items).map { _ in
      ItemPolicy(
        openingStock: Double(dice.next(300)), safetyStock: Double(dice.next(3) * 20),
        lotSize: LotSize(minimum: Double(dice.next(4) * 10), multiple: Double(dice.next(3) * 6)),
        leadTimeWorkingDays: Int32(dice.next(15)))
    }
    let plan = PlanningFixture(
      bill: try BillOfMaterials(itemCount: items, lines: lines), policies: policies,
      isWorkingDay: weekdays(120))
    for item in 0..<items {
      for day in 0..<120 where dice.next(10) == 0 {
        plan[.independent, item, day] = Double(dice.next(50)) / 3
      }
      if dice.next(3) == 0 { plan[.scheduled, item, dice.next(40)] = Double(dice.next(100)) }
    }
    return plan
  }

  @Test("Re-planning what changed equals planning everything, bit for bit", arguments: [1, 2, 3])
  func incrementalEqualsFromScratch(seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    let edited = try randomPlan(&dice)
    edited.plan()
    var replanned = 0
    for _ in 0..<100 {
      let item = dice.next(60)
      switch dice.next(3) {
      case 0: edited[.independent, item, dice.next(120)] = Double(dice.next(90))
      case 1: edited[.scheduled, item, dice.next(120)] = Double(dice.next(90))
      default:
        edited.policies[item] = ItemPolicy(
          openingStock: Double(dice.next(500)), leadTimeWorkingDays: Int32(dice.next(9)))
      }
      replanned += edited.plan(changed: [Int32(item)]).count
      let incremental = edited.bits
      edited.plan()
      #expect(edited.bits == incremental)
    }
    #expect(replanned < 100 * 60 / 2, "an edit re-plans what lies below it, not the company")
  }

  @Test("Stock rolls forward, never ends below safety, and releases sum to receipts", arguments: [4, 5])
  func stockRolls(seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    let plan = try randomPlan(&dice)
    plan.plan()
    for item in 0..<60 {
      var stock = plan.policies[item].openingStock
      for day in 0..<120 {
        stock += plan[.scheduled, item, day] + plan[.receipts, item, day]
        stock -= plan[.independent, item, day] + plan[.dependent, item, day]
        #expect(abs(stock - plan[.stock, item, day]) < 1e-6)
        #expect(plan[.stock, item, day] >= plan.policies[item].safetyStock - 1e-6)
      }
      let received = plan.row(.receipts, item).reduce(0, +)
      let released = plan.row(.releases, item).reduce(0, +)
      #expect(abs(received - released) <= 1e-9 * max(1, received))
    }
  }

  @Test("Items are planned before what goes into them, and only what lies below a change is named")
  func order() throws {
    var dice = Dice(state: 9)
    let plan = try randomPlan(&dice)
    let place = Dictionary(uniqueKeysWithValues: plan.bill.planningOrder.enumerated().map { ($1, $0) })
    for line in plan.bill.lines {
      #expect(place[line.assembly]! < place[line.component]!)
      #expect(plan.bill.lowLevelCodes[Int(line.component)] > plan.bill.lowLevelCodes[Int(line.assembly)])
    }
    let below = plan.bill.withDescendants([3])
    #expect(below.first == 3)
    #expect(Set(below).isSuperset(of: plan.bill.lines.filter { $0.assembly == 3 }.map(\.component)))
  }
}

// SPDX-License-Identifier: Apache-2.0
import SupplyPlanning
import Testing

/// Sees: any rule of netting, lots, lead times, suppliers, firm orders or levels that the fast rows and the slow event list do not share.
/// Does not see: a rule that both read wrongly from the specification; the scenarios are for that.
@Suite("Requirements against a slow planner")
struct RequirementsOracleTests {
  /// A random company of 2 to 12 items. All quantities are multiples of a power of two, so that sums are exact in any order.
  struct Model {
    var items: Int
    var lines: [Component] = []
    var works: [Bool]
    var policies: [ItemPolicy] = []
    var offers: [SupplierOffer] = []
    var receipts: [OpenReceipt] = []
    var demands: [EndDemand] = []

    init(_ dice: inout Dice) {
      items = 2 + dice.next(11)
      let days = 10 + dice.next(40)
      let everyDay = dice.next(3) == 0
      works = (0..<days).map { everyDay || $0 % 7 < 5 }
      if !everyDay, dice.next(2) == 0 { for day in 0..<days where dice.next(12) == 0 { works[day].toggle() } }
      // A random order of the items, so that positions say nothing about levels.
      var order = Array(0..<items)
      for index in order.indices.reversed() { order.swapAt(index, dice.next(index + 1)) }
      for upper in 0..<items {
        for lower in (upper + 1)..<max(upper + 1, items) where dice.next(3) == 0 {
          let first = dice.next(4) == 0 ? Int32(dice.next(days)) : Int32.min
          let last = dice.next(4) == 0 ? first.addingReportingOverflow(0).partialValue : Int32.max
          lines.append(
            Component(
              assembly: Int32(order[upper]), component: Int32(order[lower]), quantityPer: [0.25, 0.5, 1, 2, 3][dice.next(5)],
              scrapRate: [0, 0, 0.25, 0.5][dice.next(4)], validDays: first...max(first, last)))
        }
      }
      for item in 0..<items { addItem(item, days, &dice) }
    }

    private mutating func addItem(_ item: Int, _ days: Int, _ dice: inout Dice) {
      let rules: [LotSize.Rule] = [
        .asNeeded, .asNeeded, .fixed(Double(5 + dice.next(40))), .economic(Double(5 + dice.next(40))),
        .period(days: Int32(1 + dice.next(9))),
      ]
      policies.append(
        ItemPolicy(
          openingStock: Double(dice.next(60) - 10), safetyStock: Double(dice.next(3) * dice.next(12)),
          lotSize: LotSize(
            minimum: Double(dice.next(3) * dice.next(20)), multiple: Double(dice.next(3) * dice.next(8)), rule: rules[dice.next(5)]),
          leadTimeWorkingDays: Int32(dice.next(9)), frozenDays: Int32(dice.next(4) == 0 ? dice.next(12) : 0)))
      for number in 0..<(dice.next(3) == 0 ? 1 + dice.next(3) : 0) {
        let first = dice.next(3) == 0 ? Int32(dice.next(days)) : Int32.min
        offers.append(
          SupplierOffer(
            item: Int32(item), supplier: Int32(number), price: Double(1 + dice.next(20)) / 4, leadTimeWorkingDays: Int32(dice.next(10)),
            minimum: Double(dice.next(2) * dice.next(50)), multiple: Double(dice.next(2) * dice.next(12)), validDays: first...Int32.max))
      }
      for _ in 0..<dice.next(3) {
        let isFirm = dice.next(3) == 0
        receipts.append(
          OpenReceipt(
            item: Int32(item), kind: isFirm ? .firm : .released, day: Int32(dice.next(days + 6) - 3), quantity: Double(1 + dice.next(40)),
            releaseDay: isFirm && dice.next(2) == 0 ? Int32(dice.next(days)) : nil))
      }
      for _ in 0..<dice.next(6) {
        demands.append(
          EndDemand(
            item: Int32(item), day: Int32(dice.next(days)), quantity: Double(1 + dice.next(100)) / 4, cause: .order(Int32(demands.count))))
      }
      // A receipt due after the plan would be a firm order that nobody can list; the reader of documents leaves those out too.
      receipts.removeAll { Int($0.day) >= days }
    }

    var inputs: SupplyInputs {
      get throws {
        var inputs = SupplyInputs(
          bill: try BillOfMaterials(itemCount: items, lines: lines), calendar: LeadTimeCalendar(isWorkingDay: works), policies: policies,
          offers: offers)
        inputs.receipts = receipts
        inputs.demands = demands.enumerated().sorted {
          ($0.element.item, $0.element.day, $0.offset) < ($1.element.item, $1.element.day, $1.offset)
        }
        .map(\.element)
        return inputs
      }
    }
  }

  @Test("2,000 random companies: orders, stock and dependent demand are equal to the last bit", arguments: 0..<20)
  func equal(seed: Int) throws {
    var dice = Dice(state: UInt64(1_000 + seed))
    for number in 0..<100 {
      let model = Model(&dice)
      let plan = SupplyPlan(try model.inputs)
      let slow = SlowPlanner(
        items: model.items, lines: model.lines, works: model.works, policies: model.policies, offers: model.offers,
        receipts: model.receipts,
        demands: model.demands)
      for item in 0..<model.items {
        let orders = plan.orders(of: Int32(item)).map {
          SlowPlanner.Order(
            due: Int($0.dueDay), release: Int($0.releaseDay), quantity: $0.quantity, lateBy: Int($0.lateBy), offer: Int($0.offer))
        }
        #expect(orders == slow.orders[item], "seed \(seed), company \(number), item \(item)")
        for day in 0..<plan.dayCount where plan.rows.stock[item][day] != slow.stock(item, day) {
          Issue.record(
            "seed \(seed), company \(number), item \(item), day \(day): \(plan.rows.stock[item][day]) and \(slow.stock(item, day))")
        }
      }
    }
  }

  @Test("Pegging loses nothing: what supplies give is what demands take, and traced to the end it is as much", arguments: 0..<5)
  func pegging(seed: Int) throws {
    var dice = Dice(state: UInt64(5_000 + seed))
    for _ in 0..<60 {
      let model = Model(&dice)
      let plan = SupplyPlan(try model.inputs)
      let network = PeggingNetwork(plan)
      for supply in network.supplies.indices {
        let given = network.links(ofSupply: supply).reduce(0) { $0 + $1.quantity }
        #expect(given <= network.supplies[supply].quantity + 1e-6)
        let ends = network.endDemands(ofSupply: supply).reduce(0) { $0 + $1.quantity }
        #expect(ends <= given + 1e-6)
      }
      for item in 0..<model.items {
        let asked = network.demands(of: Int32(item)).reduce(0) { $0 + network.demands[$1].quantity }
        let served = network.demands(of: Int32(item)).reduce(0) { sum, demand in
          sum + network.links(ofDemand: demand).reduce(0) { $0 + $1.quantity }
        }
        let there = network.supplies(of: Int32(item)).reduce(0) { $0 + network.supplies[$1].quantity }
        #expect(abs(served - min(asked, there)) < 1e-6, "everything that is there serves until nothing is asked for")
      }
    }
  }
}

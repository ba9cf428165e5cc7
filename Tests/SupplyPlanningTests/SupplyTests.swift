// SPDX-License-Identifier: Apache-2.0
import Calendars
import NumericalMethods
import SupplyPlanning
import Testing

/// A plan of every-day work, built from documents.
func supplyPlan(
  items: Int, days: Int = 10, lines: [Component] = [], policies: [Int: ItemPolicy] = [:], offers: [SupplierOffer] = [],
  receipts: [OpenReceipt] = [], demands: [(item: Int32, day: Int32, quantity: Double)] = []
) throws -> SupplyPlan {
  var inputs = SupplyInputs(
    bill: try BillOfMaterials(itemCount: items, lines: lines),
    calendar: LeadTimeCalendar(isWorkingDay: Array(repeating: true, count: days)),
    policies: (0..<items).map { policies[$0] ?? ItemPolicy() }, offers: offers)
  inputs.receipts = receipts
  inputs.demands = demands.enumerated().map {
    EndDemand(item: $0.element.item, day: $0.element.day, quantity: $0.element.quantity, cause: .order(Int32($0.offset)))
  }
  return SupplyPlan(inputs)
}

func row(_ rows: WriteRows, _ item: Int, _ plan: SupplyPlan) -> [Double] { (0..<plan.dayCount).map { rows[item][$0] } }

/// Sees a wrong lot, a wrong supplier or an order inside the frozen days; does not see a policy that suits the item badly.
@Suite("How much is ordered, and from whom")
struct LotAndSupplierTests {
  @Test("Fixed lots come whole, an economic lot is a least, a period lot covers its days")
  func rules() throws {
    #expect(LotSize(rule: .fixed(40)).quantity(for: 41) == 80)
    #expect(LotSize(rule: .economic(40)).quantity(for: 41) == 41)
    #expect(LotSize(rule: .economic(40)).quantity(for: 3) == 40)
    #expect(LotSize(minimum: 50, multiple: 30, rule: .fixed(40)).quantity(for: 3) == 60)
    #expect(LotSize(rule: .fixed(0)) == .lotForLot)
    let plan = try supplyPlan(
      items: 1, policies: [0: ItemPolicy(openingStock: 5, lotSize: LotSize(rule: .period(days: 3)))],
      receipts: [OpenReceipt(item: 0, day: 3, quantity: 100)],
      demands: [(0, 1, 10), (0, 2, 20), (0, 3, 30), (0, 8, 85)])
    #expect(row(plan.rows.receipts, 0, plan) == [0, 25, 0, 0, 0, 0, 0, 0, 15, 0], "25 until the 100 are there, then what is missing")
  }

  @Test("The economic order quantity balances ordering and keeping")
  func economic() {
    #expect(economicOrderQuantity(annualDemand: 1000, orderCost: 50, unitCost: 20, holdingRate: 0.25) == 20_000.0.squareRoot())
    #expect(economicOrderQuantity(annualDemand: 1000, orderCost: 0, unitCost: 20, holdingRate: 0.25) == 0)
  }

  @Test("Nothing is ordered inside the frozen days; what is missing waits for the first day after them")
  func frozen() throws {
    let plan = try supplyPlan(items: 1, policies: [0: ItemPolicy(frozenDays: 4)], demands: [(0, 1, 10), (0, 5, 7)])
    #expect(row(plan.rows.receipts, 0, plan) == [0, 0, 0, 0, 10, 7, 0, 0, 0, 0])
    #expect(row(plan.rows.stock, 0, plan)[1...4] == [-10, -10, -10, 0])
    let found = findExceptions(plan, network: PeggingNetwork(plan))
    #expect(found.map(\.kind) == [.short])
    #expect(found.map(\.reason) == [.frozen])
    #expect(found.first?.hurts == [.end(0)])
  }

  @Test("The cheapest order that can be in time, the fastest when none can, and minimum quantities are paid for")
  func suppliers() throws {
    let offers = [
      SupplierOffer(item: 0, supplier: 0, price: 9, leadTimeWorkingDays: 6),
      SupplierOffer(item: 0, supplier: 1, price: 10, leadTimeWorkingDays: 2),
      SupplierOffer(item: 0, supplier: 2, price: 8, leadTimeWorkingDays: 3, minimum: 20),
    ]
    let plan = try supplyPlan(
      items: 1, offers: offers, demands: [(0, 1, 10), (0, 4, 10), (0, 5, 17), (0, 9, 10)])
    let orders = plan.orders(of: 0)
    #expect(orders.map { $0.offer } == [1, 1, 2, 0])
    #expect(orders.map(\.quantity) == [10, 10, 20, 7], "17 cost 170 at 10 each, the least 20 at 8 cost 160")
    #expect(orders.map(\.releaseDay) == [0, 2, 2, 3])
    #expect(orders.map(\.lateBy) == [1, 0, 0, 0], "nobody can be there tomorrow; who is least late is asked")
  }

  @Test("A firm order stays as it is and asks for its components; planning fills what it leaves")
  func firm() throws {
    let plan = try supplyPlan(
      items: 2, lines: [Component(assembly: 0, component: 1, quantityPer: 2)],
      policies: [0: ItemPolicy(leadTimeWorkingDays: 2)],
      receipts: [OpenReceipt(item: 0, kind: .firm, day: 5, quantity: 30)], demands: [(0, 6, 40)])
    #expect(row(plan.rows.receipts, 0, plan) == [0, 0, 0, 0, 0, 0, 10, 0, 0, 0])
    #expect(row(plan.rows.dependent, 1, plan) == [0, 0, 0, 60, 20, 0, 0, 0, 0, 0])
  }
}

/// Sees a wrong safety factor, and the two service measures taken for one another; does not see a forecast error that was measured wrongly.
@Suite("Safety stock")
struct SafetyStockTests {
  @Test("The loss function and its inverse: values of the usual tables, and back again")
  func loss() {
    for (score, loss) in [(0.0, 0.39894), (1.0, 0.08332), (1.5, 0.02931), (2.0, 0.00849), (-1.0, 1.08332)] {
      #expect(abs(NormalDistribution.loss(above: score) - loss) < 5e-6)
    }
    for score in stride(from: -4.0, through: 6.0, by: 0.25) {
      #expect(abs(NormalDistribution.score(loss: NormalDistribution.loss(above: score)) - score) < 1e-9)
    }
  }

  @Test("Forecast error and lead-time variation add as variances")
  func leadTimeDemand() {
    let fixed = LeadTimeDemand(forecast: 100, forecastError: 30, leadTime: 4)
    #expect(fixed == LeadTimeDemand(mean: 400, standardDeviation: 60))
    let varying = LeadTimeDemand(forecast: 100, forecastError: 30, leadTime: 4, leadTimeDeviation: 0.8)
    #expect(varying.standardDeviation == 100, "√(4 × 30² + 100² × 0.8²) = √(3,600 + 6,400)")
    #expect(abs(LeadTimeDemand.rootMeanSquareError(meanAbsoluteError: 8) - 10.0265) < 1e-4)
  }

  @Test("How often and how much are two things: 95 % of cycles takes 164, 95 % of demand 34 with orders of 500 and 90 with orders of 200")
  func twoMeasures() throws {
    let demand = LeadTimeDemand(mean: 400, standardDeviation: 100)
    let often = demand.safetyStock(for: try #require(CycleServiceLevel(0.95)))
    #expect(abs(often - 164.485) < 1e-3)
    let rate = try #require(FillRate(0.95))
    let large = demand.safetyStock(for: rate, orderQuantity: 500)
    let small = demand.safetyStock(for: rate, orderQuantity: 200)
    #expect(abs(large - 34.5) < 0.5, "G(k) = 500 × 5 % ÷ 100 = 0.25")
    #expect(abs(small - 90.2) < 0.1, "G(k) = 0.10")
    #expect(abs(demand.fillShare(safetyStock: small, orderQuantity: 200) - 0.95) < 1e-9)
    #expect(abs(demand.cycleServiceProbability(safetyStock: often) - 0.95) < 1e-9)
    #expect(demand.safetyStock(for: rate, orderQuantity: 200, isLostWhenShort: true) < small)
    #expect(CycleServiceLevel(1) == nil && FillRate(0) == nil)
  }
}

/// Sees demand without supply, units that get lost on the way up, or a receipt moved for no reason.
@Suite("Pegging and exceptions")
struct PeggingTests {
  /// 0 lamp ← 2 × 1 tube; two orders for lamps, one for tubes.
  func lamps(receipts: [OpenReceipt] = []) throws -> SupplyPlan {
    try supplyPlan(
      items: 2, lines: [Component(assembly: 0, component: 1, quantityPer: 2)],
      policies: [
        0: ItemPolicy(openingStock: 5, leadTimeWorkingDays: 1), 1: ItemPolicy(lotSize: LotSize(rule: .fixed(50)), leadTimeWorkingDays: 2),
      ],
      receipts: receipts, demands: [(0, 5, 10), (0, 8, 20), (1, 6, 7)])
  }

  @Test("An order for tubes says which customers' lamps it is for, and how many tubes are left over")
  func upwards() throws {
    let network = PeggingNetwork(try lamps())
    let tubes = network.supplies(of: 1)
    #expect(network.supplies[tubes].map(\.quantity) == [50, 50])
    #expect(
      network.endDemands(ofSupply: tubes.lowerBound) == [
        .init(cause: .end(0), quantity: 10), .init(cause: .end(2), quantity: 7), .init(cause: .end(1), quantity: 33),
      ])
    #expect(network.endDemands(ofSupply: tubes.lowerBound + 1) == [.init(cause: .end(1), quantity: 7)])
    let lamp = try #require(network.demands(of: 0).first)
    #expect(network.links(ofDemand: lamp).map(\.quantity) == [5, 5], "half from stock, half made")
  }

  @Test("Receipts are moved to the day they are needed, and cancelled when nothing needs them")
  func receipts() throws {
    let plan = try supplyPlan(
      items: 1, policies: [0: ItemPolicy(openingStock: 10)],
      receipts: [
        OpenReceipt(item: 0, day: -3, quantity: 5), OpenReceipt(item: 0, day: 4, quantity: 10), OpenReceipt(item: 0, day: 5, quantity: 20),
        OpenReceipt(item: 0, day: 6, quantity: 99),
      ], demands: [(0, 2, 12), (0, 3, 8), (0, 8, 20)])
    let found = findExceptions(plan, network: PeggingNetwork(plan)).filter { $0.receipt >= 0 }
    #expect(found.map(\.kind) == [.pastDue, .expedite, .delay, .cancel])
    #expect(found.map(\.newDay) == [2, 3, 8, -1])
    #expect(found.map(\.hurts) == [[.end(0)], [.end(1)], [], []])
  }

  @Test("A safety stock that alone asks for a receipt says so, and an order that cannot be in time names who waits")
  func reasons() throws {
    let plan = try supplyPlan(
      items: 1, policies: [0: ItemPolicy(openingStock: 20, safetyStock: 15, leadTimeWorkingDays: 3)],
      receipts: [OpenReceipt(item: 0, day: 6, quantity: 10)], demands: [(0, 1, 10), (0, 2, 25)])
    let found = findExceptions(plan, network: PeggingNetwork(plan))
    #expect(found.map(\.kind) == [.short, .late, .expedite])
    #expect(found.map(\.reason) == [.leadTime, .leadTime, .safetyStock])
    #expect(found[0].hurts == [.end(1)])
    #expect(found[1].hurts == [.end(0), .end(1)])
  }

  @Test("Hours of a week are summed over its orders; what is too much names the orders that wait")
  func capacity() throws {
    let plan = try supplyPlan(
      items: 1, days: 10, policies: [0: ItemPolicy(leadTimeWorkingDays: 2)], demands: [(0, 3, 10), (0, 4, 30), (0, 9, 8)])
    let network = PeggingNetwork(plan)
    let loads = checkCapacity(
      network: network, inputs: plan.inputs, resources: [Resource(hoursPerWorkingDay: 8)],
      steps: [WorkStep(item: 0, resource: 0, hoursPerUnit: 1, setupHours: 2)], bucketOfDay: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    #expect(loads.map(\.load) == [44, 10])
    #expect(loads.map(\.available) == [40, 40])
    let found = overloads(loads, network: network)
    #expect(found.map(\.quantity) == [4])
    #expect(found[0].hurts == [.end(0), .end(1)])
  }
}

@Suite("Stock as money")
struct StockHealthTests {
  @Test("What is left is the newest of what came in; what nothing explains is the oldest")
  func ageing() {
    let bands = ageStock(
      onHand: 100, receipts: [(day("2026-09-01"), 30), (day("2026-11-01"), 40), (day("2026-12-05"), 99)],
      asOf: day("2026-11-20"), unitCost: 2, limits: [30, 60, 90])
    #expect(bands.map(\.quantity) == [40, 0, 30, 30])
    #expect(bands.map(\.money) == [80, 0, 60, 60])
  }

  @Test("Turnover, days and what the forecast does not need")
  func health() throws {
    let plan = try supplyPlan(
      items: 2, policies: [0: ItemPolicy(openingStock: 100, safetyStock: 10), 1: ItemPolicy(openingStock: 5)],
      demands: [(0, 0, 10), (0, 5, 20), (1, 3, 9)])
    let health = stockHealth(of: 0, plan: plan, unitCost: 3)
    #expect(health.average == StockValue(quantity: 80, money: 240))
    #expect(health.used.quantity == 30)
    #expect(abs(health.turnover - 30 * 36.5 / 80) < 1e-12)
    #expect(abs(health.days - 80 * 10 / 30.0) < 1e-9)
    #expect(health.excess == StockValue(quantity: 60, money: 180))
    #expect(health.coverDay == nil)
    #expect(stockHealth(of: 1, plan: plan, unitCost: 3).coverDay == 3)
  }
}

@Suite("What is called for")
struct ExplodedDemandTests {
  @Test("Two levels with scrap, and only the lines that are valid on the day")
  func levels() throws {
    let bill = try BillOfMaterials(
      itemCount: 4,
      lines: [
        Component(assembly: 0, component: 1, quantityPer: 2), Component(assembly: 1, component: 2, quantityPer: 3, scrapRate: 0.25),
        Component(assembly: 0, component: 2, quantityPer: 1), Component(assembly: 0, component: 3, quantityPer: 5, validDays: 10...20),
      ])
    #expect(explodeDemand(bill: bill, units: [100, 10, 0, 0], day: 9) == [100, 210, 887.5, 0], "210 × 3.75 and 100")
    #expect(explodeDemand(bill: bill, units: [100, 0, 0, 1], day: 10) == [100, 200, 850, 501])
  }
}

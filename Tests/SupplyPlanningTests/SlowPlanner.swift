// SPDX-License-Identifier: Apache-2.0
import SupplyPlanning

/// Requirements planning as slowly and as plainly as it can be said: dictionaries of events by day, one item after another by recursion, lots and
/// lead times counted step by step. Shares with the program only the documents it reads.
struct SlowPlanner {
  struct Order: Equatable {
    let due: Int
    let release: Int
    let quantity: Double
    let lateBy: Int
    let offer: Int
  }

  let items: Int
  let lines: [Component]
  let works: [Bool]
  let policies: [ItemPolicy]
  let offers: [SupplierOffer]
  let receipts: [OpenReceipt]
  let demands: [EndDemand]
  private(set) var orders: [Int: [Order]] = [:]
  private(set) var stockAfter: [Int: [Int: Double]] = [:]

  init(
    items: Int, lines: [Component], works: [Bool], policies: [ItemPolicy], offers: [SupplierOffer], receipts: [OpenReceipt],
    demands: [EndDemand]
  ) {
    (self.items, self.lines, self.works, self.policies) = (items, lines, works, policies)
    (self.offers, self.receipts, self.demands) = (offers, receipts, demands)
    for item in 0..<items { plan(item) }
  }

  /// Stock at the end of a day: that of the last event up to it.
  func stock(_ item: Int, _ day: Int) -> Double {
    let last = (stockAfter[item] ?? [:]).keys.filter { $0 <= day }.max()
    return last.flatMap { stockAfter[item]?[$0] } ?? policies[item].openingStock
  }

  /// Releases of an item, planned and firm, as events.
  private func releases(_ item: Int) -> [(day: Int, quantity: Double)] {
    (orders[item] ?? []).map { ($0.release, $0.quantity) }
      + receipts.filter { Int($0.item) == item && $0.kind == .firm }.map { receipt in
        let given = receipt.releaseDay.map { min(max(0, Int($0)), works.count - 1) }
        return (given ?? walkBack(from: max(0, Int(receipt.day)), Int(policies[item].leadTimeWorkingDays)).day, receipt.quantity)
      }
  }

  private mutating func plan(_ item: Int) {
    if orders[item] != nil { return }
    // Events of each day: what comes in and what is asked for.
    var incoming: [Int: Double] = [0: 0]
    for demand in demands where Int(demand.item) == item { incoming[Int(demand.day), default: 0] -= demand.quantity }
    for line in lines where Int(line.component) == item {
      plan(Int(line.assembly))
      for release in releases(Int(line.assembly)) where line.validDays.contains(Int32(release.day)) {
        incoming[release.day, default: 0] -= release.quantity * (line.quantityPer + line.quantityPer * line.scrapRate)
      }
    }
    for receipt in receipts where Int(receipt.item) == item { incoming[max(0, Int(receipt.day)), default: 0] += receipt.quantity }
    let frozen = Int(policies[item].frozenDays)
    incoming[frozen, default: 0] += 0
    var stock = policies[item].openingStock
    var planned: [Order] = []
    var after: [Int: Double] = [:]
    for day in incoming.keys.sorted() where day < works.count {
      stock += incoming[day] ?? 0
      if stock < policies[item].safetyStock, day >= frozen {
        let order = order(item, day, stock, incoming)
        planned.append(order)
        stock += order.quantity
      }
      after[day] = stock
    }
    orders[item] = planned
    stockAfter[item] = after
  }

  private func order(_ item: Int, _ day: Int, _ stock: Double, _ incoming: [Int: Double]) -> Order {
    let policy = policies[item]
    var need = policy.safetyStock - stock
    if case .period(let days) = policy.lotSize.rule {
      var running = stock
      for later in incoming.keys.sorted() where later > day && later < day + Int(days) && later < works.count {
        running += incoming[later] ?? 0
        need = max(need, policy.safetyStock - running)
      }
    }
    var choices: [(lateBy: Int, cost: Double, lead: Int, position: Int)] = []
    let sorted = offers.enumerated().sorted { ($0.element.item, $0.offset) < ($1.element.item, $1.offset) }.map(\.element)
    for (position, offer) in sorted.enumerated() where Int(offer.item) == item {
      let release = walkBack(from: day, Int(offer.leadTimeWorkingDays))
      guard offer.validDays.contains(Int32(release.day)) else { continue }
      let quantity = lot(need, policy, minimum: offer.minimum, multiple: offer.multiple)
      choices.append((release.lateBy, offer.price * quantity, Int(offer.leadTimeWorkingDays), position))
    }
    guard let best = choices.min(by: { $0 < $1 }) else {
      let release = walkBack(from: day, Int(policy.leadTimeWorkingDays))
      return Order(due: day, release: release.day, quantity: lot(need, policy), lateBy: release.lateBy, offer: -1)
    }
    let offer = sorted[best.position]
    return Order(
      due: day, release: walkBack(from: day, best.lead).day, quantity: lot(need, policy, minimum: offer.minimum, multiple: offer.multiple),
      lateBy: best.lateBy, offer: best.position)
  }

  /// Lots are put on top of one another until there is enough.
  private func lot(_ need: Double, _ policy: ItemPolicy, minimum: Double = 0, multiple: Double = 0) -> Double {
    var quantity = need
    switch policy.lotSize.rule {
    case .fixed(let lot):
      quantity = 0
      while quantity < need { quantity += lot }
    case .economic(let lot): quantity = need < lot ? lot : need
    case .asNeeded, .period: break
    }
    for least in [policy.lotSize.minimum, minimum] where quantity < least { quantity = least }
    let step = multiple > 0 ? multiple : policy.lotSize.multiple
    guard step > 0 else { return quantity }
    var whole = 0.0
    while whole < quantity { whole += step }
    return whole
  }

  /// Goes back day by day until so many working days lie behind it; the day must be worked. Before the plan: day 0, and how many working days are missing.
  private func walkBack(from due: Int, _ leadTime: Int) -> (day: Int, lateBy: Int) {
    var passed = 0
    var day = due
    while day >= 0 {
      if works[day] {
        if passed >= leadTime { return (day, 0) }
        passed += 1
      }
      day -= 1
    }
    return (0, leadTime - passed + 1)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import SupplyPlanning

/// Some items of a draft with everything that goes above them, netted: for these items the same, bit for bit, as the whole.
final class SupplySection {
  /// What asks, behind the end demands of the plan.
  struct End {
    /// Position of the item in the draft.
    let item: Int
    let day: Day
    let isOrder: Bool
  }

  let draft: SupplyDraft
  /// Positions in the draft, rising.
  let items: [Int]
  let plan: SupplyPlan
  /// Who is served by what; made when it is first asked for.
  private(set) lazy var network = PeggingNetwork(plan)
  let ends: [End]
  private let places: [Int32]

  /// - Parameter wanted: positions in the draft; what goes above them comes along. nil for all.
  init(_ draft: SupplyDraft, items wanted: [Int32]? = nil) {
    let items = wanted.map { draft.bill.withAncestors($0).map(Int.init).sorted() } ?? Array(draft.parts.indices)
    var places = [Int32](repeating: -1, count: draft.parts.count)
    for (place, item) in items.enumerated() { places[item] = Int32(place) }
    var inputs = SupplyInputs(
      bill: SupplySection.bill(draft.bill, items: items, places: places), calendar: LeadTimeCalendar(isWorkingDay: draft.works),
      policies: items.map { draft.parts[$0].policy })
    var ends: [End] = []
    for (place, item) in items.enumerated() {
      let part = draft.parts[item]
      func ask(_ day: Int32, _ quantity: Double, isOrder: Bool) {
        let cause: EndDemand.Cause = isOrder ? .order(Int32(ends.count)) : .forecast(Int32(ends.count))
        inputs.demands.append(EndDemand(item: Int32(place), day: day, quantity: quantity, cause: cause))
        ends.append(End(item: item, day: draft.firstDay.adding(days: Int(day)), isOrder: isOrder))
      }
      // By day, orders before the forecast.
      var orders = part.orders[...]
      for day in part.forecast.indices where part.forecast[day] > 0 {
        while let order = orders.first, Int(order.day) <= day { ask(orders.removeFirst().day, order.quantity, isOrder: true) }
        ask(Int32(day), part.forecast[day], isOrder: false)
      }
      for order in orders { ask(order.day, order.quantity, isOrder: true) }
      inputs.receipts += part.arrivals.map { OpenReceipt(item: Int32(place), day: $0.day, quantity: $0.quantity) }
      inputs.receipts += part.released.map { OpenReceipt(item: Int32(place), kind: .ordered, day: $0.day, quantity: $0.quantity) }
      inputs.receipts += part.firm.map { OpenReceipt(item: Int32(place), kind: .firm, day: $0.day, quantity: $0.quantity) }
    }
    let plan = SupplyPlan(inputs)
    (self.draft, self.items, self.places, self.plan, self.ends) = (draft, items, places, plan, ends)
  }

  /// Where an item of the draft stands among those of the section.
  func place(of item: Int) -> Int { Int(places[item]) }

  /// The lines among the items. What stands in one goes into nothing outside that was left out: assemblies come with their components.
  private static func bill(_ bill: BillOfMaterials, items: [Int], places: [Int32]) -> BillOfMaterials {
    guard items.count < bill.itemCount else { return bill }
    let lines = bill.lines.compactMap { line -> Component? in
      let (assembly, component) = (places[Int(line.assembly)], places[Int(line.component)])
      guard assembly >= 0, component >= 0 else { return nil }
      return Component(
        assembly: assembly, component: component, quantityPer: line.quantityPer, scrapRate: line.scrapRate, validDays: line.validDays)
    }
    guard let part = try? BillOfMaterials(itemCount: items.count, lines: lines) else {
      preconditionFailure("a part of bills without a circle has none")
    }
    return part
  }
}

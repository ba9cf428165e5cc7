// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The day rows of planned items with the memory they stand in, netted through all levels.
public final class SupplyPlan {
  public let inputs: SupplyInputs
  public let rows: RequirementsRows
  public let dayCount: Int
  private let memory: UnsafeMutablePointer<Double>
  private let chosen: UnsafeMutablePointer<Int32>?

  /// Plans everything.
  ///
  /// - Complexity: O(days × (items + lines)) time; 48 bytes a day and item, 12 more where there are firm orders or offers.
  public init(_ inputs: SupplyInputs) {
    self.inputs = inputs
    let (items, days) = (inputs.bill.itemCount, inputs.calendar.dayCount)
    dayCount = days
    let hasFirm = inputs.receipts.contains { $0.asksForComponents }
    let count = max(1, items * days)
    // Zeroed pages come from the system untouched: rows without demand cost no memory until they are written.
    memory = SupplyPlan.zeroed((hasFirm ? 7 : 6) * count)
    chosen = inputs.offers.all.isEmpty ? nil : SupplyPlan.zeroed(count)
    let memory = memory
    func write(_ row: Int) -> WriteRows { WriteRows(base: memory + row * count, stride: days) }
    func read(_ row: Int) -> ReadRows { ReadRows(base: UnsafePointer(memory + row * count), stride: days) }
    rows = RequirementsRows(
      independent: read(0), scheduled: read(1), dependent: write(2), receipts: write(3), releases: write(4),
      stock: write(5), firmReleases: hasFirm ? read(6) : nil, offers: chosen.map { ($0, days) })
    let (independent, scheduled) = (write(0), write(1))
    for demand in inputs.demands where demand.day < days { independent[Int(demand.item)][Int(demand.day)] += demand.quantity }
    for receipt in inputs.receipts where inputs.receiptDay(receipt) < days {
      scheduled[Int(receipt.item)][inputs.receiptDay(receipt)] += receipt.quantity
      if receipt.asksForComponents { write(6)[Int(receipt.item)][inputs.releaseDay(receipt)] += receipt.quantity }
    }
    planRequirements(
      bill: inputs.bill, calendar: inputs.calendar, rows: rows, offers: inputs.offers.all.isEmpty ? nil : inputs.offers
    ) { inputs.policies[$0] }
  }

  deinit {
    free(memory)
    free(chosen)
  }

  /// The planned orders of one item, by rising due day.
  public func orders(of item: Int32) -> [PlannedOrder] {
    let index = Int(item)
    return PlannedOrder.orders(
      of: item, receipts: rows.receipts[index], policy: inputs.policies[index], calendar: inputs.calendar,
      offers: inputs.offers, chosen: chosen.map { UnsafePointer($0 + index * dayCount) })
  }

  /// Independent and dependent demand of an item on a day.
  public func grossRequirement(_ item: Int, _ day: Int) -> Double {
    rows.independent[item][day] + rows.dependent[item][day]
  }

  private static func zeroed<Value>(_ count: Int) -> UnsafeMutablePointer<Value> {
    guard let memory = calloc(count, MemoryLayout<Value>.stride) else {
      preconditionFailure("there is memory for the rows of the plan")
    }
    return memory.bindMemory(to: Value.self, capacity: count)
  }
}

// SPDX-License-Identifier: Apache-2.0
import SupplyPlanning

/// Rows for a handful of items, in memory, so that a test reads like the plan it talks about.
final class PlanningFixture {
  let bill: BillOfMaterials
  var policies: [ItemPolicy]
  let calendar: LeadTimeCalendar
  let days: Int
  private var buffers: [UnsafeMutableBufferPointer<Double>] = []

  init(bill: BillOfMaterials, policies: [ItemPolicy], isWorkingDay: [Bool]) {
    self.bill = bill
    self.policies = policies
    self.calendar = LeadTimeCalendar(isWorkingDay: isWorkingDay)
    self.days = isWorkingDay.count
    for _ in 0..<6 {
      let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: max(1, bill.itemCount * days))
      buffer.initialize(repeating: 0)
      buffers.append(buffer)
    }
  }

  deinit { for buffer in buffers { buffer.deallocate() } }

  enum Row: Int { case independent, scheduled, dependent, receipts, releases, stock }

  subscript(_ row: Row, _ item: Int, _ day: Int) -> Double {
    get { buffers[row.rawValue][item * days + day] }
    set { buffers[row.rawValue][item * days + day] = newValue }
  }

  func row(_ row: Row, _ item: Int) -> [Double] {
    Array(buffers[row.rawValue][(item * days)..<((item + 1) * days)])
  }

  var rows: RequirementsRows {
    func read(_ row: Row) -> ReadRows {
      ReadRows(base: UnsafePointer(buffers[row.rawValue].baseAddress!), stride: days)
    }
    func write(_ row: Row) -> WriteRows {
      WriteRows(base: buffers[row.rawValue].baseAddress!, stride: days)
    }
    return RequirementsRows(
      independent: read(.independent), scheduled: read(.scheduled), dependent: write(.dependent),
      receipts: write(.receipts), releases: write(.releases), stock: write(.stock))
  }

  @discardableResult
  func plan(changed: [Int32]? = nil) -> [Int32] {
    planRequirements(bill: bill, calendar: calendar, rows: rows, changed: changed) { self.policies[$0] }
  }

  func orders(of item: Int32) -> [PlannedOrder] {
    PlannedOrder.orders(
      of: item, receipts: rows.receipts[Int(item)], policy: policies[Int(item)], calendar: calendar)
  }

  /// Every bit of every result, for comparing two plans.
  var bits: [UInt64] {
    [Row.dependent, .receipts, .releases, .stock].flatMap { row in buffers[row.rawValue].map(\.bitPattern) }
  }
}

/// Monday to Friday work, Saturday and Sunday rest; day 0 is a Monday.
func weekdays(_ count: Int) -> [Bool] { (0..<count).map { $0 % 7 < 5 } }

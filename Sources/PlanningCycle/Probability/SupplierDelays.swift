// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import NumericalMethods

/// How many days late suppliers' goods come, by supplier: whole months of the past are drawn, since a supplier who is late is late for a while.
struct SupplierDelays: Sendable {
  /// Mean days late, of the months of the last two years in which enough was received.
  private let months: [String: [Double]]
  private let everybody: [Double]
  let receiptCount: Int

  static let leastMonths = 4

  var isEmpty: Bool { everybody.isEmpty }

  static func learn(orders: FactTable, receipts: FactTable, cutoff: Month) -> SupplierDelays {
    var due: [String: (supplier: String, day: Day)] = [:]
    let (number, line, dueOn, supplier) = (orders["order_number"], orders["line_number"], orders["due_on"], orders["supplier"])
    for row in 0..<orders.rowCount {
      guard let text = number.text(row), let day = dueOn.day(row), let who = supplier.text(row) else { continue }
      due[text + "|" + String(line.integers[row])] = (who, day)
    }
    struct MonthOf: Hashable {
      let supplier: String
      let month: Month
    }
    var sums: [MonthOf: (days: Int, count: Int)] = [:]
    let (order, orderLine, receivedOn) = (receipts["order_number"], receipts["order_line"], receipts["received_on"])
    let since = cutoff.adding(months: -23)
    var count = 0
    for row in 0..<receipts.rowCount {
      guard let text = order.text(row), let position = orderLine.integer(row), let day = receivedOn.day(row), day.monthOf <= cutoff,
        day.monthOf >= since, let promised = due[text + "|" + String(position)]
      else { continue }
      // A line that is half a year off was cancelled or mistyped; it says nothing about the next one.
      let late = min(max(promised.day.distance(to: day), -60), 120)
      sums[MonthOf(supplier: promised.supplier, month: day.monthOf), default: (0, 0)].days += late
      sums[MonthOf(supplier: promised.supplier, month: day.monthOf), default: (0, 0)].count += 1
      count += 1
    }
    var months: [String: [Double]] = [:]
    for (key, sum) in sums.sorted(by: { ($0.key.supplier, $0.key.month) < ($1.key.supplier, $1.key.month) }) {
      months[key.supplier, default: []].append(Double(sum.days) / Double(sum.count))
    }
    return SupplierDelays(
      months: months, everybody: months.sorted { $0.key < $1.key }.flatMap(\.value), receiptCount: count)
  }

  /// Whole days late in one path, by supplier in the order given; nobody known: 0.
  func draw(_ seed: PathSeed, suppliers: [String]) -> [Int] {
    suppliers.map { code in
      let own = months[code] ?? []
      let pool = own.count >= Self.leastMonths ? own : everybody
      guard !pool.isEmpty else { return 0 }
      var random = seed.stream(.suppliers, PathSeed.key(code))
      return Int(pool[min(pool.count - 1, Int(random.uniform() * Double(pool.count)))].rounded())
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning

/// When within a month that is shipped which was not yet ordered at the cutoff. Orders ship after they are placed: what is ordered and shipped in the
/// first month comes late in it, since what shipped early was ordered before. Some months on, new orders are all orders, and nothing leans.
struct ShippingLean {
  /// By months from order to shipment, then tenth of the month's working days: what was shipped, in money where the lines have it.
  private var shipped = [[Double]](repeating: [Double](repeating: 0, count: parts), count: lagCount)
  private var squares = 0.0

  /// Months that lean: those which some orders of before the cutoff still ship in.
  static let lagCount = DeliveryTiming.lagCount
  private static let parts = 10
  private static let months = 12
  /// Fewer lines of equal weight say nothing.
  private static let leastLines = 30.0

  /// Order lines of the last twelve months by the day they were shipped, else by the day they are due; project orders are left out.
  init(orders: FactTable, shipments: FactTable, cutoff: Month, workingDays: WorkingDays) {
    var shippedOn: [String: Day] = [:]
    let (order, line, day) = (shipments["order_number"], shipments["order_line"], shipments["shipped_on"])
    for row in 0..<shipments.rowCount {
      guard let text = order.text(row), let position = line.integer(row), let on = day.day(row) else { continue }
      let key = text + "|" + String(position)
      shippedOn[key] = min(shippedOn[key] ?? on, on)
    }
    let (number, position, orderedOn, ownShipped, due) = (
      orders["order_number"], orders["line_number"], orders["ordered_on"], orders["shipped_on"], orders["due_on"]
    )
    let (incl, excl, quantity, project) = (
      orders["amount_incl_tax"], orders["amount_excl_tax"], orders["quantity"], orders["is_project"]
    )
    for row in 0..<orders.rowCount where project.boolean(row) != true {
      guard let on = orderedOn.day(row)?.monthOf, on <= cutoff, on > cutoff.adding(months: -Self.months), let text = number.text(row),
        let to = shippedOn[text + "|" + String(position.integers[row])] ?? ownShipped.day(row) ?? due.day(row)
      else { continue }
      let lag = on.distance(to: to.monthOf)
      guard (0..<Self.lagCount).contains(lag) else { continue }
      let weight = max(0, Double(incl.integer(row) ?? excl.integer(row) ?? quantity.integers[row]))
      shipped[lag][Self.part(of: to, workingDays)] += weight
      squares += weight * weight
    }
  }

  /// The tenth of its month's working days in which a day lies; days off count as the next working day.
  static func part(of day: Day, _ workingDays: WorkingDays) -> Int {
    let month = day.monthOf
    let works = (month.firstDay...month.lastDay).filter { workingDays.isWorkday($0) }
    let before = works.count { $0 < day }
    return min(parts - 1, before * parts / max(1, works.count))
  }

  /// What the new orders of the first, second … month ship in each tenth of its days, beside what a month ships: 0.3 is three tenths more than even. Few
  /// lines lean little: a line is put into every tenth beforehand. Empty when too little is known.
  func byMonth() -> [[Double]] {
    let total = shipped.reduce(0.0) { $1.reduce($0, +) }
    guard squares > 0, total * total / squares >= Self.leastLines else { return [] }
    let lines = total * total / squares
    func density(_ pool: [Double]) -> [Double] {
      let sum = pool.reduce(0, +)
      guard sum > 0 else { return [Double](repeating: 1, count: Self.parts) }
      let count = lines * sum / total
      return pool.map { ($0 / sum * count + 1) / (count + Double(Self.parts)) * Double(Self.parts) }
    }
    let everything = density(
      shipped.indices.reduce(into: [Double](repeating: 0, count: Self.parts)) { sum, lag in
        for part in sum.indices { sum[part] += shipped[lag][part] }
      })
    var pool = [Double](repeating: 0, count: Self.parts)
    return shipped.dropLast().map { lag in
      for part in pool.indices { pool[part] += lag[part] }
      return zip(density(pool), everything).map { $0 / $1 - 1 }
    }
  }
}

extension FillInputs {
  /// How what is not yet ordered leans towards the end of the first months.
  mutating func fillShippingLean() throws(StoreError) {
    let lean = ShippingLean(
      orders: try facts.table(.salesOrderLines), shipments: try facts.table(.shipments), cutoff: calendar.cutoff, workingDays: workingDays
    ).byMonth()
    for (step, parts) in lean.enumerated() {
      let month = firstForecast.adding(months: step)
      guard month <= calendar.lastMonth else { break }
      for day in month.firstDay...month.lastDay where workingDays.isWorkday(day) {
        let value = (parts[ShippingLean.part(of: day, workingDays)] * 10_000).rounded() / 10_000
        if value != 0 { sheet.add("new_order_lean", [], day, value, .rule("learnt from shipments")) }
      }
    }
  }
}

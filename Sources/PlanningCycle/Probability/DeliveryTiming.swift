// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import NumericalMethods

/// How the months in which orders are delivered differ from one month of orders to the next: shares 0 … 6 months later beside the usual ones.
struct DeliveryTiming: Sendable {
  /// Shares less the usual share, by past month of orders; each sums to nought.
  private let differences: [[Double]]

  static let lagCount = 7
  private static let cohorts = 18
  private static let leastCohorts = 6

  var isEmpty: Bool { differences.isEmpty }
  var cohortCount: Int { differences.count }

  /// Order lines of the last eighteen months by the month they were shipped, else by the month they are due; project orders, which deliver by
  /// agreement, are left out.
  static func learn(orders: FactTable, shipments: FactTable, cutoff: Month) -> DeliveryTiming {
    var shippedIn: [String: Month] = [:]
    let (order, line, shippedOn) = (shipments["order_number"], shipments["order_line"], shipments["shipped_on"])
    for row in 0..<shipments.rowCount {
      guard let text = order.text(row), let position = line.integer(row), let day = shippedOn.day(row) else { continue }
      let key = text + "|" + String(position)
      shippedIn[key] = min(shippedIn[key] ?? day.monthOf, day.monthOf)
    }
    let (number, position, orderedOn, ownShipped, due) = (
      orders["order_number"], orders["line_number"], orders["ordered_on"], orders["shipped_on"], orders["due_on"]
    )
    let (incl, excl, quantity, project) = (
      orders["amount_incl_tax"], orders["amount_excl_tax"], orders["quantity"], orders["is_project"]
    )
    var amounts: [Month: [Double]] = [:]
    for row in 0..<orders.rowCount where project.boolean(row) != true {
      guard let on = orderedOn.day(row)?.monthOf, on <= cutoff, on > cutoff.adding(months: -cohorts), let text = number.text(row) else {
        continue
      }
      let known = shippedIn[text + "|" + String(position.integers[row])]
      guard let shipped = known ?? ownShipped.day(row)?.monthOf ?? due.day(row)?.monthOf else { continue }
      let lag = on.distance(to: shipped)
      guard (0..<lagCount).contains(lag) else { continue }
      let weight = Double(incl.integer(row) ?? excl.integer(row) ?? quantity.integers[row])
      amounts[on, default: [Double](repeating: 0, count: lagCount)][lag] += max(0, weight)
    }
    let shares = amounts.sorted { $0.key < $1.key }.compactMap { _, parts -> [Double]? in
      let total = parts.reduce(0, +)
      return total > 0 ? parts.map { $0 / total } : nil
    }
    guard shares.count >= leastCohorts else { return DeliveryTiming(differences: []) }
    let usual = (0..<lagCount).map { lag in stableMean(shares.map { $0[lag] }) }
    let scale = (Double(shares.count) / Double(shares.count - 1)).squareRoot()
    return DeliveryTiming(differences: shares.map { share in (0..<lagCount).map { (share[$0] - usual[$0]) * scale } })
  }

  /// One past month's difference for each coming month of orders.
  func draw(_ seed: PathSeed, from first: Month, count: Int) -> [[Double]] {
    (0..<count).map { step in
      var random = seed.stream(.deliveries, UInt64(bitPattern: Int64(first.adding(months: step).ordinal)))
      return differences[min(differences.count - 1, Int(random.uniform() * Double(differences.count)))]
    }
  }
}

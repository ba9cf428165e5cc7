// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Stock of every item at moving-average cost: quantities in ten-thousandths of a unit, values in 分.
struct Inventory {
  /// What happened to an item in a month, ten-thousandths of a unit.
  struct Movement: Hashable {
    var opening: Int64 = 0
    var received: Int64 = 0
    var produced: Int64 = 0
    var consumed: Int64 = 0
    var shipped: Int64 = 0
    var returned: Int64 = 0
    var closing: Int64 = 0
    var closingValue: Int64 = 0

    var rollsForward: Bool { opening + received + produced + returned - consumed - shipped == closing }
  }

  private(set) var quantity: [Int64]
  private(set) var value: [Int64]
  /// By month and item.
  private(set) var months: [[Movement]] = []
  private var running: [Movement]

  init(itemCount: Int) {
    quantity = Array(repeating: 0, count: itemCount)
    value = Array(repeating: 0, count: itemCount)
    running = Array(repeating: Movement(), count: itemCount)
  }

  mutating func open(_ item: Int, quantity opening: Int64, value openingValue: Int64) {
    quantity[item] = opening
    value[item] = openingValue
    running[item].opening = opening
  }

  mutating func receive(_ item: Int, _ received: Int64, value receivedValue: Int64) {
    add(item, received, receivedValue)
    running[item].received += received
  }

  mutating func produce(_ item: Int, _ produced: Int64, value producedValue: Int64) {
    add(item, produced, producedValue)
    running[item].produced += produced
  }

  mutating func takeBack(_ item: Int, _ returned: Int64) -> Int64 {
    // Returned goods come back at the average cost of the day.
    let cost = averageValue(item, returned)
    add(item, returned, cost)
    running[item].returned += returned
    return cost
  }

  /// - Returns: the cost of what was taken.
  mutating func consume(_ item: Int, _ consumed: Int64) -> Int64 {
    running[item].consumed += consumed
    return take(item, consumed)
  }

  mutating func ship(_ item: Int, _ shipped: Int64) -> Int64 {
    running[item].shipped += shipped
    return take(item, shipped)
  }

  mutating func closeMonth() {
    for item in quantity.indices {
      running[item].closing = quantity[item]
      running[item].closingValue = value[item]
    }
    months.append(running)
    for item in quantity.indices {
      running[item] = Movement()
      running[item].opening = quantity[item]
    }
  }

  private mutating func add(_ item: Int, _ added: Int64, _ addedValue: Int64) {
    quantity[item] += added
    value[item] += addedValue
  }

  private mutating func take(_ item: Int, _ taken: Int64) -> Int64 {
    precondition(taken <= quantity[item], "stock is never taken below zero")
    let cost = taken == quantity[item] ? value[item] : averageValue(item, taken)
    quantity[item] -= taken
    value[item] -= cost
    return cost
  }

  private func averageValue(_ item: Int, _ count: Int64) -> Int64 {
    guard quantity[item] > 0 else { return lastAverage(item, count) }
    let product = Int128(value[item]) * Int128(count)
    guard let cost = Rounding.divide(product, by: Int128(quantity[item])) else { return 0 }
    return Int64(cost)
  }

  /// The average of the last closing when nothing is left.
  private func lastAverage(_ item: Int, _ count: Int64) -> Int64 {
    for month in months.reversed() where month[item].closing > 0 {
      let product = Int128(month[item].closingValue) * Int128(count)
      return Int64(Rounding.divide(product, by: Int128(month[item].closing)) ?? 0)
    }
    return 0
  }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Counts of items that are one: on each day on which any of them was counted at a place, what all of them had there.
enum StockTogether {
  private struct Place: Hashable {
    let item: Int64
    let location: Int64
  }

  /// - Parameters:
  ///   - table: with the codes that stand.
  ///   - foreign: rows that bore another code.
  ///   - code: the code that a row bore.
  static func join(_ table: FactTable, _ foreign: [Bool], own code: (Int) -> String) -> FactTable {
    let (item, location, day) = (table["item"], table["location"], table["counted_on"])
    let (quantity, amount) = (table["quantity"], table["amount"])
    func place(_ row: Int) -> Place { Place(item: item.integers[row], location: location.isPresent[row] ? location.integers[row] : -1) }
    let places = Swift.Set((0..<table.rowCount).filter { foreign[$0] }.map(place))
    var (pieces, money) = (quantity.integers.map { $0 }, amount.integers.map { $0 })
    var kept: [Int] = []
    /// The newest count of each code at a place so far.
    var newest: [Place: [String: (pieces: Int64, money: Int64)]] = [:]
    var last: [Place: (row: Int, day: Int64?)] = [:]
    // A count without a day is of now: after all others.
    let rows = table.rowsByKey()
    for row in rows.filter({ day.isPresent[$0] }) + rows.filter({ !day.isPresent[$0] }) {
      let own = place(row)
      guard places.contains(own) else {
        kept.append(row)
        continue
      }
      let on = day.integer(row)
      newest[own, default: [:]][code(row)] = (quantity.integers[row], amount.integers[row])
      let all = newest[own]!.values.reduce((pieces: Int64(0), money: Int64(0))) { ($0.pieces &+ $1.pieces, $0.money &+ $1.money) }
      if let before = last[own], before.day == on {
        (pieces[before.row], money[before.row]) = all
        continue
      }
      last[own] = (row, on)
      (pieces[row], money[row]) = all
      kept.append(row)
    }
    let present = (0..<table.rowCount).map { amount.isPresent[$0] || places.contains(place($0)) && amount.isPresent.contains(true) }
    let joined = table.replacing(quantity.with(integers: pieces, isPresent: quantity.isPresent.map { $0 }))
      .replacing(amount.with(integers: money, isPresent: present))
    return joined.taking(kept)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce

/// What an item should cost a customer: the agreed price 协议价 of the day and territory, and the list price 目录价.
struct ReferencePrices: Sendable {
  /// 含税, by item and territory, then day.
  private let keys: [Int64]
  private let from: [Int32]
  private let price: [Int64]
  private let territories: Int64
  /// Six decimals; `Exact.missing` without one.
  let list: [Int64]

  init(_ tables: SalesTables, items: MemberList, territories: MemberList, aliases: [String: String]) {
    let table = tables.prices
    let (item, place) = (items.codes(of: table["item"], aliases), territories.codes(of: table["territory"]))
    let days = DocumentLines.days(table["valid_from"])
    let amounts = table["price_incl_tax"].integers
    self.territories = Int64(territories.count)
    let count = self.territories
    let key = { (row: Int) in Int64(item[row]) * count + Int64(place[row]) }
    // A later row of the same day corrects an earlier one.
    let order = (0..<table.rowCount).filter { item[$0] > 0 }.sorted { (key($0), days[$0], $0) < (key($1), days[$1], $1) }
    keys = order.map(key)
    from = order.map { days[$0] }
    price = order.map { amounts[$0] }
    var list = [Int64](repeating: Exact.missing, count: items.count)
    let (code, column) = (tables.items["code"], tables.items["list_price"])
    for row in 0..<tables.items.rowCount where column.isPresent[row] && column.integers[row] > 0 {
      if let position = code.text(row).flatMap({ items.position($0) }) { list[Int(position)] = column.integers[row] }
    }
    self.list = list
  }

  /// 含税: of the territory, else of all of them; nil when none was in force that day.
  func agreed(item: Int32, territory: Int32, on day: Int32) -> Int64? {
    if keys.isEmpty || item == 0 { return nil }
    return newest(Int64(item) * territories + Int64(territory), day) ?? (territory > 0 ? newest(Int64(item) * territories, day) : nil)
  }

  private func newest(_ key: Int64, _ day: Int32) -> Int64? {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if (keys[middle], from[middle]) <= (key, day) { low = middle + 1 } else { high = middle }
    }
    return low > 0 && keys[low - 1] == key ? price[low - 1] : nil
  }
}

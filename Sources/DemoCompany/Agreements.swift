// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension Operations {
  private static let count = 3
  /// What locking a quantity takes off the price.
  private static let discount = 0.03

  /// Frame agreements of the materials that cost most, one a supplier: the first runs out before it ends, the second suffices, the third begins with
  /// the new year.
  func agreementTable() -> FactTable {
    var rows = FactRows(.frameAgreements, "number supplier item valid_from valid_to quantity price_excl_tax currency")
    let year = timeline.day(timeline.cutIndex).year
    let (july, june) = (day(year, 7, 1), day(year + 1, 6, 30))
    let spans = [(july, june, 6.0), (july, june, 15.0), (day(year + 1, 1, 1), day(year + 1, 12, 31), 12.0)]
    for (position, (item, units)) in largest().enumerated() {
      let (from, through, months) = spans[position]
      let price = Double(catalogue.purchasePrice(item, year: from.year)) / 1_000_000 * (1 - Operations.discount)
      let lot = Double(catalogue.items[item].lotMultiple)
      rows.add([
        .text("KJ" + padded(year % 100, 2) + "-" + padded(position + 1, 2)), .text(SupplierData.all[catalogue.items[item].supplier].code),
        .text(catalogue.items[item].code), .day(from), .day(through), .pieces(Int64((units * months / lot).rounded(.up) * lot)),
        .price((price * 100).rounded() / 100), .text("CNY"),
      ])
    }
    return rows.table
  }

  /// The items that were bought for most in the last year, of different suppliers, with the units of a month.
  private func largest() -> [(item: Int, units: Double)] {
    var (money, units) = ([Int](repeating: 0, count: catalogue.items.count), [Double](repeating: 0, count: catalogue.items.count))
    for line in purchases where line.ordered <= timeline.cutIndex && line.ordered > timeline.cutIndex - 365 {
      money[line.item] += Int(line.net)
      units[line.item] += Double(line.quantity) / 10_000 / 12
    }
    var suppliers: Set<Int> = []
    let items = catalogue.materials.sorted { (money[$1], $0) < (money[$0], $1) }.filter { item in
      suppliers.insert(catalogue.items[item].supplier).inserted
    }
    return items.prefix(Operations.count).map { ($0, units[$0]) }
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
    Month(year: year, month: month).firstDay.adding(days: day - 1)
  }
}

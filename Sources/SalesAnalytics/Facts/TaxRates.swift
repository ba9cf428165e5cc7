// SPDX-License-Identifier: Apache-2.0
import Commerce

/// VAT rates of items by day, millionths.
struct TaxRates: Sendable {
  private let groups: RowGroups
  private let from: [Int32]
  private let rate: FactIntegers
  private let ofItem: [Int64]

  init(_ tables: SalesTables, items: MemberList, aliases: [String: String]) {
    let table = tables.taxRates
    let codes = items.codes(of: table["item"], aliases)
    from = DocumentLines.days(table["valid_from"])
    rate = table["rate"].integers
    let days = from
    groups = RowGroups(codes, count: items.count).sorted { Int64(days[Int($0)]) }
    var own = [Int64](repeating: Exact.missing, count: items.count)
    let (code, column) = (tables.items["code"], tables.items["tax_rate"])
    for row in 0..<tables.items.rowCount where column.isPresent[row] {
      if let position = code.text(row).flatMap({ items.position($0) }) { own[Int(position)] = column.integers[row] }
    }
    ofItem = own
  }

  /// The newest rate of the item in force that day, else its own; nil when nothing tells.
  func rate(item: Int32, on day: Int32) -> Int64? {
    // The list of one item is short: rates change by law.
    if let row = groups.of(Int(item)).last(where: { from[Int($0)] <= day }) { return rate[Int(row)] }
    if item > 0, ofItem[Int(item)] != Exact.missing { return ofItem[Int(item)] }
    // A rate that names no item is the company's.
    return groups.of(0).last { from[Int($0)] <= day }.map { rate[Int($0)] }
  }
}

/// Both amounts of every row, 含税 and 不含税: what is stated is kept, what is not follows from tax, rate or price.
struct TaxAmounts {
  private(set) var inclusive: [Int64]
  private(set) var exclusive: [Int64]

  /// - Parameters:
  ///   - table: of a kind with both amounts; tax, unit prices, quantity and a rate where the kind has them.
  ///   - rate: millionths, of a row that tells none itself.
  init(_ table: FactTable, rate: (Int) -> Int64?) {
    let (with, without) = (table["amount_incl_tax"], table["amount_excl_tax"])
    // The usual table tells both.
    inclusive = Array(with.integers)
    exclusive = Array(without.integers)
    let areAllTold = !with.isPresent.contains(false) && !without.isPresent.contains(false)
    if areAllTold { return }
    let (tax, own, quantity) = (table.column("tax_amount"), table.column("tax_rate"), table.column("quantity"))
    let (priceWith, priceWithout) = (table.column("price_incl_tax"), table.column("price_excl_tax"))
    for row in 0..<table.rowCount {
      var gross = with.integer(row)
      var net = without.integer(row)
      if let quantity, quantity.isPresent[row] {
        if gross == nil, let price = priceWith?.integer(row) { gross = Exact.product(price: price, quantity: quantity.integers[row]) }
        if net == nil, let price = priceWithout?.integer(row) {
          net = Exact.product(price: price, quantity: quantity.integers[row])
        }
      }
      let percent = own?.integer(row) ?? rate(row)
      if gross == nil, let net { gross = tax?.integer(row).map { Exact.sum(net, $0) } ?? percent.map { TaxAmounts.with(net, $0) } }
      if net == nil, let gross { net = tax?.integer(row).map { Exact.sum(gross, -$0) } ?? percent.map { TaxAmounts.without(gross, $0) } }
      inclusive[row] = gross ?? Exact.missing
      exclusive[row] = net ?? Exact.missing
    }
  }

  static func with(_ net: Int64, _ rate: Int64) -> Int64 { Exact.sum(net, Exact.scaled(net, rate, over: 1_000_000)) }
  static func without(_ gross: Int64, _ rate: Int64) -> Int64 {
    rate > -1_000_000 ? Exact.scaled(gross, 1_000_000, over: 1_000_000 + rate) : Exact.missing
  }
}

extension FactTable {
  /// The column of a field, where the kind has it.
  func column(_ field: String) -> FactColumn? { schema.index(of: field).map { columns[$0] } }
}

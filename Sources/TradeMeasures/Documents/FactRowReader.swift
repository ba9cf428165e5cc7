// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

/// A text column whose values are codes of a table.
struct CodedColumn {
  private let column: FactColumn
  private let codes: [Int32]

  init(_ column: FactColumn, _ table: inout CodeTable) {
    self.column = column
    codes = column.texts.map { table.code($0) }
  }

  /// −1 where missing.
  subscript(row: Int) -> Int32 { column.isPresent[row] ? codes[Int(column.integers[row])] : -1 }
}

/// Amounts of a table, with a guard against sums that would not fit.
struct AmountReader {
  private let gross, net, tax, rate, priceGross, priceNet, quantity: FactColumn?
  private var sum: Int128 = 0
  /// Nothing that is added later exceeds eight times what a table holds.
  private static let limit = Int128(1_000_000_000_000_000_000)

  init(_ table: FactTable) {
    func column(_ name: String) -> FactColumn? { table.schema.index(of: name).map { table.columns[$0] } }
    gross = column("amount_incl_tax")
    net = column("amount_excl_tax")
    tax = column("tax_amount")
    rate = column("tax_rate")
    priceGross = column("price_incl_tax")
    priceNet = column("price_excl_tax")
    quantity = column("quantity")
  }

  /// nil where the row has neither an amount nor price and quantity.
  mutating func money(_ row: Int, number: @autoclosure () -> String) throws(MeasureError) -> TradeMoney? {
    var (including, excluding) = (gross?.integer(row), net?.integer(row))
    if including == nil, excluding == nil {
      including = product(priceGross, row)
      if including == nil { excluding = product(priceNet, row) }
    }
    let stated = tax?.integer(row)
    try check(including ?? 0, number())
    try check(excluding ?? 0, number())
    try check(stated ?? 0, number())
    return TradeMoney(including: including, excluding: excluding, tax: stated, rate: rate?.integer(row))
  }

  mutating func check(_ amount: Int64, _ number: @autoclosure () -> String) throws(MeasureError) {
    sum += Int128(amount.magnitude)
    if sum > AmountReader.limit { throw .tooLarge(document: number()) }
  }

  private func product(_ price: FactColumn?, _ row: Int) -> Int64? {
    guard let price = price?.decimal(row), let quantity = quantity?.decimal(row) else { return nil }
    return Amount.product(price: price, quantity: quantity, currency: .cny)?.minorUnits
  }
}

extension SideRows {
  /// Families of items; territories, channels and names of parties.
  mutating func readMasters(items table: FactTable?, parties: FactTable?) {
    if let table {
      let (code, family) = (table["code"], table["family"])
      for row in 0..<table.rowCount {
        guard let text = code.text(row) else { continue }
        let item = Int(items.code(text))
        while familyOfItem.count <= item { familyOfItem.append(-1) }
        if let name = family.text(row) { familyOfItem[item] = families.code(name) }
      }
    }
    guard let parties else { return }
    let isCustomers = parties.kind == .customers
    for row in 0..<parties.rowCount {
      guard let text = parties["code"].text(row) else { continue }
      let party = self.parties.code(text)
      while territoryOfParty.count <= Int(party) {
        territoryOfParty.append(-1)
        channelOfParty.append(-1)
      }
      if isCustomers, let territory = parties["territory"].text(row) { territoryOfParty[Int(party)] = territories.code(territory) }
      if isCustomers, let channel = parties["channel"].text(row) { channelOfParty[Int(party)] = channels.code(channel) }
      if let name = parties["name"].text(row) { partyByName[name] = party }
    }
  }

  /// Master data come first, so that later items and parties without any still find a place.
  mutating func closeMasters() {
    while familyOfItem.count < items.count { familyOfItem.append(-1) }
    while territoryOfParty.count < parties.count {
      territoryOfParty.append(-1)
      channelOfParty.append(-1)
    }
  }

  mutating func note(_ money: TradeMoney?, _ number: Int32) {
    let text = numbers.texts[Int(number)]
    guard let money else { return findings.add(.amountMissing, text) }
    if !money.isTaxKnown { findings.add(.taxUnknown, text, money.gross) }
    let difference = money.gross - money.tax - money.net
    if difference != 0 { findings.add(.amountsDisagree, text, difference) }
  }
}

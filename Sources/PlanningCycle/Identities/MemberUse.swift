// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Commerce

/// What documents say under one code: what would move with it.
public struct MemberUse: Hashable, Sendable {
  /// Rows of every kind that name it.
  public internal(set) var rows = 0
  /// Minor units, 含税.
  public internal(set) var ordered: Int64 = 0
  public internal(set) var invoiced: Int64 = 0
  public internal(set) var received: Int64 = 0
  /// Of suppliers.
  public internal(set) var purchased: Int64 = 0
  public internal(set) var orderLines = 0
  /// Item and territory pairs with orders: each is a series that is forecast; of items alone.
  public internal(set) var series = 0
  public internal(set) var first: Day?
  public internal(set) var last: Day?

  /// 开票减收款.
  public var receivable: Int64 { invoiced &- received }
}

/// Use of every code of a kind, from the source's own rows.
struct MemberUses {
  private(set) var byCode: [String: MemberUse] = [:]
  /// Taxpayer numbers that invoices give for whom they are made out to: the first valid one, else the first.
  private(set) var taxNumbers: [String: String] = [:]
  /// Accounts from which somebody paid.
  private(set) var accounts: [String: String] = [:]

  init(_ kind: MemberKind, _ facts: FactLibrary) throws(StoreError) {
    for schema in FactSchema.all where schema.kind != kind.factKind {
      let fields = schema.fields.filter { field in
        field.refersTo == kind.factKind || (kind == .customers && field.name == "counterparty" && field.type == .text)
      }
      if fields.isEmpty { continue }
      let table = try facts.own(schema.kind)
      for field in fields { read(table, field) }
      if kind == .customers { readNumbers(table) }
    }
    if kind == .items { try readSeries(facts) }
  }

  private mutating func read(_ table: FactTable, _ field: FactField) {
    let column = table[field.name]
    var uses = column.texts.map { byCode[$0] ?? MemberUse() }
    func named(_ name: String) -> FactColumn? { table.schema.index(of: name).map { table.columns[$0] } }
    let (gross, net) = (named("amount_incl_tax") ?? named("amount"), named("amount_excl_tax"))
    let day = table.schema.effectiveField.map { table[$0] }
    for row in 0..<table.rowCount where column.isPresent[row] {
      let place = Int(column.integers[row])
      uses[place].rows += 1
      let amount = gross?.integer(row) ?? net?.integer(row) ?? 0
      switch table.kind {
      case .salesOrderLines:
        uses[place].ordered &+= amount
        uses[place].orderLines += 1
      case .invoices: uses[place].invoiced &+= amount
      case .receipts: uses[place].received &+= amount
      case .purchaseOrderLines: uses[place].purchased &+= amount
      default: break
      }
      if let on = day?.day(row) {
        uses[place].first = min(uses[place].first ?? on, on)
        uses[place].last = max(uses[place].last ?? on, on)
      }
    }
    for (text, use) in zip(column.texts, uses) where use.rows > 0 { byCode[text] = use }
  }

  private mutating func readNumbers(_ table: FactTable) {
    let pairs: [(String, String)] = [("customer", "buyer_tax_number"), ("counterparty", "counterparty_account")]
    for (who, what) in pairs where table.schema.index(of: who) != nil && table.schema.index(of: what) != nil {
      let (code, number) = (table[who], table[what])
      guard !number.texts.isEmpty else { continue }
      for row in 0..<table.rowCount {
        guard let code = code.text(row), let number = number.text(row) else { continue }
        if what == "buyer_tax_number" {
          if taxNumbers[code] == nil { taxNumbers[code] = number }
        } else if accounts[code] == nil {
          accounts[code] = number
        }
      }
    }
  }

  private mutating func readSeries(_ facts: FactLibrary) throws(StoreError) {
    let table = try facts.own(.salesOrderLines)
    let (item, place) = (table["item"], table["territory"])
    var pairs: Swift.Set<[Int64]> = []
    for row in 0..<table.rowCount where item.isPresent[row] {
      if pairs.insert([item.integers[row], place.isPresent[row] ? place.integers[row] : -1]).inserted {
        byCode[item.texts[Int(item.integers[row])]]?.series += 1
      }
    }
  }
}

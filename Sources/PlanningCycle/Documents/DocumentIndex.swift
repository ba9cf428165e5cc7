// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// All documents of a workspace and which follows from which; read from the facts when first asked for.
public struct DocumentIndex: Sendable {
  public private(set) var documents: [String: TradeDocument] = [:]
  /// Followers by id, in the order of the tables.
  public private(set) var next: [String: [String]] = [:]
  public private(set) var previous: [String: [String]] = [:]
  /// Names of customers and suppliers by code.
  private let names: [String: BilingualText]
  /// Purchase orders by item, by order day.
  private var purchasesByItem: [String: [String]] = [:]

  /// How one kind of fact becomes documents.
  private struct Reading {
    let kind: DocumentKind
    let fact: FactKind
    let number: String
    let on: String
    let party: String?
    let amount: [String]
    let quantity: String?
    let item: String?
    /// Columns that name an earlier document: the first that is there links.
    let earlier: [(column: String, kind: DocumentKind)]
  }

  private static let readings: [Reading] = [
    Reading(
      kind: .deal, fact: .deals, number: "code", on: "closes_on", party: "customer", amount: ["amount_incl_tax"],
      quantity: "quantity", item: "item", earlier: []),
    Reading(
      kind: .order, fact: .salesOrderLines, number: "order_number", on: "ordered_on", party: "customer",
      amount: ["amount_incl_tax", "amount_excl_tax"], quantity: "quantity", item: "item", earlier: [("deal", .deal)]),
    Reading(
      kind: .shipment, fact: .shipments, number: "shipment_number", on: "shipped_on", party: "customer",
      amount: ["amount_incl_tax", "amount_excl_tax"], quantity: "quantity", item: "item",
      earlier: [("order_number", .order)]),
    Reading(
      kind: .invoice, fact: .invoices, number: "invoice_number", on: "invoiced_on", party: "customer",
      amount: ["amount_incl_tax"], quantity: nil, item: "item",
      earlier: [("shipment_number", .shipment), ("order_number", .order)]),
    Reading(
      kind: .receipt, fact: .receipts, number: "receipt_number", on: "received_on", party: "customer",
      amount: ["amount"], quantity: nil, item: nil, earlier: [("invoice_number", .invoice)]),
    Reading(
      kind: .purchaseOrder, fact: .purchaseOrderLines, number: "order_number", on: "ordered_on", party: "supplier",
      amount: ["amount_incl_tax", "amount_excl_tax"], quantity: "quantity", item: "item", earlier: []),
    Reading(
      kind: .goodsReceipt, fact: .purchaseReceipts, number: "receipt_number", on: "received_on", party: "supplier",
      amount: ["amount_incl_tax", "amount_excl_tax"], quantity: "quantity", item: "item",
      earlier: [("order_number", .purchaseOrder)]),
    Reading(
      kind: .purchaseInvoice, fact: .purchaseInvoices, number: "invoice_number", on: "invoiced_on", party: "supplier",
      amount: ["amount_incl_tax"], quantity: nil, item: nil,
      earlier: [("receipt_number", .goodsReceipt), ("order_number", .purchaseOrder)]),
    Reading(
      kind: .payment, fact: .payments, number: "payment_number", on: "paid_on", party: "supplier", amount: ["amount"],
      quantity: nil, item: nil, earlier: [("invoice_number", .purchaseInvoice)]),
  ]

  /// The column that names the document a row of a kind is a line of; nil for kinds that are no documents.
  static func numberField(of fact: FactKind) -> (kind: DocumentKind, field: String)? {
    readings.first { $0.fact == fact }.map { ($0.kind, $0.number) }
  }

  /// The kind of facts whose rows are the lines of a document, and its number there; nil for what names no document.
  static func source(of id: String) -> (fact: FactKind, field: String, number: String)? {
    guard let colon = id.firstIndex(of: ":"), let kind = DocumentKind(rawValue: String(id[..<colon])),
      let reading = readings.first(where: { $0.kind == kind })
    else { return nil }
    return (reading.fact, reading.number, String(id[id.index(after: colon)...]))
  }

  private let catalogue: Catalogue

  public init(facts: FactLibrary, catalogue: Catalogue) throws(StoreError) {
    self.catalogue = catalogue
    names = catalogue.customers.mapValues(\.name).merging(catalogue.suppliers.mapValues(\.name)) { first, _ in first }
    for reading in Self.readings { read(try facts.table(reading.fact), as: reading) }
    for (_, document) in documents where document.kind == .purchaseOrder {
      for item in document.items { purchasesByItem[item, default: []].append(document.id) }
    }
    for item in purchasesByItem.keys {
      purchasesByItem[item]?.sort { left, right in
        let a = documents[left]?.on?.ordinal ?? 0
        let b = documents[right]?.on?.ordinal ?? 0
        return (a, left) < (b, right)
      }
    }
  }

  private mutating func read(_ table: FactTable, as reading: Reading) {
    let number = table[reading.number]
    let on = table[reading.on]
    let party = reading.party.map { table[$0] }
    let amounts = reading.amount.map { table[$0] }
    let quantity = reading.quantity.map { table[$0] }
    let item = reading.item.map { table[$0] }
    let isSold = reading.party == "customer"
    func column(_ name: String) -> FactColumn? { table.schema.index(of: name) == nil ? nil : table[name] }
    let (territory, owner) = (column("territory"), column("owner"))
    let earlier = reading.earlier.map { (table[$0.column], $0.kind) }
    for row in 0..<table.rowCount {
      guard let text = number.text(row) else { continue }
      let id = reading.kind.rawValue + ":" + text
      let amount = amounts.lazy.compactMap { $0.integer(row) }.first ?? 0
      if documents[id] == nil {
        documents[id] = TradeDocument(
          kind: reading.kind, number: text, on: on.day(row),
          counterparty: party?.text(row).map { names[$0] ?? BilingualText(name: $0) } ?? BilingualText(name: ""), amount: 0,
          quantity: quantity == nil ? nil : 0, items: [], status: nil, batch: table.batches[row],
          line: table.lines[row])
      }
      documents[id]?.amount &+= amount
      if isSold {
        let region = territory?.text(row) ?? party?.text(row).flatMap { catalogue.customers[$0]?.group }
        let place = catalogue.places(region: region?.isEmpty == true ? nil : region, owner: owner?.text(row))
        if documents[id]?.places.contains(place) == false { documents[id]?.places.append(place) }
      }
      if let pieces = quantity?.integer(row) { documents[id]?.quantity? &+= pieces }
      if let code = item?.text(row), documents[id]?.items.contains(code) == false { documents[id]?.items.append(code) }
      for (column, kind) in earlier {
        guard let text = column.text(row) else { continue }
        link(kind.rawValue + ":" + text, id)
        break
      }
    }
  }

  private mutating func link(_ from: String, _ to: String) {
    guard documents[from] != nil, next[from]?.contains(to) != true else { return }
    next[from, default: []].append(to)
    previous[to, default: []].append(from)
  }

  /// The newest purchase orders of an item placed on or before `day`.
  func purchases(of item: String, before day: Day, limit: Int) -> [String] {
    Array((purchasesByItem[item] ?? []).filter { (documents[$0]?.on ?? day) <= day }.suffix(limit).reversed())
  }

  /// Documents whose number, counterparty or item contains `text`, newest first.
  ///
  /// - Parameter isSeen: the others are not there.
  public func search(
    _ text: String, kind: DocumentKind?, limit: Int = 50, where isSeen: (TradeDocument) -> Bool = { _ in true }
  ) -> [TradeDocument] {
    let needle = text.lowercased()
    let found = documents.values.filter { document in
      guard kind == nil || document.kind == kind, isSeen(document) else { return false }
      return needle.isEmpty || document.number.lowercased().contains(needle)
        || document.counterparty.chinese.lowercased().contains(needle)
        || document.counterparty.english.lowercased().contains(needle)
        || document.items.contains { $0.lowercased().contains(needle) }
    }
    let sorted = found.sorted { left, right in
      (right.on?.ordinal ?? 0, right.id) < (left.on?.ordinal ?? 0, left.id)
    }
    return Array(sorted.prefix(limit))
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities
import Testing
import TradeMeasures

/// A few documents written down by hand: one customer C1, one item A of the family 空调, amounts in yuan.
struct HandMade {
  private var tables: [FactKind: FactTable] = [:]
  var extras = TradeExtras.none

  static func fen(_ text: String) -> Int64 { Amount(text, .cny)!.minorUnits }
  static func day(_ text: String) -> Day { Day(iso: "2026-" + text)! }

  init() {
    add(.items, ["code": .text("A"), "family": .text("空调")])
    add(.items, ["code": .text("B"), "family": .text("冰箱")])
    for (code, territory) in [("C1", "华东"), ("C2", "华北")] {
      add(.customers, ["code": .text(code), "name": .text("客户" + code), "territory": .text(territory), "channel": .text("经销商")])
    }
  }

  mutating func add(_ kind: FactKind, _ values: [String: FactValue?]) {
    var table = tables[kind] ?? FactTable(kind: kind)
    table.append(values.compactMapValues { $0 }, line: Int32(table.rowCount + 2))
    tables[kind] = table
  }

  private func money(_ gross: String, _ net: String?) -> [String: FactValue?] {
    ["amount_incl_tax": .number(Self.fen(gross)), "amount_excl_tax": net.map { .number(Self.fen($0)) }]
  }

  /// A won deal.
  mutating func sign(_ code: String, on day: String, _ gross: String, kind: String = "项目型") {
    add(
      .deals,
      [
        "code": .text(code), "customer": .text("C1"), "item": .text("A"), "stage": .text("赢单"), "kind": .text(kind),
        "closes_on": .day(Self.day(day)),
        "amount_incl_tax": .number(Self.fen(gross)),
      ])
  }

  mutating func order(
    _ number: String, line: Int64 = 1, on day: String, _ units: Int64, _ gross: String, net: String? = nil, deal: String? = nil,
    item: String = "A", customer: String = "C1"
  ) {
    add(
      .salesOrderLines,
      money(gross, net).merging([
        "order_number": .text(number), "line_number": .number(line), "ordered_on": .day(Self.day(day)), "item": .text(item),
        "customer": .text(customer), "quantity": .number(units * 10_000), "deal": deal.map { .text($0) },
      ]) { $1 })
  }

  mutating func ship(
    _ number: String, line: Int64 = 1, on day: String, order: String?, _ units: Int64, _ gross: String, net: String? = nil,
    item: String = "A",
    customer: String = "C1"
  ) {
    add(
      .shipments,
      money(gross, net).merging([
        "shipment_number": .text(number), "line_number": .number(line), "shipped_on": .day(Self.day(day)), "item": .text(item),
        "customer": .text(customer), "quantity": .number(units * 10_000), "order_number": order.map { .text($0) },
        "is_return": .boolean(units < 0),
      ]) { $1 })
  }

  mutating func invoice(
    _ number: String, line: Int64 = 1, on day: String, shipment: String? = nil, order: String? = nil, _ units: Int64?,
    _ gross: String,
    net: String? = nil, tax: String? = nil, rebate: Bool = false, item: String? = "A", customer: String = "C1"
  ) {
    add(
      .invoices,
      money(gross, net).merging([
        "invoice_number": .text(number), "line_number": .number(line), "invoiced_on": .day(Self.day(day)), "customer": .text(customer),
        "item": item.map { .text($0) }, "shipment_number": shipment.map { .text($0) }, "order_number": order.map { .text($0) },
        "quantity": units.map { .number($0 * 10_000) }, "tax_amount": tax.map { .number(Self.fen($0)) }, "is_rebate": .boolean(rebate),
      ]) { $1 })
  }

  /// An invoice line without a quantity.
  mutating func invoice(_ number: String, line: Int64 = 1, on day: String, _ gross: String, net: String, rebate: Bool, item: String? = "A")
  {
    invoice(number, line: line, on: day, nil, gross, net: net, rebate: rebate, item: item)
  }

  mutating func receive(
    _ number: String, on day: String, _ amount: String, for invoice: String? = nil, method: String = "电汇", bill: String? = nil,
    customer: String = "C1"
  ) {
    add(
      .receipts,
      [
        "receipt_number": .text(number), "received_on": .day(Self.day(day)), "customer": .text(customer),
        "invoice_number": invoice.map { .text($0) },
        "method": .text(method), "amount": .number(Self.fen(amount)), "bill_number": bill.map { .text($0) },
      ])
  }

  mutating func bill(_ number: String, _ event: String, on day: String, _ face: String, interest: String? = nil, direction: String = "应收") {
    add(
      .bills,
      [
        "bill_number": .text(number), "direction": .text(direction), "event": .text(event), "happened_on": .day(Self.day(day)),
        "counterparty": .text("客户C1"), "face_amount": .number(Self.fen(face)), "matures_on": .day(Self.day("12-31")),
        "interest_amount": interest.map { .number(Self.fen($0)) },
      ])
  }

  /// Ten pieces of 113.00 incl. tax each, ordered, shipped and invoiced on three days: the plain sale most tests start from.
  static func plainSale(ordered: String = "01-05", shipped: String = "01-10", invoiced: String = "01-12") -> HandMade {
    var trade = HandMade()
    trade.order("SO1", on: ordered, 10, "1130.00", net: "1000.00")
    trade.ship("FH1", on: shipped, order: "SO1", 10, "1130.00", net: "1000.00")
    trade.invoice("FP1", on: invoiced, shipment: "FH1", 10, "1130.00", net: "1000.00")
    return trade
  }

  func book(_ rules: MeasureRules = .standard) throws -> MeasureBook {
    try MeasureBook(tables: FactKind.allCases.compactMap { tables[$0] }, extras: extras, rules: rules)
  }
}

/// Compares a bridge of one month with what a planner would write on paper: both ends, every item, nothing else.
func expect(
  _ book: MeasureBook, _ from: TradeMeasure, _ to: TradeMeasure, _ month: Int, _ ends: (String, String), _ items: [String: String],
  slice: MeasureSlice = .everything, at location: SourceLocation = #_sourceLocation
) throws {
  let period = Month(year: 2026, month: month)
  let bridge = try book.bridge(from: from, to: to, period...period, slice)
  func yuan(_ amount: Int64) -> String { Amount(minorUnits: amount, currency: .cny).decimalText }
  #expect(yuan(bridge.fromTotal) == ends.0, "\(from.rawValue)", sourceLocation: location)
  #expect(yuan(bridge.toTotal) == ends.1, "\(to.rawValue)", sourceLocation: location)
  let found = Dictionary(uniqueKeysWithValues: bridge.lines.filter { $0.amount != 0 }.map { ($0.item.id, yuan($0.amount)) })
  #expect(found == items, sourceLocation: location)
  #expect(bridge.residual == 0, sourceLocation: location)
  for line in bridge.lines {
    let page = try book.documents(of: line.item, from: from, to: to, period...period, slice, limit: 1_000)
    #expect(
      page.total == line.amount && page.count == line.documentCount, "\(line.item.id) is the sum of its documents", sourceLocation: location
    )
    #expect(page.documents.reduce(0) { $0 + $1.amount } == line.amount, sourceLocation: location)
  }
}

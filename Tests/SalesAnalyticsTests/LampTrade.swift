// SPDX-License-Identifier: Apache-2.0
import Commerce

@testable import SalesAnalytics

/// Two months of a small maker of lamps: three orders of two customers, one of them served late, one return, one payment in bills.
enum LampTrade {
  static let items = table(
    .items,
    [
      ["code": .text("L1"), "name": .text("台灯"), "family": .text("灯具"), "standard_cost": .price(60), "list_price": .price(130)],
      ["code": .text("L2"), "name": .text("吊灯"), "family": .text("灯具"), "list_price": .price(226)],
    ])
  static let customers = table(
    .customers,
    [
      ["code": .text("C1"), "territory": .text("HD"), "channel": .text("经销商"), "owner": .text("E1")],
      ["code": .text("C2"), "territory": .text("HN"), "channel": .text("连锁"), "owner": .text("E2")],
    ])
  static let prices = table(
    .prices,
    [
      ["item": .text("L1"), "valid_from": .on("2026-01-01"), "price_incl_tax": .price(120)],
      ["item": .text("L1"), "valid_from": .on("2026-01-15"), "price_incl_tax": .price(110)],
    ])

  private static func order(
    _ number: String, _ line: Int64, _ on: String, due: String, _ customer: String, _ item: String, _ pieces: Int64, gross: Double,
    net: Double
  ) -> [String: FactValue] {
    [
      "order_number": .text(number), "line_number": .number(line), "ordered_on": .on(on), "due_on": .on(due),
      "customer": .text(customer), "item": .text(item), "quantity": .pieces(pieces), "amount_incl_tax": .yuan(gross),
      "amount_excl_tax": .yuan(net),
    ]
  }
  static let orders = table(
    .salesOrderLines,
    [
      order("O1", 1, "2026-01-05", due: "2026-01-15", "C1", "L1", 10, gross: 1130, net: 1000),
      order("O1", 2, "2026-01-05", due: "2026-01-15", "C1", "L2", 5, gross: 1130, net: 1000),
      order("O2", 1, "2026-01-20", due: "2026-02-01", "C2", "L1", 20, gross: 2034, net: 1800),
      order("O3", 1, "2026-02-10", due: "2026-02-20", "C1", "L1", 4, gross: 452, net: 400),
    ])

  private static func shipment(
    _ number: String, _ on: String, _ order: String, _ line: Int64?, _ customer: String, _ item: String, _ pieces: Int64, gross: Double,
    net: Double
  ) -> [String: FactValue] {
    var row: [String: FactValue] = [
      "shipment_number": .text(number), "line_number": .number(1), "shipped_on": .on(on), "order_number": .text(order),
      "customer": .text(customer), "item": .text(item), "quantity": .pieces(pieces), "amount_incl_tax": .yuan(gross),
      "amount_excl_tax": .yuan(net), "is_return": .boolean(pieces < 0),
    ]
    row["order_line"] = line.map { .number($0) }
    return row
  }
  static let shipments = table(
    .shipments,
    [
      shipment("S1", "2026-01-14", "O1", 1, "C1", "L1", 10, gross: 1130, net: 1000),
      shipment("S2", "2026-01-15", "O1", 2, "C1", "L2", 3, gross: 678, net: 600),
      shipment("S3", "2026-01-25", "O1", 2, "C1", "L2", 2, gross: 452, net: 400),
      shipment("R1", "2026-01-30", "O1", nil, "C1", "L1", -1, gross: -113, net: -100),
      shipment("S4", "2026-02-01", "O2", 1, "C2", "L1", 12, gross: 1220.4, net: 1080),
    ])

  private static func invoice(
    _ number: String, _ line: Int64, _ on: String, due: String, _ customer: String, _ item: String, _ order: String, gross: Double,
    net: Double
  ) -> [String: FactValue] {
    [
      "invoice_number": .text(number), "line_number": .number(line), "invoiced_on": .on(on), "due_on": .on(due),
      "customer": .text(customer), "item": .text(item), "order_number": .text(order), "amount_incl_tax": .yuan(gross),
      "amount_excl_tax": .yuan(net),
    ]
  }
  static let invoices = table(
    .invoices,
    [
      invoice("F1", 1, "2026-01-16", due: "2026-02-15", "C1", "L1", "O1", gross: 1130, net: 1000),
      invoice("F1", 2, "2026-01-16", due: "2026-02-15", "C1", "L2", "O1", gross: 678, net: 600),
      invoice("F2", 1, "2026-01-26", due: "2026-02-25", "C1", "L2", "O1", gross: 452, net: 400),
      invoice("F4", 1, "2026-01-31", due: "2026-03-02", "C1", "L1", "O1", gross: -113, net: -100),
      invoice("F3", 1, "2026-02-02", due: "2026-03-04", "C2", "L1", "O2", gross: 1220.4, net: 1080),
    ])
  static let receipts = table(
    .receipts,
    [
      [
        "receipt_number": .text("K1"), "received_on": .on("2026-02-20"), "customer": .text("C1"), "invoice_number": .text("F1"),
        "method": .text("电汇"), "amount": .yuan(1000),
      ],
      [
        "receipt_number": .text("K2"), "received_on": .on("2026-02-25"), "customer": .text("C1"), "method": .text("银行承兑汇票"),
        "amount": .yuan(900),
      ],
    ])

  static let trade = books([items, customers, prices, orders, shipments, invoices, receipts])

  static func ask(_ measures: SalesMeasure..., by dimensions: [SalesDimension] = [], filters: [SalesFilter] = []) throws -> SalesAnalysis {
    try trade.analyse(
      SalesQuestion(measures, by: dimensions, in: days("2026-01-01", "2026-02-28"), asOf: day("2026-02-28"), filters: filters))
  }
}

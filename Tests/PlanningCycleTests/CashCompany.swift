// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce

@testable import PlanningCycle

/// What the small company's treasurer has in the drawer: open invoices, bills, a purchase order, a loan, a year of bank lines.
enum CashCompany {
  static let facts: [FactTable] = [invoices, receipts, bills, purchaseInvoices, purchaseOrders, loans, bankLines, drivers]

  static func make() throws -> SmallCompany { try SmallCompany(extra: facts) }

  static let invoices = SmallCompanyFacts.table(
    .invoices,
    [
      invoice("FP-1", on: "2026-10-20", due: "2026-12-05", "C1", 30_000),
      invoice("FP-2", on: "2026-10-25", due: "2026-12-24", "C2", 50_000),
      invoice("FP-3", on: "2026-10-26", due: "2027-01-25", "C2", 80_000),
      // Due before the plan begins: expected within its first four weeks.
      invoice("FP-0", on: "2026-08-02", due: "2026-09-30", "C1", 8_000),
    ])

  private static func invoice(_ number: String, on: String, due: String, _ customer: String, _ amount: Int) -> [String: FactValue] {
    [
      "invoice_number": .text(number), "line_number": .number(1), "invoiced_on": .day(day(on)), "due_on": .day(day(due)),
      "customer": .text(customer), "amount_incl_tax": SmallCompanyFacts.yuan(amount),
    ]
  }

  static let receipts = SmallCompanyFacts.table(
    .receipts,
    [
      // A quarter of what the east paid came as bills; together they settle half of its oldest invoice.
      receipt("SK-1", 3_000, "电汇"), receipt("SK-2", 1_000, "承兑"),
    ])

  private static func receipt(_ number: String, _ amount: Int, _ method: String) -> [String: FactValue] {
    [
      "receipt_number": .text(number), "received_on": .day(day("2026-10-15")), "customer": "C1", "method": .text(method),
      "amount": SmallCompanyFacts.yuan(amount),
    ]
  }

  static let bills = SmallCompanyFacts.table(
    .bills,
    [
      bill("CD-1", "应收", "收到", on: "2026-09-01", matures: "2026-12-12", 20_000),
      bill("CD-2", "应收", "收到", on: "2026-09-02", matures: "2027-02-28", 60_000),
      bill("CD-3", "应收", "收到", on: "2026-09-03", matures: "2027-01-10", 10_000),
      bill("CD-3", "应收", "背书", on: "2026-10-03", matures: "2027-01-10", 10_000),
      bill("CD-4", "应收", "收到", on: "2026-09-03", matures: "2027-01-20", 8_000),
      bill("CD-4", "应收", "质押", on: "2026-10-08", matures: "2027-01-20", 8_000),
      bill("KP-1", "应付", "开出", on: "2026-10-08", matures: "2026-12-31", 15_000),
    ])

  private static func bill(
    _ number: String, _ direction: String, _ event: String, on: String, matures: String, _ face: Int
  ) -> [String: FactValue] {
    [
      "bill_number": .text(number), "direction": .text(direction), "event": .text(event), "happened_on": .day(day(on)),
      "counterparty": "某单位", "face_amount": SmallCompanyFacts.yuan(face), "matures_on": .day(day(matures)), "kind": "银行承兑汇票",
    ]
  }

  static let purchaseInvoices = SmallCompanyFacts.table(
    .purchaseInvoices,
    [
      [
        "invoice_number": "CG-1", "line_number": .number(1), "invoiced_on": .day(day("2026-10-10")), "due_on": .day(day("2026-12-19")),
        "supplier": "S1", "amount_incl_tax": SmallCompanyFacts.yuan(25_000),
      ],
      [
        "invoice_number": "CG-2", "line_number": .number(1), "invoiced_on": .day(day("2026-10-28")), "due_on": .day(day("2026-12-28")),
        "supplier": "S1", "amount_incl_tax": SmallCompanyFacts.yuan(40_000),
      ],
    ])
  static let drivers = SmallCompanyFacts.table(
    .drivers, [["name": "bill_discount_rate", "value": SmallCompanyFacts.thousandths(20)]])
  static let purchaseOrders = SmallCompanyFacts.table(
    .purchaseOrderLines,
    [
      [
        "order_number": "PO-1", "line_number": .number(1), "ordered_on": .day(day("2026-10-12")), "due_on": .day(day("2026-11-30")),
        "supplier": "S1", "item": "MOTOR", "quantity": SmallCompanyFacts.pieces(300), "price_excl_tax": SmallCompanyFacts.price(40),
      ]
    ])
  static let loans = SmallCompanyFacts.table(
    .loans,
    [
      [
        "code": "JK-1", "bank": "农商行", "drawn_on": .day(day("2026-01-11")), "matures_on": .day(day("2027-01-11")),
        "principal": SmallCompanyFacts.yuan(200_000), "annual_rate": SmallCompanyFacts.thousandths(36),
        "credit_limit": SmallCompanyFacts.yuan(500_000),
      ]
    ])

  /// Wages go through an account of their own; money moved between the two counts for nobody.
  static let bankLines = SmallCompanyFacts.table(
    .bankTransactions,
    [
      line(1, "6222", 900_000, "销售商品、提供劳务收到的现金"), line(2, "6333", 100_000, "销售商品、提供劳务收到的现金"),
      line(3, "6333", -70_000, "支付给职工以及为职工支付的现金"), line(4, "6222", -9_000_000, "内部划转"), line(5, "6333", 9_000_000, "内部划转"),
    ])

  private static func line(_ number: Int, _ account: String, _ amount: Int, _ item: String) -> [String: FactValue] {
    [
      "account": .text(account), "transaction_number": .text("LS-\(number)"), "booked_on": .day(day("2026-09-10")),
      "amount": SmallCompanyFacts.yuan(amount), "cash_flow_item": .text(item),
    ]
  }

  static let balances = SmallCompanyFacts.table(
    .bankBalances,
    [
      balance("6222", "农商行 基本户", 300_000, restricted: 0), balance("6333", "示例银行 代发户", 60_000, restricted: 0),
      balance("6444", "农商行 保证金户", 40_000, restricted: 40_000),
    ])

  private static func balance(_ account: String, _ name: String, _ amount: Int, restricted: Int) -> [String: FactValue] {
    [
      "account": .text(account), "name": .text(name), "as_of": .day(day("2026-10-31")), "balance": SmallCompanyFacts.yuan(amount),
      "restricted": SmallCompanyFacts.yuan(restricted), "currency": "CNY",
    ]
  }
}

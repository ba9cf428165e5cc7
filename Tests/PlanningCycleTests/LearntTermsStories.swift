// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Testing

@testable import PlanningCycle

/// Sees a customer without terms expected after 30 days though its receipts say otherwise, one with terms expected by its receipts, an entry that does not say
/// what its day rests on. Does not see the shape of a distribution (LearntPaymentTests).
@Suite("Customers without written terms")
struct LearntTermsStories {
  /// C1 agreed nothing and paid twelve invoices 50 days after each; a thirteenth of 20 October is open. C2 has 10 days in writing.
  static func tables(receipts count: Int = 12, terms: String? = nil) -> [FactTable] {
    var invoices: [[String: FactValue]] = []
    var receipts: [[String: FactValue]] = []
    func invoice(_ number: String, _ customer: String, _ on: Day) {
      invoices.append([
        "invoice_number": .text(number), "line_number": .number(1), "customer": .text(customer), "invoiced_on": .day(on),
        "amount_incl_tax": SmallCompanyFacts.yuan(1_000),
      ])
    }
    for number in 0..<count {
      let on = day("2026-01-05").adding(days: 18 * number)
      invoice("A\(number)", "C1", on)
      receipts.append([
        "receipt_number": .text("R\(number)"), "received_on": .day(on.adding(days: 50)), "customer": "C1",
        "invoice_number": .text("A\(number)"),
        "method": "电汇", "amount": SmallCompanyFacts.yuan(1_000),
      ])
    }
    invoice("OPEN", "C1", day("2026-10-20"))
    invoice("SOUTH", "C2", day("2026-10-30"))
    var first: [String: FactValue] = ["code": "C1", "name": "东方百货", "territory": "EAST"]
    if let terms { first["terms"] = .text(terms) }
    return [
      SmallCompanyFacts.table(.drivers, [["name": "collection_profile_1", "value": .number(0)]]),
      SmallCompanyFacts.table(.invoices, invoices), SmallCompanyFacts.table(.receipts, receipts),
      SmallCompanyFacts.table(
        .customers, [first, ["code": "C2", "name": "南方商场", "territory": "SOUTH", "terms": "10天"]]),
    ]
  }

  private func proof() throws -> Authorized<To.ViewCash> { try Access.authorize(SmallCompany.wang, to: To.ViewCash.self) }

  private func book(_ tables: [FactTable]) throws -> CashBook {
    try TermsStories.workspace(tables).cashBook(try proof(), scenario: nil)
  }

  @Test("An open invoice and coming sales are expected as receipts teach, and say so; who agreed something is expected by that")
  func learnt() throws {
    let book = try book(Self.tables())
    let open = try #require(book.entries().first { $0.document == "invoice:OPEN" })
    // Fifty days after 20 October is 9 December, a Wednesday.
    #expect(open.day == day("2026-12-09") && open.amount == 100_000 && open.timing == .learnt && !open.isOverdue && open.dueOn == nil)
    let south = try #require(book.entries().first { $0.document == "invoice:SOUTH" })
    #expect(south.day == day("2026-11-09") && south.timing == .agreed && south.dueOn == day("2026-11-09"))
    let sales = book.entries().filter { $0.source == .plan && $0.line == "cash_collected" && $0.counterparty?.chinese == "华东" }
    #expect(!sales.isEmpty && sales.allSatisfy { $0.timing == .learnt })
    let firstBilling = try #require(book.measure("billing_day", at: east(book)).firstIndex { $0 > 0 })
    let firstSale = try #require(
      book.measure("collections", at: east(book)).indices.first { place in
        place > book.days.first.distance(to: open.day) && book.measure("collections", at: east(book))[place] > 0
      })
    #expect(firstSale >= firstBilling + 50)
    let view = try TermsStories.workspace(Self.tables()).partnerPayments(try proof())
    #expect(view.customers.map(\.learntDays) == [50, nil])
  }

  private func east(_ book: CashBook) -> Coordinate { ["Region": book.plan.members.regions[0]] }

  @Test("Eleven receipts are too few: thirty days, marked as assumed; written terms win over receipts")
  func fallBack() throws {
    let few = try book(Self.tables(receipts: 11))
    let open = try #require(few.entries().first { $0.document == "invoice:OPEN" })
    #expect(open.day == day("2026-11-19") && open.timing == .assumed)
    let agreed = try book(Self.tables(terms: "45天"))
    let due = try #require(agreed.entries().first { $0.document == "invoice:OPEN" })
    #expect(due.day == day("2026-12-04") && due.timing == .agreed)
  }

  @Test("A profile that stands in the plan wins over what receipts teach, and the entries make the balance in every case")
  func profile() throws {
    let typed = try book(Array(Self.tables().dropFirst()))
    let sales = typed.entries().filter { $0.source == .plan && $0.line == "cash_collected" && $0.counterparty?.chinese == "华东" }
    #expect(!sales.isEmpty && sales.allSatisfy { $0.timing == .profile })
    for book in [typed, try book(Self.tables()), try book(Self.tables(receipts: 11))] {
      let sum = book.entries().reduce(0) { $0 + $1.amount }
      #expect(sum == (book.balance.last ?? 0) - book.opening)
    }
  }
}

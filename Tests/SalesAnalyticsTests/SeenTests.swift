// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DemoCompany
import Testing

@testable import SalesAnalytics

/// Sees a figure from which somebody could tell what they are not let see; can't see who is let see what: that is decided elsewhere.
@Suite("Books of some documents know nothing of the others")
struct SeenTests {
  private static let tables = SalesTables { kind in
    [LampTrade.items, LampTrade.customers, LampTrade.prices, LampTrade.orders, LampTrade.shipments, LampTrade.invoices, LampTrade.receipts]
      .first { $0.kind == kind }
  }

  private func answers(_ books: SalesBooks) throws -> SalesAnalysis {
    try books.analyse(
      SalesQuestion(SalesMeasure.allCases, by: [.customer, .item], in: days("2026-01-01", "2026-02-28"), asOf: day("2026-02-28")))
  }

  @Test("The lamps of 华东 are the lamps of a company that never sold elsewhere")
  func pair() throws {
    let whole = SalesBooks(Self.tables)
    let seen = SalesBooks(whole.seen(Self.tables, [SalesFilter(.territory, ["HD"])]))
    func without(_ table: FactTable) -> FactTable { table.rows { table["customer"].text($0) != "C2" } }
    var alone = Self.tables
    alone.orders = without(alone.orders)
    alone.shipments = without(alone.shipments)
    alone.invoices = without(alone.invoices)
    alone.receipts = without(alone.receipts)
    let (one, other) = (try answers(seen), try answers(SalesBooks(alone)))
    #expect(one.rows == other.rows && one.total == other.total && one.findings == other.findings)
    #expect(one.rows.count == 2)
  }

  @Test("At the demo company the books of every region together hold the company's money, each cent once")
  func regions() throws {
    let tables = SalesTables { Demo.facts.table($0) }
    let measures: [SalesMeasure] = [.orderedInclTax, .netDeliveredInclTax, .invoicedInclTax, .collected, .receivable, .backlogInclTax]
    let question = SalesQuestion(measures, by: [.territory], in: Demo.history, asOf: Demo.history.upperBound)
    let whole = try Demo.books.analyse(question).total.map { $0.whole! }
    var sums = [Int64](repeating: 0, count: measures.count)
    for region in ["HD", "HN", "HB", "HZ", "XN"] {
      let answer = try SalesBooks(Demo.books.seen(tables, [SalesFilter(.territory, [region])])).analyse(question)
      #expect(answer.rows.count == 1)
      for place in sums.indices { sums[place] += answer.total[place].whole! }
    }
    #expect(sums == whole)
  }
}

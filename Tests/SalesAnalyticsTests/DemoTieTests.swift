// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DemoCompany
import Testing

@testable import SalesAnalytics

/// Sees money lost or doubled on the way from documents to groups; can't see whether a measure means the right thing.
@Suite("At the demo company every total ties to its documents, by whatever it is grouped")
struct DemoTieTests {
  private static func ask(_ measures: [SalesMeasure], by dimensions: [SalesDimension] = []) throws -> SalesAnalysis {
    try Demo.books.analyse(SalesQuestion(measures, by: dimensions, in: Demo.history, asOf: Demo.history.upperBound))
  }

  @Test("Ordered, delivered, invoiced, collected are the sums of their tables")
  func totals() throws {
    let answer = try Self.ask([
      .orderedInclTax, .orderedExclTax, .orderedQuantity, .netDeliveredInclTax, .netDeliveredExclTax, .collected, .collectedInBills,
    ])
    #expect(answer.total[0] == .amount(Demo.sum(.salesOrderLines, "amount_incl_tax")))
    #expect(answer.total[1] == .amount(Demo.sum(.salesOrderLines, "amount_excl_tax")))
    #expect(answer.total[2] == .quantity(Demo.sum(.salesOrderLines, "quantity")))
    #expect(answer.total[3] == .amount(Demo.sum(.shipments, "amount_incl_tax")))
    #expect(answer.total[4] == .amount(Demo.sum(.shipments, "amount_excl_tax")))
    #expect(answer.total[5] == .amount(Demo.sum(.receipts, "amount")))
    #expect(answer.total[6] == .amount(Demo.sum(.receipts, "amount") { $0["method"].text($1) == "承兑" }))
    // The opening invoices are older than the history: they are in receivables, not in the period.
    let invoiced = try Self.ask([.invoicedInclTax, .rebatesInclTax])
    let first = Int64(Demo.history.lowerBound.ordinal)
    #expect(invoiced.total[0] == .amount(Demo.sum(.invoices, "amount_incl_tax") { $0["invoiced_on"].integers[$1] >= first }))
    #expect(invoiced.total[1] == .amount(-Demo.sum(.invoices, "amount_incl_tax") { $0["is_rebate"].boolean($1) == true }))
  }

  @Test("What customers owe is what was invoiced less what came; age by age it is the same")
  func receivable() throws {
    let answer = try Self.ask([
      .receivable, .unappliedReceipts, .receivableNotDue, .receivable1To30, .receivable31To60, .receivable61To90, .receivable91To180,
      .receivableOver180, .receivableCredits,
    ])
    let owed = Demo.sum(.invoices, "amount_incl_tax") - Demo.sum(.receipts, "amount")
    let wholes = answer.total.compactMap(\.whole)
    #expect(wholes[0] - wholes[1] == owed)
    #expect(wholes[2...].reduce(0, +) == wholes[0])
  }

  @Test("A return takes back the cost as well: the margin of all shipments is their amounts less their costs")
  func margin() throws {
    let answer = try Self.ask([.deliveryMargin])
    #expect(answer.total[0] == .amount(Demo.sum(.shipments, "amount_excl_tax") - Demo.sum(.shipments, "cost_amount")))
    #expect(answer.withoutCost.deliveries == 0)
  }

  @Test("Backlog is what was ordered less what left, line by line, in pieces")
  func backlog() throws {
    let shipped = Demo.sum(.shipments, "quantity") { $0["is_return"].boolean($1) != true }
    #expect(try Self.ask([.backlogQuantity]).total[0] == .quantity(Demo.sum(.salesOrderLines, "quantity") - shipped))
  }

  @Test("By every dimension, and by two of them, the rows add up to the total to the cent", arguments: SalesDimension.allCases)
  func anyDimension(_ dimension: SalesDimension) throws {
    let measures = SalesMeasure.allCases.filter(\.isAdditive)
    for dimensions in [[dimension], dimension == .family ? [.month, .family] : [.family, dimension]] {
      let answer = try Self.ask(measures, by: dimensions)
      #expect(answer.rows.count > 1 || [.group].contains(dimension))
      for (place, measure) in measures.enumerated() {
        let sum = answer.rows.reduce(Int64(0)) { $0 + $1.figures[place].whole! }
        #expect(sum == answer.total[place].whole, "\(measure) by \(dimensions)")
      }
      #expect(answer.total == (try Self.ask(measures).total))
    }
  }

  @Test("Filters cut the total into parts that add up")
  func filters() throws {
    let all = try Self.ask([.orderedInclTax, .receivable, .collected]).total.map { $0.whole! }
    var parts = [Int64](repeating: 0, count: 3)
    for region in ["HD", "HN", "HB", "HZ", "XN", ""] {
      let answer = try Demo.books.analyse(
        SalesQuestion(
          [.orderedInclTax, .receivable, .collected], in: Demo.history, asOf: Demo.history.upperBound,
          filters: [SalesFilter(.territory, [region])]))
      for place in 0..<3 { parts[place] += answer.total[place].whole! }
    }
    #expect(parts == all)
  }

  @Test("A large question that is hashed gives the rows that a small one gives by table")
  func hashed() throws {
    let wide = try Self.ask([.orderedInclTax], by: [.day, .customer, .item])
    let narrow = try Self.ask([.orderedInclTax], by: [.customer])
    var sums: [String: Int64] = [:]
    for row in wide.rows {
      guard case .member(let customer) = row.keys[1] else { continue }
      sums[customer.code, default: 0] += row.figures[0].whole!
    }
    for row in narrow.rows {
      guard case .member(let customer) = row.keys[0] else { continue }
      #expect(sums[customer.code] == row.figures[0].whole)
    }
  }
}

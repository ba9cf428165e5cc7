// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DemoCompany
import Testing
import TradeMeasures

/// The example company once, for every test of this file.
private enum Demo {
  static let facts = DemoCompany.generate(seed: 20_261, today: Day(iso: "2026-11-23")!)
  static let book = try! MeasureBook(tables: facts.tables)
  static let months = facts.historyEnd.monthOf.adding(months: -35)...facts.historyEnd.monthOf
}

@Suite("The bridges of a whole company over 36 months close to the 分")
struct DemoBridgeTests {
  /// Adds a column of a table by month, without any of the code under test.
  private func sums(_ kind: FactKind, day: String, amount: String, where keep: (FactTable, Int) -> Bool = { _, _ in true }) -> [Int64] {
    let table = Demo.facts.table(kind)!
    var result = [Int64](repeating: 0, count: 36)
    for row in 0..<table.rowCount where keep(table, row) {
      let place = Demo.months.lowerBound.distance(to: table[day].day(row)!.monthOf)
      if (0..<36).contains(place) { result[place] += table[amount].integer(row)! }
    }
    return result
  }

  @Test("Each measure is the plain sum of its own table")
  func totals() throws {
    let book = Demo.book
    func monthly(_ measure: TradeMeasure) throws -> [Int64] { try book.monthly(measure, Demo.months) }
    #expect(try monthly(.order) == sums(.salesOrderLines, day: "ordered_on", amount: "amount_incl_tax"))
    #expect(try monthly(.shipment) == sums(.shipments, day: "shipped_on", amount: "amount_incl_tax"))
    #expect(try monthly(.invoice) == sums(.invoices, day: "invoiced_on", amount: "amount_incl_tax"))
    #expect(try monthly(.collection) == sums(.receipts, day: "received_on", amount: "amount"))
    #expect(try monthly(.purchaseOrder) == sums(.purchaseOrderLines, day: "ordered_on", amount: "amount_incl_tax"))
    #expect(try monthly(.goodsReceipt) == sums(.purchaseReceipts, day: "received_on", amount: "amount_incl_tax"))
    #expect(try monthly(.purchaseInvoice) == sums(.purchaseInvoices, day: "invoiced_on", amount: "amount_incl_tax"))
    #expect(try monthly(.payment) == sums(.payments, day: "paid_on", amount: "amount"))
    #expect(book.standIns == [.acceptance, .purchaseSigning, .purchaseAcceptance])
  }

  @Test("Revenue is that of the ledger, and cash-in what the bank booked from customers")
  func ledgerAndBank() throws {
    let table = try #require(Demo.facts.table(.invoices))
    // The demo invoices within the month of delivery: the ledger's revenue is the net amount of the invoices.
    #expect(try Demo.book.monthly(.revenue, Demo.months) == sums(.invoices, day: "invoiced_on", amount: "amount_excl_tax"))
    #expect(table.rowCount > 10_000)
    let fromCustomers = sums(.bankTransactions, day: "booked_on", amount: "amount") { table, row in
      table["cash_flow_item"].text(row) == "销售商品、提供劳务收到的现金"
    }
    #expect(try Demo.book.monthly(.cashIn, Demo.months) == fromCustomers)
  }

  @Test(
    "All 56 pairs of customers and all 56 of suppliers, in each of 36 months: residual 0.00, and the reverse is the negation",
    arguments: TradeSide.allCases)
  func everyPair(side: TradeSide) throws {
    let all = try Demo.book.monthlyBridges(side, Demo.months)
    var bridges = 0
    for from in TradeMeasure.all(side) {
      for to in TradeMeasure.all(side) where to != from {
        for month in Demo.months {
          let bridge = try all.bridge(from: from, to: to, month)
          bridges += 1
          #expect(bridge.residual == 0, "\(from.rawValue) to \(to.rawValue) in \(month)")
          guard from.rawValue < to.rawValue else { continue }
          let back = try all.bridge(from: to, to: from, month)
          #expect(back.lines.map(\.item) == bridge.lines.map(\.item))
          #expect(back.lines.map(\.amount) == bridge.lines.map { -$0.amount })
        }
      }
    }
    #expect(bridges == 2_016)
  }

  @Test("Also in every territory and every family, and what says no family")
  func everySlice() throws {
    let book = Demo.book
    let slices =
      (book.codes(.sales, .territory)).map { MeasureSlice(territories: [$0]) }
      + (book.codes(.sales, .family) + [""]).map { MeasureSlice(families: [$0]) }
    #expect(slices.count >= 9)
    for slice in slices {
      let all = try book.monthlyBridges(.sales, Demo.months, slice)
      for from in TradeMeasure.all(.sales) {
        for to in TradeMeasure.all(.sales) where to != from {
          for month in Demo.months {
            #expect(try all.bridge(from: from, to: to, month).residual == 0, "\(slice) \(from.rawValue) \(to.rawValue) \(month)")
          }
        }
      }
    }
  }

  @Test("Families and those without one add up to the company, in every measure")
  func slicesAdd() throws {
    for measure in TradeMeasure.all(.sales) {
      var sums = [Int64](repeating: 0, count: 36)
      for family in Demo.book.codes(.sales, .family) + [""] {
        for (place, amount) in try Demo.book.monthly(measure, Demo.months, MeasureSlice(families: [family])).enumerated() {
          sums[place] += amount
        }
      }
      #expect(sums == (try Demo.book.monthly(measure, Demo.months)), "\(measure.rawValue)")
    }
  }

  @Test("Every item is the sum of its documents, page by page, in one order")
  func drill() throws {
    let month = Demo.months.upperBound.adding(months: -3)
    for (from, to) in [
      (TradeMeasure.signing, TradeMeasure.cashIn), (.revenue, .collection), (.order, .revenue), (.purchaseOrder, .cashOut),
    ] {
      let bridge = try Demo.book.bridge(from: from, to: to, month...month)
      #expect(bridge.lines.count >= 3)
      for line in bridge.lines {
        var sum: Int64 = 0
        var read = 0
        var last: Day?
        while true {
          let page = try Demo.book.documents(of: line.item, from: from, to: to, month...month, offset: read, limit: 1_000)
          #expect(page.count == line.documentCount && page.total == line.amount)
          sum += page.documents.reduce(0) { $0 + $1.amount }
          read += page.documents.count
          #expect(
            page.documents.allSatisfy { document in
              defer { last = document.document.day }
              return last.map { $0 <= document.document.day } ?? true
            })
          if read >= page.count { break }
        }
        #expect(sum == line.amount && read == line.documentCount, "\(line.item.id)")
      }
    }
  }

  @Test("Months add to the quarter: events as they are, what waits as the change of its balance")
  func quarters() throws {
    for (from, to) in [
      (TradeMeasure.signing, TradeMeasure.cashIn), (.order, .revenue), (.revenue, .collection), (.purchaseOrder, .cashOut),
    ] {
      for first in stride(from: 0, to: 36, by: 3) {
        let start = Demo.months.lowerBound.adding(months: first)
        let quarter = try Demo.book.bridge(from: from, to: to, start...start.adding(months: 2))
        let months = try (0..<3).map { try Demo.book.bridge(from: from, to: to, start.adding(months: $0)...start.adding(months: $0)) }
        #expect(quarter.fromTotal == months.reduce(0) { $0 + $1.fromTotal })
        for kind in BridgeItemKind.allCases {
          // For an event net and amount are one; for what waits, net is what came in less what went out.
          #expect(quarter.net(kind) == months.reduce(0) { $0 + $1.net(kind) }, "\(kind.id) \(start)")
        }
        #expect(quarter.residual == 0)
      }
    }
  }

  @Test("A month that is over keeps its totals and events when the documents of later months come in")
  func closedMonths() throws {
    let cut = Demo.months.upperBound.adding(months: -6)
    let earlier = Demo.facts.tables.map { table in
      guard let effective = table.schema.effectiveField, table.schema.index(of: effective) != nil else { return table }
      var kept = FactTable(kind: table.kind)
      for row in 0..<table.rowCount where (table[effective].day(row)).map({ $0 <= cut.lastDay }) ?? true {
        kept.append(
          table.columns.map { column in
            column.isPresent[row] ? (column.field.type == .text ? .text(column.text(row)!) : .number(column.integers[row])) : nil
          }, line: table.lines[row])
      }
      return kept
    }
    let then = try MeasureBook(tables: earlier)
    for back in 0..<4 {
      let month = cut.adding(months: -back)
      for (from, to) in [(TradeMeasure.order, TradeMeasure.revenue), (.invoice, .cashIn), (.purchaseInvoice, .cashOut)] {
        let (a, b) = (try then.bridge(from: from, to: to, month...month), try Demo.book.bridge(from: from, to: to, month...month))
        #expect(a.lines.filter { !$0.item.kind.isTiming } == b.lines.filter { !$0.item.kind.isTiming }, "\(from.rawValue) \(month)")
        #expect(BridgeItemKind.allCases.allSatisfy { a.net($0) == b.net($0) })
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import Planning
import Testing

@testable import PlanningCycle

@Suite struct CellAddressTests {
  @Test(
    "an address is read as it is written",
    arguments: [
      "units|Item=AC-001;Region=EAST@2026-11", "agreed|Item=F:空调@2026", "orders@2026Q4", "minimum_cash",
      "cash_balance@2026-11-23", "expense_share|Department=A=B",
    ])
  func roundTrip(text: String) {
    #expect(CellAddress(text)?.text == text)
  }

  @Test("what is no address is nil", arguments: ["", "|Item=A@2026", "@2026-11", "units|Item@2026-11", "units|;;x@1"])
  func garbage(text: String) { #expect(CellAddress(text) == nil) }

  @Test("columns are months, quarters, years and days, and nothing else")
  func columns() {
    for text in ["2026-11", "2026Q4", "2026", "2026-11-23"] { #expect(PlanPeriod(column: text)?.column == text) }
    for text in ["", "2026-13", "2026Q5", "2026Q0", "2026-02-30", "26", "Q4", "2026-W47"] {
      #expect(PlanPeriod(column: text) == nil, "\(text)")
    }
  }
}

@Suite struct RecordedEditsTests {
  private static let cells = [
    RecordedEdits.Cell(
      measure: "override", members: ["Item": 3, "Region": 9], month: Month(iso: "2026-12"), day: nil, old: nil, new: 300),
    RecordedEdits.Cell(measure: "bank", members: [:], month: nil, day: Day(iso: "2026-12-05"), old: 0.1, new: nil),
    RecordedEdits.Cell(measure: "minimum_cash", members: [:], month: nil, day: nil, old: -0.0, new: 1e-300),
  ]

  private func event(_ payload: CanonicalValue) throws -> Event {
    let company = try SmallStore()
    return try company.append(payload)
  }

  private func isSame(_ left: [RecordedEdits.Cell], _ right: [RecordedEdits.Cell]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { one, other in
        one.measure == other.measure && one.members == other.members && one.month == other.month
          && one.day == other.day && one.old?.bitPattern == other.old?.bitPattern
          && one.new?.bitPattern == other.new?.bitPattern
      }
  }

  @Test("cells come back from an event bit for bit, empty ones as empty")
  func roundTrip() throws {
    let edits = RecordedEdits(cells: Self.cells)
    let back = try #require(RecordedEdits(try event(.map(["cells": edits.canonical]))))
    #expect(isSame(back.cells, Self.cells))
  }

  @Test("taking back twice is doing again; an event without cells has none")
  func inverse() throws {
    let edits = RecordedEdits(cells: Self.cells)
    #expect(edits.inverse.cells[0].new == nil)
    #expect(edits.inverse.cells[0].old == 300)
    #expect(isSame(edits.inverse.inverse.cells, Self.cells))
    #expect(RecordedEdits(try event(.map(["deal": .text("D-1")]))) == nil)
  }
}

@Suite struct OpenItemsTests {
  private func open(_ documents: [(String, Int64)], settled: Int64) -> [(Day, Int64)] {
    var items = OpenItems()
    for (on, amount) in documents {
      items.add(party: "C1", day: day(on), due: day(on).adding(days: 30), amount: amount)
    }
    items.settle(party: "C1", amount: settled)
    items.settle(party: "C2", amount: 1_000_000)
    return items.remaining().map { ($0.day, $0.amount) }
  }

  @Test("what is paid settles the oldest document first, whatever the order in which they came")
  func oldestFirst() {
    let left = open([("2026-03-01", 300), ("2026-01-01", 100), ("2026-02-01", 200)], settled: 150)
    #expect(left.map(\.0) == [day("2026-02-01"), day("2026-03-01")])
    #expect(left.map(\.1) == [150, 300])
  }

  @Test("credits settle like payments, and nothing is open below nought")
  func credits() {
    #expect(open([("2026-01-01", 100), ("2026-02-01", -40)], settled: 0).map(\.1) == [60])
    #expect(open([("2026-01-01", 100)], settled: 250).isEmpty)
    #expect(open([("2026-01-01", 100), ("2026-02-01", 50)], settled: 0).map(\.1).reduce(0, +) == 150)
  }
}

@Suite struct SupplySourceTests {
  private func chosen(_ rows: [[String: FactValue]]) throws -> String? {
    let catalogue = try SmallCatalogue.read()
    let table = SmallCompanyFacts.table(.supplierItems, rows.map { $0.merging(["item": "MOTOR"]) { old, _ in old } })
    return SupplySource.read(table, catalogue: catalogue)[try #require(catalogue.itemIndex("MOTOR"))]?.supplier
  }

  private func offer(_ supplier: FactValue, days: Int64?, yuan: Int?) -> [String: FactValue] {
    var row = ["supplier": supplier]
    if let days { row["lead_time_days"] = .number(days) }
    if let yuan { row["price_excl_tax"] = SmallCompanyFacts.price(yuan) }
    return row
  }

  @Test("the quickest supplier is planned with, then the cheapest, then the first by code; the order of rows is nothing")
  func choice() throws {
    let quick = offer("Z", days: 5, yuan: 90)
    let cheap = offer("B", days: 9, yuan: 40)
    let alsoCheap = offer("A", days: 9, yuan: 40)
    let silent = offer("0", days: nil, yuan: nil)
    for rows in [[quick, cheap, silent], [silent, cheap, quick]] { #expect(try chosen(rows) == "Z") }
    for rows in [[cheap, alsoCheap, silent], [silent, alsoCheap, cheap]] { #expect(try chosen(rows) == "A") }
    #expect(try chosen([offer("A", days: 9, yuan: 41), cheap]) == "B")
    #expect(try chosen([]) == nil)
  }

  @Test("prices of a supplier who counts in boxes are not prices a piece")
  func units() throws {
    let catalogue = try SmallCatalogue.read()
    let motor = try #require(catalogue.itemIndex("MOTOR"))
    func counts(_ unit: FactValue) -> Bool? {
      let row = offer("A", days: 1, yuan: 1).merging(["item": "MOTOR", "unit": unit]) { _, new in new }
      return SupplySource.read(SmallCompanyFacts.table(.supplierItems, [row]), catalogue: catalogue)[motor]?
        .countsIn("件")
    }
    #expect(counts("个") == true)
    #expect(counts("pcs") == true)
    #expect(counts("箱") == false)
  }
}

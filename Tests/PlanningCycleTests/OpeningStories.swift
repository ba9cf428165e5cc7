// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import Planning
import Testing

@testable import PlanningCycle

@Suite("What a plan starts from when files say little")
struct OpeningStories {
  @Test("a chart of accounts in another language is not read by Chinese codes")
  func foreignCharts() {
    #expect(AccountMeaning(code: "2001", type: "负债") == .loans)
    #expect(AccountMeaning(code: "1002", type: "") == .cash)
    #expect(AccountMeaning(code: "2001", type: "Liabilities") == nil)
    #expect(AccountMeaning(code: "100201", type: "Assets") == nil)
  }

  @Test("a forecast file alone makes its items and regions known, and is what is planned")
  func forecastAlone() throws {
    let forecasts = OpeningFacts.table(
      .salesForecasts,
      [
        [
          "month": .month(Month(year: 2025, month: 1)), "item": .text("A1"), "territory": .text("华东"),
          "quantity": OpeningFacts.pieces(100), "amount_incl_tax": .number(1_200_000),
        ]
      ])
    let opening = try Opening([forecasts])
    #expect(opening.catalogue.items.map(\.code) == ["A1"])
    #expect(opening.catalogue.regions.map(\.code) == ["华东"])
    let baseline = try #require(opening.sheet.blocks["baseline"]?[[1, 1]])
    #expect(baseline.figures.reduce(0, +) == 100)
    #expect(opening.sheet.value("price", [1, 1]) == 120)
  }

  @Test(
    "a standard cost of nought is none: bought items cost what one piece is asked for, made ones their material"
  )
  func unsetCosts() throws {
    let opening = try Opening(OpeningFacts.factory)
    #expect(opening.value("standard_cost", "TUBE") == 50)
    #expect(opening.value("purchase_price", "TUBE") == 50)
    #expect(opening.value("standard_cost", "FRAME") == 100)
    // A box of unknown content has no price a piece.
    #expect(opening.value("standard_cost", "BOLT") == 0)
    #expect(opening.value("purchase_price", "BOLT") == 0)
  }

  @Test("standards of parts above the product's own cancel out, unless a factory's cost is held against them")
  func conversion() throws {
    let opening = try Opening(OpeningFacts.factory)
    #expect(opening.value("conversion_cost", "GEAR") == 230)
    #expect(opening.value("conversion_cost", "BIKE") == -80.0)
    let departments = OpeningFacts.table(
      .departments, [["code": .text("D1"), "name": .text("车间"), "cost_kind": .text("制造")]])
    let withFactory = try Opening(OpeningFacts.factory + [departments])
    #expect(withFactory.value("conversion_cost", "GEAR") == 230)
    #expect(withFactory.value("conversion_cost", "BIKE") == 0)
  }

  @Test("how an item is ordered comes with its master data; what is not told stays empty")
  func orderingPolicies() throws {
    let items = OpeningFacts.table(
      .items,
      [
        ["code": .text("A"), "name": .text("A"), "lot_fixed": OpeningFacts.pieces(250), "frozen_days": .number(10)],
        ["code": .text("B"), "name": .text("B"), "lot_economic": OpeningFacts.pieces(90), "lot_days": .number(14)],
        ["code": .text("C"), "name": .text("C")],
      ])
    let opening = try Opening([items])
    #expect(opening.value("lot_fixed", "A") == 250)
    #expect(opening.value("frozen_days", "A") == 10)
    #expect(opening.value("lot_economic", "B") == 90)
    #expect(opening.value("lot_days", "B") == 14)
    for measure in ["lot_fixed", "lot_economic", "lot_days", "frozen_days"] {
      #expect(opening.sheet.blocks[measure]?[[3]] == nil, "\(measure)")
    }
  }

  @Test("without invoices, what was shipped and received in the last 30 days is still owed")
  func openItems() throws {
    let opening = try Opening(OpeningFacts.factory)
    #expect(opening.sheet.total("receivables_due") == 90_000)
    #expect(opening.sheet.total("payables_due") == 20 * 5_000)
  }

  @Test("a purchase that its file calls complete was on its way when the supplier sent it after the cutoff")
  func onItsWay() throws {
    let opening = try Opening(OpeningFacts.factory)
    let tube = try #require(opening.catalogue.itemIndex("TUBE"))
    let scheduled = try #require(opening.sheet.blocks["scheduled_receipts"]?[[Int64(tube + 1)]])
    #expect(scheduled.figures.reduce(0, +) == 70)
    #expect(opening.sheet.total("scheduled_value") == 70 * 5_000)
  }
}

/// The inputs of a plan as they come from a few tables, seen on 2024-12-01; November is closed.
private struct Opening {
  let catalogue: Catalogue
  let sheet: InputSheet

  init(_ tables: [FactTable]) throws {
    let store = OpeningStore(tables: Dictionary(tables.map { ($0.kind, $0) }) { _, last in last })
    let facts = FactLibrary(store: store)
    catalogue = try ReadCatalogue.read { (kind) throws(StoreError) in try facts.table(kind) }
    let sources = SupplySource.read(try facts.table(.supplierItems), catalogue: catalogue)
    let members = try PlanMembers(
      catalogue: catalogue, mainSuppliers: sources.mapValues(\.supplier),
      costKinds: FillInputs.costKinds(try facts.table(.departments)), store: store,
      at: Moment(millisecondsSinceEpoch: 0))
    let calendar = try PlanCalendar(
      firstMonth: Month(year: 2023, month: 1), lastMonth: Month(year: 2025, month: 12),
      cutoff: Month(year: 2024, month: 11))
    var filling = try FillInputs(
      catalogue: catalogue, members: members, calendar: calendar, facts: facts,
      history: SalesHistory.read(orders: try facts.table(.salesOrderLines), catalogue: catalogue),
      sources: sources, workingDays: .china)
    sheet = try filling.fillAll()
  }

  func value(_ measure: String, _ item: String) -> Double? {
    catalogue.itemIndex(item).map { sheet.value(measure, [Int64($0 + 1)]) }
  }
}

private enum OpeningFacts {
  static func table(_ kind: FactKind, _ rows: [[String: FactValue]]) -> FactTable {
    var table = FactTable(kind: kind)
    for (index, row) in rows.enumerated() { table.append(row, line: Int32(index + 2)) }
    return table
  }

  static func pieces(_ count: Int64) -> FactValue { .number(count * 10_000) }
  static func price(_ amount: Int64) -> FactValue { .number(amount * 1_000_000) }
  static func day(_ year: Int, _ month: Int, _ day: Int) -> FactValue {
    .day(Month(year: year, month: month).firstDay.adding(days: day - 1))
  }

  /// A bicycle of a frame and a gear, whose standards together exceed its own.
  static let factory: [FactTable] = [
    table(
      .items,
      [("BIKE", true, 300), ("FRAME", true, 0), ("GEAR", true, 280), ("TUBE", false, 0), ("BOLT", false, 0)]
        .map {
          code, isMade, cost in
          [
            "code": .text(code), "name": .text(code), "is_made": .boolean(isMade),
            "standard_cost": price(cost),
          ]
        }),
    table(
      .supplierItems,
      [("TUBE", 50, "EA"), ("BOLT", 40, "CTN")].map { code, asked, unit in
        ["item": .text(code), "supplier": .text("S1"), "price_excl_tax": price(asked), "unit": .text(unit)]
      }),
    table(
      .billOfMaterials,
      [("BIKE", "FRAME", 1), ("BIKE", "GEAR", 1), ("FRAME", "TUBE", 2), ("GEAR", "TUBE", 1)].map {
        assembly, component, count in
        ["assembly": .text(assembly), "component": .text(component), "quantity_per": pieces(count)]
      }),
    table(
      .salesOrderLines,
      [(1, 10, 20, 80_000), (2, 11, 20, 90_000)].map { number, month, on, amount in
        [
          "order_number": .text("SO\(number)"), "line_number": .number(1), "ordered_on": day(2024, month, on),
          "shipped_on": day(2024, month, on), "item": .text("BIKE"), "quantity": pieces(1),
          "amount_excl_tax": .number(amount),
        ]
      }),
    table(
      .purchaseOrderLines,
      [
        purchase("P1", due: day(2024, 11, 20), sent: day(2024, 11, 15), count: 20),
        purchase("P2", due: day(2024, 12, 9), sent: day(2024, 12, 4), count: 70),
        purchase("P3", due: day(2024, 9, 9), sent: day(2024, 9, 4), count: 11),
      ]),
  ]

  private static func purchase(_ number: String, due: FactValue, sent: FactValue, count: Int64) -> [String:
    FactValue]
  {
    [
      "order_number": .text(number), "line_number": .number(1), "ordered_on": day(2024, 9, 1), "due_on": due,
      "shipped_on": sent, "status": .text("complete"), "supplier": .text("S1"), "item": .text("TUBE"),
      "quantity": pieces(count), "received_quantity": pieces(count), "price_excl_tax": price(50),
    ]
  }
}

/// Facts in memory; members are numbered from 1 in the order asked.
private struct OpeningStore: FactStore, MemberStore {
  let tables: [FactKind: FactTable]

  func table(_ kind: FactKind, entity: Int64, asOf moment: Moment?) throws(StoreError) -> FactTable {
    tables[kind] ?? FactTable(kind: kind)
  }
  func table(_ kind: FactKind, entity: Int64, through batch: Int64) throws(StoreError) -> FactTable {
    tables[kind] ?? FactTable(kind: kind)
  }
  func movements(_ kind: FactKind, entity: Int64, amount: [String], through batch: Int64) throws(StoreError) -> [FactMovement] { [] }
  func months(_ kind: FactKind, entity: Int64, through batch: Int64?) throws(StoreError) -> [FactMonth] { [] }
  func markAllMonths() throws(StoreError) {}
  func revisions(
    _ kind: FactKind, batch: Int64, days: ClosedRange<Day>?, isCorrection: Bool?, offset: Int, limit: Int
  ) throws(StoreError) -> [FactRevision] { [] }
  func history(_ kind: FactKind, entity: Int64, key: [FactValue?]) throws(StoreError) -> [FactVersion] { [] }
  func origin(_ kind: FactKind, batch: Int64, line: Int32) throws(StoreError) -> FactOrigin? { nil }
  func batches() throws(StoreError) -> [FactReceipt] { [] }
  func keptFile(_ digest: Digest) throws(StoreError) -> [UInt8]? { nil }
  func identifiers(dimension: String, codes: [String], at moment: Moment) throws(StoreError) -> [Int64] {
    codes.indices.map { Int64($0 + 1) }
  }
  func members(dimension: String) throws(StoreError) -> [MemberRecord] { [] }
}

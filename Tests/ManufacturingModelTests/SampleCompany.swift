// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Formulas
import Foundation
import Planning
import PlanningCycle

/// A small manufacturer with everything in it: three levels of bills, two suppliers, two regions, four departments, VAT, bills, loans.
/// Every input that is written is remembered, so that another program can calculate the same company.
final class SampleCompany {
  let engine: PlanEngine
  let calendar: PlanCalendar
  private(set) var written: [Written] = []

  struct Written {
    let measure: String
    let members: [Int64]
    let first: String
    let values: [Double]
  }

  /// 1 lamp, 2 desk lamp (made, sold) · 3 shade (made) · 4 bulb, 5 sheet, 6 box (bought; the box without a supplier).
  static let items: [Int64] = [1, 2, 3, 4, 5, 6]
  /// The shade is made by the second supplier, from sheet of the company.
  static let subcontracted: Int64 = 3
  static let sold: [Int64] = [1, 2]
  static let regions: [Int64] = [1, 2]
  static let departments: [Int64] = [1, 2, 3, 4]
  static let bill = [
    BillLine(assembly: 1, component: 3, quantityPer: 1), BillLine(assembly: 1, component: 4, quantityPer: 2),
    BillLine(assembly: 2, component: 3, quantityPer: 1, scrapRate: 0.05),
    BillLine(assembly: 2, component: 4, quantityPer: 1, validTo: Day(iso: "2027-03-31")),
    BillLine(assembly: 2, component: 6, quantityPer: 1),
    BillLine(assembly: 3, component: 5, quantityPer: 0.4),
  ]

  /// Monday to Friday, without the first week of October and the middle of February.
  static func works(_ day: Day) -> Bool {
    let text = day.description
    return day.weekday <= 5 && !(text >= "2027-10-01" && text <= "2027-10-07")
      && !(text >= "2027-02-05" && text <= "2027-02-12")
  }

  static var modelText: String {
    get throws {
      let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      return try String(contentsOf: root.appendingPathComponent("Models/manufacturing.plan"), encoding: .utf8)
    }
  }

  /// Bulbs under two agreements, the second dearer and on the same days at the end of the first; sheet under one that begins late.
  static let agreements = [
    agreement(1, item: 4, "2026-11-01", "2026-12-20"), agreement(2, item: 4, "2026-12-01", "2027-06-30"),
    agreement(3, item: 5, "2027-02-01", "2027-12-31"),
  ]

  private static func agreement(_ id: Int64, item: Int64, _ from: String, _ through: String) -> AgreementTerms {
    AgreementTerms(agreement: id, item: item, days: Day(iso: from)!...Day(iso: through)!)
  }

  static let operators = ManufacturingOperators.all(bill: bill, agreements: agreements, isWorkingDay: works, isBankDay: works)

  /// Item 6 is paid in advance in part, and region 2 pays deposits: share of the whole in millionths, whether it counts from the order, days.
  static let supplierParts: [(share: Int64, isFromOrder: Bool, days: Int)] = [(300_000, true, 0), (700_000, false, 45)]
  static let customerParts: [(share: Int64, isFromOrder: Bool, days: Int)] = [
    (200_000, true, 0), (100_000, true, 20), (700_000, false, 40),
  ]

  static func agreement(_ parts: [(share: Int64, isFromOrder: Bool, days: Int)]) -> PaymentAgreement {
    PaymentAgreement(
      parts.map { Instalment(share: $0.share, anchor: $0.isFromOrder ? .order : .invoice, due: PaymentTerms(days: $0.days)) })
  }

  private static let askingOperators = ManufacturingOperators.all(
    bill: bill, payables: [6: agreement(supplierParts)], collections: [2: SettlementRule(agreement(customerParts))], agreements: agreements,
    isWorkingDay: works, isBankDay: works)

  let asksAdvances: Bool

  init(asksAdvances: Bool = false) throws {
    self.asksAdvances = asksAdvances
    let operators = asksAdvances ? SampleCompany.askingOperators : SampleCompany.operators
    let model = PlanningModel.check(
      ModelText.parse(try SampleCompany.modelText), operators: operators.map(\.signature))
    calendar = try PlanCalendar(
      firstMonth: Month(year: 2025, month: 1), lastMonth: Month(year: 2027, month: 12),
      cutoff: Month(year: 2026, month: 10))
    engine = try PlanEngine(
      model: model, members: SampleCompany.members, calendar: calendar, operators: operators)
  }

  private static var members: [MemberTable] {
    let made: Set<Int64> = [1, 2, 3]
    let suppliers: [Int64: Int64] = [subcontracted: 2, 4: 1, 5: 2]
    let kinds = ["销售", "制造", "研发", "行政"]
    return [
      MemberTable(
        dimension: "Item",
        leaves: items.map {
          MemberTable.Leaf(
            id: $0, code: "I\($0)", parents: ["Family": $0 <= 3 ? 101 : 102],
            numbers: ["is_made": made.contains($0) ? 1 : 0, "is_subcontracted": $0 == subcontracted ? 1 : 0],
            references: suppliers[$0].map { ["supplier": $0] } ?? [:])
        },
        groups: [
          MemberTable.Group(id: 101, code: "F1", level: "Family"),
          MemberTable.Group(id: 102, code: "F2", level: "Family"),
        ]),
      MemberTable(dimension: "Supplier", leaves: [1, 2].map { MemberTable.Leaf(id: $0, code: "S\($0)") }),
      MemberTable(
        dimension: "Agreement",
        leaves: agreements.map { MemberTable.Leaf(id: $0.agreement, code: "A\($0.agreement)", references: ["item": $0.item]) }),
      MemberTable(dimension: "Region", leaves: regions.map { MemberTable.Leaf(id: $0, code: "R\($0)") }),
      MemberTable(
        dimension: "Department",
        leaves: departments.map {
          MemberTable.Leaf(id: $0, code: "D\($0)", texts: ["cost_kind": kinds[Int($0) - 1]])
        }),
    ]
  }

  // MARK: Writing inputs

  func one(_ measure: String, _ members: [Int64] = [], _ value: Double) throws {
    try write(measure, members, nil, [value], "")
  }

  func months(_ measure: String, _ members: [Int64] = [], from: String, _ values: [Double]) throws {
    try write(measure, members, .month(Month(iso: from)!), values, from)
  }

  func days(_ measure: String, _ members: [Int64] = [], from: String, _ values: [Double]) throws {
    try write(measure, members, .day(Day(iso: from)!), values, from)
  }

  private func write(
    _ measure: String, _ members: [Int64], _ first: PlanPeriod?, _ values: [Double], _ text: String
  ) throws {
    try engine.load(measure, members: members, firstPeriod: first, values: values, source: .constant)
    written.append(Written(measure: measure, members: members, first: text, values: values))
  }

  /// Changes one input cell and remembers it.
  @discardableResult
  func edit(_ measure: String, _ members: [String: Int64], _ period: PlanPeriod?, _ value: Double?) throws
    -> Wave
  {
    // A coordinate names the dimension, also for a member of a level.
    let order = engine.model.measures[engine.model.measure(named: measure)!].dimensions.map {
      members[$0 == "Item.Family" ? "Item" : $0]!
    }
    let wave = try engine.apply([
      InputEdit(
        measure: measure, coordinate: Coordinate(members), period: period, value: value,
        source: .person(event: 1))
    ])
    written.append(
      Written(measure: measure, members: order, first: period?.description ?? "", values: [value ?? .nan]))
    return wave
  }

  // MARK: Reading

  func month(_ measure: String, _ period: String, _ members: [String: Int64] = [:]) throws -> Double {
    try engine.value(measure, at: Coordinate(members), period: .month(Month(iso: period)!)) ?? .nan
  }

  /// Every bit of every measure at its leaves, by measure; what must be equal after an edit and after a full calculation.
  func bits(of engine: PlanEngine) throws -> [[UInt64]] {
    try engine.model.measures.map { measure in
      var result: [UInt64] = []
      for members in SampleCompany.leaves(measure.dimensions) {
        result += try engine.values(measure.id, at: Coordinate(members)).map(\.bitPattern)
      }
      return result
    }
  }

  static func leaves(_ dimensions: [String]) -> [[String: Int64]] {
    let ids: [String: [Int64]] = [
      "Item": items, "Region": regions, "Department": departments, "Supplier": [1, 2], "Agreement": agreements.map(\.agreement),
      "Item.Family": [101, 102],
      "DeliveryLag": Array(0...6), "CollectionLag": Array(0...12),
    ]
    var result: [[String: Int64]] = [[:]]
    for dimension in dimensions {
      let name = dimension == "Item.Family" ? "Item" : dimension
      result = result.flatMap { members in ids[dimension]!.map { members.merging([name: $0]) { $1 } } }
    }
    return result
  }
}

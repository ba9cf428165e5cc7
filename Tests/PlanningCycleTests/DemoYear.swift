// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Commerce
import DemoCompany
import Journal
import WarehouseSQLite

@testable import PlanningCycle

/// Something that is made to happen in the example company, and the alert that has to come of it.
struct DemoPlant {
  let planted: Planted
  let happen: (DemoYear) throws -> Void

  init(_ name: String, _ on: String, _ expects: String, within: Int = 1, _ happen: @escaping (DemoYear) throws -> Void) {
    planted = Planted(name, on, expects, within: within) { _ in }
    self.happen = happen
  }
}

/// The example company through its own last twelve months: what it knew on the first day, then each month as it was closed, handed over on the third. Deals are
/// those that are planted and those that were decided; everything else is as the company had it.
final class DemoYear {
  /// The company is made as of the end; its year begins where the small company's does.
  static let end = day("2027-11-23")

  let company: SmallCompany
  let boss: Person
  let people: [Person]
  private(set) var rule: [String: Int64] = [:]
  private let source: [FactTable]
  private var held: [FactTable] = []
  private var undone: [(day: Day, cell: String, value: String)] = []
  private var imports = 0

  /// What is counted at the end of the month instead of what the company counted, and what is not handed over then.
  var stock: [String: Int] = [:]
  var missing: [FactKind: Swift.Set<Month>] = [:]

  var workspace: Workspace { company.workspace }
  var today: Day { workspace.environment.today() }

  init() throws {
    source = DemoCompany.generate(seed: 1, today: Self.end).tables
    let first = source.map { DemoYear.part($0, through: SmallCompany.cutoff, after: nil) } + [Self.deals]
    let company = try SmallCompany(facts: first.filter { $0.rowCount > 0 })
    let boss = try company.join("chenlixin", .generalManager, name: "陈立新")
    var people = [boss]
    for (login, role) in [("wangjing", Role.financeDirector), ("zhoumin", .salesDirector), ("zhaoqian", .purchasingManager)] {
      people.append(try company.join(login, role))
    }
    for (login, region) in [("liqiang", "HD"), ("huangzhiyuan", "HN")] {
      people.append(try company.join(login, .regionalManager, Scope("territory", in: [region])))
    }
    (self.company, self.boss, self.people) = (company, boss, people)
    for (name, draft) in Self.rules {
      var draft = draft
      draft.isShared = true
      let proof = try Access.authorize(boss, to: To.ViewPlan.self)
      rule[name] = try company.workspace.saveRule(proof, nil, draft, context: company.context(boss)).event
    }
    try edit("minimum_cash", "0")
  }

  private static var rules: [(String, RuleDraft)] {
    [
      ("item", RuleCompany.threshold("units", "above", "15000") { ($0.each, $0.count) = ("Item", 2) }),
      ("region", RuleCompany.threshold("units", "above", "60000") { ($0.each, $0.count) = ("Region", 2) }),
    ]
  }

  /// Large deals that only inform: four pass their closing day, four are lost.
  private static let deals: FactTable = {
    let closing = ["2026-12-19", "2027-02-24", "2027-05-25", "2027-08-26"]
    let rows = closing.enumerated().map { ("O-\($0)", $1) } + (0..<4).map { ("X-\($0)", "2028-03-01") }
    return SmallCompanyFacts.table(
      .deals,
      rows.enumerated().map { place, row -> [String: FactValue] in
        [
          "code": .text(row.0), "name": .text("项目 " + row.0), "customer": "KH-001", "item": "AC-202", "territory": "HD", "stage": "谈判",
          "kind": "流水型", "quantity": SmallCompanyFacts.pieces(400), "amount_incl_tax": SmallCompanyFacts.yuan(2_400_000 + 100_000 * place),
          "opened_on": .day(day("2026-10-01")), "closes_on": .day(day(row.1)),
        ]
      })
  }()

  // MARK: What was known when

  /// Which field says when a row became known; kinds without one are known from the first day.
  private static let dated: [FactKind: String] = [
    .salesOrderLines: "ordered_on", .shipments: "shipped_on", .invoices: "invoiced_on", .receipts: "received_on",
    .purchaseOrderLines: "ordered_on", .purchaseReceipts: "received_on", .purchaseInvoices: "invoiced_on", .payments: "paid_on",
    .stock: "counted_on", .bankBalances: "as_of", .bankTransactions: "booked_on", .bills: "happened_on", .loans: "drawn_on",
    .fixedAssets: "acquired_on", .ledgerBalances: "period", .salesForecasts: "made_on", .deals: "closes_on", .dealStages: "closes_on",
  ]

  private static func part(_ table: FactTable, through last: Month, after former: Month?) -> FactTable {
    guard let name = dated[table.kind] else { return former == nil ? table : FactTable(kind: table.kind) }
    let column = table[name]
    let isMonth = column.field.type == .month
    return table.keeping { row in
      guard let known = isMonth ? column.month(row) : column.day(row)?.monthOf else { return former == nil }
      return known <= last && former.map { $0 < known } ?? true
    }
  }

  // MARK: The year

  /// Lets days pass; what is planted for a day happens in its morning.
  func pass(days: Int, _ plants: [DemoPlant]) throws {
    for _ in 0..<days {
      company.clock.set(Moment.inChina(today, hour: 8))
      try plants.filter { $0.planted.on == today }.forEach { try $0.happen(self) }
      for one in undone where one.day == today { try edit(one.cell, one.value) }
      undone.removeAll { $0.day <= today }
      if today.dayOfMonth == 3 { try closeMonth() }
      // Before the digest, and after it; the second time nothing is new.
      for hours in [0, 2, 3] as [Int64] {
        company.clock.advance(hours: hours)
        try workspace.passAlerts()
      }
      company.clock.pass(days: 1)
    }
  }

  private func closeMonth() throws {
    let closed = today.monthOf.adding(months: -1)
    var tables = held
    held = []
    for table in source {
      var part = Self.part(table, through: closed, after: closed.adding(months: -1))
      if table.kind == .stock, !stock.isEmpty {
        let item = part["item"]
        part = part.keeping { stock[item.text($0) ?? ""] == nil }
        tables.append(counted(on: closed.lastDay))
      }
      guard part.rowCount > 0 else { continue }
      if missing[table.kind]?.contains(closed) ?? false { held.append(part) } else { tables.append(part) }
    }
    stock = [:]
    for table in tables {
      imports += 1
      let draft = EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "month-\(imports)")
      _ = try company.store.record(FactBatch(table: table, recordedOn: today), for: draft, at: workspace.environment.now())
    }
    try company.reopen()
    try workspace.refreshForecasts(as: .system, key: "forecast-\(closed)", reason: "")
  }

  private func counted(on day: Day) -> FactTable {
    SmallCompanyFacts.table(
      .stock,
      stock.sorted { $0.key < $1.key }.map { item, pieces -> [String: FactValue] in
        ["item": .text(item), "location": "成品仓", "counted_on": .day(day), "quantity": SmallCompanyFacts.pieces(pieces)]
      })
  }

  // MARK: What can happen

  func edit(_ cell: String, _ value: String) throws { try company.edit(cell, value, as: boss) }

  /// A cell is something else for eight days.
  func bend(_ cell: String, _ value: String, back: String? = nil) throws {
    let former = try back ?? company.value(cell).map { "\(Int($0.rounded()))" } ?? "0"
    try edit(cell, value)
    undone.append((today.adding(days: 8), cell, former))
  }

  func sell(_ item: String, _ region: String, _ pieces: Int) throws {
    try bend("agreed|Item=\(item);Region=\(region)@\(today.monthOf.adding(months: 1))", "\(pieces)")
  }

  func move(_ deal: String, to stage: String) throws {
    _ = try workspace.updateDeal(
      try Access.authorize(boss, to: To.EditDeal.self), code: deal, version: nil, change: DealChange(stage: stage),
      context: company.context(boss))
  }

  func setCalendar(forecast workday: Int?) throws {
    _ = try workspace.setRhythm(
      try Access.authorize(boss, to: To.Approve.self),
      PlanRhythm(since: today.monthOf, forecast: workday, reforecast: nil, budget: nil), context: company.context(boss))
  }

  /// Comes with the facts of the month, once it is closed.
  func add(_ table: FactTable) { held.append(table) }
}

extension FactTable {
  /// Some of its rows, with their lines.
  fileprivate func keeping(_ isKept: (Int) -> Bool) -> FactTable {
    let rows = (0..<rowCount).filter(isKept)
    guard rows.count < rowCount else { return self }
    return FactTable(
      kind: kind,
      columns: columns.map { column in
        FactColumn(
          field: column.field, integers: rows.map { column.integers[$0] }, isPresent: rows.map { column.isPresent[$0] }, texts: column.texts
        )
      }, lines: rows.map { lines[$0] })
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Something that is made to happen on a day of the year, and the alert that has to come of it.
struct Planted {
  let name: String
  let on: Day
  /// How the key of the alert begins, and how it ends: `@7` for one of a person's own.
  let expects: String
  /// Days until it is there at the latest.
  let within: Int
  let happen: (AlertYear) throws -> Void

  init(
    _ name: String, _ on: String, _ expects: String, within: Int = 1,
    _ happen: @escaping (AlertYear) throws -> Void
  ) {
    self.name = name
    self.on = day(on)
    self.expects = expects
    self.within = within
    self.happen = happen
  }
}

/// The small company through twelve months: closed months are imported on the third, everybody is told twice a day, and thirty things happen.
final class AlertYear {
  let company: SmallCompany
  let boss: Person
  let east: Person
  let finance: Person
  /// Shared rules, by what they look at.
  private(set) var rule: [String: Int64] = [:]
  private var undone: [(day: Day, cell: String, value: String)] = []
  private var heldBack: [FactTable] = []
  private var imports = 0

  var workspace: Workspace { company.workspace }
  var today: Day { workspace.environment.today() }

  init() throws {
    let rules = try RuleCompany(SmallCompany(extra: Self.deals + Self.lastForecasts))
    (company, boss, east, finance) = (rules.company, rules.boss, rules.east, rules.finance)
    func shared(_ draft: RuleDraft) -> RuleDraft {
      var draft = draft
      draft.isShared = true
      return draft
    }
    rule["many"] = try rules.save(
      shared(RuleCompany.threshold("units", "above", "1400") { ($0.each, $0.count) = ("Item", 2) }))
    rule["year"] = try rules.save(
      shared(
        RuleCompany.deviation("units", "lastYear", "above") {
          ($0.each, $0.count, $0.percent) = ("Item", 2, "200%")
        }))
    rule["said"] = try rules.save(
      shared(
        RuleCompany.deviation("orders", "lastForecast", "above") {
          ($0.each, $0.count, $0.percent) = ("Family", 2, "150%")
        }))
    rule["falling"] = try rules.save(
      shared(
        RuleCompany.trend("units", "below", 2) {
          ($0.each, $0.members, $0.count, $0.percent) = ("Region", ["Item": "FAN-1"], 5, "60%")
        }))
    rule["cover"] = try rules.save(shared(RuleCompany.threshold("stock_cover_days", "below", "5") { ($0.each, $0.window) = ("Item", "") }))
    try edit("minimum_cash", "0")
  }

  /// Large deals that only inform: four pass their closing day, four are lost.
  private static let deals: [FactTable] = {
    let closing = ["2026-12-19", "2027-02-24", "2027-05-25", "2027-08-26"]
    let rows =
      closing.enumerated().map { ("O-\($0)", $1) } + (0..<4).map { ("X-\($0)", "2028-03-01") }
    return [
      SmallCompanyFacts.table(
        .deals,
        rows.enumerated().map { place, row in
          var deal = SmallCompanyFacts.deal(
            row.0, "报价", closes: row.1, quantity: 3_000 + 100 * place)
          deal["kind"] = "流水型"
          return deal
        })
    ]
  }()

  private static let lastForecasts: [FactTable] = [
    SmallCompanyFacts.table(
      .salesForecasts,
      (1...14).map { ahead -> [String: FactValue] in
        [
          "made_on": .day(day("2026-10-25")), "source": "销售",
          "month": .month(month("2026-11").adding(months: ahead)), "family": "风扇",
          "amount_incl_tax": SmallCompanyFacts.yuan(200_000),
        ]
      })
  ]

  /// Lets a year pass; the plants of a day happen in the morning.
  func pass(days: Int, _ plants: [Planted]) throws {
    for _ in 0..<days {
      // Eight in the morning, however much was done the day before.
      company.clock.set(Moment.inChina(today, hour: 8))
      try plants.filter { $0.on == today }.forEach { try $0.happen(self) }
      for one in undone where one.day == today { try company.edit(one.cell, one.value, as: boss) }
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

  // What can happen.

  func edit(_ cell: String, _ value: String) throws { try company.edit(cell, value, as: boss) }

  /// A cell is something else for eight days.
  func bend(_ cell: String, _ value: String, back: String? = nil) throws {
    let former = try back ?? company.value(cell).map { "\(Int($0.rounded()))" } ?? "0"
    try edit(cell, value)
    undone.append((today.adding(days: 8), cell, former))
  }

  func sell(_ item: String, _ region: String, ahead: Int, _ pieces: Int) throws {
    try bend(
      "agreed|Item=\(item);Region=\(region)@\(today.monthOf.adding(months: ahead))", "\(pieces)")
  }

  func lose(_ deal: String) throws { try move(deal, DealChange(stage: "输单")) }

  func move(_ deal: String, _ change: DealChange) throws {
    _ = try workspace.updateDeal(
      try Access.authorize(boss, to: To.EditDeal.self), code: deal, version: nil, change: change,
      context: company.context(boss))
  }

  func setCalendar(forecast workday: Int?) throws {
    _ = try workspace.setRhythm(
      try Access.authorize(boss, to: To.Approve.self),
      PlanRhythm(since: today.monthOf, forecast: workday, reforecast: nil, budget: nil),
      context: company.context(boss))
  }

  /// With the facts of the month, once it is closed.
  func add(_ table: FactTable) { heldBack.append(table) }

  /// What is counted at the end of the month, where it is not plenty.
  var stock: [String: Int] = [:]

  /// Months in which the orders, or the bank balances, are not handed over.
  var withoutOrders: Swift.Set<Month> = []
  var withoutBanks: Swift.Set<Month> = []

  private func closeMonth() throws {
    let closed = today.monthOf.adding(months: -1)
    var tables = heldBack
    heldBack = []
    let orders = Self.orders(of: closed)
    if withoutOrders.contains(closed) { heldBack.append(orders) } else { tables.append(orders) }
    if !withoutBanks.contains(closed) {
      tables.append(
        SmallCompanyFacts.table(
          .bankBalances,
          [
            [
              "account": "6222", "as_of": .day(closed.lastDay),
              "balance": SmallCompanyFacts.yuan(2_000_000), "currency": "CNY",
            ]
          ]))
    }
    tables.append(
      SmallCompanyFacts.table(
        .stock,
        ["FAN-1", "FAN-2", "MOTOR"].map { item -> [String: FactValue] in
          [
            "item": .text(item), "location": "WH", "counted_on": .day(closed.lastDay),
            "quantity": SmallCompanyFacts.pieces(stock[item] ?? 3_000),
          ]
        }))
    stock = [:]
    for table in tables {
      imports += 1
      let draft = EventDraft(
        kind: "facts.recorded", actor: .system, idempotencyKey: "month-\(imports)")
      _ = try company.store.record(
        FactBatch(table: table, recordedOn: today), for: draft, at: workspace.environment.now())
    }
    try company.reopen()
  }

  /// A month is closed with what the small company sells in it, its last orders late in the month.
  private static func orders(of month: Month) -> FactTable {
    SmallCompanyFacts.table(
      .salesOrderLines,
      SmallCompanyFacts.listPrices.enumerated().flatMap { position, item in
        ["EAST", "SOUTH"].map { region -> [String: FactValue] in
          let count =
            100 + 40 * position + ((5...8).contains(month.month) ? 60 : 0)
            + (region == "EAST" ? 20 : 0)
          return [
            "channel": "经销", "order_number": .text("SO-\(month)-\(region)"),
            "line_number": .number(Int64(position + 1)),
            "ordered_on": .day(month.firstDay.adding(days: 27)), "item": .text(item.item),
            "customer": .text(region == "EAST" ? "C1" : "C2"), "territory": .text(region),
            "quantity": SmallCompanyFacts.pieces(count),
            "price_incl_tax": SmallCompanyFacts.price(item.yuan),
            "tax_rate": SmallCompanyFacts.thousandths(130),
            "amount_incl_tax": SmallCompanyFacts.yuan(count * item.yuan),
          ]
        }
      })
  }

  static func invoice(_ number: String, _ customer: String, on: String, due: String, yuan: Int)
    -> FactTable
  {
    SmallCompanyFacts.table(
      .invoices,
      [
        [
          "invoice_number": .text(number), "line_number": .number(1), "customer": .text(customer),
          "invoiced_on": .day(day(on)),
          "due_on": .day(day(due)), "amount_incl_tax": SmallCompanyFacts.yuan(yuan),
        ]
      ])
  }

  static func receipt(
    _ number: String, of invoice: String, _ customer: String, on: String, yuan: Int
  ) -> FactTable {
    SmallCompanyFacts.table(
      .receipts,
      [
        [
          "receipt_number": .text(number), "received_on": .day(day(on)),
          "customer": .text(customer), "invoice_number": .text(invoice),
          "method": "电汇", "amount": SmallCompanyFacts.yuan(yuan),
        ]
      ])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// October of the eastern region, followed by hand from orders to receipts.
/// Sees: a document that is counted twice or nowhere, a difference that is not explained to the 分, a signature on figures that moved, one person for two sides.
/// Does not see: the screen.
@Suite struct ReconciliationStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let manager: Person
  private let zhou: Person
  private let boss: Person

  init() throws {
    let company = try SmallCompany(extra: [Self.forecast, Self.shipments, Self.invoices, Self.receipts])
    manager = try company.join("qin", .regionalManager, Scope("territory", in: ["EAST"]))
    zhou = try company.join("zhou", .financeDirector)
    boss = try company.join("wang", .generalManager)
    self.company = company
  }

  private static let forecast = SmallCompanyFacts.table(
    .salesForecasts,
    [
      [
        "made_on": .day(day("2026-09-25")), "source": "销售", "month": .month(month("2026-10")), "family": "风扇", "territory": "EAST",
        "amount_incl_tax": SmallCompanyFacts.yuan(90_000),
      ]
    ])

  /// For an order of September; part of a line; a whole line at another price; a return; without an order; and one of September.
  private static let shipments = SmallCompanyFacts.table(
    .shipments,
    [
      sent("SH-0", "2026-09-20", "SO-2026-09-EAST", 2, "FAN-2", 30, 10_000),
      sent("SH-1", "2026-10-05", "SO-2026-09-EAST", 1, "FAN-1", 20, 4_520),
      sent("SH-2", "2026-10-15", "SO-2026-10-EAST", 1, "FAN-1", 100, 22_600),
      sent("SH-3", "2026-10-20", "SO-2026-10-EAST", 2, "FAN-2", 167, 56_000), sent("SH-4", "2026-10-22", nil, 1, "FAN-1", -2, -452),
      sent("SH-5", "2026-10-25", nil, 1, "FAN-1", 1, 226),
    ])

  private static func sent(
    _ number: String, _ on: String, _ order: String?, _ line: Int64, _ item: String, _ count: Int, _ yuan: Int
  ) -> [String: FactValue] {
    var row: [String: FactValue] = [
      "shipment_number": .text(number), "line_number": .number(1), "shipped_on": .day(day(on)), "item": .text(item), "customer": "C1",
      "territory": "EAST", "quantity": SmallCompanyFacts.pieces(count), "amount_incl_tax": SmallCompanyFacts.yuan(yuan),
    ]
    if let order { (row["order_number"], row["order_line"]) = (.text(order), .number(line)) }
    if yuan < 0 { row["is_return"] = .boolean(true) }
    return row
  }

  private static let invoices = SmallCompanyFacts.table(
    .invoices,
    [
      billed("I-0", "2026-09-01", nil, "FAN-1", 30_000), billed("I-1", "2026-10-10", "SH-0", "FAN-2", 10_000),
      billed("I-2", "2026-10-16", "SH-2", "FAN-1", 22_600), billed("I-3", "2026-10-21", "SH-3", "FAN-2", 55_500),
      billed("I-4", "2026-10-30", nil, nil, -300, isRebate: true), billed("I-5", "2026-10-30", nil, nil, 1_000),
      billed("I-6", "2026-10-30", nil, nil, -452),
    ])

  private static func billed(
    _ number: String, _ on: String, _ shipment: String?, _ item: String?, _ yuan: Int, isRebate: Bool = false
  ) -> [String: FactValue] {
    var row: [String: FactValue] = [
      "invoice_number": .text(number), "line_number": .number(1), "invoiced_on": .day(day(on)), "customer": "C1",
      "amount_incl_tax": SmallCompanyFacts.yuan(yuan), "is_rebate": .boolean(isRebate),
    ]
    if let shipment { row["shipment_number"] = .text(shipment) }
    if let item { row["item"] = .text(item) }
    return row
  }

  private static let receipts = paid([
    ("R-1", "2026-10-12", "C1", 30_000), ("R-2", "2026-10-28", "C1", 20_000), ("R-3", "2026-10-20", "C2", 5_000),
  ])

  private static func paid(_ rows: [(String, String, String, Int)]) -> FactTable {
    SmallCompanyFacts.table(
      .receipts,
      rows.map { number, on, customer, yuan in
        [
          "receipt_number": .text(number), "received_on": .day(day(on)), "customer": .text(customer),
          "amount": SmallCompanyFacts.yuan(yuan),
        ]
      })
  }

  private func view(_ region: String = "EAST", as person: Person? = nil, of other: Workspace? = nil) throws -> ReconciliationView? {
    try (other ?? workspace).reconciliations(try Access.authorize(person ?? zhou, to: To.ViewPlan.self)).regions.first {
      $0.figures.region == region
    }
  }

  private func sign(_ side: ReconciliationSide, as person: Person, content: String? = nil, of other: Workspace? = nil) throws {
    let seen = try content ?? view(of: other)?.content.hex ?? ""
    _ = try (other ?? workspace).signReconciliation(
      try Access.authorize(person, to: To.ViewPlan.self), region: "EAST", month: month("2026-10"), side: side, content: seen,
      context: company.context(person))
  }

  private func yuan(_ step: Reconciliation.Step) -> [String: Int64] {
    Dictionary(uniqueKeysWithValues: step.items.map { ($0.key, $0.amount / 100) })
  }

  @Test("every figure from the forecast to the money, and every 分 between them, by its documents")
  func ladder() throws {
    let figures = try #require(try view()).figures
    #expect(figures.stations[.ordersGross] == 8_531_500 && figures.stations[.shipments] == 8_289_400)
    #expect(figures.stations[.invoices] == 8_834_800 && figures.stations[.receipts] == 5_000_000)
    let steps = Dictionary(uniqueKeysWithValues: figures.steps.map { ($0.to, $0) })
    #expect(
      try yuan(#require(steps[.shipments])) == [
        "earlier-orders": 4_520, "other-shipments": 226, "returns": -452, "open-orders": -6_102, "shipped-otherwise": -613,
      ])
    #expect(
      try yuan(#require(steps[.invoices])) == [
        "earlier-shipments": 10_000, "other-invoices": 1_000, "credit-notes": -452, "rebates": -300, "not-invoiced": -4_294,
        "invoiced-otherwise": -500,
      ])
    #expect(try yuan(#require(steps[.receipts])) == ["earlier-invoices": 30_000, "unpaid-invoices": -68_348])
    // Orders that state one of 含税 and 不含税 count with it in both.
    #expect(steps[.ordersGross]?.items.isEmpty == true)
    #expect(steps[.orders]?.items.allSatisfy { $0.key.hasPrefix("factor:") } == true)
    #expect(figures.stations[.forecast] != nil && figures.steps.allSatisfy { figures.residual($0) == 0 })
    let south = try #require(try view("SOUTH")).figures
    #expect(south.residual == 0 && south.stations[.receipts] == 500_000 && south.stations[.shipments] == nil)
    #expect(Reconciliation(figures.canonical) == figures, "what is kept is what was signed")
  }

  @Test("both sign the same figures; documents that come later are told of, and what was signed stays")
  func frozen() throws {
    try sign(.sales, as: manager)
    #expect(try view()?.signatures.map(\.isValid) == [true, false] && view()?.isFrozen == false)
    try sign(.finance, as: zhou)
    let signed = try #require(try view())
    #expect(signed.isFrozen && !signed.hasMovedSince && signed.signatures.allSatisfy(\.isValid))
    _ = try company.store.record(
      FactBatch(table: Self.paid([("R-9", "2026-10-30", "C1", 7_000)]), recordedOn: SmallCompany.today),
      for: EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "late-receipt"), at: workspace.environment.now())
    let again = try company.restarted()
    let later = try #require(try view(of: again))
    #expect(later.isFrozen && later.hasMovedSince && later.figures == signed.figures && later.content == signed.content)
    #expect((failure { try sign(.sales, as: manager, of: again) } as? CycleError)?.code == .reconciliationRefused)
    _ = try company.undo(as: zhou)
    #expect(try view()?.isFrozen == false, "a signature is its maker's to take back")
  }

  @Test("nobody signs for another side, nor what they did not see; a pair is named by who may, of two people who see the region")
  func refused() throws {
    #expect((failure { try sign(.finance, as: manager) } as? CycleError)?.code == .reconciliationRefused)
    #expect((failure { try sign(.sales, as: manager, content: "00") } as? CycleError)?.code == .reconciliationChanged)
    func pair(_ sales: String, _ finance: String, region: String = "EAST") throws {
      _ = try workspace.setPair(
        try Access.authorize(boss, to: To.Approve.self), region: region, [.sales: sales, .finance: finance], context: company.context(boss))
    }
    let other = try company.join("hu", .regionalManager, Scope("territory", in: ["SOUTH"]))
    let wrong = try #require(failure { try pair("hu", "qin") } as? CycleError)
    #expect(wrong.code == .reconciliationRefused && ["hu", "qin"].allSatisfy { wrong.detail.chinese.contains($0) })
    #expect((failure { try pair("wang", "wang") } as? CycleError)?.detail.chinese.contains("同一个人") == true)
    #expect((failure { try pair("", "", region: "MOON") } as? CycleError)?.code == .reconciliationRefused)
    try pair("wang", "")
    #expect(try view()?.signatures.map(\.login) == ["wang", "zhou"] && view()?.signatures.map(\.isNamed) == [true, false])
    #expect((failure { try sign(.sales, as: manager) } as? CycleError)?.code == .reconciliationRefused)
    #expect(try view(as: other) == nil && view("SOUTH", as: other) != nil)
    _ = try company.undo(as: boss)
    #expect(try view()?.signatures.map(\.login) == ["qin", "zhou"])
  }

  @Test("the plan calendar asks both sides for it, and is content when both signed")
  func due() throws {
    _ = try workspace.setRhythm(
      try Access.authorize(boss, to: To.Approve.self),
      PlanRhythm(since: month("2026-11"), forecast: nil, reforecast: nil, budget: nil, reconciliation: 15), context: company.context(boss))
    func form() throws -> PlanCalendarView.Form? {
      try workspace.planCalendar(try Access.authorize(boss, to: To.ViewPlan.self)).rounds.first { $0.id == "reconciliation-2026-11" }?.forms
        .first {
          $0.key == "reconciliation:EAST"
        }
    }
    func titles(_ person: Person) throws -> [String] {
      try workspace.planCalendar(try Access.authorize(person, to: To.ViewPlan.self)).todos.map(\.title.chinese)
    }
    #expect(try form()?.next.map(\.person.chinese) == ["qin", "zhou"] && form()?.late == 1)
    #expect(try workspace.remindOfRounds() > 0 && workspace.remindOfRounds() == 0)
    #expect(try titles(manager) == ["对账签字：华东"] && titles(zhou) == ["对账签字：华东、华南"])
    try sign(.sales, as: manager)
    #expect(try form()?.state == .submitted && form()?.next.map(\.person.chinese) == ["zhou"] && titles(manager).isEmpty)
    try sign(.finance, as: zhou)
    #expect(try form()?.state == .approved && form()?.isHandedIn == true && titles(zhou) == ["对账签字：华南"])
  }
}

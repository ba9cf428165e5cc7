// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Foundation
import Journal
import Planning
import SupplyPlanning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: a template that does not open, that a page fails on, or that overwrites a company with data. Does not see: whether its numbers are right (the proof of the templates does).
@Suite struct TemplateStories {
  private static let admin = Person(id: 9, login: "admin", name: "管", title: "系统管理员", role: .administrator)

  /// An empty company with every template at hand.
  private func company(_ facts: Bool = false) throws -> Workspace {
    let store = try SQLiteWorkspace.inMemory()
    let standard = try SmallCompany.environment()
    let models = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Models")
    let templates = try ModelTemplate.names.map { name in
      ModelTemplate(name, text: try String(contentsOf: models.appendingPathComponent(name.key + ".plan"), encoding: .utf8))
    }
    let environment = WorkspaceEnvironment(
      now: standard.now, today: standard.today, modelText: standard.modelText, templates: templates, work: SerialWork(), reader: NoFiles())
    try OpenWorkspace.create(
      WorkspaceSettings(name: BilingualText("新公司", "New"), currency: "CNY", isSample: false, madeFor: SmallCompany.today),
      store: store, at: environment.now())
    if facts {
      let draft = EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "orders")
      _ = try store.record(FactBatch(table: SmallCompanyFacts.orders, recordedOn: SmallCompany.today), for: draft, at: environment.now())
    }
    return try OpenWorkspace.open(store: store, environment: environment)
  }

  @discardableResult
  private func choose(_ key: String, in workspace: Workspace) throws -> CommandOutcome? {
    try workspace.chooseTemplate(
      try Access.authorize(Self.admin, to: To.EditModel.self), key,
      context: CommandContext(person: Self.admin, key: "choose-\(key)", at: workspace.environment.now()))
  }

  @Test("each template opens in a new company, balances, answers every page it has figures for, and is taken back by one undo")
  func opens() throws {
    #expect(ModelTemplate.names.map(\.key) == ["manufacturing", "to-order", "trade", "e-commerce", "software", "projects"])
    for name in ModelTemplate.names.dropFirst() {
      let workspace = try company()
      let standard = workspace.plan.model.text
      try choose(name.key, in: workspace)
      #expect(workspace.plan.model.text != standard && workspace.plan.engine.model.measure(named: "balance_check") != nil, "\(name.key)")
      let proof = try Access.authorize(Self.admin, to: To.ViewPlan.self)
      _ = try workspace.overview(proof, grain: .year, period: nil, inclusive: false)
      let statements = try Access.authorize(Self.admin, to: To.ViewStatements.self)
      _ = try workspace.statement(statements, .balance)
      _ = try workspace.monthlyReport(statements)
      for measure in TargetMeasure.allCases where measure != .grossMargin { _ = try workspace.target(proof, measure) }
      let cash = try workspace.cashView(try Access.authorize(Self.admin, to: To.ViewCash.self), grain: .month)
      #expect(!cash.periods.isEmpty, "\(name.key)")
      _ = workspace.alerts(proof)
      let costs = try Access.authorize(Self.admin, to: To.ViewPurchases.self)
      #expect(throws: PlanningError.self) { try workspace.plan.engine.values("purchases", at: .total) }
      _ = try? workspace.purchasePlan(costs)
      _ = try workspace.undoLast(proof, context: CommandContext(person: Self.admin, key: "undo", at: workspace.environment.now()))
      #expect(workspace.plan.model.text == standard, "\(name.key)")
    }
    #expect(try choose("manufacturing", in: company())?.event == nil, "it is in force already")
  }

  /// The small company with another template as its model.
  private func company(with key: String) throws -> Workspace {
    let store = try SQLiteWorkspace.inMemory()
    let standard = try SmallCompany.environment()
    let models = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Models")
    let environment = WorkspaceEnvironment(
      now: standard.now, today: standard.today,
      modelText: try String(contentsOf: models.appendingPathComponent(key + ".plan"), encoding: .utf8),
      work: SerialWork(), reader: NoFiles())
    try OpenWorkspace.create(
      WorkspaceSettings(name: BilingualText("别的公司", "Other"), currency: "CNY", isSample: false, madeFor: SmallCompany.today),
      store: store, at: environment.now())
    for (number, table) in SmallCompanyFacts.all.enumerated() {
      let draft = EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "facts-\(number)")
      _ = try store.record(FactBatch(table: table, recordedOn: SmallCompany.today), for: draft, at: environment.now())
    }
    return try OpenWorkspace.open(store: store, environment: environment)
  }

  @Test("a trader sees stock and purchases by month, to the 分 those of the plan", arguments: ["trade", "e-commerce"])
  func stockByMonth(_ key: String) throws {
    let workspace = try company(with: key)
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewSupply.self)
    let costs = try Access.authorize(SmallCompany.wang, to: To.ViewPurchases.self)
    #expect(workspace.supplyGrain == .month)
    let plan = workspace.plan
    let months = (1...12).map { plan.cutoff.adding(months: $0) }
    func value(_ measure: String, _ item: Int, _ month: Month) throws -> Double {
      try plan.engine.value(measure, at: ["Item": plan.members.items[item]], period: .month(month)) ?? 0
    }
    let supply = try workspace.monthlySupply(proof, showsCost: true)
    let (board, health) = (SupplyBoard(supply), StockHealthView(supply))
    #expect(board.grain == .month && board.rows.count == plan.catalogue.items.count && health.rows.count == board.rows.count)
    var demand = 0.0
    for (index, row) in board.rows.enumerated() {
      #expect(try row.demand == months.prefix(3).reduce(0) { try $0 + value("sold_units", index, $1) })
      #expect(try row.receipts == months.prefix(3).reduce(0) { try $0 + value("purchased_units", index, $1) })
      let left = try row.opening - months.reduce(0) { try $0 + value("sold_units", index, $1) }
      #expect(abs(row.excess - max(0, left)) < 1e-6 && row.notices.contains { $0.kind == .piledUp } == (row.excess > 0))
      #expect(try health.rows[index].trend == months.map { try value("stock_units", index, $0) })
      demand += row.demand
    }
    #expect(demand > 0 && health.total.stockMoney == board.rows.reduce(0) { $0 + ($1.stockMoney ?? 0) })
    #expect(SupplyBoard(try workspace.monthlySupply(proof, showsCost: false)).rows.allSatisfy { $0.stockMoney == nil })
    let purchases = try workspace.purchasePlan(costs)
    #expect(purchases.grain == .month && purchases.weeks.first == plan.cutoff.adding(months: 1).firstDay && !purchases.suppliers.isEmpty)
    for (column, first) in purchases.weeks.enumerated() {
      let sum = try plan.engine.value("purchases_month", at: .total, period: .month(first.monthOf)) ?? 0
      #expect(abs(purchases.total[column] - hundredths(sum)) <= Int64(plan.catalogue.items.count))
    }
    #expect(try workspace.orderProposals(costs, OrderWish()).isEmpty && workspace.agreementBook(costs).lines.isEmpty)
  }

  @Test("software and projects keep no stock and buy no items: empty, not refused; what is made to order still shows its material")
  func withoutStock() throws {
    let costs = try Access.authorize(SmallCompany.wang, to: To.ViewPurchases.self)
    for key in ["software", "projects", "to-order"] {
      let workspace = try company(with: key)
      #expect(workspace.supplyGrain == .none, "\(key)")
      #expect(SupplyBoard(withoutStockOn: workspace.planningDay, revision: workspace.revision).rows.isEmpty)
      let health = StockHealthView(withoutStockAsOf: workspace.plan.cutoff.lastDay, revision: workspace.revision)
      #expect(health.grain == .none && health.rows.isEmpty && health.total.stockMoney == nil)
      #expect(try workspace.purchasePlan(costs).grain == (key == "to-order" ? .month : .none), "\(key)")
    }
  }

  @Test("a company with data keeps its model, and a template that does not exist is said with those that do")
  func refused() throws {
    #expect((failure { try choose("trade", in: try company(true)) } as? CycleError)?.code == .workspaceNotEmpty)
    let unknown = failure { try choose("bakery", in: try company()) } as? CycleError
    #expect(unknown?.code == .templateNotKnown && unknown?.hint.english.contains("e-commerce") == true)
  }
}

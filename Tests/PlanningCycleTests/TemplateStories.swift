// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Foundation
import Journal
import Planning
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

  @Test("a company with data keeps its model, and a template that does not exist is said with those that do")
  func refused() throws {
    #expect((failure { try choose("trade", in: try company(true)) } as? CycleError)?.code == .workspaceNotEmpty)
    let unknown = failure { try choose("bakery", in: try company()) } as? CycleError
    #expect(unknown?.code == .templateNotKnown && unknown?.hint.english.contains("e-commerce") == true)
  }
}

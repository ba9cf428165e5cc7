// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import Testing
import TradeMeasures
import WarehouseSQLite

@testable import PlanningCycle

/// The small company with its drawer, which learns more about its past as time goes on.
struct PastCompany {
  let company: SmallCompany
  var workspace: Workspace { company.workspace }

  init() throws {
    company = try CashCompany.make()
    _ = try company.store.add(
      NewPerson(login: "sun", name: "孙", passwordHash: "", role: Role.financeDirector.rawValue),
      for: EventDraft(kind: "person.added", actor: .system, idempotencyKey: "sun"), at: company.clock.read())
  }

  /// Rows that come in now.
  @discardableResult
  func bring(_ table: FactTable, reason: String = "", file: String = "补录.csv") throws -> ImportResultRecord {
    let proof = try Access.authorize(SmallCompany.finance, to: To.ImportFacts.self)
    let reading = FactFileReading(
      table: table, rowsRead: table.rowCount, rejected: 0, encoding: "UTF-8", headerLine: 1, findings: [], findingsTotal: 0)
    return try workspace.record(
      proof, reading, fileName: file, fileBytes: nil, key: "bring-\(workspace.revision)", reason: reason)
  }

  func invoice(_ number: String, on: String, _ amount: Int, customer: FactValue = "C1") -> FactTable {
    SmallCompanyFacts.table(
      .invoices,
      [
        [
          "invoice_number": .text(number), "line_number": .number(1), "invoiced_on": .day(day(on)),
          "due_on": .day(day(on).adding(days: 59)),
          "customer": customer, "amount_incl_tax": SmallCompanyFacts.yuan(amount),
        ]
      ])
  }

  /// The company as it was known, opened anew from the store.
  func past(_ question: KnowledgeQuestion) throws -> Workspace {
    try OpenWorkspace.past(store: company.store, environment: workspace.environment, at: try knowledge(question))
  }

  func knowledge(_ question: KnowledgeQuestion) throws -> Knowledge {
    try workspace.knowledge(try Access.authorize(SmallCompany.finance, to: To.ViewPlan.self), question)
  }

  func restatements(_ question: RestatementQuestion = RestatementQuestion()) throws -> Restatements {
    try workspace.restatements(try Access.authorize(SmallCompany.finance, to: To.ViewCompany.self), question).read()
  }

  func figure(_ kind: FactKind, _ text: String) throws -> Restatements.MonthFigure {
    let months = try #require(try restatements().figures.first { $0.kind == kind }).months
    return try #require(months.first { $0.month == month(text) })
  }

  /// Everything that screens show, as text.
  static func readAll(_ standing: Workspace) throws -> [String: String] {
    let person = SmallCompany.finance
    let workspace = try standing.reader(for: person)
    let proof = try Access.authorize(person, to: To.ViewPlan.self)
    let statements = try Access.authorize(person, to: To.ViewStatements.self)
    var texts: [String: String] = [:]
    texts["overview"] = "\(try workspace.overview(proof, grain: .month, period: nil, inclusive: false))"
    texts["income"] = "\(try workspace.statement(statements, .income, month: month("2026-12")))"
    texts["balance"] = "\(try workspace.statement(statements, .balance, month: month("2026-12")))"
    texts["cash"] = "\(try workspace.cashView(try Access.authorize(person, to: To.ViewCash.self), grain: .month))"
    texts["partners"] = "\(try workspace.partnerPayments(try Access.authorize(person, to: To.ViewCash.self)))"
    texts["purchases"] = "\(try workspace.purchasePlan(try Access.authorize(person, to: To.ViewPurchases.self)))"
    texts["explanation"] = "\(try workspace.explain(proof, cell: "cash@2026-12"))"
    texts["forecast"] = "\(try workspace.forecastView(proof, item: "FAN-1", region: "EAST"))"
    texts["alerts"] = "\(workspace.alerts(proof))"
    texts["bridge"] =
      "\(try workspace.measureBridge(proof, MeasureBridgeQuestion(from: .order, to: .invoice, months: month("2026-08")...month("2026-10"))))"
    texts["documents"] = try workspace.documents(proof, matching: "", kind: nil).map { "\($0.id) \($0.amount)" }.joined(separator: "\n")
    texts["cells"] = "\(Digest.sha256(workspace.plan.engine.stateDigestBytes(.everything)).hex)"
    return texts
  }
}

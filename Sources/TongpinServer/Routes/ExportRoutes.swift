// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire
import Workbooks

extension Route {
  /// What a screen shows, as a workbook: numbers as numbers, headers in both languages, one sheet a view.
  static let exports: [Route] = [
    .document(.get, "/api/v1/exports/table", To.ViewPlan.self, "The one table as a workbook") { proof, input, workspace in
      let request = tableRequest(input, workspace)
      let table = try workspace.tableView(proof, request, scenario: try scenario(of: input), since: nil)
      let name = fileName("table", "\(request.from)-\(request.to)")
      return { FileAnswer(name: name, bytes: try table.workbook.xlsx()) }
    },
    .document(.get, "/api/v1/exports/statement", To.ViewStatements.self, "A statement as a workbook") { proof, input, workspace in
      let statement = try statement(proof, input, standing(input, workspace))
      let company = workspace.settings.name
      return {
        FileAnswer(name: fileName(statement.kind.rawValue, statement.month), bytes: try statement.workbook(company: company).xlsx())
      }
    },
    .document(.get, "/api/v1/exports/supply", To.ViewSupply.self, "The supply board and its notices as a workbook") {
      proof, input, workspace in
      let tolerance = try tolerance(input)
      let worked = try board(proof, input, workspace, toleranceDays: tolerance)
      return {
        let board = worked()
        return FileAnswer(name: fileName("supply", board.today.description), bytes: try board.workbook.xlsx())
      }
    },
    .document(.get, "/api/v1/exports/stock-health", To.ViewSupply.self, "Stock health by family and item as a workbook") {
      proof, input, workspace in
      let health = try stockHealth(proof, input, workspace)
      return {
        let view = health()
        return FileAnswer(name: fileName("stock-health", view.asOf.description), bytes: try view.workbook.xlsx())
      }
    },
    .document(.get, "/api/v1/exports/taxes", To.ViewTaxes.self, "Returns and tax payments as a workbook") { proof, input, workspace in
      let taxes = try standing(input, workspace).taxView(proof)
      let name = fileName("taxes", taxes.cutoff.adding(months: 1).description)
      return { FileAnswer(name: name, bytes: try taxes.workbook.xlsx()) }
    },
    .document(.get, "/api/v1/exports/purchases", To.ViewPurchases.self, "The purchase plan, amounts and quantities, as a workbook") {
      proof, input, workspace in
      let plan = try standing(input, workspace).purchasePlan(proof)
      let name = fileName("purchases", plan.weeks.first?.description ?? "plan")
      return { FileAnswer(name: name, bytes: try plan.workbook.xlsx()) }
    },
    .document(.get, "/api/v1/exports/variances", To.ViewPurchases.self, "What was bought against standard cost and budget, as a workbook") {
      proof, input, workspace in
      let view = try purchaseVariances(proof, input, try standing(input, workspace))
      return { FileAnswer(name: fileName("variances", "\(view.from)-\(view.to)"), bytes: try view.workbook.xlsx()) }
    },
    .document(.get, "/api/v1/exports/targets", To.ViewPlan.self, "An annual target by place and by period as a workbook") {
      proof, input, workspace in
      let view = try target(proof, input, workspace)
      let company = workspace.settings.name
      return {
        FileAnswer(name: fileName("target-\(view.measure.rawValue)", view.span), bytes: try view.workbook(company: company).xlsx())
      }
    },
    .document(.get, "/api/v1/exports/reconciliation", To.ViewPlan.self, "A month's reconciliation of the regions as a workbook") {
      proof, input, workspace in
      let view = try reconciliationView(proof, try input.required("month"), workspace)
      return { FileAnswer(name: fileName("reconciliation", view.month.description), bytes: try view.workbook.xlsx()) }
    },
    .document(.get, "/api/v1/exports/review", To.ViewPlan.self, "A month's review, factors by area, causes and actions, as a workbook") {
      proof, input, workspace in
      let view = try review(proof, try input.required("month"), workspace)
      return { FileAnswer(name: fileName("review", view.month.description), bytes: try view.workbook(company: view.company).xlsx()) }
    },
    .document(
      .get, "/api/v1/exports/thread", To.ViewPlan.self, "A thread, comment by comment and with what they said before, as a workbook"
    ) {
      proof, input, workspace in
      let view = try workspace.thread(proof, try threadNumber(try input.required("thread")))
      let company = workspace.settings.name
      return { FileAnswer(name: fileName("thread", "\(view.id)"), bytes: try view.workbook(company: company).xlsx()) }
    },
    .document(.get, "/api/v1/exports/orders", To.ViewPurchases.self, "Released orders, line by line, as a workbook") {
      proof, _, workspace in
      let book = workspace.orderBook(proof)
      return { FileAnswer(name: fileName("orders", book.today.description), bytes: try book.workbook.xlsx()) }
    },
  ]

  static func fileName(_ view: String, _ period: String) -> String { "tongpin-\(view)-\(period).xlsx" }
}

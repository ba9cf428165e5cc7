// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import SalesAnalytics
import Wire

extension Route {
  static let customers: [Route] = [
    .reading(
      .get, "/api/v1/customers", To.ViewPlan.self, "Scores, order cycles, churn signs and payment behaviour of customers, a page at a time"
    ) {
      proof, input, workspace in
      let query = try SalesQuery(input, salesDay: workspace.salesDay, span: .twelveMonths)
      let offset = try query.whole("offset", in: 0...1_000_000, otherwise: 0)
      let limit = try query.whole("limit", in: 1...2_000, otherwise: 200)
      let wanted = try wanted(query)
      let page = try CustomerPage(proof, query, workspace)
      let revision = workspace.revision
      return .values { page.json(revision: revision, found: page.rows(wanted), offset: offset, limit: limit) }
    },
    .reading(
      .get, "/api/v1/customer-bridge", To.ViewPlan.self,
      "New, returned, grown, shrunk and lost customers and their orders, period by period"
    ) {
      proof, input, workspace in
      let query = try SalesQuery(input, salesDay: workspace.salesDay, span: .twelveMonths)
      let bridge = try workspace.customerBridge(
        proof, by: try query.dimension(isTime: true, otherwise: .month), in: query.period, asOf: query.asOf, filters: query.filters)
      let revision = workspace.revision
      return .values { bridge.json(revision: revision, asOf: query.asOf, period: query.period) }
    },
    .salesFile("/api/v1/exports/customers", "What customers answers, all rows, as a workbook, or as CSV with format=csv") {
      proof, input, workspace in
      let query = try SalesQuery(input, salesDay: workspace.salesDay, span: .twelveMonths)
      let wanted = try wanted(query)
      let page = try CustomerPage(proof, query, workspace)
      return { page.sheets(page.rows(wanted)) }
    },
  ]

  private static func wanted(_ query: SalesQuery) throws -> CustomerPage.Wanted {
    var wanted = CustomerPage.Wanted()
    wanted.signs = try query.choices("sign", OrderCycle.Sign.self)
    wanted.segments = try query.choices("segment", RFMScores.Segment.self)
    wanted.territory = query.text("territory")
    wanted.customer = query.text("customer")
    wanted.words = String((query.text("words") ?? "").prefix(200))
    wanted.owes = try query.choice("owes", otherwise: .any)
    let order = query.text("sort") ?? "code"
    wanted.isFalling = order.hasPrefix("-")
    wanted.order = try query.known(String(order.drop { $0 == "-" }), CustomerPage.Order.self, "sort")
    return wanted
  }
}

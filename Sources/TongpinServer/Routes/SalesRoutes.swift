// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import SalesAnalytics
import Wire
import Workbooks

extension Route {
  static let sales: [Route] = [
    .reading(.get, "/api/v1/sales-measures", To.ViewPlan.self, "By what sales are grouped and filtered, and what is measured") {
      proof, _, workspace in
      let (revision, day, seesCost) = (workspace.revision, workspace.salesDay, seesCost(proof.person))
      return .values {
        .object([
          .init("revision", .integer(revision)), .init("asOf", .day(day)), .init("seesCost", JSON(seesCost)),
          .init("dimensions", JSON(SalesDimension.allCases) { $0.json }),
          .init("measures", JSON(SalesMeasure.allCases.filter { seesCost || !$0.tellsCost }) { $0.json }),
          .init("usual", JSON(usualMeasures(seesCost)) { .string($0.rawValue) }),
          .init("comparisons", JSON(SalesAnswer.Comparison.allCases) { .string($0.rawValue) }),
        ])
      }
    },
    .reading(
      .get, "/api/v1/sales-analysis", To.ViewPlan.self, "Orders, deliveries, invoices and receipts by dimensions, beside an earlier period"
    ) {
      proof, input, workspace in
      let (query, answer, revision) = (try salesQuery(input, workspace), try salesAnswer(proof, input, workspace), workspace.revision)
      let offset = try query.whole("offset", in: 0...1_000_000, otherwise: 0)
      let limit = try query.whole("limit", in: 1...5_000, otherwise: 500)
      let rows = try ordered(answer, query)
      return .values { answer.json(revision: revision, page: rows.dropFirst(offset).prefix(limit), offset: offset) }
    },
    .reading(.get, "/api/v1/sales-growth", To.ViewPlan.self, "A measure period by period with its growth, and around each Spring Festival")
    {
      proof, input, workspace in
      let query = try SalesQuery(input, salesDay: workspace.salesDay, span: .twoYears)
      let growth = try workspace.salesGrowth(
        proof, of: try query.measure("measure", otherwise: .orderedInclTax), by: try query.dimension(isTime: true, otherwise: .month),
        in: query.period, asOf: query.asOf, filters: query.filters,
        alike: try query.choice("alike", otherwise: SalesAnswer.Alike.days) == .days ? .days : .workdays)
      let revision = workspace.revision
      return .values { growth.json(revision: revision, asOf: query.asOf, period: query.period) }
    },
    .reading(.get, "/api/v1/sales-classes", To.ViewPlan.self, "ABC by a measure and XYZ by steadiness of the members of a dimension") {
      proof, input, workspace in
      let query = try SalesQuery(input, salesDay: workspace.salesDay, span: .twelveMonths)
      let asked = try ranking(query, otherwise: .item, .orderedExclTax)
      let (a, b) = (try query.thousandths("a", otherwise: 800), try query.thousandths("b", otherwise: 950))
      let limit = try query.whole("limit", in: 1...5_000, otherwise: 1_000)
      let classes = try workspace.classifySales(
        proof, asked.dimension, by: asked.measure, steadiness: asked.steadiness, question(query), a: a, b: b)
      let revision = workspace.revision
      return .values { classes.json(revision: revision, asked, a: a, b: b, limit: limit) }
    },
    .reading(
      .get, "/api/v1/sales-concentration", To.ViewPlan.self, "How much rests on few: shares of the largest, and the index of them all"
    ) {
      proof, input, workspace in
      let query = try SalesQuery(input, salesDay: workspace.salesDay, span: .twelveMonths)
      let asked = try ranking(query, otherwise: .customer, .orderedInclTax)
      let limit = try query.whole("limit", in: 1...5_000, otherwise: 200)
      let found = try workspace.salesConcentration(proof, of: asked.measure, over: asked.dimension, question(query))
      let revision = workspace.revision
      return .values { found.json(revision: revision, asked, limit: limit) }
    },
    .salesFile("/api/v1/exports/sales-analysis", "What sales-analysis answers, all rows, as a workbook, or as CSV with format=csv") {
      proof, input, workspace in
      let (query, answer) = (try salesQuery(input, workspace), try salesAnswer(proof, input, workspace))
      let rows = try ordered(answer, query)
      return { answer.sheets(rows) }
    },
  ]

  static func seesCost(_ person: Person) -> Bool { (try? Access.require(person, .viewCost)) != nil }

  /// What a reader sees first: how much was ordered, left, was billed and paid, what is open, whether it was in time, what it earned.
  private static func usualMeasures(_ seesCost: Bool) -> [SalesMeasure] {
    [.orderedInclTax, .netDeliveredInclTax, .invoicedInclTax, .collected, .backlogInclTax, .onTimeLines]
      + (seesCost ? [.orderMarginShare] : [])
  }

  private static func salesQuery(_ input: RouteInput, _ workspace: Workspace) throws -> SalesQuery {
    try SalesQuery(input, salesDay: workspace.salesDay, span: .thisYear)
  }

  private static func salesAnswer(_ proof: Authorized<To.ViewPlan>, _ input: RouteInput, _ workspace: Workspace) throws -> SalesAnswer {
    let query = try salesQuery(input, workspace)
    let question = SalesQuestion(
      try query.measures(otherwise: usualMeasures(seesCost(proof.person))), by: try query.dimensions(otherwise: [.territory]),
      in: query.period,
      asOf: query.asOf, filters: query.filters, graceDays: try query.whole("graceDays", in: 0...3650, otherwise: 0))
    return try SalesAnswer(
      proof, question, try query.choice("compare", otherwise: .none), try query.choice("alike", otherwise: .days),
      try query.choice("hierarchy", otherwise: .now), workspace)
  }

  private static func ordered(_ answer: SalesAnswer, _ query: SalesQuery) throws -> [SalesAnswer.Row] {
    let order = query.text("sort")
    guard let rows = answer.sorted(order) else {
      let known = answer.question.measures.map(\.rawValue).joined(separator: ", ")
      throw Problem.request(
        "request.value-not-known", zh: "sort 没有 \(order ?? "")；可用：\(known)，前面可加 - 和 growth.",
        en: "sort has no \(order ?? ""); known are \(known), with - or growth. before them", parameters: ["name": "sort"])
    }
    return rows
  }

  private static func ranking(_ query: SalesQuery, otherwise dimension: SalesDimension, _ measure: SalesMeasure) throws -> SalesRanking {
    SalesRanking(
      dimension: try query.dimension(isTime: false, otherwise: dimension), measure: try query.measure("measure", otherwise: measure),
      steadiness: try query.measure("steadiness", otherwise: .orderedQuantity), period: query.period, asOf: query.asOf)
  }

  private static func question(_ query: SalesQuery) -> SalesQuestion {
    SalesQuestion([.orderedInclTax], in: query.period, asOf: query.asOf, filters: query.filters)
  }

  /// A workbook, or its first sheet as CSV. Needs the right to export as well.
  static func salesFile(
    _ pattern: String, _ summary: String,
    _ work: @escaping @Sendable (Authorized<To.ViewPlan>, RouteInput, Workspace) throws -> @Sendable () -> SalesSheets
  ) -> Route {
    Route(method: .get, pattern: pattern, permissions: [.viewPlan, .exportData], bodyLimit: 1 << 10, summary: summary, isReading: true) {
      input, workspace in
      try Access.require(input.person, .exportData)
      let isCSV = try exportFormat(input) == "csv"
      let isChinese = input.language != "en"
      let sheets = try work(try Access.authorize(input.person, to: To.ViewPlan.self), input, workspace)
      return .document {
        let made = sheets()
        return FileAnswer(
          name: "tongpin-\(made.name).\(isCSV ? "csv" : "xlsx")",
          bytes: isCSV ? made.sheets[0].csv(isChinese: isChinese) : try Workbook(made.sheets).xlsx())
      }
    }
  }

  private static func exportFormat(_ input: RouteInput) throws -> String {
    let format = input.query["format"].flatMap { $0.isEmpty ? nil : $0 } ?? "xlsx"
    guard ["csv", "xlsx"].contains(format) else {
      throw Problem.request(
        "request.value-not-known", zh: "format 没有 \(format)；可用：csv, xlsx", en: "format has no \(format); known are csv, xlsx",
        parameters: ["name": "format", "value": .string(format)])
    }
    return format
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let table: [Route] = [
    .route(.get, "/api/v1/table", To.ViewPlan.self, "The one table: measures by month, quarter or year") {
      proof, input, workspace in
      let request = tableRequest(input, workspace)
      let scenario = try scenario(of: input)
      return try workspace.tableView(proof, request, scenario: scenario, since: input.query["since"].flatMap { Int64($0) }).json(
        revision: workspace.revision, scenario: try scenario.map { try workspace.readScenario(proof, $0) })
    }
  ]

  /// Which part of the table a request asks for; this year and the next when it does not say.
  static func tableRequest(_ input: RouteInput, _ workspace: Workspace) -> TableRequest {
    let year = workspace.planningDay.year
    let compare = (input.query["compare"] ?? "").split(separator: ",")
    return TableRequest(
      from: input.query["from"].flatMap { Month(iso: $0) } ?? Month(year: year, month: 1),
      to: input.query["to"].flatMap { Month(iso: $0) } ?? Month(year: year + 1, month: 12),
      grain: TableView.Grain(rawValue: input.query["grain"] ?? "month") ?? .month,
      region: input.query["region"].flatMap { $0.isEmpty || $0 == "ALL" ? nil : $0 },
      comparesBudget: compare.contains("budget"), comparesLastYear: compare.contains("lastYear"),
      comparesPlan: compare.contains("plan"))
  }
}

extension TableAnswer {
  func json(revision: Int64, scenario: ScenarioEntry?) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("since", since.map { .integer($0) } ?? .null),
      .init("scenario", scenario?.json ?? .null),
      .init(
        "basis",
        .object([
          .init("tax", .string("both")),
          .init(
            "note",
            .bilingual("订单、应收应付、现金含税；收入、成本、费用不含税", "orders, receivables, payables and cash include tax; revenue, cost and expenses do not")),
        ])),
      .init(
        "columns",
        JSON(columns) { column in
          .object([
            .init("id", .string(column.id)), .init("label", .text(column.label)), .init("isActual", JSON(column.isActual)),
          ])
        }),
      .init("rows", JSON(rows) { $0.json }),
    ])
  }
}

extension TableView.Row {
  fileprivate var json: JSON {
    let decimals = isPercent ? 6 : 2
    func figures(_ values: [Double?]) -> JSON { JSON(values) { .figure($0, decimals: decimals) } }
    var compare: [JSON.Member] = []
    if let budget { compare.append(.init("budget", figures(budget))) }
    if let running { compare.append(.init("plan", figures(running))) }
    if let lastYear { compare.append(.init("lastYear", figures(lastYear))) }
    return .object(
      [
        .init("id", .string(address)), .init("parent", JSON(parent)), .init("level", JSON(level)),
        .init("section", .text(section)), .init("measure", .string(measure)), .init("label", .text(label)),
        .init("unit", .string(unit)), .init("good", JSON(good)), .init("isEditable", JSON(isEditable)),
        .init("note", note.map { .text($0) } ?? .null), .init("basis", JSON(basis)),
        .init("basisLabel", basis.map { .basis($0) } ?? .null),
        .init("hasChildren", JSON(hasChildren)), .init("values", figures(values)), .init("compare", .object(compare)),
      ] + (checks.map { [.init("checks", JSON($0) { JSON($0) }), .init("failure", failure.map { .text($0) } ?? .null)] } ?? []))
  }
}

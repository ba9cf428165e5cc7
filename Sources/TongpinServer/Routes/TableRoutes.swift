// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let table: [Route] = [
    .values(.get, "/api/v1/table", To.ViewPlan.self, "The one table: measures by month, quarter or year") {
      proof, input, workspace in
      let request = tableRequest(input, workspace)
      let scenario = try scenario(of: input)
      let answer = try workspace.tableView(
        proof, request, scenario: scenario, since: input.query["since"].flatMap { Int64($0) }, only: try rows(of: input))
      let entry = try scenario.map { try workspace.readScenario(proof, $0) }
      let revision = workspace.revision
      let isPacked = input.query["figures"] == "packed"
      return { answer.json(revision: revision, scenario: entry, isPacked: isPacked) }
    }
  ]

  /// At most this many rows may be asked for first.
  private static let rowLimit = 1_000

  /// Ids of rows as a JSON list; nil when all are asked for.
  private static func rows(of input: RouteInput) throws -> Swift.Set<String>? {
    guard let text = input.query["rows"] else { return nil }
    guard let list = try? JSON(reading: Array(text.utf8)).elements, list.count <= rowLimit else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 rows 应为至多 \(rowLimit) 个行号的 JSON 列表",
        en: "the query parameter rows is a JSON list of at most \(rowLimit) row ids", parameters: ["name": .string("rows")])
    }
    return Swift.Set(list.compactMap(\.text))
  }

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
  /// - Parameter isPacked: rows that moved come as ids and figures alone.
  func json(revision: Int64, scenario: ScenarioEntry?, isPacked: Bool) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("since", since.map { .integer($0) } ?? .null), .init("isPart", JSON(isPart)),
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
      .init("rows", JSON(rows) { isPacked && since != nil ? $0.packed : $0.json }),
    ])
  }
}

extension TableView.Row {
  private var decimals: Int { isPercent ? 6 : 2 }

  private func comparisons(_ figures: ([Double?]) -> JSON) -> JSON {
    var compare: [JSON.Member] = []
    if let budget { compare.append(.init("budget", figures(budget))) }
    if let running { compare.append(.init("plan", figures(running))) }
    if let lastYear { compare.append(.init("lastYear", figures(lastYear))) }
    return .object(compare)
  }

  private var judgement: [JSON.Member] {
    checks.map { [.init("checks", JSON($0) { JSON($0) }), .init("failure", failure.map { .text($0) } ?? .null)] } ?? []
  }

  /// What moves: the reader knows the rest.
  fileprivate var packed: JSON {
    func figures(_ values: [Double?]) -> JSON { .packed(values, decimals: decimals) }
    return .object([.init("id", .string(address)), .init("values", figures(values)), .init("compare", comparisons(figures))] + judgement)
  }

  fileprivate var json: JSON {
    func figures(_ values: [Double?]) -> JSON { JSON(values) { .figure($0, decimals: decimals) } }
    return .object(
      [
        .init("id", .string(address)), .init("parent", JSON(parent)), .init("level", JSON(level)),
        .init("section", .text(section)), .init("measure", .string(measure)), .init("label", .text(label)),
        .init("unit", .string(unit)), .init("good", JSON(good)), .init("isEditable", JSON(isEditable)),
        .init("note", note.map { .text($0) } ?? .null), .init("basis", JSON(basis)),
        .init("basisLabel", basis.map { .basis($0) } ?? .null),
        .init("hasChildren", JSON(hasChildren)), .init("values", figures(values)), .init("compare", comparisons(figures)),
      ] + judgement)
  }
}

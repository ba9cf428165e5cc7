// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire
import Workbooks

extension Route {
  /// The view that somebody looks at, taken along as a workbook and brought back.
  static let viewSheets: [Route] = [
    .document(
      .post, "/api/v1/table/download", To.ViewPlan.self, bodyLimit: 2 << 20,
      "The view of the table that somebody looks at, as a workbook with live formulas"
    ) { proof, input, workspace in
      let request = try viewSheetRequest(try input.json(), workspace)
      let sheet = try workspace.viewSheet(proof, request)
      let name = fileName("view", "\(request.table.from)-\(request.table.to)")
      return { FileAnswer(name: name, bytes: try sheet.workbook.xlsx()) }
    },
    .workbook(
      .post, "/api/v1/table/upload", To.ViewPlan.self, bodyLimit: 20 << 20,
      "What a downloaded view that comes back would change; nothing is kept"
    ) { proof, file, workspace in
      try workspace.returnedSheet(proof, file).json
    },
  ]

  /// This year and the next when it does not say.
  private static func viewSheetRequest(_ body: JSON, _ workspace: Workspace) throws -> ViewSheetRequest {
    let year = workspace.planningDay.year
    let beside = (body["compare"]?.elements ?? []).compactMap { $0.text.flatMap { ViewSheet.Column.Kind(rawValue: $0) } }
    let scenario = body["scenario"]?.whole
    let shown = ViewSheetRequest.beside(beside, isScenario: scenario != nil)
    let table = TableRequest(
      from: body["from"]?.text.flatMap { Month(iso: $0) } ?? Month(year: year, month: 1),
      to: body["to"]?.text.flatMap { Month(iso: $0) } ?? Month(year: year + 1, month: 12),
      grain: body["grain"]?.text.flatMap { TableView.Grain(rawValue: $0) } ?? .month,
      region: body["region"]?.text.flatMap { $0.isEmpty || $0 == "ALL" ? nil : $0 }, comparesBudget: shown.contains(.budget),
      comparesLastYear: shown.contains(.lastYear), comparesPlan: shown.contains(.plan))
    return ViewSheetRequest(
      table: table, scenario: scenario, rows: (body["rows"]?.elements).map { Swift.Set($0.compactMap(\.text)) },
      unit: body["unit"]?.text.flatMap { SheetUnit(rawValue: $0) } ?? .yuan, beside: shown, withMonths: body["months"]?.flag ?? false)
  }
}

extension SheetReturn {
  fileprivate var json: JSON {
    .object([
      .init("revision", .integer(revision)), .init("scenario", scenario.map { .integer($0) } ?? .null),
      .init(
        "exported",
        .object([
          .init("revision", .integer(exportedRevision)), .init("at", .string(exportedAt)), .init("login", .string(exportedBy.login)),
          .init("name", .string(exportedBy.name)),
        ])),
      .init("changes", JSON(changes) { $0.json }), .init("refusals", JSON(refusals) { $0.json }), .init("unchanged", JSON(unchanged)),
      .init("alreadySo", JSON(alreadySo)), .init("missing", JSON(missing)),
    ])
  }
}

extension SheetReturn.Change {
  fileprivate var json: JSON {
    func figure(_ value: Double?) -> JSON { .figure(value, decimals: isPercent ? 6 : 2) }
    return .object([
      .init("cell", .string(cell)), .init("label", .text(label)), .init("period", .text(period)), .init("unit", .string(unit)),
      .init("place", .string(place)), .init("exported", figure(exported)), .init("now", figure(now)), .init("typed", figure(typed)),
      .init("value", .string(value)), .init("isTotal", JSON(isTotal)), .init("isFormula", JSON(isFormula)),
      .init("isConflict", JSON(isConflict)),
    ])
  }
}

extension SheetReturn.Refusal {
  fileprivate var json: JSON {
    .object([
      .init("reason", .string(reason.rawValue)), .init("cell", .string(cell)), .init("label", .text(label)), .init("period", .text(period)),
      .init("place", .string(place)), .init("typed", .string(typed)), .init("words", .text(words)), .init("hint", .text(hint)),
    ])
  }
}

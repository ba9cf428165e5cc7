// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let statements: [Route] = [
    .reading(.get, "/api/v1/statement", To.ViewStatements.self, "A statement of one month: income, balance sheet or cash flow") {
      proof, input, workspace in
      .ready(try statement(proof, input, workspace).json(revision: workspace.revision))
    }
  ]

  /// The statement that a request asks for, of the plan or scenario that the workspace stands for.
  static func statement(_ proof: Authorized<To.ViewStatements>, _ input: RouteInput, _ workspace: Workspace) throws -> StatementView {
    guard let kind = StatementView.Kind(rawValue: input.query["kind"] ?? "income") else {
      throw notReadable("kind", "income, balance, cash")
    }
    guard let layout = StatementView.Layout(rawValue: input.query["layout"] ?? "chinese") else {
      throw notReadable("layout", "chinese, international")
    }
    let month = try input.query["month"].map { text in
      guard let month = Month(iso: text) else { throw notReadable("month", "2026-10") }
      return month
    }
    return try workspace.statement(proof, kind, layout: layout, month: month)
  }

  private static func notReadable(_ name: String, _ allowed: String) -> Problem {
    Problem.request(
      "request.query-not-readable", zh: "查询参数 \(name) 应为 \(allowed)", en: "the query parameter \(name) is one of \(allowed)",
      parameters: ["name": .string(name)])
  }
}

extension StatementView {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("kind", .string(kind.rawValue)), .init("layout", .string(layout.rawValue)),
      .init("month", .string(month)), .init("isActual", JSON(isActual)),
      .init(
        "columns",
        JSON(columns) {
          .object([.init("key", .string($0.key)), .init("label", .text($0.label)), .init("isActual", JSON($0.isActual))])
        }),
      .init("lines", JSON(lines) { $0.json }),
      .init("checks", JSON(checks) { $0.json }),
    ])
  }
}

extension StatementView.Line {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("rank", .string(rank.rawValue)), .init("cell", JSON(cell)),
      .init("isUnplanned", JSON(isUnplanned)), .init("values", JSON(values) { $0.map { .money($0) } ?? .null }),
    ])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let previews: [Route] = [
    .route(
      .post, "/api/v1/preview", To.ViewPlan.self, bodyLimit: 5 << 20, "What a command would move, by department; nothing is kept"
    ) { proof, input, workspace in
      switch try draftedChange(of: input) {
      case .cells(let cells, let holds, let scenario):
        return try workspace.previewCells(proof, cells, holds: holds, scenario: scenario).json(revision: workspace.revision)
      case .deal(let code, let change):
        return try workspace.previewDeal(
          try Access.authorize(proof.person, to: To.EditDeal.self), code: code, change: change
        ).json(revision: workspace.revision)
      }
    },
    .route(
      .post, "/api/v1/preview/explain", To.ViewPlan.self, bodyLimit: 5 << 20, "Why a figure of a preview would move; nothing is kept"
    ) { proof, input, workspace in
      let change = try draftedChange(of: input)
      let cell = try text(try input.json(), "cell")
      switch change {
      case .cells(let cells, let holds, let scenario):
        return try workspace.explainPreview(proof, cell: cell, of: cells, holds: holds, scenario: scenario).json
      case .deal(let code, let change):
        return try workspace.explainPreview(
          try Access.authorize(proof.person, to: To.EditDeal.self), cell: cell, ofDeal: code, change: change
        ).json
      }
    },
  ]

  /// A command that may be previewed, as it is written in `kind` and `payload`.
  private enum DraftedChange {
    case cells([TypedCell], holds: [String], scenario: Int64?)
    case deal(code: String, DealChange)
  }

  private static func draftedChange(of input: RouteInput) throws -> DraftedChange {
    let body = try input.json()
    let payload = body["payload"] ?? .object([])
    switch body["kind"]?.text ?? "" {
    case "edit-cells":
      let (cells, holds) = try typedCells(payload)
      return .cells(cells, holds: holds, scenario: payload["scenario"]?.whole)
    case "update-deal":
      return .deal(code: try text(payload, "deal"), try dealChange(payload))
    default:
      throw Problem.request(
        "request.value-not-known", zh: "可以预览的是 edit-cells 和 update-deal", en: "edit-cells and update-deal can be previewed",
        parameters: ["value": .string(body["kind"]?.text ?? "")])
    }
  }
}

extension Impact {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("label", .text(label)), .init("departments", JSON(shares) { $0.json }),
      .init(
        "weeks",
        JSON(weeks) {
          .object([
            .init("first", .day($0.first)), .init("cell", .string($0.cell)), .init("old", .money($0.old)), .init("new", .money($0.new)),
          ])
        }),
      .init(
        "shortfall", .object([.init("old", shortfall.old?.json ?? .null), .init("new", shortfall.new?.json ?? .null)])),
      .init("raised", JSON(raised) { $0.liveJSON }), .init("settled", JSON(settled) { $0.liveJSON }),
      .init("failing", JSON(failing) { .text($0) }),
    ])
  }
}

extension Impact.Share {
  fileprivate var json: JSON {
    .object([
      .init("department", .string(department.rawValue)),
      .init(
        "figures",
        JSON(figures) { figure in
          .object([
            .init("measure", .string(figure.measure)), .init("label", .text(figure.label)), .init("unit", .string(figure.unit)),
            .init("good", JSON(figure.good)), .init("money", JSON(figure.isMoney)), .init("old", .money(figure.old)),
            .init("new", .money(figure.new)), .init("change", .money(figure.change)), .init("months", JSON(figure.months) { $0.json }),
          ])
        }),
      .init(
        "parts",
        JSON(parts) { part in
          .object([
            .init("measure", .string(part.measure)), .init("code", .string(part.code)), .init("name", .text(part.name)),
            .init("unit", .string(part.unit)), .init("change", .money(part.change)), .init("months", JSON(part.months) { $0.json }),
          ])
        }),
    ])
  }
}

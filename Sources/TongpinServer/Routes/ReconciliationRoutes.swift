// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import Journal
import PlanningCycle
import Wire

extension Route {
  static let reconciliations: [Route] = [
    .reading(
      .get, "/api/v1/reconciliations", To.ViewPlan.self,
      "A closed month by region from budget and forecast to orders, shipments, invoices and receipts, with what lies between, and who signed"
    ) { proof, input, workspace in
      let view = try reconciliationView(proof, input.query["month"], workspace)
      let revision = workspace.revision
      return .values { view.json(revision: revision) }
    }
  ]

  static func reconciliationView(_ proof: Authorized<To.ViewPlan>, _ month: String?, _ workspace: Workspace) throws -> ReconciliationsView {
    try workspace.reconciliations(proof, month: try month.map { try reconciledMonth($0) })
  }

  static func reconciledMonth(_ text: String) throws -> Month {
    guard let month = Month(iso: text) else {
      throw Problem.request(
        "request.query-not-readable", zh: "month 应为 2026-10 这样的月份", en: "month is a month such as 2026-10",
        parameters: ["name": .string("month")])
    }
    return month
  }

  /// The commands about reconciliations.
  static func applyToReconciliation(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let region = try text(payload, "region")
    if kind == .setPair {
      var logins: [ReconciliationSide: String] = [:]
      for side in ReconciliationSide.allCases { logins[side] = payload[side.rawValue]?.text }
      return try workspace.setPair(try Access.authorize(proof.person, to: To.Approve.self), region: region, logins, context: context)
    }
    let word = try text(payload, "side")
    guard let side = ReconciliationSide(rawValue: word) else { throw notOneOf("side", ReconciliationSide.allCases.map(\.rawValue)) }
    return try workspace.signReconciliation(
      proof, region: region, month: try reconciledMonth(try text(payload, "month")), side: side, content: try text(payload, "content"),
      context: context)
  }
}

extension ReconciliationsView {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("company", .text(company)), .init("month", .month(month)),
      .init("months", JSON(months) { .month($0) }), .init("due", .day(due)), .init("today", .day(today)),
      .init("regions", JSON(regions) { $0.json }),
      .init(
        "people",
        JSON(people) { .object([.init("login", .string($0.login)), .init("name", .text($0.name)), .init("role", .text($0.role))]) }),
      .init("mayPair", JSON(mayPair)),
    ])
  }
}

extension ReconciliationView {
  fileprivate var json: JSON {
    let stations = Reconciliation.Station.allCases.filter { figures.stations[$0] != nil }
    return .object([
      .init("region", .string(figures.region)), .init("label", .text(label)), .init("content", .string(content.hex)),
      .init("isFrozen", JSON(isFrozen)), .init("hasMovedSince", JSON(hasMovedSince)), .init("residual", .money(figures.residual)),
      .init(
        "stations",
        JSON(stations) {
          .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label)), .init("amount", .money(figures.stations[$0]))])
        }),
      .init("steps", JSON(figures.steps) { step(_: $0) }), .init("signatures", JSON(signatures) { $0.json }),
    ])
  }

  private func step(_ step: Reconciliation.Step) -> JSON {
    .object([
      .init("from", .string(step.from.rawValue)), .init("to", .string(step.to.rawValue)),
      .init(
        "items",
        JSON(step.items) {
          .object([
            .init("key", .string($0.key)), .init("label", .text($0.label)), .init("amount", .money($0.amount)),
            .init("count", JSON($0.count)),
          ])
        }), .init("residual", .money(figures.residual(step))),
    ])
  }
}

extension ReconciliationView.Signature {
  fileprivate var json: JSON {
    .object([
      .init("side", .string(side.rawValue)), .init("name", name.map { .text($0) } ?? .null),
      .init("login", login.map { .string($0) } ?? .null), .init("isNamed", JSON(isNamed)),
      .init("at", at.map { .integer($0.millisecondsSinceEpoch) } ?? .null), .init("by", by.map { .text($0) } ?? .null),
      .init("isValid", JSON(isValid)), .init("isMine", JSON(isMine)),
    ])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Quantities
import Wire

extension Route {
  static let syncNodes: [Route] = [
    .reading(
      .get, "/api/v1/sync-nodes", To.ViewPlan.self,
      "Large deals won, slipped or lost, customers lost, receipts and supply late: with what each does to revenue and cash"
    ) { proof, input, workspace in
      var since: Day?
      if let text = input.query["since"] {
        guard let day = Day(iso: text) else {
          throw Problem.request(
            "request.query-not-readable", zh: "since 应为 2026-11-01 这样的日期", en: "since is a day such as 2026-11-01",
            parameters: ["name": .string("since")])
        }
        since = day
      }
      let view = try workspace.syncNodes(proof, since: since, mayLag: true)
      return .values { view.json }
    }
  ]

  static func setLargeDeal(
    _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    guard let text = payload["amount"]?.decimalText, let amount = Amount(text, .cny) else {
      throw Problem.request(
        "request.field-not-readable", zh: "amount 应为元的金额", en: "amount is an amount of money", parameters: ["name": .string("amount")])
    }
    return try workspace.setLarge(
      try Access.authorize(proof.person, to: To.Approve.self), amount: amount.minorUnits, context: context)
  }
}

extension SyncNodesView {
  fileprivate var json: JSON {
    .object([
      .init("revision", .integer(revision)), .init("since", .day(since)), .init("today", .day(today)), .init("large", .money(large)),
      .init("nodes", JSON(nodes) { $0.json }), .init("count", JSON(count)), .init("mayEdit", JSON(mayEdit)),
    ])
  }
}

extension SyncNode {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("kind", .string(kind.rawValue)), .init("subject", .text(subject)), .init("detail", .text(detail)),
      .init("region", region.map { .text($0) } ?? .null), .init("owner", owner.map { .text($0) } ?? .null), .init("on", .day(on)),
      .init("from", .day(from)), .init("to", .day(to)), .init("amount", .money(amount)), .init("impact", impact?.json ?? .null),
      .init("link", .string(link)),
    ])
  }
}

extension SyncNode.Impact {
  fileprivate var json: JSON {
    .object([
      .init("basis", .string(basis.rawValue)), .init("revenue", .money(revenue)), .init("receipts", .money(receipts)),
      .init(
        "months",
        JSON(months) {
          .object([.init("month", .month($0.month)), .init("revenue", .money($0.revenue)), .init("receipts", .money($0.receipts))])
        }),
      .init(
        "lowest", lowest.map { .object([.init("without", .money($0.without)), .init("with", .money($0.with))]) } ?? .null),
    ])
  }
}

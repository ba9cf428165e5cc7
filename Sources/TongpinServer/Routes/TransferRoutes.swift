// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let transfers: [Route] = [
    .reading(
      .get, "/api/v1/cash/transfers", To.ViewCash.self, "Transfers between own accounts: planned, and suggested where one is overdrawn"
    ) {
      proof, _, workspace in
      .ready(try workspace.transfersView(proof).json(revision: workspace.revision))
    }
  ]

  /// The commands about transfers.
  static func applyToTransfer(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let proof = try Access.authorize(context.person, to: To.ViewCash.self)
    func missing(_ name: String) -> Problem {
      Problem.request("request.field-missing", zh: "缺少 \(name)", en: "\(name) is missing", parameters: ["name": .string(name)])
    }
    if kind == .cancelTransfer {
      guard let transfer = payload["transfer"]?.whole else { throw missing("transfer") }
      return try workspace.cancelTransfer(proof, transfer, context: context)
    }
    guard let day = try day(payload, "on") else { throw missing("on") }
    return try workspace.planTransfer(
      proof, from: try text(payload, "from"), to: try text(payload, "to"), on: day, amount: payload["amount"]?.decimalText ?? "",
      context: context)
  }
}

extension TransfersView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("today", .day(today)),
      .init(
        "accounts",
        JSON(accounts) {
          .object([.init("code", .string($0.code)), .init("name", .text($0.name)), .init("balance", .money($0.balance))])
        }),
      .init("planned", JSON(planned) { $0.json }),
      .init(
        "suggested",
        JSON(suggested) { one in
          .object([
            .init("from", .string(one.transfer.from)), .init("to", .string(one.transfer.to)), .init("on", .day(one.transfer.day)),
            .init("amount", .money(one.transfer.amount)), .init("overdrawnOn", .day(one.overdrawnOn)), .init("lowest", .money(one.lowest)),
            .init("giverLowest", .money(one.giverLowest)), .init("cost", .money(0)),
          ])
        }),
    ])
  }
}

extension OwnTransfer {
  fileprivate var json: JSON {
    .object([
      .init("transfer", .integer(event)), .init("from", .string(from)), .init("to", .string(to)), .init("on", .day(day)),
      .init("amount", .money(amount)), .init("reason", .string(reason)),
    ])
  }
}

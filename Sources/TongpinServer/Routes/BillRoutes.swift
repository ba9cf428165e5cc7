// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Quantities
import Wire

extension Route {
  static let bills: [Route] = [
    .route(.get, "/api/v1/bills", To.ViewCash.self, "Every bill with where it is and when it turns into money") { proof, input, workspace in
      try workspace.billsView(proof, scenario: try scenario(of: input)).json(revision: workspace.revision)
    }
  ]

  /// The command `plan-bill-step`.
  static func planBillStep(_ payload: JSON, _ context: CommandContext, _ workspace: Workspace) throws -> CommandOutcome {
    guard let day = try day(payload, "on") else {
      throw Problem.request("request.field-missing", zh: "缺少 on", en: "on is missing", parameters: ["name": .string("on")])
    }
    let step: PlannedBillStep
    switch payload["step"]?.text ?? "" {
    case "discount": step = .discount(on: day, rate: try rate(payload))
    case "endorse": step = .endorse(on: day, supplier: try text(payload, "supplier"))
    case "pledge": step = .pledge(on: day, until: try Self.day(payload, "until"))
    case "release": step = .release(on: day)
    default:
      throw Problem.request(
        "request.value-not-known", zh: "step 只能是 discount、endorse、pledge 或 release", en: "step is discount, endorse, pledge or release",
        parameters: ["value": .string(payload["step"]?.text ?? "")])
    }
    return try workspace.planBillStep(
      try Access.authorize(context.person, to: To.ViewCash.self), bill: try text(payload, "bill"), step,
      scenario: payload["scenario"]?.whole, context: context)
  }

  private static func rate(_ payload: JSON) throws -> FixedPoint? {
    guard let text = payload["rate"]?.decimalText else { return nil }
    guard let rate = FixedPoint(text) else {
      throw Problem.request("request.amount-not-readable", zh: "利率 \(text) 无法读取", en: "the rate \(text) cannot be read")
    }
    return rate
  }
}

extension BillsView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("today", .day(today)), .init("rate", JSON(rate?.description)),
      .init("bills", JSON(lines) { $0.json }),
      .init(
        "payees",
        JSON(payees) { .object([.init("code", .string($0.code)), .init("name", .text($0.name)), .init("open", .money($0.open))]) }),
    ])
  }
}

extension BillsView.Line {
  fileprivate var json: JSON {
    .object([
      .init("number", .string(bill.number)), .init("kind", .text(bill.kindLabel)), .init("isReceived", JSON(bill.isReceived)),
      .init("counterparty", .text(counterparty)), .init("face", .money(bill.face)), .init("deposit", .money(bill.deposit)),
      .init("maturesOn", .day(bill.maturesOn)), .init("cashOn", .day(cashOn)), .init("daysLeft", daysLeft.map { JSON($0) } ?? .null),
      .init("state", .string(bill.state.rawValue)), .init("isPlannedAway", JSON(isPlannedAway)),
      .init("isPlannedPledge", JSON(isPlannedPledge)), .init("freedOn", .day(freedOn)),
      .init("proceeds", .money(proceeds)),
      .init(
        "events",
        JSON(bill.events) { event in
          .object([.init("day", .day(event.day)), .init("word", .text(event.label)), .init("interest", .money(event.interest))])
        }),
    ])
  }
}

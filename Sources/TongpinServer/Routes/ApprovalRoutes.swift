// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let approvals: [Route] = [
    .route(.get, "/api/v1/approvals", To.ViewCompany.self, "待办: approvals that lie with the reader, that he handed in or decided") {
      proof, input, workspace in
      let list = try workspace.approvalList(proof)
      return .object([.init("revision", .integer(workspace.revision)), .init("approvals", JSON(list) { $0.json })])
    },
    .route(.get, "/api/v1/approvals/preview", To.ViewCompany.self, "Who would get a budget form if the reader handed it in now") {
      proof, input, workspace in
      guard let year = input.query["year"].flatMap({ Int($0) }), let form = input.query["form"] else {
        throw Problem.request(
          "request.query-not-readable", zh: "需要参数 form 和 year", en: "the parameters form and year are needed",
          parameters: ["name": .string("form, year")])
      }
      let preview = try workspace.previewApproval(proof, form: form, year: year)
      return .object([
        .init("revision", .integer(workspace.revision)),
        .init(
          "steps",
          JSON(preview.steps) {
            .object([.init("step", .text($0.step)), .init("act", .string($0.act)), .init("person", $0.person.map { .text($0) } ?? .null)])
          }),
        .init("blocks", blocks(preview.blocks)), .init("wouldPass", JSON(preview.wouldPass)),
      ])
    },
  ]

  fileprivate static func blocks(_ blocks: [(reason: String, subject: String)]) -> JSON {
    JSON(blocks) { .object([.init("reason", .string($0.reason)), .init("subject", .string($0.subject))]) }
  }

  /// The commands about approvals.
  static func applyToApproval(_ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ workspace: Workspace) throws
    -> CommandOutcome
  {
    if kind == .submitBudget {
      return try workspace.submitBudget(
        try Access.authorize(context.person, to: To.EditBudget.self), form: try text(payload, "form"),
        year: Int(exactly: try whole(payload, "year")) ?? 0, basis: BudgetBasis(rawValue: payload["basis"]?.text ?? "budget") ?? .budget,
        content: payload["content"]?.text ?? "", limit: try limit(payload["limit"]), context: context)
    }
    return try workspace.takeApprovalStep(
      try Access.authorize(context.person, to: To.ViewCompany.self), try whole(payload, "approval"), try approvalStep(payload),
      context: context)
  }

  private static func approvalStep(_ payload: JSON) throws -> ApprovalStepTaken {
    func task() throws -> Int { Int(exactly: try whole(payload, "task")) ?? -1 }
    switch try text(payload, "act") {
    case "approve": return .approve(task: try task(), content: try text(payload, "content"))
    case "sendBack": return .sendBack(task: try task(), to: payload["to"]?.text)
    case "transfer": return .transfer(task: try task(), to: try text(payload, "person"))
    case "add":
      let place = ApprovalPlace(rawValue: payload["place"]?.text ?? "after") ?? .after
      return .add(task: try task(), person: try text(payload, "person"), place: place)
    case "end": return .end(task: try task())
    case "remind": return .remind
    case "withdraw": return .withdraw
    case "resubmit": return .resubmit
    case "retry": return .retry
    default:
      let known = "approve, sendBack, transfer, add, end, remind, withdraw, resubmit, retry"
      throw Problem.request(
        "request.field-not-readable", zh: "act 应为 \(known)", en: "act is one of \(known)", parameters: ["name": .string("act")])
    }
  }

  private static func whole(_ payload: JSON, _ name: String) throws -> Int64 {
    guard let value = payload[name]?.whole else {
      throw Problem.request("request.field-missing", zh: "缺少 \(name)", en: "\(name) is missing", parameters: ["name": .string(name)])
    }
    return value
  }
}

extension ApprovalView {
  fileprivate var json: JSON {
    func person(_ name: BilingualText?) -> JSON { name.map { .text($0) } ?? .null }
    return .object([
      .init("id", .integer(id)), .init("title", .text(title)), .init("form", .string(form)), .init("year", JSON(year)),
      .init("submitter", .text(submitter)), .init("submittedAt", .integer(submittedAt.millisecondsSinceEpoch)),
      .init("status", .string(status)), .init("task", task.map { JSON($0) } ?? .null),
      .init("waits", JSON(waits) { .object([.init("step", .text($0.step)), .init("person", .text($0.person))]) }),
      .init("blocks", Route.blocks(blocks)), .init("content", .string(content)), .init("isCurrent", JSON(isCurrent)),
      .init("isOwn", JSON(isOwn)),
      .init(
        "history",
        JSON(history) {
          .object([
            .init("at", .integer($0.at.millisecondsSinceEpoch)), .init("by", person($0.by)), .init("act", .string($0.act)),
            .init("step", .text($0.step)), .init("person", person($0.person)), .init("comment", .string($0.comment)),
          ])
        }),
    ])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let threads: [Route] = [
    .values(
      .get, "/api/v1/threads", To.ViewPlan.self, "What is talked about: threads on cells, rows, scenarios, budgets, approvals and deals"
    ) {
      proof, input, workspace in
      let name = input.query["lane"] ?? ThreadQuestion.Lane.open.rawValue
      guard let lane = ThreadQuestion.Lane(rawValue: name) else { throw notOneOf("lane", ThreadQuestion.Lane.allCases.map(\.rawValue)) }
      let question = ThreadQuestion(
        lane, about: input.query["subject"].flatMap { $0.isEmpty ? nil : $0 }, words: String((input.query["q"] ?? "").prefix(200)),
        before: try input.query["before"].map { try threadNumber($0) }, limit: input.query["limit"].flatMap { Int($0) } ?? 50)
      let list = try workspace.threads(proof, question)
      let revision = workspace.revision
      return {
        .object([
          .init("revision", .integer(revision)), .init("total", JSON(list.total)), .init("isMore", JSON(list.isMore)),
          .init("subject", list.subject?.json ?? .null), .init("threads", JSON(list.threads) { $0.json }),
        ])
      }
    },
    .values(.get, "/api/v1/threads/{thread}", To.ViewPlan.self, "A thread with all that was said") { proof, input, workspace in
      let view = try workspace.thread(proof, try threadNumber(input.path["thread"] ?? ""))
      let revision = workspace.revision
      return { .object([.init("revision", .integer(revision)), .init("thread", view.json)]) }
    },
    .values(.get, "/api/v1/thread-marks", To.ViewPlan.self, "Where something is talked about, and what names the reader") {
      proof, input, workspace in
      let since = try input.query["since"].map { try threadNumber($0) }
      let marks = try workspace.threadMarks(proof, since: since)
      let revision = workspace.revision
      return {
        .object([
          .init("revision", .integer(revision)), .init("since", since.map { .integer($0) } ?? .null),
          .init(
            "marks",
            JSON(marks.marks) {
              .object([.init("subject", .string($0.subject)), .init("open", JSON($0.open)), .init("total", JSON($0.total))])
            }),
          .init("mentions", JSON(marks.mentions) { $0.json }),
        ])
      }
    },
    .values(.get, "/api/v1/thread-audience", To.ViewPlan.self, "Who can be named in a comment, and who of them would not be told") {
      proof, input, workspace in
      let people = try workspace.threadAudience(proof, about: try input.required("subject"))
      let revision = workspace.revision
      return {
        .object([
          .init("revision", .integer(revision)),
          .init(
            "people",
            JSON(people) {
              .object([
                .init("login", .string($0.person.login)), .init("name", .text($0.person.name)), .init("role", .text($0.role)),
                .init("maySee", JSON($0.maySee)),
              ])
            }),
        ])
      }
    },
  ]

  /// A thread's number in a path or query.
  static func threadNumber(_ text: String) throws -> Int64 {
    guard let id = Int64(text) else {
      throw Problem.request(
        "request.value-not-known", zh: "讨论编号 \(text) 无法读取", en: "the discussion \(text) is no number", parameters: ["value": .string(text)])
    }
    return id
  }

  /// The commands about threads.
  static func applyToThread(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let words = payload["text"]?.text ?? ""
    if kind == .startThread { return try workspace.startThread(proof, about: try text(payload, "subject"), text: words, context: context) }
    let thread = try number(payload, "thread")
    switch kind {
    case .replyToThread: return try workspace.replyToThread(proof, thread, text: words, context: context)
    case .editComment:
      return try workspace.editComment(proof, thread, comment: try number(payload, "comment"), text: words, context: context)
    case .settleThread:
      return try workspace.settleThread(proof, thread, isResolved: payload["isResolved"]?.flag ?? true, context: context)
    default: return try workspace.acknowledgeMention(proof, thread, context: context)
    }
  }

  private static func number(_ payload: JSON, _ name: String) throws -> Int64 {
    guard let value = payload[name]?.whole else {
      throw Problem.request("request.field-missing", zh: "缺少 \(name)", en: "\(name) is missing", parameters: ["name": .string(name)])
    }
    return value
  }
}

extension ThreadView {
  fileprivate var json: JSON {
    let decimals = unit == "%" ? 6 : 2
    return .object([
      .init("id", .integer(id)),
      .init("subject", subject.json), .init("newest", .integer(newest)),
      .init(
        "resolved",
        resolved.map { .object([.init("by", $0.by.json), .init("at", .integer($0.at.millisecondsSinceEpoch))]) } ?? .null),
      .init("waitsForReader", JSON(waitsForReader)), .init("unit", JSON(unit)),
      .init("valueThen", .figure(valueThen, decimals: decimals)), .init("valueNow", .figure(valueNow, decimals: decimals)),
      .init("comments", JSON(comments) { $0.json }),
    ])
  }
}

extension ThreadView.Subject {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("kind", .string(kind)), .init("label", .text(label)), .init("link", .string(link)),
      .init("cell", JSON(cell)),
    ])
  }
}

extension ThreadView.Person {
  fileprivate var json: JSON { .object([.init("login", .string(login)), .init("name", .text(name))]) }
}

extension ThreadView.Comment {
  fileprivate var json: JSON {
    .object([
      .init("comment", .integer(event)), .init("by", by.json), .init("at", .integer(at.millisecondsSinceEpoch)),
      .init("text", .string(text)),
      .init(
        "mentions",
        JSON(mentions) {
          .object([
            .init("login", .string($0.person.login)), .init("name", .text($0.person.name)),
            .init("isTold", $0.isTold.map { JSON($0) } ?? .null),
          ])
        }),
      .init("isOwn", JSON(isOwn)),
      .init(
        "earlier",
        JSON(earlier) { .object([.init("text", .string($0.text)), .init("until", .integer($0.until.millisecondsSinceEpoch))]) }),
    ])
  }
}

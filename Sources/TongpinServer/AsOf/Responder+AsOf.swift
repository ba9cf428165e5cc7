// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Hummingbird
import PlanningCycle
import Wire

/// What answers a request: the running workspace, or one as it was known.
struct Standing {
  let thread: WorkspaceThread
  /// nil: all that is known.
  let knowledge: Knowledge?

  /// Names the state the answer is of: the revision, and for a past one the day it is looked at from.
  func tag(_ revision: Int64) -> String { knowledge?.tag ?? String(revision) }

  /// A file says in its name that it is of the past.
  static func named(_ file: FileAnswer, _ knowledge: Knowledge?) -> FileAnswer {
    guard let knowledge, let point = file.name.lastIndex(of: ".") else { return file }
    return FileAnswer(
      name: file.name[..<point] + "-known-\(knowledge.day)-\(knowledge.event)" + file.name[point...], bytes: file.bytes)
  }
}

extension Responder {
  /// The one gate to the past: whatever is read can be read as it was known with `knownOn`, and nothing is changed there.
  ///
  /// - Throws: `Problem` for what is no matter of the past; as `Workspace.knowledge`.
  func standing(_ request: Request, _ route: Route, _ known: Sessions.Known) async throws -> Standing {
    guard let text = request.uri.queryParameters.get("knownOn"), !text.isEmpty else {
      return Standing(thread: workspace, knowledge: nil)
    }
    guard request.method == .get || request.method == .head else { throw Problem.pastIsReadOnly }
    guard !route.isOfToday else { throw Problem.notOfThePast(route.pattern) }
    guard let question = KnowledgeQuestion(text) else {
      throw Problem.request(
        "as-of.not-readable", zh: "knownOn 应为 2026-08-31 这样的日期，或 event-1204 这样的事件：\(text)",
        en: "knownOn is a day such as 2026-08-31, or an event such as event-1204, not \(text)",
        parameters: ["name": "knownOn", "value": .string(text)])
    }
    let person = known.person
    let (knowledge, store, environment) = try await workspace.perform { workspace in
      let proof = try Access.authorize(person, to: To.ViewPlan.self)
      return (try workspace.knowledge(proof, question), workspace.store, workspace.environment)
    }
    return Standing(thread: try await pasts.thread(at: knowledge, store: store, environment: environment), knowledge: knowledge)
  }
}

extension Route {
  /// About people, rights, channels and the program as they are now: no past state of the company answers it.
  package var isOfToday: Bool {
    Self.placesOfToday.contains { pattern == $0 || pattern.hasPrefix($0 + "/") }
  }

  private static let placesOfToday = [
    "/api/v1/access", "/api/v1/audit", "/api/v1/channels", "/api/v1/commands", "/api/v1/exports/audit", "/api/v1/invitations",
    "/api/v1/notices", "/api/v1/outbox", "/api/v1/people", "/api/v1/saved-views", "/api/v1/sign-in", "/api/v1/tokens",
  ]
}

extension Problem {
  static let pastIsReadOnly = Problem(
    "as-of.read-only", status: 409, title: ("过去的数不能改", "the past is for reading only"),
    detail: ("带 knownOn 的请求按当时所知回答，什么都不写入", "a request with knownOn is answered from what was known then and writes nothing"),
    hint: ("去掉 knownOn，回到现在再改", "leave knownOn out and change what is known now"))

  static func notOfThePast(_ pattern: String) -> Problem {
    Problem(
      "as-of.of-today", status: 400, title: ("这里只有现在", "this is about now alone"),
      detail: (
        "\(pattern) 说的是人员、权限和程序的现状，没有“当时所知”", "\(pattern) is about people, rights and the program as they are; there is no past of it here"
      ),
      hint: ("去掉 knownOn 再问；谁在何时改了什么，见审计", "ask without knownOn; who changed what and when is in the audit"),
      parameters: [("name", .string("knownOn"))])
  }
}

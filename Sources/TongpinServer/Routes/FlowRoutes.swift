// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let flows: [Route] = [
    .route(.get, "/api/v1/flows", To.ViewCompany.self, "Flows of approvals with their versions, and the words they may use") {
      proof, input, workspace in
      let people = FlowLogins(try workspace.flowPeople(proof))
      let flows = try workspace.flowList(proof)
      return .object([
        .init("revision", .integer(workspace.revision)), .init("today", .day(workspace.environment.today())),
        .init("purposes", JSON(FlowPurpose.allCases) { purpose($0, flows) { workspace.flowOptions(proof, $0) } }),
        .init("roles", JSON(Role.allCases) { .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))]) }),
        .init("people", JSON(people.all) { .object([.init("login", .string($0.login)), .init("name", .text($0.name))]) }),
        .init(
          "groups",
          JSON(workspace.flowGroups(proof)) {
            .object([.init("key", .string($0.id)), .init("label", .bilingual($0.name, $0.englishName))])
          }),
        .init("flows", JSON(flows) { $0.json(people) }),
      ])
    },
    .route(.post, "/api/v1/flows/check", To.ViewCompany.self, "What is wrong with a flow, and who would get a document along it") {
      proof, input, workspace in
      let body = try input.json()
      let people = FlowLogins(try workspace.flowPeople(proof))
      let definition = try FlowDefinition(body["definition"] ?? .object([]), people)
      let sample = try body["document"].map { try FlowSample($0, definition.purpose, people) }
      let check = try workspace.checkFlow(proof, definition, sample: sample)
      return .object([
        .init("revision", .integer(workspace.revision)), .init("faults", JSON(check.faults) { $0.json }),
        .init("preview", check.preview.map { .object($0.members) } ?? .null),
      ])
    },
  ]

  private static func purpose(
    _ purpose: FlowPurpose, _ flows: [FlowView], _ options: (FlowField) -> [(key: String, label: BilingualText)]
  ) -> JSON {
    let inForce = flows.first { $0.isInForce && $0.definition.purpose == purpose }?.definition.flow.key
    return .object([
      .init("key", .string(purpose.rawValue)), .init("label", .text(purpose.label)), .init("flow", JSON(inForce)),
      .init(
        "fields",
        JSON(purpose.fields) {
          .object([
            .init("key", .string($0.key)), .init("kind", .string($0.kind.rawValue)), .init("label", .text($0.label)),
            .init("options", JSON(options($0)) { .object([.init("key", .string($0.key)), .init("label", .text($0.label))]) }),
          ])
        }),
      .init(
        "parts",
        JSON(purpose.parts) {
          .object([
            .init("key", .string($0.rawValue)), .init("label", .text($0.label)), .init("rights", JSON($0.rights) { .string($0.rawValue) }),
          ])
        }),
    ])
  }
}

/// Logins on the wire, numbers in a flow.
struct FlowLogins {
  let all: [(id: Int64, login: String, name: BilingualText)]

  init(_ all: [(id: Int64, login: String, name: BilingualText)]) { self.all = all }

  /// A number nobody has for a login that is not there: the check says so.
  func id(_ login: String) -> Int64 { all.first { $0.login == login.lowercased() }?.id ?? -1 }
  func login(_ id: Int64) -> String { all.first { $0.id == id }?.login ?? "" }
}

extension FlowView {
  fileprivate func json(_ people: FlowLogins) -> JSON {
    .object([
      .init("key", .string(definition.flow.key)), .init("isShipped", JSON(isShipped)), .init("isInForce", JSON(isInForce)),
      .init(
        "versions",
        JSON(versions) {
          .object([
            .init("version", JSON($0.number)), .init("by", $0.by.map { .text($0) } ?? .null),
            .init("at", $0.at.map { .integer($0.millisecondsSinceEpoch) } ?? .null), .init("running", JSON($0.running)),
          ])
        }), .init("definition", definition.json(people)),
    ])
  }
}

extension FlowFault {
  fileprivate var json: JSON {
    .object([.init("step", .string(step)), .init("label", .text(label)), .init("code", .string(code)), .init("words", .text(words))])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let organisation: [Route] = [
    .route(
      .get, "/api/v1/organisation", To.ViewPlan.self,
      "组织: units with their people on a day, what comes later, groups, and who works in no unit"
    ) { proof, input, workspace in
      let day = try input.query["on"].map { text in
        guard let day = Day(iso: text) else {
          throw Problem.request(
            "request.query-not-readable", zh: "on 应为 2026-11-30 这样的日期", en: "on is a day such as 2026-11-30",
            parameters: ["name": .string("on")])
        }
        return day
      }
      return try workspace.readOrganisation(proof, on: day).json(revision: workspace.revision, today: workspace.environment.today())
    }
  ]

  /// The commands about the organisation.
  static func applyToOrganisation(_ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ workspace: Workspace) throws
    -> CommandOutcome
  {
    let proof = try Access.authorize(context.person, to: To.ManageUsers.self)
    func needed(_ name: String) throws -> Day {
      guard let day = try day(payload, name) else {
        throw Problem.request(
          "request.field-missing", zh: "需要 \(name)", en: "\(name) is needed", parameters: ["name": .string(name)])
      }
      return day
    }
    switch kind {
    case .setUnit:
      guard let unitKind = OrganisationUnit.Kind(rawValue: try text(payload, "kind")) else {
        throw notOneOf("kind", OrganisationUnit.Kind.allCases.map(\.rawValue))
      }
      let name = try text(payload, "name")
      return try workspace.setUnit(
        proof,
        OrganisationUnit(
          id: payload["unit"]?.text ?? "", kind: unitKind, name: name, englishName: payload["nameEn"]?.text,
          parent: filled(payload["parent"]),
          department: filled(payload["department"]), from: try needed("from"), isClosed: payload["isClosed"]?.flag ?? false),
        context: context)
    case .appointPerson:
      return try workspace.appoint(
        proof, login: try text(payload, "login"), unit: try text(payload, "unit"), isHead: payload["isHead"]?.flag ?? false,
        isMain: payload["isMain"]?.flag, isMove: payload["isMove"]?.flag ?? false, from: try needed("from"),
        through: try day(payload, "through"), context: context)
    case .endAppointment:
      let isMistake = payload["isMistake"]?.flag ?? false
      return try workspace.endAppointment(
        proof, try whole(payload, "appointment"), through: isMistake ? nil : try needed("through"), context: context)
    default:
      return try workspace.setGroup(
        proof, payload["group"]?.text ?? "", name: try text(payload, "name"), englishName: payload["nameEn"]?.text ?? "",
        members: (payload["members"]?.elements ?? []).compactMap(\.text), context: context)
    }
  }

  private static func filled(_ value: JSON?) -> String? { value?.text.flatMap { $0.isEmpty ? nil : $0 } }
}

extension OrganisationView {
  fileprivate func json(revision: Int64, today: Day) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("on", .day(day)), .init("today", .day(today)),
      .init("units", JSON(units) { $0.json }), .init("coming", JSON(coming) { $0.json }),
      .init(
        "groups",
        JSON(groups) {
          .object([
            .init("id", .string($0.group.id)), .init("name", .bilingual($0.group.name, $0.group.englishName)),
            .init(
              "members",
              JSON($0.members) {
                .object([.init("login", .string($0.login)), .init("name", .text($0.name)), .init("isActive", JSON($0.isActive))])
              }),
          ])
        }),
      .init("unplaced", JSON(unplaced) { .object([.init("login", .string($0.login)), .init("name", .text($0.name))]) }),
      .init("departments", JSON(departments) { .object([.init("code", .string($0.code)), .init("name", .text($0.name))]) }),
      .init(
        "notices",
        JSON(notices) {
          .object([.init("kind", .string($0.kind.rawValue)), .init("subject", .string($0.subject)), .init("words", .text($0.words))])
        }),
      .init("kinds", JSON(OrganisationUnit.Kind.allCases) { .string($0.rawValue) }),
    ])
  }
}

extension OrganisationView.Unit {
  fileprivate var json: JSON {
    .object(
      unit.members + [
        .init("depth", JSON(depth)), .init("departmentName", department.map { .text($0) } ?? .null),
        .init("people", JSON(people) { $0.json }), .init("comingPeople", JSON(comingPeople) { $0.json }),
        .init("headcount", JSON(headcount)), .init("later", JSON(later) { $0.json }),
      ])
  }
}

extension OrganisationUnit {
  fileprivate var members: [JSON.Member] {
    [
      .init("id", .string(id)), .init("kind", .string(kind.rawValue)), .init("name", .bilingual(name, englishName)),
      .init("parent", JSON(parent)), .init("department", JSON(department)), .init("from", .day(from)), .init("isClosed", JSON(isClosed)),
    ]
  }

  fileprivate var json: JSON { .object(members) }
}

extension OrganisationView.Place {
  fileprivate var json: JSON {
    .object([
      .init("appointment", .integer(appointment.id)), .init("login", .string(login)), .init("name", .text(name)),
      .init("isHead", JSON(appointment.isHead)), .init("isMain", JSON(appointment.isMain)), .init("from", .day(appointment.from)),
      .init("through", appointment.through.map { .day($0) } ?? .null), .init("isActive", JSON(isActive)),
    ])
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Access
import HTTPTypes
import PlanningCycle
package import Wire

/// Who may do what, as the program itself has it: read from the route table, never written down beside it.
package struct AccessMatrix: Sendable {
  /// One thing that can be asked of the server.
  package struct Line: Sendable {
    package let method: String
    package let path: String
    /// Of the one route that takes commands.
    package let command: String?
    package let summary: String
    /// Alternatives; within one, all are needed. Empty: whoever is signed in.
    package let rights: [[Permission]]
    /// Somebody who is narrowed to some rows may ask, too, and gets theirs.
    package var reach: Permission.Reach {
      rights.isEmpty || rights.contains { $0.allSatisfy { $0.reach == .rows } } ? .rows : .company
    }

    package func isOpen(to person: Person) -> Bool {
      person.isActive && (rights.isEmpty || rights.contains { $0.allSatisfy { Access.allows(person, $0) } })
    }
  }

  package let lines: [Line]

  package static let current = AccessMatrix(routes: Route.all)

  init(routes: [Route]) {
    let own = OwnEndpoint.allCases.map {
      Line(method: $0.method.rawValue, path: $0.path, command: nil, summary: $0.summary, rights: $0.permission.map { [[$0]] } ?? [])
    }
    lines =
      own
      + routes.flatMap { route -> [Line] in
        let line = Line(
          method: route.method.rawValue, path: route.pattern, command: nil, summary: route.summary, rights: [route.permissions])
        guard route.pattern == Route.commandPath, route.method == .post else { return [line] }
        return CommandKind.allCases.map {
          Line(method: line.method, path: line.path, command: $0.rawValue, summary: route.summary, rights: $0.rights)
        }
      }
  }

  /// A person of a role, with everything in sight or narrowed, to ask the matrix about.
  package static func example(_ role: Role, narrowed: Bool) -> Person {
    Person(id: -1, login: "", name: "", title: "", role: role, scope: narrowed ? Scope("territory", in: []) : .all)
  }

  package var json: JSON {
    .object([
      .init(
        "roles",
        JSON(Role.allCases) {
          .object([.init("key", .string($0.rawValue)), .init("label", .bilingual($0.label.chinese, $0.label.english))])
        }),
      .init(
        "permissions",
        JSON(Permission.allCases) { permission in
          .object([
            .init("key", .string(permission.rawValue)), .init("label", .text(permission.label)),
            .init("reach", .string(permission.reach.rawValue)),
            .init("roles", JSON(Role.allCases.filter { $0.holds(permission) }) { .string($0.rawValue) }),
          ])
        }),
      .init("lines", JSON(lines) { $0.json }),
    ])
  }

  /// The same for people at a terminal: a mark where a role holds a right, and below it what each right opens.
  package func text(isChinese: Bool) -> String {
    func words(_ text: BilingualText) -> String { isChinese ? text.chinese : text.english }
    var rows: [String] = []
    for permission in Permission.allCases {
      let roles = Role.allCases.filter { $0.holds(permission) }.map { words($0.label) }.joined(separator: isChinese ? "、" : ", ")
      let reach = permission.reach == .company ? (isChinese ? "（全公司）" : " (whole company)") : ""
      rows.append("\(permission.rawValue)  \(words(permission.label))\(reach): \(roles)")
      for line in lines where line.rights.contains(where: { $0.contains(permission) }) {
        rows.append("    \(line.method) \(line.path)\(line.command.map { " " + $0 } ?? "")")
      }
    }
    return rows.joined(separator: "\n")
  }
}

extension AccessMatrix.Line {
  fileprivate var json: JSON {
    .object([
      .init("method", .string(method)), .init("path", .string(path)), .init("command", JSON(command)), .init("summary", .string(summary)),
      .init("rights", JSON(rights) { JSON($0) { .string($0.rawValue) } }), .init("reach", .string(reach.rawValue)),
      .init("roles", JSON(Role.allCases.filter { isOpen(to: AccessMatrix.example($0, narrowed: false)) }) { .string($0.rawValue) }),
      .init(
        "narrowedRoles", JSON(Role.allCases.filter { isOpen(to: AccessMatrix.example($0, narrowed: true)) }) { .string($0.rawValue) }),
    ])
  }
}

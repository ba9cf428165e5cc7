// SPDX-License-Identifier: Apache-2.0
package import Access
package import HTTPTypes
package import PlanningCycle
package import Wire

/// What a route's work sees of a request: values only.
package struct RouteInput: Sendable {
  package let path: [String: String]
  package let query: [String: String]
  package let body: [UInt8]
  package let person: Person
  package let language: String

  /// The body as JSON; an empty body is an empty object.
  package func json() throws -> JSON {
    if body.isEmpty { return .object([]) }
    return try JSON(reading: body)
  }

  /// A query value that must be there.
  package func required(_ name: String) throws -> String {
    guard let value = query[name], !value.isEmpty else {
      throw Problem.request(
        "request.query-missing", zh: "缺少查询参数 \(name)", en: "the query parameter \(name) is missing",
        parameters: ["name": .string(name)])
    }
    return value
  }
}

/// What a route's work gives while it holds the workspace: the answer, or what is left to do without it.
package enum RouteAnswer: Sendable {
  case ready(JSON)
  /// Values that need no workspace any more, and how they are written: done after the turn, so that the next one can begin.
  case values(@Sendable () -> JSON)
  case calculation(@Sendable () throws -> JSON)
  /// What may take many seconds and gives way to everything else.
  case background(@Sendable () throws -> JSON)
}

/// One line of the route table. It cannot be made without saying which permission it needs.
package struct Route: Sendable {
  package let method: HTTPRequest.Method
  /// `/api/v1/deals/{code}`
  package let pattern: String
  package let permission: Permission?
  package let bodyLimit: Int
  package let summary: String
  package let work: @Sendable (RouteInput, Workspace) throws -> RouteAnswer

  /// A route that anybody with a login and the permission may call; its work gets the proof.
  package static func route<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 20, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> JSON
  ) -> Route {
    Route(
      method: method, pattern: pattern, permission: Kind.permission, bodyLimit: bodyLimit, summary: summary
    ) { input, workspace in
      .ready(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }

  /// The same for a large answer: `work` takes values from the workspace, and they are written as JSON after its turn.
  package static func values<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 20, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> @Sendable () -> JSON
  ) -> Route {
    Route(
      method: method, pattern: pattern, permission: Kind.permission, bodyLimit: bodyLimit, summary: summary
    ) { input, workspace in
      .values(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }

  /// The same for an answer that takes long: `work` takes what it needs from the workspace and leaves the rest for a thread of its own.
  package static func calculated<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 20, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> @Sendable () throws -> JSON
  ) -> Route {
    Route(
      method: method, pattern: pattern, permission: Kind.permission, bodyLimit: bodyLimit, summary: summary
    ) { input, workspace in
      .calculation(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }

  /// The same for an answer that takes many seconds: those wait for one another and keep nobody else waiting.
  package static func inBackground<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 20, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> @Sendable () throws -> JSON
  ) -> Route {
    Route(
      method: method, pattern: pattern, permission: Kind.permission, bodyLimit: bodyLimit, summary: summary
    ) { input, workspace in
      .background(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }
}

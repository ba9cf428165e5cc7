// SPDX-License-Identifier: Apache-2.0
package import Access
package import HTTPTypes
package import Journal
package import Planning
package import PlanningCycle
package import Wire

/// What a route's work sees of a request: values only.
package struct RouteInput: Sendable {
  package let path: [String: String]
  package let query: [String: String]
  package let body: [UInt8]
  package let person: Person
  package let language: String
  /// The body, where it was read already.
  package var read: JSON?
  /// The body as a workbook, where it was read already.
  package var sheets: SheetFile?
  /// From where it comes; nil in a test without a network.
  package var origin: Origin?

  package init(
    path: [String: String], query: [String: String], body: [UInt8], person: Person, language: String, read: JSON? = nil,
    origin: Origin? = nil
  ) {
    self.path = path
    self.query = query
    self.body = body
    self.person = person
    self.language = language
    self.read = read
    self.origin = origin
  }

  /// The body as JSON; an empty body is an empty object.
  package func json() throws -> JSON {
    if let read { return read }
    if body.isEmpty { return .object([]) }
    return try JSON(reading: body)
  }

  /// The body as a workbook.
  package func workbook(_ environment: WorkspaceEnvironment) throws -> SheetFile {
    try sheets ?? environment.reader.sheets(body, fileName: query["filename"] ?? "view.xlsx")
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

/// A file to be kept by the person who asks.
package struct FileAnswer: Sendable {
  /// ASCII, with its extension.
  package let name: String
  package let bytes: [UInt8]
}

/// What a route's work gives while it holds the workspace: the answer, or what is left to do without it.
package enum RouteAnswer: Sendable {
  case ready(JSON)
  /// Values that need no workspace any more, and how they are written: done after the turn, so that the next one can begin.
  case values(@Sendable () -> JSON)
  case calculation(@Sendable () throws -> JSON)
  /// What may take many seconds and gives way to everything else.
  case background(@Sendable () throws -> JSON)
  /// The same, and it waits for none of them: there is one of it at a time.
  case aside(@Sendable () throws -> JSON)
  /// What takes many seconds beside the workspace and comes back to it for turns.
  case alongside(Alongside)
  case document(@Sendable () throws -> FileAnswer)
  /// What waits for somebody else's server.
  case outside(@Sendable () throws -> JSON)
}

/// Work beside the workspace, one at a time: it takes turns when it needs them, and its calculations leave the processor to everybody else.
package typealias Alongside = @Sendable (AlternatingTurns, any ParallelWork) throws -> JSON

/// One line of the route table. It cannot be made without saying which permission it needs.
package struct Route: Sendable {
  package let method: HTTPRequest.Method
  /// `/api/v1/deals/{code}`
  package let pattern: String
  /// All are needed.
  package let permissions: [Permission]
  package let bodyLimit: Int
  package let summary: String
  /// Somebody's rights may be others after it.
  package var changesPeople: Bool {
    method != .get && ["/api/v1/people/", "/api/v1/tokens/"].contains { pattern.hasPrefix($0) }
  }
  /// Reads at its own pace while changes go on, and one scenario when `scenario=` names it.
  package let isReading: Bool
  /// Its body is somebody's file.
  package private(set) var takesWorkbook = false
  package let work: @Sendable (RouteInput, Workspace) throws -> RouteAnswer

  init(
    method: HTTPRequest.Method, pattern: String, permissions: [Permission], bodyLimit: Int, summary: String, isReading: Bool,
    work: @escaping @Sendable (RouteInput, Workspace) throws -> RouteAnswer
  ) {
    self.method = method
    self.pattern = pattern
    self.permissions = permissions
    self.bodyLimit = bodyLimit
    self.summary = summary
    self.isReading = isReading
    self.work = work
  }

  /// A route that anybody with a login and the permission may call; its work gets the proof.
  package static func route<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 20, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> JSON
  ) -> Route {
    Route(
      method: method, pattern: pattern, permissions: [Kind.permission], bodyLimit: bodyLimit, summary: summary, isReading: false
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
      method: method, pattern: pattern, permissions: [Kind.permission], bodyLimit: bodyLimit, summary: summary, isReading: false
    ) { input, workspace in
      .values(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }

  /// A route that only reads: its work gets a workspace that stands still, with the plan or the scenario that `scenario=` names.
  package static func reading<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> RouteAnswer
  ) -> Route {
    Route(
      method: method, pattern: pattern, permissions: [Kind.permission], bodyLimit: 1 << 20, summary: summary, isReading: true
    ) { input, workspace in
      try work(try Access.authorize(input.person, to: kind), input, workspace)
    }
  }

  /// The same for a workbook: `work` takes what it needs from the workspace, the file is made on a thread of its own. It needs the right to export as well.
  package static func document<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 10, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> @Sendable () throws -> FileAnswer
  ) -> Route {
    Route(
      method: method, pattern: pattern, permissions: [Kind.permission, .exportData], bodyLimit: bodyLimit, summary: summary,
      isReading: false
    ) {
      input, workspace in
      try Access.require(input.person, .exportData)
      return .document(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }

  /// A route whose body is a workbook: it is read before the workspace is asked for a turn.
  package static func workbook<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, SheetFile, Workspace) throws -> JSON
  ) -> Route {
    var route = Route(
      method: method, pattern: pattern, permissions: [Kind.permission], bodyLimit: bodyLimit, summary: summary, isReading: false
    ) { input, workspace in
      let proof = try Access.authorize(input.person, to: kind)
      return .ready(try work(proof, try input.workbook(workspace.environment), workspace))
    }
    route.takesWorkbook = true
    return route
  }

  /// The same for an answer that takes long: `work` takes what it needs from the workspace and leaves the rest for a thread of its own.
  package static func calculated<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 20, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> @Sendable () throws -> JSON
  ) -> Route {
    Route(
      method: method, pattern: pattern, permissions: [Kind.permission], bodyLimit: bodyLimit, summary: summary, isReading: false
    ) { input, workspace in
      .calculation(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }

  /// The same for a change that takes many seconds: `work` takes what it needs from the workspace, and what is left is done beside it, with turns.
  package static func alongside<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 20, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> Alongside
  ) -> Route {
    Route(
      method: method, pattern: pattern, permissions: [Kind.permission], bodyLimit: bodyLimit, summary: summary, isReading: false
    ) { input, workspace in
      .alongside(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }

  /// The same for an answer that waits for somebody else's server: `work` takes what it needs from the workspace and leaves the waiting for a thread of
  /// its own.
  package static func outside<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 20, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> @Sendable () throws -> JSON
  ) -> Route {
    Route(
      method: method, pattern: pattern, permissions: [Kind.permission], bodyLimit: bodyLimit, summary: summary, isReading: false
    ) { input, workspace in
      .outside(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }

  /// The same for an answer that takes many seconds: those wait for one another and keep nobody else waiting.
  package static func inBackground<Kind: PermissionKind>(
    _ method: HTTPRequest.Method, _ pattern: String, _ kind: Kind.Type, bodyLimit: Int = 1 << 20, _ summary: String,
    _ work: @escaping @Sendable (Authorized<Kind>, RouteInput, Workspace) throws -> @Sendable () throws -> JSON
  ) -> Route {
    Route(
      method: method, pattern: pattern, permissions: [Kind.permission], bodyLimit: bodyLimit, summary: summary, isReading: false
    ) { input, workspace in
      .background(try work(try Access.authorize(input.person, to: kind), input, workspace))
    }
  }

  /// What this route answers, and of which revision.
  ///
  /// - Parameter giveWay: lets a waiting change be made.
  package func answer(
    _ input: RouteInput, _ workspace: Workspace, _ giveWay: @escaping () -> Void = {}
  ) throws -> (answer: RouteAnswer, revision: Int64, steps: StepTimes) {
    _ = workspace.takeStepTimes()
    guard isReading else {
      let answer = try work(input, workspace)
      return (answer, workspace.revision, workspace.takeStepTimes())
    }
    for permission in permissions { try Access.require(input.person, permission) }
    let reader = try workspace.reader(
      for: input.person, scenario: try Self.scenario(of: input), beside: try input.path["scenario"].map { try Self.scenario($0) }, giveWay)
    return (try work(input, reader), reader.revision, reader.takeStepTimes())
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Logging
import NIOCore
import PlanningCycle
import Wire

/// Answers requests: sessions and live events here, files from memory, everything else from the route table.
struct Responder: HTTPResponder {
  typealias Context = PeerContext

  let workspace: WorkspaceThread
  let sessions: Sessions
  let hub: LiveHub
  let files: StaticFiles
  let routes: RouteTable
  let openAPI: ByteBuffer
  /// What `openAPI` says of requests.
  let contract: Contract
  let metrics: ServerMetrics
  let isReady: @Sendable () -> Bool
  /// Nanoseconds of a clock that only goes forward.
  let ticks: @Sendable () -> UInt64
  let now: @Sendable () -> Moment
  let presence: PresenceBoard
  let carrier: any MessageCarrier
  let providers: ProviderSignIns
  /// Trials of channels wait for servers of others.
  let trials = CalculationQueue(label: "tongpin.channel-trials")
  let outside = CalculationQueue(label: "tongpin.outside", atOnce: 2)
  var trustsProxy = false
  /// nil: nobody shares the workspace with this server.
  var role: ServerRole?
  /// What marks of requests that are handed on are signed with.
  let forwardingKey: Digest
  let forwarding = ForwardingQueue()
  let calculations = CalculationQueue()
  let background = CalculationQueue(label: "tongpin.background", givesWay: true)
  let aside = CalculationQueue(label: "tongpin.aside", givesWay: true)
  let pasts = PastWorkspaces()
  let imports = CalculationQueue(label: "tongpin.imports", givesWay: true)
  /// Threads of calculations beside the workspace.
  let quietWork = QuietCores()

  func respond(to request: Request, context: Context) async throws -> Response {
    metrics.count()
    let hop = role == nil ? nil : HopMark(request, key: forwardingKey, now: now().millisecondsSinceEpoch)
    return await HopMark.$current.withValue(hop) {
      let origin = RequestOrigin.read(request, address: hop?.address ?? context.address, trustsProxy: trustsProxy && hop == nil)
      return await RequestOrigin.$current.withValue(origin) {
        do {
          // With the headers that the other server gave it.
          if isForwarded(request) { return try await forwarded(request) }
          var response = try await answer(request)
          addSecurityHeaders(to: &response, isEncrypted: isEncrypted(request))
          return response
        } catch let error as StoreError where error.code == .readOnly && role?.isFollowing == true {
          // It turned out to write something.
          return await handedOn(request, context)
        } catch {
          return refusal(of: request, error, context)
        }
      }
    }
  }

  private func forwarded(_ request: Request) async throws -> Response {
    try refuseCrossOrigin(request)
    return try await forward(request)
  }

  private func handedOn(_ request: Request, _ context: Context) async -> Response {
    do { return try await forwarded(request) } catch { return refusal(of: request, error, context) }
  }

  private func refusal(of request: Request, _ error: any Error, _ context: Context) -> Response {
    let problem = Problem.from(error)
    if problem.status >= 500, problem.code != Problem.noWriter.code {
      context.logger.error("\(request.method) \(request.uri.path): \(error)")
    }
    var response = Self.response(problem)
    addSecurityHeaders(to: &response, isEncrypted: isEncrypted(request))
    return response
  }

  private func answer(_ request: Request) async throws -> Response {
    // RFC 9112 §3.2: a request that does not say whom it is for is not answered.
    guard request.head.authority?.isEmpty == false else { throw Problem.hostMissing }
    let path = request.uri.path
    if !path.hasPrefix("/api/") {
      if let response = files.response(to: request) { return response }
      guard let response = try await operations(path) else { throw Problem.notFound }
      guard request.method == .get || request.method == .head else { throw Problem.methodNotAllowed([.get, .head]) }
      return response
    }
    if path == "/api/openapi.json" {
      guard request.method == .get || request.method == .head else { throw Problem.methodNotAllowed([.get, .head]) }
      return Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: openAPI))
    }
    try refuseCrossOrigin(request)
    let own = OwnEndpoint(request.method, path)
    if let own, own.isOpen { return try await open(own, request) }
    guard let token = token(of: request), let signedIn = try await sessions.person(for: token, isHere: own != .presence) else {
      throw Problem.notSignedIn
    }
    if signedIn.isReadOnly, request.method != .get, request.method != .head, own != .endViewAs, own != .signOut {
      throw Problem.viewOnly
    }
    if signedIn.needsSecondFactor, own?.isBeforeSecondFactor != true { throw Problem.secondFactorNeeded }
    if let permission = own?.permission { try Access.require(signedIn.person, permission) }
    if own?.needsFreshProof == true { try sessions.requireFresh(signedIn) }
    return try await RequestOrigin.$current.withValue(RequestOrigin.current?.of(signedIn)) {
      try await answer(own, request, signedIn, token)
    }
  }

  /// What somebody asks who is signed in.
  private func answer(_ own: OwnEndpoint?, _ request: Request, _ signedIn: Sessions.Known, _ token: Token) async throws -> Response {
    switch own {
    case .readSession:
      return Self.json(sessionJSON(signedIn))
    case .confirmSelf:
      let body = try await json(of: request)
      try await sessions.confirm(signedIn, token, password: body["password"]?.text, code: body["code"]?.text)
      return Response(status: .noContent)
    case .signOut:
      try await sessions.signOut(token)
      return Response(status: .noContent, headers: [.setCookie: Self.cookie("", maxAge: 0)])
    case .changePassword: return try await changePassword(request, signedIn)
    case .beginSecondFactor, .confirmSecondFactor, .removeSecondFactor: return try await secondFactor(own, request, signedIn)
    case .viewAs: return try await viewAs(request, signedIn, token)
    case .endViewAs: return try await endViewAs(signedIn, token)
    case .makeToken: return try await makeToken(request, for: signedIn, token)
    case .events: return try events(request, for: signedIn.person)
    case .presence: return try await reportPresence(request, signedIn)
    case .tryChannel: return try await tryChannel(request, signedIn)
    case .mailInvitation: return try await mailInvitation(request, signedIn)
    case .linkProvider: return try await linkProvider(request, signedIn)
    case .tryProvider: return try await tryProvider(signedIn)
    case .signIn, .readInvitation, .acceptInvitation, .signInWays, .beginProvider, .finishProvider, .confirmProvider, nil:
      return try await route(request, signedIn)
    }
  }

  private func route(_ request: Request, _ known: Sessions.Known) async throws -> Response {
    // An address that the server answers itself is no parameter of a route.
    let own = OwnEndpoint.methods(of: request.uri.path)
    guard let (route, parameters) = routes.match(method: request.method, path: request.uri.path), own.isEmpty || parameters.isEmpty else {
      let others = own + routes.methods(of: request.uri.path, isLiteral: !own.isEmpty)
      throw others.isEmpty ? Problem.notFound : Problem.methodNotAllowed(others)
    }
    for permission in route.permissions { try Access.require(known.person, permission) }
    let standing = try await standing(request, route, known)
    let input = try await prepared(try await input(request, to: route, parameters, known), route)
    let asked = ticks()
    let take: @Sendable (Workspace, @escaping () -> Void) throws -> (RouteAnswer, Int64, TurnTimes) = { [ticks] workspace, giveWay in
      let begun = ticks()
      let (answer, revision, steps) = try route.answer(input, workspace, giveWay)
      return (answer, revision, TurnTimes(queue: begun &- asked, turn: ticks() &- begun, steps: steps))
    }
    var revision: Int64
    let (answer, taken): (RouteAnswer, TurnTimes)
    (answer, revision, taken) =
      route.isReading
      ? try await standing.thread.read(take) : try await standing.thread.perform { workspace in try take(workspace) {} }
    var times = taken
    var response: Response
    switch answer {
    case .ready(let json): response = encoded({ json }, &times)
    case .values(let write): response = encoded(write, &times)
    case .calculation(let work):
      let json = try await calculations.perform(work)
      response = encoded({ json }, &times)
    case .background(let work):
      let json = try await background.perform(work)
      response = encoded({ json }, &times)
    case .aside(let work):
      let json = try await aside.perform(work)
      response = encoded({ json }, &times)
    case .alongside(let work):
      let turns = workspace.alternating()
      let json = try await imports.perform { [quietWork] in try work(turns, quietWork) }
      response = encoded({ json }, &times)
      revision = try await workspace.perform { $0.revision }
    case .outside(let work):
      let json = try await outside.perform(work)
      response = encoded({ json }, &times)
    case .document(let work):
      let file = Standing.named(try await calculations.perform(work), standing.knowledge)
      try await record(file, request, known)
      response = Self.file(file)
    }
    if route.changesPeople { sessions.forget() }
    metrics.note(times)
    response.headers[.serverTiming] = times.header
    response.headers[.eTag] = "\"\(standing.tag(revision))\""
    return response
  }

  /// A request as the description of the API has it, read before anybody waits for the workspace.
  private func input(_ request: Request, to route: Route, _ parameters: [String: String], _ known: Sessions.Known) async throws
    -> RouteInput
  {
    let bytes = try await Self.body(of: request, limit: route.bodyLimit)
    var query: [String: String] = [:]
    for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
    let takesJSON = contract.takesJSON(route.method, route.pattern)
    var body: JSON?
    if takesJSON, !bytes.isEmpty { body = try JSON(reading: bytes) }
    if route.pattern == Route.commandPath, let kind = body?["kind"]?.text.flatMap(CommandKind.init(rawValue:)) {
      try kind.require(known.person)
    }
    try contract.check(route.method, route.pattern, path: parameters, query: query, body: body)
    let command = route.pattern == Route.commandPath ? body?["kind"]?.text.flatMap(CommandKind.init(rawValue:)) : nil
    if route.needsFreshProof || command?.needsFreshProof(body?["payload"]) == true { try sessions.requireFresh(known) }
    return RouteInput(
      path: parameters, query: query, body: bytes, person: known.person, language: known.language, read: body,
      origin: RequestOrigin.current)
  }

  /// A workbook is read in a process of its own, while others take their turns.
  private func prepared(_ input: RouteInput, _ route: Route) async throws -> RouteInput {
    guard route.takesWorkbook else { return input }
    let environment = try await workspace.perform { $0.environment }
    var prepared = input
    prepared.sheets = try await calculations.perform { try input.workbook(environment) }
    return prepared
  }

  /// The body of a request that the server answers itself.
  func json(of request: Request, limit: Int = 16 << 10) async throws -> JSON {
    let bytes = try await Self.body(of: request, limit: limit)
    var body: JSON?
    if !bytes.isEmpty { body = try JSON(reading: bytes) }
    try contract.check(request.method, request.uri.path, body: body)
    return body ?? .object([])
  }

  /// Figures that leave in a file are written down before they do.
  private func record(_ file: FileAnswer, _ request: Request, _ known: Sessions.Known) async throws {
    let entry = TrailKind.exported(
      known.person, viewer: known.viewer, file: file.name, bytes: file.bytes.count, query: request.uri.string)
    let origin = RequestOrigin.current
    try await workspace.perform { _ = try $0.store.record(entry, at: $0.environment.now(), from: origin) }
  }

  private func encoded(_ json: () -> JSON, _ times: inout TurnTimes) -> Response {
    let begun = ticks()
    let response = Self.json(json())
    times.add(json: ticks() &- begun)
    return response
  }

  private func events(_ request: Request, for person: Person) throws -> Response {
    let last = request.headers[HTTPField.Name("Last-Event-ID")!] ?? request.uri.queryParameters.get("after")
    guard let stream = hub.subscribe(after: last.flatMap { Int64($0) }) else { throw ServerBusy() }
    return LiveStream.response(stream, as: ChangeHearing(person))
  }

  private func operations(_ path: String) async throws -> Response? {
    switch path {
    case "/healthz":
      return Response(status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
    case "/readyz":
      let ready = isReady()
      return Response(
        status: ready ? .ok : .serviceUnavailable, headers: [.contentType: "text/plain"],
        body: .init(byteBuffer: ByteBuffer(string: ready ? "ready\n" : "not ready\n")))
    case "/writez":
      let writes = isReady() && role?.isFollowing != true
      return Response(
        status: writes ? .ok : .serviceUnavailable, headers: [.contentType: "text/plain"],
        body: .init(byteBuffer: ByteBuffer(string: writes ? "writes\n" : "follows\n")))
    case "/metrics":
      let text = metrics.text(
        streams: hub.subscriberCount, waiting: workspace.waitingTurns, follows: role.map { $0.isFollowing })
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
        body: .init(byteBuffer: ByteBuffer(string: text)))
    default: return nil
    }
  }
}

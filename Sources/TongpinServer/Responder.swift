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
  typealias Context = BasicRequestContext

  let workspace: WorkspaceThread
  let sessions: Sessions
  let hub: LiveHub
  let files: StaticFiles
  let routes: RouteTable
  let openAPI: ByteBuffer
  let metrics: ServerMetrics
  let isReady: @Sendable () -> Bool
  /// Nanoseconds of a clock that only goes forward.
  let ticks: @Sendable () -> UInt64
  let now: @Sendable () -> Moment
  let presence: PresenceBoard
  let carrier: any MessageCarrier
  let calculations = CalculationQueue()
  let background = CalculationQueue(label: "tongpin.background", givesWay: true)
  /// Trials of channels wait for servers of others.
  let trials = CalculationQueue(label: "tongpin.channel-trials")

  func respond(to request: Request, context: Context) async throws -> Response {
    metrics.count()
    var response: Response
    do {
      response = try await answer(request)
    } catch {
      let problem = Problem.from(error)
      if problem.status >= 500 { context.logger.error("\(request.method) \(request.uri.path): \(error)") }
      response = Self.response(problem)
    }
    addSecurityHeaders(to: &response)
    return response
  }

  private func answer(_ request: Request) async throws -> Response {
    let path = request.uri.path
    if !path.hasPrefix("/api/") {
      if let response = files.response(to: request) { return response }
      if let response = try await operations(path) { return response }
      throw Problem.notFound
    }
    if path == "/api/openapi.json" {
      return Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: openAPI))
    }
    try refuseCrossOrigin(request)
    let own = OwnEndpoint(request.method, path)
    if let own, own.isOpen { return try await open(own, request) }
    guard let token = Self.token(of: request), let signedIn = try await sessions.person(for: token, isHere: own != .presence) else {
      throw Problem.notSignedIn
    }
    if signedIn.isReadOnly, request.method != .get, request.method != .head, own != .endViewAs, own != .signOut {
      throw Problem.viewOnly
    }
    if signedIn.needsSecondFactor, own?.isBeforeSecondFactor != true { throw Problem.secondFactorNeeded }
    if let permission = own?.permission { try Access.require(signedIn.person, permission) }
    switch own {
    case .readSession:
      return Self.json(sessionJSON(signedIn))
    case .signOut:
      try await sessions.signOut(token)
      return Response(status: .noContent, headers: [.setCookie: Self.cookie("", maxAge: 0)])
    case .changePassword: return try await changePassword(request, signedIn)
    case .beginSecondFactor, .confirmSecondFactor, .removeSecondFactor: return try await secondFactor(own, request, signedIn)
    case .viewAs: return try await viewAs(request, signedIn, token)
    case .endViewAs: return try await endViewAs(token)
    case .makeToken: return try await makeToken(request, for: signedIn.person)
    case .events: return try events(request, for: signedIn.person)
    case .presence: return try await reportPresence(request, signedIn)
    case .tryChannel: return try await tryChannel(request, signedIn)
    case .mailInvitation: return try await mailInvitation(request, signedIn)
    case .signIn, .readInvitation, .acceptInvitation, nil:
      return try await route(request, person: signedIn.person, language: signedIn.language)
    }
  }

  private func route(_ request: Request, person: Person, language: String) async throws -> Response {
    guard let (route, parameters) = routes.match(method: request.method, path: request.uri.path) else {
      throw Problem.notFound
    }
    let body = try await Self.body(of: request, limit: route.bodyLimit)
    var query: [String: String] = [:]
    for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
    let input = RouteInput(path: parameters, query: query, body: body, person: person, language: language)
    let asked = ticks()
    let take: @Sendable (Workspace, @escaping () -> Void) throws -> (RouteAnswer, Int64, TurnTimes) = { [ticks] workspace, giveWay in
      let begun = ticks()
      let (answer, revision, steps) = try route.answer(input, workspace, giveWay)
      return (answer, revision, TurnTimes(queue: begun &- asked, turn: ticks() &- begun, steps: steps))
    }
    let (answer, revision, taken) =
      route.isReading ? try await workspace.read(take) : try await workspace.perform { workspace in try take(workspace) {} }
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
    case .document(let work): response = Self.file(try await calculations.perform(work))
    }
    if route.changesPeople { sessions.forget() }
    metrics.note(times)
    response.headers[.serverTiming] = times.header
    response.headers[.eTag] = "\"\(revision)\""
    return response
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
    case "/metrics":
      let text = metrics.text(streams: hub.subscriberCount, waiting: workspace.waitingTurns)
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
        body: .init(byteBuffer: ByteBuffer(string: text)))
    default: return nil
    }
  }
}

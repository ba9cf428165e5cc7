// SPDX-License-Identifier: Apache-2.0
import Calendars
import Dispatch
import HTTPTypes
import Hummingbird
import Journal
import NIOCore
import PlanningCycle

/// A server that follows answers what can be read itself, and hands everything else to the one that writes.
extension Responder {
  /// How long an answer waits until what it did is here as well.
  private static let patience = Duration.seconds(10)
  /// Of a connection, not of a message (RFC 9110 §7.6.1), and what is said anew.
  private static let ownFields: Set<String> = [
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
    "upgrade", "content-length", "expect", "accept-encoding", "host", "date", "server", HopMark.field.canonicalName,
  ]

  /// Whether the server that writes is asked at once: what changes something, signs in, or is written down when it leaves.
  func isForwarded(_ request: Request) -> Bool {
    guard let role, role.isFollowing else { return false }
    guard request.method == .get || request.method == .head else { return true }
    let path = request.uri.path
    switch OwnEndpoint(request.method, path) {
    case .readSession, .events, .signInWays, nil: break
    default: return true
    }
    if path.hasPrefix("/api/v1/exports") { return true }
    return token(of: request).map { role.looksElsewhere($0.digest.hex) } ?? false
  }

  /// - Throws: `Problem` where nobody writes just now.
  func forward(_ request: Request) async throws -> Response {
    guard let role, request.headers[HopMark.field] == nil else { throw Problem.noWriter }
    try await requireKnown(request)
    let limit = routes.match(method: request.method, path: request.uri.path)?.0.bodyLimit ?? 16 << 10
    let body = try await Self.body(of: request, limit: limit)
    let mark = HopMark(
      address: RequestOrigin.current?.address ?? "", isEncrypted: isEncrypted(request), moment: now().millisecondsSinceEpoch)
    let (method, target) = (request.method.rawValue, request.uri.string)
    var headers = request.headers.filter { !Self.ownFields.contains($0.name.canonicalName) }
      .map { (name: $0.name.rawName, value: $0.value) }
    headers.append(("Host", request.head.authority ?? ""))
    headers.append((HopMark.field.rawName, mark.text(method, target, key: forwardingKey)))
    let sent = ForwardedRequest(method: method, target: target, headers: headers, body: body)
    let answer = try await forwarding.perform { () throws -> ForwardedAnswer in
      guard let address = try role.sharing.store.writerAddress() else { throw Problem.noWriter }
      do { return try role.sharing.link.send(sent, to: address) } catch is WriterUnreachable { throw Problem.noWriter }
    }
    var response = Response(status: HTTPResponse.Status(code: answer.status), body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    for (name, value) in answer.headers {
      guard let name = HTTPField.Name(name), !Self.ownFields.contains(name.canonicalName) else { continue }
      response.headers.append(HTTPField(name: name, value: value))
    }
    response.headers[.contentLength] = String(answer.body.count)
    if (200..<300).contains(answer.status) { await settle(request, response, role) }
    return response
  }

  /// Nobody's body is taken into memory before it is known whose it is.
  private func requireKnown(_ request: Request) async throws {
    guard request.head.authority?.isEmpty == false else { throw Problem.hostMissing }
    guard OwnEndpoint(request.method, request.uri.path)?.isOpen != true else { return }
    do {
      guard let token = token(of: request), try await sessions.person(for: token, isHere: false) != nil else { throw Problem.notSignedIn }
    } catch let error as StoreError where error.code == .readOnly {
      // A token that is used for the first time is known: the writer writes down that it was used.
    }
  }

  /// What was done there is so here before anybody hears of it.
  private func settle(_ request: Request, _ response: Response, _ role: ServerRole) async {
    guard request.method != .get, request.method != .head else { return }
    sessions.forget()
    if let session = token(of: request)?.digest.hex {
      switch OwnEndpoint(request.method, request.uri.path) {
      case .viewAs: role.note(session, looksElsewhere: true)
      case .endViewAs, .signOut: role.note(session, looksElsewhere: false)
      default: break
      }
    }
    if let revision = response.headers[.eTag].flatMap({ Int64($0.filter(\.isNumber)) }) {
      await role.until(revision, within: Self.patience)
    }
  }
}

/// Requests on their way to another server: each waits on a thread of its own, since one may be an import of minutes.
final class ForwardingQueue: Sendable {
  /// At once; beyond it callers are told to come back.
  static let limit = 48
  private let queue = DispatchQueue(label: "tongpin.forwarding", qos: .userInitiated, attributes: .concurrent)
  private let places = BoundedCount(limit)

  func perform<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    guard places.enter() else { throw ServerBusy() }
    defer { places.leave() }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }
}

extension Problem {
  static let noWriter = Problem(
    "server.no-writer", status: 503, title: ("现在没有负责写入的服务器", "no server takes changes just now"),
    detail: (
      "这台服务器只读，负责写入的那一台没有应答；请求也许已经生效", "this server reads; the one that writes did not answer, and it may have done what was asked"
    ),
    hint: ("用同一个幂等键稍候重试：已经生效的不会重复", "try again in a moment with the same key: what was done is not done twice"))
}

// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Hummingbird
import Journal
import NIOCore
import PlanningCycle
import Wire

extension Responder {
  func signIn(_ request: Request) async throws -> Response {
    let body = try await json(of: request)
    guard let login = body["login"]?.text, let password = body["password"]?.text else {
      throw Problem.request(
        "request.body-incomplete", zh: "请求体需要 login 和 password", en: "the body needs login and password")
    }
    return entered(try await sessions.signIn(login: login, password: password, code: body["code"]?.text))
  }

  /// The answer that signs a browser in.
  func entered(_ signedIn: Sessions.SignedIn) -> Response {
    var response = Self.json(sessionJSON(signedIn.known))
    response.headers[.setCookie] = Self.cookie(signedIn.token.secret, maxAge: Int(Sessions.absoluteLimit / 1000))
    return response
  }

  /// Who is signed in, and who looks on as them.
  func sessionJSON(_ known: Sessions.Known) -> JSON {
    let viewer = known.viewer.map { viewer in
      JSON.object([.init("login", .string(viewer.login)), .init("label", .bilingual(viewer.name, viewer.englishName))])
    }
    return .object([
      .init("person", personJSON(known.person, language: known.language)), .init("viewer", viewer ?? .null),
      .init("hasSecondFactor", JSON(known.hasSecondFactor)), .init("needsSecondFactor", JSON(known.needsSecondFactor)),
      .init("hasPassword", JSON(known.hasPassword)),
    ])
  }

  func makeToken(_ request: Request, for signedIn: Sessions.Known, _ bearer: Token) async throws -> Response {
    let body = try await json(of: request)
    let days = min(max(Int(body["days"]?.whole ?? 90), 1), 365)
    let isReadOnly = body["isReadOnly"]?.flag ?? false
    let token = try await sessions.makeToken(
      for: signedIn.person, label: body["label"]?.text ?? "token", days: days, scope: Scope(json: body), isReadOnly: isReadOnly,
      by: signedIn.isScript ? bearer : nil)
    return Self.json(.object([.init("token", .string(token.secret)), .init("days", JSON(days)), .init("isReadOnly", JSON(isReadOnly))]))
  }

  func personJSON(_ person: Person, language: String) -> JSON {
    let title = person.role.label
    return .object([
      .init("id", .integer(person.id)), .init("login", .string(person.login)), .init("name", .string(person.name)),
      .init("label", .bilingual(person.name, person.englishName)),
      .init("title", .bilingual(title.chinese, title.english)), .init("role", .string(person.role.rawValue)),
      .init("permissions", JSON(Access.permissions(of: person)) { .string($0.rawValue) }),
      .init("scope", person.scope.json),
      .init("language", .string(language == "en" ? "en" : "zh")),
    ])
  }

  /// A browser sends where a request comes from; another site's is refused for everything that changes anything.
  func refuseCrossOrigin(_ request: Request) throws {
    guard request.method != .get, request.method != .head else { return }
    if let site = request.headers[HTTPField.Name("Sec-Fetch-Site")!], site != "same-origin", site != "none" {
      throw Problem.crossOrigin
    }
    guard let origin = request.headers[.origin] else { return }
    let host = request.head.authority ?? ""
    guard origin == "http://" + host || origin == "https://" + host else { throw Problem.crossOrigin }
  }

  /// The browser speaks TLS with a proxy of our own.
  func isEncrypted(_ request: Request) -> Bool {
    HopMark.current?.isEncrypted ?? (trustsProxy && RequestOrigin.isEncrypted(request))
  }

  func token(of request: Request) -> Token? {
    if let header = request.headers[.authorization], header.hasPrefix("Bearer ") {
      return Token(secret: String(header.dropFirst(7)))
    }
    return cookie(named: "tongpin_session", of: request).map { Token(secret: $0) }
  }

  /// Begins the names of cookies that no neighbouring site and no clear connection can set (RFC 6265bis §4.1.3.2).
  private static let ownHost = "__Host-"

  /// Over TLS only the one that this host set itself is taken.
  func cookie(named plain: String, of request: Request) -> String? {
    let name = (isEncrypted(request) ? Self.ownHost : "") + plain
    for cookies in request.headers[values: .cookie] {
      for cookie in cookies.split(separator: ";") {
        let trimmed = cookie.drop { $0 == " " }
        if trimmed.hasPrefix(name + "=") { return String(trimmed.dropFirst(name.utf8.count + 1)) }
      }
    }
    return nil
  }

  static func cookie(_ secret: String, maxAge: Int) -> String {
    "tongpin_session=\(secret); Path=/; Max-Age=\(maxAge); HttpOnly; SameSite=Strict"
  }

  static func body(of request: Request, limit: Int) async throws -> [UInt8] {
    do {
      // Piece by piece into one array of the right size: a file of a hundred megabytes is in memory once.
      var bytes: [UInt8] = []
      if let stated = request.headers[.contentLength].flatMap({ Int($0) }), stated > 0 { bytes.reserveCapacity(min(stated, limit)) }
      for try await piece in request.body {
        guard bytes.count + piece.readableBytes <= limit else { throw NIOTooManyBytesError(maxBytes: limit) }
        bytes.append(contentsOf: piece.readableBytesView)
      }
      return bytes
    } catch is NIOTooManyBytesError {
      throw Problem(
        "request.body-too-large", status: 413,
        title: ("内容超过 \(limit) 字节的上限", "the body is larger than the limit of \(limit) bytes"))
    } catch {
      // Sent in a way that nobody can take apart, or broken off: nothing that the server did.
      throw Problem(
        "request.body-broken", status: 400, title: ("内容没有完整送达", "the body did not arrive whole"),
        hint: ("请检查 Content-Length 和 Transfer-Encoding 后重试", "check Content-Length and Transfer-Encoding, and try again"))
    }
  }

  static func json(_ value: JSON, status: HTTPResponse.Status = .ok) -> Response {
    let bytes = value.encoded()
    return Response(
      status: status,
      headers: [
        .contentType: "application/json; charset=utf-8", .cacheControl: "no-store",
        .contentLength: String(bytes.count),
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static func file(_ answer: FileAnswer) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: answer.name.hasSuffix(".csv")
          ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(answer.name)\"", .contentLength: String(answer.bytes.count),
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: answer.bytes)))
  }

  static func response(_ problem: Problem) -> Response {
    var response = json(problem.json, status: HTTPResponse.Status(code: problem.status))
    response.headers[.contentType] = "application/problem+json; charset=utf-8"
    if problem.status == 405, let list = problem.parameters.first?.1.text { response.headers[.allow] = list }
    if problem.status == 429 { response.headers[.retryAfter] = "300" }
    if problem.status == 503 { response.headers[.retryAfter] = "1" }
    return response
  }

  /// - Parameter isEncrypted: the browser speaks TLS with a proxy of our own: its cookie stays off clear connections, and so does the browser.
  func addSecurityHeaders(to response: inout Response, isEncrypted: Bool) {
    if isEncrypted {
      response.headers[values: .setCookie] = response.headers[values: .setCookie].map { Self.ownHost + $0 + "; Secure" }
      response.headers[.strictTransportSecurity] = "max-age=31536000"
    }
    let scripts = (["'self'"] + files.inlineScriptHashes).joined(separator: " ")
    response.headers[HTTPField.Name("Content-Security-Policy")!] =
      "default-src 'none'; script-src \(scripts); style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
      + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
      + "frame-ancestors 'none'"
    response.headers[HTTPField.Name("X-Content-Type-Options")!] = "nosniff"
    response.headers[HTTPField.Name("Referrer-Policy")!] = "no-referrer"
    response.headers[HTTPField.Name("Cross-Origin-Opener-Policy")!] = "same-origin"
    response.headers[HTTPField.Name("Cross-Origin-Resource-Policy")!] = "same-origin"
  }
}

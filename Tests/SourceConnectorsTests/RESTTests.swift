// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import LocalServers
import PlanningCycle
import Testing

@testable import SourceConnectors

@Suite("A service that answers in JSON")
struct RESTTests {
  private static func row(_ code: String, _ time: String) -> String {
    "{\"code\": \"\(code)\", \"name\": \"物料\(code)\", \"changed\": \"\(time)\"}"
  }

  private func request(
    _ server: LocalServer, _ source: RESTSource, text: String = "", mark: SourceQuery.Watermark? = nil, since: SourceMark? = nil,
    kind: FactKind = .items, limits: SourceLimits = SourceLimits(rows: 1_000, seconds: 30), columns: [String: String]? = nil
  ) -> SourceRequest {
    var source = source
    source.url = "http://127.0.0.1:\(server.port)" + source.url
    return SourceRequest(
      name: "service", connection: .rest(source), secret: SecretText("Bearer sesame-open"),
      query: SourceQuery(kind: kind, text: text, watermark: mark, columns: columns), since: since, limits: limits)
  }

  private func read(_ request: SourceRequest, _ patterns: [String] = ["http://127.0.0.1:*"]) throws -> SourceReading {
    try Story.sources(patterns).read(request, knows: { _, _ in nil }, isStopped: { false })
  }

  private func fault(_ request: SourceRequest, _ patterns: [String] = ["http://127.0.0.1:*"]) throws -> SourceFault {
    let fault = try #require(throws: SourceFault.self) { _ = try read(request, patterns) }
    #expect(!"\(fault)".contains("sesame"))
    return fault
  }

  @Test("one answer: rows inside objects, numbers exact, the secret in its header")
  func oneAnswer() throws {
    let heard = Heard<HeardRequest>()
    let server = LocalServer.http(
      [
        LocalServer.ok(
          """
          {"data": {"items": [
            {"code": "A1", "name": "轴承", "price": {"list": 12.345678, "cost": 1.5e1}, "is_made": true, "tags": ["x"], "family": null},
            {"code": "A2", "safety_stock": 9007199254740993, "is_made": false}]}}
          """)
      ], heard: heard)
    let source = RESTSource(url: "/api", rowsPath: "data.items", secretHeader: "Authorization")
    let columns = [
      "code": "code", "name": "name", "list_price": "price.list", "standard_cost": "price.cost", "is_made": "is_made",
    ]
    let reading = try read(request(server, source, text: "/items?kind=sold", columns: columns))
    #expect(reading.isComplete && reading.rows == 2 && reading.next == nil)
    let table = reading.reading.table
    #expect(table["name"].text(0) == "轴承" && table["name"].text(1) == nil)
    #expect(table["list_price"].integer(0) == 12_345_678 && table["standard_cost"].integer(0) == 15_000_000)
    #expect(table["is_made"].boolean(0) == true && table["is_made"].boolean(1) == false)
    let asked = try #require(heard.all.first)
    #expect(asked.target == "/api/items?kind=sold" && asked.headers["authorization"] == "Bearer sesame-open")
    #expect(asked.headers["accept"] == "application/json")
  }

  @Test("pages by number end with a short one")
  func pageNumbers() throws {
    let heard = Heard<HeardRequest>()
    let pages = [["A", "B"], ["C", "D"], ["E"]].map { codes in
      LocalServer.ok("{\"rows\": [\(codes.map { Self.row($0, "2026-11-01") }.joined(separator: ","))]}")
    }
    let server = LocalServer.http(pages, heard: heard)
    let source = RESTSource(
      url: "/v1/items", rowsPath: "rows", paging: .pageNumber(parameter: "page", first: 1, sizeParameter: "limit", size: 2))
    let reading = try read(request(server, source))
    #expect(reading.reading.table["code"].texts == ["A", "B", "C", "D", "E"])
    #expect(heard.all.map(\.target) == (1...3).map { "/v1/items?limit=2&page=\($0)" })
  }

  @Test("a cursor goes back as it came")
  func cursor() throws {
    let heard = Heard<HeardRequest>()
    let server = LocalServer.http(
      [
        LocalServer.ok("{\"next\": \"a/b=&中\", \"rows\": [\(Self.row("A", "2026-11-01"))]}"),
        LocalServer.ok("{\"next\": null, \"rows\": [\(Self.row("B", "2026-11-01"))]}"),
      ], heard: heard)
    let source = RESTSource(url: "/x", rowsPath: "rows", paging: .cursor(parameter: "after", path: "next"))
    #expect(try read(request(server, source)).rows == 2)
    #expect(heard.all.map { $0.query("after") } == [nil, "a/b=&中"])
  }

  @Test("next links on the same server are followed, on another they are not")
  func links() throws {
    let heard = Heard<HeardRequest>()
    let answers = [
      LocalServer.ok("{\"links\": {\"next\": \"/x?page=2\"}, \"rows\": [\(Self.row("A", "2026-11-01"))]}"),
      LocalServer.ok("{\"links\": {\"next\": \"?page=3\"}, \"rows\": [\(Self.row("B", "2026-11-01"))]}"),
      LocalServer.ok("{\"links\": {}, \"rows\": [\(Self.row("C", "2026-11-01"))]}"),
    ]
    let server = LocalServer.http(answers, heard: heard)
    let source = RESTSource(url: "/x", rowsPath: "rows", paging: .nextLink(path: "links.next"), secretHeader: "X-Api-Key")
    #expect(try read(request(server, source)).rows == 3)
    #expect(heard.all.map(\.target) == ["/x", "/x?page=2", "/x?page=3"])
    let other = Heard<HeardRequest>()
    let elsewhere = LocalServer.http([LocalServer.ok("{}")], heard: other)
    let leading = LocalServer.http(
      [LocalServer.ok("{\"links\": {\"next\": \"http://127.0.0.1:\(elsewhere.port)/x\"}, \"rows\": []}")], heard: heard)
    #expect(try fault(request(leading, source)).code == .answerNotUnderstood)
    #expect(other.all.isEmpty)
  }

  @Test("links without an end: a page that comes again, pages without rows, more rows than a load takes")
  func endless() throws {
    let source = RESTSource(url: "/x", rowsPath: "rows", paging: .nextLink(path: "next"))
    let heard = Heard<HeardRequest>()
    let circle = LocalServer.http([LocalServer.ok("{\"next\": \"/x\", \"rows\": [\(Self.row("A", "2026-11-01"))]}")], heard: heard)
    #expect(try fault(request(circle, source)).code == .answerNotUnderstood)
    let counter = Heard<HeardRequest>()
    let hollow = LocalServer { connection in
      guard let request = HeardRequest(connection) else { return }
      counter.add(request)
      connection.say(LocalServer.ok("{\"next\": \"/x?\(counter.all.count)\", \"rows\": []}"))
    }
    #expect(try fault(request(hollow, source)).code == .answerNotUnderstood)
    #expect(counter.all.count <= 10)
    let growing = LocalServer { connection in
      guard let request = HeardRequest(connection) else { return }
      counter.add(request)
      connection.say(
        LocalServer.ok("{\"next\": \"/x?\(counter.all.count)\", \"rows\": [\(Self.row("R\(counter.all.count)", "2026-11-01"))]}"))
    }
    #expect(try fault(request(growing, source, limits: SourceLimits(rows: 25, seconds: 30))).code == .tooLarge)
  }

  @Test("only what is new is asked for, and kept even where the service sends more")
  func since() throws {
    let heard = Heard<HeardRequest>()
    let rows = [("A", "2026-11-01T09:00:00Z"), ("B", "2026-11-01T08:00:00Z"), ("C", "2026-10-01T08:00:00Z")].map { Self.row($0.0, $0.1) }
    let server = LocalServer.http([LocalServer.ok("[\(rows.joined(separator: ","))]")], heard: heard)
    let source = RESTSource(url: "/x", sinceParameter: "since")
    let watermark = SourceQuery.Watermark(column: "changed", kind: .timestamp, overlap: 3_600)
    let reading = try read(
      request(server, source, mark: watermark, since: SourceMark("2026-11-01T08:30:00Z", .timestamp)))
    #expect(heard.all.first?.query("since") == "2026-11-01T07:30:00+00:00")
    #expect(reading.reading.table["code"].texts == ["B", "A"])
    #expect(reading.next?.text == "2026-11-01T09:00:00Z" && reading.isComplete)
  }

  @Test("a service that sends in order may be cut between two marks")
  func inOrder() throws {
    let heard = Heard<HeardRequest>()
    let rows = (0..<30).map { Self.row("R\($0)", "2026-11-01T00:00:\(10 + $0 / 3)") }
    let server = LocalServer.http([LocalServer.ok("[\(rows.joined(separator: ","))]")], heard: heard)
    let watermark = SourceQuery.Watermark(column: "changed", kind: .timestamp, overlap: 1)
    var source = RESTSource(url: "/x", isInOrderOfMark: true)
    let reading = try read(request(server, source, mark: watermark, limits: SourceLimits(rows: 10, seconds: 30)))
    #expect(reading.rows == 9 && !reading.isComplete && reading.next?.text == "2026-11-01T00:00:12")
    source.isInOrderOfMark = false
    #expect(try fault(request(server, source, mark: watermark, limits: SourceLimits(rows: 10, seconds: 30))).code == .tooLarge)
    let mixed = LocalServer.http(
      [LocalServer.ok("[\(Self.row("A", "2026-11-02")), \(Self.row("B", "2026-11-01"))]")], heard: heard)
    source.isInOrderOfMark = true
    #expect(try fault(request(mixed, source, mark: watermark)).code == .answerNotUnderstood)
  }

  @Test(
    "answers that are none",
    arguments: [
      "{\"rows\": [", "<html>", "", "{\"rows\": {}}", "{\"rows\": [1, 2]}", "{\"other\": []}", "[[[[", "{\"rows\": [{\"a\": 1, \"a\": 2}]}",
      "{\"rows\": [{\"a\": \"\u{FF}\\ud800\"}]}",
    ])
  func malformed(_ body: String) throws {
    let server = LocalServer.http([LocalServer.ok(body)], heard: Heard())
    let fault = try fault(request(server, RESTSource(url: "/x", rowsPath: "rows")))
    #expect(fault.code == .answerNotUnderstood)
    #expect(!fault.detail.chinese.isEmpty && !fault.detail.english.isEmpty)
  }

  @Test("an answer of a gigabyte is left when the limit is passed")
  func tooLarge() throws {
    let server = LocalServer { connection in
      guard HeardRequest(connection) != nil else { return }
      connection.say("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n[")
      let piece = String(repeating: " ", count: 1 << 20)
      for _ in 0..<1_024 { connection.say(piece) }
    }
    let fault = try fault(request(server, RESTSource(url: "/x"), limits: SourceLimits(rows: 10, bytes: 2 << 20, seconds: 30)))
    #expect(fault.code == .tooLarge)
  }

  @Test("an answer that breaks off keeps nothing, one that never comes ends")
  func brokenOff() throws {
    let server = LocalServer { connection in
      guard HeardRequest(connection) != nil else { return }
      connection.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[{\"code\": \"A\"}")
    }
    let broken = try fault(request(server, RESTSource(url: "/x")))
    #expect(broken.code == .brokenOff && broken.isTransient)
    let silent = LocalServer { connection in
      guard HeardRequest(connection) != nil else { return }
      connection.hang()
    }
    #expect(try fault(request(silent, RESTSource(url: "/x"), limits: SourceLimits(rows: 10, seconds: 1))).isTransient)
  }

  @Test(
    "what a service says instead of an answer",
    arguments: [
      ("401 Unauthorized", SourceFault.Code.signInRefused), ("403 Forbidden", .signInRefused), ("404 Not Found", .queryRefused),
      ("429 Too Many Requests", .busy), ("503 Service Unavailable", .busy), ("500 Internal Server Error", .unreachable),
      ("302 Found", .answerNotUnderstood),
    ])
  func statuses(_ status: String, _ code: SourceFault.Code) throws {
    let answer = LocalServer.ok(
      "{\"error\": \"key sesame-open is unknown\"}", status: status, headers: "Retry-After: 7\r\nLocation: http://127.0.0.1:1/\r\n")
    let server = LocalServer.http([answer], heard: Heard())
    let fault = try fault(request(server, RESTSource(url: "/x", secretHeader: "Authorization")))
    #expect(fault.code == code)
    #expect(fault.said.contains(status.prefix(3)) && fault.said.contains("***"))
    if code == .busy { #expect(fault.retryAfter == 7) }
  }

  @Test("an address that nobody permitted, a scheme that is open to all, and a user in the address")
  func addresses() throws {
    let heard = Heard<HeardRequest>()
    let server = LocalServer.http([LocalServer.ok("[]")], heard: heard)
    let asked = request(server, RESTSource(url: "/x"))
    for patterns in [[], ["127.0.0.1:*"], ["http://localhost:*"], ["http://127.0.0.1:1"]] {
      #expect(try fault(asked, patterns).code == .addressNotPermitted)
    }
    #expect(heard.all.isEmpty)
    for url in ["ftp://erp.example/x", "https://user@erp.example/x", "file:///etc/passwd", "erp.example/x"] {
      #expect(try Story.sources(["*.example:*", "erp.example:*"]).objection(to: .rest(RESTSource(url: url)), nil)?.code == .settingRefused)
    }
    let smuggled = RESTSource(url: "https://erp.example/x", secretHeader: "X-Key: a\r\nHost")
    #expect(try Story.sources(["erp.example:443"]).objection(to: .rest(smuggled), nil)?.code == .settingRefused)
  }

  @Test("rows that are sent are read as those that are asked for")
  func push() throws {
    let rows = SourceRows(
      columns: ["invoice_number", "line_number", "invoiced_on", "customer", "amount_incl_tax"],
      rows: [
        ["FP-1", "1", "2026-11-03", "C1", "113.00"], ["FP-1", "2", "2026-13-03", "C1", "113"], ["FP-1", "1", "2026-11-04", "C1", "5"],
      ])
    let reading = try Story.sources([]).take(rows, kind: .invoices, columns: nil, knows: { _, _ in nil })
    #expect(reading.table.rowCount == 1 && reading.rejected == 2)
    #expect(reading.table["amount_incl_tax"].integer(0) == 11_300)
    #expect(reading.findings.filter { $0.severity == "rejected" }.map(\.line) == [2, 3])
    let bare = SourceRows(columns: ["x"], rows: [["1"]])
    let fault = try #require(throws: SourceFault.self) {
      _ = try Story.sources([]).take(bare, kind: .invoices, columns: nil, knows: { _, _ in nil })
    }
    #expect(fault.code == .queryRefused)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle
import Testing

@testable import SourceConnectors

@Suite("What a database source is refused, or refuses", .enabled(if: DatabaseServer.areThere, DatabaseServer.isMissing))
struct RefusalTests {
  private func fault(_ request: SourceRequest, _ patterns: [String] = ["127.0.0.1:*"]) throws -> SourceFault {
    let sources = try Story.sources(patterns)
    let fault = try #require(throws: SourceFault.self) {
      _ = try sources.read(request, knows: { _, _ in nil }, isStopped: { false })
    }
    for words in [fault.title, fault.hint, fault.detail] { #expect(words.chinese.isEmpty == words.english.isEmpty) }
    #expect(!fault.said.contains(DatabaseServer.password) && !"\(fault)".contains(DatabaseServer.password))
    return fault
  }

  @Test("a function that writes is stopped by the transaction, whatever rights its owner has", arguments: DatabaseServer.Product.allCases)
  func writing(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try server.run("CREATE TABLE untouched (n int)")
    switch product {
    case .postgres:
      try server.run(
        "CREATE FUNCTION sly() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ INSERT INTO untouched VALUES (1) RETURNING n $$")
    case .mariadb:
      try server.run(
        "CREATE FUNCTION sly() RETURNS int MODIFIES SQL DATA SQL SECURITY DEFINER BEGIN INSERT INTO untouched VALUES (1); RETURN 1; END"
          .delimited)
    }
    let sly = Story.request(server, "SELECT sly() AS item, 1 AS quantity, '2026-11-01' AS counted_on")
    #expect(try fault(sly).code == .notReadOnly)
    #expect(try server.run("SELECT COUNT(*) FROM untouched") == "0")
  }

  @Test(
    "what is no single SELECT does not even leave the house",
    arguments: ["WITH x AS (INSERT INTO t VALUES (1) RETURNING n) SELECT n FROM x", "SELECT 1 AS a; DROP TABLE t", "DELETE FROM t"])
  func notOneSelect(_ sql: String) throws {
    for product in DatabaseServer.Product.allCases {
      let server = try #require(product.shared)
      #expect(try fault(Story.request(server, sql)).code == .notReadOnly)
      #expect(try Story.sources().objection(to: server.connection(), SourceQuery(kind: .stock, text: sql))?.code == .notReadOnly)
    }
  }

  @Test("a wrong password, an unknown user and no password are the sign-in's fault", arguments: DatabaseServer.Product.allCases)
  func signIn(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    let wrong = try fault(Story.request(server, "SELECT 1 AS item", secret: "not the one"))
    #expect(wrong.code == .signInRefused && !wrong.isTransient)
    #expect(!wrong.said.contains("not the one") && wrong.said.contains("reader"))
    #expect(try fault(Story.request(server, "SELECT 1 AS item", connection: server.connection(user: "nobody"))).code == .signInRefused)
    #expect(try fault(Story.request(server, "SELECT 1 AS item", secret: nil)).code == .signInRefused)
  }

  @Test("a table that is not there: in the server's own words", arguments: DatabaseServer.Product.allCases)
  func noTable(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    let missing = try fault(Story.request(server, "SELECT item FROM no_such_table"))
    #expect(missing.code == .queryRefused && missing.said.contains("no_such_table"))
    try server.run("CREATE TABLE hidden (item varchar(10)); ")
    try server.run(
      product == .postgres
        ? "REVOKE SELECT ON hidden FROM reader" : "CREATE DATABASE IF NOT EXISTS other; CREATE TABLE IF NOT EXISTS other.hidden (item int)")
    let denied = try fault(Story.request(server, product == .postgres ? "SELECT item FROM hidden" : "SELECT item FROM other.hidden"))
    #expect(denied.code == .queryRefused && denied.said.contains("denied"))
  }

  @Test("a query that takes too long is ended on the server", arguments: DatabaseServer.Product.allCases)
  func slow(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    let sleep = product == .postgres ? "pg_sleep(60)" : "SLEEP(60)"
    let slow = try fault(
      Story.request(server, "SELECT 'a' AS item, 1 AS quantity, \(sleep) AS w", limits: SourceLimits(rows: 10, seconds: 2)))
    #expect(slow.code == .tooSlow && slow.isTransient)
    #expect(slow.detail.english.contains("2 s"))
  }

  @Test("addresses that nobody permitted are not called", arguments: DatabaseServer.Product.allCases)
  func addresses(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    let request = Story.request(server, "SELECT 1 AS item")
    for patterns in [[], ["127.0.0.1:1"], ["10.0.0.1:*"], ["*.example.cn:*"], ["localhost:*"]] {
      #expect(try fault(request, patterns).code == .addressNotPermitted)
    }
    // A name that leads to this machine is not this machine's own name.
    let named = Story.request(server, "SELECT 1 AS item", connection: server.connection(host: "0x7f000001"))
    #expect(try fault(named, ["0x7f000001:*"]).code == .addressNotPermitted)
    let metadata = Story.request(server, "SELECT 1 AS item", connection: server.connection(host: "169.254.169.254"))
    #expect(try fault(metadata, ["169.254.169.254:*"]).code == .addressNotPermitted)
    let socket = Story.request(server, "SELECT 1 AS item", connection: server.connection(host: server.folder))
    #expect(try fault(socket).code == .settingRefused)
  }

  @Test("nobody at the port", arguments: DatabaseServer.Product.allCases)
  func nobody(_ product: DatabaseServer.Product) throws {
    let port = DatabaseServer.freePort()
    let connection: SourceConnection =
      product == .postgres
      ? .postgres(PostgresSource(host: "127.0.0.1", port: port, database: "erp", user: "reader", protection: .none))
      : .odbc(ODBCSource(driver: "MariaDB Unicode", host: "127.0.0.1", port: port, database: "erp", user: "reader", protection: .none))
    let server = try #require(product.shared)
    let gone = try fault(Story.request(server, "SELECT 1 AS item", connection: connection))
    #expect(gone.code == .unreachable && gone.isTransient)
  }

  @Test("settings that would lead a driver astray")
  func settings() throws {
    let server = try #require(DatabaseServer.mariadb)
    func refused(_ connection: SourceConnection) throws -> SourceFault.Code? {
      try Story.sources().objection(to: connection, nil)?.code
    }
    #expect(try refused(server.connection(driver: "/tmp/evil.so")) == .settingRefused)
    #expect(try refused(server.connection(driver: "x};SERVER=elsewhere")) == .settingRefused)
    #expect(try refused(server.connection(options: ["INITSTMT": "DROP TABLE t"])) == .settingRefused)
    #expect(try refused(server.connection(options: ["CHARSET": "gbk;SERVER=elsewhere"])) == .settingRefused)
    #expect(try refused(server.connection(options: ["CHARSET": "utf8mb4"])) == nil)
    #expect(try refused(.folder(path: "/tmp")) == .settingRefused)
    let missing = Story.request(server, "SELECT 1 AS item", connection: server.connection(driver: "MariaDB of tomorrow"))
    #expect(try fault(missing).code == .driverMissing)
  }
}

extension String {
  /// One statement for the tool that would otherwise end it at its first semicolon.
  fileprivate var delimited: String { "DELIMITER //\n" + self + "//\nDELIMITER ;\n" }
}

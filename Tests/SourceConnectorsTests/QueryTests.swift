// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle
import Testing

@testable import SourceConnectors

@Suite("A query is one SELECT, whichever database reads it")
struct OneSelectTests {
  @Test(
    "what only reads is taken, with its comments and quotes",
    arguments: [
      "SELECT 1", "  select a, b from t where c = ';' ;\n", "WITH x AS (SELECT 1 AS a) SELECT a FROM x -- the end",
      "SELECT \"update\", `delete`, [drop it], 'insert into' FROM t", "SELECT /* an INSERT once */ a FROM t; -- done",
      "SELECT replace(a, '''', '') FROM t", "SELECT a[1] FROM t", "SELECT 单号 AS order_number FROM 订单",
    ])
  func taken(_ text: String) throws { #expect(try OneSelect(text).text.uppercased().contains("SELECT")) }

  @Test(
    "whatever could do more is refused before anybody is called",
    arguments: [
      "", "UPDATE t SET a = 1", "SELECT 1; DROP TABLE t", "WITH x AS (INSERT INTO t VALUES (1) RETURNING a) SELECT a FROM x",
      "SELECT 1 DELETE FROM t", "SELECT * INTO u FROM t", "SELECT 1 a) q DELETE FROM t SELECT * FROM (SELECT 1 a", "SELECT (1",
      "SELECT /*! DROP TABLE t */ 1", "SELECT 1 --DROP", "SELECT 1 # x", "SELECT $$;$$", "SELECT 'a\\' ; DROP TABLE t; -- '",
      "SELECT /* a /* b */ DELETE */ 1", "SELECT [a']", "SELECT 'a", "SELECT a FROM t FOR UPDATE", "EXEC sp_who", "SELECT 1; ; SELECT 2",
      "SELECT \u{0}",
    ])
  func refused(_ text: String) throws {
    let fault = try #require(throws: SourceFault.self) { _ = try OneSelect(text) }
    #expect(fault.code == .notReadOnly)
    #expect(fault.detail.chinese.isEmpty == false && fault.detail.english.isEmpty == false)
  }

  @Test("a semicolon at the end is no second statement, and a comment behind it does not swallow ours")
  func tail() throws {
    #expect(try OneSelect("SELECT 1 ; -- done").text == "SELECT 1 ")
    #expect(try OneSelect("SELECT 1 -- done").text == "SELECT 1 ")
  }
}

@Suite("Our SELECT goes around the owner's")
struct MarkedQueryTests {
  private func query(_ dialect: Dialect, _ kind: SourceMark.Kind, _ since: String?, overlap: Int) throws -> String {
    let watermark = SourceQuery.Watermark(column: "mark", kind: kind, overlap: overlap)
    let request = SourceRequest(
      name: "erp", connection: .folder(path: "/"), secret: nil,
      query: SourceQuery(kind: .items, text: "SELECT mark FROM t;", watermark: watermark), since: since.flatMap { SourceMark($0, kind) },
      limits: SourceLimits(rows: 10))
    let query = try MarkedQuery(request, dialect)
    let columns = [
      SourceColumn(name: "mark", type: "timestamp with time zone", marks: [kind], isBinary: false),
      SourceColumn(name: "memo", type: "text", marks: [], isBinary: false, isLong: true),
    ]
    return query.forLoad(columns, mark: 0, after: query.from, rows: LoadCollector.rowsToAsk(request))
  }

  @Test("each database gets its own words for names, values and how many")
  func dialects() throws {
    #expect(
      try query(.postgres, .timestamp, "2026-11-30 14:05:09.12+08", overlap: 10)
        == "SELECT \"mark\", LEFT(CAST(\"memo\" AS text), 40000) AS \"memo\" FROM (\nSELECT mark FROM t\n) AS tongpin_source WHERE \"mark\" > "
        + "CAST('2026-11-30 14:04:59.12+08:00' AS timestamp with time zone) ORDER BY \"mark\" LIMIT 21")
    #expect(
      try query(.mysql, .timestamp, "2026-11-30 00:00:03", overlap: 10)
        == "SELECT `mark`, LEFT(`memo`, 40000) AS `memo` FROM (\nSELECT mark FROM t\n) AS tongpin_source WHERE `mark` > CAST('2026-11-29 23:59:53' AS DATETIME(6)) "
        + "ORDER BY `mark` LIMIT 21")
    #expect(
      try query(.sqlServer, .day, "2026-03-01", overlap: 1)
        == "SELECT TOP (21) [mark], LEFT([memo], 40000) AS [memo] FROM (\nSELECT mark FROM t\n) AS tongpin_source WHERE [mark] > CAST('2026-02-28' AS date) ORDER BY [mark]"
    )
    #expect(
      try query(.standard, .integer, "4711", overlap: 5)
        == "SELECT \"mark\", \"memo\" FROM (\nSELECT mark FROM t\n) tongpin_source WHERE \"mark\" > 4706 ORDER BY \"mark\" FETCH FIRST 21 ROWS ONLY"
    )
  }

  @Test("without a mark the first load takes whatever has one")
  func beginning() throws {
    #expect(try query(.mysql, .integer, nil, overlap: 0).contains("WHERE `mark` IS NOT NULL ORDER BY `mark`"))
  }

  @Test("an overlap that would lose rows with equal marks is refused", arguments: [SourceMark.Kind.day, .timestamp])
  func overlap(_ kind: SourceMark.Kind) {
    #expect(MarkedQuery.objection(to: SourceQuery.Watermark(column: "m", kind: kind, overlap: 0))?.code == .settingRefused)
    #expect(MarkedQuery.objection(to: SourceQuery.Watermark(column: "m", kind: kind, overlap: 1)) == nil)
  }

  @Test("a name cannot leave its quotes")
  func names() {
    #expect(Dialect.postgres.quoted("a\"b") == "\"a\"\"b\"")
    #expect(Dialect.mysql.quoted("a`b") == "`a``b`")
    #expect(Dialect.sqlServer.quoted("a]b") == "[a]]b]")
  }
}

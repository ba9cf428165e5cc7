// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Testing

@testable import SourceConnectors

@Suite("Marks are compared by what they mean")
struct MarkTests {
  @Test(
    "the forms that servers write",
    arguments: [
      ("2026-11-30 14:05:09.123456+08", "2026-11-30T06:05:09.123456Z"), ("2026-11-30 14:05:09+0800", "2026-11-30 06:05:09+00:00"),
      ("2026-11-30 14:05:09.1", "2026-11-30T14:05:09.100"), ("2026-11-30", "2026-11-30 00:00:00"),
      ("2026-11-30 02:35:09+05:30", "2026-11-29 21:05:09Z"),
    ])
  func equal(_ left: String, _ right: String) throws {
    let (one, other) = (try #require(SourceMark(left, .timestamp)), try #require(SourceMark(right, .timestamp)))
    #expect(one == other && !(one < other) && one.hashValue == other.hashValue)
  }

  @Test("order, also where letters would say otherwise")
  func order() throws {
    let texts = ["1969-12-31 23:59:59.5", "2026-11-30 14:05:09", "2026-11-30 14:05:09.09", "2026-11-30 14:05:09.1", "2026-11-30 14:05:10"]
    let marks = try texts.map { try #require(SourceMark($0, .timestamp)) }
    #expect(marks.shuffled().sorted().map(\.text) == texts)
    #expect(try #require(SourceMark("9", .integer)) < #require(SourceMark("10", .integer)))
  }

  @Test(
    "texts that are none",
    arguments: ["", "infinity", "2026-02-30 00:00:00", "2026-11-30 24:00:00", "2026-11-30 14:05", "now()", "2026-11-30 14:05:09'; DROP"])
  func none(_ text: String) {
    #expect(SourceMark(text, .timestamp) == nil)
    #expect(SourceMark(text, .integer) == nil)
  }

  @Test("an overlap goes back over midnight, years and the beginning")
  func earlier() throws {
    func earlier(_ text: String, _ kind: SourceMark.Kind, _ overlap: Int) throws -> String {
      try #require(SourceMark(text, kind)).earlier(by: overlap).text
    }
    #expect(try earlier("2026-01-01 00:00:01.25", .timestamp, 2) == "2025-12-31 23:59:59.25")
    #expect(try earlier("2026-01-01 00:00:01+08", .timestamp, 2) == "2025-12-31 23:59:59+08:00")
    #expect(try earlier("2026-03-01", .day, 1) == "2026-02-28")
    #expect(try earlier("3", .integer, 5) == "-2")
    #expect(try earlier("1970-01-01 00:00:00", .timestamp, 1) == "1969-12-31 23:59:59")
    #expect(try earlier("0001-01-01", .day, 9) == "0001-01-01")
    #expect(try earlier("-9223372036854775808", .integer, 1) == "-9223372036854775808")
  }

  @Test("how long ago: a time without a zone is one of the source's zone")
  func moment() throws {
    let plain = try #require(SourceMark("2026-11-30 08:00:00", .timestamp)?.moment(zoneMinutes: 480))
    #expect(plain == SourceMark("2026-11-30T00:00:00Z", .timestamp)?.moment())
    #expect(
      SourceMark("2026-11-29", .day)?.moment(zoneMinutes: 480)
        == Moment(millisecondsSinceEpoch: plain.millisecondsSinceEpoch - 8 * 3_600_000))
    #expect(SourceMark("7", .integer)?.moment() == nil)
  }

  @Test("a fault shows no secret, however the other side repeats it")
  func secrets() {
    let fault = SourceFault(.signInRefused, said: "key Bearer sesame-open,\n\u{7}or sesame-open", without: SecretText("Bearer sesame-open"))
    #expect(fault.said == "key ***, or ***")
    #expect(SourceFault(.unreachable, said: String(repeating: "长", count: 1_000)).said.count == SourceFault.limit)
    for code in SourceFault.Code.allCases {
      let fault = SourceFault(code)
      #expect(!fault.title.chinese.isEmpty && !fault.title.english.isEmpty && !fault.hint.chinese.isEmpty && !fault.hint.english.isEmpty)
    }
  }

  @Test("who may be called is read strictly")
  func policy() throws {
    let policy = try SourcePolicy(["erp.example.cn:5432", "*.inside.cn:*", "[fd00::1]:3306", "http://10.0.0.5:8080", "localhost:5433"])
    #expect(policy.permits("erp.example.cn", 5432) && !policy.permits("erp.example.cn", 5433) && !policy.permits("xerp.example.cn", 5432))
    #expect(policy.permits("a.inside.cn", 1) && !policy.permits("inside.cn", 1) && !policy.permits("a.inside.cn.evil.cn", 1))
    #expect(policy.permits("fd00::1", 3306))
    #expect(policy.permits("10.0.0.5", 8080, isPlain: true) && !policy.permits("erp.example.cn", 5432, isPlain: true))
    #expect(policy.meansThisMachine("localhost", 5433) && !policy.meansThisMachine("localhost", 5432))
    for pattern in ["erp.example.cn", ":5432", "erp:0", "erp:70000", "*:5432", "a b:1", "https://x:1", "erp/x:1"] {
      #expect(throws: SourceFault.self) { _ = try SourcePolicy([pattern]) }
    }
  }
}

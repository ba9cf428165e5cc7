// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Testing
import Wire

@testable import TongpinServer

/// The description of the API as a door. Sees: a field that is missing, of another kind, too long, none of its choices or unknown. Does not see
/// whether the answers are what is described: that the acceptance proofs `contract` and `fuzz` ask over the network.
@Suite("Requests are what the description of the API says")
struct ContractTests {
  private struct Refusal: Equatable {
    let code: String
    let fields: [String]
    init(_ code: String, _ fields: [String]) { (self.code, self.fields) = (code, fields) }
  }

  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../Docs/api/openapi.json")
  private let contract: Contract

  init() throws { contract = try Contract(reading: [UInt8](try Data(contentsOf: Self.file))) }

  /// Paths of the fields at fault, and the code; nil when there is none.
  private func refused(_ kind: String, _ payload: JSON, _ more: [JSON.Member] = []) -> Refusal? {
    let body = JSON.object([.init("id", "1"), .init("kind", .string(kind)), .init("payload", payload)] + more)
    return refused { () throws(Problem) in try contract.check(.post, Route.commandPath, body: body) }
  }

  private func refused(_ work: () throws(Problem) -> Void) -> Refusal? {
    do throws(Problem) { try work() } catch {
      let fields = error.parameters.first { $0.0 == "fields" }?.1.elements ?? []
      #expect(error.status == 400 && !error.detail.zh.isEmpty && !error.detail.en.isEmpty)
      return Refusal(error.code, fields.compactMap(\.text))
    }
    return nil
  }

  @Test("every route and everything the server answers itself is described, and every kind of command has its payload")
  func everythingIsDescribed() {
    for route in Route.all { #expect(contract.describes(route.method, route.pattern), "\(route.method) \(route.pattern)") }
    for own in OwnEndpoint.allCases { #expect(contract.describes(own.method, own.path), "\(own.method) \(own.path)") }
    for kind in CommandKind.allCases {
      let fields = refused(kind.rawValue, "no object")?.fields ?? []
      #expect(fields == ["payload"], "\(kind.rawValue): \(fields)")
      #expect(
        refused(kind.rawValue, [:])?.fields.allSatisfy { $0.hasPrefix("payload.") } ?? true, "\(kind.rawValue) has a payload of its own")
    }
  }

  @Test("a command that is written as described passes; null counts where it is said")
  func passes() {
    #expect(
      refused("edit-cells", ["cells": [["cell": "agreed@2026-12", "value": "1.5"], ["cell": "agreed@2027-01", "value": nil]]]) == nil)
    #expect(refused("override-forecast", ["item": "A", "region": "R", "month": "2026-12", "value": nil]) == nil)
    #expect(refused("create-scenario", ["name": "压价 10%", "isShared": true]) == nil)
    #expect(refused("reply-to-thread", ["thread": 7, "text": "第一行\n第二行"], [.init("reason", "a\tb")]) == nil)
  }

  @Test("what is wrong is named by its place: missing, another kind, none of the choices, too few")
  func names() throws {
    #expect(try #require(refused("edit-cells", [:])) == Refusal("request.field-missing", ["payload.cells"]))
    #expect(try #require(refused("edit-cells", ["cells": [["value": "1"]]])) == Refusal("request.field-missing", ["payload.cells[0].cell"]))
    #expect(try #require(refused("edit-cells", ["cells": []])) == Refusal("request.field-not-readable", ["payload.cells"]))
    #expect(
      try #require(refused("edit-cells", ["cells": [["cell": 5, "value": true, "spread": "wide"]]]))
        == Refusal("request.field-not-readable", ["payload.cells[0].cell", "payload.cells[0].value", "payload.cells[0].spread"]))
    #expect(try #require(refused("make-money", [:])).fields == ["kind"])
    #expect(try #require(refused("sign-reconciliation", ["region": "R", "month": "2026-1", "side": "x", "content": ""])).fields.count == 2)
  }

  @Test("a flag that is no flag is refused, not taken for its usual value")
  func flags() throws {
    #expect(try #require(refused("settle-thread", ["thread": 1, "isResolved": "no"])).fields == ["payload.isResolved"])
    #expect(try #require(refused("create-scenario", ["name": "x", "isShared": "false"])).fields == ["payload.isShared"])
  }

  @Test(
    "names are one line in one direction: no control characters, nothing that turns what follows",
    arguments: ["a\u{1}b", "a\nb", "\u{202E}nimda", "a\u{2066}b"])
  func labels(_ name: String) throws {
    #expect(try #require(refused("create-scenario", ["name": .string(name)])).fields == ["payload.name"])
  }

  @Test("a large body with faults everywhere gives a short answer")
  func shortAnswers() throws {
    let cells = JSON.array((0..<5_000).map { _ in ["cell": 1] })
    #expect(try #require(refused("edit-cells", ["cells": cells])).fields.count == 5)
  }

  @Test("queries: a number, one of the choices, a month; an empty one is left out")
  func queries() throws {
    func asked(_ query: [String: String]) -> Refusal? {
      refused { () throws(Problem) in try contract.check(.get, "/api/v1/overview", query: query, body: nil) }
    }
    #expect(asked(["grain": "month", "tax": "incl", "scenario": "3", "period": "2026Q4"]) == nil)
    #expect(asked(["scenario": "", "grain": ""]) == nil)
    #expect(try #require(asked(["scenario": "x", "grain": "hour", "period": "26"])).fields == ["grain", "period", "scenario"])
    let missing = refused { () throws(Problem) in try contract.check(.get, "/api/v1/explain", body: nil) }
    #expect(try #require(missing) == Refusal("request.query-missing", ["cell"]))
  }

  @Test("each pattern of the description is read as it is written", arguments: ContractPattern.allCases)
  func patterns(_ pattern: ContractPattern) throws {
    let expression = try Regex(pattern.rawValue).matchingSemantics(.unicodeScalar)
    let texts = [
      "", "0", "-1", "1.", ".5", "1.50", "--1", "1e5", "１", "2026", "2026-11", "2026-1", "2026-11-23", "2026Q4", "2026Q5", "2026W48",
      "2026-W48",
      "a\nb", "a\tb", "a b", "\u{7F}", "\u{85}", "\u{202A}", "\u{2069}", "汉字", "2026-11\n",
    ]
    for text in texts {
      #expect(pattern.fits(text) == (try expression.wholeMatch(in: text) != nil), "\(pattern): \(text.debugDescription)")
    }
  }

  @Test("a keyword that the door does not understand is an error at the start, not a promise that nobody keeps")
  func unknownKeyword() {
    let text = #"{"paths":{"/a":{"post":{"requestBody":{"content":{"application/json":{"schema":{"multipleOf":5}}}}}}}}"#
    #expect(throws: ContractUnreadable.self) { try Contract(reading: Array(text.utf8)) }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Testing
import Wire

@testable import TongpinServer

/// The routes and commands of scenarios. Sees: shapes, rights, problems. Does not see: the network.
@Suite struct ScenarioRouteTests {
  private let company: EmptyCompany
  private let director = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)
  private let general = Person(id: 2, login: "wang", name: "王", title: "总经理", role: .generalManager)
  private let buyer = Person(id: 5, login: "sun", name: "孙", title: "采购经理", role: .purchasingManager)

  init() throws { company = try EmptyCompany() }

  private func make(_ name: String, isShared: Bool = true) throws -> Int64 {
    let members: [JSON.Member] = [.init("name", .string(name)), .init("isShared", JSON(isShared))]
    return try #require(try company.send("create-scenario", members, key: "make \(name)", as: director)["event"]?.whole)
  }

  private func edit(_ value: String, in scenario: Int64?, key: String, as person: Person) throws -> JSON {
    let cell = JSON.object([.init("cell", .string("minimum_cash")), .init("value", .string(value))])
    let place: [JSON.Member] = scenario.map { [.init("scenario", .integer($0))] } ?? []
    return try company.send("edit-cells", [.init("cells", JSON([cell]) { $0 })] + place, key: key, as: person)
  }

  private func compare(_ scenario: Int64, as person: Person) throws -> JSON {
    try company.call(.get, "/api/v1/scenarios/\(scenario)/comparison", as: person)
  }

  @Test("made, listed, edited, read in table and explanation, compared, merged: each over its own door")
  func whole() throws {
    let scenario = try make("最低资金线")
    let list = try company.call(.get, "/api/v1/scenarios", as: buyer)
    #expect(list["mayCreate"]?.flag == false)
    let entry = list["scenarios"]?.elements?.first
    #expect(entry?["id"]?.whole == scenario && entry?["isOwn"]?.flag == false && entry?["isBehind"]?.flag == false)
    _ = try edit("500000", in: scenario, key: "e", as: director)
    #expect(try explained(scenario) == "500000.00")
    #expect(try explained(nil) == "0.00")
    let table = try company.call(.get, "/api/v1/table?scenario=\(scenario)&compare=plan", as: director)
    #expect(table["scenario"]?["name"]?.text == "最低资金线")
    #expect(table["rows"]?.elements?.first?["compare"]?["plan"]?.elements?.count == table["columns"]?.elements?.count)
    #expect(try company.call(.get, "/api/v1/table", as: director)["scenario"]?["name"] == nil)
    _ = try edit("400000", in: nil, key: "p", as: general)
    let compared = try compare(scenario, as: director)
    #expect(compared["conflicts"]?.whole == 1 && compared["scenario"]?["isBehind"]?.flag == true)
    let input = compared["inputs"]?.elements?.first
    #expect(input?["scenario"]?.text == "500000.00" && input?["now"]?.text == "400000.00" && input?["planBy"]?.text == "wang")
    let revision = try #require(compared["revision"]?.whole)
    let merge: [JSON.Member] = [.init("scenario", .integer(scenario)), .init("content", compared["content"] ?? .null)]
    let refusal = try #require(company.problem { try company.send("merge-scenario", merge, key: "m1", revision: revision, as: director) })
    #expect(refusal.status == 409 && refusal.code == "scenario.conflicts")
    #expect(refusal.json["parameters"]?["conflicts"]?.elements?.first?["now"]?.text == "400000.00")
    let outcome = try company.send(
      "merge-scenario", merge + [.init("conflicts", .string("scenario"))], key: "m2", revision: revision, as: director)
    #expect(outcome["outcome"]?.text == "applied")
    #expect(try explained(nil) == "500000.00")
    #expect(company.problem { try compare(scenario, as: director) }?.status == 404)
  }

  private func explained(_ scenario: Int64?) throws -> String? {
    let query = scenario.map { "&scenario=\($0)" } ?? ""
    return try company.call(.get, "/api/v1/explain?cell=minimum_cash" + query, as: director)["value"]?.text
  }

  @Test("what one may not see is not there; what is not the plan's language is refused in words")
  func refused() throws {
    let own = try make("自己的", isShared: false)
    for path in ["table", "explain", "explain-change", "scenarios/\(own)/comparison"] {
      let query = path.hasPrefix("scenarios") ? "" : "?cell=minimum_cash&scenario=\(own)"
      let problem = company.problem { try company.call(.get, "/api/v1/\(path)\(query)", as: general) }
      #expect(problem?.status == 404 && problem?.code == "scenario.not-known", "\(path)")
    }
    #expect(company.problem { try company.call(.get, "/api/v1/table?scenario=abc", as: general) }?.status == 400)
    #expect(company.problem { try company.call(.get, "/api/v1/scenarios/\(own)/comparison?against=x", as: director) }?.status == 400)
    #expect(company.problem { try company.send("create-scenario", [.init("name", .string("x"))], key: "b", as: buyer) }?.status == 403)
    #expect(company.problem { try company.send("rename-scenario", [], key: "c", as: director) }?.code == "request.field-missing")
    let members: [JSON.Member] = [.init("scenario", .integer(own)), .init("conflicts", .string("mine"))]
    #expect(company.problem { try company.send("merge-scenario", members, key: "d", as: director) }?.status == 400)
    #expect(
      company.problem { try company.send("merge-scenario", [.init("scenario", .integer(own))], key: "f", as: director) }?.code
        == "command.payload-incomplete")
  }

  @Test("renamed, brought up to date, undone inside, discarded, brought back by undo")
  func others() throws {
    let scenario = try make("第一名")
    let place: [JSON.Member] = [.init("scenario", .integer(scenario))]
    _ = try company.send("rename-scenario", place + [.init("name", .string("第二名"))], key: "r", as: director)
    _ = try edit("500000", in: scenario, key: "e", as: director)
    _ = try edit("400000", in: nil, key: "p", as: general)
    _ = try company.send("rebase-scenario", place + [.init("conflicts", .string("plan"))], key: "u", as: director)
    #expect(try compare(scenario, as: director)["inputsTotal"]?.whole == 0)
    _ = try edit("450000", in: scenario, key: "e2", as: director)
    _ = try company.send("undo", place, key: "z", as: director)
    #expect(try explained(scenario) == "400000.00")
    _ = try company.send("redo", place, key: "y", as: director)
    #expect(try explained(scenario) == "450000.00")
    _ = try company.send("discard-scenario", place, key: "x", as: director)
    #expect(try company.call(.get, "/api/v1/scenarios", as: director)["scenarios"]?.elements?.isEmpty == true)
    _ = try company.send("undo", [], key: "zz", as: director)
    let names = try company.call(.get, "/api/v1/scenarios", as: director)["scenarios"]?.elements?.compactMap { $0["name"]?.text }
    #expect(names == ["第二名"])
    #expect(try explained(scenario) == "450000.00")
  }
}

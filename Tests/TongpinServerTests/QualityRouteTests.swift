// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import HTTPTypes
import Journal
import PlanningCycle
import Testing
import Wire

@testable import TongpinServer

/// The routes of data quality on a small company. Sees: shapes, rights, refusals with their status. Does not see: the network, what the rules are.
@Suite struct QualityRouteTests {
  private let company: RegionsCompany
  private let director = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)
  private let seller = Person(id: 5, login: "chen", name: "陈", title: "销售总监", role: .salesDirector)
  private let narrowed = Person(
    id: 3, login: "li", name: "李", title: "华东区域经理", role: .regionalManager, scope: Scope("territory", in: ["EAST"]))

  init() throws { company = try RegionsCompany() }

  private func ask(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, as person: Person) throws -> (
    status: Int, code: String, json: JSON
  ) {
    let answer = company.ask(method, path, body, as: person)
    return (answer.status, answer.code, (try? JSON(reading: Array(answer.text.utf8))) ?? .null)
  }

  private func command(_ kind: String, _ payload: JSON, reason: String = "", as person: Person, key: String) throws -> (
    status: Int, code: String, json: JSON
  ) {
    try ask(
      .post, "/api/v1/commands", ["id": .string(key), "kind": .string(kind), "reason": .string(reason), "payload": payload], as: person)
  }

  /// A customer without a territory, as the seller brings it in.
  private func bring(_ code: String) throws -> ImportResultRecord {
    var table = FactTable(kind: .customers)
    table.append(["code": .text(code), "name": .text(code)], line: 2)
    let reading = FactFileReading(
      table: table, rowsRead: 1, rejected: 0, encoding: "utf-8", headerLine: 1, findings: [], findingsTotal: 0)
    return try company.workspace.record(
      try Access.authorize(seller, to: To.ImportFacts.self), reading, fileName: "customers.csv", fileBytes: nil, key: code)
  }

  @Test("a rule is made from its parts, holds a batch, and is listed in words; the card says what fails in which row")
  func ruleAndCard() throws {
    let rule: JSON = ["kind": "customers", "form": "required", "field": "territory", "severity": "stop", "tolerated": "0"]
    #expect(try command("save-quality-rule", rule, as: seller, key: "a").status == 403)
    let saved = try command("save-quality-rule", rule, as: director, key: "b")
    #expect(saved.status == 200, "\(saved.code)")
    let view = try ask(.get, "/api/v1/quality", as: director)
    let own = try #require(view.json["rules"]?.elements?.first { $0["isShipped"]?.flag == false })
    #expect(own["words"]?["zh"]?.text == "客户：当 地区为空 时，隔离整批" && own["isChanged"]?.flag == true)
    let held = try bring("C-NEW")
    #expect(held.isHeld)
    let card = try ask(.get, "/api/v1/quality/batches/\(held.batch)", as: seller)
    #expect(card.json["state"]?.text == "held" && card.json["accepted"]?.whole == 1)
    let first = try #require(card.json["outcomes"]?.elements?.first)
    #expect(first["state"]?.text == "failed" && first["examples"]?.elements?.first?["line"]?.whole == 2)
    #expect(card.json["actions"]?.elements?.compactMap(\.text) == ["discard", "assign", "replace"])
    let shown = try ask(.get, "/api/v1/quality", as: director).json["held"]?.elements?.first
    #expect(shown?["actions"]?.elements?.first?.text == "release")
  }

  @Test("whoever is narrowed sees nothing of it; the importer cannot let it through; each refusal has its status")
  func rights() throws {
    _ = try command(
      "save-quality-rule", ["kind": "customers", "form": "required", "field": "territory", "severity": "stop"], as: director, key: "a")
    let held = try bring("C-NEW")
    for path in ["/api/v1/quality", "/api/v1/quality/batches/\(held.batch)"] {
      #expect(try ask(.get, path, as: narrowed).status == 403)
    }
    let batch: JSON = ["batch": .integer(held.batch)]
    #expect(try command("release-held-batch", batch, reason: "好", as: seller, key: "b").status == 403)
    #expect(try command("release-held-batch", batch, as: director, key: "c").code == "command.reason-missing")
    #expect(try command("release-held-batch", ["batch": 99_999], reason: "好", as: director, key: "d").status == 404)
    #expect(try command("release-held-batch", batch, reason: "客户确认", as: director, key: "e").status == 200)
    let late = try command("discard-held-batch", batch, reason: "晚了", as: director, key: "f")
    #expect(late.status == 409 && late.code == "quality.batch-closed")
    #expect(try ask(.get, "/api/v1/quality/batches/99999", as: director).status == 404)
    #expect(try ask(.get, "/api/v1/quality/batches/none", as: director).status == 400)
    let wrong = try command(
      "save-quality-rule", ["kind": "customers", "form": "range", "field": "name", "low": "1", "severity": "warn"], as: director, key: "g")
    #expect(wrong.status == 422 && wrong.code == "quality.rule-refused")
  }
}

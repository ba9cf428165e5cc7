// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Foundation
import HTTPTypes
import Journal
import Planning
import PlanningCycle
import Testing
import WarehouseSQLite
import Wire

@testable import TongpinServer

/// The routes of the model on a workspace without facts. Sees: shapes, rights, problems. Does not see: the network.
@Suite struct ModelRouteTests {
  private let workspace: Workspace
  private let director = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)
  private let manager = Person(
    id: 3, login: "li", name: "李", title: "华东区域经理", role: .regionalManager, scope: Scope("territory", in: ["EAST"]))

  init() throws { workspace = try EmptyCompany().workspace }

  private func call(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, as person: Person) throws -> JSON {
    let (route, parameters) = try #require(RouteTable(Route.all).match(method: method, path: path))
    let input = RouteInput(path: parameters, query: [:], body: body?.encoded() ?? [], person: person, language: "zh")
    return try route.answer(input, workspace).answer.written()
  }

  private func problem(_ work: () throws -> JSON) -> Problem? {
    do {
      _ = try work()
      return nil
    } catch { return Problem.from(error) }
  }

  private func text() throws -> String { try #require(try call(.get, "/api/v1/model", as: manager)["text"]?.text) }

  private func commit(_ text: String, revision: Int64, key: String, reason: String = "试") throws -> JSON {
    try call(
      .post, "/api/v1/commands",
      .object([
        .init("id", .string(key)), .init("kind", .string("change-model")), .init("reason", .string(reason)),
        .init("expectedRevision", .integer(revision)), .init("payload", .object([.init("text", .string(text))])),
      ]), as: director)
  }

  @Test("everybody reads the model with its outline; only some may change it")
  func read() throws {
    let model = try call(.get, "/api/v1/model", as: manager)
    #expect(model["mayChange"]?.flag == false && model["changedIn"]?.whole == 0)
    let agreed = model["outline"]?["measures"]?.elements?.first { $0["id"]?.text == "agreed" }
    #expect(agreed?["name"]?["zh"]?.text == "共识预测")
    #expect(agreed?["formula"]?["zh"]?.text?.contains("基线预测") == true)
    #expect(agreed?["usedBy"]?.elements?.contains { $0.text == "units" } == true)
    #expect(try call(.get, "/api/v1/model", as: director)["mayChange"]?.flag == true)
    #expect((try call(.get, "/api/v1/model/language", as: manager)["functions"]?.elements?.count ?? 0) > 20)
  }

  @Test("a check says every finding with its place; a preview of the same text is refused with the same findings")
  func check() throws {
    let wrong = try text().replacing("baseline + pipeline", with: "baseline + pipelin")
    let answer = try call(.post, "/api/v1/model/check", .object([.init("text", .string(wrong))]), as: manager)
    #expect(answer["isUsable"]?.flag == false)
    let finding = try #require(answer["findings"]?.elements?.first { $0["severity"]?.text == "error" })
    #expect(finding["code"]?.text == "plan.name-not-known" && finding["subject"]?.text == "pipelin")
    #expect((finding["line"]?.whole ?? 0) > 1 && (finding["column"]?.whole ?? 0) > 1)
    let refusal = try #require(problem { try call(.post, "/api/v1/model/preview", .object([.init("text", .string(wrong))]), as: director) })
    #expect(refusal.status == 422 && refusal.code == "model.refused")
    #expect(refusal.json["parameters"]?["findings"]?.elements?.contains { $0["subject"]?.text == "pipelin" } == true)
  }

  @Test("a preview needs the right to change the model, and says what changes")
  func preview() throws {
    let raised = try text().replacing("else baseline + pipeline", with: "else baseline * 1.1 + pipeline")
    let body = JSON.object([.init("text", .string(raised))])
    #expect(problem { try call(.post, "/api/v1/model/preview", body, as: manager) }?.status == 403)
    let answer = try call(.post, "/api/v1/model/preview", body, as: director)
    #expect(answer["changed"]?.elements?.compactMap { $0["id"]?.text } == ["agreed"])
    #expect(problem { try call(.post, "/api/v1/model/preview", .object([]), as: director) }?.status == 400)
  }

  @Test("a commit is a command: applied once, in the history with its lines, taken back by undo; a stale one is a conflict")
  func commit() throws {
    let first = try text()
    let revision = workspace.revision
    let raised = first.replacing("else baseline + pipeline", with: "else baseline * 1.1 + pipeline")
    #expect(problem { try commit(raised, revision: revision, key: "a", reason: "") }?.code == "command.reason-missing")
    let outcome = try commit(raised, revision: revision, key: "b")
    #expect(outcome["outcome"]?.text == "applied")
    #expect(try commit(raised, revision: revision, key: "b")["isRepeat"]?.flag == true)
    let stale = try #require(problem { try commit(first, revision: revision, key: "c") })
    #expect(stale.status == 409 && stale.json["theirs"]?["by"]?.text == "zhou")
    #expect(problem { try commit(raised, revision: workspace.revision, key: "d") }?.code == "model.unchanged")
    let change = try call(.get, "/api/v1/model/history", as: manager)["changes"]?.elements?.first
    #expect(change?["reason"]?.text == "试" && change?["added"]?.whole == 1 && change?["removed"]?.whole == 1)
    _ = try call(
      .post, "/api/v1/commands",
      .object([.init("id", .string("u")), .init("kind", .string("undo")), .init("payload", .object([]))]), as: director)
    #expect(try text() == first)
  }
}

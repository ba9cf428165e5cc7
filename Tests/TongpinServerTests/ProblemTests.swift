// SPDX-License-Identifier: Apache-2.0
import Access
import PlanningCycle
import Testing
import Wire

@testable import TongpinServer

private struct SecretFailure: Error { let password = "hunter2" }

@Suite struct ProblemTests {
  private let words = BilingualText("标题", "title")

  @Test("a conflict is 409, any other request that cannot be met 422, with code, words and parameters of both languages")
  func cycleErrors() throws {
    let conflict = Problem.from(
      CycleError(.changedSince, words, hint: BilingualText("再看", "look"), parameters: ["by": "wang"]))
    #expect(conflict.status == 409)
    let json = conflict.json
    #expect(json["type"] == "urn:tongpin:problem:plan.changed-since")
    #expect(json["code"] == "plan.changed-since")
    #expect(json["status"] == 409)
    #expect(json["title"]?["zh"] == "标题")
    #expect(json["hint"]?["en"] == "look")
    #expect(json["parameters"]?["by"] == "wang")
    #expect(Problem.from(CycleError(.cellNotKnown, words)).status == 422)
  }

  @Test("whoever may not is told 403, whoever sends no JSON 400 with the byte, whoever comes too many 503")
  func others() throws {
    let person = Person(id: 1, login: "li", name: "李", title: "", role: .regionalManager)
    let refused = #expect(throws: AccessError.self) { try Access.require(person, .manageUsers) }
    let problem = Problem.from(try #require(refused))
    #expect(problem.status == 403)
    #expect(problem.json["parameters"]?["subject"] == "li")
    let broken = #expect(throws: JSONReadError.self) { try JSON(reading: Array("[1,".utf8)) }
    let unreadable = Problem.from(try #require(broken))
    #expect(unreadable.status == 400)
    #expect(unreadable.json["detail"]?["en"]?.text?.contains("byte 3") == true)
    #expect(Problem.from(ServerBusy()).status == 503)
  }

  @Test(
    "errors of the store have the status that tells a client whether to try again",
    arguments: [
      (StoreError.Code.idempotencyKeyReused, 422), (.notFound, 404), (.nameTaken, 409), (.superseded, 409), (.diskFull, 507),
      (.outcomeUnknown, 503), (.readOnly, 503), (.folderMissing, 500),
    ])
  func storeErrors(code: StoreError.Code, status: Int) {
    #expect(Problem.from(StoreError(code, subject: "s", detail: "d")).status == status)
  }

  @Test("an error that nobody thought of is 500 and says nothing of what it carries")
  func unknown() {
    let problem = Problem.from(SecretFailure())
    #expect(problem.status == 500)
    #expect(problem.code == "server.internal")
    #expect(!String(decoding: problem.json.encoded(), as: UTF8.self).contains("hunter2"))
  }

  @Test("a problem passes through as it is")
  func itself() { #expect(Problem.from(Problem.notSignedIn).status == 401) }
}

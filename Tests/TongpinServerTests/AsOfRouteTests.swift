// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import HTTPTypes
import PlanningCycle
import Testing
import Wire

@testable import TongpinServer

/// Sees: an answer that can be asked as known on a past day and does not say so, one that says so and is refused, a place of now that got a past.
@Suite struct AsOfRouteTests {
  @Test("the past is refused where only now is meant: people, rights, channels, the program")
  func ofToday() {
    let refused = Route.all.filter { $0.method == .get && $0.isOfToday }.map(\.pattern).sorted()
    #expect(
      refused == [
        "/api/v1/access/matrix", "/api/v1/access/report", "/api/v1/audit", "/api/v1/audit/chain", "/api/v1/audit/chain/note",
        "/api/v1/audit/people/{login}", "/api/v1/channels", "/api/v1/commands/{id}", "/api/v1/exports/audit", "/api/v1/invitations",
        "/api/v1/notices", "/api/v1/outbox", "/api/v1/people", "/api/v1/saved-views", "/api/v1/sign-in", "/api/v1/tokens",
      ])
  }

  @Test("the description of the API names knownOn wherever it is taken, and nowhere else")
  func described() throws {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let document = try JSON(reading: [UInt8](try Data(contentsOf: root.appendingPathComponent("Docs/api/openapi.json"))))
    for route in Route.all where route.method == .get {
      let parameters = document["paths"]?[route.pattern]?["get"]?["parameters"]?.elements ?? []
      #expect(parameters.contains { $0["name"]?.text == "knownOn" } == !route.isOfToday, "\(route.pattern)")
    }
  }

  @Test("a file of the past says so in its name")
  func files() {
    let file = FileAnswer(name: "tongpin-table.2026.xlsx", bytes: [])
    let knowledge = Knowledge(event: 12, day: .init(ordinal: 20_696), at: .init(millisecondsSinceEpoch: 0))
    #expect(Standing.named(file, knowledge).name == "tongpin-table.2026-known-2026-08-31-12.xlsx")
    #expect(Standing.named(file, nil).name == file.name)
  }
}

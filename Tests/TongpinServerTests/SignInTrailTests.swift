// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import Journal
import PlanningCycle
import Testing
import WarehouseSQLite

@testable import TongpinServer

/// Coming and going as the trail tells of it. Sees: a flood of guesses that fills the disk, a password that is kept, a sign-in that makes every screen fetch, a token whose
/// first use nobody knows of. Does not see: the address of a socket (the acceptance proof `audit` does).
@Suite struct SignInTrailTests {
  private static let home = Origin(channel: .browser, address: "192.0.2.7", agent: "Firefox")

  private func trail(_ house: House) throws -> [Event] {
    try house.store.events(of: .trail, below: .max, notBelow: 1, actor: nil, kinds: []).reversed()
  }

  @Test("signing in and out is written down with its origin; the revision that screens look at stays")
  func comings() async throws {
    let house = try House()
    let revision = try await house.workspace.perform { $0.revision }
    let signedIn = try await RequestOrigin.$current.withValue(Self.home) {
      try await house.sessions.signIn(login: "li", password: House.password)
    }
    try await house.sessions.signOut(signedIn.token)
    try await house.sessions.signOut(signedIn.token)
    let entries = try trail(house)
    #expect(entries.map(\.kind) == ["session.opened", "session.ended"] && entries.allSatisfy { $0.draft.actor.login == "li" })
    let origin = try #require(try house.store.origins(of: .trail, 1...1)[1])
    #expect(origin.address == "192.0.2.7" && origin.session.count == 8 && signedIn.token.digest.hex.hasPrefix(origin.session))
    #expect(try await house.workspace.perform { $0.revision } == revision && house.store.head().sequence == revision)
  }

  @Test("a flood of guesses is one entry a minute and login, with their number; what was typed as a password is nowhere")
  func flood() async throws {
    let house = try House()
    for number in 0..<40 { _ = try await house.status("li", "wrong-guess-\(number % 5)") }
    #expect(try trail(house).map { $0.payload["count"]?.integer } == [1])
    house.clock.pass(milliseconds: 61_000)
    try await house.sessions.writeRefusals()
    try await house.sessions.writeRefusals()
    let entries = try trail(house)
    #expect(entries.map { $0.payload["count"]?.integer } == [1, 39] && entries.allSatisfy { $0.payload["login"]?.text == "li" })
    let long = String(repeating: "长", count: 500)
    _ = try await house.status(long, "wrong-guess")
    #expect(try trail(house).last?.payload["login"]?.text?.count == TrailKind.textLimit)
    for entry in try trail(house) {
      #expect(try !String(decoding: entry.encoded(), as: UTF8.self).contains("wrong-guess"))
    }
  }

  @Test("a thousand names in a minute are fifty entries and one for all the others")
  func names() {
    var refused = RefusedSignIns()
    let moment = Moment(millisecondsSinceEpoch: 1_000_000)
    let written = (0..<1_000).compactMap { refused.note("guess-\($0)", at: moment, from: nil) }
    #expect(written.count == RefusedSignIns.loginLimit + 1 && written.last?.login == RefusedSignIns.others)
    #expect(refused.due(at: moment).isEmpty)
    let later = Moment(millisecondsSinceEpoch: 1_000_000 + RefusedSignIns.interval)
    #expect(refused.due(at: later) == [RefusedSignIns.Entry(login: RefusedSignIns.others, count: 949, origin: nil)])
    #expect(refused.due(at: later, isAll: true).isEmpty, "nothing is told twice")
    #expect(refused.note("li", at: later, from: nil)?.count == 1)
  }

  @Test("a token is written down when it is made, when it is used first, and not again")
  func tokens() async throws {
    let house = try House()
    let li = try #require(try house.store.person(login: "li")?.person)
    let token = try await house.sessions.makeToken(for: li, label: "夜间导出", days: 30)
    for _ in 0..<3 {
      _ = try await RequestOrigin.$current.withValue(Self.home) { try await house.sessions.person(for: token) }
      house.sessions.forget()
    }
    let entries = try trail(house)
    #expect(entries.map(\.kind) == ["token.made", "token.used"] && entries.allSatisfy { $0.payload["label"]?.text == "夜间导出" })
    #expect(try house.store.origins(of: .trail, 1...9)[2]?.channel == .token)
    for entry in entries { #expect(try !String(decoding: entry.encoded(), as: UTF8.self).contains(token.secret)) }
  }

  @Test("what is written during a request comes from where the request came; what the program does by itself from nowhere")
  func turns() async throws {
    let house = try House()
    let li = try #require(try house.store.person(login: "li"))
    func change(_ key: String) async throws {
      try await house.workspace.perform { workspace in
        try workspace.store.update(
          li, for: EventDraft(kind: "person.changed", actor: .system, idempotencyKey: key), at: workspace.environment.now())
      }
    }
    let before = try house.store.head().sequence
    try await RequestOrigin.$current.withValue(Self.home) { try await change("one") }
    try await change("two")
    #expect(try house.store.origins(of: .journal, 1...99) == [before + 1: Self.home] && house.store.acting == nil)
  }
}

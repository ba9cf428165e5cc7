// SPDX-License-Identifier: Apache-2.0
import Calendars
package import Journal
import PlanningCycle
import Testing
package import Warehouse

/// What every adapter promises of the chain beside the journal. Sees: an entry that moves the revision, an address that outlives its time, a
/// chain that breaks when addresses go. Does not see: who is told of it.
package enum TrailContract {
  package static func check(make: () throws -> any OpenedWorkspace) throws {
    try chained(try make())
    try sameBytes(try make(), try make())
    try found(try make())
    try forgotten(try make())
  }

  package static let home = Origin(channel: .browser, session: "12ab34cd", address: "192.0.2.7", agent: "Firefox\n\u{1B}[31m")
  package static let script = Origin(channel: .token, session: "ffee0011", address: "2001:db8::1")

  package static func signIn(_ actor: Actor = Samples.wang) -> EventDraft { TrailKind.signedIn.entry(actor) }

  /// Five events and five entries, each from somewhere.
  package static func fill(_ store: some OpenedWorkspace) throws {
    for number in 1...5 {
      store.act(from: number == 5 ? nil : home)
      try store.append(Samples.draft("k\(number)", Int64(number)), at: Samples.moment(Int64(number)))
      try store.record(signIn(), at: Samples.moment(Int64(number)), from: script)
    }
  }

  /// entries follow one another in a chain of their own; the journal, its head and its bytes stay as they are
  private static func chained(_ store: any OpenedWorkspace) throws {
    try store.append(Samples.draft("k1"), at: Samples.moment(1))
    let head = try store.head()
    let first = try store.record(signIn(), at: Samples.moment(9), from: home)
    let second = try store.record(TrailKind.signedOut.entry(Samples.wang), at: Samples.moment(3), from: nil)
    #expect(try store.head() == head && store.events(after: 0, limit: 9).count == 1)
    #expect(first.sequence == 1 && second.previous == first.digest && second.recordedAt == first.recordedAt, "time never runs backwards")
    #expect(try store.head(of: .trail) == second.head)
    #expect(try store.origins(of: .trail, 1...9) == [1: home] && store.origins(of: .journal, 1...9).isEmpty)
    #expect(home.agent == "Firefox[31m", "what the other side calls itself cannot colour a terminal")
    let report = try store.checkChains { _ in true }
    #expect(report.isSound && report.journal == head && report.trail == second.head && report.origins == 1)
  }

  /// an event has the same bytes whether anybody knows from where it came, and a repeat from elsewhere is the same command
  private static func sameBytes(_ here: any OpenedWorkspace, _ there: any OpenedWorkspace) throws {
    here.act(from: home)
    let event = try here.append(Samples.draft("k"), at: Samples.moment(1))
    #expect(try event.encoded() == there.append(Samples.draft("k"), at: Samples.moment(1)).encoded())
    here.act(from: script)
    #expect(try here.append(Samples.draft("k"), at: Samples.moment(2)) == event)
    #expect(try here.origins(of: .journal, 1...1) == [1: home] && here.acting == script)
  }

  /// events are found by window, actor and kind, newest first, and a moment leads to its place
  private static func found(_ store: any OpenedWorkspace) throws {
    try fill(store)
    let other = Actor(id: 8, login: "li")
    try store.append(EventDraft(kind: "deal.updated", actor: other, idempotencyKey: "d"), at: Samples.moment(9))
    #expect(try store.events(of: .journal, below: 6, notBelow: 3, actor: nil, kinds: []).map(\.sequence) == [5, 4, 3])
    #expect(try store.events(of: .journal, below: 99, notBelow: 1, actor: 8, kinds: []).map(\.kind) == ["deal.updated"])
    #expect(try store.events(of: .journal, below: 99, notBelow: 1, actor: nil, kinds: ["deal."]).count == 1)
    #expect(try store.events(of: .journal, below: 99, notBelow: 1, actor: nil, kinds: ["deal", "dea."]).isEmpty)
    #expect(
      try store.events(of: .trail, below: 3, notBelow: 1, actor: nil, kinds: [TrailKind.signedIn.rawValue]).map(\.sequence) == [2, 1])
    #expect(try [0, 3, 4, 9, 10].map { try store.firstSequence(of: .journal, from: Samples.moment($0)) } == [1, 3, 4, 6, 7])
    #expect(try store.firstSequence(of: .trail, from: Samples.moment(99)) == 6)
  }

  /// addresses are forgotten after their time; who did what is not, and both chains still verify
  private static func forgotten(_ store: any OpenedWorkspace) throws {
    try fill(store)
    #expect(try store.forgetOrigins(before: Samples.moment(4)) == 6)
    #expect(try store.origins(of: .journal, 1...5).keys.sorted() == [4] && store.origins(of: .trail, 1...5).keys.sorted() == [4, 5])
    #expect(try store.forgetOrigins(before: Samples.moment(4)) == 0)
    #expect(try store.checkChains { _ in true }.isSound && store.verify().isSound)
    #expect(try store.events(after: 0, limit: 9).map(\.draft.actor) == [Actor](repeating: Samples.wang, count: 5))
    #expect(try store.verify().trailEvents == 5)
  }
}

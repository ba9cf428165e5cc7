// SPDX-License-Identifier: Apache-2.0
import Calendars
package import PlanningCycle
import Testing
package import Warehouse

/// What every adapter promises of the outbox. Sees: a thing that is told twice, one that is lost, a message beyond every bound. Does not see:
/// who is told what.
package enum OutboxContract {
  package static func check(make: () throws -> any OpenedWorkspace) throws {
    try gathers(try make())
    try digest(try make())
    try attempts(try make())
    try bounds(try make())
  }

  package static func entry(
    _ key: String, kind: NoticeKind = .mention, person: Int64 = 3, at: Int64 = 100, due: Int64 = 400, limit: Int = 20
  ) -> OutboxEntry {
    OutboxEntry(
      person: person, channel: "mail", kind: kind, notice: OutboxNotice(key: key, subject: "主题 \(key)", text: "正文", link: "#/inbox"),
      createdAt: Samples.moment(at), dueAt: Samples.moment(due),
      limit: OutboxEntry.Limit(count: limit, since: Samples.moment(0), digestAt: Samples.moment(9_000)))
  }

  /// What comes while a message waits becomes part of it; the same key comes once; what comes later is another message.
  private static func gathers(_ store: any OpenedWorkspace) throws {
    #expect(try store.enqueue([entry("a"), entry("b"), entry("a")], through: 7) == (2, 0) && store.outboxCursor() == 7)
    #expect(try store.dueMessages(at: Samples.moment(399)).isEmpty)
    let due = try store.dueMessages(at: Samples.moment(400))
    #expect(due.count == 1 && due[0].notices.map(\.key) == ["a", "b"] && due[0].state == .queued)
    #expect(try store.enqueue([entry("c", at: 400, due: 700), entry("b", at: 400, due: 700)], through: nil).taken == 1)
    #expect(try store.outboxMessages(nil, before: nil, limit: 10).map(\.notices.count) == [1, 2] && store.outboxCursor() == 7)
  }

  /// Beyond the day's limit everything waits for one digest.
  private static func digest(_ store: any OpenedWorkspace) throws {
    let many = (0..<50).map { entry("n\($0)", kind: .alert, at: Int64($0), due: Int64($0), limit: 3) }
    #expect(try store.enqueue(many, through: nil) == (50, 0))
    let messages = try store.outboxMessages(.queued, before: nil, limit: 100)
    #expect(messages.count == 4 && messages.filter { $0.kind == .digest }.map(\.notices.count) == [47])
    #expect(messages.first { $0.kind == .digest }?.dueAt == Samples.moment(9_000))
  }

  /// An attempt is written with what the other side said; given up, it is sent again by hand from the first try on.
  private static func attempts(_ store: any OpenedWorkspace) throws {
    try store.enqueue([entry("a")], through: nil)
    let refused = CarrierAnswer(.refusedForGood, said: "550 no such user")
    try store.note(OutboxAttempt(at: Samples.moment(400), answer: refused), of: 1, state: .dead, dueAt: Samples.moment(400))
    let dead = try #require(try store.outboxMessage(1))
    #expect(dead.state == .dead && dead.tries == 1 && dead.attempts == [OutboxAttempt(at: Samples.moment(400), answer: refused)])
    #expect(try store.dueMessages(at: Samples.moment(9_999)).isEmpty && store.outboxCounts() == [.dead: 1])
    try store.requeue(1, at: Samples.moment(500))
    #expect(try store.dueMessages(at: Samples.moment(500)).first?.tries == 0 && store.outboxMessage(1)?.attempts.count == 1)
    try store.discard(1)
    #expect(try store.outboxCounts() == [.discarded: 1] && store.dueMessages(at: Samples.moment(9_999)).isEmpty)
    try store.pruneOutbox(before: Samples.moment(50))
    #expect(try store.outboxMessage(1) != nil)
    try store.pruneOutbox(before: Samples.moment(101))
    #expect(try store.outboxMessages(nil, before: nil, limit: 10).isEmpty)
  }

  /// Of each channel the longest due comes first, and there is room for ten thousand that wait.
  private static func bounds(_ store: any OpenedWorkspace) throws {
    let people = (1...store.limitOfOutbox).map { entry("a", kind: .alert, person: Int64($0), due: Int64(400 - $0 % 5)) }
    #expect(try store.enqueue(people, through: nil) == (store.limitOfOutbox, 0))
    #expect(try store.enqueue([entry("b", kind: .alert, person: 0)], through: nil) == (0, 1))
    let due = try store.dueMessages(at: Samples.moment(400))
    #expect(due.count == 1 && due.first?.dueAt == Samples.moment(396) && due.first?.person == 4)
  }
}

extension OutboxStore {
  fileprivate var limitOfOutbox: Int { Self.outboxLimit }
}

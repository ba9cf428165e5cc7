// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import PlanningCycle
import Testing
import WarehouseSQLite

/// Sees: a thing that is told twice, one that is lost, a message beyond every bound, a secret in a backup. Does not see: who is told what.
@Suite("The outbox is kept")
struct OutboxTests {
  private func entry(
    _ key: String, kind: NoticeKind = .mention, person: Int64 = 3, at: Int64 = 100, due: Int64 = 400, limit: Int = 20
  ) -> OutboxEntry {
    OutboxEntry(
      person: person, channel: "mail", kind: kind, notice: OutboxNotice(key: key, subject: "主题 \(key)", text: "正文", link: "#/inbox"),
      createdAt: Samples.moment(at), dueAt: Samples.moment(due),
      limit: OutboxEntry.Limit(count: limit, since: Samples.moment(0), digestAt: Samples.moment(9_000)))
  }

  @Test("what comes while a message waits becomes part of it; the same key comes once; what comes later is another message")
  func gathers() throws {
    let store = try SQLiteWorkspace.inMemory()
    #expect(try store.enqueue([entry("a"), entry("b"), entry("a")], through: 7) == (2, 0) && store.outboxCursor() == 7)
    #expect(try store.dueMessages(at: Samples.moment(399)).isEmpty)
    let due = try store.dueMessages(at: Samples.moment(400))
    #expect(due.count == 1 && due[0].notices.map(\.key) == ["a", "b"] && due[0].state == .queued)
    #expect(try store.enqueue([entry("c", at: 400, due: 700), entry("b", at: 400, due: 700)], through: nil).taken == 1)
    #expect(try store.outboxMessages(nil, before: nil, limit: 10).map(\.notices.count) == [1, 2] && store.outboxCursor() == 7)
  }

  @Test("beyond the day's limit everything waits for one digest")
  func digest() throws {
    let store = try SQLiteWorkspace.inMemory()
    let many = (0..<50).map { entry("n\($0)", kind: .alert, at: Int64($0), due: Int64($0), limit: 3) }
    #expect(try store.enqueue(many, through: nil) == (50, 0))
    let messages = try store.outboxMessages(.queued, before: nil, limit: 100)
    #expect(messages.count == 4 && messages.filter { $0.kind == .digest }.map(\.notices.count) == [47])
    #expect(messages.first { $0.kind == .digest }?.dueAt == Samples.moment(9_000))
  }

  @Test("an attempt is written with what the other side said; given up, it is sent again by hand from the first try on")
  func attempts() throws {
    let store = try SQLiteWorkspace.inMemory()
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

  @Test("of each channel the longest due comes first, and there is room for ten thousand that wait")
  func bounds() throws {
    let store = try SQLiteWorkspace.inMemory()
    let people = (1...SQLiteWorkspace.outboxLimit).map { entry("a", kind: .alert, person: Int64($0), due: Int64(400 - $0 % 5)) }
    #expect(try store.enqueue(people, through: nil) == (SQLiteWorkspace.outboxLimit, 0))
    #expect(try store.enqueue([entry("b", kind: .alert, person: 0)], through: nil) == (0, 1))
    let due = try store.dueMessages(at: Samples.moment(400))
    #expect(due.count == 1 && due.first?.dueAt == Samples.moment(396) && due.first?.person == 4)
  }

  @Test("a folder keeps outbox and secrets over a restart; a backup holds the outbox and no secret, and nobody else reads the file")
  func folder() throws {
    let folder = TemporaryFolder()
    let secret = "p4ssword-that-nobody-else-may-know"
    let store = try SQLiteWorkspace.create(folder: folder.path)
    try store.append(Samples.draft("first"), at: Samples.moment(1))
    try store.enqueue([entry("a")], through: 1)
    try store.save(channelSecrets: ["mail.password": try #require(SecretText(secret))])
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/channel-secrets.json")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect("\(try store.channelSecrets())".contains(secret) == false, "a secret does not print itself")
    let backup = TemporaryFolder()
    #expect(try store.backup(toFile: backup.path).isSound)
    try store.close()
    let opened = try SQLiteWorkspace.open(folder: folder.path)
    #expect(try opened.channelSecrets()["mail.password"]?.value == secret && opened.outboxMessages(nil, before: nil, limit: 9).count == 1)
    try opened.close()
    let restored = TemporaryFolder()
    _ = try SQLiteWorkspace.restore(from: backup.path, toFolder: restored.path)
    let again = try SQLiteWorkspace.open(folder: restored.path)
    #expect(try again.channelSecrets().isEmpty && again.outboxMessages(nil, before: nil, limit: 9).first?.notices.first?.key == "a")
    try again.close()
    for name in try FileManager.default.subpathsOfDirectory(atPath: restored.path) {
      let bytes = FileManager.default.contents(atPath: restored.path + "/" + name) ?? Data()
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
    }
  }
}

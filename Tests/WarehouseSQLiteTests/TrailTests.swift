// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import GRDB
import Journal
import PlanningCycle
import Synchronization
import Testing
import WarehouseSQLite

/// Who came and went, beside the journal. Sees: an entry that moves the revision, a byte of either chain or of an origin that was changed, an address that outlives
/// its time, a chain that breaks when addresses go, an older folder that no longer verifies. Does not see: who is told of it.
@Suite("The trail beside the journal")
struct TrailTests {
  private static let home = Origin(channel: .browser, session: "12ab34cd", address: "192.0.2.7", agent: "Firefox\n\u{1B}[31m")
  private static let script = Origin(channel: .token, session: "ffee0011", address: "2001:db8::1")

  private func signIn(_ actor: Actor = Samples.wang) -> EventDraft { TrailKind.signedIn.entry(actor) }

  /// Five events and five entries, each from somewhere.
  private func filled(_ folder: TemporaryFolder) throws -> SQLiteWorkspace {
    let store = try SQLiteWorkspace.create(folder: folder.path)
    for number in 1...5 {
      store.act(from: number == 5 ? nil : Self.home)
      try store.append(Samples.draft("k\(number)", Int64(number)), at: Samples.moment(Int64(number)))
      try store.record(signIn(), at: Samples.moment(Int64(number)), from: Self.script)
    }
    return store
  }

  private func change(_ folder: TemporaryFolder, _ sql: String) throws {
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite")
    try queue.write { db in
      for table in ["events", "trail"] {
        for action in ["update", "delete"] { try db.execute(sql: "DROP TRIGGER IF EXISTS \(table)_no_\(action)") }
      }
      try db.execute(sql: sql)
    }
    try queue.close()
  }

  @Test("entries follow one another in a chain of their own; the journal, its head and its bytes stay as they are")
  func chained() throws {
    let store = try SQLiteWorkspace.inMemory()
    try store.append(Samples.draft("k1"), at: Samples.moment(1))
    let head = try store.head()
    let first = try store.record(signIn(), at: Samples.moment(9), from: Self.home)
    let second = try store.record(TrailKind.signedOut.entry(Samples.wang), at: Samples.moment(3), from: nil)
    #expect(try store.head() == head && store.events(after: 0, limit: 9).count == 1)
    #expect(first.sequence == 1 && second.previous == first.digest && second.recordedAt == first.recordedAt, "time never runs backwards")
    #expect(try store.head(of: .trail) == second.head)
    #expect(try store.origins(of: .trail, 1...9) == [1: Self.home] && store.origins(of: .journal, 1...9).isEmpty)
    #expect(Self.home.agent == "Firefox[31m", "what the other side calls itself cannot colour a terminal")
    let report = try store.checkChains { _ in true }
    #expect(report.isSound && report.journal == head && report.trail == second.head && report.origins == 1)
  }

  @Test("an event has the same bytes whether anybody knows from where it came, and a repeat from elsewhere is the same command")
  func sameBytes() throws {
    let (here, there) = (try SQLiteWorkspace.inMemory(random: Zeros()), try SQLiteWorkspace.inMemory(random: Zeros()))
    here.act(from: Self.home)
    let event = try here.append(Samples.draft("k"), at: Samples.moment(1))
    #expect(try event.encoded() == there.append(Samples.draft("k"), at: Samples.moment(1)).encoded())
    here.act(from: Self.script)
    #expect(try here.append(Samples.draft("k"), at: Samples.moment(2)) == event)
    #expect(try here.origins(of: .journal, 1...1) == [1: Self.home] && here.acting == Self.script)
  }

  @Test("events are found by window, actor and kind, newest first, and a moment leads to its place")
  func found() throws {
    let folder = TemporaryFolder()
    let store = try filled(folder)
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

  @Test("addresses are forgotten after their time; who did what is not, and both chains still verify")
  func forgotten() throws {
    let folder = TemporaryFolder()
    let store = try filled(folder)
    #expect(try store.forgetOrigins(before: Samples.moment(4)) == 6)
    #expect(try store.origins(of: .journal, 1...5).keys.sorted() == [4] && store.origins(of: .trail, 1...5).keys.sorted() == [4, 5])
    #expect(try store.forgetOrigins(before: Samples.moment(4)) == 0)
    #expect(try store.checkChains { _ in true }.isSound && store.verify().isSound)
    #expect(try store.events(after: 0, limit: 9).map(\.draft.actor) == [Actor](repeating: Samples.wang, count: 5))
    try store.close()
    #expect(try SQLiteWorkspace.verify(folder: folder.path).trailEvents == 5)
  }

  @Test(
    "whatever was changed in the database is found, by the check that runs beside work and by the one of the command line",
    arguments: [
      ("UPDATE events SET body = CAST(substr(body, 1, 40) || x'00' || substr(body, 42) AS BLOB) WHERE sequence = 3", "chain", "event 3"),
      ("DELETE FROM trail WHERE sequence = 2", "trail", "event 2"),
      ("UPDATE trail SET body = (SELECT body FROM trail WHERE sequence = 1) WHERE sequence = 4", "trail", "event 4"),
      ("UPDATE origins SET address = '198.51.100.9' WHERE chain = 1 AND sequence = 2", "origin", "event 2"),
      ("UPDATE origins SET channel = 'moon' WHERE chain = 2 AND sequence = 5", "origin", "event 5"),
      ("UPDATE origins SET sequence = 5 WHERE chain = 1 AND sequence = 4", "origin", "event 5"),
    ])
  func forged(_ sql: String, _ witness: String, _ subject: String) throws {
    let folder = TemporaryFolder()
    try filled(folder).close()
    try change(folder, sql)
    let store = try SQLiteWorkspace.open(folder: folder.path, access: .readOnly)
    let report = try store.checkChains { _ in true }
    #expect(report.faults.contains { $0.witness == witness && $0.subject == subject }, "\(report.faults)")
    let whole = try store.verify()
    #expect(whole.findings.contains { $0.witness == witness }, "\(whole.findings)")
    try store.close()
  }

  @Test("a journal file that differs is found; a check says how far it is, and ends when it is told to")
  func journalFile() throws {
    let folder = TemporaryFolder()
    let store = try SQLiteWorkspace.create(folder: folder.path)
    _ = try store.append((1...2_500).map { Samples.draft("k\($0)", Int64($0)) }, at: Samples.moment(1), facts: nil)
    let reached = Mutex<[Int64]>([])
    let report = try store.checkChains { done in
      reached.withLock { $0.append(done) }
      return true
    }
    #expect(report.isSound && reached.withLock { $0 } == [1_000, 2_000, 2_500])
    let part = try store.checkChains { $0 < 2_000 }
    #expect(!part.isWhole && part.isSound && part.journal.sequence == 2_000)
    try store.close()
    var bytes = try folder.bytes("journal-0001.log")
    let place = bytes.count / 2
    bytes[place] ^= 1
    try folder.write("journal-0001.log", bytes)
    let opened = try SQLiteWorkspace.open(folder: folder.path, access: .readOnly)
    #expect(try opened.verify().findings.contains { $0.witness == "journal" })
    try opened.close()
  }

  @Test("a folder from before the trail opens, its chain verifies, and what comes next is written down with its origin")
  func folderOfSchema3() throws {
    let folder = TemporaryFolder()
    let made = try SQLiteWorkspace.create(folder: folder.path)
    for number in 1...3 { try made.append(Samples.draft("k\(number)", Int64(number)), at: Samples.moment(Int64(number))) }
    let head = try made.head()
    try made.close()
    try change(folder, "DROP TABLE trail")
    try change(folder, "DROP TABLE origins")
    try change(folder, "DELETE FROM schema_migrations WHERE number > 3")
    #expect(try SQLiteWorkspace.verify(folder: folder.path).isSound, "also where nobody may migrate it")
    let store = try SQLiteWorkspace.open(folder: folder.path, from: Self.home)
    #expect(try store.head() == head && store.checkChains { _ in true }.journal == head)
    try store.append(Samples.draft("k4"), at: Samples.moment(4))
    #expect(try store.origins(of: .journal, 1...4) == [4: Self.home] && store.verify().isSound)
  }
}

/// The same bytes every time, so that two stores have one key.
private struct Zeros: RandomBytes {
  func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}

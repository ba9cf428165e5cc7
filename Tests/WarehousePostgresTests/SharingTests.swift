// SPDX-License-Identifier: Apache-2.0
import Calendars
import Glibc
import Journal
import PlanningCycle
import Testing
import Warehouse
import WarehouseContract
import WarehousePostgres

/// Who writes where several processes have one database open. Sees: two that write, none that does, an address that somebody else wrote there.
@Suite("Several servers on one database", .enabled(if: PostgresServer.shared != nil, PostgresServer.isMissing))
struct SharingTests {
  /// The server lets a lock go a moment after its connection has ended.
  private func isLetGo(_ store: PostgresWorkspace) throws -> Bool {
    for _ in 0..<200 {
      if try !store.hasWriter() { return true }
      usleep(20_000)
    }
    return false
  }

  @Test("one writes and the other hears of it; it takes over once the first has let go, and not before")
  func takesOver() throws {
    let database = try Database()
    let first = try database.create()
    try first.append(Samples.draft("a"), at: Samples.moment(1))
    let second = try database.open(.following)
    #expect(first.isWriter() && !second.isWriter())
    #expect(try second.hasWriter() && !second.takeOver())
    try first.append(Samples.draft("b"), at: Samples.moment(2))
    #expect(try second.head() == first.head() && second.events(after: 1, limit: 9).map(\.draft.idempotencyKey) == ["b"])
    expectCode(.readOnly) { try second.append(Samples.draft("c"), at: Samples.moment(3)) }
    try first.close()
    #expect(try isLetGo(second) && second.takeOver() && second.isWriter())
    #expect(try second.append(Samples.draft("c"), at: Samples.moment(3)).sequence == 3)
    #expect(try second.takeOver(), "asked again it is so already")
    #expect(try second.verify().isSound)
  }

  @Test("what an import left whose command never came is gone when somebody else takes over")
  func leftRows() throws {
    let database = try Database()
    let first = try database.create()
    try first.append(Samples.draft("a"), at: Samples.moment(1))
    let second = try database.open(.following)
    _ = try first.stage(Samples.batch(Samples.orders(30), bytes: Array("file".utf8)))
    #expect(try database.administrator.run("SELECT count(*) FROM tongpin.facts_sales_order_lines") == "30")
    try database.administrator.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    #expect(try isLetGo(second) && second.takeOver())
    #expect(try database.administrator.run("SELECT count(*) FROM tongpin.facts_sales_order_lines") == "0")
    #expect(try first.isOvertaken(), "reading finds its way back, and sees that somebody else writes")
    expectCode(.folderInUse) { try first.append(Samples.draft("b"), at: Samples.moment(2)) }
    #expect(try !second.isOvertaken())
  }

  @Test("the writer says where it is reached; what somebody without the key wrote there, or an earlier writer, is not believed")
  func address() throws {
    let database = try Database()
    let first = try database.create()
    let second = try database.open(.following)
    #expect(try second.writerAddress() == nil)
    try first.announce("http://10.0.0.1:8080")
    #expect(try second.writerAddress() == "http://10.0.0.1:8080")
    try database.administrator.run("UPDATE tongpin.writer SET address = 'http://203.0.113.9'")
    #expect(try second.writerAddress() == nil, "its mark is of another address")
    try first.announce("http://10.0.0.1:8080")
    try first.close()
    #expect(try isLetGo(second) && second.takeOver())
    #expect(try second.writerAddress() == nil, "of the writer before")
  }

  @Test("somebody who only looks at the second server is here all the same, and everything else of sessions is the writer's")
  func sessions() throws {
    let database = try Database()
    let (first, digest) = (try database.create(), Digest.sha256(Array("a session".utf8)))
    let record = try first.add(
      NewPerson(login: "li", name: "李", passwordHash: "", role: "treasurer"), for: Samples.draft("li"), at: Samples.moment(1))
    try first.save(
      SessionRecord(
        digest: digest, person: record.id, createdAt: Samples.moment(1), lastSeenAt: Samples.moment(1), expiresAt: Samples.moment(900)))
    let second = try database.open(.following)
    try second.touch(session: digest, at: Samples.moment(60))
    #expect(try first.session(digest)?.lastSeenAt == Samples.moment(60))
    try second.touch(session: digest, at: Samples.moment(30))
    #expect(try first.session(digest)?.lastSeenAt == Samples.moment(60), "never back")
    expectCode(.readOnly) { try second.endSession(digest) }
  }

  @Test("a program that reads other tables than the writer makes is refused in words")
  func otherSchema() throws {
    let database = try Database()
    let first = try database.create()
    try database.administrator.run("DELETE FROM tongpin.adapter_migrations WHERE number = 2")
    expectCode(.incoherentRequest) { _ = try database.open(.following) }
    try first.close()
  }
}

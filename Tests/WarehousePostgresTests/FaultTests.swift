// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Dispatch
import Glibc
import Journal
import PlanningCycle
import Synchronization
import Testing
import Warehouse
import WarehouseContract

@testable import WarehousePostgres

@Suite("When the line, the server or somebody else fails", .enabled(if: PostgresServer.shared != nil, PostgresServer.isMissing))
struct FaultTests {
  @Test("a connection that is killed in the middle of an import leaves nothing of it, and the next command finds its way back")
  func killed() throws {
    let database = try Database()
    let store = try database.create()
    try store.append(Samples.draft("a"), at: Samples.moment(1))
    // Rows of another transaction hold the import up where the test wants it.
    let administrator = database.administrator
    try administrator.run("BEGIN; LOCK TABLE tongpin.facts_sales_order_lines IN SHARE MODE")
    let outcome = Mutex<StoreError?>(nil)
    let done = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      do throws(StoreError) {
        _ = try store.record(
          Samples.batch(Samples.orders(50), bytes: Array("file".utf8)), for: Samples.importDraft("i"), at: Samples.moment(2))
      } catch { outcome.withLock { $0 = error } }
      done.signal()
    }
    let other = database.administrator
    var killed = ""
    for _ in 0..<100 where killed.isEmpty {
      usleep(50_000)
      killed = try other.run(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name LIKE 'tongpin%'
        """)
    }
    #expect(killed == "t")
    done.wait()
    let failure = try #require(outcome.withLock { $0 })
    #expect(failure.code == .fileUnreachable, "\(failure)")
    try administrator.run("COMMIT")
    #expect(try store.head().sequence == 1 && store.table(.salesOrderLines).rowCount == 0 && store.keptFiles().isEmpty)
    #expect(store.writingStopped() == nil, "nothing of it was kept, so nothing is in doubt")
    #expect(try store.append(Samples.draft("b"), at: Samples.moment(3)).sequence == 2)
    #expect(try store.verify().isSound)
  }

  @Test("a lost answer to COMMIT is an unknown outcome: writing stops, and the key says that the command was kept")
  func lostAnswer() throws {
    let database = try Database()
    try database.create().close()
    let sly = try SlyServer(to: database.server.folder)
    let address = try database.server.address(database.name, folder: sly.folder)
    let store = try PostgresWorkspace.open(address, key: Database.key, patience: 3)
    try store.append(Samples.draft("a"), at: Samples.moment(1))
    sly.play(.loseAnswer)
    expectCode(.outcomeUnknown) { try store.append(Samples.draft("b"), at: Samples.moment(2)) }
    #expect(try store.head().sequence == 1, "not acknowledged")
    #expect(try store.event(actor: Samples.wang.id, key: "b")?.sequence == 2, "asked by its key")
    expectCode(.readOnly) { try store.append(Samples.draft("c"), at: Samples.moment(3)) }
    #expect(store.writingStopped()?.code == .readOnly)
    try store.close()
    let reopened = try database.open()
    #expect(try reopened.head().sequence == 2)
    #expect(try reopened.append(Samples.draft("b"), at: Samples.moment(9)).sequence == 2)
    #expect(try reopened.verify().isSound)
  }

  @Test("a lost COMMIT is unknown as well, and the key says that nothing was kept")
  func lostCommit() throws {
    let database = try Database()
    try database.create().close()
    let sly = try SlyServer(to: database.server.folder)
    let store = try PostgresWorkspace.open(
      try database.server.address(database.name, folder: sly.folder), key: Database.key, patience: 3)
    sly.play(.loseCommit)
    expectCode(.outcomeUnknown) { try store.append(Samples.draft("b"), at: Samples.moment(2)) }
    #expect(try store.event(actor: Samples.wang.id, key: "b") == nil)
    try store.close()
    #expect(try database.open().append(Samples.draft("b"), at: Samples.moment(3)).sequence == 1)
  }

  @Test("a session whose commit got no answer stops nothing: it stands beside the chain")
  func lostSession() throws {
    let database = try Database()
    try database.create().close()
    let sly = try SlyServer(to: database.server.folder)
    let store = try PostgresWorkspace.open(
      try database.server.address(database.name, folder: sly.folder), key: Database.key, patience: 3)
    let session = SessionRecord(
      digest: .sha256([1]), person: 1, createdAt: Samples.moment(1), lastSeenAt: Samples.moment(1), expiresAt: Samples.moment(9))
    sly.play(.loseAnswer)
    expectCode(.outcomeUnknown) { try store.save(session) }
    try store.append(Samples.draft("a"), at: Samples.moment(2))
    #expect(try store.session(.sha256([1])) == session)
  }

  @Test("a second writer is refused, and told who writes; a reader is let in")
  func secondWriter() throws {
    let database = try Database()
    let store = try database.create()
    try store.append(Samples.draft("a"), at: Samples.moment(1))
    do {
      _ = try PostgresWorkspace.open(database.address, key: Database.key, patience: 0)
      Issue.record("opened twice")
    } catch {
      #expect(error.code == .folderInUse && error.detail.contains("tongpin \(processNumber())"), "\(error)")
    }
    let reader = try database.open(.readOnly)
    #expect(try reader.head() == store.head() && reader.events(after: 0, limit: 9).count == 1)
    expectCode(.readOnly) { try reader.append(Samples.draft("b"), at: Samples.moment(2)) }
    try store.close()
    #expect(try database.open().append(Samples.draft("b"), at: Samples.moment(2)).sequence == 2)
  }

  @Test("a writer that lost its connection, and with it the lock, cannot commit once another has taken over")
  func overtaken() throws {
    let database = try Database()
    let first = try database.create()
    try first.append(Samples.draft("a"), at: Samples.moment(1))
    try database.administrator.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    let second = try database.open(patience: 5)
    try second.append(Samples.draft("b"), at: Samples.moment(2))
    expectCode(.folderInUse) { try first.append(Samples.draft("c"), at: Samples.moment(3)) }
    #expect(try first.events(after: 0, limit: 9).count == 2, "reading finds its way back by itself")
    try second.close()
    // The lock is free again, yet somebody has written meanwhile.
    expectCode(.readOnly) { try first.append(Samples.draft("c"), at: Samples.moment(3)) }
    #expect(first.writingStopped()?.code == .readOnly)
    #expect(try database.open().events(after: 0, limit: 9).map(\.draft.idempotencyKey) == ["a", "b"])
  }

  @Test("a writer whose lock was taken away behind its back is stopped by the number in the database")
  func fenced() throws {
    let database = try Database()
    let store = try database.create()
    try store.append(Samples.draft("a"), at: Samples.moment(1))
    try database.administrator.run("UPDATE tongpin.writer SET epoch = epoch + 1")
    expectCode(.readOnly) { try store.append(Samples.draft("b"), at: Samples.moment(2)) }
    #expect(try store.event(actor: Samples.wang.id, key: "b") == nil)
  }

  @Test("a database that does not sync, is of another encoding or of another key is refused in words")
  func refusals() throws {
    let database = try Database()
    try database.create().close()
    expectCode(.damaged) {
      _ = try PostgresWorkspace.open(database.address, key: .make(random: SystemRandomBytes()), patience: 0)
    }
    let administrator = database.administrator
    try administrator.run("ALTER DATABASE \(database.name) SET synchronous_commit = off")
    let store = try database.open()
    let level = try store.state.withLock { try $0.connection?.query("SELECT current_setting('synchronous_commit')").first?.text(0) }
    #expect(level == "on", "the session asks for it, whatever the database's default is")
    try store.close()
    try administrator.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    expectCode(.incoherentRequest) { _ = try PostgresWorkspace.create(try database.server.address("latin"), key: Database.key) }
    expectCode(.folderMissing) { _ = try PostgresWorkspace.open(try database.server.emptyDatabase(), key: Database.key) }
    expectCode(.fileUnreachable) { _ = try PostgresWorkspace.open(try database.server.address("nowhere"), key: Database.key) }
  }

  @Test(
    "verify names what was changed behind the program's back",
    arguments: [
      ("facts", "UPDATE facts_sales_order_lines SET quantity = quantity + 1 WHERE row_id = 7"),
      ("facts", "DELETE FROM facts_sales_order_lines WHERE row_id = 50"),
      ("members", "INSERT INTO members (id, dimension, code, event) VALUES (9, 'item', 'X', 1)"),
      ("forecast", "UPDATE forecast_results SET value = 6"),
      ("chain", "UPDATE events SET body = (SELECT body FROM events WHERE sequence = 1) WHERE sequence = 2"),
      ("trail", "UPDATE trail SET body = set_byte(body, 40, (get_byte(body, 40) + 1) % 256) WHERE sequence = 1"),
      ("origin", "UPDATE origins SET address = '198.51.100.9'"),
      ("file", "UPDATE kept_file_pieces SET content = '\\x00'"),
    ])
  func tampering(_ witness: String, _ sql: String) throws {
    let database = try Database()
    let store = try database.create()
    store.act(from: TrailContract.home)
    _ = try store.record(
      Samples.batch(Samples.orders(50), bytes: Array("file".utf8)), for: Samples.importDraft("i"), at: Samples.moment(1))
    try store.append(Samples.draft("a"), at: Samples.moment(2))
    _ = try store.identifiers(dimension: "item", codes: ["KT-1"], at: Samples.moment(3))
    let run = ForecastRun(
      purpose: "baseline", cutoff: Samples.day, inputDigest: .zero, method: "auto", parameters: .empty, seed: 1, programVersion: "0")
    _ = try store.record(
      run, rows: [ForecastResultRow(series: "a", layer: "baseline", ordinal: 1, value: 5)], for: Samples.draft("run"),
      at: Samples.moment(4))
    try store.record(TrailContract.signIn(), at: Samples.moment(5), from: nil)
    #expect(try store.verify().isSound)
    let administrator = database.administrator
    #expect(throws: Administrator.Refused.self, "\(sql)") {
      if witness == "members" || witness == "origin" { throw Administrator.Refused(words: "these may change") }
      try administrator.run("SET search_path = tongpin; " + sql)
    }
    // As somebody with the database and no scruples: without triggers and references.
    try administrator.run("SET search_path = tongpin; SET session_replication_role = replica; " + sql)
    let report = try store.verify()
    #expect(report.findings.contains { $0.witness == witness }, "\(sql): \(report.findings)")
  }

  @Test("an address with a password or with settings that nobody sees is refused, and no password is ever in its description")
  func addresses() throws {
    for text in [
      "postgres://wang:s3cret@db/main", "postgres://db/main?password=s3cret", "postgres://db/main?options=-c%20fsync%3Doff",
      "postgres://db/main?passfile=/etc/shadow", "postgres://db/main?service=x", "mysql://db/main", "postgres://db:port:s3cret@/x?%",
    ] {
      do {
        _ = try PostgresAddress(text)
        Issue.record("\(text) was taken")
      } catch { #expect(error.code == .incoherentRequest && !"\(error)".contains("s3cret"), "\(error)") }
    }
    let address = try PostgresAddress("postgresql://wang@db.example:6432/main?sslmode=verify-full")
    #expect(address.description == "postgres://db.example:6432/main")
  }
}

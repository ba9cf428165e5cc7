// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import GRDB
import Journal
import PlanningCycle
import Testing
import Warehouse
import WarehouseContract
import WarehouseSQLite

@Suite("Two witnesses of what was decided")
struct WitnessTests {
  private static let journal = "journal-0001.log"

  private func filled(_ folder: TemporaryFolder, _ count: Int = 20) throws {
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    for number in 1...count {
      try workspace.append(Samples.draft("k\(number)", Int64(number)), at: Samples.moment(Int64(number)))
    }
    try workspace.close()
  }

  @Test("a second opener of the folder is refused, and told which process has it")
  func secondOpener() throws {
    let folder = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    do {
      _ = try SQLiteWorkspace.open(folder: folder.path)
      Issue.record("opened twice")
    } catch {
      #expect(error.code == .folderInUse)
      #expect(error.detail.contains("Process \(processNumber())"))
    }
    #expect(try workspace.head() == .start)
  }

  @Test("creating over a workspace and opening an empty folder are refused")
  func wrongFolders() throws {
    let folder = TemporaryFolder()
    expectCode(.folderMissing) { _ = try SQLiteWorkspace.open(folder: folder.path) }
    try filled(folder, 1)
    expectCode(.folderExists) { _ = try SQLiteWorkspace.create(folder: folder.path) }
    #expect(SQLiteWorkspace.exists(folder: folder.path))
  }

  @Test(
    "an unfinished record at the end of the journal is cut off and completed from the database, wherever it tore"
  )
  func tornTail() throws {
    let original = TemporaryFolder()
    try filled(original, 3)
    let whole = try original.bytes(Self.journal)
    for lost in [1, 7, 40, 200] {
      let folder = TemporaryFolder()
      try original.copy(to: folder)
      try folder.write(Self.journal, Array(whole.dropLast(lost)))
      let workspace = try SQLiteWorkspace.open(folder: folder.path)
      #expect(workspace.startup.completedEvents == 1)
      #expect(workspace.startup.tornBytes > 0)
      #expect(try workspace.head().sequence == 3)
      try workspace.close()
      #expect(try folder.bytes(Self.journal) == whole)
    }
  }

  @Test("a record that the process had no time to write is completed")
  func missingTail() throws {
    let folder = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    try workspace.append(Samples.draft("a"), at: Samples.moment(1))
    let before = try folder.bytes(Self.journal)
    try workspace.append(Samples.draft("b"), at: Samples.moment(2))
    try workspace.close()
    let after = TemporaryFolder()
    try folder.copy(to: after)
    try after.write(Self.journal, before)
    let reopened = try SQLiteWorkspace.open(folder: after.path)
    #expect(reopened.startup.completedEvents == 1 && reopened.startup.tornBytes == 0)
    try reopened.append(Samples.draft("c"), at: Samples.moment(3))
    try reopened.close()
    let report = try SQLiteWorkspace.open(folder: after.path).verify()
    #expect(report.isSound, "\(report.findings)")
  }

  @Test(
    "commits that the database lost come back from the journal, members with their numbers and facts with their rows"
  )
  func lostCommits() throws {
    let folder = TemporaryFolder()
    let old = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    try workspace.append(Samples.draft("a"), at: Samples.moment(1))
    _ = try workspace.record(
      Samples.batch(Samples.orders(30)), for: Samples.importDraft("i1"), at: Samples.moment(1))
    try workspace.close()
    try folder.copy(to: old)
    let again = try SQLiteWorkspace.open(folder: folder.path)
    let ids = try again.identifiers(dimension: "item", codes: ["KT-1", "KT-2"], at: Samples.moment(2))
    try again.append(Samples.draft("b"), at: Samples.moment(3))
    let receipt = try again.record(
      Samples.batch(Samples.orders(40, extra: 3)), for: Samples.importDraft("i2"), at: Samples.moment(4))
    #expect([receipt.newRows, receipt.correctedRows] == [10, 30])
    let table = Samples.rows(try again.table(.salesOrderLines)).map(\.values)
    let head = try again.head()
    try again.close()
    // The database of yesterday beside the journal of today: what a log that lost its end looks like.
    try folder.write("workspace.sqlite", try old.bytes("workspace.sqlite"))
    for name in ["workspace.sqlite-wal", "workspace.sqlite-shm"] { try folder.write(name, []) }
    let restored = try SQLiteWorkspace.open(folder: folder.path)
    #expect(restored.startup.replayedEvents == 3)
    #expect(try restored.head() == head)
    #expect(
      try restored.identifiers(dimension: "item", codes: ["KT-1", "KT-2"], at: Samples.moment(9)) == ids)
    #expect(try Samples.rows(restored.table(.salesOrderLines)).map(\.values) == table)
    let report = try restored.verify()
    #expect(report.isSound, "\(report.findings)")
  }

  @Test(
    "a changed record in the middle, another company's journal and a missing one stop the writing; reading goes on"
  )
  func disagreement() throws {
    let original = TemporaryFolder()
    try filled(original)
    let stranger = TemporaryFolder()
    try filled(stranger)
    var changed = try original.bytes(Self.journal)
    changed[changed.count / 2] ^= 1
    for (bytes, code) in [
      (changed, StoreError.Code.damaged), (try stranger.bytes(Self.journal), .journalDisagrees),
      (Array("not a journal at all".utf8), .damaged),
    ] {
      let folder = TemporaryFolder()
      try original.copy(to: folder)
      try folder.write(Self.journal, bytes)
      expectCode(code) { _ = try SQLiteWorkspace.open(folder: folder.path) }
      let reader = try SQLiteWorkspace.open(folder: folder.path, access: .readOnly)
      #expect(try reader.events(after: 0, limit: 100).count == 20)
      expectCode(.readOnly) { try reader.append(Samples.draft("x"), at: Samples.moment(99)) }
      #expect(try !reader.verify().isSound)
    }
  }

  @Test("a folder copied while commands are being written opens with everything acknowledged before the copy")
  func copiedMidWrite() throws {
    let folder = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    for number in 1...60 {
      try workspace.append(Samples.draft("k\(number)"), at: Samples.moment(Int64(number)))
      guard number.isMultiple(of: 15) else { continue }
      // As a power cut would leave it: the log not checkpointed, nothing closed.
      let crashed = TemporaryFolder()
      try folder.copy(to: crashed)
      let reopened = try SQLiteWorkspace.open(folder: crashed.path)
      #expect(try reopened.head() == workspace.head())
      let report = try reopened.verify()
      #expect(report.isSound, "\(report.findings)")
    }
  }

  @Test(
    "a copy taken while the workspace is open opens by itself, with every decision, fact and file up to then"
  )
  func folderCopy() throws {
    let folder = TemporaryFolder()
    let copy = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    let receipt = try workspace.record(
      Samples.batch(Samples.orders(30), bytes: Array("file".utf8)), for: Samples.importDraft("i"),
      at: Samples.moment(1))
    let head = try workspace.append(Samples.draft("a"), at: Samples.moment(2)).head
    let report = try workspace.copy(toFolder: copy.path)
    #expect(report.isSound && report.events == 2 && report.factRows == 30, "\(report)")
    expectCode(.folderExists) { _ = try workspace.copy(toFolder: copy.path) }
    try workspace.append(Samples.draft("later"), at: Samples.moment(3))
    let restored = try SQLiteWorkspace.open(folder: copy.path)
    #expect(try restored.head() == head)
    #expect(try restored.keptFile(try #require(receipt.fileDigest)) == Array("file".utf8))
    #expect(try restored.append(Samples.draft("after"), at: Samples.moment(4)).previous == head.digest)
    #expect(try copy.permissions("workspace.sqlite") == 0o600)
    #expect(try folder.permissions("workspace.sqlite") == 0o600)
  }

  @Test("events cannot be changed or deleted through SQL, facts only fall from current to past")
  func onlyGrows() throws {
    let folder = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    _ = try workspace.record(
      Samples.batch(Samples.orders(3)), for: Samples.importDraft("i"), at: Samples.moment(1))
    try workspace.close()
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite")
    for sql in [
      "UPDATE events SET kind = 'x'", "DELETE FROM events", "DELETE FROM facts_sales_order_lines",
      "UPDATE facts_sales_order_lines SET quantity = 1", "DELETE FROM batches",
    ] {
      #expect(throws: DatabaseError.self, "\(sql)") { try queue.write { try $0.execute(sql: sql) } }
    }
    try queue.write { try $0.execute(sql: "UPDATE facts_sales_order_lines SET is_current = 0") }
    #expect(throws: DatabaseError.self) {
      try queue.write { try $0.execute(sql: "UPDATE facts_sales_order_lines SET is_current = 1") }
    }
  }

  @Test("the key of the chain is for its owner alone")
  func keyRights() throws {
    let folder = TemporaryFolder()
    try filled(folder, 1)
    #expect(try folder.permissions("chain.key") == 0o600)
    try folder.write("chain.key", [1, 2, 3])
    expectCode(.damaged) { _ = try SQLiteWorkspace.open(folder: folder.path) }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Testing
import Warehouse
import WarehouseContract
import WarehousePostgres
import WarehouseSQLite

/// Sees: a byte of an event, a row of a fact or anything else kept that differs between the two databases. Does not see: what both get wrong.
@Suite("SQLite and PostgreSQL keep the same", .enabled(if: PostgresServer.shared != nil, PostgresServer.isMissing))
struct EqualityTests {
  @Test("after the same thousand commands every table has the same rows, and the copy from one to the other and back as well")
  func thousand() throws {
    let folder = TemporaryFolder()
    let database = try Database()
    let (small, large) = (try SQLiteWorkspace.create(folder: folder.path, random: FixedBytes()), try database.create())
    try ThousandCommands.run(on: small)
    try ThousandCommands.run(on: large)
    #expect(try small.head() == large.head() && small.head(of: .trail) == large.head(of: .trail))
    let digests = try small.tableDigests()
    try Self.compare(digests, try large.tableDigests())
    #expect(digests.allSatisfy { $0.rows > 0 }, "every table takes part: \(digests.filter { $0.rows == 0 }.map(\.table))")
    let (here, there) = (try small.verify(), try large.verify())
    #expect(here.isSound && there.isSound && here.events == there.events && here.factRows == there.factRows)
    #expect(try small.keptFiles() == large.keptFiles())
    try Self.compareAnswers(small, large)
    #expect(here.months == 0 && there.months == 0, "nobody asked before")
    try Self.compareMonths(small, large)
    let summed = (try small.verify(), try large.verify())
    #expect(summed.0.isSound && summed.1.isSound && summed.0.months == summed.1.months && summed.0.months > 20)

    // From SQLite into PostgreSQL …
    let second = try Database()
    let report = try PostgresWorkspace.create(second.address, copying: small)
    #expect(report.isSound && report.events == here.events && report.factRows == here.factRows)
    expectCode(.folderExists) { _ = try PostgresWorkspace.create(second.address, copying: small) }
    let copied = try second.open()
    try Self.compare(digests, try copied.tableDigests())
    // … and back: a folder that opens, verifies with its journal file, and goes on.
    let back = TemporaryFolder()
    #expect(try SQLiteWorkspace.create(folder: back.path, copying: copied).isSound)
    expectCode(.folderExists) { _ = try SQLiteWorkspace.create(folder: back.path, copying: copied) }
    let returned = try SQLiteWorkspace.open(folder: back.path)
    try Self.compare(digests, try returned.tableDigests())
    #expect(returned.startup.replayedEvents + returned.startup.completedEvents == 0, "nothing had to be put right")
    for digest in try small.keptFiles() { #expect(try returned.keptFile(digest) == small.keptFile(digest)) }
    // The copies go on as the originals do.
    let next = try small.append(Samples.draft("next"), at: Samples.moment(99_999_999))
    #expect(try returned.append(Samples.draft("next"), at: Samples.moment(99_999_999)) == next)
    #expect(try copied.append(Samples.draft("next"), at: Samples.moment(99_999_999)) == next)
    #expect(try returned.verify().isSound && copied.verify().isSound)
    try Self.compareMonths(small, copied)
    try Self.compareMonths(small, returned)
    #expect(try returned.verify().months == summed.0.months && copied.verify().months == summed.0.months)
  }

  private static func compare(_ one: [TableDigest], _ other: [TableDigest]) throws {
    #expect(one.count == other.count)
    for (left, right) in zip(one, other) { #expect(left == right) }
  }

  /// Sums by month are derived in each by itself and are in no digest: they are compared as they are told.
  private static func compareMonths(_ one: some OpenedWorkspace, _ other: some OpenedWorkspace) throws {
    let past = try one.batches().map(\.batch)
    for kind in FactKind.allCases {
      for entity in [1, 2] as [Int64] {
        for through in [nil, past[past.count / 2]] {
          #expect(
            try one.months(kind, entity: entity, through: through) == other.months(kind, entity: entity, through: through), "\(kind)")
        }
      }
    }
  }

  /// What the ports say is the same, too.
  private static func compareAnswers(_ one: some OpenedWorkspace, _ other: some OpenedWorkspace) throws {
    for kind in FactKind.allCases {
      for moment in [nil, Samples.moment(30_000)] {
        for entity in [1, 2] as [Int64] {
          let (left, right) = (try one.table(kind, entity: entity, asOf: moment), try other.table(kind, entity: entity, asOf: moment))
          #expect(left.rowCount == right.rowCount && left.lines == right.lines && left.batches == right.batches, "\(kind)")
          #expect(Samples.rows(left).map(\.values) == Samples.rows(right).map(\.values), "\(kind)")
        }
      }
    }
    #expect(try one.events(after: 0, limit: .max) == other.events(after: 0, limit: .max))
    #expect(try one.runs(limit: 100) == other.runs(limit: 100) && one.people() == other.people() && one.batches() == other.batches())
    #expect(try one.outboxMessages(nil, before: nil, limit: 10_000) == other.outboxMessages(nil, before: nil, limit: 10_000))
    #expect(try one.origins(of: .journal, 1...9_999) == other.origins(of: .journal, 1...9_999))
    for run in try one.runs(limit: 100) { #expect(try one.rows(run: run.id, series: nil) == other.rows(run: run.id, series: nil)) }
  }

  @Test("every migration is frozen, in PostgreSQL's words as well")
  func frozen() {
    let digests = Migration.all.map {
      Digest.sha256(Array($0.statements(PostgresDialect()).joined(separator: ";\n").utf8)).hex
    }
    #expect(
      digests == [
        "19627a9aa32d5a4a9eda42e39be425ccec184e7fda1f8c8cd0d6300a48c03328",
        "d2a6b7d9904739d517fb6cbcb344ed56d3fb1dfb30eca071ddec0573336c994b",
        "083b82ddccaeca8027a0b437a293054dd104975116c75f879adc9950a8bcade8",
        "6c652230d13cbd0e8c7ee707e7dd2a9ebf32aec108d52c9a6a482a8d4c9b9c38",
        "6d66d763393113e2a8d323aaa3ac2e112f5b7698eb27ed1ba6f17fdcdae3bf6a",
        "c70553257259a0f7c57320bea79e42bf51c6a5575822478217aed998feec7909",
      ], "A migration that was on main never changes: write the next one.")
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Testing
import Warehouse

/// What rows promise that come by steps: nobody sees them before their command, and after it they are what they would be had they come with it.
enum StagingContract {
  static func check(make: () throws -> any OpenedWorkspace) throws {
    try comesToTheSame(try make(), try make())
    try staysUnseen(try make())
    try givesWayToItsKind(try make())
    try isTakenBack(try make())
    try isOneCommand(try make())
  }

  /// More than one step of any adapter.
  private static let count = 25_000

  private static func stage(_ batch: FactBatch, _ store: any OpenedWorkspace) throws -> any StagedFacts {
    try store.stage(batch)
  }

  /// A first import with a key that comes twice, then corrections among new and unchanged rows; a command of somebody else between rows and command.
  private static func comesToTheSame(_ stepwise: any OpenedWorkspace, _ atOnce: any OpenedWorkspace) throws {
    var first = Samples.orders(count)
    for row in Samples.rows(Samples.orders(2, first: 7, extra: 1)) { first.append(row.values, line: 99_000) }
    var second = Samples.orders(300, extra: 5)
    for row in Samples.rows(Samples.orders(40, first: 1_000)) { second.append(row.values, line: row.line) }
    for row in Samples.rows(Samples.orders(7, first: count + 1)) { second.append(row.values, line: row.line) }
    for (number, table) in [first, second].enumerated() {
      let (key, seconds) = ("import-\(number)", Int64(number * 10))
      let batch = Samples.batch(table, bytes: [UInt8]("订单 \(number)".utf8))
      let staged = try stage(batch, stepwise)
      for store in [stepwise, atOnce] { try store.append(Samples.draft("other-\(number)"), at: Samples.moment(seconds + 1)) }
      let preview = try stepwise.table(with: staged)
      let receipt = try stepwise.record(staged, for: Samples.importDraft(key), at: Samples.moment(seconds + 2))
      let expected = try atOnce.record(batch, for: Samples.importDraft(key), at: Samples.moment(seconds + 2))
      #expect(receipt == expected)
      #expect(
        [staged.newRows, staged.correctedRows, staged.unchangedRows] == [receipt.newRows, receipt.correctedRows, receipt.unchangedRows])
      let table = try stepwise.table(.salesOrderLines)
      #expect(try table.batches == atOnce.table(.salesOrderLines).batches)
      let settled = preview.settled(batch: receipt.batch)
      #expect(settled.batches == table.batches && settled.lines == table.lines)
      #expect(settled.columns.map(\.integers) == table.columns.map(\.integers), "what was said before is what there is")
    }
    #expect(try stepwise.tableDigests() == atOnce.tableDigests())
    for seconds in [1, 2, 5, 11, 12] as [Int64] {
      let (one, other) = (
        try stepwise.table(.salesOrderLines, asOf: Samples.moment(seconds)),
        try atOnce.table(.salesOrderLines, asOf: Samples.moment(seconds))
      )
      #expect(one.batches == other.batches && one["quantity"].integers == other["quantity"].integers, "as of second \(seconds)")
    }
    for store in [stepwise, atOnce] {
      let versions = try store.history(.salesOrderLines, key: [.text("电商"), .text("SO1"), .number(7)])
      #expect(versions.map(\.version) == [1, 2, 3])
      #expect(versions.map(\.recordedAt) == [Samples.moment(2), Samples.moment(2), Samples.moment(12)])
      #expect(versions.map(\.batch) == [2, 2, 4])
      #expect(try store.origin(.salesOrderLines, batch: 4, line: 2)?.recordedAt == Samples.moment(12))
      #expect(try store.verify().findings.isEmpty)
    }
  }

  private static func staysUnseen(_ store: any OpenedWorkspace) throws {
    try store.append(Samples.draft("a"), at: Samples.moment(1))
    let before = try store.tableDigests()
    let staged = try stage(Samples.batch(Samples.orders(count)), store)
    #expect(staged.keptRows == count)
    #expect(try store.tableDigests() == before)
    #expect(try store.table(.salesOrderLines).rowCount == 0)
    #expect(try store.table(.salesOrderLines, asOf: Samples.moment(9)).rowCount == 0)
    #expect(try store.history(.salesOrderLines, key: [.text("电商"), .text("SO1"), .number(7)]).isEmpty)
    #expect(try store.batches().isEmpty && store.head().sequence == 1)
    #expect(try store.verify().findings.isEmpty)
    // Another kind comes and goes.
    let other = try store.record(
      Samples.batch(FactTable(kind: .territories).adding(["code": .text("N")])), for: Samples.importDraft("regions"), at: Samples.moment(2))
    #expect(other.newRows == 1)
    #expect(try store.record(staged, for: Samples.importDraft("b"), at: Samples.moment(3)).newRows == count)
    #expect(try store.table(.salesOrderLines).rowCount == count)
  }

  /// A command that brings rows of the same kind comes first; the others are gone.
  private static func givesWayToItsKind(_ store: any OpenedWorkspace) throws {
    let staged = try stage(Samples.batch(Samples.orders(count)), store)
    let direct = try store.record(Samples.batch(Samples.orders(3, extra: 1)), for: Samples.importDraft("direct"), at: Samples.moment(1))
    #expect(direct.newRows == 3)
    expectCode(.superseded) { _ = try store.record(staged, for: Samples.importDraft("late"), at: Samples.moment(2)) }
    #expect(try store.table(.salesOrderLines).rowCount == 3 && store.head().sequence == direct.batch)
    let again = try stage(Samples.batch(Samples.orders(count)), store)
    #expect([again.newRows, again.correctedRows] == [count - 3, 3])
    let receipt = try store.record(again, for: Samples.importDraft("late"), at: Samples.moment(3))
    #expect(receipt.correctedRows == 3)
    let quantity = try store.table(.salesOrderLines, asOf: Samples.moment(2))["quantity"].integers.map { $0 % 10_000 }
    #expect(quantity == [1, 1, 1])
    #expect(try store.verify().findings.isEmpty)
  }

  private static func isTakenBack(_ store: any OpenedWorkspace) throws {
    _ = try store.record(Samples.batch(Samples.orders(10)), for: Samples.importDraft("a"), at: Samples.moment(1))
    let before = try store.tableDigests()
    try store.discard(try stage(Samples.batch(Samples.orders(count, extra: 3)), store))
    #expect(try store.tableDigests() == before)
    let next = try store.record(Samples.batch(Samples.orders(12)), for: Samples.importDraft("b"), at: Samples.moment(2))
    #expect([next.newRows, next.unchangedRows] == [2, 10])
    #expect(try store.verify().findings.isEmpty)
  }

  /// Sent again it is the earlier event; under a key of something else it is refused.
  private static func isOneCommand(_ store: any OpenedWorkspace) throws {
    let first = try store.record(
      try stage(Samples.batch(Samples.orders(20)), store), for: Samples.importDraft("a"), at: Samples.moment(1))
    let again = try stage(Samples.batch(Samples.orders(20)), store)
    #expect([again.newRows, again.unchangedRows] == [0, 20])
    #expect(try store.record(again, for: Samples.importDraft("a"), at: Samples.moment(2)) == first)
    let other = try stage(Samples.batch(Samples.orders(21)), store)
    expectCode(.idempotencyKeyReused) { _ = try store.record(other, for: Samples.importDraft("a"), at: Samples.moment(2)) }
    try store.discard(other)
    #expect(try store.table(.salesOrderLines).rowCount == 20 && store.batches().count == 1)
  }
}

extension FactTable {
  fileprivate func adding(_ values: [String: FactValue]) -> FactTable {
    var table = self
    table.append(values, line: 1)
    return table
  }
}

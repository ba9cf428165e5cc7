// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
package import PlanningCycle
package import Testing
package import Warehouse

/// What every adapter of the store promises. Each call of `make` gives an empty workspace, all with the same key of the chain.
package func checkWorkspaceStore(make: () throws -> any OpenedWorkspace) throws {
  try checkEvents(try make())
  try checkFacts(try make())
  try checkAsOf(try make())
  try FactHistoryContract.check(try make())
  try checkMembers(try make())
  try checkForecastRuns(try make())
  try checkPeople(try make())
  try checkSessions(try make())
  try checkSnapshots(try make())
  try checkKinds(try make())
  try OutboxContract.check(make: make)
  try TrailContract.check(make: make)
  try StagingContract.check(make: make)
  try MonthContract.check(make: make)
}

package func expectCode(
  _ code: StoreError.Code, _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) {
  do {
    try body()
    Issue.record("expected \(code.text)", sourceLocation: sourceLocation)
  } catch let error as StoreError {
    #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
  } catch { Issue.record(error, sourceLocation: sourceLocation) }
}

private func checkEvents(_ store: any WorkspaceStore) throws {
  #expect(try store.head() == .start)
  let events = try store.append(
    [Samples.draft("a"), Samples.draft("b", 2)], at: Samples.moment(10), facts: nil)
  #expect(events.map(\.sequence) == [1, 2])
  #expect(events[1].previous == events[0].digest)
  // Sent again: the earlier event, and nothing new.
  let again = try store.append(Samples.draft("a"), at: Samples.moment(99))
  #expect(again == events[0])
  // A group with one repeated and one new command.
  let mixed = try store.append(
    [Samples.draft("b", 2), Samples.draft("c", 3)], at: Samples.moment(5), facts: nil)
  #expect(mixed.map(\.sequence) == [2, 3])
  #expect(mixed[1].recordedAt == Samples.moment(10), "the later of the clock's and the newest event's")
  expectCode(.idempotencyKeyReused) { try store.append(Samples.draft("a", 5), at: Samples.moment(11)) }
  expectCode(.idempotencyKeyMissing) { try store.append(Samples.draft(""), at: Samples.moment(11)) }
  // All or none: the first of the group is not kept either.
  expectCode(.idempotencyKeyReused) {
    _ = try store.append([Samples.draft("d"), Samples.draft("a", 5)], at: Samples.moment(12), facts: nil)
  }
  #expect(try store.event(actor: Samples.wang.id, key: "d") == nil)
  let other = try store.append(
    Samples.draft("a", 9, actor: Actor(id: 8, login: "li")), at: Samples.moment(13))
  #expect(other.sequence == 4, "keys are each actor's own")
  #expect(try store.events(after: 1, limit: 2).map(\.sequence) == [2, 3])
  #expect(try store.events(after: 0, limit: 100).first == events[0])
  #expect(try store.event(actor: 7, key: "c")?.sequence == 3)
  #expect(try store.head() == other.head)
}

private func checkFacts(_ store: any WorkspaceStore) throws {
  let file = Array("订单号,行号\n".utf8)
  let first = try store.record(
    Samples.batch(Samples.orders(40), bytes: file), for: Samples.importDraft("i1"), at: Samples.moment(1))
  #expect([first.newRows, first.correctedRows, first.unchangedRows] == [40, 0, 0])
  let same = try store.record(
    Samples.batch(Samples.orders(40), bytes: file), for: Samples.importDraft("i2"), at: Samples.moment(2))
  #expect([same.newRows, same.correctedRows, same.unchangedRows] == [0, 0, 40])
  // The same command sent again is the same receipt; the same key with other rows is refused.
  let repeated = try store.record(
    Samples.batch(Samples.orders(40), bytes: file), for: Samples.importDraft("i1"), at: Samples.moment(3))
  #expect(repeated == first)
  expectCode(.idempotencyKeyReused) {
    _ = try store.record(
      Samples.batch(Samples.orders(41)), for: Samples.importDraft("i1"), at: Samples.moment(3))
  }
  // Ten known lines corrected, thirty known and unchanged are not sent, five are new.
  var mixed = Samples.orders(10, extra: 5)
  for row in Samples.rows(Samples.orders(5, first: 41)) { mixed.append(row.values, line: row.line) }
  let third = try store.record(
    Samples.batch(mixed, file: "corrections.csv"), for: Samples.importDraft("i3"), at: Samples.moment(4))
  #expect([third.newRows, third.correctedRows, third.unchangedRows] == [5, 10, 0])
  let table = try store.table(.salesOrderLines)
  #expect(table.rowCount == 45)
  let firstLine = try #require((0..<45).first { table["line_number"].integer($0) == 1 })
  #expect(table["quantity"].integer(firstLine) == 10_005)
  #expect(table["territory"].text(firstLine) == nil)
  #expect(table.batches[firstLine] == third.batch)
  #expect(Samples.keysAscend(table), "rows come in the order of their keys")
  let versions = try store.history(.salesOrderLines, key: [.text("电商"), .text("SO0"), .number(1)])
  #expect(versions.map(\.version) == [1, 2])
  #expect(versions.map(\.batch) == [first.batch, third.batch])
  #expect(versions[0].effectiveOn == Samples.day.adding(days: 1))
  let origin = try #require(try store.origin(.salesOrderLines, batch: third.batch, line: 2))
  #expect(origin.fileName == "corrections.csv" && origin.recordedAt == Samples.moment(4))
  #expect(origin.actor == Samples.wang)
  #expect(try store.origin(.invoices, batch: third.batch, line: 2) == nil)
  #expect(try store.origin(.salesOrderLines, batch: third.batch, line: 40) == nil, "it kept no such line")
  #expect(try store.batches().map(\.batch) == [first.batch, same.batch, third.batch])
  #expect(try store.keptFile(try #require(first.fileDigest)) == file)
  #expect(try store.keptFile(.zero) == nil)
  // A second legal entity has its own keys.
  let entity = FactBatch(table: Samples.orders(3), entity: 2, recordedOn: Samples.day)
  #expect(try store.record(entity, for: Samples.importDraft("i4"), at: Samples.moment(5)).newRows == 3)
  #expect(try store.table(.salesOrderLines).rowCount == 45)
  #expect(try store.table(.salesOrderLines, entity: 2, asOf: nil).rowCount == 3)
  // The same key twice in one file: the later line corrects the earlier.
  var twice = Samples.orders(1, first: 900)
  for row in Samples.rows(Samples.orders(1, first: 900, extra: 1)) { twice.append(row.values, line: 77) }
  let doubled = try store.record(Samples.batch(twice), for: Samples.importDraft("i5"), at: Samples.moment(6))
  #expect([doubled.newRows, doubled.correctedRows] == [1, 1])
}

private func checkAsOf(_ store: any WorkspaceStore) throws {
  func orders(_ count: Int, _ extra: Int64, _ key: String, _ seconds: Int64) throws {
    _ = try store.record(
      Samples.batch(Samples.orders(count, extra: extra)), for: Samples.importDraft(key),
      at: Samples.moment(seconds))
  }
  try orders(10, 0, "a", 100)
  try orders(5, 1, "b", 200)
  try orders(12, 2, "c", 300)
  func quantities(_ seconds: Int64?) throws -> [Int64] {
    let table = try store.table(.salesOrderLines, asOf: seconds.map { Samples.moment($0) })
    return (0..<table.rowCount).compactMap { table["quantity"].integer($0).map { $0 % 10_000 } }.sorted()
  }
  #expect(try quantities(99).isEmpty)
  #expect(try quantities(100) == [Int64](repeating: 0, count: 10))
  #expect(try quantities(250) == [Int64](repeating: 0, count: 5) + [Int64](repeating: 1, count: 5))
  #expect(try quantities(nil) == [Int64](repeating: 2, count: 12))
  #expect(try quantities(300) == quantities(nil))
}

private func checkMembers(_ store: any WorkspaceStore) throws {
  let first = try store.identifiers(
    dimension: "item", codes: ["KT-2", "KT-1", "KT-2"], at: Samples.moment(1))
  #expect(first[0] == first[2] && first[0] < first[1])
  let other = try store.identifiers(dimension: "territory", codes: ["KT-1"], at: Samples.moment(2))
  #expect(!first.contains(other[0]), "a number is never used for two members")
  let sequence = try store.head().sequence
  #expect(
    try store.identifiers(dimension: "item", codes: ["KT-1", "KT-2"], at: Samples.moment(3)) == [
      first[1], first[0],
    ])
  #expect(try store.head().sequence == sequence, "asking for known members changes nothing")
  #expect(try store.members(dimension: "item").map(\.code) == ["KT-2", "KT-1"])
  #expect(try store.identifiers(dimension: "item", codes: [], at: Samples.moment(3)).isEmpty)
}

private func checkForecastRuns(_ store: any WorkspaceStore) throws {
  #expect(try store.newestRun() == nil)
  let run = ForecastRun(
    purpose: "baseline", cutoff: Samples.day, inputDigest: .sha256([1]), method: "auto",
    parameters: .map(["levels": .list([.integer(80)])]), seed: .max, programVersion: "0.1.0")
  let rows = [
    ForecastResultRow(
      series: "KT-2|华东", layer: "baseline", ordinal: 24_323, value: 1_234_567, low: 1, high: 9),
    ForecastResultRow(series: "KT-1|华东", layer: "baseline", ordinal: 24_323, value: -5),
  ]
  let draft = EventDraft(kind: "forecast.refreshed", actor: .system, idempotencyKey: "run-1")
  let record = try store.record(run, rows: rows, for: draft, at: Samples.moment(1))
  #expect(record.run == run && record.rowCount == 2)
  #expect(try store.record(run, rows: rows, for: draft, at: Samples.moment(2)) == record)
  expectCode(.idempotencyKeyReused) {
    _ = try store.record(run, rows: [rows[0]], for: draft, at: Samples.moment(2))
  }
  #expect(try store.rows(run: record.id, series: nil) == [rows[1], rows[0]])
  #expect(try store.rows(run: record.id, series: "KT-2|华东") == [rows[0]])
  let later = try store.record(
    run, rows: [], for: EventDraft(kind: "forecast.refreshed", actor: .system, idempotencyKey: "run-2"),
    at: Samples.moment(3))
  #expect(try store.newestRun() == later)
  let twice = EventDraft(kind: "forecast.refreshed", actor: .system, idempotencyKey: "run-3")
  expectCode(.incoherentRequest) {
    _ = try store.record(run, rows: [rows[0], rows[0]], for: twice, at: Samples.moment(4))
  }
  #expect(try store.newestRun() == later, "a refused run leaves nothing behind")
  try checkLargeRun(store, run)
}

/// Rows that come by steps before their run are what they would be had they come with it.
private func checkLargeRun(_ store: any WorkspaceStore, _ run: ForecastRun) throws {
  let rows = Samples.forecastRows(12_000)
  let draft = Samples.draft("large-run")
  let prepared = try store.prepare(rows.reversed())
  #expect(try store.runs(limit: 10).count == 2 && store.rows(run: store.head().sequence + 1, series: nil).isEmpty)
  try store.append(Samples.draft("between"), at: Samples.moment(5))
  let record = try store.record(run, prepared, for: draft, at: Samples.moment(5))
  #expect(record.rowCount == rows.count)
  #expect(try store.rows(run: record.id, series: nil) == rows)
  #expect(try store.rows(run: record.id, series: rows[0].series) == rows.filter { $0.series == rows[0].series })
  #expect(try store.record(run, rows: rows, for: draft, at: Samples.moment(6)) == record)
  #expect(try store.newestRun() == record)
  expectCode(.incoherentRequest) {
    _ = try store.record(run, rows: rows + [rows[0]], for: Samples.draft("twice"), at: Samples.moment(7))
  }
  #expect(try store.newestRun() == record)
}

private func checkPeople(_ store: any WorkspaceStore) throws {
  func draft(_ key: String) -> EventDraft {
    EventDraft(
      kind: "person.changed", actor: .system, idempotencyKey: key, payload: .map(["role": .text("planner")]))
  }
  var details = NewPerson(login: "zhao.min", name: "赵敏", englishName: "Zhao Min", passwordHash: "scrypt$…", role: "planner")
  let person = try store.add(details, for: draft("p1"), at: Samples.moment(1))
  #expect(
    try store.add(details, for: draft("p1"), at: Samples.moment(2)) == person, "sent again: the same person")
  expectCode(.nameTaken) { _ = try store.add(details, for: draft("p2"), at: Samples.moment(2)) }
  #expect(try store.person(login: "zhao.min") == person)
  let event = try #require(try store.event(actor: 0, key: "p1"))
  #expect(event.payload["person_id"]?.integer == person.id)
  details.isDisabled = true
  details.login = "zhao.m"
  try store.update(PersonRecord(id: person.id, details: details), for: draft("p3"), at: Samples.moment(3))
  #expect(try store.person(id: person.id)?.details == details)
  #expect(try store.person(login: "zhao.min") == nil)
  expectCode(.notFound) {
    try store.update(PersonRecord(id: 99, details: details), for: draft("p4"), at: Samples.moment(4))
  }
  #expect(try store.people().count == 1)
}

private func checkSessions(_ store: any WorkspaceStore) throws {
  func session(_ byte: UInt8, person: Int64, expires: Int64) -> SessionRecord {
    SessionRecord(
      digest: .sha256([byte]), person: person, createdAt: Samples.moment(1), lastSeenAt: Samples.moment(1),
      expiresAt: Samples.moment(expires))
  }
  for (byte, person, expires) in [(1, 1, 100), (2, 1, 50), (3, 2, 100)] as [(UInt8, Int64, Int64)] {
    try store.save(session(byte, person: person, expires: expires))
  }
  try store.touch(session: .sha256([1]), at: Samples.moment(20))
  #expect(try store.session(.sha256([1]))?.lastSeenAt == Samples.moment(20))
  try store.forgetExpired(at: Samples.moment(50))
  #expect(try store.session(.sha256([2])) == nil)
  try store.endSessions(person: 2)
  #expect(try store.session(.sha256([3])) == nil)
  try store.endSession(.sha256([1]))
  #expect(try store.session(.sha256([1])) == nil)
  let token = ApiTokenRecord(
    digest: .sha256([9]), person: 1, name: "夜间导入", scope: "import", createdAt: Samples.moment(1),
    lastSeenAt: Samples.moment(1), expiresAt: Samples.moment(100))
  try store.save(token)
  #expect(try store.apiToken(.sha256([9])) == token)
  #expect(try store.apiTokens(person: 1) == [token])
  try store.touch(apiToken: .sha256([9]), at: Samples.moment(5))
  #expect(try store.apiToken(.sha256([9]))?.lastSeenAt == Samples.moment(5))
  try store.endApiToken(.sha256([9]))
  #expect(try store.apiToken(.sha256([9])) == nil)
}

private func checkSnapshots(_ store: any WorkspaceStore) throws {
  #expect(try store.newestSnapshot() == nil)
  let events = try store.append(
    [Samples.draft("a"), Samples.draft("b"), Samples.draft("c")], at: Samples.moment(1), facts: nil)
  for event in events {
    try store.save(InputSnapshot(sequence: event.sequence, eventDigest: event.digest, bytes: [1, 2, 3]))
  }
  #expect(try store.newestSnapshot()?.sequence == 3)
  // A snapshot of another chain is passed over.
  try store.save(InputSnapshot(sequence: 3, eventDigest: .zero, bytes: [4]))
  #expect(try store.newestSnapshot()?.sequence == 2)
}

/// Every kind of fact is kept and read back, with every field filled and with none but the required.
private func checkKinds(_ store: any OpenedWorkspace) throws {
  for kind in FactKind.allCases {
    var table = FactTable(kind: kind)
    for isFull in [true, false] {
      table.append(
        table.schema.fields.enumerated().map { index, field in
          guard isFull || field.isRequired else { return nil }
          return field.type == .text
            ? .text("值\(index)\u{0}'\"\(isFull)") : .number(field.type == .boolean ? 1 : Int64(20_000 + index + (isFull ? 0 : 1)))
        }, line: isFull ? 2 : 3)
    }
    let receipt = try store.record(Samples.batch(table), for: Samples.importDraft("\(kind)"), at: Samples.moment(1))
    #expect(receipt.newRows == 2, "\(kind)")
    let read = Samples.rows(try store.table(kind)).sorted { $0.line < $1.line }
    #expect(read.map(\.values) == Samples.rows(table).sorted { $0.line < $1.line }.map(\.values), "\(kind)")
  }
  #expect(try store.verify().isSound)
}

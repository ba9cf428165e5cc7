// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Dispatch
import Journal
import Logging
import PlanningCycle
import Synchronization
import Testing

@testable import TongpinServer

/// A database in memory with a mark on every row: reads in small loads, can be away, and can be held in the middle of a load.
private final class RowsInMemory: SourceConnector {
  struct State {
    var codes: [String] = []
    var fault: SourceFault?
    var failsOnce = false
    var isHeld = false
    var loads = 0
  }

  let state = Mutex(State())
  private let gate = DispatchSemaphore(value: 0)
  private let perLoad: Int

  init(perLoad: Int = 3) { self.perLoad = perLoad }

  func add(_ count: Int) { state.withLock { state in for _ in 0..<count { state.codes.append("K-\(state.codes.count + 1)") } } }
  func letGo() { gate.signal() }

  func objection(to connection: SourceConnection, _ query: SourceQuery?) -> SourceFault? { nil }

  func probe(
    _ request: SourceRequest, remembered: [RememberedLayout], knows: @escaping (FactKind, String) -> Bool?,
    isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceProbe { throw SourceFault(.unreachable) }

  func read(
    _ request: SourceRequest, knows: @escaping (FactKind, String) -> Bool?, isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceReading {
    let (known, isHeld) = state.withLock { state in
      state.loads += 1
      return (state, state.isHeld)
    }
    if isHeld { gate.wait() }
    if isStopped() { throw SourceFault(.stopped) }
    let fault = state.withLock { state in
      defer { if state.failsOnce { (state.fault, state.failsOnce) = (nil, false) } }
      return state.fault
    }
    if let fault { throw fault }
    let since = request.since.flatMap { Int($0.text) } ?? 0
    let fresh = Array(known.codes.dropFirst(since).prefix(perLoad))
    var table = FactTable(kind: .customers)
    for (index, code) in fresh.enumerated() { table.append(["code": .text(code), "name": .text("店 " + code)], line: Int32(index + 1)) }
    return SourceReading(
      reading: FactFileReading(
        table: table, rowsRead: fresh.count, rejected: 0, encoding: "", headerLine: 0, findings: [], findingsTotal: 0),
      next: fresh.isEmpty ? request.since : SourceMark(String(since + fresh.count), .integer), rows: fresh.count, bytes: 0,
      rowsWithoutMark: 0,
      isComplete: since + fresh.count == known.codes.count, clock: nil)
  }

  func take(
    _ rows: SourceRows, kind: FactKind, columns: [String: String]?, knows: @escaping (FactKind, String) -> Bool?
  ) throws(SourceFault) -> FactFileReading { throw SourceFault(.answerNotUnderstood) }
}

/// A folder in memory whose files may grow between two looks.
private final class FilesInMemory: WatchedFolders {
  struct State {
    var files: [String: (bytes: [UInt8], writes: Int64)] = [:]
    var ends: [String: (WatchedFile.End, String)] = [:]
    /// Fails once after the rows were kept, as a process that ends there.
    var isInterrupted = false
  }

  let state = Mutex(State())

  func write(_ name: String, _ text: String) {
    state.withLock { $0.files[name] = (Array(text.utf8), ($0.files[name]?.writes ?? 0) + 1) }
  }

  func objection(to path: String) -> SourceFault? { nil }

  func files(in path: String) throws(SourceFault) -> [WatchedFile] {
    state.withLock { state in
      state.files.sorted { $0.key < $1.key }.map {
        WatchedFile(name: $0.key, size: Int64($0.value.bytes.count), changedAt: $0.value.writes, number: 1)
      }
    }
  }

  func bytes(of file: WatchedFile, in path: String) throws(SourceFault) -> [UInt8] {
    guard let found = state.withLock({ $0.files[file.name] }), found.writes == file.changedAt else { throw SourceFault(.busy) }
    return found.bytes
  }

  func putAside(_ file: WatchedFile, in path: String, as end: WatchedFile.End, notes: String) throws(SourceFault) {
    let isInterrupted = state.withLock { state in
      defer { state.isInterrupted = false }
      guard !state.isInterrupted else { return true }
      state.files[file.name] = nil
      state.ends[file.name] = (end, notes)
      return false
    }
    if isInterrupted { throw SourceFault(.stopped) }
  }
}

/// Sees: a source that hangs and holds up the workspace or another source, rows lost or doubled by a failure or an end in mid-load, a file read while
/// it is written. Does not see: databases and disks (SourceConnectorsTests, WatchedDirectoryTests).
@Suite struct SourcePollerTests {
  private let rows = RowsInMemory()
  private let folder = FilesInMemory()
  private let house: House

  init() async throws {
    house = try House(sources: SourceAccess(connector: rows, folders: folder))
    try await house.workspace.perform { workspace in
      _ = try AddPerson.add(
        try Access.authorize(.localOperator, to: To.ManageUsers.self), login: "lihua", name: "孙", password: House.password,
        role: .financeDirector, scope: .all, store: workspace.store, random: SystemRandomBytes(), key: "lihua",
        at: workspace.environment.now())
    }
  }

  private func poller(_ thread: WorkspaceThread? = nil, settle: @escaping @Sendable () async -> Void = {}) -> SourcePoller {
    SourcePoller(
      workspace: thread ?? house.workspace, access: SourceAccess(connector: rows, folders: folder), logger: Logger(label: "test"),
      settle: settle)
  }

  @discardableResult
  private func save(_ name: String, type: String = "postgres") async throws -> Int64 {
    var draft = SourceDraft()
    (draft.name, draft.owner, draft.type, draft.every) = (name, "lihua", type, 1)
    (draft.host, draft.database, draft.user, draft.path) = ("db", "erp", "reader", "inbox")
    var query = SourceDraft.Query()
    (query.kind, query.text, query.markColumn, query.markKind) = ("customers", "SELECT 1", "id", "integer")
    if type == "folder" { (query.text, query.markColumn) = ("", "") }
    draft.queries = [query]
    let final = draft
    return try await house.workspace.perform { workspace in
      let context = CommandContext(person: .localOperator, key: name, at: workspace.environment.now())
      return try workspace.saveSource(try Access.authorize(.localOperator, to: To.ImportFacts.self), nil, final, context: context).event
    }
  }

  private func codes(_ thread: WorkspaceThread? = nil) async throws -> [String] {
    try await (thread ?? house.workspace).perform { workspace in
      let table = try workspace.facts.table(.customers)
      return (0..<table.rowCount).compactMap { table["code"].text($0) }
    }
  }

  private func batches() async throws -> Int { try await house.workspace.perform { try $0.store.batches().count } }

  @Test("ten rows in loads of three: all of them, once; nothing new is no event; more rows are read from where it ended")
  func loads() async throws {
    try await save("ERP")
    rows.add(10)
    let poller = poller()
    for task in await poller.due() { await poller.carryOut(task) }
    #expect(try await codes().count == 10)
    #expect(try await batches() == 4)
    house.clock.pass(milliseconds: 60_000)
    for task in await poller.due() { await poller.carryOut(task) }
    #expect(try await batches() == 4)
    rows.add(2)
    house.clock.pass(milliseconds: 60_000)
    for task in await poller.due() { await poller.carryOut(task) }
    #expect(try await Swift.Set(codes()).count == 12)
    #expect(try await batches() == 5)
  }

  @Test("broken off in mid-load, ended by a kill and started again: no gap and nothing twice")
  func brokenOff() async throws {
    let id = try await save("ERP")
    rows.add(10)
    rows.state.withLock { ($0.fault, $0.failsOnce) = (SourceFault(.brokenOff), true) }
    let poller = poller()
    for task in await poller.due() { #expect(await poller.carryOut(task).map(\.fault.code) == [.brokenOff]) }
    #expect(try await codes().isEmpty, "nothing of a load that broke off")
    #expect(await poller.due().isEmpty, "it waits for half a minute")
    house.clock.pass(milliseconds: 31_000)
    // Held after the first load was kept, while the second is read: this process ends there.
    let begun = await poller.due()
    rows.state.withLock { $0.isHeld = true }
    rows.letGo()
    let lost = Swift.Task { for task in begun { await poller.carryOut(task) } }
    while rows.state.withLock({ $0.loads }) < 3 { await Swift.Task.yield() }
    let reopened = try house.reopened()
    #expect(try await codes(reopened).count == 3, "the first load was kept with its mark")
    rows.state.withLock { $0.isHeld = false }
    rows.add(4)
    let second = self.poller(reopened)
    for task in await second.due() { #expect(await second.carryOut(task).isEmpty) }
    let kept = try await codes(reopened)
    #expect(kept.count == 14 && Swift.Set(kept).count == 14)
    rows.letGo()
    await lost.value
    #expect(
      try await reopened.perform { try $0.source(try Access.authorize(.localOperator, to: To.ViewCompany.self), id).view.marks }.first?
        .mark?.text == "14")
  }

  @Test("a source that hangs holds up neither the workspace nor another source, and is not begun twice")
  func hangs() async throws {
    try await save("one")
    rows.add(2)
    rows.state.withLock { $0.isHeld = true }
    let poller = poller()
    let first = await poller.due()
    let held = Swift.Task { for task in first { await poller.carryOut(task) } }
    while rows.state.withLock({ $0.loads }) == 0 { await Swift.Task.yield() }
    #expect(try await codes().isEmpty, "the workspace answers")
    house.clock.pass(milliseconds: 120_000)
    #expect(await poller.due().isEmpty, "it runs already")
    try await save("two")
    try await save("three")
    #expect(await poller.due().map(\.name.chinese) == ["two"], "two at a time")
    rows.letGo()
    await held.value
  }

  @Test("a file that still grows waits; one that came to rest is read once, and an end between rows and move changes nothing")
  func files() async throws {
    try await save("inbox", type: "folder")
    folder.write("a.csv", "half")
    let growing = poller { [folder] in folder.write("a.csv", "half and more") }
    for task in await growing.due() { #expect(await growing.carryOut(task).isEmpty) }
    #expect(folder.state.withLock { $0.ends.isEmpty && $0.files.count == 1 })
    house.clock.pass(milliseconds: 60_000)
    let poller = poller()
    for task in await poller.due() { #expect(await poller.carryOut(task).isEmpty) }
    // The workspace of these tests reads no files: what it cannot read goes to the refused ones, with the reason beside it.
    let ends = folder.state.withLock { $0.ends }
    #expect(ends["a.csv"]?.0 == .refused && ends["a.csv"]?.1.contains("no files here") == true)
  }

  @Test("a server that stops gives up a load that is under way and keeps nothing of it")
  func stops() async throws {
    let id = try await save("ERP")
    rows.add(2)
    rows.state.withLock { $0.isHeld = true }
    let poller = poller()
    let running = Swift.Task { try? await poller.run() }
    while rows.state.withLock({ $0.loads }) == 0 { await Swift.Task.yield() }
    running.cancel()
    rows.letGo()
    await running.value
    #expect(try await codes().isEmpty)
    let health = try await house.workspace.perform {
      try $0.source(try Access.authorize(.localOperator, to: To.ViewCompany.self), id).view.health
    }
    #expect(health.fault == nil && health.failures == 0, "stopping is no failure of the source")
  }
}

// SPDX-License-Identifier: Apache-2.0
import CPq
import Calendars
import Glibc
import Journal
public import PlanningCycle
import Synchronization
public import Warehouse

/// One workspace in a PostgreSQL database: for teams that keep a database server, its backups and its followers anyway.
///
/// Synchronous and safe to call from several threads: one connection writes, another reads and never waits for it. Never call it on the
/// Swift concurrency pool. One process a database writes.
public final class PostgresWorkspace: Sendable {
  /// Reading only is for looking at a workspace that another process writes; following is for a server that goes on looking and may take over.
  public enum Access: Sendable { case readWrite, readOnly, following }

  /// What only the writer touches.
  struct WriterState {
    var head: ChainHead
    var connection: Connection?
    var fence: WriterFence?
    /// Why nothing is written any more.
    var refusal: StoreError?
    /// From where the events come that are appended now.
    var origin: Origin?
    /// Rows that are no facts yet.
    var staging = Staging()
    /// Another process writes, and the head is whatever it wrote last.
    var isFollowing = false
  }

  struct ReaderState {
    var connection: Connection?
    /// The server's process that was asked to commit and whose answer was lost; while it lives, it may still commit.
    var unsettled: Int32?
    var isClosed = false
  }

  public let address: PostgresAddress
  let key: ChainKey
  /// Seconds to wait for a lock or a server that comes back.
  let patience: Int
  let state: Mutex<WriterState>
  /// Commands that wait for a step of somebody's long writing.
  let waiting = Atomic<Int>(0)
  private let reader: Mutex<ReaderState>

  init(_ address: PostgresAddress, key: ChainKey, patience: Int, writer: WriterState, reader: Connection) {
    self.address = address
    self.key = key
    self.patience = patience
    state = Mutex(writer)
    self.reader = Mutex(ReaderState(connection: reader))
  }

  /// What errors name.
  var subject: String { address.description }

  public func writingStopped() -> StoreError? { state.withLock { $0.refusal } }

  /// Reads on a snapshot of its own; a connection that was lost is made again and the reading begins anew.
  ///
  /// - Parameters:
  ///   - again: whether `body` may run more than once: it hands nothing out before it ends.
  func read<Answer>(again: Bool = true, _ body: (Connection) throws -> Answer) throws(StoreError) -> Answer {
    try reading("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", again: again, body)
  }

  /// Writes what belongs to no chain and may be lost, beside whoever writes.
  func writeAside(_ body: (Connection) throws -> Void) throws(StoreError) { try reading("BEGIN", again: false, body) }

  private func reading<Answer>(_ begin: String, again: Bool, _ body: (Connection) throws -> Answer) throws(StoreError) -> Answer {
    try reader.withLock { (reader: inout ReaderState) throws(StoreError) in
      guard !reader.isClosed else { throw StoreError(.readOnly, subject: subject, detail: "The workspace was closed.") }
      var waited: UInt32 = 50_000
      while true {
        do {
          let connection = try connected(&reader)
          try connection.run(begin)
          let answer: Answer
          do { answer = try body(connection) } catch {
            if connection.isAlive { _ = try? connection.run("ROLLBACK") }
            throw error
          }
          try connection.run("COMMIT")
          return answer
        } catch {
          let isLost = (error as? PostgresFailure)?.isLost == true || (error as? StoreError)?.code == .fileUnreachable
          reader.connection = isLost ? nil : reader.connection
          // Doubling from 50 ms: about as long as the lock is waited for, and never without an end.
          guard isLost, again, waited < UInt32(max(1, patience)) * 1_000_000 else { throw .translating(error, subject) }
          usleep(waited)
          waited *= 2
        }
      }
    }
  }

  private func connected(_ reader: inout ReaderState) throws(StoreError) -> Connection {
    let connection: Connection
    if let known = reader.connection, known.isAlive {
      connection = known
    } else {
      connection = try PostgresWorkspace.connect(address)
      reader.connection = connection
    }
    if let backend = reader.unsettled {
      try settle(backend, connection)
      reader.unsettled = nil
    }
    return connection
  }

  /// Waits until the server's process that was to commit is gone: before that, nobody knows.
  private func settle(_ backend: Int32, _ connection: Connection) throws(StoreError) {
    do {
      for _ in 0..<max(1, patience) * 20 {
        let living = try connection.query("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", [.integer(Int(backend))])
        if living.first?.integer(0) == 0 { return }
        usleep(50_000)
      }
    } catch { throw .translating(error, subject) }
    throw PostgresWorkspace.unknown(subject, "The server is still busy with the command whose answer was lost.")
  }

  /// Runs one command: events and the rows that belong to them, in one transaction, then the answer.
  func commit<Answer: Sendable>(
    at moment: Moment, _ body: (CommandTransaction) throws -> Answer
  ) throws(StoreError) -> Answer {
    waiting.add(1, ordering: .relaxed)
    defer { waiting.subtract(1, ordering: .relaxed) }
    return try state.withLock { (state: inout WriterState) throws(StoreError) in
      let (head, origin, before) = (state.head, state.origin, state.staging)
      let (answer, after, staging) = try transaction(&state, endsWriting: true) { connection in
        let transaction = CommandTransaction(connection, head: head, key: key, moment: moment, origin: origin, staging: before)
        return (try body(transaction), transaction.head, transaction.staging)
      }
      state.head = after
      state.staging = staging
      return answer
    }
  }

  /// Writes what is not part of the chain: sessions, snapshots, the outbox, the trail.
  func write<Answer: Sendable>(_ body: (Connection) throws -> Answer) throws(StoreError) -> Answer {
    waiting.add(1, ordering: .relaxed)
    defer { waiting.subtract(1, ordering: .relaxed) }
    return try state.withLock { (state: inout WriterState) throws(StoreError) in
      try transaction(&state, endsWriting: false, body)
    }
  }

  /// One step of a long writing: a transaction of its own, so that commands of others need not wait for the end of all.
  func step<Answer: Sendable>(_ body: (Connection, inout Staging) throws -> Answer) throws(StoreError) -> Answer {
    try state.withLock { (state: inout WriterState) throws(StoreError) in
      var staging = state.staging
      let answer = try transaction(&state, endsWriting: false) { try body($0, &staging) }
      state.staging = staging
      return answer
    }
  }

  /// - Parameter endsWriting: whether a lost answer to the commit leaves this process behind what is kept.
  private func transaction<Answer>(
    _ state: inout WriterState, endsWriting: Bool, _ body: (Connection) throws -> Answer
  ) throws(StoreError) -> Answer {
    if let refusal = state.refusal { throw refusal }
    let connection = try beginning(&state)
    let answer: Answer
    do {
      try state.fence?.check(connection, subject)
      answer = try body(connection)
    } catch {
      if connection.isAlive { _ = try? connection.run("ROLLBACK") }
      throw stopping(.translating(error, subject), &state)
    }
    do {
      // A transaction that failed inside answers COMMIT by ROLLBACK, and calls that success.
      guard try connection.run("COMMIT").tag == "COMMIT" else {
        throw StoreError(.database, subject: subject, detail: "The server rolled the transaction back.")
      }
    } catch {
      guard (error as? PostgresFailure)?.isLost == true else { throw .translating(error, subject) }
      reader.withLock { $0.unsettled = connection.backend }
      state.connection = nil
      let unknown = PostgresWorkspace.unknown(subject, "The connection was lost while the command was being kept.")
      throw endsWriting ? stopping(unknown, &state) : unknown
    }
    return answer
  }

  /// The writer's connection with a transaction begun; one that turns out to be dead before anything was asked of it is made again.
  private func beginning(_ state: inout WriterState) throws(StoreError) -> Connection {
    for isSecond in [false, true] {
      let connection = try writing(&state)
      do throws(PostgresFailure) {
        try connection.run("BEGIN")
        return connection
      } catch {
        guard error.isLost, !isSecond else { throw .translating(error, subject) }
        state.connection = nil
      }
    }
    preconditionFailure("the second attempt returns or throws")
  }

  /// The writer's connection; one that was lost between two commands is made again, with the lock, where nobody wrote meanwhile.
  private func writing(_ state: inout WriterState) throws(StoreError) -> Connection {
    if let connection = state.connection, connection.isAlive { return connection }
    state.connection = nil
    let connection = try PostgresWorkspace.connect(address)
    try ServerSettings.requireDurability(connection, subject)
    let fence: WriterFence
    do throws(StoreError) {
      fence = try WriterFence.acquire(connection, after: state.fence, patience: patience, subject)
    } catch { throw stopping(error, &state) }
    let head = try PostgresWorkspace.newestHead(connection, subject)
    guard head == state.head else {
      throw stopping(
        StoreError(
          .outcomeUnknown, subject: subject, detail: "The database ends at event \(head.sequence), not at \(state.head.sequence)."),
        &state)
    }
    state.fence = fence
    state.connection = connection
    return connection
  }

  /// Stops writing after an error that leaves doubt.
  private func stopping(_ error: StoreError, _ state: inout WriterState) -> StoreError {
    guard [.outcomeUnknown, .damaged, .readOnly].contains(error.code) else { return error }
    state.refusal =
      state.refusal
      ?? StoreError(
        .readOnly, subject: subject, detail: "Writing stopped after: \(error.detail)",
        hint: "Restart the server; it asks the database what is kept before it writes again.")
    return error
  }

  static func unknown(_ subject: String, _ detail: String) -> StoreError {
    StoreError(
      .outcomeUnknown, subject: subject, detail: detail,
      hint: "Restart the server, then ask for the command by its key before sending it again.")
  }

  /// Lets both connections go, and with them the lock; afterwards nothing answers.
  public func close() throws(StoreError) {
    state.withLock { state in
      state.refusal = StoreError(.readOnly, subject: subject, detail: "The workspace was closed.")
      state.connection = nil
    }
    reader.withLock { reader in
      reader.isClosed = true
      reader.connection = nil
    }
  }
}

extension PostgresWorkspace: OpenedWorkspace {}

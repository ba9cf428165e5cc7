// SPDX-License-Identifier: Apache-2.0
import Calendars
import GRDB
import Journal
public import PlanningCycle
import Synchronization
public import Warehouse

/// One workspace in a data folder: SQLite, a journal file beside it, and the files that were imported.
///
/// Synchronous and safe to call from several threads: one writer, four readers that never wait for it. Never
/// call it on the Swift
/// concurrency pool. One process a folder.
public final class SQLiteWorkspace: Sendable {
  /// Reading only is for looking at a folder whose two witnesses disagree.
  public enum Access: Sendable { case readWrite, readOnly }

  /// What opening found and put right.
  public struct StartupReport: Hashable, Sendable {
    /// Events that the database had lost and the journal file still knew.
    public internal(set) var replayedEvents = 0
    /// Events whose journal record was not written before the process ended.
    public internal(set) var completedEvents = 0
    /// Bytes of an unfinished journal record, cut off.
    public internal(set) var tornBytes = 0
    /// Rows of imports that did not end: nobody ever saw them.
    public internal(set) var discardedRows = 0
  }

  /// What only the writer touches.
  struct WriterState {
    var head: ChainHead
    var journal: JournalFile?
    var lock: FolderLock?
    /// Why nothing is written any more.
    var refusal: StoreError?
    /// From where the events come that are appended now.
    var origin: Origin?
    /// Rows that are no facts yet.
    var staging = Staging()
    /// Kept files of a workspace without a folder.
    var files: [Digest: [UInt8]] = [:]
    /// Secrets of channels of a workspace without a folder.
    var channelSecrets: [String: SecretText] = [:]
  }

  public let startup: StartupReport
  let writer: any DatabaseWriter
  let key: ChainKey
  let folder: DataFolder?
  let state: Mutex<WriterState>
  let checkpointer: Checkpointer?
  /// Commands that wait for a step of somebody's long writing.
  let waiting = Atomic<Int>(0)

  init(
    writer: any DatabaseWriter, key: ChainKey, folder: DataFolder?, startup: StartupReport,
    state: WriterState, checkpointer: Checkpointer? = nil
  ) {
    self.checkpointer = checkpointer
    self.writer = writer
    self.key = key
    self.folder = folder
    self.startup = startup
    self.state = Mutex(state)
  }

  /// Why nothing is written any more; nil while the store writes. A server that reads a reason here is not ready.
  public func writingStopped() -> StoreError? { state.withLock { $0.refusal } }

  /// What errors name.
  var path: String { folder?.path ?? "memory" }

  /// Reads on a snapshot of its own.
  func read<Answer>(_ body: (Database) throws -> Answer) throws(StoreError) -> Answer {
    do { return try writer.read(body) } catch { throw .translating(error, path: path) }
  }

  /// Writes what is not part of the chain: sessions, snapshots.
  func write(_ body: (Database) throws -> Void) throws(StoreError) {
    waiting.add(1, ordering: .relaxed)
    defer { waiting.subtract(1, ordering: .relaxed) }
    try state.withLock { (state: inout WriterState) throws(StoreError) in
      if let refusal = state.refusal { throw refusal }
      do { try writer.write(body) } catch {
        throw settle(.translating(error, path: path), &state)
      }
    }
  }

  /// Runs one command: events and the rows that belong to them, in one transaction, then the journal file,
  /// then the answer.
  func commit<Answer: Sendable>(
    at moment: Moment, _ body: (CommandTransaction) throws -> Answer
  ) throws(StoreError) -> Answer {
    waiting.add(1, ordering: .relaxed)
    defer { waiting.subtract(1, ordering: .relaxed) }
    return try state.withLock { (state: inout WriterState) throws(StoreError) in
      if let refusal = state.refusal { throw refusal }
      let answer: Answer
      let transaction: CommandTransaction
      do {
        (answer, transaction) = try writer.write { db in
          let transaction = CommandTransaction(
            db: db, head: state.head, key: key, moment: moment, origin: state.origin, staging: state.staging)
          let answer = try body(transaction)
          return (answer, transaction)
        }
      } catch {
        throw settle(.translating(error, path: path), &state)
      }
      state.staging = transaction.staging
      guard !transaction.records.isEmpty else { return answer }
      try witness(transaction.records, &state)
      state.head = transaction.head
      return answer
    }
  }

  /// The second witness. The database has the events already: where this fails, only a restart can tell what
  /// is kept.
  private func witness(_ records: [[UInt8]], _ state: inout WriterState) throws(StoreError) {
    do throws(StoreError) {
      try state.journal?.append(records)
    } catch {
      if error.code == .diskFull {
        folder?.releaseReserve()
        do throws(StoreError) {
          try state.journal?.append(records)
          return
        } catch {}
      }
      let unknown = StoreError(
        .outcomeUnknown, subject: error.subject, detail: error.detail,
        hint: "Restart the server, then ask for the command by its key before sending it again.")
      throw settle(unknown, &state)
    }
  }

  /// Stops writing after an error that leaves doubt; makes room for logins and the audit trail when the disk
  /// is full.
  func settle(_ error: StoreError, _ state: inout WriterState) -> StoreError {
    if error.code == .diskFull { folder?.releaseReserve() }
    if error.endsWriting {
      state.refusal = StoreError(
        .readOnly, subject: path, detail: "Writing stopped after: \(error.detail)",
        hint: "Restart the server; it checks both witnesses before it writes again.")
    }
    return error
  }

  /// Waits for readers, closes the database and lets the folder go; afterwards nothing answers.
  public func close() throws(StoreError) {
    checkpointer?.stop()
    try state.withLock { (state: inout WriterState) throws(StoreError) in
      state.refusal = StoreError(.readOnly, subject: path, detail: "The workspace was closed.")
      // The log is emptied into the database while only this process has it; a reader that is still at work
      // leaves it for the next start.
      if folder != nil { _ = try? writer.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
      do { try writer.close() } catch { throw .translating(error, path: path) }
      state.journal = nil
      state.lock = nil
    }
  }
}

extension SQLiteWorkspace: OpenedWorkspace {}

// SPDX-License-Identifier: Apache-2.0
import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// Brings what the write-ahead log holds into the database file, on a thread and a connection of its own. By itself SQLite does it within the commit that
/// finds the log long, and whoever comes after that commit waits for the disk.
final class Checkpointer: Sendable {
  /// Pages of the log from which on it is worth the while: SQLite's own measure.
  private static let pages: Int32 = 1_000

  private let path: String
  private let queue = DispatchQueue(label: "tongpin.checkpoint", qos: .utility)
  private let isAsked = Atomic<Bool>(false)
  private let isStopped = Atomic<Bool>(false)
  // Only ever touched on the queue.
  private nonisolated(unsafe) var connection: DatabaseQueue?

  init(path: String) { self.path = path }

  /// Takes the place of SQLite's own checkpoints on the connection that writes; lives as long as that does.
  func watch(_ writer: any DatabaseWriter) {
    writer.writeWithoutTransaction { db in
      _ = sqlite3_wal_hook(
        db.sqliteConnection,
        { (context, _, _, pages) in
          guard let context, pages >= Checkpointer.pages else { return SQLITE_OK }
          Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue().ask()
          return SQLITE_OK
        }, Unmanaged.passUnretained(self).toOpaque())
    }
  }

  private func ask() {
    guard !isAsked.exchange(true, ordering: .acquiringAndReleasing) else { return }
    // The hook is called while the commit still holds its own view of the log: nothing behind that could be brought in.
    queue.asyncAfter(deadline: .now() + .milliseconds(50)) { self.answer() }
  }

  private func answer() {
    // What is written from here on asks again.
    if isAsked.exchange(false, ordering: .acquiringAndReleasing) { checkpoint() }
  }

  private func checkpoint() {
    guard !isStopped.load(ordering: .acquiring) else { return }
    do {
      let own = try connection ?? DatabaseQueue(path: path, configuration: Durability.configuration())
      connection = own
      _ = try own.writeWithoutTransaction { try $0.checkpoint(.passive) }
    } catch {
      // Nothing is lost: the log has everything, and the next commit asks again.
      connection = nil
    }
  }

  /// Does now what was asked for.
  func finish() { queue.sync { answer() } }

  /// Waits for what is under way; afterwards nothing is done any more.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    queue.sync {
      try? connection?.close()
      connection = nil
    }
  }
}

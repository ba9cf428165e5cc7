// SPDX-License-Identifier: Apache-2.0
import Glibc
import PlanningCycle

/// One writer a database: an advisory lock that the server lets go of when the connection ends, and a number that every transaction of the
/// writer looks at. A writer that lost its lock without noticing cannot commit once another has taken over.
struct WriterFence: Sendable {
  /// Counts the writers; it only grows.
  let epoch: Int64

  /// `TPIN`: our locks among those of other programs on the same database.
  private static let space: Int64 = 0x5450_494E

  /// Takes the lock, waits for one that is about to be let go, and counts on.
  ///
  /// - Parameters:
  ///   - earlier: the number this process had; somebody else's since then is refused.
  ///   - patience: seconds to wait for the lock.
  /// - Throws: `folderInUse`, `readOnly` when another process has written since `earlier`.
  static func acquire(
    _ connection: Connection, after earlier: WriterFence?, patience: Int, _ subject: String
  ) throws(StoreError) -> WriterFence {
    do {
      var waited = 0
      while try connection.query("SELECT pg_try_advisory_lock($1)::int::bigint", [.integer(space)]).first?.integer(0) != 1 {
        guard waited < patience * 5 else { throw inUse(try holder(connection), subject) }
        waited += 1
        usleep(200_000)
      }
      let row = try connection.query(
        "UPDATE writer SET epoch = epoch + 1 WHERE id = 1 AND ($1::bigint IS NULL OR epoch = $1) RETURNING epoch",
        [.integer(earlier?.epoch)]
      ).first
      guard let row else { throw overtaken(subject) }
      return WriterFence(epoch: row.integer(0))
    } catch { throw .translating(error, subject) }
  }

  /// Holds the number fast until the transaction ends; nobody takes over in between.
  func check(_ connection: Connection, _ subject: String) throws {
    guard try connection.query("SELECT epoch FROM writer WHERE id = 1 FOR SHARE").first?.integer(0) == epoch else {
      throw WriterFence.overtaken(subject)
    }
  }

  /// Whether some process writes, seen by a connection that does not.
  static func isHeld(_ connection: Connection) throws(PostgresFailure) -> Bool {
    try connection.query(
      """
      SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND classid::bigint = 0 AND objid::bigint = $1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """, [.integer(space)]
    ).first?.integer(0) != 0
  }

  private static func overtaken(_ subject: String) -> StoreError {
    StoreError(
      .readOnly, subject: subject, detail: "Another process has taken over writing to this database.",
      hint: "This process writes no more. Let only one run, and restart it.")
  }

  private static func holder(_ connection: Connection) throws(PostgresFailure) -> String {
    let rows = try connection.query(
      """
      SELECT a.pid::bigint, coalesce(host(a.client_addr), 'this machine'), coalesce(a.application_name, '')
      FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid::bigint = 0 AND l.objid::bigint = $1
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """, [.integer(space)])
    guard let row = rows.first else { return "another process" }
    return "\(row.text(2)) on \(row.text(1)) (process \(row.integer(0)) of the server)"
  }

  private static func inUse(_ holder: String, _ subject: String) -> StoreError {
    StoreError(
      .folderInUse, subject: subject, detail: "The database is open for writing by \(holder).",
      hint: "Stop that process first; one at a time writes.")
  }
}

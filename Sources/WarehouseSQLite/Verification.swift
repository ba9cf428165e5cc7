// SPDX-License-Identifier: Apache-2.0
import Commerce
import GRDB
import Journal
public import PlanningCycle
import Synchronization
public import Warehouse

extension SQLiteWorkspace {
  /// Checks the chain, the journal file against the database, the rows of every import and forecast against
  /// their digests, kept files,
  /// members, and SQLite's own structure. Reads on a snapshot; commands that come meanwhile wait only for the
  /// journal file.
  public func verify() throws(StoreError) -> VerificationReport {
    // The journal is read first and the database after it, so that the database is never behind for an honest
    // reason.
    let journal = try state.withLock { _ throws(StoreError) in try readJournal() }
    let check = VerificationRun(key: key, folder: folder, journal: journal)
    return try read { try check.run($0) }
  }

  /// Opens a folder that no process has, looks at it, and lets it go; repairs nothing.
  public static func verify(folder: String) throws(StoreError) -> VerificationReport {
    let workspace = try open(folder: folder, access: .readOnly)
    let report = try workspace.verify()
    try workspace.close()
    return report
  }

  private func readJournal() throws(StoreError) -> JournalWitness? {
    guard let folder else { return nil }
    var witness = JournalWitness()
    do throws(StoreError) {
      let file = try JournalFile(folder.journal, repairs: false) { (_, record) throws(StoreError) in
        witness.digests.append(Digest.sha256(record))
      }
      witness.tornBytes = file.tornBytes
    } catch { witness.damage = error }
    return witness
  }
}

/// What the journal file says, event by event.
struct JournalWitness {
  var digests: [Digest] = []
  var tornBytes = 0
  var damage: StoreError?
}

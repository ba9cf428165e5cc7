// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Journal
public import PlanningCycle

extension SQLiteWorkspace {
  public func save(_ snapshot: InputSnapshot) throws(StoreError) {
    try write { db in
      try db.execute(
        sql:
          "INSERT OR REPLACE INTO snapshots (sequence, event_digest, content_digest, content) VALUES (?, ?, ?, ?)",
        arguments: [
          snapshot.sequence, Data(snapshot.eventDigest.bytes), Data(Digest.sha256(snapshot.bytes).bytes),
          Data(snapshot.bytes),
        ])
      try db.execute(
        sql:
          "DELETE FROM snapshots WHERE sequence NOT IN (SELECT sequence FROM snapshots ORDER BY sequence DESC LIMIT 2)"
      )
    }
  }

  public func newestSnapshot() throws(StoreError) -> InputSnapshot? {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: "SELECT sequence, event_digest, content_digest, content FROM snapshots ORDER BY sequence DESC")
      while let row = try rows.next() {
        let (eventBytes, contentBytes, content): (Data, Data, Data) = (row[1], row[2], row[3])
        let bytes = [UInt8](content)
        // A snapshot only saves time: a damaged one, or one of another chain, is passed over for the one
        // before.
        guard let eventDigest = Digest([UInt8](eventBytes)),
          Digest.sha256(bytes).bytes == [UInt8](contentBytes),
          try EventRows.event(db, sequence: row[0])?.digest == eventDigest
        else { continue }
        return InputSnapshot(sequence: row[0], eventDigest: eventDigest, bytes: bytes)
      }
      return nil
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Journal
public import PlanningCycle

extension PostgresWorkspace {
  public func save(_ snapshot: InputSnapshot) throws(StoreError) {
    try write { connection in
      try connection.query(
        """
        INSERT INTO snapshots (sequence, event_digest, content_digest, content) VALUES ($1, $2, $3, $4)
        ON CONFLICT (sequence) DO UPDATE SET event_digest = excluded.event_digest, content_digest = excluded.content_digest,
          content = excluded.content
        """,
        [
          .integer(snapshot.sequence), .bytes(snapshot.eventDigest.bytes), .bytes(Digest.sha256(snapshot.bytes).bytes),
          .bytes(snapshot.bytes),
        ])
      _ = try connection.query(
        "DELETE FROM snapshots WHERE sequence NOT IN (SELECT sequence FROM snapshots ORDER BY sequence DESC LIMIT 2)")
    }
  }

  public func newestSnapshot() throws(StoreError) -> InputSnapshot? {
    try read { connection in
      let rows = try connection.query("SELECT sequence, event_digest, content_digest, content FROM snapshots ORDER BY sequence DESC")
      for row in rows.all {
        let bytes = row.bytes(3)
        // A snapshot only saves time: a damaged one, or one of another chain, is passed over for the one before.
        guard let eventDigest = Digest(row.bytes(1)), Digest.sha256(bytes).bytes == row.bytes(2),
          try EventRows.event(connection, sequence: row.integer(0))?.digest == eventDigest
        else { continue }
        return InputSnapshot(sequence: row.integer(0), eventDigest: eventDigest, bytes: bytes)
      }
      return nil
    }
  }
}

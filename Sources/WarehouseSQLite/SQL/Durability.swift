// SPDX-License-Identifier: Apache-2.0
import GRDB
import PlanningCycle

/// What makes an acknowledged commit a durable one.
enum Durability {
  /// Settings of every connection, readers too.
  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "workspace"
    configuration.maximumReaderCount = 4
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      // Readers look at rows in their order, or at a few: what they keep of pages is little. The writer has more.
      try db.execute(sql: "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA cache_size=-512")
    }
    return configuration
  }

  /// Sets the writer to sync every commit and reads it back.
  ///
  /// Only after opening: GRDB sets `synchronous=NORMAL` when it turns the write-ahead log on, after
  /// `prepareDatabase`, and a power
  /// cut then loses acknowledged rows.
  static func enforce(_ writer: any DatabaseWriter, path: String) throws {
    let synchronous: Int? = try writer.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA synchronous=FULL; PRAGMA cache_size=-2000; PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864;
          PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON
          """)
      return try Int.fetchOne(db, sql: "PRAGMA synchronous")
    }
    guard let synchronous, synchronous >= 2 else {
      throw StoreError(
        .notDurable, subject: path,
        detail:
          "The database reports synchronous = \(synchronous.map { String($0) } ?? "nothing"); 2 is needed.",
        hint: "This program does not acknowledge what a power cut may lose; report it as a fault.")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Warehouse

/// What only this adapter keeps: what lies in files beside an SQLite database.
enum PostgresTables {
  /// Every step, in order. Once on main a step never changes.
  static let all: [Migration] = [workspace, writersAddress]

  /// The number of the writer, the mark of the key, imported files in pieces, sealed secrets. Frozen.
  private static let workspace = Migration(number: 1, name: "postgres") { dialect in
    let (integer, blob) = (dialect.integer, dialect.blob)
    return [
      "CREATE TABLE writer (id \(integer) PRIMARY KEY, epoch \(integer) NOT NULL)",
      "INSERT INTO writer (id, epoch) VALUES (1, 0)",
      "CREATE TABLE key_mark (id \(integer) PRIMARY KEY, mark \(blob) NOT NULL)",
      "CREATE TABLE channel_secrets (id \(integer) PRIMARY KEY, sealed \(blob) NOT NULL)",
      "CREATE TABLE kept_files (digest \(blob) PRIMARY KEY, size \(integer) NOT NULL)",
      """
      CREATE TABLE kept_file_pieces (
        digest \(blob) NOT NULL REFERENCES kept_files (digest), number \(integer) NOT NULL, content \(blob) NOT NULL,
        PRIMARY KEY (digest, number))
      """,
    ] + ["kept_files", "kept_file_pieces", "key_mark"].flatMap { dialect.refusingChanges(of: $0) }
  }

  /// Where the server that writes is reached, and a mark that only a holder of the key can make. Frozen.
  private static let writersAddress = Migration(number: 2, name: "writers-address") { dialect in
    [
      "ALTER TABLE writer ADD COLUMN address \(dialect.text) NOT NULL DEFAULT ''",
      "ALTER TABLE writer ADD COLUMN address_mark \(dialect.blob)",
    ]
  }

  static func bookkeeping(_ dialect: any SQLDialect) -> String {
    "CREATE TABLE IF NOT EXISTS adapter_migrations (number \(dialect.integer) PRIMARY KEY, name \(dialect.text) NOT NULL)"
  }
}

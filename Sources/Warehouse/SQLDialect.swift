// SPDX-License-Identifier: Apache-2.0

/// Where two databases differ in how a table is declared. Everything else the adapters share as text.
public protocol SQLDialect: Sendable {
  /// A 64-bit integer.
  var integer: String { get }
  /// UTF-8 text, compared byte by byte.
  var text: String { get }
  /// Bytes, compared byte by byte.
  var blob: String { get }
  /// What follows the closing bracket of a table.
  var tableSuffix: String { get }
  /// What follows the closing bracket of a table that is only ever reached through its primary key.
  var clusteredSuffix: String { get }
  /// Statements that make a table refuse changes and deletions.
  func refusingChanges(of table: String) -> [String]
  /// Statements that let rows only fall from current to past, and never vanish.
  func refusingChanges(ofFactTable table: String, columns: [String]) -> [String]
  /// Takes a trigger away; nothing when it is not there.
  func dropping(trigger: String, of table: String) -> String
}

/// SQLite 3.37 or later: STRICT tables, so that no REAL slips into a column of integers.
public struct SQLiteDialect: SQLDialect {
  public init() {}

  public let integer = "INTEGER"
  public let text = "TEXT"
  public let blob = "BLOB"
  public let tableSuffix = "STRICT"
  public let clusteredSuffix = "STRICT, WITHOUT ROWID"

  public func refusingChanges(of table: String) -> [String] {
    ["UPDATE", "DELETE"].map { action in
      """
      CREATE TRIGGER \(table)_no_\(action.lowercased()) BEFORE \(action) ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) only grows'); END
      """
    }
  }

  public func refusingChanges(ofFactTable table: String, columns: [String]) -> [String] {
    [
      """
      CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) only grows'); END
      """,
      """
      CREATE TRIGGER \(table)_no_update BEFORE UPDATE OF \(columns.joined(separator: ", ")) ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) only grows'); END
      """,
      """
      CREATE TRIGGER \(table)_only_past BEFORE UPDATE OF is_current ON \(table)
      WHEN NOT (OLD.is_current = 1 AND NEW.is_current = 0)
      BEGIN SELECT RAISE(ABORT, 'a fact only falls from current to past'); END
      """,
    ]
  }

  public func dropping(trigger: String, of table: String) -> String { "DROP TRIGGER IF EXISTS \(trigger)" }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce
import GRDB
import PlanningCycle
import Warehouse

/// Brings a database to today's schema, in one transaction.
enum Migrator {
  static func migrate(_ db: Database, path: String) throws {
    let dialect = SQLiteDialect()
    try db.execute(sql: Migration.bookkeeping(dialect))
    let known = try Int.fetchAll(db, sql: "SELECT number FROM schema_migrations ORDER BY number")
    if let newest = known.last, newest > Migration.all.count {
      throw StoreError(
        .newerSchema, subject: path,
        detail: "Its schema is number \(newest); this program knows up to \(Migration.all.count).",
        hint: "Open it with the program version that wrote it, or a later one.")
    }
    for migration in Migration.all where !known.contains(migration.number) {
      for statement in migration.statements(dialect) { try db.execute(sql: statement) }
      try db.execute(
        sql: "INSERT INTO schema_migrations (number, name) VALUES (?, ?)",
        arguments: [migration.number, migration.name])
    }
    for kind in FactKind.allCases { try growFacts(db, FactTableSchema(kind), dialect) }
  }

  private static func growFacts(_ db: Database, _ schema: FactTableSchema, _ dialect: SQLiteDialect) throws {
    let columns = try String.fetchAll(
      db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [schema.table])
    let statements = columns.isEmpty ? schema.creation(dialect) : schema.growth(known: columns, dialect)
    for statement in statements { try db.execute(sql: statement) }
  }
}

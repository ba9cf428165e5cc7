// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle
import Warehouse

/// Brings a database to today's schema; the caller has a transaction open, so that it is all of it or nothing.
enum PostgresMigrator {
  /// Whether there are tables of ours.
  static func isThere(_ connection: Connection) throws(PostgresFailure) -> Bool {
    try connection.query(
      "SELECT count(*) FROM information_schema.tables WHERE table_schema = $1 AND table_name = 'schema_migrations'",
      [.text(ServerSettings.schema)]
    ).first?.integer(0) == 1
  }

  static func migrate(_ connection: Connection, _ subject: String) throws {
    let dialect = PostgresDialect()
    try connection.run("CREATE SCHEMA IF NOT EXISTS \(ServerSettings.schema)")
    try bring(connection, "schema_migrations", Migration.bookkeeping(dialect), Migration.all, dialect, subject)
    try bring(connection, "adapter_migrations", PostgresTables.bookkeeping(dialect), PostgresTables.all, dialect, subject)
    for kind in FactKind.allCases { try growFacts(connection, FactTableSchema(kind), dialect) }
  }

  /// - Throws: `newerSchema`.
  static func requireKnown(_ connection: Connection, _ subject: String) throws {
    for (table, list) in [("schema_migrations", Migration.all), ("adapter_migrations", PostgresTables.all)] {
      let newest = try connection.query("SELECT coalesce(max(number), 0) FROM \(table)").first?.integer(0) ?? 0
      guard newest <= list.count else {
        throw StoreError(
          .newerSchema, subject: subject, detail: "Its schema is number \(newest); this program knows up to \(list.count).",
          hint: "Open it with the program version that wrote it, or a later one.")
      }
    }
  }

  /// For somebody who reads what another process writes: tables of today's shape, and nobody to make them so.
  ///
  /// - Throws: `incoherentRequest` when the schema is an earlier one.
  static func requireCurrent(_ connection: Connection, _ subject: String) throws {
    for (table, list) in [("schema_migrations", Migration.all), ("adapter_migrations", PostgresTables.all)] {
      let newest = try connection.query("SELECT coalesce(max(number), 0) FROM \(table)").first?.integer(0) ?? 0
      guard newest == list.count else {
        throw StoreError(
          .incoherentRequest, subject: subject, detail: "Its schema is number \(newest); this program reads number \(list.count).",
          hint: "The server that writes is of an earlier version: upgrade it first, then start this one.")
      }
    }
  }

  private static func bring(
    _ connection: Connection, _ table: String, _ bookkeeping: String, _ list: [Migration], _ dialect: PostgresDialect, _ subject: String
  ) throws {
    try connection.run(bookkeeping)
    let known = try connection.query("SELECT number FROM \(table) ORDER BY number").all.map { $0.integer(0) }
    if let newest = known.last, newest > list.count {
      throw StoreError(
        .newerSchema, subject: subject, detail: "Its schema is number \(newest); this program knows up to \(list.count).",
        hint: "Open it with the program version that wrote it, or a later one.")
    }
    for migration in list where !known.contains(Int64(migration.number)) {
      for statement in migration.statements(dialect) { try connection.run(statement) }
      try connection.query(
        "INSERT INTO \(table) (number, name) VALUES ($1, $2)", [.integer(migration.number), .text(migration.name)])
    }
  }

  private static func growFacts(_ connection: Connection, _ schema: FactTableSchema, _ dialect: PostgresDialect) throws {
    let columns = try connection.query(
      "SELECT column_name::text FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2",
      [.text(ServerSettings.schema), .text(schema.table)]
    ).all.map { $0.text(0) }
    let statements = columns.isEmpty ? schema.creation(dialect) : schema.growth(known: columns, dialect)
    for statement in statements { try connection.run(statement) }
  }
}

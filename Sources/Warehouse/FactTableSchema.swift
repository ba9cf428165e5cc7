// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// The table of one kind of fact, generated from its schema: one integer or text column a field.
///
/// A row is one version of one source key. `source_key` is `FactRowCoder`'s key: its byte order is the
/// canonical order of rows, and
/// missing parts compare equal, which SQL's NULL would not.
public struct FactTableSchema: Sendable {
  public let schema: FactSchema

  public init(_ kind: FactKind) { self.schema = FactSchema.of(kind) }

  /// `facts_sales_order_lines`.
  public var table: String { "facts_" + schema.kind.rawValue.split(separator: "-").joined(separator: "_") }

  /// Columns that every kind has; a field never bears one of these names.
  public static let rowColumns = [
    "row_id", "entity", "source_key", "row_version", "is_current", "effective_on", "recorded_at", "batch",
    "line",
  ]

  /// The fields' columns, quoted (some are words of SQL), in the order of the schema.
  public var valueColumns: [String] { schema.fields.map { FactTableSchema.quoted($0.name) } }

  public func creation(_ dialect: any SQLDialect) -> [String] {
    let integer = dialect.integer
    let fixed = [
      "row_id \(integer) PRIMARY KEY", "entity \(integer) NOT NULL", "source_key \(dialect.blob) NOT NULL",
      "row_version \(integer) NOT NULL", "is_current \(integer) NOT NULL", "effective_on \(integer) NOT NULL",
      "recorded_at \(integer) NOT NULL", "batch \(integer) NOT NULL", "line \(integer) NOT NULL",
    ]
    let values = schema.fields.map { declaration($0, dialect) }
    return [
      "CREATE TABLE \(table) (\((fixed + values).joined(separator: ", "))) \(dialect.tableSuffix)",
      "CREATE UNIQUE INDEX \(table)_versions ON \(table) (entity, source_key, row_version)",
    ] + protection(dialect)
  }

  /// Brings a table with the columns `known` to today's fields; nothing when it has them all.
  public func growth(known: [String], _ dialect: any SQLDialect) -> [String] {
    let missing = schema.fields.filter { !known.contains($0.name) }
    guard !missing.isEmpty else { return [] }
    return missing.map { "ALTER TABLE \(table) ADD COLUMN \(declaration($0, dialect))" }
      + ["no_delete", "no_update", "only_past"].map { dialect.dropping(trigger: "\(table)_\($0)", of: table) }
      + protection(dialect)
  }

  /// Takes rows away that never became facts: all after `lastRow`, or the newest of them.
  public func discarding(after lastRow: Int64, _ dialect: any SQLDialect) -> [String] {
    ["no_delete", "no_update", "only_past"].map { dialect.dropping(trigger: "\(table)_\($0)", of: table) }
      + ["DELETE FROM \(table) WHERE row_id > \(lastRow)"] + protection(dialect)
  }

  private func protection(_ dialect: any SQLDialect) -> [String] {
    dialect.refusingChanges(
      ofFactTable: table,
      columns: FactTableSchema.rowColumns.filter { $0 != "is_current" } + valueColumns)
  }

  private func declaration(_ field: FactField, _ dialect: any SQLDialect) -> String {
    // No NOT NULL for required fields: what is required may be relaxed, and old rows stay.
    "\(FactTableSchema.quoted(field.name)) \(field.type == .text ? dialect.text : dialect.integer)"
  }

  public static func quoted(_ name: String) -> String { "\"" + name + "\"" }
}

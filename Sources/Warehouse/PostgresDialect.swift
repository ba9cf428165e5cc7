// SPDX-License-Identifier: Apache-2.0

/// PostgreSQL 13 or later: 64-bit integers throughout, texts in the order of their bytes whatever the database's locale is.
public struct PostgresDialect: SQLDialect {
  public init() {}

  public let integer = "bigint"
  public let text = "text COLLATE \"C\""
  public let blob = "bytea"
  public let tableSuffix = ""
  public let clusteredSuffix = ""

  public func refusingChanges(of table: String) -> [String] {
    [
      PostgresDialect.refusal,
      """
      CREATE TRIGGER \(table)_no_change BEFORE UPDATE OR DELETE ON \(table)
      FOR EACH ROW EXECUTE FUNCTION only_grows()
      """,
      """
      CREATE TRIGGER \(table)_no_truncate BEFORE TRUNCATE ON \(table)
      FOR EACH STATEMENT EXECUTE FUNCTION only_grows()
      """,
    ]
  }

  public func refusingChanges(ofFactTable table: String, columns: [String]) -> [String] {
    [
      PostgresDialect.refusal,
      """
      CREATE TRIGGER \(table)_no_delete BEFORE DELETE OR TRUNCATE ON \(table)
      FOR EACH STATEMENT EXECUTE FUNCTION only_grows()
      """,
      """
      CREATE TRIGGER \(table)_no_update BEFORE UPDATE OF \(columns.joined(separator: ", ")) ON \(table)
      FOR EACH ROW EXECUTE FUNCTION only_grows()
      """,
      """
      CREATE TRIGGER \(table)_only_past BEFORE UPDATE OF is_current ON \(table)
      FOR EACH ROW WHEN (NOT (OLD.is_current = 1 AND NEW.is_current = 0)) EXECUTE FUNCTION only_grows()
      """,
    ]
  }

  public func dropping(trigger: String, of table: String) -> String { "DROP TRIGGER IF EXISTS \(trigger) ON \(table)" }

  private static let refusal = """
    CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$
    """
}

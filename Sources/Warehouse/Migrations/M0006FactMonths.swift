// SPDX-License-Identifier: Apache-2.0

extension Migration {
  /// What rows of facts come to by month, and which months are to be summed again. Frozen.
  ///
  /// A workspace that has facts already begins with one mark for each kind and entity that stands for every month: opening it takes no longer for it.
  static let factMonths = Migration(number: 6, name: "fact_months") { dialect in
    let (integer, text) = (dialect.integer, dialect.text)
    return [
      """
      CREATE TABLE fact_months (
        kind \(text) NOT NULL, entity \(integer) NOT NULL, month \(integer) NOT NULL, row_count \(integer) NOT NULL,
        batch_count \(integer) NOT NULL, newest_batch \(integer) NOT NULL, first_day \(integer) NOT NULL, last_day \(integer) NOT NULL,
        PRIMARY KEY (kind, entity, month)) \(dialect.clusteredSuffix)
      """,
      """
      CREATE TABLE fact_month_sums (
        kind \(text) NOT NULL, entity \(integer) NOT NULL, month \(integer) NOT NULL, field \(text) NOT NULL, currency \(text) NOT NULL,
        value_count \(integer) NOT NULL, total \(integer), PRIMARY KEY (kind, entity, month, field, currency)) \(dialect.clusteredSuffix)
      """,
      """
      CREATE TABLE fact_month_marks (
        kind \(text) NOT NULL, entity \(integer) NOT NULL, month \(integer) NOT NULL, batch \(integer) NOT NULL,
        PRIMARY KEY (kind, entity, month)) \(dialect.clusteredSuffix)
      """,
      """
      INSERT INTO fact_month_marks (kind, entity, month, batch)
      SELECT kind, entity, -3000000000, MAX(event) FROM batches WHERE row_count > 0 GROUP BY kind, entity
      """,
    ]
  }
}

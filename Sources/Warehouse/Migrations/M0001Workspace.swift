// SPDX-License-Identifier: Apache-2.0

extension Migration {
  /// Events, batches, members, forecast runs, people, sessions, snapshots. Frozen.
  ///
  /// The tables of facts are not here: they follow `FactSchema`, which only grows (`FactTableSchema`).
  static let workspace = Migration(number: 1, name: "workspace") { dialect in
    let (integer, text, blob) = (dialect.integer, dialect.text, dialect.blob)
    return [
      """
      CREATE TABLE events (
        sequence \(integer) PRIMARY KEY, recorded_at \(integer) NOT NULL, kind \(text) NOT NULL,
        actor_id \(integer) NOT NULL, idempotency_key \(text) NOT NULL, body \(blob) NOT NULL,
        UNIQUE (actor_id, idempotency_key)) \(dialect.tableSuffix)
      """,
      """
      CREATE TABLE batches (
        event \(integer) PRIMARY KEY REFERENCES events (sequence), kind \(text) NOT NULL, entity \(integer) NOT NULL,
        first_row \(integer) NOT NULL, row_count \(integer) NOT NULL) \(dialect.tableSuffix)
      """,
      """
      CREATE TABLE members (
        id \(integer) PRIMARY KEY, dimension \(text) NOT NULL, code \(text) NOT NULL,
        event \(integer) NOT NULL REFERENCES events (sequence), UNIQUE (dimension, code)) \(dialect.tableSuffix)
      """,
      """
      CREATE TABLE forecast_runs (
        event \(integer) PRIMARY KEY REFERENCES events (sequence), purpose \(text) NOT NULL,
        row_count \(integer) NOT NULL) \(dialect.tableSuffix)
      """,
      """
      CREATE TABLE forecast_results (
        run \(integer) NOT NULL, series \(text) NOT NULL, layer \(text) NOT NULL, ordinal \(integer) NOT NULL,
        value \(integer) NOT NULL, low \(integer), high \(integer),
        PRIMARY KEY (run, series, layer, ordinal)) \(dialect.clusteredSuffix)
      """,
      """
      CREATE TABLE people (
        id \(integer) PRIMARY KEY, login \(text) NOT NULL UNIQUE, name \(text) NOT NULL,
        password_hash \(text) NOT NULL, role \(text) NOT NULL, scope \(text) NOT NULL, language \(text) NOT NULL,
        is_disabled \(integer) NOT NULL) \(dialect.tableSuffix)
      """,
      """
      CREATE TABLE sessions (
        digest \(blob) PRIMARY KEY, person \(integer) NOT NULL, created_at \(integer) NOT NULL,
        last_seen_at \(integer) NOT NULL, expires_at \(integer) NOT NULL) \(dialect.clusteredSuffix)
      """,
      """
      CREATE TABLE api_tokens (
        digest \(blob) PRIMARY KEY, person \(integer) NOT NULL, name \(text) NOT NULL, scope \(text) NOT NULL,
        created_at \(integer) NOT NULL, last_seen_at \(integer) NOT NULL, expires_at \(integer) NOT NULL)
        \(dialect.clusteredSuffix)
      """,
      """
      CREATE TABLE snapshots (
        sequence \(integer) PRIMARY KEY, event_digest \(blob) NOT NULL, content_digest \(blob) NOT NULL,
        content \(blob) NOT NULL) \(dialect.tableSuffix)
      """,
    ]
      + ["events", "batches", "members", "forecast_runs", "forecast_results"].flatMap {
        dialect.refusingChanges(of: $0)
      }
  }
}

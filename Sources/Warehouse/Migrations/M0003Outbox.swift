// SPDX-License-Identifier: Apache-2.0

extension Migration {
  /// What is told to people outside the browser, and what became of it. Frozen.
  static let outbox = Migration(number: 3, name: "outbox") { dialect in
    let (integer, text) = (dialect.integer, dialect.text)
    return [
      """
      CREATE TABLE outbox_messages (
        id \(integer) PRIMARY KEY, person \(integer) NOT NULL, channel \(text) NOT NULL, kind \(text) NOT NULL,
        created_at \(integer) NOT NULL, due_at \(integer) NOT NULL, state \(text) NOT NULL, tries \(integer) NOT NULL)
        \(dialect.tableSuffix)
      """,
      "CREATE INDEX outbox_messages_due ON outbox_messages (state, channel, due_at)",
      "CREATE INDEX outbox_messages_person ON outbox_messages (person, channel, created_at)",
      """
      CREATE TABLE outbox_notices (
        person \(integer) NOT NULL, channel \(text) NOT NULL, key \(text) NOT NULL, message \(integer) NOT NULL,
        position \(integer) NOT NULL, subject \(text) NOT NULL, body \(text) NOT NULL, link \(text) NOT NULL,
        PRIMARY KEY (person, channel, key)) \(dialect.clusteredSuffix)
      """,
      "CREATE INDEX outbox_notices_message ON outbox_notices (message, position)",
      """
      CREATE TABLE outbox_attempts (
        message \(integer) NOT NULL, number \(integer) NOT NULL, at \(integer) NOT NULL, outcome \(text) NOT NULL,
        problem \(text) NOT NULL, words \(text) NOT NULL, retry_after \(integer),
        PRIMARY KEY (message, number)) \(dialect.clusteredSuffix)
      """,
      "CREATE TABLE outbox_cursor (id \(integer) PRIMARY KEY, event \(integer) NOT NULL) \(dialect.tableSuffix)",
    ]
  }
}

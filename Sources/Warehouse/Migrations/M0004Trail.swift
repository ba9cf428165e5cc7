// SPDX-License-Identifier: Apache-2.0

extension Migration {
  /// Who came and went, in a chain beside the journal; from where every event of both came, which may be forgotten. Frozen.
  static let trail = Migration(number: 4, name: "trail") { dialect in
    let (integer, text, blob) = (dialect.integer, dialect.text, dialect.blob)
    return [
      """
      CREATE TABLE trail (
        sequence \(integer) PRIMARY KEY, recorded_at \(integer) NOT NULL, kind \(text) NOT NULL,
        actor_id \(integer) NOT NULL, body \(blob) NOT NULL) \(dialect.tableSuffix)
      """,
      """
      CREATE TABLE origins (
        chain \(integer) NOT NULL, sequence \(integer) NOT NULL, recorded_at \(integer) NOT NULL, channel \(text) NOT NULL,
        session \(text) NOT NULL, address \(text) NOT NULL, agent \(text) NOT NULL, seal \(blob) NOT NULL,
        PRIMARY KEY (chain, sequence)) \(dialect.clusteredSuffix)
      """,
    ] + dialect.refusingChanges(of: "trail")
  }
}

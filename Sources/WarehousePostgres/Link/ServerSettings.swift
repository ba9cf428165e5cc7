// SPDX-License-Identifier: Apache-2.0
import CPq
import PlanningCycle

/// What a server must promise before anything is kept on it, and how a connection is set.
enum ServerSettings {
  /// PostgreSQL 13; `PQserverVersion` writes it so.
  static let oldest: Int32 = 130_000

  /// The schema in which all tables are: nothing is looked for anywhere else.
  static let schema = "tongpin"

  /// Sets a connection up and reads back what matters.
  ///
  /// - Throws: `newerSchema` for a server that is too old, `incoherentRequest` for another encoding, `notDurable`.
  static func apply(_ connection: Connection, _ subject: String) throws(StoreError) {
    let version = PQserverVersion(connection.handle)
    guard version >= oldest else {
      throw StoreError(
        .incoherentRequest, subject: subject, detail: "The server is PostgreSQL \(version / 10_000); 13 or later is needed.",
        hint: "Name another server.")
    }
    let encoding = PQparameterStatus(connection.handle, "server_encoding").map { String(cString: $0) } ?? "unknown"
    guard encoding == "UTF8" else {
      throw StoreError(
        .incoherentRequest, subject: subject, detail: "The database is written in \(encoding); it must be UTF8.",
        hint: "Make it so: createdb --encoding UTF8 --template template0 NAME")
    }
    do {
      try connection.run(
        """
        SET search_path = \(schema), pg_temp; SET statement_timeout = '600s'; SET lock_timeout = '30s';
        SET idle_in_transaction_session_timeout = '300s'; SET jit = off; SET cursor_tuple_fraction = 1;
        SET default_transaction_isolation = 'read committed'; SET work_mem = '64MB'
        """)
    } catch { throw .translating(error, subject) }
    // A machine that loses its power says nothing: the server looks itself, so that the writer's lock is free within half a minute. Not every system can.
    _ = try? connection.run("SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3")
  }

  /// What is acknowledged must survive a power cut: a server or a session that does not promise it is refused.
  static func requireDurability(_ connection: Connection, _ subject: String) throws(StoreError) {
    do {
      // A server whose default is stricter (a follower has it, too) stays so.
      if try setting("synchronous_commit", connection) != "remote_apply" { try connection.run("SET synchronous_commit = on") }
      for name in ["fsync", "full_page_writes", "synchronous_commit"] {
        let value = try setting(name, connection)
        guard value == "on" || (name == "synchronous_commit" && value == "remote_apply") else {
          throw StoreError(
            .notDurable, subject: subject, detail: "The server has \(name) = \(value), so a power cut may lose what was acknowledged.",
            hint: "Set \(name) = on in postgresql.conf.")
        }
      }
      guard try connection.query("SELECT pg_is_in_recovery()::int::bigint").first?.integer(0) == 0 else {
        throw StoreError(
          .readOnly, subject: subject, detail: "The server follows another one and takes no changes.", hint: "Name the primary server.")
      }
    } catch { throw .translating(error, subject) }
  }

  private static func setting(_ name: String, _ connection: Connection) throws(PostgresFailure) -> String {
    try connection.query("SELECT current_setting($1)", [.text(name)]).first?.text(0) ?? "nothing"
  }
}

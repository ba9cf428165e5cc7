// SPDX-License-Identifier: Apache-2.0
import CPq
public import PlanningCycle

/// Where a database is: `postgres://user@host:5432/name?sslmode=verify-full`. It never holds a password.
///
/// A password comes from `PGPASSFILE` (or `~/.pgpass`) or `PGPASSWORD`, which libpq reads itself: a command line is read by everybody on a
/// machine.
public struct PostgresAddress: Sendable, CustomStringConvertible {
  /// Keywords of libpq that an address may have, in the order in which they are handed on. Others could make the program read files or run
  /// with settings that nobody sees.
  private static let known = [
    "host", "hostaddr", "port", "dbname", "user", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding",
    "gssencmode", "target_session_attrs",
  ]

  let values: [(keyword: String, value: String)]
  public let description: String

  /// Whether a text is meant as an address of a database, not as a folder.
  public static func isAddress(_ text: String) -> Bool { text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") }

  /// - Throws: `incoherentRequest` for an address that libpq does not know, one with a password, or one with another setting.
  public init(_ text: String) throws(StoreError) {
    guard PostgresAddress.isAddress(text), text.utf8.count <= 2_000 else {
      throw PostgresAddress.refusal("It does not begin with postgres:// or is too long.")
    }
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(text, &message) else {
      // libpq's words may hold a part of the address, and that may be a password.
      PQfreemem(message)
      throw PostgresAddress.refusal("It is no address of PostgreSQL.")
    }
    defer { PQconninfoFree(options) }
    var values: [(keyword: String, value: String)] = []
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        let name = String(cString: keyword)
        guard name != "password", name != "sslpassword" else {
          throw PostgresAddress.refusal(
            "It holds a password, which everybody on this machine could read.",
            hint: "Put it into the file that PGPASSFILE names (mode 0600), or into PGPASSWORD.")
        }
        guard PostgresAddress.known.contains(name) else { throw PostgresAddress.refusal("It has a setting \(name), which is not taken.") }
        values.append((name, String(cString: value)))
      }
      option += 1
    }
    self.values = values
    func value(_ name: String) -> String? { values.first { $0.keyword == name }?.value }
    let port = value("port").map { ":" + $0 } ?? ""
    description = "postgres://" + (value("host") ?? value("hostaddr") ?? "") + port + "/" + (value("dbname") ?? "")
  }

  private static func refusal(_ detail: String, hint: String = "Write postgres://USER@HOST:PORT/DATABASE.") -> StoreError {
    StoreError(.incoherentRequest, subject: "database address", detail: detail, hint: hint)
  }
}

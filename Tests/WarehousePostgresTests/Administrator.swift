// SPDX-License-Identifier: Apache-2.0
import CPq

/// Somebody with the database's own tools: what the adapter never does.
final class Administrator {
  private let handle: OpaquePointer?

  struct Refused: Error { let words: String }

  init(_ folder: String, database: String = "postgres") {
    handle = PQconnectdb("host=\(folder) user=tongpin dbname=\(database) connect_timeout=10")
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
  }

  deinit { PQfinish(handle) }

  /// Runs statements; the first value of the answer, empty where there is none.
  @discardableResult
  func run(_ sql: String) throws -> String {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
      throw Refused(words: PQerrorMessage(handle).map { String(cString: $0) } ?? "")
    }
    return PQntuples(result) > 0 ? String(cString: PQgetvalue(result, 0, 0)) : ""
  }
}

// SPDX-License-Identifier: Apache-2.0
import CPq
import PlanningCycle

/// One connection to a server, used by one thread at a time: whoever holds the lock of its owner.
final class Connection: @unchecked Sendable {
  let handle: OpaquePointer
  /// The number of the server's process on the other side.
  let backend: Int32
  private var prepared: [String: String] = [:]
  /// Statements are prepared once; beyond this many, none more.
  private static let preparedLimit = 200

  /// - Throws: `fileUnreachable` when nobody answers or the server lets nobody in.
  init(_ address: PostgresAddress, name: String) throws(StoreError) {
    // The address first, ours after it: of two equal keywords libpq takes the last.
    let settings =
      address.values.map { ($0.keyword, $0.value) } + [
        ("client_encoding", "UTF8"), ("application_name", name), ("connect_timeout", "10"), ("keepalives", "1"),
        ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "60000"),
      ]
    let handle = CStrings.read(settings.map(\.0)) { keywords in
      CStrings.read(settings.map(\.1)) { values in PQconnectdbParams(keywords, values, 0) }
    }
    guard let handle else {
      throw StoreError(.fileUnreachable, subject: "\(address)", detail: "There is no memory for a connection.")
    }
    guard PQstatus(handle) == CONNECTION_OK else {
      let message = Connection.words(PQerrorMessage(handle))
      PQfinish(handle)
      throw StoreError(
        .fileUnreachable, subject: "\(address)", detail: "The database does not answer: \(message)",
        hint: "Is the server running, the address right, and the password in the file of PGPASSFILE?")
    }
    // Notices of the server would go to standard error.
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    self.handle = handle
    backend = PQbackendPID(handle)
  }

  deinit { PQfinish(handle) }

  var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

  /// Runs statements without values: from our own lists, never made of data.
  @discardableResult
  func run(_ statements: String) throws(PostgresFailure) -> Rows { try answer(PQexec(handle, statements)) }

  /// Runs one statement; values go beside it.
  ///
  /// - Parameter keeps: whether the server keeps what it understood of it for the next time.
  @discardableResult
  func query(_ sql: String, _ parameters: [Parameter] = [], keeps: Bool = true) throws(PostgresFailure) -> Rows {
    let name = keeps ? try prepare(sql, parameters) : nil
    let types = parameters.map(\.type)
    let formats = [Int32](repeating: 1, count: parameters.count)
    let result = ParameterBytes(parameters).read { values, lengths in
      if let name {
        PQexecPrepared(handle, name, Int32(values.count), values, lengths, formats, 1)
      } else {
        PQexecParams(handle, sql, Int32(values.count), types, values, lengths, formats, 1)
      }
    }
    return try answer(result)
  }

  /// The name of the prepared statement; nil when there are too many already.
  private func prepare(_ sql: String, _ parameters: [Parameter]) throws(PostgresFailure) -> String? {
    if let known = prepared[sql] { return known }
    guard prepared.count < Connection.preparedLimit else { return nil }
    let name = "s\(prepared.count)"
    try answer(PQprepare(handle, name, sql, Int32(parameters.count), parameters.map(\.type)))
    prepared[sql] = name
    return name
  }

  /// What a call of libpq gave back, or why it is none.
  @discardableResult
  func answer(_ result: OpaquePointer?) throws(PostgresFailure) -> Rows {
    let rows = Rows(result)
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_COPY_IN: return rows
    default: throw failure(rows)
    }
  }

  func failure(_ rows: Rows? = nil) -> PostgresFailure {
    let state = rows?.state ?? ""
    let words = rows.map { $0.message.isEmpty ? Connection.words(PQerrorMessage(handle)) : $0.message }
    // The server says goodbye before it goes: shut down, ended by somebody, crashed, or a protocol that broke.
    let isLost = !isAlive || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(state) || state.hasPrefix("08")
    return PostgresFailure(state: state, message: words ?? Connection.words(PQerrorMessage(handle)), isLost: isLost)
  }

  static func words(_ message: UnsafePointer<CChar>?) -> String {
    let text = message.map { String(cString: $0) } ?? ""
    return text.split(separator: "\n").joined(separator: " ")
  }
}

/// Texts as a list for C that ends with nothing.
enum CStrings {
  static func read<Answer>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Answer) -> Answer {
    let bytes = texts.map { Array($0.utf8CString) }
    func next(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> Answer {
      guard index < bytes.count else { return body(pointers + [nil]) }
      return bytes[index].withUnsafeBufferPointer { next(index + 1, pointers + [$0.baseAddress]) }
    }
    return next(0, [])
  }
}

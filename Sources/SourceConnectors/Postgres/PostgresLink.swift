// SPDX-License-Identifier: Apache-2.0
import CPq
import PlanningCycle

/// One connection to somebody's PostgreSQL: it waits no longer than the watch says and speaks one statement at a time.
final class PostgresLink {
  private let handle: OpaquePointer
  private let watch: LoadWatch
  private let secret: SecretText?

  /// - Throws: `unreachable`, `signInRefused`, `protectionRefused`, `busy`, `tooSlow`, `stopped`.
  init(
    _ source: PostgresSource, _ address: ServerAddress, secret: SecretText?, certificates: String, watch: LoadWatch
  ) throws(SourceFault) {
    self.watch = watch
    self.secret = secret
    let settings = Self.settings(source, address, secret, certificates)
    let started = CTexts.read(settings.map(\.0)) { keywords in
      CTexts.read(settings.map(\.1)) { values in PQconnectStartParams(keywords, values, 0) }
    }
    guard let started else { throw SourceFault(.unreachable, said: "libpq") }
    handle = started
    // The state of an error that ends the sign-in stands in its long form only.
    PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    try connect()
  }

  deinit { PQfinish(handle) }

  var version: String { PQparameterStatus(handle, "server_version").map { "PostgreSQL " + String(cString: $0) } ?? "PostgreSQL" }
  var versionNumber: Int { Int(PQserverVersion(handle)) }

  /// Everything is said: neither the environment nor files of a home folder say more.
  private static func settings(
    _ source: PostgresSource, _ address: ServerAddress, _ secret: SecretText?, _ certificates: String
  ) -> [(String, String)] {
    let count = address.numbers.count
    let mode =
      switch source.protection {
      case .none: "disable"
      case .encrypted: "require"
      case .verified: "verify-full"
      }
    return [
      ("host", Array(repeating: address.host, count: count).joined(separator: ",")), ("hostaddr", address.numbers.joined(separator: ",")),
      ("port", Array(repeating: String(address.port), count: count).joined(separator: ",")), ("dbname", source.database),
      ("user", source.user),
      // Without one libpq would take the environment's, which is the password of our own database.
      ("password", secret?.value ?? "-"), ("passfile", "/nonexistent"),
      ("sslmode", mode), ("sslrootcert", source.protection == .verified ? certificates : "/nonexistent"), ("sslcert", "/nonexistent"),
      ("sslkey", "/nonexistent"), ("gssencmode", "disable"), ("client_encoding", "UTF8"),
      ("application_name", "tongpin"), ("fallback_application_name", "tongpin"), ("target_session_attrs", "any"), ("keepalives", "1"),
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "60000"),
    ]
  }

  private func connect() throws(SourceFault) {
    let patience = watch.within(seconds: 15)
    var toWrite = true
    while true {
      do throws(SourceFault) {
        try patience.wait(PQsocket(handle), toWrite: toWrite)
      } catch {
        // Nobody there is another thing than a slow query.
        throw error.code == .tooSlow ? SourceFault(.unreachable, BilingualText("15 秒内没有答复", "no answer within 15 s")) : error
      }
      switch PQconnectPoll(handle) {
      case PGRES_POLLING_READING: toWrite = false
      case PGRES_POLLING_WRITING: toWrite = true
      case PGRES_POLLING_OK: return
      default: throw PostgresWords.signIn(Self.text(PQerrorMessage(handle)), secret)
      }
    }
  }

  /// One statement whose rows are of no interest.
  func run(_ sql: String) throws(SourceFault) { try rows(sql) { _ throws(SourceFault) in true } }

  /// Texts of the first row.
  func first(_ sql: String) throws(SourceFault) -> [String?] {
    var found: [String?] = []
    try rows(sql) { row throws(SourceFault) in
      if found.isEmpty { found = (0..<row.columnCount).map { row.text($0) } }
      return true
    }
    return found
  }

  /// A column of an answer: the number of its type in `pg_type`, and what makes it narrower, −1 for nothing.
  struct Column {
    let name: String
    let type: UInt32
    let modifier: Int32
  }

  func columns(_ sql: String) throws(SourceFault) -> [Column] {
    var columns: [Column] = []
    try send(sql)
    while let answer = try next() {
      if PQresultStatus(answer.result) == PGRES_TUPLES_OK {
        columns = (0..<PQnfields(answer.result)).map {
          Column(name: Self.text(PQfname(answer.result, $0)), type: PQftype(answer.result, $0), modifier: PQfmod(answer.result, $0))
        }
      } else if let fault = fault(of: answer) {
        throw fault
      }
    }
    return columns
  }

  /// Rows one by one, as they come; `visit` says whether more are wanted. After a false the link is of no more use.
  func rows(_ sql: String, _ visit: (PostgresRow) throws(SourceFault) -> Bool) throws(SourceFault) {
    try send(sql)
    PQsetSingleRowMode(handle)
    var count = 0
    while let answer = try next() {
      switch PQresultStatus(answer.result) {
      case PGRES_SINGLE_TUPLE:
        if try !visit(PostgresRow(answer: answer)) { return }
        count += 1
        if count % 256 == 0 { try watch.check() }
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK: break
      default: if let fault = fault(of: answer) { throw fault }
      }
    }
  }

  /// By the protocol that takes one statement and refuses two.
  private func send(_ sql: String) throws(SourceFault) {
    guard PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 0) == 1 else { throw lost() }
  }

  private func next() throws(SourceFault) -> PostgresAnswer? {
    while PQisBusy(handle) == 1 {
      try watch.wait(PQsocket(handle), toWrite: false)
      guard PQconsumeInput(handle) == 1 else { throw lost() }
    }
    return PQgetResult(handle).map { PostgresAnswer($0) }
  }

  private func fault(of answer: PostgresAnswer) -> SourceFault? {
    let state = Self.text(PQresultErrorField(answer.result, Int32(UInt8(ascii: "C"))))
    let message = Self.text(PQresultErrorField(answer.result, Int32(UInt8(ascii: "M"))))
    if state.isEmpty { return lost(message) }
    return PostgresWords.fault(state, message, secret, watch)
  }

  private func lost(_ message: String = "") -> SourceFault {
    SourceFault(.brokenOff, said: message.isEmpty ? Self.text(PQerrorMessage(handle)) : message, without: secret)
  }

  static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
  static func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}

/// An answer of libpq, given back when nobody looks at it any more.
final class PostgresAnswer {
  let result: OpaquePointer
  init(_ result: OpaquePointer) { self.result = result }
  deinit { PQclear(result) }
}

/// The one row of an answer, in the server's text form.
struct PostgresRow {
  fileprivate let answer: PostgresAnswer

  var columnCount: Int { Int(PQnfields(answer.result)) }

  func text(_ column: Int) -> String? {
    PQgetisnull(answer.result, 0, Int32(column)) == 1 ? nil : PostgresLink.text(PQgetvalue(answer.result, 0, Int32(column)))
  }

  /// Lends the bytes of a cell; nil for NULL.
  func read(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>?) -> Void) {
    guard PQgetisnull(answer.result, 0, Int32(column)) == 0, let start = PQgetvalue(answer.result, 0, Int32(column)) else {
      return body(nil)
    }
    let count = Int(PQgetlength(answer.result, 0, Int32(column)))
    start.withMemoryRebound(to: UInt8.self, capacity: count) { body(UnsafeBufferPointer(start: $0, count: count)) }
  }
}

/// Texts as a list for C that ends with nothing.
enum CTexts {
  static func read<Answer>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Answer) -> Answer {
    let bytes = texts.map { Array($0.utf8CString) }
    func next(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> Answer {
      guard index < bytes.count else { return body(pointers + [nil]) }
      return bytes[index].withUnsafeBufferPointer { next(index + 1, pointers + [$0.baseAddress]) }
    }
    return next(0, [])
  }
}

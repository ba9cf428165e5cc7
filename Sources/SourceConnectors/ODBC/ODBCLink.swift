// SPDX-License-Identifier: Apache-2.0
import CODBC
import PlanningCycle

/// One connection through unixODBC; every text goes both ways as UTF-16, whatever the locale is.
final class ODBCLink {
  private var environment: SQLHENV?
  private var connection: SQLHDBC?
  private let secret: SecretText?
  let watch: LoadWatch

  /// - Throws: what stood in the way, by the driver's own word.
  init(_ string: String, secret: SecretText?, watch: LoadWatch) throws(SourceFault) {
    self.secret = secret
    self.watch = watch
    var handle: SQLHANDLE?
    guard SQLAllocHandle(SQLSMALLINT(SQL_HANDLE_ENV), nil, &handle) == SQLRETURN(SQL_SUCCESS) else {
      throw SourceFault(.driverMissing, said: "unixODBC")
    }
    environment = handle
    _ = SQLSetEnvAttr(environment, SQLINTEGER(SQL_ATTR_ODBC_VERSION), UnsafeMutableRawPointer(bitPattern: 3), 0)
    _ = SQLAllocHandle(SQLSMALLINT(SQL_HANDLE_DBC), environment, &handle)
    connection = handle
    set(SQLINTEGER(SQL_ATTR_LOGIN_TIMEOUT), UInt(min(15, watch.wholeSeconds)))
    set(SQLINTEGER(SQL_ATTR_ACCESS_MODE), UInt(SQL_MODE_READ_ONLY))
    var text = WideText(string)
    let code = text.read {
      SQLDriverConnectW(connection, nil, $0, SQLSMALLINT(clamping: $1), nil, 0, nil, SQLUSMALLINT(SQL_DRIVER_NOPROMPT))
    }
    guard Self.isFine(code) else {
      let problem = ODBCProblem(SQLSMALLINT(SQL_HANDLE_DBC), connection)
      close()
      throw problem.fault(inMidLoad: false, secret, watch)
    }
    // What is done is taken back at the end, by databases that know no transaction that only reads.
    set(SQLINTEGER(SQL_ATTR_AUTOCOMMIT), UInt(SQL_AUTOCOMMIT_OFF))
  }

  deinit { close() }

  private func close() {
    if let connection {
      _ = SQLEndTran(SQLSMALLINT(SQL_HANDLE_DBC), connection, SQLSMALLINT(SQL_ROLLBACK))
      _ = SQLDisconnect(connection)
      _ = SQLFreeHandle(SQLSMALLINT(SQL_HANDLE_DBC), connection)
    }
    if let environment { _ = SQLFreeHandle(SQLSMALLINT(SQL_HANDLE_ENV), environment) }
    (connection, environment) = (nil, nil)
  }

  private func set(_ attribute: SQLINTEGER, _ value: UInt) {
    _ = SQLSetConnectAttrW(connection, attribute, UnsafeMutableRawPointer(bitPattern: value), SQLINTEGER(SQL_IS_UINTEGER))
  }

  static func isFine(_ code: SQLRETURN) -> Bool { code == SQLRETURN(SQL_SUCCESS) || code == SQLRETURN(SQL_SUCCESS_WITH_INFO) }

  /// What the driver says of itself or of its server: `SQL_DBMS_NAME`, `SQL_DBMS_VER`.
  func word(_ type: Int32) -> String {
    var units = [SQLWCHAR](repeating: 0, count: 256)
    var length: SQLSMALLINT = 0
    guard Self.isFine(SQLGetInfoW(connection, SQLUSMALLINT(type), &units, SQLSMALLINT(units.count * 2), &length)) else { return "" }
    return WideText.text(units[..<min(Int(length) / 2, units.count - 1)])
  }

  /// One statement whose rows are of no interest.
  func run(_ sql: String) throws(SourceFault) { _ = try statement(sql) }

  /// Runs one statement; its rows wait in what is given back.
  func statement(_ sql: String) throws(SourceFault) -> ODBCStatement {
    try watch.check()
    var handle: SQLHANDLE?
    guard Self.isFine(SQLAllocHandle(SQLSMALLINT(SQL_HANDLE_STMT), connection, &handle)), let handle else {
      throw ODBCProblem(SQLSMALLINT(SQL_HANDLE_DBC), connection).fault(inMidLoad: true, secret, watch)
    }
    let statement = ODBCStatement(handle, link: self)
    _ = SQLSetStmtAttrW(
      handle, SQLINTEGER(SQL_ATTR_QUERY_TIMEOUT), UnsafeMutableRawPointer(bitPattern: UInt(watch.wholeSeconds)), SQLINTEGER(SQL_IS_UINTEGER)
    )
    var text = WideText(sql)
    let code = text.read { SQLExecDirectW(handle, $0, SQLINTEGER(clamping: $1)) }
    guard Self.isFine(code) || code == SQLRETURN(SQL_NO_DATA) else { throw statement.problem() }
    return statement
  }

  func fault(_ problem: ODBCProblem) -> SourceFault { problem.fault(inMidLoad: true, secret, watch) }
}

/// A text on its way to a driver.
struct WideText {
  private var units: [SQLWCHAR]

  init(_ text: String) { units = Array(text.utf16) + [0] }

  /// Lends the units and their number, without the closing null.
  mutating func read<Answer>(_ body: (UnsafeMutablePointer<SQLWCHAR>?, Int) -> Answer) -> Answer {
    let count = units.count - 1
    return units.withUnsafeMutableBufferPointer { body($0.baseAddress, count) }
  }

  static func text(_ units: ArraySlice<SQLWCHAR>) -> String { String(decoding: units, as: UTF16.self) }
}

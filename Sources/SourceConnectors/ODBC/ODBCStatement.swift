// SPDX-License-Identifier: Apache-2.0
import CODBC
import Ingestion
import PlanningCycle

/// A statement that was run, and its rows.
final class ODBCStatement {
  /// Units of one cell that are read: more than a cell of an import may have, so that the reader notices.
  private static let cellUnits = 40 << 10

  private let handle: SQLHANDLE
  private let link: ODBCLink
  private let buffer = UnsafeMutableBufferPointer<SQLWCHAR>.allocate(capacity: 4 << 10)
  private var units: [SQLWCHAR] = []

  init(_ handle: SQLHANDLE, link: ODBCLink) {
    self.handle = handle
    self.link = link
  }

  deinit {
    _ = SQLFreeHandle(SQLSMALLINT(SQL_HANDLE_STMT), handle)
    buffer.deallocate()
  }

  func problem() -> SourceFault { link.fault(ODBCProblem(SQLSMALLINT(SQL_HANDLE_STMT), handle)) }

  /// Names and types of the columns.
  func columns() throws(SourceFault) -> [SourceColumn] {
    var count: SQLSMALLINT = 0
    guard ODBCLink.isFine(SQLNumResultCols(handle, &count)) else { throw problem() }
    var columns: [SourceColumn] = []
    for index in 0..<max(count, 0) {
      var name = [SQLWCHAR](repeating: 0, count: 512)
      var (length, type, digits, nullable): (SQLSMALLINT, SQLSMALLINT, SQLSMALLINT, SQLSMALLINT) = (0, 0, 0, 0)
      var size: SQLULEN = 0
      let code = SQLDescribeColW(
        handle, SQLUSMALLINT(index + 1), &name, SQLSMALLINT(name.count), &length, &type, &size, &digits, &nullable)
      guard ODBCLink.isFine(code) else { throw problem() }
      columns.append(
        SourceColumn(
          name: WideText.text(name[..<min(Int(length), name.count - 1)]), type: typeName(SQLUSMALLINT(index + 1)),
          marks: Self.marks(type, digits), isBinary: Self.binary.contains(Int32(type)), isLong: Self.long.contains(Int32(type))))
    }
    return columns
  }

  private func typeName(_ column: SQLUSMALLINT) -> String {
    var units = [SQLWCHAR](repeating: 0, count: 128)
    var length: SQLSMALLINT = 0
    let code = SQLColAttributeW(
      handle, column, SQLUSMALLINT(SQL_DESC_TYPE_NAME), &units, SQLSMALLINT(units.count * 2), &length, nil)
    guard ODBCLink.isFine(code) else { return "" }
    return WideText.text(units[..<min(Int(length) / 2, units.count - 1)])
  }

  private static let long = [SQL_LONGVARCHAR, SQL_WLONGVARCHAR]
  private static let binary = [SQL_BINARY, SQL_VARBINARY, SQL_LONGVARBINARY]

  private static func marks(_ type: SQLSMALLINT, _ digits: SQLSMALLINT) -> [SourceMark.Kind] {
    switch Int32(type) {
    case SQL_BIGINT, SQL_INTEGER, SQL_SMALLINT, SQL_TINYINT: [.integer]
    case SQL_DECIMAL, SQL_NUMERIC: digits == 0 ? [.integer] : []
    case SQL_TYPE_TIMESTAMP, SQL_TIMESTAMP, -155: [.timestamp, .day]
    case SQL_TYPE_DATE, SQL_DATE: [.day, .timestamp]
    default: []
    }
  }

  /// The next row; false behind the last.
  func next() throws(SourceFault) -> Bool {
    let code = SQLFetch(handle)
    if code == SQLRETURN(SQL_NO_DATA) { return false }
    guard ODBCLink.isFine(code) else { throw problem() }
    return true
  }

  /// Adds a cell of the row at hand to a table.
  func append(_ column: Int, to table: inout RowTable) throws(SourceFault) {
    guard let text = try text(column) else { return table.append(nil) }
    table.append(text)
  }

  func text(_ column: Int) throws(SourceFault) -> String? {
    units.removeAll(keepingCapacity: true)
    while true {
      var indicator: SQLLEN = 0
      let code = SQLGetData(
        handle, SQLUSMALLINT(column + 1), SQLSMALLINT(SQL_C_WCHAR), buffer.baseAddress, SQLLEN(buffer.count * 2), &indicator)
      if code == SQLRETURN(SQL_NO_DATA) { break }
      guard ODBCLink.isFine(code) else { throw problem() }
      if indicator == SQLLEN(SQL_NULL_DATA) { return nil }
      let isWhole = indicator >= 0 && Int(indicator) <= (buffer.count - 1) * 2
      let count = isWhole ? Int(indicator) / 2 : buffer.count - 1
      units.append(contentsOf: buffer[..<count])
      if isWhole || units.count > Self.cellUnits { break }
    }
    return String(decoding: units, as: UTF16.self)
  }
}

// SPDX-License-Identifier: Apache-2.0
import CPq
import PlanningCycle
import Warehouse

/// Rows on their way into a table by `COPY … FROM STDIN` in the binary form: one round trip for thousands of rows.
struct CopyStream: ~Copyable {
  private let connection: Connection
  private var buffer = RowBytes(capacity: (1 << 16) + 4096)
  private let columnCount: Int

  fileprivate init(_ connection: Connection, columnCount: Int) {
    self.connection = connection
    self.columnCount = columnCount
    // Signature, no flags, no header extension.
    for byte in Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] { buffer.append(byte: byte) }
    buffer.append(UInt64(0))
  }

  mutating func beginRow() { buffer.append(UInt16(columnCount)) }

  mutating func integer(_ value: Int64) {
    buffer.append(UInt32(8))
    buffer.append(UInt64(bitPattern: value))
  }

  mutating func missing() { buffer.append(UInt32.max) }

  mutating func text(_ bytes: UnsafeRawBufferPointer) {
    buffer.append(UInt32(TextCode.count(bytes)))
    TextCode.append(bytes, to: &buffer)
  }

  mutating func text(_ value: String) {
    var value = value
    value.withUTF8 { text(UnsafeRawBufferPointer($0)) }
  }

  mutating func bytes(_ bytes: UnsafeRawBufferPointer) {
    buffer.append(UInt32(bytes.count))
    buffer.append(bytes)
  }

  mutating func value(_ value: StoredValue) {
    switch value {
    case .missing: missing()
    case .integer(let number): integer(number)
    case .text(let content): text(content)
    case .bytes(let content): content.withUnsafeBytes { bytes($0) }
    }
  }

  /// Sends what has come together; nothing while it is little.
  mutating func endRow() throws(PostgresFailure) {
    if buffer.count >= 1 << 16 { try send() }
  }

  private mutating func send() throws(PostgresFailure) {
    let bytes = buffer.pointer
    guard bytes.count > 0 else { return }
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    guard PQputCopyData(connection.handle, start, Int32(bytes.count)) == 1 else { throw connection.failure() }
    buffer.clear()
  }

  fileprivate mutating func end() throws(PostgresFailure) {
    buffer.append(UInt16.max)
    try send()
  }
}

extension Connection {
  /// Copies rows into a table; whatever `fill` throws ends the copy, and nothing of it is there.
  func copy(
    into table: String, _ columns: [String], _ fill: (inout CopyStream) throws -> Void
  ) throws {
    try answer(PQexec(handle, "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)"))
    var stream = CopyStream(self, columnCount: columns.count)
    do {
      try fill(&stream)
      try stream.end()
    } catch {
      // The server's own words say more than that it hung up.
      _ = PQputCopyEnd(handle, "ended early")
      while let result = PQgetResult(handle) { PQclear(result) }
      throw error
    }
    guard PQputCopyEnd(handle, nil) == 1 else { throw failure() }
    var problem: PostgresFailure?
    while let result = PQgetResult(handle) {
      do throws(PostgresFailure) { try answer(result) } catch { problem = problem ?? error }
    }
    if let problem { throw problem }
  }

  /// Rows of a long answer, some thousands at a time, in a transaction: the memory stays small however many there are.
  func stream(_ sql: String, _ parameters: [Parameter] = [], _ visit: (Row) throws -> Void) throws {
    try query("DECLARE long_answer NO SCROLL CURSOR FOR " + sql, parameters, keeps: false)
    while true {
      let rows = try query("FETCH 4096 FROM long_answer", keeps: false)
      for index in 0..<rows.count { try visit(rows[index]) }
      if rows.count < 4096 { break }
    }
    try query("CLOSE long_answer", keeps: false)
  }
}

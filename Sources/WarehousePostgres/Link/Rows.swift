// SPDX-License-Identifier: Apache-2.0
import CPq

/// What a statement gave back, in the binary form.
final class Rows {
  private let result: OpaquePointer?

  init(_ result: OpaquePointer?) { self.result = result }
  deinit { PQclear(result) }

  var count: Int { Int(PQntuples(result)) }
  /// How many rows a change touched.
  var changed: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }
  /// `COMMIT`, `ROLLBACK` …
  var tag: String { PQcmdStatus(result).map { String(cString: $0) } ?? "" }
  var state: String { PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? "" }
  var message: String { Connection.words(PQresultErrorField(result, Int32(UInt8(ascii: "M")))) }

  subscript(_ index: Int) -> Row { Row(rows: self, result: result, index: Int32(index)) }
  var first: Row? { count > 0 ? self[0] : nil }
  var all: [Row] { (0..<count).map { self[$0] } }
}

/// One row; valid as long as its `Rows`.
struct Row {
  let rows: Rows
  fileprivate let result: OpaquePointer?
  fileprivate let index: Int32

  fileprivate init(rows: Rows, result: OpaquePointer?, index: Int32) {
    self.rows = rows
    self.result = result
    self.index = index
  }

  func isNull(_ column: Int) -> Bool { PQgetisnull(result, index, Int32(column)) == 1 }

  /// The bytes as they came.
  func raw(_ column: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: PQgetvalue(result, index, Int32(column)), count: Int(PQgetlength(result, index, Int32(column))))
  }

  /// A `bigint`; 0 where there is none.
  func integer(_ column: Int) -> Int64 {
    let bytes = raw(column)
    guard bytes.count == 8, !isNull(column) else { return 0 }
    return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
  }

  func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
  func text(_ column: Int) -> String { TextCode.text(raw(column)) }
  func bytes(_ column: Int) -> [UInt8] { Array(raw(column)) }
}

// SPDX-License-Identifier: Apache-2.0
import CPq

/// What a statement gave back, in the binary form.
final class Rows {
  private let result: OpaquePointer?

  init(_ result: OpaquePointer?) { self.result = result }
  deinit { PQclear(result) }

  var count: Int { read { Int(PQntuples($0)) } }
  /// How many rows a change touched.
  var changed: Int { read { PQcmdTuples($0).flatMap { Int(String(cString: $0)) } ?? 0 } }
  /// `COMMIT`, `ROLLBACK` …
  var tag: String { read { PQcmdStatus($0).map { String(cString: $0) } ?? "" } }
  var state: String { read { PQresultErrorField($0, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? "" } }
  var message: String { read { Connection.words(PQresultErrorField($0, Int32(UInt8(ascii: "M")))) } }

  /// What is read lives as long as `self`, and `self` until it was read, also where nobody holds it any more.
  fileprivate func read<Answer>(_ body: (OpaquePointer?) throws -> Answer) rethrows -> Answer {
    try withExtendedLifetime(self) { try body(result) }
  }

  subscript(_ index: Int) -> Row { Row(rows: self, index: Int32(index)) }
  var first: Row? { count > 0 ? self[0] : nil }
  var all: [Row] { (0..<count).map { self[$0] } }
}

/// One row.
struct Row {
  private let rows: Rows
  private let index: Int32

  fileprivate init(rows: Rows, index: Int32) {
    self.rows = rows
    self.index = index
  }

  func isNull(_ column: Int) -> Bool { rows.read { PQgetisnull($0, index, Int32(column)) == 1 } }

  /// Lends the bytes as they came.
  func read<Answer>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Answer) rethrows -> Answer {
    try rows.read { result in
      let count = Int(PQgetlength(result, index, Int32(column)))
      return try body(UnsafeRawBufferPointer(start: PQgetvalue(result, index, Int32(column)), count: count))
    }
  }

  /// A `bigint`; 0 where there is none.
  func integer(_ column: Int) -> Int64 {
    read(column) { $0.count == 8 ? Int64(bigEndian: $0.loadUnaligned(as: Int64.self)) : 0 }
  }

  func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
  func text(_ column: Int) -> String { read(column) { TextCode.text($0) } }
  func bytes(_ column: Int) -> [UInt8] { read(column) { Array($0) } }
}

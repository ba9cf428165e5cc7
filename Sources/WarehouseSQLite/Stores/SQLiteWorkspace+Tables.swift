// SPDX-License-Identifier: Apache-2.0
import GRDB
public import Journal
public import PlanningCycle
public import Warehouse

extension SQLiteWorkspace {
  public var chainKey: ChainKey { key }

  public func eachRow(
    of shapes: [TableShape], _ row: (TableShape, [StoredValue]) throws(StoreError) -> Void
  ) throws(StoreError) {
    try read { db in
      for shape in shapes {
        let statement = try RawStatement(db, "SELECT \(shape.columnList) FROM \(shape.name) ORDER BY \(shape.orderList)")
        while try statement.step() { try row(shape, statement.values(shape)) }
      }
    }
  }

  public func keptFiles() throws(StoreError) -> [Digest] {
    let digests = try batches().compactMap(\.fileDigest)
    return Swift.Set(digests).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}

extension RawStatement {
  /// The row the statement stands at; columns in the order of the shape.
  func values(_ shape: TableShape) -> [StoredValue] {
    shape.columns.enumerated().map { index, column in
      let place = Int32(index)
      if isNull(place) { return .missing }
      switch column.content {
      case .integer: return .integer(integer(place))
      case .text: return .text(String(decoding: text(place), as: UTF8.self))
      case .bytes: return .bytes(Array(blob(place)))
      }
    }
  }

  /// Binds and runs an insertion of a row.
  func insert(_ values: [StoredValue]) throws {
    // What is bound stays where it is until the statement ran.
    try bindNext(values, 0)
  }

  private func bindNext(_ values: [StoredValue], _ index: Int) throws {
    guard index < values.count else { return try run() }
    let place = Int32(index + 1)
    switch values[index] {
    case .missing: bindNull(place)
    case .integer(let number): bind(place, number)
    case .text(var text):
      return try text.withUTF8 {
        bind(place, text: UnsafeRawBufferPointer($0))
        try bindNext(values, index + 1)
      }
    case .bytes(let bytes):
      return try bytes.withUnsafeBytes {
        bind(place, blob: $0)
        try bindNext(values, index + 1)
      }
    }
    try bindNext(values, index + 1)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce
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
        let kind = FactKind.allCases.first { FactTableSchema($0).table == shape.name }
        let facts = try kind.map { " WHERE row_id <= \(try FactRows.lastRow(db, $0))" } ?? ""
        let statement = try RawStatement(
          db, "SELECT \(shape.columnList) FROM \(shape.name)\(facts) ORDER BY \(shape.orderList)")
        guard let kind else {
          while try statement.step() { try row(shape, statement.values(shape)) }
          continue
        }
        try eachFact(FactRows(db, kind, place: 0), shape, statement, row)
      }
    }
  }

  /// Facts as they are: with the batch and the moment that a staged row does not say itself.
  private func eachFact(
    _ rows: consuming FactRows, _ shape: TableShape, _ statement: RawStatement,
    _ row: (TableShape, [StoredValue]) throws(StoreError) -> Void
  ) throws {
    var rows = rows
    let places = ["batch", "recorded_at"].compactMap { name in shape.columns.firstIndex { $0.name == name } }
    while try statement.step() {
      var values = statement.values(shape)
      if values[places[0]] == .integer(BatchPlaces.unsaid), let place = try rows.place(statement) {
        values[places[0]] = .integer(place.batch)
        values[places[1]] = .integer(place.recordedAt)
      }
      try row(shape, values)
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

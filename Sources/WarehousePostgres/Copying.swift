// SPDX-License-Identifier: Apache-2.0
import Commerce
public import Journal
public import PlanningCycle
public import Warehouse

extension PostgresWorkspace {
  public var chainKey: ChainKey { key }

  public func eachRow(
    of shapes: [TableShape], _ row: (TableShape, [StoredValue]) throws(StoreError) -> Void
  ) throws(StoreError) {
    try read(again: false) { connection in
      for shape in shapes {
        let kind = FactKind.allCases.first { FactTableSchema($0).table == shape.name }
        let facts = try kind.map { " WHERE row_id <= \(try FactRows.lastRow(connection, $0))" } ?? ""
        var places = try kind.map { try FactRows.places(connection, $0) }
        let unsaid = ["row_id", "batch", "recorded_at"].compactMap { name in shape.columns.firstIndex { $0.name == name } }
        try connection.stream("SELECT \(shape.columnList) FROM \(shape.name)\(facts) ORDER BY \(shape.orderList)") { found in
          var values = found.values(shape)
          // Facts as they are: with the batch and the moment that a staged row does not say itself.
          if kind != nil, values[unsaid[1]] == .integer(BatchPlaces.unsaid), let place = places?.place(of: found.integer(unsaid[0])) {
            values[unsaid[1]] = .integer(place.batch)
            values[unsaid[2]] = .integer(place.recordedAt)
          }
          try row(shape, values)
        }
      }
    }
  }

  public func keptFiles() throws(StoreError) -> [Digest] {
    try read { connection in
      try connection.query("SELECT digest FROM kept_files ORDER BY digest").all.compactMap { Digest($0.bytes(0)) }
    }
  }

  /// Fills an empty database with what another workspace holds, under the same key of the chain, in one transaction, and looks at every byte
  /// of it. Nobody may write to the source meanwhile.
  ///
  /// - Throws: `folderExists` when there is a workspace, `damaged` when the copy is not sound, `diskFull`, `fileUnreachable`.
  public static func create(_ address: PostgresAddress, copying source: some OpenedWorkspace) throws(StoreError) -> VerificationReport {
    let files = try source.keptFiles()
    try make(address, key: source.chainKey) { connection in
      for digest in files {
        if let bytes = try source.keptFile(digest) { _ = try KeptFileRows.keep(connection, bytes) }
      }
      for shape in TableShape.all { try load(shape, connection, from: source) }
      try connection.run(FactMonthTables.markAll)
    }
    let workspace = try open(address, key: source.chainKey, access: .readOnly)
    let report = try workspace.verify()
    try workspace.close()
    return report
  }

  private static func load(_ shape: TableShape, _ connection: Connection, from source: some OpenedWorkspace) throws {
    let columns = shape.columns.map { FactTableSchema.quoted($0.name) }
    try connection.copy(into: shape.name, columns) { stream in
      try source.eachRow(of: [shape]) { (_, values) throws(StoreError) in
        stream.beginRow()
        for value in values { stream.value(value) }
        do { try stream.endRow() } catch { throw .translating(error, shape.name) }
      }
    }
  }
}

extension Row {
  /// Columns in the order of the shape.
  func values(_ shape: TableShape) -> [StoredValue] {
    shape.columns.enumerated().map { index, column in
      if isNull(index) { return .missing }
      switch column.content {
      case .integer: return .integer(integer(index))
      case .text: return .text(text(index))
      case .bytes: return .bytes(bytes(index))
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Journal
public import PlanningCycle

/// One stored value, whatever the database.
public enum StoredValue: Hashable, Sendable {
  case missing
  case integer(Int64)
  case text(String)
  case bytes([UInt8])
}

/// Gives out everything a workspace keeps, table by table, as it stands: for a copy into another database, and to compare two.
public protocol StoredTables: Sendable {
  /// The rows of all tables of `shapes`, each in its order, as they were at one moment.
  ///
  /// - Parameters:
  ///   - row: one row; values in the order of the shape's columns.
  func eachRow(
    of shapes: [TableShape], _ row: (TableShape, [StoredValue]) throws(StoreError) -> Void
  ) throws(StoreError)

  /// The digests of the files that were imported, ascending.
  func keptFiles() throws(StoreError) -> [Digest]

  /// The key of the chain: a copy goes on with the same one. It goes into a file and nowhere else.
  var chainKey: ChainKey { get }
}

/// What a table comes to: equal in two databases exactly when its rows are.
public struct TableDigest: Hashable, Sendable {
  public let table: String
  public let rows: Int
  /// SHA-256 over all rows in their order, each value with its kind and its length.
  public let digest: Digest
}

extension StoredTables {
  /// The digest of every table of `shapes`, in their order.
  public func tableDigests(of shapes: [TableShape] = TableShape.all) throws(StoreError) -> [TableDigest] {
    var digests: [TableDigest] = []
    for shape in shapes {
      var stream = RowDigest()
      try eachRow(of: [shape]) { (_, values) throws(StoreError) in stream.add(values) }
      digests.append(TableDigest(table: shape.name, rows: stream.rows, digest: stream.finish()))
    }
    return digests
  }
}

/// Rows on their way into one digest.
struct RowDigest: ~Copyable {
  private var stream = DigestStream()
  private var buffer = RowBytes(capacity: 1 << 16)
  private(set) var rows = 0

  mutating func add(_ values: [StoredValue]) {
    rows += 1
    for value in values {
      switch value {
      case .missing: buffer.append(byte: 0)
      case .integer(let number):
        buffer.append(byte: 1)
        buffer.append(UInt64(bitPattern: number))
      case .text(var text):
        buffer.append(byte: 2)
        text.withUTF8 { put(UnsafeRawBufferPointer($0)) }
      case .bytes(let bytes):
        buffer.append(byte: 3)
        bytes.withUnsafeBytes { put($0) }
      }
    }
    guard buffer.count >= 1 << 16 else { return }
    stream.update(buffer.pointer)
    buffer.clear()
  }

  private mutating func put(_ bytes: UnsafeRawBufferPointer) {
    buffer.append(UInt64(bytes.count))
    buffer.append(bytes)
  }

  consuming func finish() -> Digest {
    stream.update(buffer.pointer)
    return stream.finish()
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Some thousands of rows with their keys and contents in one piece of memory each, as their table and their digests take them.
public final class FactChunk {
  public let rows: Range<Int>
  public private(set) var effectiveOn: [Int64] = []
  private var keys = RowBytes(capacity: 1 << 16)
  private var contents = RowBytes(capacity: 1 << 18)
  private var keyEnds: [Int] = [0]
  private var contentEnds: [Int] = [0]

  public init(_ coder: FactRowCoder, _ rows: Range<Int>, effectiveOn: (Int) -> Int64) {
    self.rows = rows
    var buffer = RowBytes()
    for row in rows {
      coder.key(row, into: &buffer)
      keys.append(buffer.pointer)
      keyEnds.append(keys.count)
      coder.content(row, into: &buffer)
      contents.append(buffer.pointer)
      contentEnds.append(contents.count)
      self.effectiveOn.append(effectiveOn(row))
    }
  }

  /// - Parameter index: from 0, of the rows of this chunk.
  public func key(_ index: Int) -> UnsafeRawBufferPointer { part(keys.pointer, keyEnds, index) }
  public func content(_ index: Int) -> UnsafeRawBufferPointer { part(contents.pointer, contentEnds, index) }
  /// All contents, as they came.
  public func read(_ body: (UnsafeRawBufferPointer) -> Void) { body(contents.pointer) }

  private func part(_ bytes: UnsafeRawBufferPointer, _ ends: [Int], _ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[ends[index]..<ends[index + 1]])
  }
}

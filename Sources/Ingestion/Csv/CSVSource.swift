// SPDX-License-Identifier: Apache-2.0

/// Rows of delimited text after RFC 4180, leniently: any line ending, quotes anywhere at the start of a cell.
///
/// A quote that is never closed spoils its own line only: reading goes on at the next one.
final class CSVSource: RowSource {
  private let bytes: FileBytes
  private let start: Int
  private let delimiter: UInt8
  private let limits: Limits
  private var position: Int
  private var line = 1

  init(_ text: DecodedText, delimiter: UInt8, limits: Limits) {
    self.bytes = text.bytes
    self.start = text.start
    self.delimiter = delimiter
    self.limits = limits
    self.position = text.start
  }

  var progress: (done: Int, total: Int) { (position, bytes.count) }

  /// Text has no structure that could break off.
  var failure: IngestionError? { nil }

  var merges: MergedCells? { nil }

  func rewind() {
    position = start
    line = 1
  }

  func next(_ row: SourceRow) -> Bool {
    let base = UnsafePointer(bytes.pointer)
    let end = bytes.count
    while position < end {
      row.begin(line: line)
      readRow(base, end, row)
      if row.problem != .none || row.hasContent { return true }
    }
    return false
  }

  /// Reads up to and including the line ending; leaves `position` behind it.
  private func readRow(_ base: UnsafePointer<UInt8>, _ end: Int, _ row: SourceRow) {
    let delimiter = self.delimiter
    let cellMaximum = limits.cellBytes
    var cursor = position
    while true {
      if cursor < end, base[cursor] == 0x22 {
        guard let behind = readQuoted(base, end, cursor, row) else { return }
        cursor = behind
      } else {
        let first = cursor
        while cursor < end {
          let byte = base[cursor]
          if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
          cursor += 1
        }
        if cursor - first > cellMaximum { row.problem = .cellTooLong }
        row.add(base + first, cursor - first)
      }
      if cursor >= end { break }
      let byte = base[cursor]
      cursor += 1
      if byte == delimiter { continue }
      if byte == 0x0D, cursor < end, base[cursor] == 0x0A { cursor += 1 }
      break
    }
    position = cursor
    line += 1
  }

  /// A cell that begins with a quote at `opening`.
  ///
  /// - Returns: the place behind the cell, or nil when the quote is not closed within the longest cell; then
  ///   `position` stands at the next line.
  private func readQuoted(
    _ base: UnsafePointer<UInt8>, _ end: Int, _ opening: Int, _ row: SourceRow
  ) -> Int? {
    var cursor = opening + 1
    var newlines = 0
    var doubled = 0
    let last = min(end, opening + limits.cellBytes * 2 + 2)
    while cursor < last {
      let byte = base[cursor]
      if byte == 0x22 {
        if cursor + 1 < end, base[cursor + 1] == 0x22 {
          doubled += 1
          cursor += 2
          continue
        }
        return closeQuoted(base, end, opening: opening, closing: cursor, doubled, newlines, row)
      }
      if byte == 0x0A { newlines += 1 }
      cursor += 1
    }
    row.problem = last < end && newlines == 0 ? .cellTooLong : .quoteNotClosed
    cursor = opening
    while cursor < end, base[cursor] != 0x0A, base[cursor] != 0x0D { cursor += 1 }
    row.add(base + opening, min(cursor - opening, 80))
    if cursor < end, base[cursor] == 0x0D { cursor += 1 }
    if cursor < end, base[cursor] == 0x0A { cursor += 1 }
    position = cursor
    line += 1
    return nil
  }

  private func closeQuoted(
    _ base: UnsafePointer<UInt8>, _ end: Int, opening: Int, closing: Int, _ doubled: Int, _ newlines: Int,
    _ row: SourceRow
  ) -> Int {
    var cursor = closing + 1
    // What stands between the closing quote and the delimiter belongs to the cell: `"5" inch`.
    while cursor < end {
      let byte = base[cursor]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      cursor += 1
    }
    let inner = closing - opening - 1
    let tail = cursor - closing - 1
    line += newlines
    if inner - doubled + tail > limits.cellBytes { row.problem = .cellTooLong }
    if doubled == 0 && tail == 0 {
      row.add(base + opening + 1, inner)
      return cursor
    }
    let block = row.block(inner + tail)
    var written = 0
    var read = opening + 1
    while read < closing {
      block[written] = base[read]
      written += 1
      read += base[read] == 0x22 ? 2 : 1
    }
    for index in (closing + 1)..<cursor {
      block[written] = base[index]
      written += 1
    }
    row.add(UnsafePointer(block), written)
    return cursor
  }
}

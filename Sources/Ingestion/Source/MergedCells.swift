// SPDX-License-Identifier: Apache-2.0

/// Which cells of a sheet are parts of a larger one.
struct MergedCells {
  /// Lines from 1, columns from 0; both ends belong to it.
  struct Range: Hashable, BitwiseCopyable {
    let top: Int
    let bottom: Int
    let left: Int
    let right: Int
  }

  /// More than this many are not believed.
  static let maximum = 1_000_000

  /// Ranges of more than one line by their left column, ordered by their first line.
  private var byColumn: [Int: [Range]] = [:]
  /// Ranges of more than one column within the first lines, where heads stand: by their first line, then by column.
  private(set) var heads: [Range] = []
  /// More than this many in one line overlap, or the sheet is wider than any that is read.
  static let headsInLine = 1024

  init(_ ranges: [Range]) {
    for range in ranges.prefix(MergedCells.maximum) where range.top <= range.bottom && range.left <= range.right {
      if range.bottom > range.top { byColumn[range.left, default: []].append(range) }
      if range.top <= Header.searchedRows + 2, range.right > range.left { heads.append(range) }
    }
    for column in byColumn.keys { byColumn[column]?.sort { ($0.top, $0.bottom) < ($1.top, $1.bottom) } }
    heads.sort { ($0.top, $0.left, $0.right) < ($1.top, $1.left, $1.right) }
    var (line, inLine) = (0, 0)
    heads.removeAll { head in
      inLine = head.top == line ? inLine + 1 : 1
      line = head.top
      return inLine > MergedCells.headsInLine
    }
  }

  /// Whether a cell is the lower part of a range that begins in its own column: then it shows the value of the first line.
  func continues(line: Int, column: Int) -> Bool {
    guard let ranges = byColumn[column] else { return false }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].top < line { low = middle + 1 } else { high = middle }
    }
    return low > 0 && line <= ranges[low - 1].bottom
  }

  /// The range of a head that covers a cell.
  func head(line: Int, column: Int) -> Range? {
    heads.first { $0.top <= line && line <= $0.bottom && $0.left <= column && column <= $0.right }
  }
}

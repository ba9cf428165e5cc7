// SPDX-License-Identifier: Apache-2.0

/// Who still reads the pages of the block that is written: looked up once for all its rows.
final class PageReaders {
  @exclusivity(unchecked) private(set) var block = -1
  @exclusivity(unchecked) private var pages: [ColumnPages] = []

  func list(_ pages: [ColumnPages], of block: Int) { (self.pages, self.block) = (pages, block) }

  /// Before a row is written, which stands at `source` now: everybody keeps the cells that they read there.
  @inline(__always)
  func keep(_ row: Int, of source: ColumnView) {
    for index in pages.indices { pages[index].keep(pageOf: row, of: source) }
  }

  /// Forks may have come and gone.
  func forget() {
    if block >= 0 { (pages, block) = ([], -1) }
  }
}

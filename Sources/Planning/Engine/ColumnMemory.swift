// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// Zeros for the cells of one or more columns, in one piece; large ones take no room until they are written.
///
/// The columns of an engine stand in one piece, so that the system can lay it out in pages of 2 MB, which reach across their borders:
/// columns of a few megabytes in pieces of their own had a fifth of their cells in such pages, and a full calculation took an eighth
/// longer. Columns begin at different lines of a page: those that begin at the same one compete for one set of the cache
/// and cost twice the time.
final class ColumnMemory {
  private static let page = 4_096
  private static let line = 64
  /// From here on pages of 2 MB are asked for.
  private static let large = 1 << 20

  private let memory: UnsafeMutableRawPointer
  private let size: Int
  private var used = 0

  /// Room for so many cells in so many columns.
  init(cells: Int, columns: Int) {
    size = cells * MemoryLayout<Double>.stride + columns * (ColumnMemory.page + ColumnMemory.line)
    let isLarge = size >= ColumnMemory.large
    if isLarge {
      memory = cell_take_pages(size)
    } else {
      memory = .allocate(byteCount: size, alignment: ColumnMemory.line)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    }
  }

  deinit {
    if size >= ColumnMemory.large { cell_leave_pages(memory, size) } else { memory.deallocate() }
  }

  /// - Parameter number: of the column; decides at which line of a page it begins.
  func take(_ cells: Int, number: Int) -> UnsafeMutablePointer<Double> {
    let bytes = cells * MemoryLayout<Double>.stride
    // Small columns share pages; only large ones need lines of their own.
    if bytes >= 1 << 17 {
      let line = (number &* 3) % (ColumnMemory.page / ColumnMemory.line) * ColumnMemory.line
      used += (line - used) & (ColumnMemory.page - 1)
    } else {
      used = (used + ColumnMemory.line - 1) & ~(ColumnMemory.line - 1)
    }
    defer { used += bytes }
    precondition(used + bytes <= size, "room for \(size) bytes")
    return (memory + used).bindMemory(to: Double.self, capacity: max(1, cells))
  }

  /// The pages of a column that nobody reads any more go back to the system; its addresses stay.
  func giveBack(_ base: UnsafeMutablePointer<Double>, _ cells: Int) {
    let bytes = cells * MemoryLayout<Double>.stride
    // The last column leaves with the memory itself.
    if bytes >= 1 << 17, bytes * 2 < size { cell_give_back(base, bytes) }
  }
}

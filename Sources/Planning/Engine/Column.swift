// SPDX-License-Identifier: Apache-2.0

/// The cells of one block: rows one after the other, time innermost.
///
/// A row is padded to a multiple of four periods. Bases are staggered: columns that start at the same offset of a page compete
/// for one set of the cache and cost twice the time.
final class Column {
  let rowCount: Int
  let periodCount: Int
  /// Cells from one row to the next.
  let stride: Int
  let base: UnsafeMutablePointer<Double>
  private let memory: UnsafeMutableRawPointer
  private let number: Int

  init(number: Int, rowCount: Int, periodCount: Int, fill: Double) {
    self.number = number
    self.rowCount = rowCount
    self.periodCount = periodCount
    stride = periodCount <= 1 ? 1 : (periodCount + 3) & ~3
    let cells = rowCount * stride
    // Small columns share pages; only large ones need the stagger.
    let offset = cells >= 1 << 14 ? (number % 61) * 4_288 : 0
    memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(64, offset + cells * MemoryLayout<Double>.stride + 64), alignment: 64)
    base = (memory + offset).bindMemory(to: Double.self, capacity: max(1, cells))
    base.initialize(repeating: fill, count: cells)
  }

  deinit { memory.deallocate() }

  var cellCount: Int { rowCount * stride }

  func row(_ row: Int) -> UnsafeMutablePointer<Double> { base + row * stride }

  func copy() -> Column {
    let copy = Column(number: number, rowCount: rowCount, periodCount: periodCount, fill: 0)
    copy.base.update(from: base, count: cellCount)
    return copy
  }
}

extension Double {
  /// The one bit pattern of a missing cell.
  static let missing = Double(bitPattern: 0x7FF8_0000_0000_0000)

  /// A finite number without negative zero, or missing.
  @inline(__always)
  var asCell: Double { isFinite ? self + 0 : Double.missing }
}

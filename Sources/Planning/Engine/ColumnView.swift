// SPDX-License-Identifier: Apache-2.0

/// Where the rows of a column stand, as plain addresses: what the loops use, so that they count no references.
struct ColumnView {
  /// The first row of a flat column.
  let base: UnsafeMutablePointer<Double>
  /// Addresses of the pages of a paged column; nil for a flat one.
  let pages: UnsafeMutablePointer<UnsafeMutablePointer<Double>>?
  /// Where all blank rows of a sparse column stand; nil for others.
  let blank: UnsafeMutablePointer<Double>?
  let shift: Int
  let stride: Int
  let rowCount: Int
  let periodCount: Int

  var isFlat: Bool { pages == nil }
  var cellCount: Int { rowCount * stride }

  @inline(__always)
  func row(_ row: Int) -> UnsafeMutablePointer<Double> {
    guard let pages else { return base + row * stride }
    return pages[row >> shift] + (row & ((1 << shift) - 1)) * stride
  }
}

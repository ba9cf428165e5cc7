// SPDX-License-Identifier: Apache-2.0

/// What one batch of edits changed: old and new values, measure by measure in the order of calculation.
public struct Wave: Sendable {
  /// A stretch of one row. Within it single cells may have stayed the same; the first and the last changed.
  public struct Slice: Sendable {
    /// Position in `CheckedModel.measures`.
    public let measure: Int
    /// Row of the measure; ``PlanEngine/coordinate(ofRow:measure:)`` says whose it is.
    public let row: Int
    public let periods: Range<Int>
    let offset: Int
  }

  public private(set) var slices: [Slice] = []
  private var olds: [Double] = []
  private var news: [Double] = []
  /// Cells recomputed, parts of formulas included.
  public internal(set) var touchedCells = 0
  /// Cells whose bits changed, parts of formulas included.
  public internal(set) var changedCells = 0

  public init() {}

  public var isEmpty: Bool { slices.isEmpty }

  /// Values before the wave; missing is NaN.
  public func oldValues(of slice: Slice) -> ArraySlice<Double> {
    olds[slice.offset..<(slice.offset + slice.periods.count)]
  }

  /// Values after the wave; missing is NaN.
  public func newValues(of slice: Slice) -> ArraySlice<Double> {
    news[slice.offset..<(slice.offset + slice.periods.count)]
  }

  /// Positions of the measures that changed, ascending.
  public var measures: [Int] { Set(slices.map(\.measure)).sorted() }

  mutating func add(
    measure: Int, row: Int, periods: Range<Int>, old: UnsafePointer<Double>, new: UnsafePointer<Double>
  ) {
    slices.append(Slice(measure: measure, row: row, periods: periods, offset: olds.count))
    olds.append(contentsOf: UnsafeBufferPointer(start: old, count: periods.count))
    news.append(contentsOf: UnsafeBufferPointer(start: new, count: periods.count))
  }
}

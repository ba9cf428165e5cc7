// SPDX-License-Identifier: Apache-2.0

/// Which cells one batch of edits changed, measure by measure in the order of calculation. It holds places, not values: those of
/// before are in a branch made before the edit, if anyone needs them.
public struct Wave: Sendable {
  /// A stretch of one row. Within it single cells may have stayed the same; the first and the last changed.
  public struct Slice: Sendable {
    private let measureNumber: Int32
    private let rowNumber: Int32
    private let lower: Int32
    private let upper: Int32

    init(measure: Int, row: Int, periods: Range<Int>) {
      measureNumber = Int32(truncatingIfNeeded: measure)
      rowNumber = Int32(truncatingIfNeeded: row)
      lower = Int32(truncatingIfNeeded: periods.lowerBound)
      upper = Int32(truncatingIfNeeded: periods.upperBound)
    }

    /// Position in `CheckedModel.measures`.
    public var measure: Int { Int(measureNumber) }
    /// Row of the measure; ``PlanEngine/coordinate(ofRow:measure:)`` says whose it is.
    public var row: Int { Int(rowNumber) }
    public var periods: Range<Int> { Int(lower)..<Int(upper) }
  }

  public private(set) var slices: [Slice] = []
  /// Measures in the order they changed; the same one may stand there again.
  private var changedMeasures: [Int] = []
  /// Cells recomputed, parts of formulas included.
  public internal(set) var touchedCells = 0
  /// Cells whose bits changed, parts of formulas included.
  public internal(set) var changedCells = 0

  public init() {}

  public var isEmpty: Bool { slices.isEmpty }

  /// Positions of the measures that changed, ascending.
  public var measures: [Int] { Set(changedMeasures).sorted() }

  mutating func add(measure: Int, row: Int, periods: Range<Int>) {
    if changedMeasures.last != measure { changedMeasures.append(measure) }
    slices.append(Slice(measure: measure, row: row, periods: periods))
  }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Where values of a group usually lie: their median, and by how many times they usually miss it. One value in ten thousand moves neither.
public struct RobustLevel: Hashable, Sendable {
  /// Above nought: values are compared by size, without their sign.
  public let median: Double
  /// The median of how many times a value is the median, or the median it; 1 where all are the same.
  public let spread: Double
  public let count: Int

  /// - Parameter values: above nought, ascending; not empty.
  init(sorted values: ArraySlice<Double>) {
    let median = Self.middle(values)
    var misses = values.map { $0 >= median ? $0 / median : median / $0 }
    misses.sort()
    (self.median, spread, count) = (median, Self.middle(misses[...]), values.count)
  }

  /// The middle value; of two the lower one, which is a value that was there.
  static func middle(_ sorted: ArraySlice<Double>) -> Double { sorted[sorted.startIndex + (sorted.count - 1) / 2] }

  /// How many times a value may be the median before it is out of the ordinary: the factor, or as far as the group itself strays. The sixth power of
  /// the spread is about four standard deviations of values whose sizes lie normally.
  func limit(factor: Int) -> Double {
    let square = spread * spread
    return max(Double(factor), square * square * square)
  }
}

/// The levels of one measure, by group.
struct GroupedLevels: Sendable {
  /// Fewer values than this say nothing of what is usual.
  static let fewest = 8

  private(set) var levels: [String: RobustLevel] = [:]

  /// Linear in the rows but for sorting the values of each group.
  init(_ table: FactTable, _ measure: QualityMeasure) {
    let sizes = MeasuredSizes(table, measure)
    let groupCount = sizes.groups.count
    guard groupCount > 0 else { return }
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for row in 0..<table.rowCount where sizes.size[row] > 0 { starts[Int(sizes.group[row]) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var next = starts
    var values = [Double](repeating: 0, count: starts[groupCount])
    for row in 0..<table.rowCount where sizes.size[row] > 0 {
      let group = Int(sizes.group[row])
      values[next[group]] = sizes.size[row]
      next[group] += 1
    }
    for group in 0..<groupCount where starts[group + 1] > starts[group] {
      values[starts[group]..<starts[group + 1]].sort()
      levels[sizes.groups[group]] = RobustLevel(sorted: values[starts[group]..<starts[group + 1]])
    }
  }

  subscript(group: String) -> RobustLevel? { levels[group] }
}

/// The size of a measure in every row, and the group it belongs to.
struct MeasuredSizes {
  /// Without its sign, in units; nought where it cannot be measured.
  private(set) var size: [Double]
  /// Into `groups`.
  let group: [Int64]
  let groups: [String]

  init(_ table: FactTable, _ measure: QualityMeasure) {
    let values = table[measure.field]
    let unit = Self.unit(values.field.type.scale)
    let amounts = values.packed(missing: 0)
    size = amounts.map { Double($0.magnitude) / unit }
    if let per = measure.per {
      let divisor = table[per]
      let perUnit = Self.unit(divisor.field.type.scale)
      let counts = divisor.packed(missing: 0)
      for row in size.indices { size[row] = counts[row] == 0 ? 0 : size[row] / (Double(counts[row].magnitude) / perUnit) }
    }
    guard let by = measure.by else {
      group = [Int64](repeating: 0, count: size.count)
      groups = [""]
      return
    }
    let column = table[by]
    let places = column.packed(missing: -1)
    for row in size.indices where places[row] < 0 { size[row] = 0 }
    group = places
    groups = column.texts
  }

  private static func unit(_ scale: Int) -> Double { (0..<scale).reduce(1) { unit, _ in unit * 10 } }
}

extension FactColumn {
  /// Its integers in one piece.
  func packed(missing: Int64) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: integers.count) { buffer, count in
      for row in 0..<integers.count { buffer.initializeElement(at: row, to: isPresent[row] ? integers[row] : missing) }
      count = integers.count
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Planning

/// A missing argument counts as `other`.
func present(_ value: Double, else other: Double = 0) -> Double { value.isNaN ? other : value }

/// A whole number from a cell, for counts of days and months; missing and out of range give the nearest that makes sense.
func whole(_ value: Double, else other: Int = 0) -> Int {
  value.isNaN ? other : Int(min(max(value, -1_000_000), 1_000_000).rounded(.toNearestOrAwayFromZero))
}

/// For each result row the rows of an argument that have its first member, ascending.
func rowsOfMember(of argument: Int, shape: OperatorShape) -> [[Int]] {
  var rows: [Int64: [Int]] = [:]
  for (row, members) in shape.argumentRowMembers[argument].enumerated() {
    if let member = members.first { rows[member, default: []].append(row) }
  }
  return shape.rowMembers.map { rows[$0.first ?? 0] ?? [] }
}

/// Every period of the rows that changed, once each, in row order.
func wholeRows(of slices: [OperatorSlice], shape: OperatorShape) -> OperatorDirtyImage {
  let rows = Set(slices.map(\.row)).sorted()
  return .slices(rows.map { OperatorSlice(row: $0, periods: 0..<shape.periodCount) })
}

/// From the first changed period of each row to the end: what is due later than it arises.
func onward(of slices: [OperatorSlice], shape: OperatorShape) -> OperatorDirtyImage {
  .slices(
    slices.compactMap {
      $0.periods.lowerBound < shape.periodCount
        ? OperatorSlice(row: $0.row, periods: $0.periods.lowerBound..<shape.periodCount) : nil
    })
}

// SPDX-License-Identifier: Apache-2.0

/// What must add up: a row for each aggregate, which is the sum of its parts. Parts are other aggregates as far as possible, and bottoms.
///
/// A total of three regions is a row of three parts, not of all offices: less to add, and multipliers that tell neighbours apart, so that far fewer steps find
/// them. Rows are kept by column: for each node the rows it is a part of.
struct SumRows: Sendable {
  /// Where the rows of each position begin in `rows`.
  let starts: [Int32]
  /// Places of aggregates.
  let rows: [Int32]

  /// The rows that take the fewest steps. Where every aggregate is about as unsure as its bottoms together, as by structural weights, sums of bottoms do: with the diagonal
  /// scaled to 1 no eigenvalue lies below the smallest share of an aggregate's own variance.
  init(_ hierarchy: Hierarchy, _ weights: ErrorWeights) {
    let above = hierarchy.aggregates.count
    let isEven = (0..<above).allSatisfy { aggregate in
      var sum = 0.0
      for entry in hierarchy.rowStarts[aggregate]..<hierarchy.rowStarts[aggregate + 1] {
        sum += weights.diagonal[above + Int(hierarchy.rowBottoms[entry])]
      }
      return weights.diagonal[aggregate] > 0.2 * sum
    }
    self = isEven ? SumRows(bottomsOf: hierarchy) : SumRows(partsOf: hierarchy)
  }

  /// Each aggregate as the sum of its bottoms, whatever stands between.
  init(bottomsOf hierarchy: Hierarchy) {
    starts = [Int32](repeating: 0, count: hierarchy.aggregates.count) + hierarchy.columnStarts.map(Int32.init)
    rows = hierarchy.columnAggregates
  }

  /// Each aggregate as the sum of the largest parts that do not overlap, found bottom after bottom.
  init(partsOf hierarchy: Hierarchy) {
    let above = hierarchy.aggregates.count
    func size(_ place: Int) -> Int { hierarchy.rowStarts[place + 1] - hierarchy.rowStarts[place] }
    // From large to small, the earlier of equals first: only what comes later can be a part.
    let order = (0..<above).sorted { size($0) != size($1) ? size($0) > size($1) : $0 < $1 }
    var rank = [Int](repeating: 0, count: above)
    for (place, aggregate) in order.enumerated() { rank[aggregate] = place }
    var sorted: [Int32] = []
    sorted.reserveCapacity(hierarchy.columnAggregates.count)
    for bottom in hierarchy.bottoms.indices {
      sorted += hierarchy.columnAggregates[hierarchy.columnStarts[bottom]..<hierarchy.columnStarts[bottom + 1]].sorted {
        rank[Int($0)] < rank[Int($1)]
      }
    }
    var uncovered = [Int32](repeating: -1, count: hierarchy.bottoms.count)
    var refused = [Int32](repeating: -1, count: above)
    var parts = [[Int32]](repeating: [], count: hierarchy.count)
    for aggregate in 0..<above {
      let mark = Int32(aggregate)
      let row = hierarchy.rowStarts[aggregate]..<hierarchy.rowStarts[aggregate + 1]
      for entry in row { uncovered[Int(hierarchy.rowBottoms[entry])] = mark }
      for entry in row {
        let bottom = Int(hierarchy.rowBottoms[entry])
        guard uncovered[bottom] == mark else { continue }
        var part: Int?
        for entry in hierarchy.columnStarts[bottom]..<hierarchy.columnStarts[bottom + 1] {
          let candidate = Int(sorted[entry])
          guard rank[candidate] > rank[aggregate], refused[candidate] != mark else { continue }
          let members = hierarchy.rowBottoms[hierarchy.rowStarts[candidate]..<hierarchy.rowStarts[candidate + 1]]
          if members.allSatisfy({ uncovered[Int($0)] == mark }) {
            part = candidate
            for member in members { uncovered[Int(member)] = -1 }
            break
          }
          refused[candidate] = mark
        }
        uncovered[bottom] = -1
        parts[part ?? above + bottom].append(mark)
      }
    }
    var starts: [Int32] = [0]
    for rows in parts { starts.append(starts[starts.count - 1] + Int32(rows.count)) }
    self.starts = starts
    rows = parts.flatMap { $0 }
  }
}

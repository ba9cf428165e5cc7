// SPDX-License-Identifier: Apache-2.0

/// The nodes that are fixed at one step, checked against each other.
struct FixedNodes: Hashable {
  /// By position; the order of numbers.
  let positions: [Int]
  let values: [Double]
  /// Places of aggregates whose value follows from the other fixed ones.
  let implied: [Int]

  static let none = FixedNodes(positions: [], values: [], implied: [])

  /// One for each step.
  ///
  /// - Throws: `overrides-contradict` with the first ten contradictions, `nodes-mismatched`, `not-finite`.
  static func steps(_ overrides: [ForecastOverride], _ hierarchy: Hierarchy, stepCount: Int, isNonNegative: Bool)
    throws(ForecastError) -> [FixedNodes]
  {
    var byStep = [[(Int, Double)]](repeating: [], count: stepCount)
    for override in overrides {
      guard hierarchy.names.indices.contains(override.node), byStep.indices.contains(override.step) else {
        throw ForecastError(
          .nodesMismatched, subject: "override", detail: "node \(override.node), step \(override.step) does not exist",
          hint: "the hierarchy has nodes 0 to \(hierarchy.count - 1), the forecast steps 0 to \(stepCount - 1)")
      }
      guard abs(override.value) <= 1e100 else {
        throw ForecastError(
          .notFinite, subject: hierarchy.names[override.node], detail: "is fixed at \(override.value)", hint: "fix it at a number")
      }
      byStep[override.step].append((hierarchy.positions[override.node], override.value))
    }
    var problems: [String] = []
    var steps: [FixedNodes] = []
    for (step, items) in byStep.enumerated() {
      steps.append(items.isEmpty ? .none : checked(items.sorted { $0.0 < $1.0 }, hierarchy, step, isNonNegative, &problems))
    }
    guard problems.isEmpty else {
      let rest = problems.count > 10 ? "; and \(problems.count - 10) more" : ""
      throw ForecastError(
        .overridesContradict, subject: "overrides", detail: problems.prefix(10).joined(separator: "; ") + rest,
        hint: "change one of the values, or take one away")
    }
    return steps
  }

  private static func checked(
    _ items: [(Int, Double)], _ hierarchy: Hierarchy, _ step: Int, _ isNonNegative: Bool, _ problems: inout [String]
  ) -> FixedNodes {
    let order = hierarchy.aggregates + hierarchy.bottoms
    func name(_ position: Int) -> String { "\"\(hierarchy.names[order[position]])\"" }
    var isSound = true
    for (place, item) in items.enumerated() {
      if place > 0, items[place - 1].0 == item.0 {
        problems.append("step \(step + 1): \(name(item.0)) is fixed twice, at \(items[place - 1].1) and \(item.1)")
        isSound = false
      }
      if isNonNegative && item.1 < 0 {
        problems.append("step \(step + 1): \(name(item.0)) is fixed at \(item.1), and nothing may be below 0")
        isSound = false
      }
    }
    guard isSound else { return .none }
    var elimination = FixedSums(items, hierarchy)
    for contradiction in elimination.eliminate() {
      let others = contradiction.others.prefix(10).map(name).joined(separator: ", ")
      let more = contradiction.others.count > 10 ? " and others" : ""
      problems.append(
        "step \(step + 1): \(name(contradiction.position)) is fixed at \(contradiction.value), but what is fixed for \(others)\(more) makes \(contradiction.made)"
      )
    }
    return FixedNodes(positions: items.map(\.0), values: items.map(\.1), implied: elimination.implied)
  }
}

/// The sums of fixed aggregates over bottoms that are free, in sparse rows; bottoms that are in the same fixed aggregates are one unknown.
struct FixedSums {
  struct Contradiction {
    let position: Int
    let value: Double
    let made: Double
    let others: [Int]
  }

  private struct Row {
    let position: Int
    let value: Double
    var unknowns: [Int: Double]
    var rest: Double
    /// Size of the numbers `rest` was made of.
    var size: Double
    /// What was added up to this row: other fixed nodes, by position.
    var others: [Int: Double]
  }

  private var rows: [Row] = []
  private(set) var implied: [Int] = []

  init(_ items: [(Int, Double)], _ hierarchy: Hierarchy) {
    let above = hierarchy.aggregates.count
    var rowOf: [Int32: Int] = [:]
    var fixedBottoms: [Int: Double] = [:]
    // Small sums first: the parts before the whole.
    for (position, value) in items.reversed() {
      if position >= above {
        fixedBottoms[position - above] = value
      } else {
        rowOf[Int32(position)] = rows.count
        rows.append(Row(position: position, value: value, unknowns: [:], rest: value, size: abs(value), others: [:]))
      }
    }
    guard !rows.isEmpty else { return }
    var unknowns: [[Int]: Int] = [:]
    for bottom in 0..<hierarchy.bottoms.count {
      let members = hierarchy.columnAggregates[hierarchy.columnStarts[bottom]..<hierarchy.columnStarts[bottom + 1]].compactMap { rowOf[$0] }
      guard !members.isEmpty else { continue }
      if let value = fixedBottoms[bottom] {
        for row in members {
          rows[row].rest -= value
          rows[row].size += abs(value)
          rows[row].others[above + bottom] = 1
        }
      } else {
        let known = unknowns[members] ?? unknowns.count
        unknowns[members] = known
        for row in members { rows[row].unknowns[known] = 1 }
      }
    }
  }

  /// Gauss elimination on whole numbers; rows that vanish are implied by others, or contradict them.
  mutating func eliminate() -> [Contradiction] {
    var pivots: [(unknown: Int, row: Int)] = []
    var contradictions: [Contradiction] = []
    for place in rows.indices {
      var row = rows[place]
      for pivot in pivots {
        guard let entry = row.unknowns[pivot.unknown], entry != 0 else { continue }
        let other = rows[pivot.row]
        let factor = entry / (other.unknowns[pivot.unknown] ?? 1)
        for (unknown, value) in other.unknowns {
          let left = (row.unknowns[unknown] ?? 0) - factor * value
          row.unknowns[unknown] = abs(left) > 1e-9 ? left : nil
        }
        row.rest -= factor * other.rest
        row.size += abs(factor) * other.size
        row.others[other.position, default: 0] += factor
        for (position, value) in other.others {
          let left = (row.others[position] ?? 0) - factor * value
          row.others[position] = abs(left) > 1e-9 ? left : nil
        }
      }
      if let pivot = row.unknowns.keys.min() {
        pivots.append((pivot, place))
      } else {
        implied.append(row.position)
        if abs(row.rest) > 1e-9 * row.size {
          contradictions.append(
            Contradiction(position: row.position, value: row.value, made: row.value - row.rest, others: row.others.keys.sorted()))
        }
      }
      rows[place] = row
    }
    return contradictions
  }
}

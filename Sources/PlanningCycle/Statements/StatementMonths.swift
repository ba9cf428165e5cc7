// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning

/// The lines of a statement by month, in 分: measures are rounded once, totals add what is shown.
struct StatementMonths {
  let lines: [StatementLine]
  /// Line → month; nil where the plan does not know it.
  private(set) var values: [[Int64?]]
  private let positions: [String: Int]
  private let engine: PlanEngine

  /// - Parameters:
  ///   - knows: false for measures that this engine cannot speak of (a budget has no cash).
  init(_ lines: [StatementLine], _ engine: PlanEngine, knows: (String) -> Bool = { _ in true }) throws(PlanningError) {
    self.lines = lines
    self.engine = engine
    positions = Dictionary(lines.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    values = lines.map { _ in [] }
    for index in lines.indices {
      if case .measure(let name, let sign) = lines[index].source, knows(name) {
        values[index] = try Self.rounded(name, engine).map { $0.map { $0 * sign } }
      }
    }
    for index in lines.indices { try settle(index) }
  }

  static func rounded(_ measure: String, _ engine: PlanEngine) throws(PlanningError) -> [Int64?] {
    guard let index = engine.model.measure(named: measure), engine.model.measures[index].axis == .month else { return [] }
    return try engine.values(measure, at: .total).map { $0.finite.map { hundredths($0) } }
  }

  /// Totals come after their parts, or before them when they head them: parts are settled first.
  private mutating func settle(_ index: Int) throws(PlanningError) {
    guard values[index].isEmpty else { return }
    switch lines[index].source {
    case .total(let parts, _):
      var sum: [Int64?] = []
      for part in parts {
        guard let position = positions[part.key] else { continue }
        try settle(position)
        let row = values[position]
        guard !row.isEmpty else {
          // A line that the model in force has no measure for adds nothing; one that is not known leaves the total unknown.
          if isLacking(lines[position]) { continue }
          sum = []
          break
        }
        if sum.isEmpty {
          sum = row.map { $0.map { $0 * part.sign } }
        } else {
          for month in sum.indices { sum[month] = sum[month].flatMap { held in row[month].map { held + $0 * part.sign } } }
        }
      }
      values[index] = sum
    case .rest(_, let whole, let part):
      guard let whole = positions[whole], let part = positions[part] else { return }
      try settle(whole)
      try settle(part)
      values[index] = zip(values[whole], values[part]).map { whole, part in whole.flatMap { whole in part.map { whole - $0 } } }
    case .opening(let name):
      let row = try Self.rounded(name, engine)
      values[index] = row.indices.map { $0 == 0 ? nil : row[$0 - 1] }
    case .heading, .measure, .unplanned: break
    }
  }

  private func isLacking(_ line: StatementLine) -> Bool {
    if case .measure(let name, _) = line.source { engine.model.measure(named: name) == nil } else { false }
  }

  subscript(_ key: String) -> [Int64?] { positions[key].map { values[$0] } ?? [] }

  /// Moves what rounding left into a line, so that two totals meet: only a few 分 a month, never an error of the plan.
  mutating func absorb(_ key: String, by difference: [Int64?], limit: Int64 = 10) throws(PlanningError) {
    guard let position = positions[key], !values[position].isEmpty else { return }
    for month in values[position].indices {
      guard month < difference.count, let rest = difference[month], rest != 0, abs(rest) <= limit,
        let held = values[position][month]
      else { continue }
      values[position][month] = held + rest
    }
    for index in lines.indices {
      switch lines[index].source {
      case .total, .rest: values[index] = []
      default: break
      }
    }
    for index in lines.indices { try settle(index) }
  }

  /// Months outside are not known.
  mutating func keep(_ isKept: (Int) -> Bool) {
    for index in values.indices {
      for month in values[index].indices where !isKept(month) { values[index][month] = nil }
    }
  }
}

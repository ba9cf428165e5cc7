// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning

/// One line of a form by month, as shown: in hundredths of its unit.
struct BudgetRow {
  let key: String
  let label: BilingualText
  let rank: StatementView.Line.Rank
  var unit = UnitOfMeasure.yuan
  var good: String?
  var taking = StatementLine.Taking.sum
  /// What its cell is explained by.
  var measure: String?
  var coordinate = Coordinate.total
  /// Whether people may type what stands there.
  var isInput = false
  /// Measure by month, forecast and actual; empty for headings and ratios.
  var forecast: [Int64?] = []
  /// nil: no budget of its own, it moves with the forecast.
  var imported: [Int64?]?
  var hasActuals = false
  /// Rows divided, by position.
  var ratio: (above: Int, below: Int)?
  /// As somebody approved it; nil where the form is not approved.
  var approved: [Int64?]?
  /// The rows that add up to it.
  var parts: [Part] = []
  /// Shown beside the others, in no total of the form: nobody approves it by itself.
  var isMemo = false

  struct Part {
    let place: Int
    let sign: Int64
  }

  /// The key of the line it is a part of, or its own.
  var root: String { key.firstIndex(of: "/").map { String(key[..<$0]) } ?? key }
  var budget: [Int64?] { approved ?? imported ?? forecast }
  var source: BudgetFormView.Source { approved != nil ? .approved : imported == nil ? .current : .imported }
  /// Whether it is a figure of its own rather than what others add up to.
  var isOwn: Bool { parts.isEmpty && ratio == nil && !isMemo && rank != .heading }

  /// Of months that are all known; nil when one is not.
  static func taken(_ months: [Int64?], _ indexes: Range<Int>, _ taking: StatementLine.Taking) -> Int64? {
    guard !indexes.isEmpty, indexes.upperBound <= months.count else { return nil }
    switch taking {
    case .first: return months[indexes.lowerBound]
    case .last: return months[indexes.upperBound - 1]
    case .sum:
      var sum: Int64 = 0
      for index in indexes {
        guard let value = months[index] else { return nil }
        sum += value
      }
      return sum
    }
  }
}

/// Rounding what was added to what its parts add up to.
enum RoundedParts {
  /// Corrects parts, each rounded by itself, by single units so that they add up to `total`: those that rounding moved most come first.
  ///
  /// - Parameters:
  ///   - exact: the parts before rounding, in the same unit as the total; not finite counts as nought.
  /// - Returns: as many parts; unchanged when they miss the total by more than one unit each, which no rounding explains.
  static func settle(_ exact: [Double], to total: Int64) -> [Int64] {
    let values = exact.map { $0.isFinite ? $0 : 0 }
    var rounded = values.map { hundredths($0 / 100) }
    let missing = total - rounded.reduce(0, +)
    guard missing != 0, missing.magnitude <= UInt64(rounded.count) else { return rounded }
    let step: Int64 = missing > 0 ? 1 : -1
    let order = values.indices.sorted { left, right in
      let (a, b) = (values[left] - Double(rounded[left]), values[right] - Double(rounded[right]))
      return a != b ? (step > 0 ? a > b : a < b) : left < right
    }
    for index in order.prefix(Int(missing.magnitude)) { rounded[index] += step }
    return rounded
  }
}

extension PlanState {
  /// Whether a department stands for others: the company above them.
  func isAboveDepartments(_ index: Int) -> Bool {
    let code = catalogue.departments[index].code
    return catalogue.departments.contains { $0.group == code && $0.code != code }
  }
}

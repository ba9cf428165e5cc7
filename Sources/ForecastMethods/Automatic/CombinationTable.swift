// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// How much each member of a combination counts: a small table learnt once from many series.
///
/// Weights are the softmax of one score a member: its row times the features of the series, less its errors on the series' own past (in logarithms, against the
/// members' median). What a row says counts when little is known of a series, its own errors the more the longer it is.
///
/// - References: P. Montero-Manso et al. (2020), FFORMA: feature-based forecast model averaging, Int. J. Forecasting 36(1), 86–92,
///   DOI 10.1016/j.ijforecast.2019.02.011.
public struct CombinationTable: Hashable, Sendable {
  public let members: [ForecastMethod]
  /// One row a member, one number a feature.
  let rows: [SIMD8<Double>]
  /// What a member's errors count: for a series of twenty values, and how that changes with `SeriesFeatures.length`.
  let errorWeight: (usual: Double, growth: Double)

  init(members: [ForecastMethod], rows: [SIMD8<Double>], errorWeight: (Double, Double)) {
    self.members = members
    self.rows = rows
    self.errorWeight = errorWeight
  }

  /// For less than a season and a quarter: where the values lie, and where they lie now. On six, nine and twelve months of the training parts of M1, tourism, hospital
  /// and retail series its error is 1.63 where that of the usual members is 2.9, 2.3 and 2.1.
  static let short = CombinationTable(members: [.mean, .naive], rows: [.zero, .zero], errorWeight: (0, 0))

  /// Weights that sum to 1.
  ///
  /// - Parameters:
  ///   - able: whether each member could be fitted; at least one.
  ///   - errors: Σ|error| of each member over the same origins; NaN for one that could not be tested. Empty when nothing was.
  ///   - origins: how many origins those were.
  func weights(_ features: SeriesFeatures, able: [Bool], errors: [Double], origins: Int) -> [Double] {
    var scores = rows.map { ($0 * features.values).sum() }
    let known = errors.indices.filter { able[$0] && errors[$0].isFinite }
    if origins > 0, known.count > 1 {
      let importance = (errorWeight.usual + errorWeight.growth * features.length) * CombinationTable.trust(origins)
      for (index, ratio) in CombinationTable.ratios(errors, known).enumerated() { scores[index] -= importance * ratio }
    }
    let highest = scores.indices.reduce(-Double.infinity) { able[$1] ? max($0, scores[$1]) : $0 }
    let shares = scores.indices.map { able[$0] ? exponential(scores[$0] - highest) : 0 }
    let total = shares.reduce(0, +)
    return shares.map { $0 / total }
  }

  /// Three origins count in full.
  static func trust(_ origins: Int) -> Double { Double(min(origins, 3)) / 3 }

  /// ln(error ÷ median error), −2 … 2; a member that was not tested is taken to be somewhat worse than the others.
  static func ratios(_ errors: [Double], _ known: [Int]) -> [Double] {
    var ratios = [Double](repeating: 0.5, count: errors.count)
    let largest = known.reduce(0) { max($0, errors[$1]) }
    guard largest > 0 else {
      for index in known { ratios[index] = 0 }
      return ratios
    }
    // A perfect past must not silence everybody else.
    let floored = known.map { max(errors[$0], 1e-3 * largest) }
    let middle = Combination.median.centre(floored)
    for (index, error) in zip(known, floored) { ratios[index] = min(max(logarithm(error / middle), -2), 2) }
    return ratios
  }

  public static func == (left: CombinationTable, right: CombinationTable) -> Bool {
    left.members == right.members && left.rows == right.rows && left.errorWeight == right.errorWeight
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(members)
    hasher.combine(rows)
  }
}

extension CombinationTable {
  /// The table as text: lines of comments, `member,always,season,…`, a row a member, and `errors,usual,growth`.
  public var text: String {
    let heading = "member," + SeriesFeatures.names.joined(separator: ",")
    let lines = zip(members, rows).map { member, row in
      member.name + "," + (0..<8).map { DelimitedText.number(row[$0]) }.joined(separator: ",")
    }
    let errors = "errors,\(DelimitedText.number(errorWeight.usual)),\(DelimitedText.number(errorWeight.growth))"
    return ([heading] + lines + [errors]).joined(separator: "\n") + "\n"
  }

  /// - Throws: `table-not-readable` with the line.
  public init(text: String) throws(ForecastError) {
    var members: [ForecastMethod] = []
    var rows: [SIMD8<Double>] = []
    var errors: (Double, Double)?
    let lines = text.split(whereSeparator: \.isNewline).enumerated().filter { !$0.element.hasPrefix("#") }
    guard let heading = lines.first, heading.element == "member," + SeriesFeatures.names.joined(separator: ",") else {
      throw CombinationTable.unreadable(1, "needs the heading member," + SeriesFeatures.names.joined(separator: ","))
    }
    for (index, line) in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = cells.dropFirst().compactMap { Double($0) }.filter(\.isFinite)
      guard numbers.count == cells.count - 1 else { throw CombinationTable.unreadable(index + 1, "needs finite numbers") }
      if cells[0] == "errors" {
        guard numbers.count == 2 else { throw CombinationTable.unreadable(index + 1, "needs 2 numbers, has \(numbers.count)") }
        errors = (numbers[0], numbers[1])
      } else {
        guard numbers.count == 8 else { throw CombinationTable.unreadable(index + 1, "needs 8 numbers, has \(numbers.count)") }
        let method = try ForecastMethod(name: String(cells[0]))
        guard method != .combination, !members.contains(method) else {
          throw CombinationTable.unreadable(index + 1, "\"\(cells[0])\" cannot be a member here")
        }
        members.append(method)
        rows.append(SIMD8(numbers))
      }
    }
    guard let errors, !members.isEmpty else {
      throw CombinationTable.unreadable(lines.count, "needs a row for each member and one for errors")
    }
    self.init(members: members, rows: rows, errorWeight: errors)
  }

  private static func unreadable(_ line: Int, _ detail: String) -> ForecastError {
    ForecastError(
      .tableNotReadable, subject: "combination table, line \(line)", detail: detail,
      hint: "tables are written by tongpin learn-combination")
  }
}

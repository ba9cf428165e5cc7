// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// Puts together what is odd in one series: gaps, runs of noughts, outliers and shifts.
struct OddValueReport {
  private(set) var found: [OddValue] = []
  private(set) var isLogarithmic = false
  /// In the units of the series, no gaps.
  private(set) var replaced: [Double]
  /// Sizes in the units of the series, or logarithms.
  private(set) var shifts: [OddValueSearch.Finding] = []

  /// More noughts than this share are how the series is: demand that comes now and then.
  private static let ordinaryZeros = 0.2

  /// - Throws: `no-observations`; `values-not-suited`.
  init(_ series: Series, scale: Double, rate: Double) throws(ForecastError) {
    let values = series.values.map { $0 / scale }
    replaced = try GapFilling.seasonal.fill(series).values
    for run in OddValueReport.runs(values, where: \.isNaN) where values[..<run.lowerBound].contains(where: { !$0.isNaN }) {
      found.append(
        OddValue(
          kind: .missing, index: run.lowerBound, length: run.count, size: nil, spreads: nil, certainty: 1,
          corrected: run.map { replaced[$0] }))
    }
    let season = series.seasonLength
    let known = series.observedCount
    guard known >= OddValueSearch.leastValues, season == 1 || series.count >= 2 * season else { return }
    var zeros = OddValueReport.zeroRuns(values)
    var view = try DeseasonedSearch(OddValueReport.without(zeros, values), season: season, rate: rate)
    let odd = zeros.filter { view.areOdd($0) }
    if odd.count < zeros.count {
      zeros = odd
      view = try DeseasonedSearch(OddValueReport.without(zeros, values), season: season, rate: rate)
    }
    isLogarithmic = view.isLogarithmic
    for run in zeros {
      let scores = run.map { view.score(of: 0, at: $0) }
      let mean = scores.reduce(0, +) / Double(scores.count)
      add(
        .zeroRun, run, size: -run.reduce(0) { $0 + view.expected($1) } / Double(run.count) * scale, score: mean,
        certainty: view.certainty(mean), view, scale)
    }
    for finding in view.search.findings {
      if finding.isShift {
        addShift(finding, view, scale)
      } else {
        let size = (values[finding.index] - view.expected(finding.index)) * scale
        add(
          .outlier, finding.index..<(finding.index + 1), size: size, score: finding.score, certainty: finding.certainty, view, scale)
      }
    }
    // What is missing is filled from both sides too, now that nothing odd stands there.
    for gap in found where gap.kind == .missing { for index in gap.index..<(gap.index + gap.length) { fill(index, view, scale) } }
    found = found.map { gap in gap.kind == .missing ? gap.with(corrected: (gap.index..<(gap.index + gap.length)).map { replaced[$0] }) : gap
    }
    found.sort { ($0.index, $0.kind.rawValue) < ($1.index, $1.kind.rawValue) }
    if let index = replaced.firstIndex(where: { !$0.isFinite }) {
      throw ForecastError(
        .valuesNotSuited, subject: "odd values", detail: "value \(index + 1) is too large to be compared",
        hint: "give the series in a larger unit")
    }
  }

  private mutating func fill(_ index: Int, _ view: DeseasonedSearch, _ scale: Double) {
    let value = Series.bounded(view.expected(index) * scale)
    replaced[index] = view.isNeverNegative ? max(0, value) : value
  }

  private mutating func add(
    _ kind: OddValue.Kind, _ run: Range<Int>, size: Double, score: Double, certainty: Double, _ view: DeseasonedSearch, _ scale: Double
  ) {
    for index in run { fill(index, view, scale) }
    found.append(
      OddValue(
        kind: kind, index: run.lowerBound, length: run.count, size: Series.bounded(size), spreads: score, certainty: certainty,
        corrected: run.map { replaced[$0] }))
  }

  private mutating func addShift(_ finding: OddValueSearch.Finding, _ view: DeseasonedSearch, _ scale: Double) {
    var shift = finding
    if !isLogarithmic { shift.size *= scale }
    shifts.append(shift)
    let here = replaced[finding.index]
    let without = Series.bounded(isLogarithmic ? here * exponential(-finding.size) : here - finding.size * scale)
    found.append(
      OddValue(
        kind: .levelShift, index: finding.index, length: 1, size: Series.bounded(here - without), spreads: finding.score,
        certainty: finding.certainty,
        corrected: [without]))
  }

  private static func runs(_ values: [Double], where isIn: (Double) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var begin: Int?
    for index in 0...values.count {
      if index < values.count, isIn(values[index]) {
        begin = begin ?? index
      } else if let first = begin {
        runs.append(first..<index)
        begin = nil
      }
    }
    return runs
  }

  /// Runs between values that are not nought, unless there are so many that they are nothing special.
  private static func zeroRuns(_ values: [Double]) -> [Range<Int>] {
    guard let first = values.firstIndex(where: { $0 != 0 && !$0.isNaN }), let last = values.lastIndex(where: { $0 != 0 && !$0.isNaN })
    else { return [] }
    let inner = runs(values) { $0 == 0 }.filter { $0.lowerBound > first && $0.upperBound <= last }
    let zeros = inner.reduce(0) { $0 + $1.count }
    return Double(zeros) <= ordinaryZeros * Double(last - first + 1) ? inner : []
  }

  private static func without(_ runs: [Range<Int>], _ values: [Double]) -> [Double] {
    var left = values
    for run in runs { for index in run { left[index] = .nan } }
    return left
  }
}

extension OddValue {
  func with(corrected: [Double]) -> OddValue {
    OddValue(
      kind: kind, index: index, length: length, size: size, spreads: spreads, certainty: certainty, corrected: corrected)
  }
}

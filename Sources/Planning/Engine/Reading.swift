// SPDX-License-Identifier: Apache-2.0

import CCellKernels

extension PlanEngine {
  /// Values along the measure's time axis (one value when it has none), at a leaf, a parent or a total; missing is NaN.
  ///
  /// Totals follow the measure's `total:`; sums run over leaf rows in outline order, so they are the same bits as
  /// `sum(x over …)`.
  ///
  /// - Throws: `planning.measure-not-known`, `planning.member-not-known`.
  public func values(_ name: String, at coordinate: Coordinate) throws(PlanningError) -> [Double] {
    let measure = try measure(named: name)
    return try values(measure, at: coordinate, 0..<columns[layout.model.measures[measure].block].periodCount)
  }

  /// The value of one period; nil when missing, or outside the horizon.
  public func value(
    _ name: String, at coordinate: Coordinate, period: PlanPeriod?
  ) throws(PlanningError) -> Double? {
    let measure = try measure(named: name)
    let axis = layout.model.measures[measure].axis
    let indexes = axis == .none ? 0..<1 : period.map { calendar.indexes(of: $0, axis: axis) } ?? 0..<0
    if indexes.isEmpty { return nil }
    let value = try value(measure, at: coordinate, indexes)
    return value.isFinite ? value : nil
  }

  func values(_ measure: Int, at coordinate: Coordinate, _ periods: Range<Int>) throws(PlanningError)
    -> [Double]
  {
    let declared = layout.model.measures[measure]
    let rows = try rowRuns(of: measure, at: coordinate)
    let column = views[declared.block]
    if rows.count == 1, rows[0].count == 1 { return periods.map { column.row(rows[0].lowerBound)[$0] } }
    switch declared.total {
    case .sum: return sums(column, rows, periods, isMissingWhenBlank: declared.isMissingWhenBlank)
    case .average:
      let counts = periods.map { period in
        rows.reduce(0.0) { sum, run in run.reduce(sum) { $0 + (column.row($1)[period].isNaN ? 0 : 1) } }
      }
      return zip(sums(column, rows, periods, isMissingWhenBlank: true), counts).map { ($0 / $1).asCell }
    case .ratio(let above, let below):
      let a = try values(above, at: coordinate, projected(periods, above, from: measure))
      let b = try values(below, at: coordinate, projected(periods, below, from: measure))
      return periods.indices.map { position in
        let i = position - periods.lowerBound
        return CellArithmetic.divide(a.count == 1 ? a[0] : a[i], b.count == 1 ? b[0] : b[i]).asCell
      }
    case .first, .last, .none: return periods.map { _ in .missing }
    }
  }

  private func projected(_ periods: Range<Int>, _ other: Int, from measure: Int) -> Range<Int> {
    layout.model.measures[other].axis == .none ? 0..<1 : periods
  }

  private func sums(_ column: ColumnView, _ rows: [Range<Int>], _ periods: Range<Int>, isMissingWhenBlank: Bool)
    -> [Double]
  {
    var result = [Double](repeating: 0, count: periods.count)
    result.withUnsafeMutableBufferPointer { result in
      guard let base = result.baseAddress else { return }
      if column.isFlat, rows.count == 1 {
        return cell_sum_list(
          base, column.row(rows[0].lowerBound) + periods.lowerBound, column.stride, nil, rows[0].count, periods.count)
      }
      for run in rows {
        for row in run {
          let cells = column.row(row)
          if cells != column.blank { cell_add_given(base, cells + periods.lowerBound, periods.count) }
        }
      }
    }
    for index in result.indices {
      // What adds up to something is not blank.
      let isBlank =
        isMissingWhenBlank && result[index] == 0
        && rows.allSatisfy { run in run.allSatisfy { column.row($0)[periods.lowerBound + index].isNaN } }
      result[index] = isBlank ? .missing : result[index].asCell
    }
    return result
  }

  func value(_ measure: Int, at coordinate: Coordinate, _ periods: Range<Int>) throws(PlanningError) -> Double {
    let declared = layout.model.measures[measure]
    if periods.count == 1 { return try values(measure, at: coordinate, periods)[0] }
    if case .ratio(let above, let below) = declared.time {
      let a = try value(above, at: coordinate, projected(periods, above, from: measure))
      let b = try value(below, at: coordinate, projected(periods, below, from: measure))
      return CellArithmetic.divide(a, b).asCell
    }
    let values = try values(measure, at: coordinate, periods)
    let given = values.filter { !$0.isNaN }
    switch declared.time {
    case .sum:
      return given.isEmpty && declared.isMissingWhenBlank ? .missing : given.reduce(0, +).asCell
    case .average: return given.isEmpty ? .missing : (given.reduce(0, +) / Double(given.count)).asCell
    case .first: return values.first ?? .missing
    case .last: return values.last ?? .missing
    case .ratio, .none: return .missing
    }
  }

  /// Calls a source by another name in all cells that have it.
  public func rename(_ source: InputSource, to name: InputSource) { inputs.rename(source, to: name) }

  /// Where an input cell's number came from; nil when it was never filled.
  public func source(_ name: String, at coordinate: Coordinate, period: PlanPeriod?) throws(PlanningError)
    -> InputSource?
  {
    let measure = try input(named: name)
    let row = try leafRow(of: measure, at: coordinate)
    let declared = layout.model.measures[measure]
    let indexes =
      declared.axis == .none ? 0..<1 : period.map { calendar.indexes(of: $0, axis: declared.axis) } ?? 0..<0
    guard indexes.count == 1 else { return nil }
    return inputs.source(
      block: declared.block, cell: row * columns[declared.block].stride + indexes.lowerBound)
  }
}

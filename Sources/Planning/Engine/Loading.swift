// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas

extension PlanEngine {
  /// Writes consecutive periods of one row of an input, before ``calculate()``.
  ///
  /// - Parameters:
  ///   - members: one id per dimension of the measure, in its declared order.
  ///   - firstPeriod: month or day of `values[0]`; nil for an input without time.
  ///   - values: finite, NaN for missing. Those outside the horizon are left aside.
  /// - Returns: how many values lay within the horizon.
  /// - Throws: `planning.measure-not-known`, `planning.not-an-input`, `planning.member-not-known`,
  ///   `planning.not-a-finite-number`.
  @discardableResult
  public func load(
    _ name: String, members: [Int64], firstPeriod: PlanPeriod?, values: [Double], source: InputSource
  ) throws(PlanningError) -> Int {
    let measure = try input(named: name)
    let domains = layout.model.measures[measure].domains
    guard members.count == domains.count else {
      throw PlanningError(
        .memberNotKnown, subject: name,
        detail: Wording(
          "\(name) 有 \(domains.count) 个维度，这里给了 \(members.count) 个成员。",
          "\(name) has \(domains.count) dimensions, here are \(members.count) members."))
    }
    var coordinate: [String: Int64] = [:]
    for (domain, id) in zip(domains, members) {
      coordinate[layout.model.dimensions[domain.dimension].names.id] = id
    }
    let row = try leafRow(of: measure, at: Coordinate(coordinate))
    guard !values.contains(where: \.isInfinite) else {
      throw PlanningError(.notFinite, subject: name, detail: Wording("输入是有限的数，或为空。", "An input is a finite number, or empty."))
    }
    let axis = layout.model.measures[measure].axis
    let first = try position(of: firstPeriod, axis: axis, name)
    let block = layout.model.measures[measure].block
    let column = columns[block]
    let lower = max(0, first)
    let upper = min(column.periodCount, first + values.count)
    guard lower < upper else { return 0 }
    let blank = blank(of: measure)
    willWrite(block, row: row)
    let cells = columns[block].row(row)
    for period in lower..<upper {
      let value = values[period - first]
      cells[period] = value == value ? value + 0 : blank
    }
    if keepsSources {
      let offset = row * column.stride
      inputs.set(source, block: block, cells: (offset + lower)..<(offset + upper), cellCount: column.cellCount)
    }
    noteLoaded()
    return upper - lower
  }

  /// Where rows of an input stand, for those who load them over and over.
  ///
  /// - Parameters:
  ///   - members: of each row, one id per dimension of the measure, in its declared order.
  ///   - firstPeriod: of the values that will be loaded.
  /// - Throws: as ``load(_:members:firstPeriod:values:source:)``.
  public func places(of name: String, members: [[Int64]], firstPeriod: PlanPeriod?) throws(PlanningError) -> InputPlaces {
    let measure = try input(named: name)
    let declared = layout.model.measures[measure]
    var rows: [Int] = []
    for ids in members {
      var coordinate: [String: Int64] = [:]
      for (domain, id) in zip(declared.domains, ids) { coordinate[layout.model.dimensions[domain.dimension].names.id] = id }
      rows.append(try leafRow(of: measure, at: Coordinate(coordinate)))
    }
    return InputPlaces(
      block: declared.block, blank: blank(of: measure), rows: rows, first: try position(of: firstPeriod, axis: declared.axis, name))
  }

  /// Writes consecutive periods of one row of a twin's input, before ``calculate(_:)-(CalculationSlice)``: finite numbers, NaN for missing; those outside the
  /// horizon are left aside.
  public func load(_ values: [Double], at place: Int, of places: InputPlaces) {
    precondition(!keepsSources, "numbers of a plan have a source")
    let lower = max(0, places.first)
    let upper = min(views[places.block].periodCount, places.first + values.count)
    guard lower < upper else { return }
    let row = places.rows[place]
    willWrite(places.block, row: row)
    let cells = columns[places.block].row(row)
    for period in lower..<upper {
      let value = values[period - places.first]
      cells[period] = value == value ? value + 0 : places.blank
    }
    noteLoaded()
  }

  /// May lie before the horizon, then it is negative.
  private func position(of period: PlanPeriod?, axis: TimeAxis, _ name: String) throws(PlanningError) -> Int {
    switch (axis, period) {
    case (.none, nil): return 0
    case (.month, .month(let month)): return calendar.firstMonth.distance(to: month)
    case (.day, .day(let day)): return calendar.firstDay.distance(to: day)
    default:
      throw PlanningError(
        .periodOutsideHorizon, subject: period?.description ?? "no period",
        detail:
          .only(name, axis)
      )
    }
  }
}

/// Rows of an input of a plan, and of its twins.
public struct InputPlaces: Sendable {
  let block: Int
  let blank: Double
  let rows: [Int]
  let first: Int
}

// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// What a table of drivers says of one series, period by period, and where it says so.
struct SeriesDrivers {
  /// Those of which the table knows at least one value; a driver that it never speaks of is none of this series.
  let drivers: [Driver]
  /// Which drivers of the table they are.
  let places: [Int]
  let findings: [SeriesFinding]

  private let file: String
  private let labels: [String]
  /// Of the rows of the series itself and of every series, one for each period; 0 for none.
  private let lines: [[Int32]]
  private let count: Int

  /// - Parameters:
  ///   - count: periods of the past.
  ///   - ahead: whether values of the horizon are seen.
  init(
    _ table: DriverTable, _ identifier: String, _ grid: PeriodGrid, count: Int, horizon: Int, ahead: DriversAhead = .known
  ) throws(ForecastError) {
    let periods = ahead == .known ? count + horizon : count
    let width = table.names.count
    var values = [Double](repeating: .nan, count: width * periods)
    var (lines, findings) = ([[Int32]](), [SeriesFinding]())
    for group in table.rows(of: identifier) {
      var placed = PlacedRows(grid, periods: periods)
      for row in group { placed.place(Int(row), table.rows) }
      findings += placed.findings(identifier, grid)
      for (period, row) in placed.rows.enumerated() where row >= 0 {
        for driver in 0..<width where values[driver * periods + period].isNaN {
          values[driver * periods + period] = table.rows.values[row * width + driver]
        }
      }
      lines.append(placed.rows.map { $0 < 0 ? 0 : table.rows.lines[$0] })
    }
    var (drivers, places) = ([Driver](), [Int]())
    for driver in 0..<width {
      let known = values[driver * periods..<(driver + 1) * periods].map { $0.isNaN ? nil : Optional($0) }
      guard known.contains(where: { $0 != nil }), let lags = ahead.lags(table.lags[driver], horizon: horizon) else { continue }
      drivers.append(try Driver(table.names[driver], known, lags: lags))
      places.append(driver)
    }
    (self.drivers, self.places, self.findings, self.lines, self.count) = (drivers, places, findings, lines, count)
    file = table.file
    labels = (0..<periods).map { grid.label(at: $0).text }
  }

  /// - Throws: `driver-not-known` for a period of the past in which a driver has no value: where in the file it is missing.
  func checkPast() throws(ForecastError) {
    for driver in drivers {
      guard let hole = driver.values.prefix(count).firstIndex(where: { $0 == nil }) else { continue }
      throw ForecastError(
        .driverNotKnown, subject: "driver \"\(driver.name)\"",
        detail: whereMissing(driver, at: hole) + ", a period of the history; a driver must be known in all of it",
        hint: "fill in the past of the driver, or take it out for this series")
    }
  }

  /// - Throws: `driver-not-known` for a driver that moves the forecast and has no value for a period ahead.
  func checkAhead(_ effect: DriverEffect, horizon: Int) throws(ForecastError) {
    for term in effect.terms where term.column.driver < drivers.count {
      let driver = drivers[term.column.driver]
      guard let hole = driver.values.prefix(max(0, count + horizon - term.column.lag)).firstIndex(where: { $0 == nil }) else { continue }
      let lag = term.column.lag > 0 ? " (it works after \(term.column.lag) periods)" : ""
      throw ForecastError(
        .driverNotKnown, subject: "driver \"\(driver.name)\"",
        detail: whereMissing(driver, at: hole) + ", \(hole + 1 - count) after the end of the history; the driver moves this forecast" + lag,
        hint: "plan the driver for all periods ahead, or ask for fewer")
    }
  }

  /// `drivers.csv, line 14, column price: no value for 2026-03`.
  private func whereMissing(_ driver: Driver, at period: Int) -> String {
    let line = lines.lazy.map { $0[period] }.first { $0 > 0 }
    let place = line.map { "\(file), line \($0), column \(driver.name): no value for " } ?? "\(file), column \(driver.name): no row for "
    return place + labels[period]
  }
}

/// Rows of one group on the periods of one series.
private struct PlacedRows {
  /// Of the table, one for each period; −1 for none.
  var rows: [Int]
  private let grid: PeriodGrid
  private let kind: PeriodKind
  private let first: Int
  /// The first line of rows that do not fit, and how many there are.
  private var foreign = (line: 0, count: 0)
  private var between = (line: 0, count: 0)
  private var repeated = (line: 0, count: 0)

  init(_ grid: PeriodGrid, periods: Int) {
    rows = [Int](repeating: -1, count: periods)
    (self.grid, kind, first) = (grid, PeriodKind(grid.style), grid.label(at: 0).ordinal)
  }

  mutating func place(_ row: Int, _ table: DriverRows) {
    func count(_ pair: inout (line: Int, count: Int)) {
      pair = (pair.count == 0 ? Int(table.lines[row]) : pair.line, pair.count + 1)
    }
    guard table.kinds[row] == kind else { return count(&foreign) }
    guard let index = grid.index(of: PeriodLabel(style: grid.style, ordinal: table.ordinals[row])) else {
      // What lies before the history is not needed.
      if table.ordinals[row] > first { count(&between) }
      return
    }
    guard index < rows.count else { return }
    if rows[index] >= 0 { count(&repeated) } else { rows[index] = row }
  }

  func findings(_ identifier: String, _ grid: PeriodGrid) -> [SeriesFinding] {
    func finding(_ pair: (line: Int, count: Int), _ reason: String) -> SeriesFinding? {
      guard pair.count > 0 else { return nil }
      return SeriesFinding(line: pair.line, column: "ds", reason: reason + "; \(pair.count) row(s) not used for it")
    }
    let example = grid.label(at: 0).text
    return [
      finding(foreign, "the period is not written as those of series \"\(identifier)\" are (\"\(example)\")"),
      finding(between, "the period lies between two periods of series \"\(identifier)\""),
      finding(repeated, "the period of series \"\(identifier)\" was already given on a line before"),
    ].compactMap { $0 }
  }
}

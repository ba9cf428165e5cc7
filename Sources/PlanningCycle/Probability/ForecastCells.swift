// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Planning

/// The cells that forecast errors move: the baseline of an item in a region, or the override that stands above it.
struct ForecastCells {
  private struct Row {
    let baseline: [Double]
    /// NaN where nobody overrode.
    let overrides: [Double]
    /// What one relative error of 1 is worth, pieces.
    let units: [Double]
    var hasOverrides: Bool { overrides.contains { !$0.isNaN } }
  }

  private let rows: [Row]
  private let errors: ForecastErrors
  private let baselines: InputPlaces
  private let overrides: InputPlaces
  /// Σ of the plan ÷ mean of the paths, by row and month: what cannot fall below nothing would otherwise rise on average.
  private let centring: [[Double]]
  let steps: Int

  /// Paths the centring is taken from: always the same, whatever the number of paths.
  private static let centringPaths = 400

  init(_ errors: ForecastErrors, engine: PlanEngine, task: PathTask, horizon: PathHorizon) throws {
    let landing = task.landing
    guard let baseline = landing.target("baseline"), let override = landing.target("override") else {
      preconditionFailure("a task is only made for a model with a baseline and an override")
    }
    self.errors = errors
    steps = horizon.stepCount
    let firstMonth = PlanPeriod.month(horizon.calendar.cutoff.adding(months: 1))
    let places = errors.places.map { [task.sources.members.items[$0.item], task.sources.members.regions[$0.region]] }
    func inputs(of target: InputLanding.Target) throws -> InputPlaces {
      try engine.places(of: target.id, members: places.map { row in target.order.map { row[$0] } }, firstPeriod: firstMonth)
    }
    (baselines, overrides) = (try inputs(of: baseline), try inputs(of: override))
    let start = horizon.calendar.actualCount
    let members = task.sources.members
    rows = try errors.places.map { place in
      let coordinate: Coordinate = ["Item": members.items[place.item], "Region": members.regions[place.region]]
      let given = Array(try engine.values(baseline.id, at: coordinate)[start...])
      let typed = Array(try engine.values(override.id, at: coordinate)[start...])
      let inForce = zip(given, typed).map { $1.isNaN ? $0 : $1 }
      let near = PastErrors.units(of: Array(inForce.prefix(horizon.stepCount)))
      // Beyond the last week an error goes on as it was in its month.
      let units = inForce.indices.map { $0 < near.count ? near[$0] : near.last ?? 0 }
      return Row(baseline: given, overrides: typed, units: units)
    }
    var sums = rows.map { [Double](repeating: 0, count: $0.baseline.count) }
    for path in 0..<Self.centringPaths {
      let drawn = errors.draw(PathSeed(seed: 0, path: path))
      for (row, relative) in drawn.enumerated() where !relative.isEmpty {
        for month in sums[row].indices { sums[row][month] += Self.moved(rows[row], month, relative) }
      }
    }
    let count = Double(Self.centringPaths)
    centring = zip(rows, sums).map { row, sums in
      sums.indices.map { month in
        let value = row.overrides[month].isNaN ? row.baseline[month] : row.overrides[month]
        return sums[month] > 0 ? value * count / sums[month] : 1
      }
    }
  }

  private static func moved(_ row: Row, _ month: Int, _ relative: [Double]) -> Double {
    let value = row.overrides[month].isNaN ? row.baseline[month] : row.overrides[month]
    return max(0, value + relative[min(month, relative.count - 1)] * row.units[month])
  }

  /// Writes the forecast of one path into a twin; nil writes the plan's own.
  func write(_ seed: PathSeed?, into engine: PlanEngine) {
    let drawn = seed.map { errors.draw($0) }
    for (index, row) in rows.enumerated() {
      var (baseline, overrides) = (row.baseline, row.overrides)
      if let relative = drawn?[index], !relative.isEmpty {
        for month in baseline.indices {
          let value = Self.moved(row, month, relative) * centring[index][month]
          if overrides[month].isNaN { baseline[month] = value } else { overrides[month] = value }
        }
      }
      engine.load(baseline, at: index, of: self.baselines)
      if row.hasOverrides { engine.load(overrides, at: index, of: self.overrides) }
    }
  }
}

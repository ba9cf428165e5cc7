// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// Every series as it was at many periods of its past, and what came after.
struct TrainingWindows {
  /// Row after row.
  private(set) var features: [Float] = []
  /// In units of the window, within ± `farthest`.
  private(set) var targets: [Float] = []
  let width: Int

  /// A target farther off than this counts as if it lay there: one wild value must not teach a tree.
  static let farthest = 8.0
  /// Periods a window needs at least to teach something.
  static let leastPeriods = 6
  /// Origins of one series, the newest.
  private static let mostOrigins = 240

  /// - Parameters:
  ///   - series: without gaps.
  ///   - holding: last periods of each series that are not seen.
  ///   - most: rows that are kept; of more a share, drawn by a fixed seed.
  init(_ series: [[Double]], seasonLength: Int, labels: [[Float]], horizon: Int, holding: Int, most: Int) {
    width = WindowFeatures.count + (labels.first?.count ?? 0)
    let possible = series.reduce(0) { $0 + TrainingWindows.rows(count: $1.count - holding, seasonLength, horizon) }
    let share = min(1, Double(most) / Double(max(1, possible)))
    features.reserveCapacity(min(possible, most + most / 50) * width)
    targets.reserveCapacity(min(possible, most + most / 50))
    var random = RandomStream(seed: 20_260_101)
    let season = max(1, seasonLength)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: season) { places in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: WindowFeatures.room(seasonLength: season)) { window in
        for (member, values) in series.enumerated() {
          let known = Array(values.prefix(max(0, values.count - holding)))
          let origins = TrainingWindows.origins(count: known.count, seasonLength)
          guard !origins.isEmpty else { continue }
          var looking = WindowFeatures(known, seasonLength: season, places: places, window: window)
          for origin in origins {
            var isLooking = false
            for ahead in 1...min(horizon, known.count - 1 - origin) {
              guard share >= 1 || random.uniform() < share, targets.count < most else { continue }
              if !isLooking { looking.look(at: origin) }
              isLooking = true
              append(looking, labels[member], ahead: ahead, actual: known[origin + ahead])
            }
          }
        }
      }
    }
  }

  /// The last `holding` periods of each series as they looked before them: honest errors.
  ///
  /// - Parameter take: called for each row with the series, the period ahead and the unit of the window at its place.
  static func held(
    _ series: [[Double]], seasonLength: Int, labels: [[Float]], holding: Int
  ) -> TrainingWindows {
    var windows = TrainingWindows(width: WindowFeatures.count + (labels.first?.count ?? 0))
    let season = max(1, seasonLength)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: season) { places in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: WindowFeatures.room(seasonLength: season)) { window in
        for (member, values) in series.enumerated() where values.count - holding >= leastPeriods {
          let known = Array(values.prefix(values.count - holding))
          var looking = WindowFeatures(known, seasonLength: season, places: places, window: window)
          looking.look(at: known.count - 1)
          for ahead in 1...holding { windows.append(looking, labels[member], ahead: ahead, actual: values[known.count - 1 + ahead]) }
        }
      }
    }
    return windows
  }

  private init(width: Int) { self.width = width }

  private mutating func append(_ looking: WindowFeatures, _ labels: [Float], ahead: Int, actual: Double) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: WindowFeatures.count) { row in
      guard let base = row.baseAddress else { return }
      looking.fill(base, ahead: ahead)
      features.append(contentsOf: row)
    }
    features.append(contentsOf: labels)
    let base = looking.base(ahead: ahead)
    let distance = (actual - base.mean) / base.unit
    targets.append(Float(min(max(distance, -TrainingWindows.farthest), TrainingWindows.farthest)))
  }

  private static func origins(count: Int, _ seasonLength: Int) -> Range<Int> {
    // A season that is known has been seen twice; series that are shorter teach what can be said without it.
    let first = max(leastPeriods, min(2 * seasonLength, count / 2)) - 1
    let last = count - 1
    return max(first, last - mostOrigins)..<max(max(first, last - mostOrigins), last)
  }

  private static func rows(count: Int, _ seasonLength: Int, _ horizon: Int) -> Int {
    guard count > 0 else { return 0 }
    return origins(count: count, seasonLength).reduce(0) { $0 + min(horizon, count - 1 - $1) }
  }
}

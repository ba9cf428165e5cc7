// SPDX-License-Identifier: Apache-2.0

/// Every series as it is now, once for each period ahead.
struct FutureWindows {
  private(set) var features: [Float] = []
  /// What the smoothed level says, and the unit of its error; one a row.
  private(set) var bases: [(mean: Double, unit: Double)] = []
  let width: Int

  init(_ series: [[Double]], seasonLength: Int, labels: [[Float]], horizon: Int) {
    width = WindowFeatures.count + (labels.first?.count ?? 0)
    features.reserveCapacity(series.count * horizon * width)
    bases.reserveCapacity(series.count * horizon)
    let season = max(1, seasonLength)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: season) { places in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: WindowFeatures.room(seasonLength: season)) { window in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: WindowFeatures.count) { row in
          guard let start = row.baseAddress else { return }
          for (member, values) in series.enumerated() {
            var looking = WindowFeatures(values, seasonLength: season, places: places, window: window)
            looking.look(at: values.count - 1)
            for ahead in 1...horizon {
              looking.fill(start, ahead: ahead)
              features.append(contentsOf: row)
              features.append(contentsOf: labels[member])
              bases.append(looking.base(ahead: ahead))
            }
          }
        }
      }
    }
  }
}

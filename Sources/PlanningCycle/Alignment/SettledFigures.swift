// SPDX-License-Identifier: Apache-2.0
import Calendars
import Synchronization

/// What 对齐 found in figures that no edit of the plan moves: orders that came, recorded forecasts and their scores, imported budgets. It belongs to
/// the sources it was found in and ends with them.
final class SettledFigures: Sendable {
  /// Whose figures: tax basis, and positions of the regions that count; nil: all.
  struct Sight: Hashable {
    let inclusive: Bool
    let regions: Swift.Set<Int>?
  }

  private struct Found {
    var values: [String: [Month: Int64?]] = [:]
    var scores: [String: ForecastScore?] = [:]
  }

  /// Sights that are remembered: one for each set of regions that somebody answers for, twice.
  private static let limit = 200

  private let found = Mutex<[Sight: Found]>([:])

  func value(_ key: String, _ month: Month, _ sight: Sight, _ find: () -> Int64?) -> Int64? {
    if let known = found.withLock({ $0[sight]?.values[key]?[month] }) { return known }
    let value = find()
    note(sight) { $0.values[key, default: [:]][month] = .some(value) }
    return value
  }

  func score(_ key: String, _ sight: Sight, _ find: () -> ForecastScore?) -> ForecastScore? {
    if let known = found.withLock({ $0[sight]?.scores[key] }) { return known }
    let score = find()
    note(sight) { $0.scores[key] = .some(score) }
    return score
  }

  private func note(_ sight: Sight, _ change: (inout Found) -> Void) {
    found.withLock { found in
      if found[sight] == nil, found.count >= Self.limit { found.removeAll(keepingCapacity: true) }
      change(&found[sight, default: Found()])
    }
  }
}

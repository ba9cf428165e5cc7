// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Planning
import Synchronization

/// The season each product family has as a whole, learnt from what all its items brought in all regions.
struct FamilySeasons: Sendable {
  private struct Family {
    let season: SharedSeason
    let members: [SeasonContest.Member]
  }

  private let familyOf: [String]
  private let families: [String: Family]

  /// The season of an item's family; nil where none is known.
  subscript(item: Int) -> SharedSeason? { families[familyOf[item]]?.season }

  /// - Parameter totals: without what the calendar did: the season is that of usual years.
  static func learn(_ totals: FamilyTotals) -> FamilySeasons {
    FamilySeasons(
      familyOf: totals.familyOf,
      families: totals.families.mapValues { Family(season: SharedSeason(total: $0.total, seasonLength: 12), members: $0.members) })
  }

  /// Only the families whose items would have been forecast better with it.
  func whereBetter(_ work: any ParallelWork) -> FamilySeasons {
    let names = families.keys.sorted()
    let better = Mutex([Bool](repeating: false, count: names.count))
    work.forEach(names.count) { index in
      guard let family = families[names[index]] else { return }
      let isBetter = SeasonContest.isBetter(family.season, for: family.members)
      better.withLock { $0[index] = isBetter }
    }
    let kept = better.withLock { flags in names.enumerated().filter { flags[$0.offset] }.map(\.element) }
    return FamilySeasons(familyOf: familyOf, families: families.filter { kept.contains($0.key) })
  }
}

extension SalesHistory {
  /// What a baseline learns from: pieces by month up to `origin`, project orders taken out, from the first sale on (before it the item was not on offer
  /// there: that is no demand of zero).
  func regularPieces(_ place: Place, through origin: Month) -> [Double] {
    guard let months, let row = rows[place] else { return [] }
    let count = min(months.lowerBound.distance(to: origin) + 1, row.quantity.count)
    guard count > 0 else { return [] }
    return Array((0..<count).map { row.regularPieces($0) }.drop { $0 == 0 })
  }
}

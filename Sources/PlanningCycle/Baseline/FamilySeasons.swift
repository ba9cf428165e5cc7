// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
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

  /// - Parameter origin: the last month that may be seen.
  static func learn(_ history: SalesHistory, _ catalogue: Catalogue, through origin: Month) -> FamilySeasons {
    let familyOf = catalogue.items.map(\.family)
    var places: [String: [SalesHistory.Place]] = [:]
    for place in history.places { places[familyOf[place.item], default: []].append(place) }
    let families = places.mapValues { places in
      let members = places.compactMap { place -> SeasonContest.Member? in
        let pieces = history.regularPieces(place, through: origin)
        guard !pieces.isEmpty, let series = try? Series(pieces, seasonLength: 12, granularity: .month) else { return nil }
        return SeasonContest.Member(series, weight: history.price(place))
      }
      var total = [Double](repeating: 0, count: members.map(\.series.count).max() ?? 0)
      for member in members {
        let offset = total.count - member.series.count
        for (index, value) in member.series.values.enumerated() { total[offset + index] += member.weight * value }
      }
      return Family(season: SharedSeason(total: total, seasonLength: 12), members: members)
    }
    return FamilySeasons(familyOf: familyOf, families: families)
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

  /// Minor units without tax of one piece, over all that was ordered; 1 where nothing was charged.
  fileprivate func price(_ place: Place) -> Double {
    guard let row = rows[place] else { return 1 }
    let pieces = Double(row.quantity.reduce(0, +)) / 10_000
    let amount = Double(row.amountExclTax.reduce(0, +))
    return pieces > 0 && amount > 0 ? amount / pieces : 1
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting

/// What the places of each product family brought, month by month: as series of their own, and together at their prices.
struct FamilyTotals: Sendable {
  struct Family: Sendable {
    let members: [SeasonContest.Member]
    /// Counted from the end: all members end at the origin.
    let total: [Double]

    init(_ members: [SeasonContest.Member]) {
      self.members = members
      var total = [Double](repeating: 0, count: members.map(\.series.count).max() ?? 0)
      for member in members {
        let offset = total.count - member.series.count
        for (index, value) in member.series.values.enumerated() { total[offset + index] += member.weight * value }
      }
      self.total = total
    }
  }

  let origin: Month
  let familyOf: [String]
  let families: [String: Family]

  /// - Parameter origin: the last month that may be seen.
  static func read(_ history: SalesHistory, _ catalogue: Catalogue, through origin: Month) -> FamilyTotals {
    let familyOf = catalogue.items.map(\.family)
    var places: [String: [SalesHistory.Place]] = [:]
    for place in history.places { places[familyOf[place.item], default: []].append(place) }
    let families = places.mapValues { places in
      Family(
        places.compactMap { place in
          let pieces = history.regularPieces(place, through: origin)
          guard !pieces.isEmpty, let series = try? Series(pieces, seasonLength: 12, granularity: .month) else { return nil }
          return SeasonContest.Member(series, weight: history.price(place))
        })
    }
    return FamilyTotals(origin: origin, familyOf: familyOf, families: families)
  }

  /// The same without what the calendar did.
  func without(_ calendars: FamilyCalendars) -> FamilyTotals {
    let usual = families.reduce(into: [String: Family]()) { usual, one in
      guard let effect = calendars[family: one.key] else { return usual[one.key] = one.value }
      usual[one.key] = Family(
        one.value.members.map { member in
          let series = try? effect.effect(onLast: member.series.count).removed(from: member.series)
          return SeasonContest.Member(series ?? member.series, weight: member.weight)
        })
    }
    return FamilyTotals(origin: origin, familyOf: familyOf, families: usual)
  }
}

extension SalesHistory {
  /// Minor units without tax of one piece, over all that was ordered; 1 where nothing was charged.
  fileprivate func price(_ place: Place) -> Double {
    guard let row = rows[place] else { return 1 }
    let pieces = Double(row.quantity.reduce(0, +)) / 10_000
    let amount = Double(row.amountExclTax.reduce(0, +))
    return pieces > 0 && amount > 0 ? amount / pieces : 1
  }
}

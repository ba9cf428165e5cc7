// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting

/// What the places of each product family brought, month by month: as series of their own, and together at their prices.
struct FamilyTotals: Sendable {
  struct Family: Sendable {
    /// Of each member.
    let places: [SalesHistory.Place]
    let members: [SeasonContest.Member]
    /// Counted from the end: all members end at the origin.
    let total: [Double]

    init(_ places: [SalesHistory.Place], _ members: [SeasonContest.Member]) {
      (self.places, self.members) = (places, members)
      var total = [Double](repeating: 0, count: members.map(\.series.count).max() ?? 0)
      for member in members {
        let offset = total.count - member.series.count
        for (index, value) in member.series.values.enumerated() { total[offset + index] += member.weight * value }
      }
      self.total = total
    }

    /// Other series of the same members; a member without another stays as it is.
    func with(_ other: (SalesHistory.Place, Series) -> Series?) -> Family {
      Family(
        places,
        zip(places, members).map { place, member in
          SeasonContest.Member(other(place, member.series) ?? member.series, weight: member.weight)
        })
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
      let members = places.compactMap { place -> (place: SalesHistory.Place, member: SeasonContest.Member)? in
        let pieces = history.regularPieces(place, through: origin)
        guard !pieces.isEmpty, let series = try? Series(pieces, seasonLength: 12, granularity: .month) else { return nil }
        return (place, SeasonContest.Member(series, weight: history.price(place)))
      }
      return Family(members.map(\.place), members.map(\.member))
    }
    return FamilyTotals(origin: origin, familyOf: familyOf, families: families)
  }

  /// The same without what the calendar did.
  func without(_ calendars: FamilyCalendars) -> FamilyTotals {
    let usual = families.reduce(into: [String: Family]()) { usual, one in
      guard let effect = calendars[family: one.key] else { return usual[one.key] = one.value }
      usual[one.key] = one.value.with { _, series in try? effect.effect(onLast: series.count).removed(from: series) }
    }
    return FamilyTotals(origin: origin, familyOf: familyOf, families: usual)
  }

  /// The same without what drivers did, where the calendar is out already.
  func without(_ drivers: FamilyDrivers) -> FamilyTotals {
    guard !drivers.isEmpty else { return self }
    return FamilyTotals(
      origin: origin, familyOf: familyOf,
      families: families.mapValues { family in
        family.with { place, series in try? drivers.effect(on: place, count: series.count)?.removed(from: series) }
      })
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

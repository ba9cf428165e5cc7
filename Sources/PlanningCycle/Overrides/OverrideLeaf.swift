// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// Which leaves a total of the forecast has: positions of items and regions, each item in each region.
struct OverrideSpan: Hashable {
  let items: Swift.Set<Int>
  let regions: Swift.Set<Int>

  var count: Int { items.count * regions.count }

  func isDisjoint(with other: OverrideSpan) -> Bool { items.isDisjoint(with: other.items) || regions.isDisjoint(with: other.regions) }
  func isSubset(of other: OverrideSpan) -> Bool { items.isSubset(of: other.items) && regions.isSubset(of: other.regions) }
  /// One lies within the other, or they have nothing in common: both can be held.
  func nests(with other: OverrideSpan) -> Bool { isDisjoint(with: other) || isSubset(of: other) || other.isSubset(of: self) }
  func contains(_ place: SalesHistory.Place) -> Bool { items.contains(place.item) && regions.contains(place.region) }
}

/// An item in a region in a month, as it stands before a total above it is shared out.
struct OverrideLeaf {
  let place: SalesHistory.Place
  let month: Month
  let coordinate: Coordinate
  let isSold: Bool
  /// The agreed forecast, pieces.
  let present: Double
  /// What baseline and pipeline say alone.
  let forecast: Double
  /// nil: nobody overrode it.
  let override: Double?
  /// Who wrote the override that stands.
  let entry: OverrideLedger.Entry?
  /// The 80 % range of its baseline; nil where none was made.
  let range: ClosedRange<Double>?

  /// Somebody typed it here, not a total above it.
  var isOwn: Bool { override != nil && entry?.part == nil }
  /// It keeps its number when a total above it is shared out.
  var isFixed: Bool { isOwn || !isSold }
  /// Nothing is forecast, ordered or overridden there: a part of a total only where there is no other.
  var isUnknown: Bool { override == nil && range == nil && present == 0 && forecast == 0 }
  /// A part that was reconciled before starts from the forecast below it, so that parts do not depend on the order of totals.
  var base: Double { max(0, entry?.part == .held ? forecast : present) }
  var deviation: Double? { range.map { ($0.upperBound - $0.lowerBound) / 2 / OverrideShares.halfWidth80 } }
}

/// Reads leaves out of a plan.
struct OverrideLeaves {
  let plan: PlanState
  let ledger: OverrideLedger
  /// The id of the input that overrides are written into.
  let input: String
  private let sold: Swift.Set<Int>

  init(_ plan: PlanState, _ ledger: OverrideLedger, input: String) {
    self.plan = plan
    self.ledger = ledger
    self.input = input
    sold = TableBuilder.soldItems(plan)
  }

  /// nil when a member is gone.
  func span(item: Int64?, region: Int64?) -> OverrideSpan? {
    let items: Swift.Set<Int>
    if let item {
      if let position = plan.members.itemPositions[item] {
        items = [position]
      } else if let family = plan.members.families.firstIndex(of: item) {
        let code = plan.catalogue.families[family].code
        items = Swift.Set(plan.catalogue.items.indices.filter { plan.catalogue.items[$0].family == code })
      } else {
        return nil
      }
    } else {
      items = Swift.Set(plan.catalogue.items.indices)
    }
    guard let region else { return OverrideSpan(items: items, regions: Swift.Set(plan.members.regions.indices)) }
    return plan.members.regions.firstIndex(of: region).map { OverrideSpan(items: items, regions: [$0]) }
  }

  /// In the order of items, then regions. What is never sold and has no number is left out.
  func read(_ span: OverrideSpan, _ month: Month) throws -> [OverrideLeaf] {
    try span.items.sorted().flatMap { item in
      try span.regions.sorted().compactMap { region in
        let leaf = try read(SalesHistory.Place(item: item, region: region), month)
        return leaf.isSold || leaf.present != 0 ? leaf : nil
      }
    }
  }

  func read(_ place: SalesHistory.Place, _ month: Month) throws -> OverrideLeaf {
    let coordinate = plan.coordinate(item: place.item, region: place.region)
    func value(_ measure: String) throws -> Double? { try plan.engine.value(measure, at: coordinate, period: .month(month)) }
    let override = try value(input)
    let key = OverrideLedger.Place(item: plan.members.items[place.item], region: plan.members.regions[place.region], month: month)
    let newest = ledger.entries[key]?.last { plan.model.history.present($0.measure, since: $0.event) == input }
    return OverrideLeaf(
      place: place, month: month, coordinate: coordinate, isSold: sold.contains(place.item), present: try value("agreed") ?? 0,
      forecast: (try value("baseline") ?? 0) + (try value("pipeline") ?? 0), override: override,
      // What stands was written by something else than the newest entry where they differ: a scenario, a model.
      entry: override != nil && newest?.value == override ? newest : nil, range: range(place, month))
  }

  private func range(_ place: SalesHistory.Place, _ month: Month) -> ClosedRange<Double>? {
    guard let steps = plan.baseline?.series[place]?.steps, let first = steps.first?.month,
      steps.indices.contains(first.distance(to: month))
    else { return nil }
    let step = steps[first.distance(to: month)]
    return step.lower80 <= step.upper80 ? step.lower80...step.upper80 : nil
  }
}

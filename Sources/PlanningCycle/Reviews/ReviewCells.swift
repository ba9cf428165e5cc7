// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities

/// What was expected of a month and what came, cell by cell, with what is known of customers and deals behind both.
struct ReviewCells {
  struct Place: Hashable, Comparable {
    /// Positions; nil where the figure that is compared with does not say.
    let region: Int?
    let item: Int?
    /// Code; nil where neither item nor family is known.
    let family: String?

    static func < (left: Place, right: Place) -> Bool {
      (left.region ?? -1, left.item ?? -1, left.family ?? "") < (right.region ?? -1, right.item ?? -1, right.family ?? "")
    }
  }

  /// A figure that was expected, as a file or a month of last year states it.
  struct Expected {
    let region: Int?
    let item: Int?
    let family: String?
    /// Pieces ×10⁻⁴.
    let quantity: Int64?
    let gross: Int64
    let net: Int64
  }

  private(set) var cells: [Place: VarianceCell] = [:]
  private let catalogue: Catalogue
  private let usesRegions: Bool
  /// Regions and families in which something is expected without item or quantity: there nothing can be split.
  private let coarse: Swift.Set<Place>

  init(_ expected: [Expected], actual: [SalesLines.Line], catalogue: Catalogue) {
    self.catalogue = catalogue
    let usesRegions = expected.allSatisfy { $0.region != nil }
    self.usesRegions = usesRegions
    coarse = Swift.Set(
      expected.filter { $0.item == nil || $0.quantity == nil }.map {
        Place(region: usesRegions ? $0.region : nil, item: nil, family: $0.item.map { catalogue.items[$0].family } ?? $0.family)
      })
    for row in expected {
      add(
        row.quantity ?? 0, row.gross, row.net, to: \.base,
        place(row.region, row.item, row.item.map { catalogue.items[$0].family } ?? row.family))
    }
    for line in actual { add(line.quantity, line.gross, line.net, to: \.actual, place(line)) }
  }

  func place(_ line: SalesLines.Line) -> Place { place(line.region, line.item, catalogue.items[line.item].family) }

  /// Where a figure counts: at its item, or with its family where that is all the base knows.
  func place(_ region: Int?, _ item: Int?, _ family: String?) -> Place {
    let region = usesRegions ? region : nil
    if coarse.contains(Place(region: region, item: nil, family: nil)) { return Place(region: region, item: nil, family: nil) }
    let whole = Place(region: region, item: nil, family: family)
    return item == nil || coarse.contains(whole) ? whole : Place(region: region, item: item, family: family)
  }

  private mutating func add(
    _ quantity: Int64, _ gross: Int64, _ net: Int64, to side: WritableKeyPath<VarianceCell, VarianceCell.Side>, _ place: Place
  ) {
    let cost = place.item.flatMap { catalogue.items[$0].standardCost }.map { $0.doubleValue * 100 }
    var cell = cells[place] ?? VarianceCell(base: .init(), actual: .init(), cost: cost)
    // Without an item pieces of unlike goods would be added.
    if place.item != nil { cell[keyPath: side].quantity += Double(quantity) / 10_000 }
    cell[keyPath: side].gross += gross
    cell[keyPath: side].net += net
    cells[place] = cell
  }

  /// Pieces of the actual that new customers bought, or that belong to deals expected elsewhere; never more than came.
  mutating func bring(_ line: SalesLines.Line, as part: WritableKeyPath<VarianceCell, Double>) {
    let place = place(line)
    guard place.item != nil, var cell = cells[place] else { return }
    let left = cell.actual.quantity - cell.new - cell.slippedIn
    cell[keyPath: part] += max(0, min(left, Double(line.quantity) / 10_000))
    cells[place] = cell
  }

  /// Pieces of the base that could not come; never more than were expected.
  ///
  /// - Returns: 不含税 of those pieces, 分.
  mutating func miss(_ pieces: Double, at place: Place, as part: WritableKeyPath<VarianceCell, Double>) -> Int64 {
    guard place.item != nil, var cell = cells[place], cell.base.quantity > 0 else { return 0 }
    let missed = max(0, min(cell.base.quantity - cell.lost - cell.slippedOut, pieces))
    cell[keyPath: part] += missed
    cells[place] = cell
    return Int64((Double(cell.base.net) * missed / cell.base.quantity).rounded(.toNearestOrAwayFromZero))
  }

  /// Results by place, in the order of the places.
  func split(base: VarianceCalendar, actual: VarianceCalendar) -> [(place: Place, cell: VarianceCell, result: AttributeVariance.Result)] {
    struct Group: Hashable {
      let region: Int?
      let family: String?
      let unit: String
    }
    var groups: [Group: [Place]] = [:]
    let places = cells.keys.sorted()
    for place in places {
      groups[Group(region: place.region, family: place.family, unit: place.item.map { catalogue.items[$0].unit } ?? ""), default: []]
        .append(place)
    }
    var results: [Place: AttributeVariance.Result] = [:]
    for members in groups.values {
      let parts = AttributeVariance.split(members.compactMap { cells[$0] }, base: base, actual: actual)
      for (place, part) in zip(members, parts) { results[place] = part }
    }
    return places.compactMap { place in
      guard let cell = cells[place], let result = results[place] else { return nil }
      return (place, cell, result)
    }
  }
}

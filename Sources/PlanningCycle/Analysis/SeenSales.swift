// SPDX-License-Identifier: Apache-2.0
import Access
public import Calendars
import Commerce
public import SalesAnalytics

extension Workspace {
  /// The documents of trade that somebody sees, tied together: of their territories and their salespeople alone, as if there were no others.
  ///
  /// Somebody who is narrowed by what no document carries sees none.
  ///
  /// - Parameter hierarchy: below which parents documents count; whose rows somebody sees is always said by those of now.
  func salesBooks(of person: Person, _ hierarchy: SalesHierarchy = .now) throws -> SalesBooks {
    let past = hierarchy == .then ? try datedParents() : []
    let own = SalesShelf.Place(scope: person.scope, hierarchy: past.isEmpty ? .now : .then)
    if let known = documentShelf.sales.books[own] { return known }
    var tables = try SalesTables { try facts.table($0) }
    if !person.scope.isEverything {
      let whole = try salesBooks(of: .all, tables)
      tables = whole.seen(tables, seenSales(person.scope))
    } else if past.isEmpty {
      return try salesBooks(of: .all, tables)
    }
    tables.past = past
    return keep(SalesBooks(tables), own)
  }

  private func salesBooks(of scope: Scope, _ tables: SalesTables) throws -> SalesBooks {
    let place = SalesShelf.Place(scope: scope, hierarchy: .now)
    return documentShelf.sales.books[place] ?? keep(SalesBooks(tables), place)
  }

  private func keep(_ books: SalesBooks, _ place: SalesShelf.Place) -> SalesBooks {
    documentShelf.sales.keep(books, place)
    return books
  }

  /// Members somebody is narrowed to, with all that lies below them.
  private func seenSales(_ scope: Scope) -> [SalesFilter] {
    let (regions, owners) = (plan.catalogue.regions, scope.members(of: "owner"))
    var filters = [SalesFilter(.owner, owners ?? [])].filter { _ in owners != nil }
    if scope.members(of: "territory") != nil {
      filters.append(
        SalesFilter(.territory, regions.map(\.code).filter { scope.admits("territory", path: Catalogue.path($0, in: regions)) }))
    }
    let isElsewhere = scope.restrictions.contains { $0.dimension != "territory" && $0.dimension != "owner" }
    return isElsewhere ? [SalesFilter(.customer, [])] : filters
  }

  /// - Throws: `AccessError.permissionMissing` for a margin without the right to see cost.
  func requireSales(_ person: Person, _ measures: [SalesMeasure]) throws(AccessError) {
    if measures.contains(where: \.tellsCost) { try Access.require(person, .viewCost) }
  }

  /// The day sales are looked at from: the end of the last closed month.
  public var salesDay: Day { plan.cutoff.lastDay }
}

/// Books of one state of the facts: the company's, and those of the scopes that asked last.
struct SalesShelf {
  /// Each holds its documents anew: more than a few would be the facts many times over.
  static let most = 4

  struct Place: Hashable {
    let scope: Scope
    let hierarchy: SalesHierarchy
    var isWhole: Bool { scope.isEverything && hierarchy == .now }
  }

  private(set) var books: [Place: SalesBooks] = [:]
  private var order: [Place] = []

  mutating func keep(_ own: SalesBooks, _ place: Place) {
    books[place] = own
    order.append(place)
    if order.count > Self.most, let oldest = order.firstIndex(where: { !$0.isWhole }) { books[order.remove(at: oldest)] = nil }
  }
}

extension SalesMeasure {
  /// Whether the figure tells what a thing costs.
  public var tellsCost: Bool {
    switch self {
    case .orderMargin, .orderMarginShare, .deliveryMargin, .deliveryMarginShare: true
    default: false
    }
  }
}

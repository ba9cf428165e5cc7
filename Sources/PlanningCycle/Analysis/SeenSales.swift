// SPDX-License-Identifier: Apache-2.0
import Access
public import Calendars
import Commerce
public import SalesAnalytics

extension Workspace {
  /// The documents of trade that somebody sees, tied together: of their territories and their salespeople alone, as if there were no others.
  ///
  /// Somebody who is narrowed by what no document carries sees none.
  func salesBooks(of person: Person) throws -> SalesBooks {
    if let known = documentShelf.sales.books[person.scope] { return known }
    let tables = try SalesTables { try facts.table($0) }
    let whole = try documentShelf.sales.books[.all] ?? keep(SalesBooks(tables), .all)
    if person.scope.isEverything { return whole }
    return try keep(SalesBooks(whole.seen(tables, seenSales(person.scope))), person.scope)
  }

  private func keep(_ books: SalesBooks, _ scope: Scope) throws -> SalesBooks {
    documentShelf.sales.keep(books, scope)
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
  private(set) var books: [Scope: SalesBooks] = [:]
  private var order: [Scope] = []

  mutating func keep(_ own: SalesBooks, _ scope: Scope) {
    books[scope] = own
    order.append(scope)
    if order.count > Self.most, let oldest = order.firstIndex(where: { !$0.isEverything }) { books[order.remove(at: oldest)] = nil }
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

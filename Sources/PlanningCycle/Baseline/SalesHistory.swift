// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// What was ordered, by item × region × month: the history that forecasts learn from and that plans show as actual.
///
/// 口径: the order day decides the month. Amounts are sums of the documents in minor units, exact. A document that states only one
/// of 含税 and 不含税 counts with the same figure in both.
public struct SalesHistory: Sendable {
  /// One item in one region.
  public struct Place: Hashable, Comparable, Sendable {
    public let item: Int
    public let region: Int

    public init(item: Int, region: Int) {
      self.item = item
      self.region = region
    }

    public static func < (left: Place, right: Place) -> Bool {
      (left.item, left.region) < (right.item, right.region)
    }
  }

  /// Monthly values of one place, from `firstMonth` on.
  public struct Row: Sendable {
    /// Pieces ×10⁻⁴.
    public var quantity: [Int64]
    /// Pieces of 项目型 orders within `quantity`: taken out before a baseline is fitted.
    public var projectQuantity: [Int64]
    /// Minor units, 含税.
    public var amountInclTax: [Int64]
    /// Minor units, 不含税.
    public var amountExclTax: [Int64]

    /// Pieces without those of 项目型 orders.
    func regularPieces(_ index: Int) -> Double { Double(quantity[index] - projectQuantity[index]) / 10_000 }

    init(count: Int) {
      quantity = [Int64](repeating: 0, count: count)
      projectQuantity = quantity
      amountInclTax = quantity
      amountExclTax = quantity
    }
  }

  /// The first and the last month with an order; nil without orders.
  public let months: ClosedRange<Month>?
  public let rows: [Place: Row]

  public var places: [Place] { rows.keys.sorted() }

  /// Position of a month in the rows.
  public func index(of month: Month) -> Int? {
    guard let months, months.contains(month) else { return nil }
    return months.lowerBound.distance(to: month)
  }

  /// Minor units a piece, as it came in a month; where nothing came, as it came before; nil where nothing ever did.
  func price(_ place: Place, _ month: Month, inclusive: Bool) -> Double? {
    guard let row = rows[place], let months, month >= months.lowerBound else { return nil }
    let last = min(months.lowerBound.distance(to: month), row.quantity.count - 1)
    for position in stride(from: last, through: 0, by: -1) where row.quantity[position] > 0 {
      return Double((inclusive ? row.amountInclTax : row.amountExclTax)[position]) / (Double(row.quantity[position]) / 10_000)
    }
    return nil
  }

  /// Sums order lines. Lines of unknown items or without a day are left out (the import rejects them).
  public static func read(orders: FactTable, catalogue: Catalogue) -> SalesHistory {
    let day = orders["ordered_on"]
    var first: Month?
    var last: Month?
    var monthOfRow = [Month?](repeating: nil, count: orders.rowCount)
    for row in 0..<orders.rowCount {
      guard let month = day.day(row)?.monthOf else { continue }
      monthOfRow[row] = month
      first = min(first ?? month, month)
      last = max(last ?? month, month)
    }
    guard let first, let last else { return SalesHistory(months: nil, rows: [:]) }
    let count = first.distance(to: last) + 1
    let items = orders["item"].texts.map { catalogue.itemIndex($0) }
    let regions = orders["territory"].texts.map { catalogue.regionIndex($0) }
    let columns = Columns(orders)
    var rows: [Place: Row] = [:]
    for row in 0..<orders.rowCount {
      guard let month = monthOfRow[row], columns.item.isPresent[row],
        let item = items[Int(columns.item.integers[row])]
      else { continue }
      let region =
        columns.territory.isPresent[row] ? regions[Int(columns.territory.integers[row])] : nil
      let place = Place(item: item, region: region ?? catalogue.regions.count - 1)
      let index = first.distance(to: month)
      columns.add(row, to: &rows[place, default: Row(count: count)], at: index)
    }
    return SalesHistory(months: first...last, rows: rows)
  }

  private struct Columns {
    let item: FactColumn
    let territory: FactColumn
    let quantity: FactColumn
    let inclusive: FactColumn
    let exclusive: FactColumn
    let project: FactColumn

    init(_ table: FactTable) {
      item = table["item"]
      territory = table["territory"]
      quantity = table["quantity"]
      inclusive = table["amount_incl_tax"]
      exclusive = table["amount_excl_tax"]
      project = table["is_project"]
    }

    func add(_ row: Int, to target: inout Row, at index: Int) {
      let pieces = quantity.integers[row]
      target.quantity[index] &+= pieces
      if project.boolean(row) == true { target.projectQuantity[index] &+= pieces }
      let incl = inclusive.integer(row) ?? exclusive.integer(row) ?? 0
      let excl = exclusive.integer(row) ?? inclusive.integer(row) ?? 0
      target.amountInclTax[index] &+= incl
      target.amountExclTax[index] &+= excl
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Commerce
public import Quantities

/// One item of a frame agreement 框架协议 as the facts give it, with what was ordered against it through the cutoff.
public struct SupplyAgreement: Sendable, Hashable {
  /// Why the plan does not buy by it.
  public enum Obstacle: String, Sendable {
    /// The plan buys the item from another supplier.
    case otherSupplier
    /// Its price is in a currency the plan does not keep.
    case otherCurrency
    /// The item is made here.
    case made
  }

  public let number: String
  /// Code of the item, and where it stands in the catalogue.
  public let item: String
  let itemIndex: Int
  public let supplier: String
  /// Days on which an order may be released against it.
  public let days: ClosedRange<Day>
  /// Units that were locked.
  public let quantity: FixedPoint
  /// 不含税, a unit, in `currency`.
  public let price: FixedPoint
  public let currency: String
  /// Ten-thousandths of a unit ordered against it through the cutoff, as its file says or as purchase orders add up to.
  var calledOff: Int64
  /// The file says what was called off: orders are not counted.
  let isCountedElsewhere: Bool
  public let obstacle: Obstacle?

  /// The code of its member: a number may cover several items.
  var code: String { number + "/" + item }
  var isUsed: Bool { obstacle == nil }
}

extension SupplyAgreement {
  /// Agreements in the order of the table. Orders count against the one that holds on their day, the cheapest first, up to its quantity.
  static func read(
    _ facts: FactLibrary, catalogue: Catalogue, sources: [Int: SupplySource], upTo cutoff: Month
  ) throws(StoreError) -> [SupplyAgreement] {
    var result = rows(of: try facts.table(.frameAgreements), catalogue: catalogue, sources: sources)
    guard !result.isEmpty else { return [] }
    let orders = try facts.table(.purchaseOrderLines)
    let (item, supplier, ordered) = (orders["item"], orders["supplier"], orders["ordered_on"])
    let (quantity, status) = (orders["quantity"], orders["status"])
    var lines: [(day: Day, item: Int, supplier: String, units: Int64)] = []
    for row in 0..<orders.rowCount {
      guard let index = item.text(row).flatMap({ catalogue.itemIndex($0) }), let day = ordered.day(row), day.monthOf <= cutoff,
        let code = supplier.text(row) ?? sources[index]?.supplier, !OpenPurchase.isRejected(status.text(row))
      else { continue }
      lines.append((day, index, code, quantity.integers[row]))
    }
    let cheapestFirst = result.indices.sorted { (result[$0].price.doubleValue, $0) < (result[$1].price.doubleValue, $1) }
    for line in lines.enumerated().sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }).map(\.element) {
      var rest = line.units
      for position in cheapestFirst where rest > 0 {
        let agreement = result[position]
        guard agreement.itemIndex == line.item, agreement.supplier == line.supplier, agreement.days.contains(line.day),
          !agreement.isCountedElsewhere
        else { continue }
        let taken = min(rest, max(0, agreement.units - agreement.calledOff))
        result[position].calledOff += taken
        rest -= taken
      }
    }
    return result
  }

  /// Locked, in ten-thousandths of a unit.
  private var units: Int64 { quantity.rescaled(to: 4)?.mantissa ?? 0 }

  private static func rows(of table: FactTable, catalogue: Catalogue, sources: [Int: SupplySource]) -> [SupplyAgreement] {
    let (number, item, supplier) = (table["number"], table["item"], table["supplier"])
    let (from, through) = (table["valid_from"], table["valid_to"])
    let (quantity, price, currency, called) = (table["quantity"], table["price_excl_tax"], table["currency"], table["called_off"])
    return (0..<table.rowCount).compactMap { row in
      guard let number = number.text(row), let index = item.text(row).flatMap({ catalogue.itemIndex($0) }),
        let supplier = supplier.text(row), let from = from.day(row), let through = through.day(row), from <= through,
        let quantity = quantity.decimal(row), let price = price.decimal(row)
      else { return nil }
      let money = currency.text(row).map { isYuan($0) ? "CNY" : $0 } ?? "CNY"
      let known = catalogue.items[index]
      let obstacle: Obstacle? =
        !known.isPaidFor ? .made : sources[index]?.supplier != supplier ? .otherSupplier : money != "CNY" ? .otherCurrency : nil
      return SupplyAgreement(
        number: number, item: known.code, itemIndex: index, supplier: supplier, days: from...through, quantity: quantity, price: price,
        currency: money, calledOff: called.integer(row) ?? 0, isCountedElsewhere: called.integer(row) != nil, obstacle: obstacle)
    }
  }

  private static func isYuan(_ text: String) -> Bool { ["CNY", "RMB", "人民币", "元", "¥"].contains(text.uppercased()) }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce
import Quantities

/// How a bought item is supplied: the one supplier it is planned with and that supplier's terms.
///
/// Among several: the shortest lead time, then the lowest price, then the code.
struct SupplySource {
  let supplier: String
  let leadTimeDays: Int?
  let price: FixedPoint?
  let taxRate: FixedPoint?
  let lotMinimum: FixedPoint?
  let lotMultiple: FixedPoint?
  /// The unit the supplier counts in; prices and lots of another unit than the item's are not taken over.
  let unit: String?

  /// By item position.
  static func read(_ table: FactTable, catalogue: Catalogue) -> [Int: SupplySource] {
    let item = table["item"]
    let supplier = table["supplier"]
    let lead = table["lead_time_days"]
    let price = table["price_excl_tax"]
    let tax = table["tax_rate"]
    let minimum = table["lot_minimum"]
    let multiple = table["lot_multiple"]
    let unit = table["unit"]
    var result: [Int: SupplySource] = [:]
    for row in 0..<table.rowCount {
      guard let code = item.text(row), let index = catalogue.itemIndex(code), let name = supplier.text(row)
      else { continue }
      let candidate = SupplySource(
        supplier: name, leadTimeDays: lead.integer(row).map(Int.init), price: price.decimal(row),
        taxRate: tax.decimal(row), lotMinimum: minimum.decimal(row), lotMultiple: multiple.decimal(row),
        unit: unit.text(row))
      if let known = result[index], !candidate.comes(before: known) { continue }
      result[index] = candidate
    }
    return result
  }

  /// Whether the supplier counts in the item's own unit: pieces, by whatever word.
  func countsIn(_ itemUnit: String) -> Bool {
    guard let unit else { return true }
    let pieces: Swift.Set<String> = ["件", "个", "台", "套", "只", "EA", "PC", "PCS"]
    return unit == itemUnit || (pieces.contains(unit.uppercased()) && pieces.contains(itemUnit.uppercased()))
  }

  private func comes(before other: SupplySource) -> Bool {
    let mine = (leadTimeDays ?? Int.max, price?.mantissa ?? Int64.max, supplier)
    let theirs = (other.leadTimeDays ?? Int.max, other.price?.mantissa ?? Int64.max, other.supplier)
    return mine < theirs
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Quantities

/// The VAT rate of an item on a day: its own dated row, else the rate of its master data, else that of its class 税收分类 in the dated table of the law.
///
/// Old documents keep the rate of their day. A day for which nothing is known has no rate; it is never taken to be 0 %.
struct VatRates: Sendable {
  /// Rows of the company's own, by item position, days ascending.
  private let dated: [Int: [(from: Day, rate: FixedPoint)]]
  private let fixed: [FixedPoint?]
  private let classes: [VatItemClass?]
  /// As written, where it names no class.
  private let unknown: [String?]
  private let taxpayer: TaxpayerKind

  init(catalogue: Catalogue, taxRates: FactTable, taxpayer: TaxpayerKind) {
    let (item, from, rate) = (taxRates["item"], taxRates["valid_from"], taxRates["rate"])
    var dated: [Int: [(from: Day, rate: FixedPoint)]] = [:]
    for row in 0..<taxRates.rowCount {
      guard let index = item.text(row).flatMap({ catalogue.itemIndex($0) }), let day = from.day(row), let value = rate.decimal(row) else {
        continue
      }
      dated[index, default: []].append((day, value))
    }
    self.dated = dated.mapValues { rows in
      rows.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
    }
    fixed = catalogue.items.map(\.taxRate)
    classes = catalogue.items.map { $0.vatClass.flatMap { VatItemClass(text: $0) } }
    unknown = catalogue.items.map { item in item.vatClass.flatMap { VatItemClass(text: $0) == nil ? $0 : nil } }
    self.taxpayer = taxpayer
  }

  /// nil where nothing is known of the item on that day.
  func rate(_ item: Int, on day: Day) -> FixedPoint? {
    if let own = dated[item]?.last(where: { $0.from <= day }) { return own.rate }
    return fixed[item] ?? row(item, on: day)?.rate
  }

  /// The row of the law, where neither the item nor the company says anything; with its source.
  func row(_ item: Int, on day: Day) -> VatRate? {
    guard fixed[item] == nil, let itemClass = classes[item] else { return nil }
    return try? VatRateTable.china.rate(itemClass, taxpayer, on: day)
  }

  /// What a general taxpayer 一般纳税人 asks for an item of this class; nil for one without a class.
  func generalRate(_ item: Int, on day: Day) -> FixedPoint? {
    classes[item].flatMap { try? VatRateTable.china.rate($0, .general, on: day) }?.rate
  }

  /// The company's own rows of an item, days ascending.
  func own(_ item: Int) -> [(from: Day, rate: FixedPoint)] { dated[item] ?? [] }

  /// Items that name a class of which no rate is known on `day`, with the words: a class nobody knows, or one that the table does not reach.
  func missing(on day: Day) -> [(item: Int, words: String)] {
    fixed.indices.compactMap { item in
      guard rate(item, on: day) == nil else { return nil }
      if let words = unknown[item] { return (item, words) }
      return classes[item].map { (item, $0.code) }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce
import Quantities

/// Completes 含税, 不含税 and tax of a document line from whichever of them the file gives.
///
/// Order of belief: what is written stands; net + tax, gross − tax and the split by rate fill what is missing; price ×
/// quantity stands in for both amounts. Without rate and tax a net amount is taken as gross too, and said so.
struct AmountRules {
  private let gross: Int?
  private let net: Int?
  private let tax: Int?
  private let rate: Int?
  private let priceGross: Int?
  private let priceNet: Int?
  private let quantity: Int?
  private let currency: Currency
  private let defaultRate: FixedPoint?

  /// Nil for kinds that are no documents with two amounts; there a missing side stays missing.
  init?(schema: FactSchema, currency: Currency, defaultRate: FixedPoint?) {
    let planned: [FactKind] = [.salesForecasts, .budgets, .deals, .dealStages]
    guard !planned.contains(schema.kind), schema.index(of: "amount_incl_tax") != nil,
      schema.index(of: "amount_excl_tax") != nil
    else { return nil }
    gross = schema.index(of: "amount_incl_tax")
    net = schema.index(of: "amount_excl_tax")
    tax = schema.index(of: "tax_amount")
    rate = schema.index(of: "tax_rate")
    priceGross = schema.index(of: "price_incl_tax")
    priceNet = schema.index(of: "price_excl_tax")
    quantity = schema.index(of: "quantity")
    self.currency = currency
    self.defaultRate = defaultRate
  }

  /// What completing a row met.
  enum Outcome { case fine, grossTakenAsNet, taxRateMissing, amountMissing, taxDoesNotAddUp, overflow }

  func complete(_ values: UnsafeMutablePointer<Int64>, _ present: UnsafeMutablePointer<Bool>) -> Outcome {
    guard let gross, let net else { return .fine }
    func has(_ field: Int?) -> Bool { field.map { present[$0] } ?? false }
    func set(_ field: Int?, _ value: Int64) {
      guard let field, !present[field] else { return }
      values[field] = value
      present[field] = true
    }
    if !has(gross), !has(net), !fromPrice(values, present, gross, net) { return .amountMissing }
    if has(gross), has(net) {
      let (difference, overflow) = values[gross].subtractingReportingOverflow(values[net])
      if overflow { return .overflow }
      if let tax, present[tax] {
        return (values[tax] &- difference).magnitude <= 1 ? .fine : .taxDoesNotAddUp
      }
      set(tax, difference)
      return .fine
    }
    if let tax, present[tax] {
      let (other, overflow) =
        has(net)
        ? values[net].addingReportingOverflow(values[tax])
        : values[gross].subtractingReportingOverflow(values[tax])
      if overflow { return .overflow }
      set(has(net) ? gross : net, other)
      return .fine
    }
    guard
      let share = rate.flatMap({ present[$0] ? FixedPoint(mantissa: values[$0], scale: 6) : nil })
        ?? defaultRate
    else {
      guard has(net) else { return .taxRateMissing }
      set(gross, values[net])
      return .grossTakenAsNet
    }
    let known = Amount(minorUnits: values[has(net) ? net : gross], currency: currency)
    guard let split = has(net) ? TaxSplit(net: known, rate: share) : TaxSplit(gross: known, rate: share)
    else {
      return .overflow
    }
    set(gross, split.gross.minorUnits)
    set(net, split.net.minorUnits)
    set(tax, split.tax.minorUnits)
    return .fine
  }

  private func fromPrice(
    _ values: UnsafeMutablePointer<Int64>, _ present: UnsafeMutablePointer<Bool>, _ gross: Int, _ net: Int
  ) -> Bool {
    guard let quantity, present[quantity] else { return false }
    let pieces = FixedPoint(mantissa: values[quantity], scale: 4)
    for (price, target) in [(priceGross, gross), (priceNet, net)] {
      guard let price, present[price],
        let amount = Amount.product(
          price: FixedPoint(mantissa: values[price], scale: 6), quantity: pieces, currency: currency)
      else { continue }
      values[target] = amount.minorUnits
      present[target] = true
      return true
    }
    return false
  }
}

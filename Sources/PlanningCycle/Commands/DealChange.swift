// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Commerce
import Journal
import Quantities

/// New values for some fields of a deal; nil leaves a field as it is.
public struct DealChange: Hashable, Sendable {
  public var stage: String?
  public var amountInclTax: Int64?
  /// What the changed amount buys, pieces; follows from it.
  private(set) var quantity: FixedPoint?
  public var closesOn: Day?
  public var deliversOn: Day?
  public var isCommitted: Bool?

  public init(
    stage: String? = nil, amountInclTax: Int64? = nil, closesOn: Day? = nil, deliversOn: Day? = nil,
    isCommitted: Bool? = nil
  ) {
    self.stage = stage
    self.amountInclTax = amountInclTax
    self.closesOn = closesOn
    self.deliversOn = deliversOn
    self.isCommitted = isCommitted
  }

  public var isEmpty: Bool { self == DealChange() }

  /// Moving the closing day moves a stated delivery by as many days, unless somebody says otherwise.
  func completed(for deal: Deal) -> DealChange {
    var change = self
    if let newDay = closesOn, let oldDay = deal.closesOn, deliversOn == nil, let delivery = deal.deliversOn {
      change.deliversOn = delivery.adding(days: oldDay.distance(to: newDay))
    }
    change.quantity = Self.quantity(of: deal, for: amountInclTax)
    return change
  }

  /// The plan counts a deal in pieces: at the price it was made at, another amount is as many pieces more or less. nil where pieces or price are not known.
  private static func quantity(of deal: Deal, for amount: Int64?) -> FixedPoint? {
    guard let amount, amount >= 0, let pieces = deal.quantity?.rescaled(to: 4)?.mantissa, pieces > 0, let old = deal.amountInclTax, old > 0
    else { return nil }
    let (whole, rest) = (Int128(pieces) * Int128(amount)).quotientAndRemainder(dividingBy: Int128(old))
    return Int64(exactly: whole + (rest * 2 >= Int128(old) ? 1 : 0)).map { FixedPoint(mantissa: $0, scale: 4) }
  }

  /// The change that takes this one back.
  func inverse(of deal: Deal) -> DealChange {
    var change = DealChange(
      stage: stage == nil ? nil : deal.stage, amountInclTax: amountInclTax == nil ? nil : deal.amountInclTax,
      closesOn: closesOn == nil ? nil : deal.closesOn, deliversOn: deliversOn == nil ? nil : deal.deliversOn,
      isCommitted: isCommitted == nil ? nil : deal.isCommitted)
    change.quantity = quantity == nil ? nil : deal.quantity
    return change
  }

  var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = [:]
    if let stage { fields["stage"] = .text(stage) }
    if let amountInclTax { fields["amount_incl_tax"] = .integer(amountInclTax) }
    if let quantity { fields["quantity"] = .fixed(quantity) }
    if let closesOn { fields["closes_on"] = .day(closesOn) }
    if let deliversOn { fields["delivers_on"] = .day(deliversOn) }
    if let isCommitted { fields["is_committed"] = .boolean(isCommitted) }
    return .map(fields)
  }

  init(_ value: CanonicalValue?) {
    self.init(
      stage: value?["stage"]?.text, amountInclTax: value?["amount_incl_tax"]?.integer,
      closesOn: value?["closes_on"]?.day, deliversOn: value?["delivers_on"]?.day,
      isCommitted: value?["is_committed"]?.boolean)
    quantity = value?["quantity"]?.fixed
  }

  /// The deal's row with the change in it.
  func row(of deal: Deal, in deals: FactTable) -> FactTable {
    var values: [FactValue?] = deals.columns.map { column in
      guard column.isPresent[deal.row] else { return nil }
      if let text = column.text(orNil: deal.row) { return .text(text) }
      return .number(column.integers[deal.row])
    }
    func set(_ field: String, _ value: FactValue?) {
      guard let value, let index = deals.schema.index(of: field) else { return }
      values[index] = value
    }
    set("stage", stage.map { .text($0) })
    set("amount_incl_tax", amountInclTax.map { .number($0) })
    set("quantity", quantity?.rescaled(to: 4).map { .number($0.mantissa) })
    set("closes_on", closesOn.map { .day($0) })
    set("delivers_on", deliversOn.map { .day($0) })
    set("is_committed", isCommitted.map { .boolean($0) })
    var table = FactTable(kind: .deals)
    table.append(values, line: 0)
    return table
  }
}

extension FactColumn {
  /// The text of a text column; nil for every other type.
  fileprivate func text(orNil row: Int) -> String? { field.type == .text ? text(row) : nil }
}

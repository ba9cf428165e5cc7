// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Commerce
import Journal

/// New values for some fields of a deal; nil leaves a field as it is.
public struct DealChange: Hashable, Sendable {
  public var stage: String?
  public var amountInclTax: Int64?
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
    return change
  }

  /// The change that takes this one back.
  func inverse(of deal: Deal) -> DealChange {
    DealChange(
      stage: stage == nil ? nil : deal.stage, amountInclTax: amountInclTax == nil ? nil : deal.amountInclTax,
      closesOn: closesOn == nil ? nil : deal.closesOn, deliversOn: deliversOn == nil ? nil : deal.deliversOn,
      isCommitted: isCommitted == nil ? nil : deal.isCommitted)
  }

  var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = [:]
    if let stage { fields["stage"] = .text(stage) }
    if let amountInclTax { fields["amount_incl_tax"] = .integer(amountInclTax) }
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

// SPDX-License-Identifier: Apache-2.0
import Commerce
import DataQuality
import Journal

extension QualityRule {
  /// As an event keeps it, so that what was checked can be read when the rule is another one.
  var canonical: CanonicalValue {
    .map([
      "id": .text(id), "kind": .text(kind.rawValue), "severity": .text(severity.rawValue), "tolerated": .integer(Int64(tolerated)),
      "check": check.canonical,
    ])
  }

  /// nil for a form that this program does not know.
  ///
  /// - Parameter id: where the event itself names the rule.
  init?(_ value: CanonicalValue?, id: String? = nil) {
    guard let id = id ?? value?["id"]?.text, let kind = value?["kind"]?.text.flatMap({ FactKind(rawValue: $0) }),
      let severity = value?["severity"]?.text.flatMap({ QualitySeverity(rawValue: $0) }), let check = QualityCheck(value?["check"])
    else { return nil }
    self.init(id: id, kind: kind, check: check, severity: severity, tolerated: Int(clamping: value?["tolerated"]?.integer ?? 0))
  }
}

extension QualityCheck {
  fileprivate var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = ["form": .text(form.rawValue)]
    switch self {
    case .required(let field), .reference(let field): fields["field"] = .text(field)
    case .range(let field, let low, let high):
      fields["field"] = .text(field)
      fields["low"] = low?.canonical
      fields["high"] = high?.canonical
    case .uniqueness(let names): fields["fields"] = .list(names.map { .text($0) })
    case .freshness(let days): fields["days"] = .integer(Int64(days))
    case .balance(let balance): fields.merge(balance.canonical) { _, new in new }
    case .volume(let low, let high): (fields["low"], fields["high"]) = (.integer(Int64(low)), .integer(Int64(high)))
    case .outlier(let measure, let factor), .scale(let measure, let factor):
      fields["field"] = .text(measure.field)
      fields["per"] = measure.per.map { .text($0) }
      fields["by"] = measure.by.map { .text($0) }
      fields["factor"] = .integer(Int64(factor))
    }
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue?) {
    func text(_ name: String) -> String? { value?[name]?.text }
    func number(_ name: String) -> Int? { value?[name]?.integer.map { Int(clamping: $0) } }
    let measure = text("field").map { QualityMeasure($0, per: text("per"), by: text("by")) }
    switch text("form").flatMap({ Form(rawValue: $0) }) {
    case .required?:
      guard let field = text("field") else { return nil }
      self = .required(field: field)
    case .reference?:
      guard let field = text("field") else { return nil }
      self = .reference(field: field)
    case .range?:
      guard let field = text("field") else { return nil }
      self = .range(field: field, low: QualityBound(value?["low"]), high: QualityBound(value?["high"]))
    case .uniqueness?: self = .uniqueness(fields: (value?["fields"]?.list ?? []).compactMap(\.text))
    case .freshness?:
      guard let days = number("days") else { return nil }
      self = .freshness(days: days)
    case .balance?:
      guard let balance = QualityBalance(value) else { return nil }
      self = .balance(balance)
    case .volume?:
      guard let low = number("low"), let high = number("high") else { return nil }
      self = .volume(low: low, high: high)
    case .outlier?:
      guard let measure, let factor = number("factor") else { return nil }
      self = .outlier(measure, factor: factor)
    case .scale?:
      guard let measure, let factor = number("factor") else { return nil }
      self = .scale(measure, factor: factor)
    case nil: return nil
    }
  }
}

extension QualityBound {
  fileprivate var canonical: CanonicalValue {
    switch self {
    case .fixed(let value): .map(["value": .integer(value)])
    case .daysFromToday(let days): .map(["today": .integer(Int64(days))])
    }
  }

  fileprivate init?(_ value: CanonicalValue?) {
    if let fixed = value?["value"]?.integer {
      self = .fixed(fixed)
    } else if let days = value?["today"]?.integer {
      self = .daysFromToday(Int(clamping: days))
    } else {
      return nil
    }
  }
}

extension QualityBalance {
  /// Its stable name.
  var name: String {
    switch self {
    case .sum: "sum"
    case .product: "product"
    case .order: "order"
    case .differs: "differs"
    case .zeroSum: "zeroSum"
    case .bankRoll: "bankRoll"
    }
  }

  fileprivate var canonical: [String: CanonicalValue] {
    var fields: [String: CanonicalValue] = ["balance": .text(name)]
    switch self {
    case .sum(let parts, let total, let within):
      (fields["parts"], fields["total"], fields["within"]) = (.list(parts.map { .text($0) }), .text(total), .integer(within))
    case .product(let quantity, let price, let amount, let within):
      (fields["quantity"], fields["price"]) = (.text(quantity), .text(price))
      (fields["amount"], fields["within"]) = (.text(amount), .integer(Int64(within)))
    case .order(let first, let last), .differs(let first, let last): (fields["first"], fields["last"]) = (.text(first), .text(last))
    case .zeroSum, .bankRoll: break
    }
    return fields
  }

  fileprivate init?(_ value: CanonicalValue?) {
    func text(_ name: String) -> String { value?[name]?.text ?? "" }
    let within = value?["within"]?.integer ?? 0
    switch text("balance") {
    case "sum": self = .sum(parts: (value?["parts"]?.list ?? []).compactMap(\.text), total: text("total"), within: within)
    case "product":
      self = .product(quantity: text("quantity"), price: text("price"), amount: text("amount"), within: Int(clamping: within))
    case "order": self = .order(first: text("first"), last: text("last"))
    case "differs": self = .differs(text("first"), text("last"))
    case "zeroSum": self = .zeroSum
    case "bankRoll": self = .bankRoll
    default: return nil
    }
  }
}

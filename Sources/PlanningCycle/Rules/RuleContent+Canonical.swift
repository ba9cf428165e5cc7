// SPDX-License-Identifier: Apache-2.0
import Journal
import Quantities

extension RuleContent {
  /// As an event keeps it.
  var canonical: CanonicalValue {
    .map([
      "name_zh": .text(name.chinese), "name_en": .text(name.english), "shared": .boolean(isShared), "on": .boolean(isOn),
      "severity": .text(severity.rawValue), "recovery": .integer(Int64(recovery)), "condition": condition.canonical,
    ])
  }

  /// nil for a form that this program does not know.
  init?(_ value: CanonicalValue?) {
    guard let chinese = value?["name_zh"]?.text, let english = value?["name_en"]?.text,
      let severity = value?["severity"]?.text.flatMap({ Alert.Severity(rawValue: $0) }),
      let condition = RuleCondition(value?["condition"])
    else { return nil }
    self.init(
      name: BilingualText(chinese, english), isShared: value?["shared"]?.boolean ?? false, isOn: value?["on"]?.boolean ?? true,
      severity: severity, recovery: Int(clamping: value?["recovery"]?.integer ?? Int64(RuleLimits.recoveryDefault)), condition: condition)
  }
}

extension RuleCondition {
  fileprivate var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = ["kind": .text(kind)]
    if let figure { fields["figure"] = figure.canonical }
    if let window { fields["window"] = window.canonical }
    switch self {
    case .threshold(_, _, let side, let limit, let share):
      fields["side"] = .text(side.rawValue)
      fields["limit"] = .fixed(limit)
      fields["share"] = share.map { .text($0) }
    case .deviation(_, _, let base, let side, let percent, let amount):
      fields["base"] = .text(base.rawValue)
      fields["side"] = .text(side.rawValue)
      fields["percent"] = percent.map { .fixed($0) }
      fields["amount"] = amount.map { .fixed($0) }
    case .trend(_, _, let side, let count, let percent):
      fields["side"] = .text(side.rawValue)
      fields["count"] = .integer(Int64(count))
      fields["percent"] = .fixed(percent)
    case .lateData(let kind, let days):
      fields["data"] = .text(kind)
      fields["days"] = .integer(Int64(days))
    case .missing(let form, let days):
      fields["form"] = .text(form)
      fields["days"] = .integer(Int64(days))
    }
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue?) {
    let days = Int(clamping: value?["days"]?.integer ?? 0)
    switch value?["kind"]?.text {
    case "lateData":
      guard let data = value?["data"]?.text else { return nil }
      self = .lateData(data, days: days)
      return
    case "missing":
      guard let form = value?["form"]?.text else { return nil }
      self = .missing(form: form, days: days)
      return
    default: break
    }
    guard let figure = RuleFigure(value?["figure"]), let window = RuleWindow(value?["window"]),
      let side = value?["side"]?.text.flatMap({ RuleSide(rawValue: $0) })
    else { return nil }
    switch value?["kind"]?.text {
    case "threshold":
      guard let limit = value?["limit"]?.fixed else { return nil }
      self = .threshold(figure, window, side, limit: limit, share: value?["share"]?.text)
    case "deviation":
      guard let base = value?["base"]?.text.flatMap({ RuleBase(rawValue: $0) }) else { return nil }
      self = .deviation(figure, window, base, side, percent: value?["percent"]?.fixed, amount: value?["amount"]?.fixed)
    case "trend":
      guard let count = value?["count"]?.integer, let percent = value?["percent"]?.fixed else { return nil }
      self = .trend(figure, window, side, count: Int(clamping: count), percent: percent)
    default: return nil
    }
  }
}

extension RuleFigure {
  fileprivate var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = ["name": .text(name), "members": .map(members.mapValues { .text($0) })]
    fields["each"] = each.map { .text($0.rawValue) }
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue?) {
    guard let name = value?["name"]?.text else { return nil }
    self.init(
      name, members: (value?["members"]?.map ?? [:]).compactMapValues(\.text),
      each: value?["each"]?.text.flatMap { RuleEach(rawValue: $0) })
  }
}

extension RuleWindow {
  fileprivate var canonical: CanonicalValue {
    .map(["kind": .text(kind.rawValue), "count": .integer(Int64(count)), "whole": .boolean(isWhole)])
  }

  fileprivate init?(_ value: CanonicalValue?) {
    guard let kind = value?["kind"]?.text.flatMap({ Kind(rawValue: $0) }) else { return nil }
    self.init(kind, Int(clamping: value?["count"]?.integer ?? 1), isWhole: value?["whole"]?.boolean ?? false)
  }
}

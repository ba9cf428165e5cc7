// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
public import Journal

extension ReviewFigures {
  /// What stands for the figures: SHA-256 of their canonical bytes. Names are not part of it, so that a renamed region changes no hash.
  public var digest: Digest {
    var encoder = CanonicalEncoder()
    // A review holds a few thousand numbers: far within every limit.
    guard (try? encoder.put(canonical(named: false))) != nil else { preconditionFailure("figures of a review fit") }
    return .sha256(encoder.bytes)
  }

  /// - Parameter named: with the names of areas, customers and deals as they were.
  func canonical(named: Bool) -> CanonicalValue {
    .map(["month": .month(month), "comparisons": .list(comparisons.map { $0.canonical(named) })])
  }

  init?(_ value: CanonicalValue?) {
    guard let month = value?["month"]?.month, let comparisons = value?["comparisons"]?.list else { return nil }
    self.init(month: month, comparisons: comparisons.compactMap { Comparison($0) })
  }
}

extension ReviewFigures.Comparison {
  fileprivate func canonical(_ named: Bool) -> CanonicalValue {
    var fields: [String: CanonicalValue] = [
      "base": .text(base.rawValue), "areas": .list(areas.map { $0.canonical(named) }),
      "evidence": .list(evidence.map { $0.canonical(named) }),
      "workdays": .list([.integer(Int64(workdays.actual)), .integer(Int64(workdays.base))]),
      "festival": .list([.integer(festivalWeights.actual), .integer(festivalWeights.base)]),
    ]
    if let madeOn { fields["made_on"] = .day(madeOn) }
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue) {
    guard let base = value["base"]?.text.flatMap({ ReviewFigures.Base(rawValue: $0) }),
      let days = value["workdays"]?.list?.compactMap(\.integer), let weights = value["festival"]?.list?.compactMap(\.integer),
      days.count == 2,
      weights.count == 2
    else { return nil }
    self.init(
      base: base, madeOn: value["made_on"]?.day, areas: (value["areas"]?.list ?? []).compactMap { ReviewFigures.Area($0) },
      evidence: (value["evidence"]?.list ?? []).compactMap { ReviewFigures.Evidence($0) }, workdays: (Int(days[0]), Int(days[1])),
      festivalWeights: (weights[0], weights[1]))
  }
}

extension ReviewFigures.Area {
  fileprivate func canonical(_ named: Bool) -> CanonicalValue {
    var fields: [String: CanonicalValue] = [
      "key": .text(key), "base": .integer(base), "actual": .integer(actual), "split": split.canonical,
    ]
    if named { label.put(into: &fields) }
    if let margin {
      fields["margin"] = .map(["base": .integer(margin.base), "actual": .integer(margin.actual), "split": margin.split.canonical])
    }
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue) {
    guard let key = value["key"]?.text, let base = value["base"]?.integer, let actual = value["actual"]?.integer,
      let split = VarianceSplit(value["split"])
    else { return nil }
    var margin: ReviewFigures.Margin?
    if let kept = value["margin"], let before = kept["base"]?.integer, let now = kept["actual"]?.integer,
      let parts = VarianceSplit(kept["split"])
    {
      margin = ReviewFigures.Margin(base: before, actual: now, split: parts)
    }
    self.init(key: key, label: BilingualText(value) ?? BilingualText(name: key), base: base, actual: actual, split: split, margin: margin)
  }
}

extension ReviewFigures.Evidence {
  fileprivate func canonical(_ named: Bool) -> CanonicalValue {
    var fields: [String: CanonicalValue] = [
      "factor": .text(factor.rawValue), "code": .text(code), "region": .text(region), "amount": .integer(amount),
    ]
    if named { name.put(into: &fields) }
    if let on { fields["on"] = .text(on) }
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue) {
    guard let factor = value["factor"]?.text.flatMap({ VarianceFactor(rawValue: $0) }), let code = value["code"]?.text,
      let amount = value["amount"]?.integer
    else { return nil }
    self.init(
      factor: factor, code: code, name: BilingualText(value) ?? BilingualText(name: code), region: value["region"]?.text ?? "",
      amount: amount, on: value["on"]?.text)
  }
}

extension VarianceSplit {
  fileprivate var canonical: CanonicalValue { .list(parts.map { .integer($0) }) }

  fileprivate init?(_ value: CanonicalValue?) {
    guard let parts = value?.list?.compactMap(\.integer), parts.count == VarianceFactor.allCases.count else { return nil }
    self.init(parts: parts)
  }
}

extension BilingualText {
  fileprivate func put(into fields: inout [String: CanonicalValue]) {
    fields["zh"] = .text(chinese)
    fields["en"] = .text(english)
  }

  fileprivate init?(_ value: CanonicalValue) {
    guard let chinese = value["zh"]?.text, let english = value["en"]?.text else { return nil }
    self.init(chinese, english)
  }
}

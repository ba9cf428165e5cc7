// SPDX-License-Identifier: Apache-2.0

import Formulas

/// Sums and differences of figures with and without tax. A figure has a tax basis where its measure states one, and whatever only moves or sums such a
/// figure keeps it; a factor may be the tax itself, so a product has none. What is not sure is not said: every term has to be known.
extension ModelChecker {
  mutating func reportMixedBases() {
    var seen: Set<TextPlace> = []
    for measure in model.measures where measure.kind == .formula {
      guard let formula = measure.formula else { continue }
      for mix in mixes(in: formula) where seen.insert(mix.place).inserted {
        report(
          .taxBasesMixed, mix.place, mix.with + ", " + mix.without,
          Wording(
            "\(mix.with)（含税）和 \(mix.without)（不含税）直接相加减，得数两者都不是。",
            "\(mix.with) (incl. tax) and \(mix.without) (excl. tax) are added or subtracted as they are: the result is neither."),
          hint: Wording(
            "把 \(mix.with) 除以（1 + 税率），或把 \(mix.without) 乘以（1 + 税率）；如果是 basis 写错了，改 basis。",
            "Divide \(mix.with) by (1 + tax rate), or multiply \(mix.without) by it; where a basis is stated wrongly, correct the basis."),
          severity: .warning)
      }
    }
  }

  /// A figure with tax and one without in one sum, by the measures that state so.
  private struct Mix {
    let place: TextPlace
    let with: String
    let without: String
  }

  /// What a part of a formula is: nothing of its own, of a basis that a measure states, or not known.
  private enum Part {
    case number
    case stated(String, by: Int)
    case unknown
  }

  private func mixes(in formula: Formula) -> [Mix] {
    switch formula {
    case .binary(.add, _, _, let place), .binary(.subtract, _, _, let place):
      let terms = terms(of: formula)
      return found(terms, place) + terms.flatMap { mixes(in: $0) }
    case .binary(_, let left, let right, _): return mixes(in: left) + mixes(in: right)
    case .negative(let inner, _), .not(let inner, _): return mixes(in: inner)
    case .choice(let condition, let then, let otherwise, _):
      return mixes(in: condition) + mixes(in: then) + mixes(in: otherwise)
    case .call(let call):
      let parts = formulas(of: call)
      return (call.name == "rollforward" ? found(parts, call.place) : []) + parts.flatMap { mixes(in: $0) }
    case .number, .text, .name, .path, .mapped: return []
    }
  }

  /// The terms of `a + b - c`, whatever their signs.
  private func terms(of formula: Formula) -> [Formula] {
    switch formula {
    case .binary(.add, let left, let right, _), .binary(.subtract, let left, let right, _): terms(of: left) + terms(of: right)
    case .negative(let inner, _): terms(of: inner)
    default: [formula]
    }
  }

  private func formulas(of call: FunctionCall) -> [Formula] {
    call.arguments.compactMap { if case .formula(let inner) = $0.value { inner } else { nil } }
  }

  private func found(_ terms: [Formula], _ place: TextPlace) -> [Mix] {
    var (with, without): ([Int], [Int]) = ([], [])
    for term in terms {
      switch part(term) {
      case .number: break
      case .unknown: return []
      case .stated("含税", let measure): with.append(measure)
      case .stated(_, let measure): without.append(measure)
      }
    }
    guard let one = with.first, let other = without.first, !with.contains(where: { isTax($0, without) }) else { return [] }
    return [Mix(place: place, with: model.measures[one].id, without: model.measures[other].id)]
  }

  private func part(_ formula: Formula) -> Part {
    switch formula {
    case .number: return .number
    case .name(let name, _):
      guard let index = measureIndex[name], let basis = model.measures[index].basis else { return .unknown }
      return .stated(basis, by: index)
    case .negative(let inner, _): return part(inner)
    case .binary(.add, _, _, _), .binary(.subtract, _, _, _): return joined(terms(of: formula))
    case .choice(_, let then, let otherwise, _): return joined([then, otherwise])
    case .call(let call):
      let parts = formulas(of: call)
      if Self.whole.contains(call.name) { return joined(parts) }
      return Self.moving.contains(call.name) ? parts.first.map { part($0) } ?? .unknown : .unknown
    default: return .unknown
    }
  }

  /// Of one basis where every part is; a mixed one is said where it is mixed.
  private func joined(_ formulas: [Formula]) -> Part {
    var result = Part.number
    for formula in formulas {
      switch (result, part(formula)) {
      case (_, .unknown): return .unknown
      case (.stated(let one, _), .stated(let other, _)) where one != other: return .unknown
      case (.number, let next): result = next
      default: break
      }
    }
    return result
  }

  /// One of them is made of the other with a tax rate between them: their difference is the tax.
  private func isTax(_ with: Int, _ without: [Int]) -> Bool {
    let above = origin(of: with)
    return without.contains { measure in
      let below = origin(of: measure)
      return above == below || origins(below).contains(above) || origins(above).contains(below)
    }
  }

  private func origins(_ measure: Int) -> Set<Int> { Set(sources(of: measure).map { origin(of: $0) }) }

  /// The measure that this one is a copy of, of other periods or summed.
  private func origin(of measure: Int) -> Int {
    var (place, steps) = (measure, 0)
    while steps < model.measures.count, let next = model.measures[place].formula.flatMap({ copied($0) }) {
      (place, steps) = (next, steps + 1)
    }
    return place
  }

  private func copied(_ formula: Formula) -> Int? {
    switch formula {
    case .name(let name, _): return measureIndex[name]
    case .call(let call):
      let parts = formulas(of: call).filter { if case .number = $0 { false } else { true } }
      if Self.whole.contains(call.name) { return parts.count == 1 ? copied(parts[0]) : nil }
      return Self.moving.contains(call.name) ? parts.first.flatMap { copied($0) } : nil
    default: return nil
    }
  }

  /// Measures that a formula reads itself.
  private func sources(of measure: Int) -> Set<Int> {
    var found: Set<Int> = []
    func visit(_ formula: Formula) {
      switch formula {
      case .name(let name, _), .mapped(let name, _, _): if let index = measureIndex[name] { found.insert(index) }
      case .negative(let inner, _), .not(let inner, _): visit(inner)
      case .binary(_, let left, let right, _): [left, right].forEach(visit)
      case .choice(let condition, let then, let otherwise, _): [condition, then, otherwise].forEach(visit)
      case .call(let call): formulas(of: call).forEach(visit)
      case .number, .text, .path: break
      }
    }
    model.measures[measure].formula.map(visit)
    return found
  }

  /// Functions that are their first argument at another place, or a sum of it.
  private static let moving: Set = [
    "lag", "lead", "prev", "lastyear", "sameperiod", "movingsum", "cumulate", "yeartodate", "spread", "atcutoff", "monthly", "daily", "sum",
    "average", "allocate", "abs", "round",
  ]
  /// Functions that are one of their arguments.
  private static let whole: Set = ["switchover", "first", "min", "max", "rollforward"]
}

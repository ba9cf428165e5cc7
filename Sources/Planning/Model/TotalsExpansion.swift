// SPDX-License-Identifier: Apache-2.0

import Formulas

/// Statements that stand for several measures: they are written out before anything is looked up.
extension ModelChecker {
  mutating func expand() {
    expandTotals()
    expandWeightedTotals()
  }

  // MARK: totals

  /// `totals fam […]: sales` → `measure sales_fam […] = sum(sales by …)`.
  private mutating func expandTotals() {
    guard !parsed.totals.isEmpty else { return }
    var names: [String: Int] = [:]
    var all = parsed.measures
    for (index, measure) in all.enumerated() { for name in measure.names.all { names[name] = index } }
    var additions: [(position: Int, measure: MeasureDeclaration)] = []
    for totals in parsed.totals {
      for entry in totals.measures {
        guard let index = names[entry.name] else {
          reportUnknown(
            entry.name, entry.place, what: Wording("指标", "measure"), among: names.keys.sorted())
          continue
        }
        guard let measure = total(of: all[index], totals, at: entry.place, names) else { continue }
        for name in measure.names.all where names[name] == nil { names[name] = all.count }
        all.append(measure)
        additions.append((totals.position, measure))
      }
    }
    var result: [MeasureDeclaration] = []
    var next = 0
    for position in 0...parsed.measures.count {
      while next < additions.count, additions[next].position == position {
        result.append(additions[next].measure)
        next += 1
      }
      if position < parsed.measures.count { result.append(parsed.measures[position]) }
    }
    parsed.measures = result
  }

  private mutating func total(
    of measure: MeasureDeclaration, _ totals: TotalsDeclaration, at place: TextPlace, _ names: [String: Int]
  ) -> MeasureDeclaration? {
    let own = measure.names
    let total = Names(
      id: own.id + "_" + totals.names.id, chinese: own.chinese.map { $0 + "_" + (totals.names.chinese ?? totals.names.id) },
      english: own.english.map { $0 + " " + (totals.names.english ?? totals.names.id) }, place: place)
    let ratio = measure.attributes.first { $0.key == "total" && $0.value == "ratio" }
    var formula: Formula?
    if case .binary(.divide, .name(let above, _), .name(let below, _), _)? = ratio?.argument {
      // The ratio of the totals, where both are totalled as well.
      let listed = Set(totals.measures.map(\.name))
      if listed.contains(above), listed.contains(below) {
        formula = .binary(
          .divide, .name(above + "_" + totals.names.id, place), .name(below + "_" + totals.names.id, place), place)
      }
    } else if !measure.unit.isPercent, !measure.unit.factors.contains(where: \.isDivided) || sums(measure) {
      formula = sum(of: measure, to: totals, at: place)
      if formula == nil { return nil }
    }
    guard let formula else {
      report(
        .totalNotPossible, place, own.id,
        Wording("它不按成员相加，不能合计。", "It is not added over members, so it has no sum."),
        hint: ratio == nil
          ? Wording("比率声明 total: ratio(a / b)，并把 a、b 一起列出。", "Declare total: ratio(a / b) and list a and b as well.")
          : Wording("把分子分母一起列出。", "List the two measures that it divides as well."))
      return nil
    }
    let kept = measure.attributes.filter { ["time", "basis", "good", "hidden"].contains($0.key) }
    return MeasureDeclaration(
      kind: .measure, names: total, axes: totals.axes, unit: measure.unit, attributes: kept, formula: formula,
      section: totals.section)
  }

  private func sums(_ measure: MeasureDeclaration) -> Bool {
    measure.attributes.contains { $0.key == "total" && $0.value == "sum" }
  }

  /// Up to the levels of the target, then over the dimensions it does not have.
  private mutating func sum(
    of measure: MeasureDeclaration, to totals: TotalsDeclaration, at place: TextPlace
  ) -> Formula? {
    let target = totals.axes.map(\.path)
    var formula = Formula.name(measure.names.id, place)
    var over: [[String]] = []
    func call(_ scope: AggregationScope) -> Formula {
      let argument = FunctionArgument(label: nil, isSubtracted: false, value: .formula(formula), place: place)
      return .call(FunctionCall(name: "sum", arguments: [argument], scope: scope, place: place))
    }
    for axis in measure.axes where axis.path != ["month"] && axis.path != ["day"] && !target.contains(axis.path) {
      if let level = target.first(where: { $0.first == axis.path.first }) {
        formula = call(.by(level, place))
      } else {
        over.append([axis.path[0]])
      }
    }
    if !over.isEmpty { formula = call(.over(over, place)) }
    if case .name = formula {
      report(
        .totalNotPossible, place, measure.names.id,
        Wording("它的维度已经如此，没有什么可合计。", "It has these dimensions already; there is nothing to total."))
      return nil
    }
    return formula
  }

  // MARK: weighted

  /// `total: weighted(price by units)` → `total: ratio(Σ price × units / Σ units where the price is given)`, as two hidden measures.
  private mutating func expandWeightedTotals() {
    var result: [MeasureDeclaration] = []
    for measure in parsed.measures {
      guard measure.attributes.contains(where: { $0.value == "weighted" && !$0.isQuoted }) else {
        result.append(measure)
        continue
      }
      var attributes: [Attribute] = []
      var hidden: [MeasureDeclaration] = []
      for attribute in measure.attributes {
        guard attribute.value == "weighted", case .mapped(let value, let weight, let place)? = attribute.argument,
          let weight = weight.first, ["total", "time"].contains(attribute.key)
        else {
          attributes.append(attribute)
          continue
        }
        let pair = weighted(measure, value, by: weight, at: place)
        if hidden.isEmpty { hidden = pair }
        attributes.append(
          Attribute(
            key: attribute.key, value: "ratio",
            argument: .binary(.divide, .name(pair[0].names.id, place), .name(pair[1].names.id, place), place),
            isQuoted: false, place: attribute.place))
      }
      result.append(
        MeasureDeclaration(
          kind: measure.kind, names: measure.names, axes: measure.axes, unit: measure.unit, attributes: attributes,
          formula: measure.formula, scoped: measure.scoped, section: measure.section))
      result += hidden
    }
    parsed.measures = result
  }

  private func weighted(
    _ measure: MeasureDeclaration, _ value: String, by weight: String, at place: TextPlace
  ) -> [MeasureDeclaration] {
    let other = parsed.measures.first { $0.names.all.contains(weight) }
    let factors = UnitText(
      factors: measure.unit.factors + (other?.unit.factors ?? []), isPercent: false, place: measure.unit.place)
    let hidden = [
      Attribute(key: "total", value: "sum", argument: nil, isQuoted: false, place: place),
      Attribute(key: "time", value: "sum", argument: nil, isQuoted: false, place: place),
      Attribute(key: "hidden", value: "yes", argument: nil, isQuoted: false, place: place),
    ]
    let amount = Formula.name(weight, place)
    let value = Formula.name(value, place)
    let isGiven = Formula.call(
      FunctionCall(
        name: "given", arguments: [FunctionArgument(label: nil, isSubtracted: false, value: .formula(value), place: place)],
        scope: nil, place: place))
    let none = Formula.number(0, text: "0", place)
    func make(_ suffix: String, _ unit: UnitText, _ formula: Formula) -> MeasureDeclaration {
      MeasureDeclaration(
        kind: .measure, names: Names(id: measure.names.id + suffix, place: place), axes: measure.axes, unit: unit,
        attributes: hidden, formula: formula, section: measure.section)
    }
    return [
      make("__weighted", factors, .binary(.multiply, value, amount, place)),
      make(
        "__weight",
        UnitText(
          factors: other?.unit.factors ?? [], isPercent: other?.unit.isPercent ?? false, place: measure.unit.place),
        .choice(condition: isGiven, then: amount, otherwise: none, place)),
    ]
  }
}

// SPDX-License-Identifier: Apache-2.0

import Formulas

extension ModelChecker {
  /// Fills the measure from its `key: value` pairs.
  mutating func readAttributes(_ declaration: MeasureDeclaration, of index: Int) {
    var measure = model.measures[index]
    if measure.unit.isRate { (measure.total, measure.time) = (.none, .none) }
    var hasTime = false
    for attribute in declaration.attributes {
      switch attribute.key {
      case "total":
        if let total = total(attribute, isTime: false) {
          measure.total = total
          if !hasTime { measure.time = total }
        }
      case "time":
        if let total = total(attribute, isTime: true) { measure.time = total }
        hasTime = true
      case "blank":
        measure.isMissingWhenBlank = choice(attribute, ["zero", "missing"]) == "missing"
      case "good":
        measure.sense =
          choice(attribute, ["up", "down", "neutral"]).flatMap { .init(rawValue: $0) } ?? .neutral
      case "basis": measure.basis = attribute.value == "none" ? nil : attribute.value
      case "note": measure.note = attribute.value
      case "hidden": measure.isHidden = choice(attribute, ["no", "yes"]) == "yes"
      case "was": measure.formerID = attribute.value
      case "of": measure.reference = measureNamed(attribute.value, attribute.place)
      case "edit":
        if let input = measureNamed(attribute.value, attribute.place) {
          measure.edit = PlanningModel.Edit(input: input, formula: attribute.argument)
        }
      default:
        let nearest = NearestName.of(attribute.key, among: AttributeSignature.keys)
        report(
          .attributeNotKnown, attribute.place, attribute.key,
          Wording("指标没有这个属性。", "A measure has no such attribute."),
          hint: nearest.map { .didYouMean($0) }
            ?? Wording(
              "可用：" + AttributeSignature.keys.joined(separator: "、"),
              "Known: " + AttributeSignature.keys.joined(separator: ", ")))
      }
    }
    model.measures[index] = measure
  }

  private mutating func total(_ attribute: Attribute, isTime: Bool) -> PlanningModel.Total? {
    let known =
      isTime ? ["sum", "first", "last", "average", "ratio", "none"] : ["sum", "average", "ratio", "none"]
    switch choice(attribute, known) {
    case "sum": return .sum
    case "average": return .average
    case "first": return .first
    case "last": return .last
    case "none": return PlanningModel.Total.none
    case "ratio":
      guard
        case .binary(.divide, .name(let above, let place), .name(let below, let other), _)? = attribute
          .argument
      else {
        report(
          .attributeNotKnown, attribute.place, "ratio",
          Wording("ratio 由两个指标相除。", "A ratio is written with two measures."),
          hint: Wording("写成 ratio(profit / revenue)。", "Write ratio(profit / revenue)."))
        return nil
      }
      guard let above = measureNamed(above, place), let below = measureNamed(below, other) else { return nil }
      return .ratio(above, below)
    default: return nil
    }
  }

  private mutating func choice(_ attribute: Attribute, _ known: [String]) -> String? {
    if known.contains(attribute.value) { return attribute.value }
    report(
      .attributeNotKnown, attribute.place, attribute.value,
      Wording(
        "\(attribute.key) 只能是 \(known.joined(separator: "、"))。",
        "\(attribute.key) is one of \(known.joined(separator: ", "))."))
    return nil
  }

  mutating func measureNamed(_ name: String, _ place: TextPlace) -> Int? {
    if let index = measureIndex[name] {
      usedMeasures.insert(index)
      return index
    }
    reportUnknown(name, place, what: Wording("指标", "measure"), among: measureIndex.keys.sorted())
    return nil
  }

  /// What an attribute refers to must fit the measure that has it.
  mutating func checkAttributesAgainstMeasures() {
    for (index, measure) in model.measures.enumerated() {
      for case .ratio(let above, let below) in [measure.total, measure.time]
      where above == index || below == index || hasRatio(above) || hasRatio(below) {
        report(
          .circle, measure.names.place, measure.id,
          Wording("ratio 的两个指标自己不能是 ratio。", "A ratio divides two measures that are not ratios themselves."))
        break
      }
      guard let edit = measure.edit else { continue }
      let input = model.measures[edit.input]
      if input.kind != .input {
        report(
          .editNotAnInput, measure.names.place, input.id,
          Wording("edit 指向一个计算出来的指标。", "edit names a measure that is calculated."),
          hint: Wording("改为一个输入（input）。", "Name an input."))
      } else if input.shape != measure.shape {
        report(
          .editNotAnInput, measure.names.place, input.id,
          Wording(
            "\(measure.id) 的维度是 \(model.label(of: measure.shape))，\(input.id) 的是 \(model.label(of: input.shape))。",
            "\(measure.id) has \(model.label(of: measure.shape)), \(input.id) has \(model.label(of: input.shape))."),
          hint: Wording("两者维度要相同。", "Both need the same dimensions."))
      } else if edit.formula == nil, !input.unit.matches(measure.unit) {
        report(
          .unitsDiffer, measure.names.place, input.id,
          Wording(
            "\(measure.id) 的单位是 \(measure.unit)，\(input.id) 的是 \(input.unit)。",
            "\(measure.id) is in \(measure.unit), \(input.id) in \(input.unit)."))
      } else if let formula = edit.formula {
        checkEditFormula(formula)
      }
    }
  }

  private func hasRatio(_ index: Int) -> Bool {
    for case .ratio in [model.measures[index].total, model.measures[index].time] { return true }
    return false
  }

  /// Arithmetic over `value` and measures.
  private mutating func checkEditFormula(_ formula: Formula) {
    switch formula {
    case .number: break
    case .name(let name, let place): if name != "value" { _ = measureNamed(name, place) }
    case .negative(let inner, _): checkEditFormula(inner)
    case .binary(let sign, let left, let right, let place):
      if sign.precedence < 5 {
        report(
          .textNotUnderstood, place, sign.rawValue,
          Wording("edit 的公式只用 + - * /。", "An edit formula uses + - * / only."))
      }
      checkEditFormula(left)
      checkEditFormula(right)
    default:
      report(
        .textNotUnderstood, formula.place, "edit",
        Wording("edit 的公式只用 + - * /、数和指标。", "An edit formula uses + - * /, numbers and measures only."))
    }
  }
}

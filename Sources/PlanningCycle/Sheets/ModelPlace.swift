// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning

/// One figure of a view, whose formula of the model is looked for among the others.
struct ModelPlace {
  let measure: PlanningModel.Measure
  let row: Int
  let column: Int
  let months: Range<Int>
  /// Dimensions that it adds up over.
  let open: Swift.Set<String>
  let formulas: LiveFormulas

  private var model: CheckedModel { formulas.plan.engine.model }
  private var isLong: Bool { months.count > 1 }
  /// Only what is linear holds for several members or months together.
  private var isTogether: Bool { isLong || !open.isEmpty }
  private var member: Int64? { formulas.rows[row].member }

  func formula() -> SheetFormula? {
    if isTogether {
      let rules = (open.isEmpty ? [] : [measure.total]) + (isLong ? [measure.time] : [])
      if case .ratio(let above, let below)? = rules.first, rules.allSatisfy({ $0 == rules[0] }) { return quotient(above, below) }
      guard open.isEmpty || measure.total == .sum, !isLong || measure.time == .sum || measure.time == .last else { return nil }
    }
    guard measure.kind == .formula, let formula = measure.formula else { return nil }
    let term = read(formula)
    return term?.isConstant == true ? nil : term?.formula
  }

  private func quotient(_ above: Int, _ below: Int) -> SheetFormula? {
    guard let a = place(above, member), let b = place(below, member) else { return nil }
    return .quotient(.cell(a), .cell(b), otherwise: nil)
  }

  /// Part of a formula; a constant is no figure of the view.
  private struct Term {
    let formula: SheetFormula
    var isConstant = false
  }

  private func read(_ formula: Formula) -> Term? {
    switch formula {
    case .number(let value, _, _): return Term(formula: .number(value), isConstant: true)
    case .name(let name, _): return figure(name)
    case .negative(let inner, _): return read(inner).map { Term(formula: .negative($0.formula), isConstant: $0.isConstant) }
    case .binary(let sign, let left, let right, _): return combined(sign, left, right)
    case .choice(.call(let call), let then, let otherwise, _): return given(call, then, otherwise)
    case .call(let call): return read(call)
    case .text, .path, .mapped, .not, .choice: return nil
    }
  }

  private func figure(_ name: String) -> Term? {
    guard let index = formulas.measure(named: name) else { return nil }
    let term = model.measures[index]
    guard fits(term, without: []), term.dimensions.allSatisfy({ measure.dimensions.contains($0) }) else { return nil }
    let own = term.dimensions.contains { TableBuilder.rowDimensions.contains($0) } ? member : nil
    return place(index, own).map { Term(formula: .cell($0)) }
  }

  /// Whether a measure adds up over the same members and months as this one.
  private func fits(_ term: PlanningModel.Measure, without left: Swift.Set<String>) -> Bool {
    if case .ratio = term.total { return false }
    if case .ratio = term.time { return false }
    guard left.isEmpty && open.isEmpty || term.total == .sum, open.isSubset(of: term.dimensions) else { return false }
    return !isLong || term.time == measure.time
  }

  private func place(_ index: Int, _ member: Int64?) -> SheetFormula.Place? {
    formulas.position(index, member).map { SheetFormula.Place(row: $0, column: column) }
  }

  private func combined(_ sign: BinaryOperator, _ left: Formula, _ right: Formula) -> Term? {
    guard let a = read(left), let b = read(right) else { return nil }
    let isConstant = a.isConstant && b.isConstant
    switch sign {
    case .add, .subtract:
      // A constant beside a figure would be added once for all, not once for each.
      guard !isTogether || a.isConstant == b.isConstant else { return nil }
      return Term(formula: .sign(sign == .add ? .plus : .minus, a.formula, b.formula), isConstant: isConstant)
    case .multiply:
      guard !isTogether || a.isConstant || b.isConstant else { return nil }
      return Term(formula: .sign(.times, a.formula, b.formula), isConstant: isConstant)
    case .divide:
      guard !isTogether || b.isConstant else { return nil }
      return Term(formula: .sign(.over, a.formula, b.formula), isConstant: isConstant)
    default: return nil
    }
  }

  private func given(_ call: FunctionCall, _ then: Formula, _ otherwise: Formula) -> Term? {
    guard !isTogether, call.name == "given", call.arguments.count == 1, case .formula(let asked) = call.arguments[0].value,
      case .cell(let place)? = read(asked)?.formula, let a = read(then), let b = read(otherwise)
    else { return nil }
    return Term(formula: .given(place, then: a.formula, otherwise: b.formula))
  }

  private func read(_ call: FunctionCall) -> Term? {
    switch call.name {
    case "sum": return sum(call)
    case "divide": return divided(call)
    case "switchover": return switched(call)
    case "rollforward": return rolled(call)
    default: return nil
    }
  }

  /// A measure added up over dimensions that this one does not have.
  private func sum(_ call: FunctionCall) -> Term? {
    guard case .over(let paths, _)? = call.scope, call.arguments.count == 1, case .formula(.name(let name, _)) = call.arguments[0].value,
      paths.allSatisfy({ $0.count == 1 }), let index = formulas.measure(named: name)
    else { return nil }
    let term = model.measures[index]
    let over = Swift.Set(paths.compactMap { model.dimension(named: $0[0]).map { model.dimensions[$0].names.id } })
    let rest = term.dimensions.filter { !over.contains($0) }
    guard over.count == paths.count, over.isSubset(of: term.dimensions), over.isDisjoint(with: measure.dimensions),
      fits(term, without: over),
      rest.allSatisfy({ measure.dimensions.contains($0) })
    else { return nil }
    let own = rest.contains { TableBuilder.rowDimensions.contains($0) } ? member : nil
    return place(index, own).map { Term(formula: .cell($0)) }
  }

  private func divided(_ call: FunctionCall) -> Term? {
    guard !isTogether, call.arguments.count == 3, case .formula(let above) = call.arguments[0].value,
      case .formula(let below) = call.arguments[1].value, call.arguments[2].label == "else",
      case .formula(.number(let otherwise, _, _)) = call.arguments[2].value, let a = read(above), let b = read(below)
    else { return nil }
    return Term(formula: .quotient(a.formula, b.formula, otherwise: otherwise))
  }

  /// What has happened is one formula, what is planned the other.
  private func switched(_ call: FunctionCall) -> Term? {
    let actual = formulas.plan.calendar.actualCount
    guard months.upperBound <= actual || months.lowerBound >= actual else { return nil }
    let label = months.upperBound <= actual ? "actual" : "forecast"
    guard let argument = call.arguments.first(where: { $0.label == label }), case .formula(let chosen) = argument.value else { return nil }
    return read(chosen)
  }

  /// What stood there a month before, and what came and went since.
  private func rolled(_ call: FunctionCall) -> Term? {
    guard !isLong, months.lowerBound >= formulas.plan.calendar.actualCount, let previous = formulas.previous(months),
      call.arguments.first?.label == "actual"
    else {
      return nil
    }
    var result = SheetFormula.cell(SheetFormula.Place(row: row, column: previous))
    for argument in call.arguments.dropFirst() {
      guard argument.label == nil, case .formula(let formula) = argument.value, let term = read(formula), !isTogether || !term.isConstant
      else {
        return nil
      }
      result = .sign(argument.isSubtracted ? .minus : .plus, result, term.formula)
    }
    return Term(formula: result)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Formulas

/// Where a formula stands: what its measure runs over.
struct FormulaContext {
  var domains: [Domain]
  var axis: TimeAxis
}

/// A checked formula: its term over the builder's operands, and what it runs over.
struct Lowered {
  var term: Term
  var shape: Shape = .scalar
  var unit: UnitOfMeasure = .number
  var isCondition = false
  /// The literal 0 fits every unit.
  var isZero = false
  /// An error was reported inside: say nothing more about it.
  var isFaulty = false

  static let faulty = Lowered(term: .constant(0), isFaulty: true)
}

/// A block that a formula stands in, or was given.
struct SourceBlock {
  let block: Int
  let shape: Shape
  let unit: UnitOfMeasure
  var isZero = false
}

/// Operands of one block, collected while its formula is read.
struct OperandList {
  private(set) var operands: [Operand] = []

  mutating func position(of operand: Operand) -> Int {
    if let known = operands.firstIndex(of: operand) { return known }
    operands.append(operand)
    return operands.count - 1
  }
}

extension ModelChecker {
  mutating func layOutFormulas() {
    for (index, measure) in model.measures.enumerated() {
      guard let formula = measure.formula, measure.kind == .formula || measure.kind == .assertion else {
        continue
      }
      layOut(formula, of: index)
    }
  }

  private mutating func layOut(_ formula: Formula, of index: Int) {
    let measure = model.measures[index]
    (currentMeasure, partCount, nodeCount) = (index, 0, 0)
    let context = FormulaContext(domains: measure.domains, axis: measure.axis)
    if case .call(let call) = formula, let node = node(call, context) {
      guard let node = node.value else { return }
      if node.shape == measure.shape {
        model.blocks[measure.block].kind = node.kind
        model.blocks[measure.block].operands = node.operands
      } else {
        // Fewer dimensions than declared: calculated once, then repeated.
        let part = part(node.kind, node.operands, node.shape, formula)
        var list = OperandList()
        let operand = list.position(of: operand(of: part))
        model.blocks[measure.block].kind = .pointwise(.operand(operand))
        model.blocks[measure.block].operands = list.operands
      }
      return require(Lowered(term: .constant(0), shape: node.shape, unit: node.unit), in: measure, formula)
    }
    var list = OperandList()
    let lowered = lower(formula, context, &list)
    if nodeCount > PlanningModel.formulaNodeLimit {
      report(
        .limitExceeded, formula.place, measure.id,
        Wording(
          "公式最多 \(PlanningModel.formulaNodeLimit) 个部分，这个有 \(nodeCount) 个。",
          "A formula has at most \(PlanningModel.formulaNodeLimit) parts; this one has \(nodeCount)."))
    }
    model.blocks[measure.block].kind = .pointwise(lowered.term)
    model.blocks[measure.block].operands = list.operands
    require(lowered, in: measure, formula)
  }

  /// The formula's dimensions, axis and unit are those the measure declares.
  private mutating func require(_ lowered: Lowered, in measure: PlanningModel.Measure, _ formula: Formula) {
    guard !lowered.isFaulty else { return }
    requireShape(lowered.shape, within: measure.shape, at: formula.place, subject: measure.id)
    if lowered.isCondition {
      report(
        .notACondition, formula.place, measure.id,
        Wording("公式是条件，指标要的是数。", "The formula is a condition, a measure is a number."),
        hint: ModelChecker.chooseHint)
    } else if !lowered.isZero, !lowered.unit.matches(measure.unit) {
      report(
        .unitsDiffer, formula.place, measure.id,
        Wording(
          "\(measure.id) 声明为\(shown(measure.unit).chinese)，公式算出来是\(shown(lowered.unit).chinese)。",
          "\(measure.id) is declared in \(shown(measure.unit).english), its formula is in \(shown(lowered.unit).english)."))
    }
  }

  mutating func requireShape(_ shape: Shape, within target: Shape, at place: TextPlace, subject: String) {
    if shape.axis != .none, shape.axis != target.axis {
      report(
        .axisNeedsCrossing, place, subject,
        Wording(
          "公式按\(shape.axis == .month ? "月" : "日")，\(subject) 不是。",
          "The formula runs over \(shape.axis == .month ? "months" : "days"), \(subject) does not."),
        hint: shape.axis == .month
          ? Wording("用 daily(…) 或 atcutoff(…)。", "Use daily(…), or atcutoff(…).")
          : Wording("用 monthly(…)。", "Use monthly(…)."))
    }
    for domain in shape.domains where !target.domains.contains(domain) {
      let same = target.domains.first { $0.dimension == domain.dimension }
      let label = model.label(of: domain)
      report(
        .dimensionNeedsMapping, place, label,
        Wording(
          "公式带有 \(label)，\(subject) 的维度是 \(model.label(of: target))。",
          "The formula runs over \(label), \(subject) has \(model.label(of: target))."),
        hint: same == nil
          ? Wording("汇总掉它：sum(… over \(label))。", "Aggregate it away: sum(… over \(label)).")
          : domain.level != nil
            ? Wording("按上级查下来：…[by \(label)]。", "Broadcast it down: …[by \(label)].")
            : Wording(
              "汇总到上级：sum(… by \(model.label(of: same ?? domain)))。",
              "Aggregate it: sum(… by \(model.label(of: same ?? domain)))."))
    }
  }

  func shown(_ unit: UnitOfMeasure) -> Wording {
    unit.isPlain ? Wording("纯数", "a plain number") : Wording(" \(unit) ", unit.description)
  }

  static let chooseHint = Wording("写成 if … then 1 else 0。", "Write if … then 1 else 0.")
  static let wantsNumber = Wording("这里要数，不要条件。", "A number is expected here, not a condition.")

  // MARK: parts

  /// A block of its own for a part of a formula.
  mutating func part(
    _ kind: BlockKind, _ operands: [Operand], _ shape: Shape, _ formula: Formula? = nil
  ) -> Int {
    partCount += 1
    let name = model.measures[currentMeasure].id + "#\(partCount)"
    model.blocks.append(
      BlockPlan(
        name: name, measure: currentMeasure, shape: shape, kind: kind, operands: operands, formula: formula))
    return model.blocks.count - 1
  }

  /// The block of a formula: that of the measure it names, or a part.
  mutating func block(of formula: Formula, _ context: FormulaContext) -> SourceBlock? {
    if case .name(let name, let place) = formula {
      guard let index = measureNamed(name, place) else { return nil }
      let measure = model.measures[index]
      return SourceBlock(block: measure.block, shape: measure.shape, unit: measure.unit)
    }
    if case .call(let call) = formula, let node = node(call, context) {
      guard let node = node.value else { return nil }
      return SourceBlock(
        block: part(node.kind, node.operands, node.shape, formula), shape: node.shape, unit: node.unit)
    }
    var list = OperandList()
    let lowered = lower(formula, context, &list)
    if lowered.isFaulty { return nil }
    if lowered.isCondition {
      report(.notACondition, formula.place, "condition", ModelChecker.wantsNumber)
      return nil
    }
    if case .operand(let position) = lowered.term, list.operands[position].isPlain {
      let block = list.operands[position].block
      return SourceBlock(block: block, shape: model.blocks[block].shape, unit: lowered.unit)
    }
    return SourceBlock(
      block: part(.pointwise(lowered.term), list.operands, lowered.shape, formula), shape: lowered.shape,
      unit: lowered.unit, isZero: lowered.isZero)
  }

  /// Reads a block at the same members and period.
  func operand(of block: Int, time: TimeAccess? = nil) -> Operand {
    let shape = model.blocks[block].shape
    return Operand(
      block: block, rows: .down(shape.domains.map { DomainAccess(from: $0, steps: []) }),
      time: time ?? (shape.axis == .none ? .constant : .same))
  }

  // MARK: pointwise

  mutating func lower(_ formula: Formula, _ context: FormulaContext, _ list: inout OperandList) -> Lowered {
    nodeCount += 1
    switch formula {
    case .number(let value, _, _):
      return Lowered(term: .constant(value), isZero: value == 0)
    case .text(let text, let place):
      report(
        .textNotUnderstood, place, text,
        Wording("文字只能与文字属性或成员编码比较。", "A text can only be compared with a text property or a member."))
      return .faulty
    case .name(let name, let place):
      guard let index = measureNamed(name, place) else { return .faulty }
      return load(model.measures[index].block, unit: model.measures[index].unit, &list)
    case .path(let path, let place):
      return property(path, place, context, &list)
    case .mapped(let name, let path, let place):
      return mapped(name, path, place, context, &list)
    case .negative(let inner, let place):
      var lowered = lower(inner, context, &list)
      number(&lowered, place)
      lowered.term = .unary(.negative, lowered.term)
      return lowered
    case .not(let inner, let place):
      var lowered = lower(inner, context, &list)
      condition(&lowered, place)
      lowered.term = .unary(.not, lowered.term)
      return lowered
    case .binary(let sign, let left, let right, let place):
      return binary(sign, left, right, place, context, &list)
    case .choice(let condition, let then, let otherwise, let place):
      var test = lower(condition, context, &list)
      self.condition(&test, condition.place)
      let yes = lower(then, context, &list)
      let no = lower(otherwise, context, &list)
      var result = alike(yes, no, place, "then and else")
      result.term = .choice(test.term, yes.term, no.term)
      result.shape = combine(test.shape, result.shape, place)
      result.isFaulty = result.isFaulty || test.isFaulty
      return result
    case .call(let call):
      if let node = node(call, context) {
        guard let node = node.value else { return .faulty }
        return load(part(node.kind, node.operands, node.shape, formula), unit: node.unit, &list)
      }
      return pointwiseCall(call, context, &list)
    }
  }

  mutating func load(_ block: Int, unit: UnitOfMeasure, _ list: inout OperandList) -> Lowered {
    let position = list.position(of: operand(of: block))
    return Lowered(term: .operand(position), shape: model.blocks[block].shape, unit: unit)
  }

  mutating func combine(_ left: Shape, _ right: Shape, _ place: TextPlace) -> Shape {
    if left.axis != .none, right.axis != .none, left.axis != right.axis {
      report(
        .axisNeedsCrossing, place, "month, day",
        Wording("一边按月，一边按日。", "One operand runs over months, the other over days."),
        hint: Wording("用 monthly(…) 或 daily(…)。", "Use monthly(…) or daily(…)."))
    }
    return left.union(right)
  }

  mutating func number(_ lowered: inout Lowered, _ place: TextPlace) {
    if lowered.isCondition, !lowered.isFaulty {
      report(
        .notACondition, place, "condition", ModelChecker.wantsNumber, hint: ModelChecker.chooseHint)
      lowered.isFaulty = true
    }
  }

  mutating func condition(_ lowered: inout Lowered, _ place: TextPlace) {
    if !lowered.isCondition, !lowered.isFaulty {
      report(
        .notACondition, place, "number",
        Wording("这里要条件，不要数。", "A condition is expected here, not a number."),
        hint: Wording("写成比较：… <> 0。", "Compare it: … <> 0."))
      lowered.isFaulty = true
    }
  }

  /// Two operands of one unit.
  mutating func alike(_ left: Lowered, _ right: Lowered, _ place: TextPlace, _ what: String) -> Lowered {
    var result = left
    if left.isFaulty || right.isFaulty {
      result.isFaulty = true
    } else if left.isCondition != right.isCondition {
      report(
        .notACondition, place, what, Wording("一边是条件，一边是数。", "One side is a condition, the other a number."))
      result.isFaulty = true
    } else if !left.isZero, !right.isZero, !left.unit.matches(right.unit) {
      report(
        .unitsDiffer, place, what,
        Wording(
          "左边是\(shown(left.unit).chinese)，右边是\(shown(right.unit).chinese)。",
          "The left side is in \(shown(left.unit).english), the right side in \(shown(right.unit).english)."),
        hint: Wording("先乘以单价或比率。", "Multiply by a price or a rate first."))
      result.isFaulty = true
    }
    if left.isZero { result.unit = right.unit }
    if left.unit.isPercent, !right.unit.isPercent, !right.isZero { result.unit = right.unit }
    result.isZero = left.isZero && right.isZero
    result.shape = combine(left.shape, right.shape, place)
    return result
  }

  private mutating func binary(
    _ sign: BinaryOperator, _ left: Formula, _ right: Formula, _ place: TextPlace, _ context: FormulaContext,
    _ list: inout OperandList
  ) -> Lowered {
    if let match = textComparison(sign, left, right, place, context, &list) { return match }
    var a = lower(left, context, &list)
    var b = lower(right, context, &list)
    var result: Lowered
    switch sign {
    case .add, .subtract:
      number(&a, left.place)
      number(&b, right.place)
      result = alike(a, b, place, sign.rawValue)
    case .multiply, .divide:
      number(&a, left.place)
      number(&b, right.place)
      result = a
      result.unit = sign == .multiply ? a.unit.times(b.unit) : a.unit.over(b.unit)
      result.shape = combine(a.shape, b.shape, place)
      result.isZero = false
      result.isFaulty = a.isFaulty || b.isFaulty
    case .and, .or:
      condition(&a, left.place)
      condition(&b, right.place)
      result = alike(a, b, place, sign.rawValue)
    default:
      number(&a, left.place)
      number(&b, right.place)
      result = alike(a, b, place, sign.rawValue)
      result.isCondition = true
      result.isZero = false
      result.unit = .number
    }
    result.term = .binary(ModelChecker.function(of: sign), a.term, b.term)
    return result
  }

  private static func function(of sign: BinaryOperator) -> BinaryFunction {
    switch sign {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .and: .and
    case .or: .or
    }
  }
}

extension Operand {
  /// Same rows, same period, no lookup.
  var isPlain: Bool {
    guard time == .same || time == .constant, case .down(let accesses) = rows else { return false }
    return accesses.allSatisfy(\.steps.isEmpty)
  }
}

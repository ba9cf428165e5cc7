// SPDX-License-Identifier: Apache-2.0

import Formulas

/// Functions that know the calendar: the year to date, the same period of last year, the life of a member.
extension ModelChecker {
  /// A running total of the year over actuals through the cutoff and the forecast after it.
  mutating func yearToDate(_ arguments: CallArguments, _ context: FormulaContext) -> NodePlan? {
    let call = arguments.call
    let parts = call.arguments.filter { ["actual", "forecast"].contains($0.label) }
    let switched = Formula.call(
      FunctionCall(name: "switchover", arguments: parts, scope: nil, place: call.place))
    guard let source = block(of: switched, context) else { return nil }
    return NodePlan(
      kind: .cumulate(resetsYearly: true),
      operands: [operand(of: source.block, time: .prefix(resetsYearly: true))], shape: source.shape,
      unit: source.unit)
  }

  /// Twelve months back; January and February cross where the Spring Festival fell in the other of the two last year.
  mutating func samePeriod(
    _ arguments: CallArguments, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    let call = arguments.call
    guard let formula = arguments.formula(0), let source = block(of: formula, context) else { return .faulty }
    guard source.shape.axis == .month else {
      report(
        .axisNeedsCrossing, call.place, call.name,
        source.shape.axis == .day ? ModelChecker.monthsOnly : ModelChecker.hasNoTime)
      return .faulty
    }
    func back(_ months: Int) -> Term {
      let position = list.position(of: operand(of: source.block, time: .shift(months, clamped: false)))
      return .shifted(position, orElse: .constant(.nan))
    }
    let distance = timeBlock(.festivalDistance, axis: .month)
    let months = Term.operand(list.position(of: operand(of: distance)))
    let term = Term.choice(
      .binary(.equal, months, .constant(12)), back(12),
      .choice(.binary(.equal, months, .constant(11)), back(11), back(13)))
    return Lowered(term: term, shape: source.shape, unit: source.unit)
  }

  /// `valid(Item)`: the period lies within the member's valid_from and valid_to.
  mutating func validity(
    _ arguments: CallArguments, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    let call = arguments.call
    guard case .name(let name, let place)? = arguments.formula(0), let dimension = dimensionIndex[name] else {
      report(
        .argumentMissing, call.place, call.name, Wording("要一个维度。", "It takes a dimension."),
        hint: .code("valid(Item)"))
      return .faulty
    }
    let leaf = Domain(dimension: dimension, level: nil)
    guard context.axis != .none else {
      report(.axisNeedsCrossing, place, call.name, ModelChecker.hasNoTime)
      return .faulty
    }
    let shape = Shape(domains: [leaf], axis: .none)
    func bound(_ column: MemberIndex.Implicit) -> Term {
      let position = MemberIndex.position(of: column, in: model.dimensions[dimension])
      let block = staticBlock(
        .property(dimension: dimension, property: position), shape: shape, name: name + "." + column.rawValue)
      return .operand(list.position(of: operand(of: block)))
    }
    let ordinal = timeBlock(.periodOrdinal, axis: context.axis)
    let now = Term.operand(list.position(of: operand(of: ordinal)))
    let (from, to): (Term, Term) =
      context.axis == .month
      ? (bound(.firstMonth), bound(.lastMonth)) : (bound(.firstDay), bound(.lastDay))
    let term = Term.binary(
      .and, .binary(.greaterOrEqual, now, from), .binary(.lessOrEqual, now, to))
    return Lowered(term: term, shape: Shape(domains: [leaf], axis: context.axis), isCondition: true)
  }

  /// Outline position of a member.
  mutating func memberPosition(_ domain: Domain) -> Int {
    let dimension = model.dimensions[domain.dimension]
    let column = MemberIndex.positionColumn(domain.level, in: dimension)
    return staticBlock(
      .property(dimension: domain.dimension, property: column), shape: Shape(domains: [domain], axis: .none),
      name: model.label(of: domain) + ".position")
  }
}

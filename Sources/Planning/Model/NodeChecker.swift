// SPDX-License-Identifier: Apache-2.0

import Formulas

/// A part of the calculation that is not of one row and period.
struct NodePlan {
  var kind: BlockKind
  var operands: [Operand]
  var shape: Shape
  var unit: UnitOfMeasure
}

/// The outcome of reading such a call: a plan, or nil where an error was reported.
struct NodeOutcome {
  let value: NodePlan?
}

extension ModelChecker {
  private static let nodeFunctions: Set<String> = [
    "movingsum", "cumulate", "yeartodate", "spread", "rollforward", "atcutoff", "monthly", "daily", "allocate",
  ]

  /// nil when the call is an ordinary function of one cell.
  mutating func node(_ call: FunctionCall, _ context: FormulaContext) -> NodeOutcome? {
    if call.scope != nil { return NodeOutcome(value: aggregation(call, context)) }
    guard ModelChecker.nodeFunctions.contains(call.name) else { return nil }
    nodeCount += 1
    let arguments = CallArguments(call)
    guard accepts(arguments) else { return NodeOutcome(value: nil) }
    switch call.name {
    case "movingsum": return NodeOutcome(value: window(arguments, context))
    case "cumulate": return NodeOutcome(value: cumulation(arguments, context))
    case "yeartodate": return NodeOutcome(value: yearToDate(arguments, context))
    case "allocate": return NodeOutcome(value: allocation(arguments, context))
    case "spread": return NodeOutcome(value: spread(arguments, context))
    case "rollforward": return NodeOutcome(value: rollForward(arguments, context))
    case "atcutoff": return NodeOutcome(value: atCutoff(arguments, context))
    case "monthly": return NodeOutcome(value: monthly(arguments, context))
    default: return NodeOutcome(value: daily(arguments, context))
    }
  }

  /// The first argument as a block with time.
  mutating func source(
    _ arguments: CallArguments, _ context: FormulaContext, axis: TimeAxis? = nil
  ) -> SourceBlock? {
    let call = arguments.call
    guard let formula = arguments.formula(0) else {
      report(
        .argumentMissing, call.place, call.name, Wording("第一个参数应是公式。", "The first argument is a formula."))
      return nil
    }
    guard let source = block(of: formula, context) else { return nil }
    let isRight = axis.map { $0 == source.shape.axis } ?? (source.shape.axis != .none)
    guard isRight else {
      report(
        .axisNeedsCrossing, formula.place, call.name,
        Wording(
          "\(call.name) 的参数要按\(axis == .day ? "日" : axis == .month ? "月" : "时间")。",
          "\(call.name) needs an argument over \(axis == .day ? "days" : axis == .month ? "months" : "time")."))
      return nil
    }
    return source
  }

  // MARK: dimensions

  private mutating func aggregation(_ call: FunctionCall, _ context: FormulaContext) -> NodePlan? {
    let kinds: [String: Aggregation] = ["sum": .sum, "average": .average, "min": .minimum, "max": .maximum]
    guard let kind = kinds[call.name] else {
      report(
        .textNotUnderstood, call.place, call.name,
        Wording("over 和 by 用于 sum、average、min、max。", "over and by belong to sum, average, min and max."))
      return nil
    }
    guard call.arguments.count == 1, case .formula(let formula) = call.arguments[0].value else {
      report(.argumentMissing, call.place, call.name, Wording("它汇总一个公式。", "It aggregates one formula."))
      return nil
    }
    switch call.scope {
    case .over(let paths, let place): return aggregated(call, kind, formula, over: paths, place, context)
    case .by(let path, let place): return aggregated(call, kind, formula, by: path, place, context)
    case nil: return nil
    }
  }

  private mutating func aggregated(
    _ call: FunctionCall, _ kind: Aggregation, _ formula: Formula, over paths: [[String]], _ place: TextPlace,
    _ context: FormulaContext
  ) -> NodePlan? {
    // Inside, the dimensions that are aggregated away are at hand.
    var inner = context
    var gone: [Int] = []
    for path in paths {
      guard let dimension = dimensionIndex[path[0]] else {
        reportUnknown(path[0], place, what: ModelChecker.dimensionWords, among: dimensionIndex.keys.sorted())
        return nil
      }
      gone.append(dimension)
      inner.domains.removeAll { $0.dimension == dimension }
    }
    guard let source = block(of: formula, inner) else { return nil }
    for (dimension, path) in zip(gone, paths)
    where !source.shape.domains.contains(where: { $0.dimension == dimension }) {
      report(
        .dimensionNeedsMapping, place, path.joined(separator: "."),
        Wording(
          "\(call.name) 里的公式不带它：\(model.label(of: source.shape))。",
          "The formula in \(call.name) does not run over it: \(model.label(of: source.shape))."))
      return nil
    }
    let kept = source.shape.domains.filter { !gone.contains($0.dimension) }
    return aggregate(kind, source, kept.map { DomainAccess(from: $0, steps: []) }, domains: kept)
  }

  private mutating func aggregated(
    _ call: FunctionCall, _ kind: Aggregation, _ formula: Formula, by path: [String], _ place: TextPlace,
    _ context: FormulaContext
  ) -> NodePlan? {
    var inner = context
    if let dimension = dimensionIndex[path[0]] { inner.domains.removeAll { $0.dimension == dimension } }
    guard let source = block(of: formula, inner) else { return nil }
    let origin = FormulaContext(domains: source.shape.domains, axis: context.axis)
    guard let walk = walk(path, place, origin) else { return nil }
    guard walk.rest.isEmpty, !walk.steps.isEmpty, source.shape.domains.contains(walk.from) else {
      report(
        .dimensionNeedsMapping, place, path.joined(separator: "."),
        Wording(
          "\(call.name) 里的公式的维度是 \(model.label(of: source.shape))。",
          "The formula in \(call.name) runs over \(model.label(of: source.shape))."),
        hint: Wording(
          "by 后面写从其中一个维度到上级或沿引用的路径。",
          "After by stands the way from one of these up to a level or along a reference."))
      return nil
    }
    var accesses: [(domain: Domain, access: DomainAccess)] = []
    for domain in source.shape.domains where domain != walk.from {
      accesses.append((domain, DomainAccess(from: domain, steps: [])))
    }
    guard !accesses.contains(where: { $0.domain == walk.to }) else {
      report(
        .dimensionNeedsMapping, place, path.joined(separator: "."),
        Wording(
          "\(call.name) 里的公式已经带有 \(model.label(of: walk.to))。",
          "The formula in \(call.name) runs over \(model.label(of: walk.to)) already."))
      return nil
    }
    accesses.append((walk.to, DomainAccess(from: walk.from, steps: walk.steps)))
    accesses.sort { $0.domain < $1.domain }
    // The order declared by the measure wins where it names the same domains.
    let declared = context.domains
    if Set(declared) == Set(accesses.map(\.domain)) {
      accesses.sort {
        (declared.firstIndex(of: $0.domain) ?? 0) < (declared.firstIndex(of: $1.domain) ?? 0)
      }
    }
    return aggregate(kind, source, accesses.map(\.access), domains: accesses.map(\.domain))
  }

  private func aggregate(
    _ kind: Aggregation, _ source: SourceBlock, _ accesses: [DomainAccess],
    domains: [Domain]
  ) -> NodePlan {
    let operand = Operand(
      block: source.block, rows: .up(accesses), time: source.shape.axis == .none ? .constant : .same)
    return NodePlan(
      kind: .aggregate(kind), operands: [operand], shape: Shape(domains: domains, axis: source.shape.axis),
      unit: source.unit)
  }

  // MARK: time

  private mutating func window(_ arguments: CallArguments, _ context: FormulaContext) -> NodePlan? {
    guard let source = source(arguments, context) else { return nil }
    guard let window = arguments.window, window.lower <= window.upper,
      window.upper - window.lower < PlanCalendar.dayLimit
    else {
      report(
        .argumentMissing, arguments.call.place, "movingsum", Wording("要一个窗口。", "It needs a window."),
        hint: .code("movingsum(x, -2..0)"))
      return nil
    }
    return NodePlan(
      kind: .window(window.lower, window.upper),
      operands: [operand(of: source.block, time: .window(window.lower, window.upper))], shape: source.shape,
      unit: source.unit)
  }

  private mutating func cumulation(_ arguments: CallArguments, _ context: FormulaContext) -> NodePlan? {
    guard let source = source(arguments, context) else { return nil }
    let resets = arguments.labelled["reset"] != nil
    if resets, arguments.word("reset") != "year" {
      report(
        .argumentNotKnown, arguments.call.place, "reset",
        Wording("累计按年清零。", "A running total resets each year."), hint: .code("reset: year"))
      return nil
    }
    return NodePlan(
      kind: .cumulate(resetsYearly: resets),
      operands: [operand(of: source.block, time: .prefix(resetsYearly: resets))], shape: source.shape,
      unit: source.unit)
  }

  private mutating func spread(_ arguments: CallArguments, _ context: FormulaContext) -> NodePlan? {
    guard let source = source(arguments, context) else { return nil }
    guard let formula = arguments.formula("profile") else {
      return nil
    }
    guard let profile = block(of: formula, context) else { return nil }
    let numbered = profile.shape.domains.indices.filter {
      let domain = profile.shape.domains[$0]
      return domain.level == nil && model.dimensions[domain.dimension].numbers != nil
    }
    guard numbered.count == 1, profile.shape.axis == .none,
      let numbers = model.dimensions[profile.shape.domains[numbered[0]].dimension].numbers,
      numbers.lowerBound >= 0
    else {
      report(
        .argumentMissing, formula.place, "profile",
        Wording(
          "比例没有时间，带一个从 0 或更晚开始的编号维度；这里是 \(model.label(of: profile.shape))。",
          "A profile has no time and one numbered dimension from 0 or later; this one has \(model.label(of: profile.shape))."))
      return nil
    }
    var shape = source.shape
    var rest = profile.shape.domains
    rest.remove(at: numbered[0])
    shape = shape.union(Shape(domains: rest, axis: .none))
    return NodePlan(
      kind: .spread(lagDomain: numbered[0], first: numbers.lowerBound, count: numbers.count),
      operands: [
        operand(of: source.block, time: .lags(first: numbers.lowerBound, last: numbers.upperBound)),
        operand(of: profile.block, time: .constant),
      ], shape: shape, unit: source.unit.times(profile.unit))
  }

  private mutating func rollForward(_ arguments: CallArguments, _ context: FormulaContext) -> NodePlan? {
    let call = arguments.call
    var list = OperandList()
    var total = Lowered(term: .constant(0), isZero: true)
    func add(_ formula: Formula, _ time: TimeAccess?, _ checker: inout ModelChecker) -> Int? {
      guard let part = checker.block(of: formula, context) else { return nil }
      total = checker.alike(
        total, Lowered(term: .constant(0), shape: part.shape, unit: part.unit, isZero: part.isZero),
        formula.place,
        "rollforward")
      let access = part.shape.axis == .none ? nil : time
      return list.position(of: checker.operand(of: part.block, time: access))
    }
    var open: Int?
    var actual: Int?
    if let formula = arguments.formula("open") {
      guard let position = add(formula, .prefix(resetsYearly: false), &self) else { return nil }
      open = position
    }
    if let formula = arguments.formula("actual") {
      guard let position = add(formula, .prefix(resetsYearly: false), &self) else { return nil }
      actual = position
    }
    var terms: [(operand: Int, isSubtracted: Bool)] = []
    for argument in arguments.positional {
      guard case .formula(let formula) = argument.value,
        let position = add(formula, .prefix(resetsYearly: false), &self)
      else { return nil }
      terms.append((position, argument.isSubtracted))
    }
    guard !total.isFaulty else { return nil }
    if total.shape.axis == .none { total.shape.axis = context.axis }
    guard total.shape.axis != .none else {
      report(
        .axisNeedsCrossing, call.place, call.name,
        Wording("余额随时间滚动，这里都没有时间。", "A balance rolls through time; nothing here has any."))
      return nil
    }
    return NodePlan(
      kind: .rollForward(open: open, actual: actual, terms: terms), operands: list.operands,
      shape: total.shape,
      unit: total.unit)
  }

  private mutating func atCutoff(_ arguments: CallArguments, _ context: FormulaContext) -> NodePlan? {
    var inner = context
    inner.axis = .month
    guard let source = source(arguments, inner, axis: .month) else { return nil }
    return NodePlan(
      kind: .atCutoff, operands: [operand(of: source.block, time: .cutoff)],
      shape: Shape(domains: source.shape.domains, axis: .none), unit: source.unit)
  }

  private mutating func monthly(_ arguments: CallArguments, _ context: FormulaContext) -> NodePlan? {
    var inner = context
    inner.axis = .day
    guard let source = source(arguments, inner, axis: .day) else { return nil }
    let takesLast = arguments.labelled["take"] != nil
    if takesLast, arguments.word("take") != "last" {
      report(
        .argumentNotKnown, arguments.call.place, "take",
        Wording("求和，或取月末一天。", "It takes the sum, or the last day."), hint: .code("take: last"))
      return nil
    }
    return NodePlan(
      kind: .monthly(takesLast: takesLast), operands: [operand(of: source.block, time: .daysOfMonth)],
      shape: Shape(domains: source.shape.domains, axis: .month), unit: source.unit)
  }

  private mutating func daily(_ arguments: CallArguments, _ context: FormulaContext) -> NodePlan? {
    var inner = context
    inner.axis = .month
    guard let source = source(arguments, inner, axis: .month) else { return nil }
    var operands = [operand(of: source.block, time: .monthOfDay)]
    var shape = Shape(domains: source.shape.domains, axis: .day)
    if let formula = arguments.formula("profile") {
      inner.axis = .day
      guard let profile = block(of: formula, inner) else { return nil }
      guard profile.shape.axis == .day else {
        report(
          .axisNeedsCrossing, formula.place, "profile",
          Wording("daily 的权重要按日。", "The profile of daily runs over days."))
        return nil
      }
      operands.append(operand(of: profile.block, time: .daysOfSameMonth))
      shape = shape.union(profile.shape)
    }
    return NodePlan(
      kind: .daily(hasProfile: operands.count > 1), operands: operands, shape: shape, unit: source.unit)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Formulas

/// The arguments of a function call, sorted into places and labels.
struct CallArguments {
  let call: FunctionCall
  private(set) var positional: [FunctionArgument] = []
  private(set) var labelled: [String: FunctionArgument] = [:]

  init(_ call: FunctionCall) {
    self.call = call
    for argument in call.arguments {
      if let label = argument.label { labelled[label] = argument } else { positional.append(argument) }
    }
  }

  func formula(_ position: Int) -> Formula? {
    guard position < positional.count, case .formula(let formula) = positional[position].value else {
      return nil
    }
    return formula
  }

  func formula(_ label: String) -> Formula? {
    guard case .formula(let formula)? = labelled[label]?.value else { return nil }
    return formula
  }

  func word(_ label: String) -> String? {
    guard case .name(let name, _)? = formula(label) else { return nil }
    return name
  }

  var window: (lower: Int, upper: Int)? {
    for argument in positional {
      if case .window(let lower, let upper) = argument.value { return (lower, upper) }
    }
    return nil
  }
}

/// Functions of one row and period.
extension ModelChecker {
  /// Counts and labels fit the function.
  mutating func accepts(_ arguments: CallArguments) -> Bool {
    let call = arguments.call
    guard let known = FunctionSignature.named(call.name) else {
      reportUnknown(call.name, call.place, what: Wording("函数", "function"), among: FunctionSignature.names)
      return false
    }
    var isFine = true
    for argument in call.arguments {
      guard let label = argument.label, !known.labels.contains(label) else { continue }
      report(
        .argumentNotKnown, argument.place, label,
        Wording("\(call.name) 没有这个参数。", "\(call.name) has no argument of this name."),
        hint: .didYouMean(NearestName.of(label, among: known.labels)))
      isFine = false
    }
    if !known.places.contains(arguments.positional.count) {
      let least = known.places.lowerBound
      let isExact = least == known.places.upperBound
      report(
        .argumentMissing, call.place, call.name,
        Wording(
          "\(call.name) 要 \(least) 个\(isExact ? "" : "以上")不写名字的参数，这里有 \(arguments.positional.count) 个。",
          "\(call.name) takes \(least)\(isExact ? "" : " or more") unnamed arguments, here are \(arguments.positional.count)."),
        hint: .code(known.form))
      isFine = false
    }
    for argument in known.arguments where argument.isRequired {
      guard let label = argument.label, arguments.labelled[label] == nil else { continue }
      report(
        .argumentMissing, call.place, call.name,
        Wording("\(call.name) 需要 \(label):。", "\(call.name) needs \(label):."), hint: .code(known.form))
      isFine = false
    }
    return isFine
  }

  mutating func pointwiseCall(
    _ call: FunctionCall, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    let arguments = CallArguments(call)
    guard accepts(arguments) else { return .faulty }
    switch call.name {
    case "given": return given(arguments, context, &list)
    case "first", "min", "max": return folded(arguments, context, &list)
    case "abs", "floor", "ceiling", "round": return rounded(arguments, context, &list)
    case "divide": return divided(arguments, context, &list)
    case "lag", "lead", "prev", "lastyear": return shifted(arguments, context, &list)
    case "sameperiod": return samePeriod(arguments, context, &list)
    case "valid": return validity(arguments, context, &list)
    case "switchover": return switched(arguments, context, &list)
    case "sum", "average":
      report(
        .argumentMissing, call.place, call.name,
        Wording("没有说对什么汇总。", "It is not said what to aggregate over."),
        hint: Wording(
          "写成 \(call.name)(x over Region) 或 \(call.name)(x by Item.Family)。",
          "Write \(call.name)(x over Region) or \(call.name)(x by Item.Family)."))
      return .faulty
    default: return .faulty
    }
  }

  mutating func argument(
    _ arguments: CallArguments, _ position: Int, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    guard let formula = arguments.formula(position) else {
      report(
        .argumentMissing, arguments.call.place, arguments.call.name,
        Wording("第 \(position + 1) 个参数应是公式。", "Argument \(position + 1) is a formula."))
      return .faulty
    }
    var lowered = lower(formula, context, &list)
    number(&lowered, formula.place)
    return lowered
  }

  private mutating func given(
    _ arguments: CallArguments, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    var lowered = argument(arguments, 0, context, &list)
    lowered.term = .unary(.given, lowered.term)
    lowered.isCondition = true
    lowered.unit = .number
    lowered.isZero = false
    return lowered
  }

  private mutating func folded(
    _ arguments: CallArguments, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    let function: BinaryFunction =
      switch arguments.call.name {
      case "min": .minimum
      case "max": .maximum
      default: .firstGiven
      }
    var result = argument(arguments, 0, context, &list)
    for position in 1..<max(1, arguments.positional.count) {
      let next = argument(arguments, position, context, &list)
      let term = Term.binary(function, result.term, next.term)
      result = alike(result, next, arguments.call.place, arguments.call.name)
      result.term = term
    }
    return result
  }

  private mutating func rounded(
    _ arguments: CallArguments, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    var result = argument(arguments, 0, context, &list)
    switch arguments.call.name {
    case "abs": result.term = .unary(.absolute, result.term)
    case "floor": result.term = .unary(.floor, result.term)
    case "ceiling": result.term = .unary(.ceiling, result.term)
    default:
      var digits = 0
      if arguments.positional.count > 1 {
        guard let value = arguments.formula(1).flatMap(ModelChecker.wholeNumber), (0...9).contains(value)
        else {
          report(
            .argumentMissing, arguments.call.place, "round",
            Wording("小数位是 0 到 9。", "The number of digits is 0 to 9."))
          return .faulty
        }
        digits = value
      }
      result.term = .unary(.round(digits), result.term)
    }
    return result
  }

  private mutating func divided(
    _ arguments: CallArguments, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    let above = argument(arguments, 0, context, &list)
    let below = argument(arguments, 1, context, &list)
    var result = above
    result.unit = above.unit.over(below.unit)
    result.shape = combine(above.shape, below.shape, arguments.call.place)
    result.isZero = false
    result.isFaulty = above.isFaulty || below.isFaulty
    let quotient = Term.binary(.divide, above.term, below.term)
    var otherwise = Lowered(term: .constant(0), isZero: true)
    if let formula = arguments.formula("else") { otherwise = lower(formula, context, &list) }
    result = alike(result, otherwise, arguments.call.place, "divide and else")
    result.term = .choice(.binary(.equal, below.term, .constant(0)), otherwise.term, quotient)
    return result
  }

  static let hasNoTime = Wording("这里没有时间。", "There is no time here.")
  static let monthsOnly = Wording("去年同期只对月有意义。", "Last year is known on months only.")

  static func wholeNumber(_ formula: Formula) -> Int? {
    switch formula {
    case .number(let value, _, _): Int(exactly: value)
    case .negative(.number(let value, _, _), _): Int(exactly: -value)
    default: nil
    }
  }

  private mutating func switched(
    _ arguments: CallArguments, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    guard let actual = arguments.formula("actual"), let forecast = arguments.formula("forecast") else {
      return .faulty
    }
    let a = lower(actual, context, &list)
    let f = lower(forecast, context, &list)
    var result = alike(a, f, arguments.call.place, "actual and forecast")
    guard context.axis != .none else {
      report(.axisNeedsCrossing, arguments.call.place, "switchover", ModelChecker.hasNoTime)
      return .faulty
    }
    let test = load(timeBlock(.isActual, axis: context.axis), unit: .number, &list)
    result.term = .choice(test.term, a.term, f.term)
    result.shape = combine(result.shape, test.shape, arguments.call.place)
    return result
  }

  private mutating func shifted(
    _ arguments: CallArguments, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    let call = arguments.call
    guard let formula = arguments.formula(0), let source = block(of: formula, context) else { return .faulty }
    guard source.shape.axis != .none else {
      report(.axisNeedsCrossing, call.place, call.name, ModelChecker.hasNoTime)
      return .faulty
    }
    if call.name == "lastyear", source.shape.axis == .day {
      report(.axisNeedsCrossing, call.place, call.name, ModelChecker.monthsOnly)
      return .faulty
    }
    var shape = source.shape
    let isClamped = arguments.word("else") == "same"
    guard let time = shift(arguments, clamped: isClamped, context, &shape, &list) else { return .faulty }
    let position = list.position(of: operand(of: source.block, time: time))
    var otherwise = Lowered(term: .constant(0), isZero: true)
    if call.name == "lastyear" {
      otherwise.term = .constant(.nan)
    } else if !isClamped, let formula = arguments.formula(call.name == "prev" ? "open" : "else") {
      otherwise = lower(formula, context, &list)
    }
    let value = Lowered(term: .constant(0), shape: shape, unit: source.unit)
    var result = alike(value, otherwise, call.place, call.name)
    result.term = isClamped ? .operand(position) : .shifted(position, orElse: otherwise.term)
    return result
  }

  private mutating func shift(
    _ arguments: CallArguments, clamped: Bool, _ context: FormulaContext, _ shape: inout Shape,
    _ list: inout OperandList
  ) -> TimeAccess? {
    let call = arguments.call
    if call.name == "prev" { return .shift(1, clamped: false) }
    if call.name == "lastyear" { return .shift(12, clamped: false) }
    let sign = call.name == "lag" ? 1 : -1
    if let n = arguments.formula(1).flatMap(ModelChecker.wholeNumber), abs(n) <= PlanCalendar.dayLimit {
      return n == 0 ? .same : .shift(sign * n, clamped: clamped)
    }
    if case .path(let path, let place)? = arguments.formula(1), path[0] != "month", path[0] != "day" {
      guard let property = numericProperty(path, place, context) else { return nil }
      shape = shape.union(Shape(domains: [property.walk.from], axis: .none))
      let position = list.position(
        of: Operand(
          block: property.block,
          rows: .down([DomainAccess(from: property.walk.from, steps: property.walk.steps)]), time: .constant))
      return .rowShift(property: position, sign: sign, clamped: clamped)
    }
    report(
      .argumentMissing, call.place, call.name,
      Wording("期数是整数或数值属性。", "The number of periods is a whole number or a numeric property."),
      hint: Wording(
        "\(call.name)(x, 1) 或 \(call.name)(x, Item.lead_months)。",
        "\(call.name)(x, 1) or \(call.name)(x, Item.lead_months)."))
    return nil
  }
}

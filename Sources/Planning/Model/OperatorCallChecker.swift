// SPDX-License-Identifier: Apache-2.0

import Formulas

extension ModelChecker {
  /// Lays `(a, b) = requirements(…)` out: the first result carries the arguments, the others follow it.
  mutating func layOutCalls() {
    var seen: Set<Int> = []
    for call in parsed.calls {
      guard let signature = operators.first(where: { $0.name == call.name }) else {
        let nearest = NearestName.of(call.name, among: operators.map(\.name))
        report(
          .operatorNotKnown, call.place, call.name,
          Wording("没有这个名字的算子。", "No operator of this name is registered."), hint: .didYouMean(nearest))
        continue
      }
      layOut(call, signature, &seen)
    }
  }

  private mutating func layOut(
    _ call: OperatorCallDeclaration, _ signature: OperatorSignature, _ seen: inout Set<Int>
  ) {
    guard call.results.count == signature.results.count, let shape = resultShape(call, signature, &seen)
    else {
      if call.results.count != signature.results.count {
        report(
          .argumentMissing, call.place, call.name,
          Wording(
            "\(call.name) 给出 \(signature.results.map(\.name).joined(separator: "、"))；这里写了 \(call.results.count) 个名字。",
            "\(call.name) gives \(signature.results.map(\.name).joined(separator: ", ")); here stand \(call.results.count) names."),
          hint: Wording("不要的结果写 _。", "Write _ for a result that is not needed."))
      }
      return
    }
    let index = model.calls.count
    var results: [Int] = []
    for (position, result) in call.results.enumerated() {
      let kind = BlockKind.operatorResult(call: index, result: position)
      if let measure = result.flatMap({ measureIndex[$0.id] }) {
        model.blocks[model.measures[measure].block].kind = kind
        results.append(model.measures[measure].block)
      } else {
        results.append(part(kind, [], shape))
      }
    }
    guard let arguments = argumentBlocks(call, signature, shape) else { return }
    for block in results.dropFirst() {
      model.blocks[block].operands = [Operand(block: results[0], rows: .foreign, time: .everything)]
    }
    model.blocks[results[0]].operands = arguments.blocks.map {
      Operand(block: $0, rows: .foreign, time: .everything)
    }
    checkResultUnits(call, signature, arguments.units)
    model.calls.append(
      CallPlan(
        name: call.name, resultBlocks: results, argumentBlocks: arguments.blocks,
        argumentNames: signature.arguments.map(\.name)))
  }

  /// The one shape that all results have.
  private mutating func resultShape(
    _ call: OperatorCallDeclaration, _ signature: OperatorSignature, _ seen: inout Set<Int>
  ) -> Shape? {
    var shape: Shape?
    let axis: TimeAxis = TimeAxis(signature.axis)
    for case .some(let result) in call.results {
      guard let index = measureNamed(result.id, result.place) else { return nil }
      let measure = model.measures[index]
      usedMeasures.remove(index)
      guard measure.kind == .operatorResult, seen.insert(index).inserted else {
        report(
          .nameUsedTwice, result.place, result.id,
          Wording("它已在别处计算。", "It is calculated elsewhere already."),
          hint: Wording(
            "结果用 measure 声明、不写公式，只在一个调用里出现。",
            "Declare the result with measure and without formula, and name it in one call."))
        return nil
      }
      if shape == nil { (shape, currentMeasure, partCount) = (measure.shape, index, 0) }
      guard measure.shape == shape, measure.axis == axis else {
        report(
          .dimensionNeedsMapping, result.place, result.id,
          Wording(
            "\(call.name) 的结果维度相同\(axis == .none ? "" : axis == .month ? "，按月" : "，按日")；\(result.id) 的维度是 \(model.label(of: measure.shape))。",
            "Results of \(call.name) have one shape\(axis == .none ? "" : axis == .month ? " over months" : " over days"); \(result.id) has \(model.label(of: measure.shape))."
          ))
        return nil
      }
      if let wanted = signature.resultDimensions, wanted != measure.dimensions {
        report(
          .dimensionNeedsMapping, result.place, result.id,
          Wording(
            "\(call.name) 的结果维度是 [\(wanted.joined(separator: ", "))]；\(result.id) 的是 \(model.label(of: measure.shape))。",
            "\(call.name) gives results over [\(wanted.joined(separator: ", "))]; \(result.id) has \(model.label(of: measure.shape))."
          ))
        return nil
      }
    }
    if shape == nil {
      report(
        .argumentMissing, call.place, call.name, Wording("至少一个结果要有名字。", "At least one result needs a name."))
    }
    return shape
  }

  private mutating func argumentBlocks(
    _ call: OperatorCallDeclaration, _ signature: OperatorSignature, _ shape: Shape
  ) -> (blocks: [Int], units: [String: UnitOfMeasure])? {
    for argument in call.arguments {
      let known = signature.arguments.map(\.name)
      guard let label = argument.label, known.contains(label) else {
        let nearest = NearestName.of(argument.label ?? "", among: known)
        report(
          .argumentNotKnown, argument.place, argument.label ?? "argument",
          Wording(
            "\(call.name) 的参数是 \(known.joined(separator: "、"))，都写名字。",
            "\(call.name) takes \(known.joined(separator: ", ")), each by name."), hint: .didYouMean(nearest))
        return nil
      }
    }
    var blocks: [Int] = []
    var units: [String: UnitOfMeasure] = [:]
    var isFine = true
    for argument in signature.arguments {
      guard let block = argumentBlock(argument, call, shape, &units) else {
        isFine = false
        continue
      }
      blocks.append(block)
    }
    return isFine ? (blocks, units) : nil
  }

  private mutating func argumentBlock(
    _ argument: OperatorArgument, _ call: OperatorCallDeclaration, _ shape: Shape,
    _ units: inout [String: UnitOfMeasure]
  ) -> Int? {
    let axis = TimeAxis(argument.axis)
    let given = call.arguments.first { $0.label == argument.name }
    guard case .formula(let formula)? = given?.value else {
      guard let value = argument.defaultValue else {
        report(
          .argumentMissing, call.place, argument.name,
          Wording("\(call.name) 需要这个参数。", "\(call.name) needs this argument."))
        return nil
      }
      // A default stands in every row and period the operator may read.
      let domains = argument.rows == .rows ? shape.domains : named(argument.rows)
      return part(.pointwise(.constant(value)), [], Shape(domains: domains, axis: axis))
    }
    var target = Shape(domains: shape.domains, axis: axis)
    if case .dimensions = argument.rows { target.domains = named(argument.rows) }
    guard let source = block(of: formula, FormulaContext(domains: target.domains, axis: axis)) else {
      return nil
    }
    units[argument.name] = source.unit
    let before = model.findings.count
    requireShape(source.shape, within: target, at: formula.place, subject: argument.name)
    requireUnit(argument.unit, source.unit, units, formula.place, argument.name)
    guard model.findings.count == before else { return nil }
    if source.shape == target { return source.block }
    var list = OperandList()
    let position = list.position(of: operand(of: source.block))
    return part(.pointwise(.operand(position)), list.operands, target)
  }

  private func named(_ rows: OperatorRows) -> [Domain] {
    guard case .dimensions(let names) = rows else { return [] }
    return names.compactMap { name in
      let path = name.split(separator: ".").map(String.init)
      guard let dimension = dimensionIndex[path[0]] else { return nil }
      let level =
        path.count > 1
        ? model.dimensions[dimension].levels.firstIndex { $0.names.all.contains(path[1]) } : nil
      return Domain(dimension: dimension, level: level)
    }
  }

  private mutating func requireUnit(
    _ rule: OperatorUnit, _ unit: UnitOfMeasure, _ units: [String: UnitOfMeasure], _ place: TextPlace,
    _ name: String
  ) {
    guard let wanted = resolved(rule, units), !wanted.matches(unit) else { return }
    report(
      .unitsDiffer, place, name,
      Wording(
        "\(name) 应为\(shown(wanted).chinese)，这里是\(shown(unit).chinese)。",
        "\(name) is expected in \(shown(wanted).english), this is in \(shown(unit).english)."))
  }

  private func resolved(_ rule: OperatorUnit, _ units: [String: UnitOfMeasure]) -> UnitOfMeasure? {
    switch rule {
    case .any: return nil
    case .sameAs(let other): return units[other]
    case .product(let left, let right):
      guard let left = units[left], let right = units[right] else { return nil }
      return left.times(right)
    case .exactly(let text):
      var factors: [UnitText.Factor] = []
      var isDivided = false
      for part in text.split(separator: "/") {
        factors.append(UnitText.Factor(symbol: String(part), isDivided: isDivided))
        isDivided = true
      }
      let place = TextPlace(line: 1, column: 1)
      if text == "%" { factors = [] }
      return UnitOfMeasure.read(
        UnitText(factors: factors, isPercent: text == "%", place: place), base: baseUnits
      ).unit
    }
  }

  private mutating func checkResultUnits(
    _ call: OperatorCallDeclaration, _ signature: OperatorSignature, _ units: [String: UnitOfMeasure]
  ) {
    for (result, rule) in zip(call.results, signature.results) {
      guard let result, let index = measureIndex[result.id], let wanted = resolved(rule.unit, units) else {
        continue
      }
      let unit = model.measures[index].unit
      if !wanted.matches(unit) {
        report(
          .unitsDiffer, result.place, result.id,
          Wording(
            "\(call.name) 给出的 \(rule.name) 是\(shown(wanted).chinese)，\(result.id) 声明为\(shown(unit).chinese)。",
            "\(call.name) gives \(rule.name) in \(shown(wanted).english), \(result.id) is declared in \(shown(unit).english)."
          ))
      }
    }
  }
}

extension TimeAxis {
  init(_ axis: OperatorAxis) {
    switch axis {
    case .month: self = .month
    case .day: self = .day
    case .none: self = .none
    }
  }
}

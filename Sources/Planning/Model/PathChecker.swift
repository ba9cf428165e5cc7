// SPDX-License-Identifier: Apache-2.0

import Formulas

/// Paths: properties, text comparisons, lookups.
extension ModelChecker {
  /// Steps along `Item.supplier.Group`; stops before a name that is neither level nor reference.
  struct Walk {
    var from: Domain
    var steps: [MemberStep] = []
    var to: Domain
    var rest: [String] = []
  }

  mutating func walk(_ path: [String], _ place: TextPlace, _ context: FormulaContext) -> Walk? {
    guard let dimension = dimensionIndex[path[0]] else {
      reportUnknown(
        path[0], place, what: ModelChecker.dimensionWords, among: dimensionIndex.keys.sorted() + ["month", "day"])
      return nil
    }
    // A formula over families starts at families, not at items.
    let leaf = Domain(dimension: dimension, level: nil)
    var start = leaf
    if !context.domains.contains(leaf),
      let level = context.domains.first(where: { $0.dimension == dimension })
    {
      start = level
    }
    var walk = Walk(from: start, to: start)
    for (position, name) in path.dropFirst().enumerated() {
      let here = model.dimensions[walk.to.dimension]
      if let level = here.levels.firstIndex(where: { $0.names.all.contains(name) }) {
        guard walk.to.level != level else { continue }
        guard let climbed = climb(from: walk.to, to: level) else {
          report(
            .dimensionNeedsMapping, place, name,
            Wording(
              "\(name) 不在 \(model.label(of: walk.to)) 之上。",
              "\(name) does not stand above \(model.label(of: walk.to))."))
          return nil
        }
        walk.steps += climbed.map { .level(dimension: walk.to.dimension, level: $0) }
        walk.to = Domain(dimension: walk.to.dimension, level: level)
      } else if let property = here.properties.firstIndex(where: { $0.names.all.contains(name) }),
        walk.to.level == nil, case .reference(let target) = here.properties[property].kind
      {
        walk.steps.append(.reference(dimension: walk.to.dimension, property: property))
        walk.to = Domain(dimension: target, level: nil)
      } else {
        walk.rest = Array(path.dropFirst(position + 1))
        return walk
      }
    }
    return walk
  }

  /// Levels to pass on the way up, ending with `level`; nil when it does not stand above.
  func climb(from domain: Domain, to level: Int) -> [Int]? {
    let dimension = model.dimensions[domain.dimension]
    guard let hierarchy = dimension.hierarchies.first(where: { $0.levels.contains(level) }) else {
      return nil
    }
    let end = hierarchy.levels.firstIndex(of: level) ?? 0
    guard let from = domain.level else { return Array(hierarchy.levels[0...end]) }
    guard let start = hierarchy.levels.firstIndex(of: from), start < end else { return nil }
    return Array(hierarchy.levels[(start + 1)...end])
  }

  /// `Item.standard_cost`, `month.days`.
  mutating func property(
    _ path: [String], _ place: TextPlace, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    if path[0] == "month" || path[0] == "day" { return timeProperty(path, place, context, &list) }
    guard let found = numericProperty(path, place, context) else { return .faulty }
    let operand = Operand(
      block: found.block, rows: .down([DomainAccess(from: found.walk.from, steps: found.walk.steps)]),
      time: .constant)
    return Lowered(
      term: .operand(list.position(of: operand)), shape: Shape(domains: [found.walk.from], axis: .none),
      unit: found.unit)
  }

  mutating func numericProperty(
    _ path: [String], _ place: TextPlace, _ context: FormulaContext
  ) -> (block: Int, walk: Walk, unit: UnitOfMeasure)? {
    guard let walk = walk(path, place, context) else { return nil }
    let properties = model.dimensions[walk.to.dimension].properties
    guard walk.rest.count == 1, walk.to.level == nil,
      let index = properties.firstIndex(where: { $0.names.all.contains(walk.rest[0]) }),
      case .number(let unit) = properties[index].kind
    else {
      let known = properties.filter { if case .number = $0.kind { true } else { false } }.map(\.names.id)
      reportUnknown(
        walk.rest.first ?? path.joined(separator: "."), place, what: Wording("数值属性", "numeric property"), among: known)
      return nil
    }
    let block = staticBlock(
      .property(dimension: walk.to.dimension, property: index), shape: Shape(domains: [walk.to], axis: .none),
      name: model.label(of: walk.to) + "." + properties[index].names.id)
    return (block, walk, unit)
  }

  mutating func staticBlock(_ kind: BlockKind, shape: Shape, name: String) -> Int {
    if let known = propertyBlocks[name] { return known }
    model.blocks.append(BlockPlan(name: name, measure: nil, shape: shape, kind: kind, operands: []))
    propertyBlocks[name] = model.blocks.count - 1
    return model.blocks.count - 1
  }

  mutating func timeBlock(_ property: TimeProperty, axis: TimeAxis) -> Int {
    staticBlock(
      .timeProperty(property), shape: Shape(domains: [], axis: axis),
      name: "\(axis == .month ? "month" : "day"):\(property)")
  }

  private mutating func timeProperty(
    _ path: [String], _ place: TextPlace, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    let known: [String: TimeProperty] = [
      "month.number": .monthNumber, "month.days": .monthDays, "month.year": .monthYear,
      "month.index": .monthIndex,
      "day.number": .dayNumber, "day.weekday": .dayWeekday, "day.index": .dayIndex,
    ]
    let name = path.joined(separator: ".")
    guard let property = known[name] else {
      reportUnknown(name, place, what: Wording("时间属性", "time property"), among: known.keys.sorted())
      return .faulty
    }
    guard context.axis != .none, path[0] == "month" || context.axis == .day else {
      report(
        .axisNeedsCrossing, place, name,
        Wording("公式不按\(path[0] == "month" ? "月" : "日")。", "The formula does not run over \(path[0])s."))
      return .faulty
    }
    return load(timeBlock(property, axis: context.axis), unit: .number, &list)
  }

  /// `Item.kind = "采购"`; nil when neither side is a text.
  mutating func textComparison(
    _ sign: BinaryOperator, _ left: Formula, _ right: Formula, _ place: TextPlace, _ context: FormulaContext,
    _ list: inout OperandList
  ) -> Lowered? {
    guard case .text(let text, _) = right, sign == .equal || sign == .notEqual else { return nil }
    let path: [String]
    switch left {
    case .path(let names, _): path = names
    case .name(let name, _) where dimensionIndex[name] != nil && measureIndex[name] == nil: path = [name]
    default: return nil
    }
    let pathPlace = left.place
    guard let walk = walk(path, pathPlace, context) else { return .faulty }
    if walk.rest.isEmpty { return memberComparison(sign, text, walk, &list) }
    let properties = model.dimensions[walk.to.dimension].properties
    guard walk.rest.count == 1, walk.to.level == nil,
      let index = properties.firstIndex(where: { $0.names.all.contains(walk.rest[0]) }),
      properties[index].kind == .text
    else {
      reportUnknown(
        path.joined(separator: "."), pathPlace, what: Wording("文字属性", "text property"),
        among: properties.filter { $0.kind == .text }.map(\.names.id))
      return .faulty
    }
    let block = staticBlock(
      .textMatch(dimension: walk.to.dimension, property: index, text: text),
      shape: Shape(domains: [walk.to], axis: .none),
      name: model.label(of: walk.to) + "." + properties[index].names.id + "=" + text)
    let operand = Operand(
      block: block, rows: .down([DomainAccess(from: walk.from, steps: walk.steps)]), time: .constant)
    let term = Term.operand(list.position(of: operand))
    return Lowered(
      term: sign == .equal ? term : .unary(.not, term), shape: Shape(domains: [walk.from], axis: .none),
      isCondition: true)
  }

  /// `Item.Family = "F1"`, `Region = "E"`: members by code.
  private mutating func memberComparison(
    _ sign: BinaryOperator, _ text: String, _ walk: Walk, _ list: inout OperandList
  ) -> Lowered {
    let column = MemberIndex.codeColumn(walk.to.level, in: model.dimensions[walk.to.dimension])
    let block = staticBlock(
      .textMatch(dimension: walk.to.dimension, property: column, text: text),
      shape: Shape(domains: [walk.to], axis: .none), name: model.label(of: walk.to) + "=" + text)
    let operand = Operand(
      block: block, rows: .down([DomainAccess(from: walk.from, steps: walk.steps)]), time: .constant)
    // A row that leads to no member is not this one.
    let term = Term.binary(.equal, .binary(.firstGiven, .operand(list.position(of: operand)), .constant(0)), .constant(1))
    return Lowered(
      term: sign == .equal ? term : .unary(.not, term), shape: Shape(domains: [walk.from], axis: .none),
      isCondition: true)
  }

  /// `discount[by Item.Family]`.
  mutating func mapped(
    _ name: String, _ path: [String], _ place: TextPlace, _ context: FormulaContext, _ list: inout OperandList
  ) -> Lowered {
    guard let index = measureNamed(name, place), let walk = walk(path, place, context) else { return .faulty }
    let measure = model.measures[index]
    guard walk.rest.isEmpty, !walk.steps.isEmpty else {
      reportUnknown(
        walk.rest.first ?? path.joined(separator: "."), place, what: Wording("层级或引用", "level or reference"),
        among: model.dimensions[walk.to.dimension].levels.map(\.names.id))
      return .faulty
    }
    guard measure.domains.contains(walk.to) else {
      report(
        .dimensionNeedsMapping, place, name,
        Wording(
          "\(name) 的维度是 \(model.label(of: measure.shape))，没有 \(model.label(of: walk.to))。",
          "\(name) has \(model.label(of: measure.shape)), not \(model.label(of: walk.to))."),
        hint: Wording(
          "by 后面写通向 \(name) 所带维度的路径。", "After by stands the way to a dimension that \(name) has."))
      return .faulty
    }
    let accesses = measure.domains.map {
      $0 == walk.to ? DomainAccess(from: walk.from, steps: walk.steps) : DomainAccess(from: $0, steps: [])
    }
    let operand = Operand(
      block: measure.block, rows: .down(accesses), time: measure.axis == .none ? .constant : .same)
    let domains = Set(accesses.map(\.from)).sorted()
    return Lowered(
      term: .operand(list.position(of: operand)), shape: Shape(domains: domains, axis: measure.axis),
      unit: measure.unit)
  }
}

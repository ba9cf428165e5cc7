// SPDX-License-Identifier: Apache-2.0

import Formulas

/// Builds the explanation of a change between two periods of one plan.
struct PeriodExplainer {
  let engine: PlanEngine
  let limits: ExplanationLimits
  private var nodesLeft: Int

  init(engine: PlanEngine, limits: ExplanationLimits) {
    self.engine = engine
    self.limits = limits
    nodesLeft = max(1, limits.nodes)
  }

  private var model: CheckedModel { engine.layout.model }

  // MARK: totals

  mutating func total(
    _ measure: Int, at coordinate: Coordinate, _ before: Range<Int>, _ after: Range<Int>, contribution: Double?, depth: Int
  ) throws(PlanningError) -> Explanation {
    let declared = model.measures[measure]
    let rows = try engine.rows(of: measure, at: coordinate)
    if rows.count == 1, before.count == 1, after.count == 1 {
      return cell(
        declared.block, rows[0], before.lowerBound, after.lowerBound, contribution: contribution, depth: depth)
    }
    var node = Explanation(
      .total, declared.id, coordinate: coordinate,
      period: after.count == 1 ? engine.calendar.period(at: after.lowerBound, axis: declared.axis) : nil)
    node.measure = measure
    node.formula = declared.formula
    node.contribution = contribution
    node.value = shown(try engine.value(measure, at: coordinate, after))
    node.before = shown(try engine.value(measure, at: coordinate, before))
    nodesLeft -= 1
    guard depth > 0, nodesLeft > 0, node.change != 0 else { return node }
    if after.count > 1 || before.count > 1 {
      node.children = try periodParts(measure, at: coordinate, before, after, node, depth)
    } else if case .ratio(let above, let below) = declared.total {
      node.children = try ratioParts(above, below, at: coordinate, before, after, node, depth)
    } else if declared.total == .sum {
      node.children = try memberParts(measure, at: coordinate, before, after, node, depth)
    }
    return node
  }

  /// Month by month, the last beside the last; of a balance only the last.
  private mutating func periodParts(
    _ measure: Int, at coordinate: Coordinate, _ before: Range<Int>, _ after: Range<Int>, _ node: Explanation, _ depth: Int
  ) throws(PlanningError) -> [Explanation] {
    let count: Int
    switch model.measures[measure].time {
    case .sum: count = max(before.count, after.count)
    case .last: count = 1
    default: return []
    }
    var children: [Explanation] = []
    for step in 0..<count {
      let (a, b) = (before.upperBound - 1 - step, after.upperBound - 1 - step)
      guard a >= before.lowerBound, b >= after.lowerBound else { continue }
      let part = try total(measure, at: coordinate, a..<(a + 1), b..<(b + 1), contribution: nil, depth: depth - 1)
      if part.change == 0 { continue }
      children.append(part)
      children[children.count - 1].contribution = part.change
    }
    return arranged(children, node)
  }

  private mutating func memberParts(
    _ measure: Int, at coordinate: Coordinate, _ before: Range<Int>, _ after: Range<Int>, _ node: Explanation, _ depth: Int
  ) throws(PlanningError) -> [Explanation] {
    guard let split = try engine.split(measure, coordinate) else { return [] }
    var parts: [(at: Coordinate, amount: Double)] = []
    for id in split.members {
      var at = coordinate
      at.members[split.dimension] = id
      let amount =
        number(try engine.value(measure, at: at, after)) - number(try engine.value(measure, at: at, before))
      if amount != 0 { parts.append((at, amount)) }
    }
    let order = parts.indices.sorted {
      abs(parts[$0].amount) == abs(parts[$1].amount) ? $0 < $1 : abs(parts[$0].amount) > abs(parts[$1].amount)
    }
    var children: [Explanation] = []
    for (rank, index) in order.enumerated() {
      children.append(
        try total(
          measure, at: parts[index].at, before, after, contribution: parts[index].amount,
          depth: rank < limits.width ? depth - 1 : 0))
    }
    return arranged(children, node)
  }

  private mutating func ratioParts(
    _ above: Int, _ below: Int, at coordinate: Coordinate, _ before: Range<Int>, _ after: Range<Int>, _ node: Explanation,
    _ depth: Int
  ) throws(PlanningError) -> [Explanation] {
    func value(_ measure: Int, _ periods: Range<Int>) throws(PlanningError) -> Double {
      try engine.value(measure, at: coordinate, model.measures[measure].axis == .none ? 0..<1 : periods)
    }
    let (a0, b0) = (try value(above, before), try value(below, before))
    let (a1, b1) = (try value(above, after), try value(below, after))
    let ratio = { (a: Double, b: Double) -> Double in b == 0 || a != a || b != b ? 0 : a / b }
    var children: [Explanation] = []
    for (measure, share) in [
      (above, (ratio(a1, b0) - ratio(a0, b0) + ratio(a1, b1) - ratio(a0, b1)) / 2),
      (below, (ratio(a0, b1) - ratio(a0, b0) + ratio(a1, b1) - ratio(a1, b0)) / 2),
    ] {
      children.append(try total(measure, at: coordinate, before, after, contribution: share, depth: depth - 1))
    }
    return arranged(children, node)
  }

  // MARK: cells

  private mutating func cell(
    _ block: Int, _ row: Int, _ before: Int, _ after: Int, contribution: Double?, depth: Int
  ) -> Explanation {
    let plan = model.blocks[block]
    var node = Explanation(
      kind(of: plan), plan.name, coordinate: engine.coordinate(ofRow: row, domains: plan.shape.domains),
      period: engine.calendar.period(at: after, axis: plan.shape.axis))
    if engine.layout.measureOfBlock[block] >= 0 {
      node.measure = engine.layout.measureOfBlock[block]
      node.formula = plan.measure.flatMap { model.measures[$0].formula }
      if node.kind == .input {
        node.source = engine.inputs.source(block: block, cell: row * engine.columns[block].stride + after)
      }
    } else if let formula = plan.formula {
      (node.kind, node.formula, node.label) = (.part, formula, FormulaText.write(formula))
    }
    node.contribution = contribution
    node.value = shown(engine.value(at: CellAddress(block: block, row: row, period: after)))
    node.before = shown(engine.value(at: CellAddress(block: block, row: row, period: before)))
    nodesLeft -= 1
    guard depth > 0, nodesLeft > 0, node.change != 0 else { return node }
    let shares = shares(of: block, row, before, after)
    node.children = lines(shares, node, depth)
    return node
  }

  private func kind(of block: BlockPlan) -> Explanation.Kind {
    switch block.kind {
    case .input: .input
    case .property, .textMatch, .timeProperty: .property
    case .operatorResult: .derived
    default: .calculated
    }
  }

  private func shares(of block: Int, _ row: Int, _ before: Int, _ after: Int) -> PeriodShares {
    var shares = PeriodShares(engine: engine)
    let (early, late) = (
      CellAddress(block: block, row: row, period: before), CellAddress(block: block, row: row, period: after)
    )
    if case .operatorResult(let call, let result) = model.blocks[block].kind {
      let kernel = engine.layout.calls[call].kernel
      let frame = engine.frame(of: call)
      func owed(_ period: Int) -> CellTerm {
        let parts = kernel.contributions(to: OperatorCell(result: result, row: row, period: period), frame: frame)
        return .sum(parts.compactMap { part in owes(part, engine.layout.calls[call]) })
      }
      shares.attribute(owed(before), owed(after))
      return shares
    }
    if before < after, let flows = flows(into: block, row, from: before + 1, through: after) {
      for part in flows { shares.attribute(nil, part) }
    } else if after < before, let flows = flows(into: block, row, from: after + 1, through: before) {
      for part in flows { shares.attribute(part, nil) }
    } else {
      shares.attribute(engine.term(of: early), engine.term(of: late))
    }
    return shares
  }

  /// A part that an operator owes to an argument, as a share of that argument's cell.
  private func owes(_ part: OperatorContribution, _ call: PlanLayout.Call) -> CellTerm? {
    guard call.argumentBlocks.indices.contains(part.argument) else { return nil }
    let column = engine.columns[call.argumentBlocks[part.argument]]
    guard part.row >= 0, part.row < column.rowCount, part.period >= 0 else { return nil }
    let cell = CellAddress(
      block: call.argumentBlocks[part.argument], row: part.row, period: min(part.period, column.periodCount - 1))
    let value = engine.value(at: cell)
    guard value.isFinite, value != 0 else { return nil }
    return .binary(.multiply, .constant(part.amount / value), .cell(cell))
  }

  /// What went into a balance over some periods; nil when a period is not its predecessor plus something.
  private func flows(into block: Int, _ row: Int, from first: Int, through last: Int) -> [CellTerm]? {
    guard first > 0 else { return nil }
    var flows: [CellTerm] = []
    for period in first...last {
      guard let term = engine.term(of: CellAddress(block: block, row: row, period: period)) else { return nil }
      var parts = engine.additiveParts(of: term)
      let own = parts.firstIndex { part in
        if case .cell(let cell) = part.term {
          return part.sign == 1 && cell == CellAddress(block: block, row: row, period: period - 1)
        }
        return false
      }
      guard let own else { return nil }
      parts.remove(at: own)
      flows += parts.map { $0.sign == 1 ? $0.term : .unary(.negative, $0.term) }
    }
    return flows
  }

  private mutating func lines(_ shares: PeriodShares, _ node: Explanation, _ depth: Int) -> [Explanation] {
    let sorted = shares.lines.filter { $0.value.amount != 0 }.sorted {
      abs($0.value.amount) == abs($1.value.amount) ? $0.key < $1.key : abs($0.value.amount) > abs($1.value.amount)
    }.map(\.value)
    var children: [Explanation] = []
    for (rank, line) in sorted.enumerated() {
      let below = rank < limits.width ? depth - 1 : 0
      if line.pairs.count == 1, let before = line.pairs[0].before, let after = line.pairs[0].after {
        children.append(cell(line.block, line.row, before, after, contribution: line.amount, depth: below))
      } else {
        children.append(flow(line))
      }
    }
    return arranged(children, node)
  }

  /// Cells of one line that stand on one side alone, or several together.
  private mutating func flow(_ line: PeriodLine) -> Explanation {
    let plan = model.blocks[line.block]
    let last = line.pairs.compactMap { $0.after ?? $0.before }.max()
    var node = Explanation(
      line.pairs.count == 1 ? kind(of: plan) : .total, plan.name,
      coordinate: engine.coordinate(ofRow: line.row, domains: plan.shape.domains),
      period: line.pairs.count == 1 ? last.flatMap { engine.calendar.period(at: $0, axis: plan.shape.axis) } : nil)
    node.measure = engine.layout.measureOfBlock[line.block] >= 0 ? engine.layout.measureOfBlock[line.block] : nil
    if node.measure == nil, let formula = plan.formula { node.label = FormulaText.write(formula) }
    node.contribution = line.amount
    func sum(_ periods: [Int]) -> Double {
      periods.reduce(0) { $0 + number(engine.value(at: CellAddress(block: line.block, row: line.row, period: $1))) }
    }
    node.value = sum(line.pairs.compactMap(\.after))
    node.before = sum(line.pairs.compactMap(\.before))
    nodesLeft -= 1
    return node
  }

  private func shown(_ value: Double) -> Double? { value.isFinite ? value : nil }
  private func number(_ value: Double) -> Double { value == value ? value : 0 }

  private func arranged(_ parts: [Explanation], _ node: Explanation) -> [Explanation] {
    Explanation.arranged(parts, amount: node.change, of: node, width: limits.width, showsBefore: true)
  }
}

extension PlanEngine {
  /// Why a number differs from that of another period: contributions that sum to the difference. A balance is explained by
  /// what went in and out between the two.
  ///
  /// - Parameters:
  ///   - earlier: a month, quarter, year or day; periods of one kind are compared, the last month beside the last.
  /// - Throws: `planning.measure-not-known`, `planning.member-not-known`, `planning.period-outside-horizon`.
  public func explainChange(
    _ name: String, at coordinate: Coordinate, from earlier: PlanPeriod, to later: PlanPeriod,
    limits: ExplanationLimits = ExplanationLimits()
  ) throws(PlanningError) -> Explanation {
    if !isCalculated { calculate() }
    let measure = try measure(named: name)
    let axis = layout.model.measures[measure].axis
    let (before, after) = (calendar.indexes(of: earlier, axis: axis), calendar.indexes(of: later, axis: axis))
    guard axis != .none, !before.isEmpty, !after.isEmpty else {
      throw PlanningError(
        .periodOutsideHorizon, subject: "\(earlier), \(later)",
        detail: .only(name, axis))
    }
    var explainer = PeriodExplainer(engine: self, limits: limits)
    return try explainer.total(measure, at: coordinate, before, after, contribution: nil, depth: limits.depth)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Formulas

/// Builds one explanation: of a value, or of a change since an earlier state of the same plan.
struct Explainer {
  let engine: PlanEngine
  /// The earlier state; nil to explain a value.
  let earlier: PlanEngine?
  let limits: ExplanationLimits
  private var nodesLeft: Int

  init(engine: PlanEngine, earlier: PlanEngine?, limits: ExplanationLimits) {
    self.engine = engine
    self.earlier = earlier
    self.limits = limits
    nodesLeft = max(1, limits.nodes)
  }

  private var model: CheckedModel { engine.layout.model }

  // MARK: cells

  mutating func cell(_ address: CellAddress, contribution: Double?, depth: Int) -> Explanation {
    let block = model.blocks[address.block]
    var node = blank(address, block)
    node.contribution = contribution
    node.value = shown(engine.value(at: address))
    node.before = earlier.flatMap { shown($0.value(at: address)) }
    nodesLeft -= 1
    guard depth > 0, nodesLeft > 0 else { return node }
    if case .operatorResult(let call, let result) = block.kind {
      node.children = operatorParts(call, result, address, node, depth: depth)
    } else if let term = engine.term(of: address) {
      node.children = earlier == nil ? valueParts(term, node, depth) : changeParts(term, address, node, depth)
    }
    return node
  }

  private func shown(_ value: Double) -> Double? { value.isFinite ? value : nil }

  private func blank(_ address: CellAddress, _ block: BlockPlan) -> Explanation {
    let period = engine.calendar.period(at: address.period, axis: block.shape.axis)
    var kind = Explanation.Kind.calculated
    switch block.kind {
    case .input: kind = .input
    case .property, .textMatch, .timeProperty: kind = .property
    case .operatorResult: kind = .derived
    default: break
    }
    var node = Explanation(
      kind, block.name, coordinate: engine.coordinate(ofRow: address.row, domains: block.shape.domains),
      period: period)
    if let measure = block.measure, model.measures[measure].block == address.block {
      node.measure = measure
      node.formula = model.measures[measure].formula
      if kind == .input {
        node.source = engine.inputs.source(
          block: address.block, cell: address.row * engine.columns[address.block].stride + address.period)
      }
    } else if let formula = block.formula {
      node.kind = .part
      node.formula = formula
      node.label = FormulaText.write(formula)
    }
    return node
  }

  private func arranged(_ parts: [Explanation], amount: Double?, of node: Explanation) -> [Explanation] {
    Explanation.arranged(parts, amount: amount, of: node, width: limits.width, showsBefore: earlier != nil)
  }

  // MARK: values

  private mutating func valueParts(_ term: CellTerm, _ node: Explanation, _ depth: Int) -> [Explanation] {
    let parts = engine.additiveParts(of: term)
    if parts.count == 1, parts[0].sign == 1 {
      switch parts[0].term {
      case .cell, .constant: break
      // One product: its operands stand directly below.
      default:
        return parts[0].term.cells.prefix(limits.width).map { cell($0, contribution: nil, depth: depth - 1) }
      }
    }
    // Largest first, so that the budget of nodes goes where the amounts are.
    let amounts = parts.map { part in
      let value = engine.evaluate(part.term)
      return value == value ? part.sign * value : 0
    }
    let order = parts.indices.sorted {
      abs(amounts[$0]) == abs(amounts[$1]) ? $0 < $1 : abs(amounts[$0]) > abs(amounts[$1])
    }
    var children: [Explanation] = []
    for (rank, index) in order.enumerated() {
      let below = rank < limits.width ? depth - 1 : 0
      if amounts[index] == 0, rank >= limits.width { continue }
      children.append(valuePart(parts[index].term, amounts[index], below))
    }
    return arranged(children, amount: node.value, of: node)
  }

  private mutating func valuePart(_ term: CellTerm, _ amount: Double, _ depth: Int) -> Explanation {
    if case .cell(let address) = term { return cell(address, contribution: amount, depth: depth) }
    var part = Explanation(.part, "product")
    if case .constant = term { part = Explanation(.constant, "constant") }
    part.value = shown(engine.evaluate(term))
    part.contribution = amount
    if depth > 0, nodesLeft > 0 {
      part.children = term.cells.prefix(limits.width).map { cell($0, contribution: nil, depth: depth - 1) }
    }
    return part
  }

  // MARK: changes

  private mutating func changeParts(
    _ term: CellTerm, _ address: CellAddress, _ node: Explanation, _ depth: Int
  ) -> [Explanation] {
    guard let earlier, node.change != 0 else { return [] }
    var shares = ChangeShares(earlier: earlier, later: engine)
    shares.attribute(term)
    return change(unrolled(shares.amounts, address, earlier), node, depth)
  }

  /// A balance that changed because it had changed the period before says nothing: its own earlier cells are replaced by what
  /// changed them, period by period, until nothing of the balance itself is left.
  private func unrolled(
    _ amounts: [CellAddress: Double], _ address: CellAddress, _ earlier: PlanEngine
  ) -> [CellAddress: Double] {
    var amounts = amounts
    var period = address.period - 1
    while period >= 0 {
      let own = CellAddress(block: address.block, row: address.row, period: period)
      period -= 1
      guard let amount = amounts.removeValue(forKey: own), amount != 0 else { continue }
      var shares = ChangeShares(earlier: earlier, later: engine)
      if let term = engine.term(of: own) { shares.attribute(term) }
      let change = engine.value(at: own) - earlier.value(at: own)
      guard !shares.amounts.isEmpty, change != 0, change.isFinite else {
        amounts[own] = amount
        continue
      }
      for (cell, share) in shares.amounts { amounts[cell, default: 0] += share * (amount / change) }
    }
    return amounts
  }

  private mutating func change(
    _ amounts: [CellAddress: Double], _ node: Explanation, _ depth: Int
  ) -> [Explanation] {
    var groups: [CellAddress: ChangedLine] = [:]
    for (address, amount) in amounts.sorted(by: { $0.key < $1.key }) where amount != 0 {
      let line = CellAddress(block: address.block, row: address.row, period: 0)
      groups[line, default: ChangedLine(line: line)].add(address, amount)
    }
    let sorted: [ChangedLine] = groups.values.sorted { $0.stands(before: $1) }
    var children: [Explanation] = []
    for (rank, group) in sorted.enumerated() {
      let below = rank < limits.width ? depth - 1 : 0
      if group.shares.count == 1 {
        children.append(cell(group.shares[0].cell, contribution: group.amount, depth: below))
      } else {
        children.append(line(group, below))
      }
    }
    if children.isEmpty {
      var rest = Explanation(.interplay, "interplay")
      rest.contribution = node.change
      return [rest]
    }
    return arranged(children, amount: node.change, of: node)
  }

  /// Several periods of one line together.
  private mutating func line(_ line: ChangedLine, _ depth: Int) -> Explanation {
    var node = blank(line.line, model.blocks[line.line.block])
    node.kind = .total
    node.period = nil
    node.source = nil
    node.contribution = line.amount
    node.value = line.shares.reduce(0.0) { sum, share in sum + (shown(engine.value(at: share.cell)) ?? 0) }
    if let earlier {
      node.before = line.shares.reduce(0.0) { sum, share in sum + (shown(earlier.value(at: share.cell)) ?? 0)
      }
    }
    nodesLeft -= 1
    guard depth > 0, nodesLeft > 0 else { return node }
    // The cells below explain the line's own change; a part of a product has another amount than the line.
    var children: [Explanation] = []
    for share in line.shares {
      var child = cell(share.cell, contribution: nil, depth: depth - 1)
      child.contribution = child.change
      children.append(child)
    }
    node.children = arranged(children, amount: node.change, of: node)
    return node
  }

  // MARK: operators

  private mutating func operatorParts(
    _ call: Int, _ result: Int, _ address: CellAddress, _ node: Explanation, depth: Int
  ) -> [Explanation] {
    let plan = engine.layout.calls[call]
    let at = OperatorCell(result: result, row: address.row, period: address.period)
    var amounts = owed(plan.kernel.contributions(to: at, frame: engine.frame(of: call)), plan)
    if let earlier {
      for (address, amount) in owed(plan.kernel.contributions(to: at, frame: earlier.frame(of: call)), plan) {
        amounts[address, default: 0] -= amount
      }
      if node.change == 0 { return [] }
      if !amounts.isEmpty { return change(amounts, node, depth) }
    } else if !amounts.isEmpty {
      let children = amounts.sorted { $0.key < $1.key }.map {
        cell($0.key, contribution: $0.value, depth: depth - 1)
      }
      return arranged(children, amount: node.value, of: node)
    }
    return argumentsOfSameRow(plan, address, node, depth)
  }

  private func owed(_ parts: [OperatorContribution], _ plan: PlanLayout.Call) -> [CellAddress: Double] {
    var amounts: [CellAddress: Double] = [:]
    for part in parts where plan.argumentBlocks.indices.contains(part.argument) {
      let column = engine.columns[plan.argumentBlocks[part.argument]]
      guard part.row >= 0, part.row < column.rowCount, part.period >= 0 else { continue }
      let period = min(part.period, column.periodCount - 1)
      amounts[
        CellAddress(block: plan.argumentBlocks[part.argument], row: part.row, period: period), default: 0] +=
        part.amount
    }
    return amounts
  }

  /// What the operator was given there, without amounts; a change stays with the operator itself.
  private mutating func argumentsOfSameRow(
    _ plan: PlanLayout.Call, _ address: CellAddress, _ node: Explanation, _ depth: Int
  ) -> [Explanation] {
    let shape = model.blocks[plan.resultBlocks[0]].shape
    var children: [Explanation] = []
    for block in plan.argumentBlocks where model.blocks[block].shape.domains == shape.domains {
      let column = engine.columns[block]
      let period = column.periodCount == engine.columns[address.block].periodCount ? address.period : 0
      guard column.periodCount == 1 || period == address.period else { continue }
      children.append(
        cell(CellAddress(block: block, row: address.row, period: period), contribution: nil, depth: depth - 1)
      )
    }
    if earlier != nil {
      var rest = Explanation(.interplay, "interplay")
      rest.contribution = node.change
      children.append(rest)
    }
    return children
  }

  // MARK: totals

  /// A parent, a longer period, or a single cell.
  mutating func total(
    _ measure: Int, at coordinate: Coordinate, _ periods: Range<Int>, asked period: PlanPeriod?,
    contribution: Double?, depth: Int
  ) throws(PlanningError) -> Explanation {
    let declared = model.measures[measure]
    let rows = try engine.rows(of: measure, at: coordinate)
    if rows.count == 1, periods.count == 1 {
      return cell(
        CellAddress(block: declared.block, row: rows[0], period: periods.lowerBound),
        contribution: contribution,
        depth: depth)
    }
    var node = Explanation(.total, declared.id, coordinate: coordinate, period: period)
    node.measure = measure
    node.formula = declared.formula
    node.contribution = contribution
    node.value = shown(try engine.value(measure, at: coordinate, periods))
    if let earlier { node.before = shown(try earlier.value(measure, at: coordinate, periods)) }
    nodesLeft -= 1
    guard depth > 0, nodesLeft > 0 else { return node }
    let rule = periods.count > 1 ? declared.time : declared.total
    switch rule {
    case .ratio(let above, let below):
      node.children = try ratioParts(above, below, at: coordinate, periods, period, node, depth)
    case .last, .first:
      let one = rule == .last ? periods.upperBound - 1 : periods.lowerBound
      let amount = earlier == nil ? node.value : node.change
      node.children = [
        try total(
          measure, at: coordinate, one..<(one + 1),
          asked: engine.calendar.period(at: one, axis: declared.axis),
          contribution: amount, depth: depth - 1)
      ]
    case .sum, .average:
      node.children =
        periods.count > 1
        ? try periodParts(measure, at: coordinate, periods, rule, node, depth)
        : try memberParts(measure, at: coordinate, periods, rule, node, depth)
    case .none: break
    }
    return node
  }

  private func amount(_ now: Double, _ before: Double?) -> Double {
    let value = now == now ? now : 0
    guard let before else { return value }
    return value - (before == before ? before : 0)
  }

  private mutating func periodParts(
    _ measure: Int, at coordinate: Coordinate, _ periods: Range<Int>, _ rule: PlanningModel.Total,
    _ node: Explanation, _ depth: Int
  ) throws(PlanningError) -> [Explanation] {
    let now = try engine.values(measure, at: coordinate, periods)
    let before = try earlier?.values(measure, at: coordinate, periods)
    let share = rule == .average ? Double(max(1, now.filter { !$0.isNaN }.count)) : 1
    var children: [Explanation] = []
    for (index, period) in periods.enumerated() {
      let part = amount(now[index], before?[index]) / share
      if part == 0 { continue }
      children.append(
        try total(
          measure, at: coordinate, period..<(period + 1),
          asked: engine.calendar.period(at: period, axis: model.measures[measure].axis), contribution: part,
          depth: depth - 1))
    }
    return arranged(children, amount: earlier == nil ? node.value : node.change, of: node)
  }

  private mutating func memberParts(
    _ measure: Int, at coordinate: Coordinate, _ periods: Range<Int>, _ rule: PlanningModel.Total,
    _ node: Explanation, _ depth: Int
  ) throws(PlanningError) -> [Explanation] {
    guard let split = try engine.split(measure, coordinate) else { return [] }
    var parts: [(at: Coordinate, amount: Double)] = []
    var count = 0
    for id in split.members {
      var at = coordinate
      at.members[split.dimension] = id
      let now = try engine.values(measure, at: at, periods)[0]
      if now == now { count += try engine.rows(of: measure, at: at).count }
      parts.append((at, amount(now, try earlier?.values(measure, at: at, periods)[0])))
    }
    // An average of averages: parts weigh as their rows do.
    if rule == .average {
      for index in parts.indices {
        let rows = try engine.rows(of: measure, at: parts[index].at).count
        parts[index].amount *= Double(rows) / Double(max(1, count))
      }
    }
    let order = parts.indices.sorted {
      abs(parts[$0].amount) == abs(parts[$1].amount) ? $0 < $1 : abs(parts[$0].amount) > abs(parts[$1].amount)
    }
    var children: [Explanation] = []
    for (rank, index) in order.enumerated() where parts[index].amount != 0 {
      children.append(
        try total(
          measure, at: parts[index].at, periods, asked: node.period, contribution: parts[index].amount,
          depth: rank < limits.width ? depth - 1 : 0))
    }
    return arranged(children, amount: earlier == nil ? node.value : node.change, of: node)
  }

  /// To a value the two measures add nothing by themselves; to a change each has its share, the mean of both orders.
  private mutating func ratioParts(
    _ above: Int, _ below: Int, at coordinate: Coordinate, _ periods: Range<Int>, _ period: PlanPeriod?,
    _ node: Explanation, _ depth: Int
  ) throws(PlanningError) -> [Explanation] {
    var shares: (Double?, Double?) = (nil, nil)
    if let earlier {
      let (a0, b0) = (
        try earlier.value(above, at: coordinate, periods), try earlier.value(below, at: coordinate, periods)
      )
      let (a1, b1) = (
        try engine.value(above, at: coordinate, periods), try engine.value(below, at: coordinate, periods)
      )
      let ratio = { (a: Double, b: Double) -> Double in b == 0 || a != a || b != b ? 0 : a / b }
      shares.0 = (ratio(a1, b0) - ratio(a0, b0) + ratio(a1, b1) - ratio(a0, b1)) / 2
      shares.1 = (ratio(a0, b1) - ratio(a0, b0) + ratio(a1, b1) - ratio(a1, b0)) / 2
    }
    let first = try total(
      above, at: coordinate, periods, asked: period, contribution: shares.0, depth: depth - 1)
    let second = try total(
      below, at: coordinate, periods, asked: period, contribution: shares.1, depth: depth - 1)
    return arranged([first, second], amount: earlier == nil ? nil : node.change, of: node)
  }
}

/// What the cells of one line, over several periods, have to do with a change.
private struct ChangedLine {
  let line: CellAddress
  private(set) var shares: [(cell: CellAddress, amount: Double)] = []
  private(set) var amount = 0.0

  init(line: CellAddress) { self.line = line }

  mutating func add(_ cell: CellAddress, _ amount: Double) {
    shares.append((cell, amount))
    self.amount += amount
  }

  /// Larger first; of equals the earlier in the model.
  func stands(before other: ChangedLine) -> Bool {
    abs(amount) == abs(other.amount) ? line < other.line : abs(amount) > abs(other.amount)
  }
}

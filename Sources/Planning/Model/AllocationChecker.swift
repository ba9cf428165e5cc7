// SPDX-License-Identifier: Apache-2.0

import Formulas

/// `allocate(x, by: key)`, laid out over ordinary blocks so that full and partial calculation share their rules.
///
/// Within each row of x: every member gets x · key ÷ Σ key, rounded to a step of about 2⁻⁴⁰ of x, and the last member with weight gets
/// what is left. All shares are whole multiples of one step, so their sum in any order is x to the bit. Where no key is
/// positive, all members count as 1.
extension ModelChecker {
  mutating func allocation(_ arguments: CallArguments, _ context: FormulaContext) -> NodePlan? {
    let call = arguments.call
    guard let first = arguments.formula(0), let second = arguments.formula("by"),
      let amount = block(of: first, context), let key = block(of: second, context)
    else { return nil }
    guard let up = groupAccesses(from: key.shape, to: amount.shape) else {
      report(
        .dimensionNeedsMapping, second.place, call.name,
        Wording(
          "依据的维度是 \(model.label(of: key.shape))，要分的是 \(model.label(of: amount.shape))。",
          "The key runs over \(model.label(of: key.shape)), what is allocated over \(model.label(of: amount.shape))."),
        hint: Wording(
          "依据要带有要分的全部维度，或在它们之下。", "The key needs every dimension of what is allocated, or members below it."))
      return nil
    }
    let axis = key.shape.axis == .none ? amount.shape.axis : key.shape.axis
    guard amount.shape.axis == .none || amount.shape.axis == axis else {
      _ = combine(amount.shape, key.shape, call.place)
      return nil
    }
    let plan = AllocationPlan(
      rows: Shape(domains: key.shape.domains, axis: axis), groups: Shape(domains: amount.shape.domains, axis: axis),
      up: up, formula: .call(call))
    return plan.layOut(amount, key, in: &self)
  }

  /// One way up per domain of the amount; nil when the key cannot reach one.
  private func groupAccesses(from key: Shape, to amount: Shape) -> [DomainAccess]? {
    var result: [DomainAccess] = []
    for domain in amount.domains {
      if key.domains.contains(domain) {
        result.append(DomainAccess(from: domain, steps: []))
      } else if let level = domain.level,
        let below = key.domains.first(where: { $0.dimension == domain.dimension }),
        let climbed = climb(from: below, to: level)
      {
        let steps = climbed.map { MemberStep.level(dimension: domain.dimension, level: $0) }
        result.append(DomainAccess(from: below, steps: steps))
      } else {
        return nil
      }
    }
    return result
  }
}

/// The blocks of one allocation.
private struct AllocationPlan {
  let rows: Shape
  let groups: Shape
  let up: [DomainAccess]
  let formula: Formula

  func layOut(_ amount: SourceBlock, _ key: SourceBlock, in checker: inout ModelChecker) -> NodePlan {
    // Weights: the key where it is positive.
    var list = OperandList()
    let given = list.position(of: checker.operand(of: key.block))
    let positive = Term.choice(
      .binary(.greater, .operand(given), .constant(0)), .operand(given), .constant(0))
    let weight = checker.part(.pointwise(positive), list.operands, rows, formula)
    let total = sum(weight, .sum, &checker)
    // The last row of each group that has weight, or the last of all.
    let number = rowNumber(&checker)
    let counts = checker.part(.pointwise(.constant(1)), [], Shape(domains: rows.domains, axis: .none), formula)
    let count = sum(counts, .sum, &checker)
    list = OperandList()
    let (w, t, n) = (read(weight, &list, &checker), down(total, &list, &checker), read(number, &list, &checker))
    let counting = Term.choice(
      .binary(.or, .binary(.greater, w, .constant(0)), .binary(.equal, t, .constant(0))), n, .constant(.nan))
    let candidates = checker.part(.pointwise(counting), list.operands, rows, formula)
    let last = sum(candidates, .maximum, &checker)
    let share = self.share(amount.block, weight, total, count, number, last, &checker)
    let handedOut = sum(share, .sum, &checker)
    list = OperandList()
    let isLast = Term.binary(.equal, read(number, &list, &checker), down(last, &list, &checker))
    let rest = Term.binary(.subtract, down(amount.block, &list, &checker), down(handedOut, &list, &checker))
    let result = Term.choice(isLast, rest, read(share, &list, &checker))
    return NodePlan(kind: .pointwise(result), operands: list.operands, shape: rows, unit: amount.unit)
  }

  private func share(
    _ amount: Int, _ weight: Int, _ total: Int, _ count: Int, _ number: Int, _ last: Int,
    _ checker: inout ModelChecker
  ) -> Int {
    var list = OperandList()
    let x = down(amount, &list, &checker)
    let (w, t) = (read(weight, &list, &checker), down(total, &list, &checker))
    let proportional = Term.binary(.multiply, x, .binary(.divide, w, t))
    let even = Term.binary(.divide, x, down(count, &list, &checker))
    let exact = Term.choice(.binary(.greater, t, .constant(0)), proportional, even)
    // Adding and taking away 4096·|x| rounds to a step that all shares of x have in common.
    let grain = Term.binary(.multiply, .unary(.absolute, x), .constant(4_096))
    let rounded = Term.binary(.subtract, .binary(.add, exact, grain), grain)
    let isLast = Term.binary(.equal, read(number, &list, &checker), down(last, &list, &checker))
    return checker.part(.pointwise(.choice(isLast, .constant(0), rounded)), list.operands, rows, formula)
  }

  /// Outline position of a row, larger further down.
  private func rowNumber(_ checker: inout ModelChecker) -> Int {
    var list = OperandList()
    var term = Term.constant(0)
    for domain in rows.domains {
      let block = checker.memberPosition(domain)
      let place = Term.operand(list.position(of: checker.operand(of: block)))
      term = .binary(.add, .binary(.multiply, term, .constant(1_048_576)), place)
    }
    return checker.part(.pointwise(term), list.operands, Shape(domains: rows.domains, axis: .none), formula)
  }

  private func sum(_ block: Int, _ kind: Aggregation, _ checker: inout ModelChecker) -> Int {
    let axis = checker.model.blocks[block].shape.axis
    let operand = Operand(block: block, rows: .up(up), time: axis == .none ? .constant : .same)
    return checker.part(.aggregate(kind), [operand], Shape(domains: groups.domains, axis: axis), formula)
  }

  private func read(_ block: Int, _ list: inout OperandList, _ checker: inout ModelChecker) -> Term {
    .operand(list.position(of: checker.operand(of: block)))
  }

  /// A block of the groups, read at the group of the row.
  private func down(_ block: Int, _ list: inout OperandList, _ checker: inout ModelChecker) -> Term {
    let axis = checker.model.blocks[block].shape.axis
    return .operand(
      list.position(of: Operand(block: block, rows: .down(up), time: axis == .none ? .constant : .same)))
  }
}

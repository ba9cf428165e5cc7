// SPDX-License-Identifier: Apache-2.0

/// Whose change made a cell change: each cell's share, in the unit of the result.
///
/// Sums share exactly. A function of two operands gives each the mean of its effect before and after the other changed
/// (Shapley's value for two), so that the shares add up to the change: for a product this is the price and volume split
/// without a mixed term. Where a condition turned, the change belongs to what the condition reads.
struct ChangeShares {
  let earlier: PlanEngine
  let later: PlanEngine
  private(set) var amounts: [CellAddress: Double] = [:]

  init(earlier: PlanEngine, later: PlanEngine) {
    self.earlier = earlier
    self.later = later
  }

  /// - Parameter scale: change of the whole per change of this term.
  mutating func attribute(_ term: CellTerm, scale: Double = 1) {
    guard scale != 0 else { return }
    switch term {
    case .constant: break
    case .cell(let address): amounts[address, default: 0] += scale * change(term)
    case .unary(.negative, let inner): attribute(inner, scale: -scale)
    case .unary(_, let inner): pass(change(term) * scale, to: inner)
    case .sum(let parts): for part in parts { attribute(part, scale: scale) }
    case .binary(.add, let left, let right) where isGiven(term):
      attribute(left, scale: scale)
      attribute(right, scale: scale)
    case .binary(.subtract, let left, let right) where isGiven(term):
      attribute(left, scale: scale)
      attribute(right, scale: -scale)
    case .binary(let function, let left, let right): share(function, left, right, scale)
    case .choice(let test, let then, let otherwise):
      let (before, after) = (earlier.evaluate(test) == 1, later.evaluate(test) == 1)
      if before == after {
        attribute(after ? then : otherwise, scale: scale)
      } else {
        pass(change(term) * scale, to: test)
      }
    case .extreme(let parts, _):
      let changed = parts.filter { change($0) != 0 }
      for part in changed { pass(change(term) * scale / Double(changed.count), to: part) }
    }
  }

  private func number(_ value: Double) -> Double { value == value ? value : 0 }

  private func isGiven(_ term: CellTerm) -> Bool {
    let (before, after) = (earlier.evaluate(term), later.evaluate(term))
    return before == before && after == after
  }

  private func change(_ term: CellTerm) -> Double {
    number(later.evaluate(term)) - number(earlier.evaluate(term))
  }

  private mutating func share(
    _ function: BinaryFunction, _ left: CellTerm, _ right: CellTerm, _ scale: Double
  ) {
    let (a0, a1) = (earlier.evaluate(left), later.evaluate(left))
    let (b0, b1) = (earlier.evaluate(right), later.evaluate(right))
    func value(_ a: Double, _ b: Double) -> Double { number(CellArithmetic.apply(function, a, b)) }
    let ofLeft = (value(a1, b0) - value(a0, b0) + value(a1, b1) - value(a0, b1)) / 2
    let ofRight = (value(a0, b1) - value(a0, b0) + value(a1, b1) - value(a1, b0)) / 2
    pass(ofLeft * scale, to: left)
    pass(ofRight * scale, to: right)
  }

  /// Hands an amount on to the cells of a term, in proportion to their shares of its own change.
  private mutating func pass(_ amount: Double, to term: CellTerm) {
    guard amount != 0 else { return }
    if case .cell(let address) = term {
      amounts[address, default: 0] += amount
      return
    }
    var inner = ChangeShares(earlier: earlier, later: later)
    inner.attribute(term)
    let total = inner.amounts.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    if total != 0, total.isFinite, abs(total) > 1e-12 * inner.amounts.values.reduce(0, { max($0, abs($1)) }) {
      for (address, share) in inner.amounts { amounts[address, default: 0] += amount * (share / total) }
      return
    }
    // Nothing to be proportional to (a value became given): the changed cells take even parts.
    let changed = term.cells.filter { earlier.value(at: $0).bitPattern != later.value(at: $0).bitPattern }
    for address in changed { amounts[address, default: 0] += amount / Double(changed.count) }
  }
}

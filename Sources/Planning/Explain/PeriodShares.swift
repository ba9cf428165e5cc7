// SPDX-License-Identifier: Apache-2.0

/// All cells of one row of a block that have to do with a change between two periods.
struct PeriodLine {
  let block: Int
  let row: Int
  private(set) var amount = 0.0
  /// Cells before and after; nil where one side has none.
  private(set) var pairs: [(before: Int?, after: Int?)] = []

  init(block: Int, row: Int) {
    self.block = block
    self.row = row
  }

  mutating func add(_ amount: Double, _ before: Int?, _ after: Int?) {
    self.amount += amount
    pairs.append((before, after))
  }

  mutating func scale(_ factor: Double) { amount *= factor }
}

/// Whose difference makes a cell of one period differ from the same row's cell of another: each line's share.
///
/// The same rules as ``ChangeShares``, with the two formulas side by side: sums share exactly, a function of two operands gives
/// each the mean of its effect before and after the other changed, what stands on one side alone counts with its value.
struct PeriodShares {
  let engine: PlanEngine
  private(set) var lines: [CellAddress: PeriodLine] = [:]

  init(engine: PlanEngine) { self.engine = engine }

  mutating func attribute(_ before: CellTerm?, _ after: CellTerm?, scale: Double = 1) {
    guard scale != 0 else { return }
    switch (before, after) {
    case (nil, nil), (.constant, .constant): break
    case (nil, let after?): attributeValue(after, scale, isAfter: true)
    case (let before?, nil): attributeValue(before, -scale, isAfter: false)
    case (.cell(let a)?, .cell(let b)?) where a.block == b.block && a.row == b.row:
      add(a.block, a.row, scale * (number(engine.value(at: b)) - number(engine.value(at: a))), a.period, b.period)
    case (.unary(.negative, let a)?, .unary(.negative, let b)?): attribute(a, b, scale: -scale)
    case (.sum(let a)?, .sum(let b)?): attributeSums(a, b, scale)
    case (.choice(let t0, let y0, let n0)?, .choice(let t1, let y1, let n1)?):
      attribute(engine.evaluate(t0) == 1 ? y0 : n0, engine.evaluate(t1) == 1 ? y1 : n1, scale: scale)
    case (.binary(.add, let l0, let r0)?, .binary(.add, let l1, let r1)?) where isGiven(before) && isGiven(after):
      attribute(l0, l1, scale: scale)
      attribute(r0, r1, scale: scale)
    case (.binary(.subtract, let l0, let r0)?, .binary(.subtract, let l1, let r1)?)
    where isGiven(before) && isGiven(after):
      attribute(l0, l1, scale: scale)
      attribute(r0, r1, scale: -scale)
    case (.binary(let f, let l0, let r0)?, .binary(let g, let l1, let r1)?) where f == g:
      share(f, (l0, l1), (r0, r1), scale)
    default:
      if let after { attributeValue(after, scale, isAfter: true) }
      if let before { attributeValue(before, -scale, isAfter: false) }
    }
  }

  /// The last parts stand beside each other: months have different numbers of days, running totals of months.
  private mutating func attributeSums(_ before: [CellTerm], _ after: [CellTerm], _ scale: Double) {
    let shared = min(before.count, after.count)
    for part in before.dropLast(shared) { attributeValue(part, -scale, isAfter: false) }
    for part in after.dropLast(shared) { attributeValue(part, scale, isAfter: true) }
    for (a, b) in zip(before.suffix(shared), after.suffix(shared)) { attribute(a, b, scale: scale) }
  }

  private mutating func share(
    _ function: BinaryFunction, _ left: (CellTerm, CellTerm), _ right: (CellTerm, CellTerm), _ scale: Double
  ) {
    let (a0, a1) = (engine.evaluate(left.0), engine.evaluate(left.1))
    let (b0, b1) = (engine.evaluate(right.0), engine.evaluate(right.1))
    func value(_ a: Double, _ b: Double) -> Double { number(CellArithmetic.apply(function, a, b)) }
    pass((value(a1, b0) - value(a0, b0) + value(a1, b1) - value(a0, b1)) / 2 * scale, left)
    pass((value(a0, b1) - value(a0, b0) + value(a1, b1) - value(a1, b0)) / 2 * scale, right)
  }

  /// Hands an amount on to the lines of a pair of terms, in proportion to their shares of its own change.
  private mutating func pass(_ amount: Double, _ terms: (CellTerm, CellTerm)) {
    guard amount != 0 else { return }
    var inner = PeriodShares(engine: engine)
    inner.attribute(terms.0, terms.1)
    let found = inner.lines.sorted { $0.key < $1.key }.map(\.value)
    let total = found.reduce(0) { $0 + $1.amount }
    let largest = found.reduce(0) { max($0, abs($1.amount)) }
    if total != 0, total.isFinite, abs(total) > 1e-12 * largest {
      for var line in found {
        line.scale(amount / total)
        merge(line)
      }
      return
    }
    let cells = Set((terms.1.cells + terms.0.cells).map { CellAddress(block: $0.block, row: $0.row, period: 0) }).sorted()
    for cell in cells { add(cell.block, cell.row, amount / Double(cells.count), nil, nil) }
  }

  /// What stands on one side alone.
  private mutating func attributeValue(_ term: CellTerm, _ scale: Double, isAfter: Bool) {
    switch term {
    case .constant: break
    case .cell(let cell):
      add(
        cell.block, cell.row, scale * number(engine.value(at: cell)), isAfter ? nil : cell.period,
        isAfter ? cell.period : nil)
    case .unary(.negative, let inner): attributeValue(inner, -scale, isAfter: isAfter)
    case .sum(let parts): for part in parts { attributeValue(part, scale, isAfter: isAfter) }
    case .choice(let test, let then, let otherwise):
      attributeValue(engine.evaluate(test) == 1 ? then : otherwise, scale, isAfter: isAfter)
    case .binary(.add, let left, let right) where isGiven(term):
      attributeValue(left, scale, isAfter: isAfter)
      attributeValue(right, scale, isAfter: isAfter)
    case .binary(.subtract, let left, let right) where isGiven(term):
      attributeValue(left, scale, isAfter: isAfter)
      attributeValue(right, -scale, isAfter: isAfter)
    default:
      // A product stands for what moves in it: the first of its cells that has periods.
      let cells = term.cells
      guard let cell = cells.first(where: { engine.views[$0.block].periodCount > 1 }) ?? cells.first else { return }
      let period = cell.period
      add(
        cell.block, cell.row, scale * number(engine.evaluate(term)), isAfter ? nil : period, isAfter ? period : nil)
    }
  }

  private mutating func add(_ block: Int, _ row: Int, _ amount: Double, _ before: Int?, _ after: Int?) {
    lines[CellAddress(block: block, row: row, period: 0), default: PeriodLine(block: block, row: row)]
      .add(amount, before, after)
  }

  private mutating func merge(_ line: PeriodLine) {
    for (index, pair) in line.pairs.enumerated() { add(line.block, line.row, index == 0 ? line.amount : 0, pair.before, pair.after) }
  }

  private func number(_ value: Double) -> Double { value == value ? value : 0 }

  private func isGiven(_ term: CellTerm?) -> Bool {
    guard let term else { return false }
    let value = engine.evaluate(term)
    return value == value
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What cells may be: numbers between two ends, missing, or either.
///
/// The ends are calculated like the cells: every operation here is monotone in each operand, and so is rounding, so that no cell lies
/// outside. Where that cannot be said, a cell may be anything.
struct Bounds: Equatable {
  /// No number at all where it lies above ``upper``.
  let lower: Double
  let upper: Double
  let mayBeMissing: Bool

  static let zero = Bounds(0)
  static let missing = Bounds(lower: .infinity, upper: -.infinity, mayBeMissing: true)
  static let anything = Bounds(lower: -.infinity, upper: .infinity, mayBeMissing: true)

  init(_ value: Double) { (lower, upper, mayBeMissing) = (value, value, false) }

  init(lower: Double, upper: Double, mayBeMissing: Bool) {
    (self.lower, self.upper, self.mayBeMissing) = (lower, upper, mayBeMissing)
  }

  /// Between the least and the greatest of these; anything where one of them is no number.
  private init(_ ends: [Double], _ mayBeMissing: Bool) {
    guard !ends.contains(where: \.isNaN), let lower = ends.min(), let upper = ends.max() else {
      self = .anything
      return
    }
    self.init(lower: lower, upper: upper, mayBeMissing: mayBeMissing)
  }

  var isZero: Bool { lower == 0 && upper == 0 && !mayBeMissing }
  private var isEmpty: Bool { lower > upper }
  /// The one number they can be.
  private var point: Double? { lower == upper && !mayBeMissing ? lower : nil }

  func union(_ other: Bounds) -> Bounds {
    Bounds(
      lower: min(lower, other.lower), upper: max(upper, other.upper),
      mayBeMissing: mayBeMissing || other.mayBeMissing)
  }

  /// As they are stored: what is not finite is missing.
  var asCells: Bounds {
    let greatest = Double.greatestFiniteMagnitude
    let isFinite = lower >= -greatest && upper <= greatest
    return isEmpty || isFinite
      ? self : Bounds(lower: max(lower, -greatest), upper: min(upper, greatest), mayBeMissing: true)
  }

  static func apply(_ function: UnaryFunction, _ a: Bounds) -> Bounds {
    switch function {
    case .given:
      return a.isEmpty
        ? .zero : a.mayBeMissing ? Bounds(lower: 0, upper: 1, mayBeMissing: false) : Bounds(1)
    case _ where a.isEmpty: return .missing
    case .absolute where a.lower < 0 && a.upper > 0:
      return Bounds(lower: 0, upper: max(-a.lower, a.upper), mayBeMissing: a.mayBeMissing)
    case .negative, .not, .absolute, .floor, .ceiling, .round:
      return Bounds([a.lower, a.upper].map { CellArithmetic.apply(function, $0) }, a.mayBeMissing)
    }
  }

  static func apply(_ function: BinaryFunction, _ a: Bounds, _ b: Bounds) -> Bounds {
    if function == .firstGiven {
      if a.isEmpty || !a.mayBeMissing { return a.isEmpty ? b : a }
      return Bounds(
        lower: min(a.lower, b.lower), upper: max(a.upper, b.upper), mayBeMissing: b.mayBeMissing)
    }
    let mayBeMissing = a.mayBeMissing || b.mayBeMissing
    if function == .and || function == .or { return Bounds(lower: 0, upper: 1, mayBeMissing: true) }
    if a.isEmpty || b.isEmpty { return .missing }
    switch function {
    case .divide where b.lower <= 0 && b.upper >= 0: return .anything
    case .add, .subtract, .multiply, .divide, .minimum, .maximum:
      let ends = [a.lower, a.upper].flatMap { x in
        [b.lower, b.upper].map { CellArithmetic.apply(function, x, $0) }
      }
      return Bounds(ends, mayBeMissing)
    default:
      if let x = a.point, let y = b.point { return Bounds(CellArithmetic.apply(function, x, y)) }
      return Bounds(lower: 0, upper: 1, mayBeMissing: mayBeMissing)
    }
  }

  /// Of a whole term, when its operands are known.
  static func of(_ term: Term, _ operand: (Int) -> Bounds) -> Bounds {
    switch term {
    case .constant(let value): return value.isNaN ? .missing : Bounds(value)
    case .operand(let index): return operand(index)
    case .shifted(let index, let otherwise): return operand(index).union(of(otherwise, operand))
    case .unary(let function, let inner): return apply(function, of(inner, operand))
    case .binary(let function, let left, let right):
      return apply(function, of(left, operand), of(right, operand))
    case .choice(let test, let then, let otherwise):
      let test = of(test, operand)
      if let known = test.point { return of(known == 1 ? then : otherwise, operand) }
      return test.isEmpty ? of(otherwise, operand) : of(then, operand).union(of(otherwise, operand))
    }
  }
}

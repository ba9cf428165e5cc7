// SPDX-License-Identifier: Apache-2.0

/// What each function of the language makes of its cells. Missing is NaN; conditions are 1, 0 or missing.
///
/// The chunk loops and the explanation of a single cell both call these, so that they cannot differ.
enum CellArithmetic {
  static func power(_ digits: Int) -> Double {
    var result = 1.0
    for _ in 0..<digits { result *= 10 }
    return result
  }

  @inline(__always) static func divide(_ a: Double, _ b: Double) -> Double { b == 0 ? .nan : a / b }
  @inline(__always) static func not(_ a: Double) -> Double { 1 - a }
  @inline(__always) static func given(_ a: Double) -> Double { a == a ? 1 : 0 }

  /// A sum of decimals may stand a hair below the half it means.
  @inline(__always) static func round(_ a: Double, _ power: Double) -> Double {
    (a * power).rounded(.toNearestOrAwayFromZero) / power
  }

  /// Missing when either side is.
  @inline(__always) static func truth(_ holds: Bool, _ a: Double, _ b: Double) -> Double {
    a == a && b == b ? (holds ? 1 : 0) : .nan
  }

  @inline(__always) static func and(_ a: Double, _ b: Double) -> Double {
    a == 0 || b == 0 ? 0 : a == 1 && b == 1 ? 1 : .nan
  }

  @inline(__always) static func or(_ a: Double, _ b: Double) -> Double {
    a == 1 || b == 1 ? 1 : a == 0 && b == 0 ? 0 : .nan
  }

  @inline(__always) static func minimum(_ a: Double, _ b: Double) -> Double {
    a != a ? a : b != b ? b : b < a ? b : a
  }

  @inline(__always) static func maximum(_ a: Double, _ b: Double) -> Double {
    a != a ? a : b != b ? b : b > a ? b : a
  }

  static func apply(_ function: UnaryFunction, _ a: Double) -> Double {
    switch function {
    case .negative: -a
    case .not: not(a)
    case .given: given(a)
    case .absolute: abs(a)
    case .floor: a.rounded(.down)
    case .ceiling: a.rounded(.up)
    case .round(let digits): round(a, power(digits))
    }
  }

  static func apply(_ function: BinaryFunction, _ a: Double, _ b: Double) -> Double {
    switch function {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: divide(a, b)
    case .equal: truth(a == b, a, b)
    case .notEqual: truth(a != b, a, b)
    case .less: truth(a < b, a, b)
    case .lessOrEqual: truth(a <= b, a, b)
    case .greater: truth(a > b, a, b)
    case .greaterOrEqual: truth(a >= b, a, b)
    case .and: and(a, b)
    case .or: or(a, b)
    case .minimum: minimum(a, b)
    case .maximum: maximum(a, b)
    case .firstGiven: a == a ? a : b
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A function of two cells for many cells at once; ``CellArithmetic`` has the same for one.
protocol CellOperation {
  static func apply<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Double
  static func apply(_ a: Double, _ b: Double) -> Double
}

/// What becomes of a result before it is written.
protocol CellFinish {
  static func apply<V: SIMD>(_ x: V) -> V where V.Scalar == Double
  static func apply(_ x: Double) -> Double
}

/// A register holds what was calculated.
enum KeepResult: CellFinish {
  @inline(__always) static func apply<V: SIMD>(_ x: V) -> V where V.Scalar == Double { x }
  @inline(__always) static func apply(_ x: Double) -> Double { x }
}

/// A column holds cells: finite numbers without negative zero, or missing.
enum MakeCell: CellFinish {
  @inline(__always) static func apply<V: SIMD>(_ x: V) -> V where V.Scalar == Double {
    // x − x is 0 for finite numbers, NaN for the others.
    let isFinite = (x - x) .== V(repeating: 0)
    return V(repeating: .missing).replacing(with: x + V(repeating: 0), where: isFinite)
  }
  @inline(__always) static func apply(_ x: Double) -> Double { x.asCell }
}

enum AddCells: CellOperation {
  @inline(__always) static func apply<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Double { a + b }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double { a + b }
}

enum SubtractCells: CellOperation {
  @inline(__always) static func apply<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Double { a - b }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double { a - b }
}

enum MultiplyCells: CellOperation {
  @inline(__always) static func apply<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Double { a * b }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double { a * b }
}

enum DivideCells: CellOperation {
  @inline(__always) static func apply<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Double {
    (a / b).replacing(with: V(repeating: .nan), where: b .== V(repeating: 0))
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double { CellArithmetic.divide(a, b) }
}

enum SmallerCell: CellOperation {
  @inline(__always) static func apply<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Double {
    a.replacing(with: b, where: b .< a).replacing(with: a + b, where: (a .!= a) .| (b .!= b))
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double { CellArithmetic.minimum(a, b) }
}

enum LargerCell: CellOperation {
  @inline(__always) static func apply<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Double {
    a.replacing(with: b, where: b .> a).replacing(with: a + b, where: (a .!= a) .| (b .!= b))
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double { CellArithmetic.maximum(a, b) }
}

enum FirstGivenCell: CellOperation {
  @inline(__always) static func apply<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Double {
    a.replacing(with: b, where: a .!= a)
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double { a == a ? a : b }
}

/// A comparison, whose result is missing when either side is.
protocol CellComparison: CellOperation {
  static func holds<V: SIMD>(_ a: V, _ b: V) -> SIMDMask<V.MaskStorage> where V.Scalar == Double
  static func holds(_ a: Double, _ b: Double) -> Bool
}

extension CellComparison {
  @inline(__always) static func apply<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Double {
    V(repeating: 0).replacing(with: V(repeating: 1), where: holds(a, b))
      .replacing(with: V(repeating: .nan), where: (a .!= a) .| (b .!= b))
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double {
    CellArithmetic.truth(holds(a, b), a, b)
  }
}

enum EqualCells: CellComparison {
  @inline(__always) static func holds<V: SIMD>(_ a: V, _ b: V) -> SIMDMask<V.MaskStorage> where V.Scalar == Double {
    a .== b
  }
  @inline(__always) static func holds(_ a: Double, _ b: Double) -> Bool { a == b }
}

enum UnequalCells: CellComparison {
  @inline(__always) static func holds<V: SIMD>(_ a: V, _ b: V) -> SIMDMask<V.MaskStorage> where V.Scalar == Double {
    a .!= b
  }
  @inline(__always) static func holds(_ a: Double, _ b: Double) -> Bool { a != b }
}

enum LessCells: CellComparison {
  @inline(__always) static func holds<V: SIMD>(_ a: V, _ b: V) -> SIMDMask<V.MaskStorage> where V.Scalar == Double {
    a .< b
  }
  @inline(__always) static func holds(_ a: Double, _ b: Double) -> Bool { a < b }
}

enum LessOrEqualCells: CellComparison {
  @inline(__always) static func holds<V: SIMD>(_ a: V, _ b: V) -> SIMDMask<V.MaskStorage> where V.Scalar == Double {
    a .<= b
  }
  @inline(__always) static func holds(_ a: Double, _ b: Double) -> Bool { a <= b }
}

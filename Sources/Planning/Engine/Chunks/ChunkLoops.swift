// SPDX-License-Identifier: Apache-2.0

/// The loops over cells. Loads and stores are explicit vectors, so that a result may take the place of its operand.
enum ChunkLoops {
  typealias Source = UnsafePointer<Double>
  typealias Target = UnsafeMutablePointer<Double>

  @inline(__always)
  static func load<V: SIMD>(_ from: Source, as type: V.Type) -> V where V.Scalar == Double {
    UnsafeRawPointer(from).loadUnaligned(as: V.self)
  }

  @inline(__always)
  static func store<V: SIMD>(_ value: V, to: Target) where V.Scalar == Double {
    UnsafeMutableRawPointer(to).storeBytes(of: value, as: V.self)
  }

  /// `r[i] = a[i] ∘ b[i]`; an operand that repeats gives its first cell to all.
  @inline(__always)
  static func binary<O: CellOperation, F: CellFinish>(
    _ operation: O.Type, _ finish: F.Type, _ a: Source, repeats aRepeats: Bool, _ b: Source, repeats bRepeats: Bool,
    into r: Target, count: Int
  ) {
    if aRepeats {
      bRepeats
        ? run(operation, finish, a, true, b, true, r, count) : run(operation, finish, a, true, b, false, r, count)
    } else {
      bRepeats
        ? run(operation, finish, a, false, b, true, r, count) : run(operation, finish, a, false, b, false, r, count)
    }
  }

  @inline(__always)
  private static func run<O: CellOperation, F: CellFinish>(
    _ operation: O.Type, _ finish: F.Type, _ a: Source, _ aRepeats: Bool, _ b: Source, _ bRepeats: Bool, _ r: Target,
    _ count: Int
  ) {
    let (a0, b0) = (a[0], b[0])
    let (a8, b8) = (SIMD8<Double>(repeating: a0), SIMD8<Double>(repeating: b0))
    let (a4, b4) = (SIMD4<Double>(repeating: a0), SIMD4<Double>(repeating: b0))
    var i = 0
    while i &+ 8 <= count {
      let x = aRepeats ? a8 : load(a + i, as: SIMD8<Double>.self)
      let y = bRepeats ? b8 : load(b + i, as: SIMD8<Double>.self)
      store(F.apply(O.apply(x, y)), to: r + i)
      i &+= 8
    }
    if i &+ 4 <= count {
      let x = aRepeats ? a4 : load(a + i, as: SIMD4<Double>.self)
      let y = bRepeats ? b4 : load(b + i, as: SIMD4<Double>.self)
      store(F.apply(O.apply(x, y)), to: r + i)
      i &+= 4
    }
    while i < count {
      r[i] = F.apply(O.apply(aRepeats ? a0 : a[i], bRepeats ? b0 : b[i]))
      i &+= 1
    }
  }

  /// `r[i] = a[i]`, made a cell.
  @inline(__always)
  static func copyCells(_ a: Source, into r: Target, count: Int) {
    var i = 0
    while i &+ 4 <= count {
      store(MakeCell.apply(load(a + i, as: SIMD4<Double>.self)), to: r + i)
      i &+= 4
    }
    while i < count {
      r[i] = a[i].asCell
      i &+= 1
    }
  }

  /// `r[i] += a[i]`, missing ones left out.
  @inline(__always)
  static func addGiven(_ a: Source, into r: Target, count: Int) {
    var i = 0
    while i &+ 4 <= count {
      let x = load(a + i, as: SIMD4<Double>.self)
      let given = x.replacing(with: SIMD4(repeating: 0), where: x .!= x)
      store(load(Source(r) + i, as: SIMD4<Double>.self) + given, to: r + i)
      i &+= 4
    }
    while i < count {
      r[i] += a[i] == a[i] ? a[i] : 0
      i &+= 1
    }
  }

  /// `r[i] += factor · a[i]`, missing products left out.
  @inline(__always)
  static func addGiven(_ factor: Double, times a: Source, into r: Target, count: Int) {
    let factors = SIMD4<Double>(repeating: factor)
    var i = 0
    while i &+ 4 <= count {
      let x = factors * load(a + i, as: SIMD4<Double>.self)
      let given = x.replacing(with: SIMD4(repeating: 0), where: x .!= x)
      store(load(Source(r) + i, as: SIMD4<Double>.self) + given, to: r + i)
      i &+= 4
    }
    while i < count {
      let x = factor * a[i]
      r[i] += x == x ? x : 0
      i &+= 1
    }
  }

  @inline(__always)
  static func fill(_ r: Target, _ value: Double, count: Int) {
    let values = SIMD4<Double>(repeating: value)
    var i = 0
    while i &+ 4 <= count {
      store(values, to: r + i)
      i &+= 4
    }
    while i < count {
      r[i] = value
      i &+= 1
    }
  }
}

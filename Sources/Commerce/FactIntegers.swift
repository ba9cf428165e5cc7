// SPDX-License-Identifier: Apache-2.0

/// The integers of one column in the least room that holds them: none while all are 0, half of it while all fit 32 bits (days, lines, texts, most
/// quantities), whole where one does not. A million order lines take some 60 MB instead of 225.
public struct FactIntegers: RandomAccessCollection, Hashable, ExpressibleByArrayLiteral, Sendable {
  private enum Width: Sendable { case none, half, whole }

  // Two arrays of which at most one is filled, not an enumeration with payloads: a look at one value takes no reference.
  private var width = Width.none
  private var half: [Int32] = []
  private var whole: [Int64] = []
  public private(set) var count = 0

  public init() {}

  public init(arrayLiteral values: Int64...) { self.init(values) }

  public init(_ values: [Int64]) {
    var (least, most): (Int64, Int64) = (0, 0)
    for value in values {
      least = Swift.min(least, value)
      most = Swift.max(most, value)
    }
    count = values.count
    if least < Int64(Int32.min) || most > Int64(Int32.max) {
      (width, whole) = (.whole, values)
    } else if least != 0 || most != 0 {
      (width, half) = (.half, values.map { Int32(truncatingIfNeeded: $0) })
    }
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public subscript(position: Int) -> Int64 {
    switch width {
    case .half: return Int64(half[position])
    case .whole: return whole[position]
    case .none:
      precondition(position >= 0 && position < count, "a row of the column")
      return 0
    }
  }

  public mutating func append(_ value: Int64) {
    if width == .none, value != 0 {
      half = [Int32](repeating: 0, count: count)
      width = .half
    }
    if width == .half, Int32(exactly: value) == nil {
      whole = half.map(Int64.init)
      half = []
      width = .whole
    }
    switch width {
    case .none: break
    case .half: half.append(Int32(truncatingIfNeeded: value))
    case .whole: whole.append(value)
    }
    count += 1
  }
}

/// Which rows of a column have a value; nothing is kept while all have one or none has.
public struct FactPresence: RandomAccessCollection, Hashable, ExpressibleByArrayLiteral, Sendable {
  private var isMixed = false
  /// What every row says while nothing is mixed.
  private var everyRow = false
  private var rows: [Bool] = []
  public private(set) var count = 0

  public init() {}

  public init(arrayLiteral values: Bool...) { self.init(values) }

  public init(_ values: [Bool]) {
    count = values.count
    isMixed = values.contains(true) && values.contains(false)
    everyRow = values.first ?? false
    rows = isMixed ? values : []
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public subscript(position: Int) -> Bool {
    if isMixed { return rows[position] }
    precondition(position >= 0 && position < count, "a row of the column")
    return everyRow
  }

  public mutating func append(_ value: Bool) {
    if count == 0 { everyRow = value }
    if !isMixed, value != everyRow {
      rows = [Bool](repeating: everyRow, count: count)
      isMixed = true
    }
    if isMixed { rows.append(value) }
    count += 1
  }
}

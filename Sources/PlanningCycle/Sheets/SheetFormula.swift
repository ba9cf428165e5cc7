// SPDX-License-Identifier: Apache-2.0

/// What a cell of a downloaded view calculates from others of it; places are rows and columns of the view.
public indirect enum SheetFormula: Hashable, Sendable {
  public enum Sign: Hashable, Sendable { case plus, minus, times, over }

  public struct Place: Hashable, Sendable {
    public let row: Int
    public let column: Int

    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  case number(Double)
  case cell(Place)
  /// Blanks are left out.
  case sum([Place])
  case roundedSum([Place], decimals: Int)
  case sign(Sign, SheetFormula, SheetFormula)
  case negative(SheetFormula)
  case given(Place, then: SheetFormula, otherwise: SheetFormula)
  /// nil: nothing where the second is 0.
  case quotient(SheetFormula, SheetFormula, otherwise: Double?)
  case difference(Place, Place)
  case share(Place, Place)
}

extension SheetFormula {
  var isQuotient: Bool {
    if case .quotient = self { true } else { false }
  }

  /// What a spreadsheet makes of it; nil: it shows nothing. A blank counts as 0 between signs, as spreadsheets have it.
  func evaluated(_ value: (Place) -> Double?) -> Double? {
    switch self {
    case .number(let number): return number
    case .cell(let place): return value(place)
    case .sum(let places):
      let numbers = places.compactMap(value)
      return numbers.isEmpty ? nil : numbers.reduce(0, +)
    case .roundedSum(let places, let decimals):
      let numbers = places.compactMap(value)
      let factor = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
      return numbers.isEmpty ? nil : numbers.reduce(0) { $0 + ($1 * factor).rounded(.toNearestOrAwayFromZero) / factor }
    case .sign(let sign, let left, let right):
      let (a, b) = (left.evaluated(value) ?? 0, right.evaluated(value) ?? 0)
      switch sign {
      case .plus: return a + b
      case .minus: return a - b
      case .times: return a * b
      case .over: return (a / b).finite
      }
    case .negative(let formula): return -(formula.evaluated(value) ?? 0)
    case .given(let place, let then, let otherwise): return (value(place) == nil ? otherwise : then).evaluated(value)
    case .quotient(let above, let below, let otherwise):
      let divisor = below.evaluated(value) ?? 0
      return divisor == 0 ? otherwise : (above.evaluated(value) ?? 0) / divisor
    case .difference(let left, let right):
      guard let a = value(left), let b = value(right) else { return nil }
      return a - b
    case .share(let above, let below):
      guard let a = value(above), let b = value(below), b != 0 else { return nil }
      return a / b
    }
  }

  /// How often the unit of the sheet's money is a factor of what this gives; nil where terms of different powers are added.
  func power(_ isMoney: (Place) -> Bool) -> Int? {
    switch self {
    case .number: return 0
    case .cell(let place): return isMoney(place) ? 1 : 0
    case .sum(let places), .roundedSum(let places, _):
      let powers = Swift.Set(places.map { isMoney($0) ? 1 : 0 })
      return powers.count == 1 ? powers.first : nil
    case .sign(let sign, let left, let right):
      guard let a = left.power(isMoney), let b = right.power(isMoney) else { return nil }
      switch sign {
      case .plus, .minus: return a == b ? a : nil
      case .times: return a + b
      case .over: return a - b
      }
    case .negative(let formula): return formula.power(isMoney)
    case .given(_, let then, let otherwise):
      guard let a = then.power(isMoney), a == otherwise.power(isMoney) else { return nil }
      return a
    case .quotient(let above, let below, _):
      guard let a = above.power(isMoney), let b = below.power(isMoney) else { return nil }
      return a - b
    case .difference(let left, let right): return isMoney(left) == isMoney(right) ? (isMoney(left) ? 1 : 0) : nil
    case .share: return 0
    }
  }
}

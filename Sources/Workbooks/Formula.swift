// SPDX-License-Identifier: Apache-2.0

extension Workbook {
  /// What a spreadsheet calculates. It is made of places and numbers alone: no text of anybody can get into it.
  public indirect enum Formula: Hashable, Sendable {
    public enum Sign: String, Hashable, Sendable {
      case plus = "+"
      case minus = "-"
      case times = "*"
      case over = "/"
    }

    case number(Double)
    case cell(Place)
    /// Blanks are left out.
    case sum([Place])
    /// Each rounded to so many decimals first, as people add up what they see.
    case roundedSum([Place], decimals: Int)
    case sign(Sign, Formula, Formula)
    case negative(Formula)
    /// The first where a number stands at the place, the second where none does.
    case given(Place, then: Formula, otherwise: Formula)
    /// nil: nothing shows where the second is 0.
    case quotient(Formula, Formula, otherwise: Double?)
    /// Nothing shows unless both are numbers.
    case difference(Place, Place)
    case share(Place, Place)
  }
}

extension Workbook.Formula {
  /// Bytes that a formula may have, and arguments of a function, in every program that reads the format.
  private static let lengthLimit = 8_000
  private static let argumentLimit = 250

  /// Whether spreadsheet programs read it.
  public var isWritable: Bool { argumentCount <= Self.argumentLimit && text.utf8.count <= Self.lengthLimit }

  private var argumentCount: Int {
    switch self {
    case .sum(let places), .roundedSum(let places, _): Workbook.Place.ranges(places).count
    default: 0
    }
  }

  /// As it stands in a cell, without the sign of equality.
  public var text: String {
    switch self {
    case .number(let value): Self.literal(value)
    case .cell(let place): place.text
    case .sum(let places): "SUM(\(Workbook.Place.ranges(places).map(\.text).joined(separator: ",")))"
    case .roundedSum(let places, let decimals):
      Workbook.Place.ranges(places).map { range in
        range.isOne ? "ROUND(\(range.text),\(decimals))" : "SUMPRODUCT(ROUND(\(range.text),\(decimals)))"
      }.joined(separator: "+")
    case .sign(let sign, let left, let right):
      (left.rank < sign.rank ? left.operand : left.text) + sign.rawValue + (right.rank <= sign.rank ? right.operand : right.text)
    case .negative(let formula): "-" + formula.operand
    case .given(let place, let then, let otherwise): "IF(ISNUMBER(\(place.text)),\(then.text),\(otherwise.text))"
    case .quotient(let above, let below, let otherwise):
      "IF(\(below.operand)=0,\(otherwise.map(Self.literal) ?? "\"\""),\(above.operand)/\(below.operand))"
    case .difference(let left, let right): "IF(COUNT(\(left.text),\(right.text))=2,\(left.text)-\(right.text),\"\")"
    case .share(let above, let below):
      "IF(COUNT(\(above.text),\(below.text))=2,IF(\(below.text)=0,\"\",\(above.text)/\(below.text)),\"\")"
    }
  }

  private var operand: String { rank < Sign.highest ? "(\(text))" : text }

  /// How tightly it binds: less than `Sign.highest` where it needs brackets among others.
  private var rank: Int {
    switch self {
    case .sign(let sign, _, _): sign.rank
    case .negative, .roundedSum: 1
    case .number(let value) where value < 0: 1
    default: Sign.highest
    }
  }

  private static func literal(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let text = "\(value + 0)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text.uppercased()
  }
}

extension Workbook.Formula.Sign {
  fileprivate static let highest = 3

  fileprivate var rank: Int { self == .plus || self == .minus ? 1 : 2 }
}

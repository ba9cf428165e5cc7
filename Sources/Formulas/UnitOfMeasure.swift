// SPDX-License-Identifier: Apache-2.0

/// A product of powers of base units: 元/件 is 元¹ 件⁻¹. Percent is a plain number that is shown ×100.
public struct UnitOfMeasure: Hashable, Sendable, CustomStringConvertible {
  /// Sorted by symbol; no zero exponents.
  private let symbols: [String]
  private let exponents: [Int]
  public let isPercent: Bool

  public static let number = UnitOfMeasure([:])
  public static let percent = UnitOfMeasure([:], isPercent: true)
  public static let pieces = UnitOfMeasure(["件": 1])
  public static let yuan = UnitOfMeasure(["元": 1])
  public static let days = UnitOfMeasure(["天": 1])

  /// Base units every model knows, with the aliases they are read by.
  public static let builtIn: [String: String] = [
    "件": "件", "pcs": "件", "元": "元", "CNY": "元", "人": "人", "people": "人", "天": "天", "days": "天", "月": "月",
    "months": "月",
  ]

  private init(_ factors: [String: Int], isPercent: Bool = false) {
    let kept = factors.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    self.symbols = kept.map(\.key)
    self.exponents = kept.map(\.value)
    self.isPercent = isPercent
  }

  /// - Parameter base: symbol or alias → symbol of the declared base units.
  /// - Returns: the unit, or the first symbol that is not declared.
  public static func read(_ text: UnitText, base: [String: String]) -> (
    unit: UnitOfMeasure, notKnown: String?
  ) {
    var factors: [String: Int] = [:]
    for factor in text.factors {
      guard let symbol = base[factor.symbol] else { return (.number, factor.symbol) }
      factors[symbol, default: 0] += factor.isDivided ? -1 : 1
    }
    return (UnitOfMeasure(factors, isPercent: text.isPercent), nil)
  }

  /// Two units that may be added: percent and plain numbers are alike.
  public func matches(_ other: UnitOfMeasure) -> Bool {
    symbols == other.symbols && exponents == other.exponents
  }

  public var isPlain: Bool { symbols.isEmpty }
  /// Counted in whole things: spread in whole numbers.
  public var isCounted: Bool { symbols == ["件"] && exponents == [1] || symbols == ["人"] && exponents == [1] }
  /// Money: spread to the minor unit.
  public var isMoney: Bool { symbols == ["元"] && exponents == [1] }
  /// A price or a rate: adding it over members says nothing.
  public var isRate: Bool { isPercent || exponents.contains { $0 < 0 } }

  public func times(_ other: UnitOfMeasure) -> UnitOfMeasure { combined(other, sign: 1) }
  public func over(_ other: UnitOfMeasure) -> UnitOfMeasure { combined(other, sign: -1) }

  private func combined(_ other: UnitOfMeasure, sign: Int) -> UnitOfMeasure {
    if other.isPlain { return self.isPercent && !other.isPercent ? .number : self }
    var factors: [String: Int] = [:]
    for (symbol, exponent) in zip(symbols, exponents) { factors[symbol] = exponent }
    for (symbol, exponent) in zip(other.symbols, other.exponents) {
      factors[symbol, default: 0] += sign * exponent
    }
    return UnitOfMeasure(factors)
  }

  /// `元/件`; the empty text for a plain number.
  public var description: String {
    if isPercent { return "%" }
    var above: [String] = []
    var below: [String] = []
    for (symbol, exponent) in zip(symbols, exponents) {
      for _ in 0..<min(abs(exponent), 8) {
        if exponent > 0 { above.append(symbol) } else { below.append(symbol) }
      }
    }
    if below.isEmpty { return above.joined(separator: "*") }
    return (above.isEmpty ? "1" : above.joined(separator: "*")) + "/" + below.joined(separator: "/")
  }
}

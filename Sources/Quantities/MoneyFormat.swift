// SPDX-License-Identifier: Apache-2.0

/// What amounts are shown in.
public enum DisplayUnit: String, Hashable, Sendable, CaseIterable, Codable {
  /// 元
  case yuan
  /// 万元
  case tenThousand
  /// 亿元
  case hundredMillion

  /// Digits the point moves to the left.
  public var power: Int {
    switch self {
    case .yuan: return 0
    case .tenThousand: return 4
    case .hundredMillion: return 8
    }
  }

  public var chineseName: String {
    switch self {
    case .yuan: return "元"
    case .tenThousand: return "万元"
    case .hundredMillion: return "亿元"
    }
  }
}

/// How numbers are printed: unit, decimals, grouping, negatives, zero. Exact, one rounding, no locale.
public struct MoneyFormat: Hashable, Sendable {
  public enum Negative: String, Hashable, Sendable {
    /// −1,234.00, with the sign U+2212.
    case minus
    /// (1,234.00)
    case parentheses
  }

  public var unit: DisplayUnit
  /// 0...6.
  public var decimals: Int
  public var negative: Negative
  /// Thousands separated by commas.
  public var isGrouped: Bool
  /// Exact zero is printed as `–`; what only rounds to zero is 0.00.
  public var zeroIsDash: Bool

  /// `decimals` outside 0...6 is brought inside.
  public init(
    unit: DisplayUnit = .yuan, decimals: Int = 2, negative: Negative = .minus, isGrouped: Bool = true,
    zeroIsDash: Bool = true
  ) {
    self.unit = unit
    self.decimals = min(max(decimals, 0), 6)
    self.negative = negative
    self.isGrouped = isGrouped
    self.zeroIsDash = zeroIsDash
  }

  /// `−1,234.50`, without the unit's name.
  public func text(_ amount: Amount) -> String {
    text(FixedPoint(mantissa: amount.minorUnits, scale: amount.currency.minorDigits))
  }

  /// A number in 元 or pieces, in this format.
  public func text(_ value: FixedPoint) -> String {
    if value.isZero { return zeroText }
    return print(
      MoneyFormat.units(Int128(value.mantissa), scale: value.scale + unit.power, decimals: decimals))
  }

  /// A column of amounts whose printed parts add up to the printed total (尾差).
  ///
  /// The total is rounded by itself; the parts are rounded by largest remainder under it, so each is less than one printed unit off,
  /// and what is exact stays as it is.
  ///
  /// - Throws: `QuantityError.currenciesDiffer`.
  public func column(_ amounts: [Amount]) throws(QuantityError) -> FootedColumn {
    guard let currency = amounts.first?.currency else {
      return FootedColumn(parts: [], total: zeroText, adjusted: [])
    }
    guard let other = amounts.first(where: { $0.currency != currency })?.currency else {
      return column(amounts.map(\.minorUnits), scale: currency.minorDigits)
    }
    throw QuantityError(
      .currenciesDiffer, other.code, "the column holds \(currency) and \(other)",
      hint: "translate to one currency first, or show one column for each")
  }

  private func column(_ minorUnits: [Int64], scale: Int) -> FootedColumn {
    let exact = minorUnits.map { Int128($0) }
    let sum = exact.reduce(0, +)
    let scale = scale + unit.power
    let total = MoneyFormat.units(sum, scale: scale, decimals: decimals)
    guard scale > decimals else {
      return FootedColumn(
        parts: exact.map { footed($0, scale: scale) }, total: footed(sum, scale: scale), adjusted: [])
    }
    let divisor = Rounding.widePowerOfTen(scale - decimals)
    // Rounded down, toward minus infinity, so that only upward steps are left to give.
    var units = exact.map { $0 >= 0 ? $0 / divisor : -((-$0 + divisor - 1) / divisor) }
    let remainders = zip(exact, units).map { $0 - $1 * divisor }
    let order = remainders.indices.sorted { (remainders[$0], -$0) > (remainders[$1], -$1) }
    let steps = Int(clamping: total - units.reduce(0, +))
    for index in order.prefix(max(0, steps)) { units[index] += 1 }
    let adjusted = units.indices.filter {
      units[$0] != MoneyFormat.units(exact[$0], scale: scale, decimals: decimals)
    }
    let parts = zip(exact, units).map { $0 == 0 ? zeroText : print($1) }
    return FootedColumn(parts: parts, total: sum == 0 ? zeroText : print(total), adjusted: adjusted)
  }

  private func footed(_ exact: Int128, scale: Int) -> String {
    exact == 0 ? zeroText : print(MoneyFormat.units(exact, scale: scale, decimals: decimals))
  }

  /// `mantissa ÷ 10^scale` in units of the last decimal shown.
  private static func units(_ mantissa: Int128, scale: Int, decimals: Int) -> Int128 {
    if scale <= decimals { return mantissa * Rounding.widePowerOfTen(decimals - scale) }
    // A divisor above zero and a quotient smaller than the numerator: there is always a result.
    return Rounding.divide(mantissa, by: Rounding.widePowerOfTen(scale - decimals)) ?? 0
  }

  private var zeroText: String { zeroIsDash ? "–" : print(0) }

  private func print(_ units: Int128) -> String {
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = padded.dropLast(decimals)
    var body = isGrouped ? MoneyFormat.grouped(whole) : String(whole)
    if decimals > 0 { body += "." + padded.suffix(decimals) }
    guard units < 0 else { return body }
    return negative == .minus ? "−" + body : "(" + body + ")"
  }

  private static func grouped(_ digits: Substring) -> String {
    var result = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }
}

/// A printed column that foots.
public struct FootedColumn: Hashable, Sendable {
  /// In the order given.
  public let parts: [String]
  public let total: String
  /// Positions of the parts that carry the 尾差: printed otherwise than they would be alone.
  public let adjusted: [Int]
}

// SPDX-License-Identifier: Apache-2.0

/// A figure of an analysis: exact, or the two exact numbers it is a ratio of.
public enum SalesFigure: Hashable, Sendable {
  /// Minor units.
  case amount(Int64)
  /// Ten-thousandths of a unit.
  case quantity(Int64)
  case count(Int64)
  /// A share of one; `over` is above zero.
  case share(Int64, over: Int64)
  /// A mean: days, or minor units; `over` is above zero.
  case mean(Int64, over: Int64)
  /// 不适用: nothing to divide by.
  case notApplicable

  /// Minor units, ten-thousandths, documents; nil for what is no sum.
  public var whole: Int64? {
    switch self {
    case .amount(let value), .quantity(let value), .count(let value): value
    case .share, .mean, .notApplicable: nil
    }
  }

  /// For charts and comparison: sums as they are kept, shares of one, days.
  public var double: Double? {
    switch self {
    case .amount(let value), .quantity(let value), .count(let value): Double(value)
    case .share(let part, let whole), .mean(let part, let whole): Double(part) / Double(whole)
    case .notApplicable: nil
    }
  }
}

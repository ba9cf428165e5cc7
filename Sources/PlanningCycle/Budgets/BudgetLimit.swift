// SPDX-License-Identifier: Apache-2.0
import Journal

/// 浮动区间: how far a figure of an approved form may follow the forecast before somebody has to agree.
public enum BudgetLimit: Hashable, Sendable {
  /// Hundredths of a per cent of what was approved: 500 is 5 %.
  case share(Int64)
  /// 分, on either side; what is not money is free.
  case amount(Int64)

  /// How far from `approved` on either side; nil for no bound.
  ///
  /// - Parameter approved: hundredths of its unit.
  public func width(around approved: Int64, isMoney: Bool) -> Int64? {
    switch self {
    case .share(let share):
      let width = Int128(approved.magnitude) * Int128(share) / 10_000
      return Int64(clamping: width)
    case .amount(let amount): return isMoney ? amount : nil
    }
  }

  public func allows(_ now: Int64, around approved: Int64, isMoney: Bool) -> Bool {
    guard let width = width(around: approved, isMoney: isMoney) else { return true }
    return (Int128(now) - Int128(approved)).magnitude <= UInt128(width)
  }

  public var isPossible: Bool {
    switch self {
    case .share(let share): (0...100_000).contains(share)
    case .amount(let amount): amount >= 0
    }
  }

  var canonical: CanonicalValue {
    switch self {
    case .share(let share): .map(["share": .integer(share)])
    case .amount(let amount): .map(["amount": .integer(amount)])
    }
  }

  init?(_ value: CanonicalValue?) {
    if let share = value?["share"]?.integer {
      self = .share(share)
    } else if let amount = value?["amount"]?.integer {
      self = .amount(amount)
    } else {
      return nil
    }
  }
}

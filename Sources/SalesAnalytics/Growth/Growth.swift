// SPDX-License-Identifier: Apache-2.0

/// How a figure stands to an earlier one.
public enum Growth: Hashable, Sendable {
  /// A share of the base: 0.12 is 12 % more.
  case rate(Double)
  /// The difference of two shares, in percentage points 百分点.
  case points(Double)
  /// The difference of two means, in their own unit: days, minor units.
  case difference(Double)
  /// 扭亏: a loss before, none now.
  case lossEnded
  /// 转亏: a profit before, a loss now.
  case lossBegun
  /// 减亏: the loss is smaller by this share of it.
  case lossLess(Double)
  /// 增亏: the loss is larger by this share of it.
  case lossMore(Double)
  /// 不适用.
  case notApplicable(Reason)

  public enum Reason: String, Hashable, Sendable {
    /// Nothing to compare with.
    case baseIsNought
    /// A rate against less than nothing says nothing.
    case baseIsNegative
    /// One of the two cannot be told.
    case notTold
    /// The earlier range begins before anything is known: what is known of it is a part.
    case baseNotKnown
  }

  /// - Parameter isResult: a profit, of which losses are spoken as such.
  public init(_ now: SalesFigure, against base: SalesFigure, isResult: Bool = false) {
    switch (now, base) {
    case (.share, .share): self = .points(((now.double ?? 0) - (base.double ?? 0)) * 100)
    case (.mean, .mean): self = .difference((now.double ?? 0) - (base.double ?? 0))
    default:
      guard let value = now.whole, let before = base.whole else {
        self = .notApplicable(.notTold)
        return
      }
      self.init(value, against: before, isResult: isResult)
    }
  }

  public init(_ now: Int64, against base: Int64, isResult: Bool = false) {
    if base > 0 {
      self = isResult && now < 0 ? .lossBegun : .rate((Double(now) - Double(base)) / Double(base))
    } else if base == 0 || !isResult {
      self = .notApplicable(base == 0 ? .baseIsNought : .baseIsNegative)
    } else if now >= 0 {
      self = .lossEnded
    } else {
      let change = (Double(now) - Double(base)) / -Double(base)
      self = change >= 0 ? .lossLess(change) : .lossMore(-change)
    }
  }

  /// The same with both sides by working day: 按工作日.
  ///
  /// - Returns: what was given where it is no rate; not applicable where either side had no working day.
  public func perWorkday(_ now: Int, _ base: Int) -> Growth {
    guard case .rate(let rate) = self else { return self }
    guard now > 0, base > 0 else { return .notApplicable(.notTold) }
    return .rate((1 + rate) * Double(base) / Double(now) - 1)
  }
}

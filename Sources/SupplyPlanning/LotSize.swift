// SPDX-License-Identifier: Apache-2.0

/// How much is ordered for a net requirement: by a rule, at least a minimum, in whole multiples.
public struct LotSize: Hashable, Sendable {
  public enum Rule: Hashable, Sendable {
    /// 按需 (lot for lot): what is missing.
    case asNeeded
    /// 固定批量: whole lots of so many units.
    case fixed(Double)
    /// 经济批量: so many units, or what is missing when that is more.
    case economic(Double)
    /// 期间批量: what is missing until so many days of the plan from the day of need on are over, that day counted.
    case period(days: Int32)
  }

  public let rule: Rule
  /// Least quantity of an order; 0 for none.
  public let minimum: Double
  /// Orders are whole multiples of it; 0 for none.
  public let multiple: Double

  /// Negative values and not-a-number count as none; a lot of nothing and a period below one day are "as needed".
  public init(minimum: Double = 0, multiple: Double = 0, rule: Rule = .asNeeded) {
    self.minimum = minimum > 0 ? minimum : 0
    self.multiple = multiple > 0 ? multiple : 0
    switch rule {
    case .fixed(let lot) where !(lot > 0), .economic(let lot) where !(lot > 0): self.rule = .asNeeded
    case .period(let days) where days < 1: self.rule = .asNeeded
    default: self.rule = rule
    }
  }

  public static let lotForLot = LotSize()

  /// Less than this many units is not a requirement: sums of fractions are not exact.
  public static let tolerance = 1e-9

  /// The order for `need` units: the rule, then ⌈max(that, minimum) ÷ multiple − 1e-9⌉ × multiple.
  @inlinable
  public func quantity(for need: Double) -> Double {
    var least = need
    switch rule {
    case .asNeeded, .period: break
    case .fixed(let lot): least = (need / lot - LotSize.tolerance).rounded(.up) * lot
    case .economic(let lot): least = need > lot ? need : lot
    }
    if least < minimum { least = minimum }
    return multiple > 0 ? (least / multiple - LotSize.tolerance).rounded(.up) * multiple : least
  }

  /// Days of the plan whose needs one order covers; 1 but for period lots.
  var coveredDays: Int { if case .period(let days) = rule { Int(days) } else { 1 } }
}

/// The economic order quantity √(2 × demand × order cost ÷ (unit cost × holding rate)), in units.
///
/// - Parameters:
///   - annualDemand: units a year.
///   - orderCost: money an order.
///   - unitCost: money a unit.
///   - holdingRate: share of the stock's value that a year of keeping it costs.
/// - Returns: 0 when one of them is not above 0.
/// - References: F. W. Harris, "How many parts to make at once", Factory, The Magazine of Management 10(2), 1913.
public func economicOrderQuantity(
  annualDemand: Double, orderCost: Double, unitCost: Double, holdingRate: Double
) -> Double {
  let isUsable = annualDemand > 0 && orderCost > 0 && unitCost > 0 && holdingRate > 0
  return isUsable ? (2 * annualDemand * orderCost / (unitCost * holdingRate)).squareRoot() : 0
}

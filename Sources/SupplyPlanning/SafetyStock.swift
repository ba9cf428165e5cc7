// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// The probability of no shortage in one order cycle: how *often* stock suffices. Not a fill rate.
public struct CycleServiceLevel: Hashable, Sendable {
  public let probability: Double
  /// - Returns: nil unless 0 < probability < 1.
  public init?(_ probability: Double) {
    guard probability > 0, probability < 1 else { return nil }
    self.probability = probability
  }
}

/// The share of demand that is met from stock at once: how *much* stock suffices. Not a cycle service level.
public struct FillRate: Hashable, Sendable {
  public let share: Double
  /// - Returns: nil unless 0 < share < 1.
  public init?(_ share: Double) {
    guard share > 0, share < 1 else { return nil }
    self.share = share
  }
}

/// Demand over the lead time, normally distributed: what safety stock must be safe against.
///
/// With a lead time of L periods, standard deviation s_L, a forecast of d a period and a forecast error of s_d a period, independent of each other:
/// mean d × L, standard deviation σ = √(L × s_d² + d² × s_L²). What is reviewed every R periods is exposed for L + R.
///
/// - References: E. A. Silver, D. F. Pyke, R. Peterson, "Inventory Management and Production Planning and Scheduling", 3rd edition, Wiley 1998, the chapter on
///   individual items with probabilistic demand (variability of the lead time; service measures P1 and P2).
public struct LeadTimeDemand: Hashable, Sendable {
  /// Units.
  public let mean: Double
  public let standardDeviation: Double

  public init(mean: Double, standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = max(0, standardDeviation)
  }

  /// - Parameters:
  ///   - forecast: units a period.
  ///   - forecastError: root mean square error of the forecast of one period, units.
  ///   - leadTime: periods; `leadTimeDeviation` its standard deviation.
  ///   - reviewPeriods: periods between two looks at the stock; 0 when it is looked at all the time.
  public init(
    forecast: Double, forecastError: Double, leadTime: Double, leadTimeDeviation: Double = 0, reviewPeriods: Double = 0
  ) {
    let exposed = max(0, leadTime) + max(0, reviewPeriods)
    let ofDemand = exposed * forecastError * forecastError
    let ofLeadTime = forecast * forecast * leadTimeDeviation * leadTimeDeviation
    self.init(mean: forecast * exposed, standardDeviation: (ofDemand + ofLeadTime).squareRoot())
  }

  /// The root mean square error of normally distributed errors whose mean absolute error is given: × √(π ÷ 2), about 1.25.
  public static func rootMeanSquareError(meanAbsoluteError: Double) -> Double {
    meanAbsoluteError * (Double.pi / 2).squareRoot()
  }

  /// k × σ with P(Z ≤ k) = the level. Below zero is nothing to keep: levels up to 50 % need none.
  public func safetyStock(for level: CycleServiceLevel) -> Double {
    max(0, NormalDistribution.score(probability: level.probability) * standardDeviation)
  }

  /// k × σ with G(k) × σ = the units short a cycle that the fill rate allows: Q × (1 − P2), or Q × (1 − P2) ÷ P2 when who is not served at once is
  /// lost and the next order covers more than one cycle of sales.
  ///
  /// - Parameter orderQuantity: usual units of an order, Q.
  public func safetyStock(for rate: FillRate, orderQuantity: Double, isLostWhenShort: Bool = false) -> Double {
    guard standardDeviation > 0, orderQuantity > 0 else { return 0 }
    let allowed = orderQuantity * (1 - rate.share) / (isLostWhenShort ? rate.share : 1)
    return max(0, NormalDistribution.score(loss: allowed / standardDeviation) * standardDeviation)
  }

  /// How often a safety stock suffices.
  public func cycleServiceProbability(safetyStock: Double) -> Double {
    guard standardDeviation > 0 else { return safetyStock >= 0 ? 1 : 0 }
    return NormalDistribution.probability(below: safetyStock / standardDeviation)
  }

  /// How much of the demand a safety stock meets at once when the rest waits: 1 − G(k) × σ ÷ Q, not below 0.
  public func fillShare(safetyStock: Double, orderQuantity: Double) -> Double {
    guard standardDeviation > 0, orderQuantity > 0 else { return 1 }
    let short = NormalDistribution.loss(above: safetyStock / standardDeviation) * standardDeviation
    return max(0, 1 - short / orderQuantity)
  }
}

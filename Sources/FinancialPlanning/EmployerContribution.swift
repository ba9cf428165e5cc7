// SPDX-License-Identifier: Apache-2.0

/// The employer's share of 五险一金 on a monthly salary, with the base kept between floor and ceiling.
public struct EmployerContribution: Hashable, Sendable {
  /// Pension, medical, unemployment, work injury and maternity insurance together.
  public let insuranceRate: Double
  /// Housing fund 公积金.
  public let housingFundRate: Double
  /// Least and most monthly salary that counts; a place sets them anew each year.
  public let floor: Double
  public let ceiling: Double

  public init(insuranceRate: Double, housingFundRate: Double, floor: Double = 0, ceiling: Double = .infinity) {
    self.insuranceRate = insuranceRate
    self.housingFundRate = housingFundRate
    self.floor = floor
    self.ceiling = max(floor, ceiling)
  }

  /// What the employer pays for one person in one month.
  public func amount(salary: Double) -> Double {
    salary > 0 ? min(max(salary, floor), ceiling) * (insuranceRate + housingFundRate) : 0
  }
}

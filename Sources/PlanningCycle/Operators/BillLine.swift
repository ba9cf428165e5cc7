// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// A line of a bill of materials by member ids and dates, as the facts give it.
public struct BillLine: Hashable, Sendable {
  public let assembly: Int64
  public let component: Int64
  /// Units of the component for one unit of the assembly; > 0.
  public let quantityPer: Double
  /// Share lost while making, not below 0.
  public let scrapRate: Double
  /// First and last day on which a released order uses the line; nil for no limit.
  public let validFrom: Day?
  public let validTo: Day?

  public init(
    assembly: Int64, component: Int64, quantityPer: Double, scrapRate: Double = 0, validFrom: Day? = nil,
    validTo: Day? = nil
  ) {
    self.assembly = assembly
    self.component = component
    self.quantityPer = quantityPer
    self.scrapRate = scrapRate
    self.validFrom = validFrom
    self.validTo = validTo
  }
}

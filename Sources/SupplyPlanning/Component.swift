// SPDX-License-Identifier: Apache-2.0

/// One line of a bill of materials: so much of a component goes into one unit of an assembly.
public struct Component: Hashable, Sendable {
  /// Position of the assembly among the planned items.
  public let assembly: Int32
  /// Position of the component among the planned items.
  public let component: Int32
  /// Units of the component for one good unit of the assembly, before scrap; > 0.
  public let quantityPer: Double
  /// Share of the component lost while making, 0…<1; the requirement is `quantityPer × (1 + scrapRate)`.
  public let scrapRate: Double
  /// First and last day of the plan (0 = the first day) on which an order that is *released* uses this line.
  public let validDays: ClosedRange<Int32>

  /// Valid on every day that can be planned.
  public static let always: ClosedRange<Int32> = Int32.min...Int32.max

  public init(
    assembly: Int32, component: Int32, quantityPer: Double, scrapRate: Double = 0,
    validDays: ClosedRange<Int32> = Component.always
  ) {
    self.assembly = assembly
    self.component = component
    self.quantityPer = quantityPer
    self.scrapRate = scrapRate
    self.validDays = validDays
  }

  /// Units of the component needed for one unit of the assembly, scrap included.
  public var requirementPerUnit: Double { quantityPer * (1 + scrapRate) }
}

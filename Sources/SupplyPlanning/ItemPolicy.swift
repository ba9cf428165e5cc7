// SPDX-License-Identifier: Apache-2.0

/// How one item is replenished, and what lies in stock before the first day.
public struct ItemPolicy: Hashable, Sendable {
  /// Stock on hand when day 0 begins, in units; may be below zero when the source says so.
  public let openingStock: Double
  /// Stock that planning keeps, in units.
  public let safetyStock: Double
  public let lotSize: LotSize
  /// From release to receipt, in working days; not below zero.
  public let leadTimeWorkingDays: Int32
  /// 计划时界: days from the first one within which planning adds no order; what is missing there waits for the first day after it.
  public let frozenDays: Int32

  public init(
    openingStock: Double = 0, safetyStock: Double = 0, lotSize: LotSize = .lotForLot,
    leadTimeWorkingDays: Int32 = 0, frozenDays: Int32 = 0
  ) {
    self.openingStock = openingStock
    self.safetyStock = safetyStock
    self.lotSize = lotSize
    self.leadTimeWorkingDays = max(0, leadTimeWorkingDays)
    self.frozenDays = max(0, frozenDays)
  }
}

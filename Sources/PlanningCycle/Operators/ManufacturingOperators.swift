// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Planning

/// The operators that `Models/manufacturing.plan` calls.
public enum ManufacturingOperators {
  /// - Parameters:
  ///   - bill: all lines of all bills of materials, by item member ids.
  ///   - isWorkingDay: days on which goods are made, released and counted as lead time.
  ///   - isBankDay: days on which banks move money.
  public static func all(
    bill: [BillLine], isWorkingDay: @escaping @Sendable (Day) -> Bool,
    isBankDay: @escaping @Sendable (Day) -> Bool
  ) -> [any PlanOperator] {
    [
      ConsumeForecastOperator(),
      RequirementsOperator(lines: bill, isWorkingDay: isWorkingDay),
      SettlePayablesOperator(isBankDay: isBankDay),
      CollectReceivablesOperator(isBankDay: isBankDay),
      DepreciateStraightLineOperator(),
    ]
  }
}

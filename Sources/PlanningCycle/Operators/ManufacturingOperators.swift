// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import FinancialPlanning
public import Planning

/// The operators that `Models/manufacturing.plan` calls.
public enum ManufacturingOperators {
  /// - Parameters:
  ///   - bill: all lines of all bills of materials, by item member ids.
  ///   - payables: what suppliers agreed in words, by item member id.
  ///   - collections: what customers agreed, taken together, by region member id.
  ///   - agreements: frame agreements the plan buys by, by agreement and item member ids.
  ///   - isWorkingDay: days on which goods are made, released and counted as lead time.
  ///   - isBankDay: days on which banks move money.
  public static func all(
    bill: [BillLine], payables: [Int64: PaymentAgreement] = [:], collections: [Int64: SettlementRule] = [:],
    agreements: [AgreementTerms] = [],
    isWorkingDay: @escaping @Sendable (Day) -> Bool,
    isBankDay: @escaping @Sendable (Day) -> Bool
  ) -> [any PlanOperator] {
    [
      ConsumeForecastOperator(),
      RequirementsOperator(lines: bill, isWorkingDay: isWorkingDay),
      CallOffOperator(agreements, isWorkingDay: isWorkingDay),
      SettlePayablesOperator(agreements: payables, isBankDay: isBankDay),
      SupplierAdvancesOperator(agreements: payables, isBankDay: isBankDay),
      CollectReceivablesOperator(agreements: collections, isBankDay: isBankDay),
      CustomerDepositsOperator(agreements: collections, isBankDay: isBankDay),
      DepreciateStraightLineOperator(),
      WithholdWageTaxOperator(),
      DeductInputVatOperator(),
    ]
  }
}

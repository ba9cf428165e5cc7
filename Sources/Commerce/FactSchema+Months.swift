// SPDX-License-Identifier: Apache-2.0

extension FactSchema {
  /// Whether rows are true on a day of their own: they can be told by month.
  public var hasDays: Bool { effectiveField != nil }

  /// Fields whose sum over the days of a month means something: quantities and money of rows that happened.
  ///
  /// Left out are levels, which hold on a day and do not add up over days (stock, bank balances, limits), and rows that say the same money once more
  /// (stages of a deal, events of a bill).
  public var summedFields: [String] {
    guard hasDays, !FactSchema.withoutSums.contains(kind) else { return [] }
    return fields.filter { ($0.type == .amount || $0.type == .quantity) && $0.name != "credit_limit" }.map(\.name)
  }

  /// The column that says which currency a row's money is in; nil where all is in the workspace's.
  public var currencyField: String? { index(of: "currency").flatMap { fields[$0].type == .text ? "currency" : nil } }

  private static let withoutSums: Set<FactKind> = [.stock, .bankBalances, .bills, .dealStages]
}

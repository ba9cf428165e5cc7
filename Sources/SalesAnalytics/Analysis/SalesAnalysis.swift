// SPDX-License-Identifier: Apache-2.0

/// The answer to a question: groups in the order of their dimensions, and the total.
public struct SalesAnalysis: Sendable {
  /// What a row is of, along one dimension.
  public enum Key: Hashable, Sendable {
    case member(SalesMember)
    case period(SalesPeriod)
    /// Balances of documents before, and after, the period.
    case earlier, later
  }

  public struct Row: Hashable, Sendable {
    /// One a dimension of the question.
    public let keys: [Key]
    /// One a measure of the question.
    public let figures: [SalesFigure]
  }

  public let question: SalesQuestion
  public let rows: [Row]
  /// Of everything. Amounts, quantities and counts of lines are the sums of the rows, to the cent.
  public let total: [SalesFigure]
  /// 不含税 amount of orders and of deliveries whose cost nobody knows: it is in no margin.
  public let withoutCost: WithoutCost
  /// Of all documents, whatever the question.
  public let findings: [SalesFinding]

  public struct WithoutCost: Hashable, Sendable {
    /// Minor units; nil when no margin was asked for.
    public let orders: Int64?
    public let deliveries: Int64?
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// What the newest rows of one kind come to in one month of their days.
public struct FactMonth: Hashable, Sendable {
  public let month: Month
  public let rows: Int
  /// How many batches these rows came by, and the newest of them.
  public let batches: Int
  public let newestBatch: Int64
  public let firstDay: Day
  public let lastDay: Day
  /// In the order of `FactSchema.summedFields`, then by currency; fields that no row of the month has are left out.
  public let sums: [Sum]

  public init(month: Month, rows: Int, batches: Int, newestBatch: Int64, firstDay: Day, lastDay: Day, sums: [Sum]) {
    self.month = month
    self.rows = rows
    self.batches = batches
    self.newestBatch = newestBatch
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.sums = sums
  }

  /// One field in one currency.
  public struct Sum: Hashable, Sendable {
    public let field: String
    /// As it stands in the rows; empty where the kind has no column of currencies, or a row says none.
    public let currency: String
    /// Rows that have a value.
    public let rows: Int
    /// As the field is kept; nil where the exact sum is beyond 64 bits.
    public let total: Int64?

    public init(field: String, currency: String, rows: Int, total: Int64?) {
      self.field = field
      self.currency = currency
      self.rows = rows
      self.total = total
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Only these members of a dimension. Several filters hold together.
public struct SalesFilter: Hashable, Sendable {
  public let dimension: SalesDimension
  /// Codes; an empty text is what no document tells. Codes nobody knows match nothing.
  public let codes: [String]

  public init(_ dimension: SalesDimension, _ codes: [String]) {
    self.dimension = dimension
    self.codes = codes
  }
}

/// What somebody wants to know of sales: what, of whom, when, grouped by what.
public struct SalesQuestion: Hashable, Sendable {
  /// Rows are groups of these, the first one slowest; none gives the total alone.
  public var dimensions: [SalesDimension]
  public var measures: [SalesMeasure]
  /// Which documents count, by the measure's own day; balances look at everything up to `asOf`.
  public var period: ClosedRange<Day>
  /// Nothing dated later is looked at; balances and overdue days are of this day.
  public var asOf: Day
  /// On dimensions other than time.
  public var filters: [SalesFilter]
  /// Days after the promised day that still count as on time.
  public var graceDays: Int
  /// Whether 目录价 of the items holds tax.
  public var listPriceHoldsTax: Bool
  /// More groups than this are refused.
  public var rowLimit: Int

  public init(
    _ measures: [SalesMeasure], by dimensions: [SalesDimension] = [], in period: ClosedRange<Day>, asOf: Day,
    filters: [SalesFilter] = [], graceDays: Int = 0, listPriceHoldsTax: Bool = true, rowLimit: Int = 100_000
  ) {
    self.measures = measures
    self.dimensions = dimensions
    self.period = period
    self.asOf = asOf
    self.filters = filters
    self.graceDays = graceDays
    self.listPriceHoldsTax = listPriceHoldsTax
    self.rowLimit = rowLimit
  }

  /// The longest period, in days: a hundred years.
  static let longestPeriod = 36_525
  /// The most groups that may be asked for.
  static let mostRows = 1_000_000
}

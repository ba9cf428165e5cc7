// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// The whole example company as facts, one table a kind, and pointers to what is worth looking at.
public struct DemoFacts: Sendable {
  public let today: Day
  /// The last day of history.
  public let historyEnd: Day
  /// In the order in which they can be imported: what is referred to comes first.
  public let tables: [FactTable]
  /// People with logins.
  public let people: [DemoPerson]
  public let highlights: DemoHighlights
  public let ratios: DemoRatios
  /// Stock by item and month, for whoever wants to see it roll forward.
  public let stockMovements: [DemoStockMovement]
  /// Free money by day from the last day of history, as a treasurer must expect it: suppliers paid when due, bills in hand at
  /// maturity, sales and costs as they will be. A measure for plans, not a fact.
  public let outlook: [DemoOutlookDay]

  /// The table of a kind; every kind but exchange rates is filled.
  public func table(_ kind: FactKind) -> FactTable? { tables.first { $0.kind == kind } }
}

/// Named things that screens, tours and tests point at.
public struct DemoHighlights: Hashable, Sendable {
  /// The 工程 deal of 1,800 万 含税 that may slip over the year end.
  public let bigDeal: String
  /// A finished good with fewer on hand than its open orders.
  public let shortItem: String
  /// A finished good with more than half a year's sales on hand.
  public let piledUpItem: String
  public let lateDealer: String
  public let lostDealer: String
  /// The code of the loan that falls due on `shortfallOn`.
  public let maturingLoan: String
  /// The first day on which the money falls under the minimum line, if nobody acts.
  public let shortfallOn: Day
  /// 分.
  public let minimumCash: Int64
  /// Expected free money on that day, 分.
  public let balanceAtShortfall: Int64
  public let approvedBudget: String
  public let draftBudget: String
}

/// Expected money at the end of a day, 分.
public struct DemoOutlookDay: Hashable, Sendable {
  public let day: Day
  public let freeMoney: Int64
}

/// One item's month in the warehouse, ten-thousandths of a unit: opening + received + produced + returned − consumed − shipped = closing.
public struct DemoStockMovement: Hashable, Sendable {
  public let item: String
  public let month: Month
  public let opening: Int64
  public let received: Int64
  public let produced: Int64
  public let returned: Int64
  public let consumed: Int64
  public let shipped: Int64
  public let closing: Int64
}

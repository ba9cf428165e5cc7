// SPDX-License-Identifier: Apache-2.0

/// An item in a region in one month: what was expected, and what came.
public struct VarianceCell: Sendable, Hashable {
  /// One side of the comparison.
  public struct Side: Sendable, Hashable {
    /// Pieces.
    public var quantity: Double
    /// 含税 and 不含税, 分.
    public var gross: Int64
    public var net: Int64

    public init(quantity: Double = 0, gross: Int64 = 0, net: Int64 = 0) {
      (self.quantity, self.gross, self.net) = (quantity, gross, net)
    }
  }

  public var base: Side
  public var actual: Side
  /// Pieces of the base that customers who are lost since would have bought, 0...base.
  public var lost = 0.0
  /// Pieces of the base that are deals which did not close in the month, 0...base less `lost`.
  public var slippedOut = 0.0
  /// Pieces of the actual that new customers bought.
  public var new = 0.0
  /// Pieces of the actual that are deals expected in another month.
  public var slippedIn = 0.0
  /// 分 a piece on both sides; nil where it is not known: then the cell has no margin.
  public var cost: Double?

  public init(base: Side, actual: Side, cost: Double? = nil) {
    (self.base, self.actual, self.cost) = (base, actual, cost)
  }

  /// Amounts without pieces have no price: nothing can be said but the difference.
  var canBeSplit: Bool { [base, actual].allSatisfy { side in side.quantity > 0 || side == Side() } }

  var netDifference: Int64 { actual.net - base.net }

  /// 不含税 less pieces at cost, 分; nil without a cost.
  public func margin(_ side: Side) -> Int64? {
    guard let cost else { return nil }
    return side.net - Int64((side.quantity * cost).rounded(.toNearestOrAwayFromZero))
  }
}

/// What the calendar gives the month of one side.
public struct VarianceCalendar: Sendable, Hashable {
  /// At least one.
  public let workdays: Int
  /// What a workday of the month brings beside an ordinary one, through its distance from the Spring Festival; above zero.
  public let festivalWeight: Double

  public init(workdays: Int, festivalWeight: Double) {
    precondition(workdays > 0 && festivalWeight > 0, "a month is worked, and its days bring something")
    (self.workdays, self.festivalWeight) = (workdays, festivalWeight)
  }

  var weight: Double { Double(workdays) * festivalWeight }
}

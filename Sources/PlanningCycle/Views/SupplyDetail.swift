// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import SupplyPlanning

/// One item of the supply board in full, worked out with what goes above it and nothing else.
public struct SupplyDetail: Sendable {
  public struct Week: Sendable {
    public let first: Day
    public let gross: Double
    public let scheduled: Double
    public let receipts: Double
    public let releases: Double
    /// At the end of the week.
    public let stock: Double
  }

  public struct Order: Sendable {
    public let release: Day
    public let due: Day
    public let quantity: Double
    public let lateBy: Int
    /// Firmed by a planner: the plan does not move it.
    public let isFirm: Bool
    public let serves: [SupplyBoard.Demand]
  }

  /// Planned and firm orders that are listed at most.
  static let orderLimit = 60

  public let today: Day
  public let revision: Int64
  public let row: SupplyBoard.Row
  public let policy: ItemPolicy
  public let weeks: [Week]
  public let orders: [Order]
  /// nil where the forecast counts as it comes.
  public let writeOffs: WriteOffList?

  /// The item that the draft was made for, week by week, with the first planned orders that are due from today on.
  public init(_ draft: SupplyDraft, at item: Int, toleranceDays: Int = SupplyBoard.usualTolerance) {
    let section = SupplySection(draft, items: [Int32(item)])
    (today, revision, writeOffs) = (draft.today, draft.revision, draft.writeOffs)
    policy = draft.parts[item].policy
    row = section.rows(of: [Int32(item)], toleranceDays: toleranceDays)[0]
    let place = section.place(of: item)
    let start = max(0, draft.firstDay.distance(to: draft.today))
    weeks = section.weeks(of: place, from: start)
    orders = section.orders(of: place, from: start)
  }
}

extension SupplySection {
  fileprivate func weeks(of place: Int, from start: Int) -> [SupplyDetail.Week] {
    let rows = plan.rows
    return (0..<SupplyBoard.weekCount).compactMap { week in
      let first = start + week * 7
      guard first < plan.dayCount else { return nil }
      let days = first..<min(plan.dayCount, first + 7)
      func sum(_ value: (Int) -> Double) -> Double { days.reduce(0) { $0 + value($1) } }
      return SupplyDetail.Week(
        first: draft.firstDay.adding(days: first), gross: sum { plan.grossRequirement(place, $0) },
        scheduled: sum { rows.scheduled[place][$0] }, receipts: sum { rows.receipts[place][$0] },
        releases: sum { rows.releases[place][$0] }, stock: rows.stock[place][days.upperBound - 1])
    }
  }

  fileprivate func orders(of place: Int, from start: Int) -> [SupplyDetail.Order] {
    let due = network.supplies(of: Int32(place)).filter {
      let supply = network.supplies[$0]
      if case .receipt(let number) = supply.source, plan.inputs.receipts[Int(number)].kind == .ordered { return false }
      return supply.isToBeReleased(plan.inputs.receipts) && Int(supply.day) >= start
    }
    return due.prefix(SupplyDetail.orderLimit).map { position in
      let supply = network.supplies[position]
      return SupplyDetail.Order(
        release: draft.firstDay.adding(days: Int(supply.releaseDay)), due: draft.firstDay.adding(days: Int(supply.day)),
        quantity: supply.quantity, lateBy: Int(supply.lateBy), isFirm: supply.source != .planned,
        serves: demands(network.endDemands(ofSupply: position).map { ($0.cause, $0.quantity) }))
    }
  }
}

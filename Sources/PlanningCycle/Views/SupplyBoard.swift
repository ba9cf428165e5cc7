// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import SupplyPlanning

/// 供需: every item with what a planner must see, and one item in full.
public struct SupplyBoard {
  /// End demands of one item, orders in hand or forecast, as a person knows them.
  public struct Demand: Sendable {
    public let code: String
    public let name: BilingualText
    /// The first day that asks.
    public let day: Day
    public let isOrder: Bool
    /// Units of the item the trace began at, of all its days together; nil where only the name matters.
    public let quantity: Double?
  }

  public struct Notice: Sendable {
    public let kind: SupplyException.Kind
    public let reason: SupplyException.Reason
    public let day: Day
    public let newDay: Day?
    public let quantity: Double
    public let workingDays: Int
    public let hurts: [Demand]
  }

  public struct Row: Sendable {
    public let item: SupplyDraft.Item
    public let opening: Double
    public let safety: Double
    /// Over the thirteen weeks from today.
    public let demand: Double
    public let receipts: Double
    public let ordered: Double
    /// Lowest projected stock of those weeks.
    public let lowest: Double
    public let excess: Double
    /// In 分 as live figures; nil for who may not see costs.
    public let stockMoney: Int64?
    public let excessMoney: Int64?
    public let notices: [Notice]
  }

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
    public let serves: [Demand]
  }

  public struct Detail: Sendable {
    public let row: Row
    public let policy: ItemPolicy
    public let weeks: [Week]
    public let orders: [Order]
    /// nil where the forecast counts as it comes.
    public let writeOffs: WriteOffList?
  }

  public static let weekCount = 13
  /// Stock is piled up above a year's demand; a receipt that comes within a week of its need is left alone.
  static let coverDays = 365
  static let toleranceDays = 7
  /// Whom an exception hurts, named at most so often; the rest is a number.
  static let hurtLimit = 6

  public let today: Day
  public let revision: Int64
  /// By item in outline order.
  public let rows: [Row]
  private let draft: SupplyDraft
  private let plan: SupplyPlan
  private let network: PeggingNetwork

  /// Nets, pegs and looks for exceptions; no workspace is needed.
  public init(_ draft: SupplyDraft) {
    let plan = SupplyPlan(draft.inputs)
    let network = PeggingNetwork(plan)
    var notices: [Int32: [SupplyException]] = [:]
    for found in findExceptions(plan, network: network, coverDays: SupplyBoard.coverDays, toleranceDays: SupplyBoard.toleranceDays) {
      notices[found.item, default: []].append(found)
    }
    let start = max(0, draft.firstDay.distance(to: draft.today))
    let days = start..<min(plan.dayCount, start + SupplyBoard.weekCount * 7)
    today = draft.today
    revision = draft.revision
    self.draft = draft
    self.plan = plan
    self.network = network
    rows = draft.items.indices.map { index in
      let health = stockHealth(of: index, plan: plan, unitCost: draft.items[index].unitCost ?? 0)
      let hasCost = draft.items[index].unitCost != nil
      let opening = draft.inputs.policies[index].openingStock
      func sum(_ value: (Int) -> Double) -> Double { days.reduce(0) { $0 + value($1) } }
      return Row(
        item: draft.items[index], opening: opening, safety: draft.inputs.policies[index].safetyStock,
        demand: sum { plan.grossRequirement(index, $0) }, receipts: sum { plan.rows.receipts[index][$0] },
        ordered: sum { plan.rows.scheduled[index][$0] }, lowest: days.map { plan.rows.stock[index][$0] }.min() ?? opening,
        excess: health.excess.quantity, stockMoney: hasCost ? hundredths(max(0, opening) * (draft.items[index].unitCost ?? 0)) : nil,
        excessMoney: hasCost ? hundredths(health.excess.money) : nil,
        notices: (notices[Int32(index)] ?? []).map { SupplyBoard.notice($0, draft) })
    }
  }

  /// The item that the draft was made for week by week with the first sixty planned orders that are due from today on.
  public func detail(at index: Int) -> Detail {
    let rows = plan.rows
    let start = max(0, draft.firstDay.distance(to: draft.today))
    let weeks = (0..<SupplyBoard.weekCount).compactMap { week -> Week? in
      let days = (start + week * 7)..<min(plan.dayCount, start + week * 7 + 7)
      guard !days.isEmpty else { return nil }
      func sum(_ value: (Int) -> Double) -> Double { days.reduce(0) { $0 + value($1) } }
      return Week(
        first: draft.firstDay.adding(days: days.lowerBound), gross: sum { plan.grossRequirement(index, $0) },
        scheduled: sum { rows.scheduled[index][$0] }, receipts: sum { rows.receipts[index][$0] },
        releases: sum { rows.releases[index][$0] }, stock: rows.stock[index][days.upperBound - 1])
    }
    let due = network.supplies(of: Int32(index)).filter {
      network.supplies[$0].source == .planned && Int(network.supplies[$0].day) >= start
    }
    let orders = due.prefix(60).map { position in
      let supply = network.supplies[position]
      return Order(
        release: draft.firstDay.adding(days: Int(supply.releaseDay)), due: draft.firstDay.adding(days: Int(supply.day)),
        quantity: supply.quantity, lateBy: Int(supply.lateBy),
        serves: SupplyBoard.demands(network.endDemands(ofSupply: position).map { ($0.cause, $0.quantity) }, draft))
    }
    return Detail(row: self.rows[index], policy: draft.inputs.policies[index], weeks: weeks, orders: orders, writeOffs: draft.writeOffs)
  }

  private static func notice(_ found: SupplyException, _ draft: SupplyDraft) -> Notice {
    Notice(
      kind: found.kind, reason: found.reason, day: draft.firstDay.adding(days: Int(found.day)),
      newDay: found.newDay < 0 ? nil : draft.firstDay.adding(days: Int(found.newDay)), quantity: found.quantity,
      workingDays: Int(found.workingDays), hurts: demands(found.hurts.map { ($0, nil) }, draft))
  }

  /// End demands together by item and kind, in the order they are met; safety stock is nobody.
  private static func demands(_ causes: [(PeggedDemand.Cause, Double?)], _ draft: SupplyDraft) -> [Demand] {
    var result: [Demand] = []
    for (cause, quantity) in causes {
      guard case .end(let number) = cause else { continue }
      let end: SupplyDraft.End
      switch draft.inputs.demands[Int(number)].cause {
      case .order(let position), .forecast(let position): end = draft.ends[Int(position)]
      }
      let item = draft.items[end.item]
      let known = result.firstIndex { $0.code == item.code && $0.isOrder == end.isOrder }
      guard known != nil || result.count < hurtLimit else { continue }
      let before = known.map { result[$0] }
      let sum = quantity.map { $0 + (before?.quantity ?? 0) }
      let demand = Demand(
        code: item.code, name: item.name, day: before.map { min($0.day, end.day) } ?? end.day, isOrder: end.isOrder, quantity: sum)
      if let known { result[known] = demand } else { result.append(demand) }
    }
    return result
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import SupplyPlanning

/// 供需: every item with what a planner must see, and one item in full.
public struct SupplyBoard: Sendable {
  /// End demands of one item, orders in hand or forecast, as a person knows them.
  public struct Demand: Hashable, Sendable {
    public let code: String
    public let name: BilingualText
    /// The first day that asks.
    public let day: Day
    public let isOrder: Bool
    /// Units of the item the trace began at, of all its days together; nil where only the name matters.
    public let quantity: Double?
  }

  public struct Notice: Hashable, Sendable {
    public let kind: SupplyException.Kind
    public let reason: SupplyException.Reason
    public let day: Day
    public let newDay: Day?
    public let quantity: Double
    public let workingDays: Int
    public let hurts: [Demand]
  }

  public struct Row: Hashable, Sendable {
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

  public static let weekCount = 13
  /// Stock is piled up above a year's demand.
  static let coverDays = 365
  /// A receipt that comes within a month of its need is left alone, unless a person asks for less or more.
  public static let usualTolerance = 30
  /// Whom an exception hurts, named at most so often; the rest is a number.
  static let hurtLimit = 6

  public let today: Day
  public let revision: Int64
  /// Days for which no receipt is delayed.
  public let toleranceDays: Int
  /// By item in outline order.
  public let rows: [Row]
  public let grain: SupplyGrain
  /// nil for a model that does not net by day.
  let draft: SupplyDraft?

  /// Nets, pegs and looks for exceptions; no workspace is needed.
  ///
  /// - Parameter earlier: a board of the same company: only items that differ from it, and what goes into them, are worked out again.
  public init(_ draft: SupplyDraft, toleranceDays: Int = usualTolerance, after earlier: SupplyBoard? = nil) {
    today = draft.today
    revision = draft.revision
    self.toleranceDays = toleranceDays
    self.draft = draft
    grain = .day
    guard let earlier, let before = earlier.draft, earlier.toleranceDays == toleranceDays, before.isComparable(draft) else {
      rows = SupplySection(draft).rows(of: draft.parts.indices.map { Int32($0) }, toleranceDays: toleranceDays)
      return
    }
    var rows = earlier.rows
    let moved = draft.parts.indices.filter { draft.parts[$0] != before.parts[$0] }.map { Int32($0) }
    if !moved.isEmpty {
      let touched = draft.bill.withDescendants(moved)
      for (item, row) in zip(touched, SupplySection(draft, items: touched).rows(of: touched, toleranceDays: toleranceDays)) {
        rows[Int(item)] = row
      }
    }
    self.rows = rows
  }

  /// A board whose rows were worked out otherwise.
  init(today: Day, revision: Int64, grain: SupplyGrain, rows: [Row]) {
    (self.today, self.revision, self.grain, self.rows) = (today, revision, grain, rows)
    toleranceDays = SupplyBoard.usualTolerance
    draft = nil
  }
}

extension SupplyBoard {
  /// Whether a board of `draft` may take over rows of this one, where nothing moved.
  public func precedes(_ draft: SupplyDraft, toleranceDays: Int) -> Bool {
    self.toleranceDays == toleranceDays && self.draft?.showsCost == draft.showsCost
  }
}

extension SupplyDraft {
  /// Whether rows of one draft mean the same in another: the same items, bills and days.
  func isComparable(_ other: SupplyDraft) -> Bool {
    parts.count == other.parts.count && firstDay == other.firstDay && today == other.today && showsCost == other.showsCost
      && works == other.works && bill.lines == other.bill.lines
  }
}

extension SupplySection {
  /// - Parameter wanted: positions in the draft.
  func rows(of wanted: [Int32], toleranceDays: Int) -> [SupplyBoard.Row] {
    var notices: [Int32: [SupplyException]] = [:]
    let found = findExceptions(
      plan, network: network, items: wanted.map { Int32(place(of: Int($0))) }, coverDays: SupplyBoard.coverDays,
      toleranceDays: toleranceDays)
    for one in found { notices[one.item, default: []].append(one) }
    let start = max(0, draft.firstDay.distance(to: draft.today))
    let days = start..<max(start, min(plan.dayCount, start + SupplyBoard.weekCount * 7))
    return wanted.map { item in
      let place = place(of: Int(item))
      return row(Int(item), place: place, days: days, notices: (notices[Int32(place)] ?? []).map { notice($0) })
    }
  }

  private func row(_ item: Int, place: Int, days: Range<Int>, notices: [SupplyBoard.Notice]) -> SupplyBoard.Row {
    let part = draft.parts[item]
    let health = stockHealth(of: place, plan: plan, unitCost: part.item.unitCost ?? 0)
    let opening = part.policy.openingStock
    func sum(_ value: (Int) -> Double) -> Double { days.reduce(0) { $0 + value($1) } }
    return SupplyBoard.Row(
      item: part.item, opening: opening, safety: part.policy.safetyStock, demand: sum { plan.grossRequirement(place, $0) },
      receipts: sum { plan.rows.receipts[place][$0] }, ordered: sum { plan.rows.scheduled[place][$0] },
      lowest: days.map { plan.rows.stock[place][$0] }.min() ?? opening, excess: health.excess.quantity,
      stockMoney: part.item.unitCost.map { hundredths(max(0, opening) * $0) },
      excessMoney: part.item.unitCost == nil ? nil : hundredths(health.excess.money), notices: notices)
  }

  private func notice(_ found: SupplyException) -> SupplyBoard.Notice {
    SupplyBoard.Notice(
      kind: found.kind, reason: found.reason, day: draft.firstDay.adding(days: Int(found.day)),
      newDay: found.newDay < 0 ? nil : draft.firstDay.adding(days: Int(found.newDay)), quantity: found.quantity,
      workingDays: Int(found.workingDays), hurts: demands(found.hurts.map { ($0, nil) }))
  }

  /// End demands together by item and kind, in the order they are met; safety stock is nobody.
  func demands(_ causes: [(PeggedDemand.Cause, Double?)]) -> [SupplyBoard.Demand] {
    var result: [SupplyBoard.Demand] = []
    for (cause, quantity) in causes {
      guard case .end(let number) = cause else { continue }
      let end: End
      switch plan.inputs.demands[Int(number)].cause {
      case .order(let position), .forecast(let position): end = ends[Int(position)]
      }
      let item = draft.parts[end.item].item
      let known = result.firstIndex { $0.code == item.code && $0.isOrder == end.isOrder }
      guard known != nil || result.count < SupplyBoard.hurtLimit else { continue }
      let before = known.map { result[$0] }
      let sum = quantity.map { $0 + (before?.quantity ?? 0) }
      let demand = SupplyBoard.Demand(
        code: item.code, name: item.name, day: before.map { min($0.day, end.day) } ?? end.day, isOrder: end.isOrder, quantity: sum)
      if let known { result[known] = demand } else { result.append(demand) }
    }
    return result
  }
}

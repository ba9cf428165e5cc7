// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Planning
import SupplyPlanning

/// What the supply board is made from, taken from the plan in one go so that the rest can be worked out elsewhere.
public struct SupplyDraft: Sendable {
  /// What asks for an item on a day: orders in hand, or the forecast of new ones.
  struct End: Sendable {
    let item: Int
    let day: Day
    let isOrder: Bool
  }

  public struct Item: Sendable {
    public let code: String
    public let name: BilingualText
    public let family: BilingualText
    public let unit: String
    public let isMade: Bool
    /// 分 a unit as a live figure; nil for who may not see costs.
    let unitCost: Double?
  }

  let inputs: SupplyInputs
  let ends: [End]
  public let items: [Item]
  /// Day 0 of the rows.
  let firstDay: Day
  /// The first day the board shows.
  public let today: Day
  public let revision: Int64
  /// What the orders of the one item that was asked for wrote off; nil where its forecast counts as it comes.
  let writeOffs: WriteOffList?
}

extension Workspace {
  /// Rows, policies and bills of the plan in force; the same figures that its requirements were netted from.
  ///
  /// - Parameter item: the item that will be looked at in full; nil for the board.
  /// - Throws: `PlanningError` when the model has no `demand`, `scheduled_receipts` or `lead_time`.
  public func supplyDraft(_ proof: Authorized<To.ViewPlan>, showsCost: Bool, item code: String? = nil) throws -> SupplyDraft {
    let calendar = plan.calendar
    let operation = plan.sources.operators.compactMap { $0 as? RequirementsOperator }.first
    var positions: [Int64: Int32] = [:]
    for (index, id) in plan.members.items.enumerated() { positions[id] = Int32(index) }
    let lines = operation?.components(firstDay: calendar.firstDay) { positions[$0] } ?? []
    let works = (0..<calendar.dayCount).map { operation?.isWorkingDay(calendar.day(at: $0)) ?? true }
    var inputs = SupplyInputs(
      bill: try BillOfMaterials(itemCount: plan.catalogue.items.count, lines: lines),
      calendar: LeadTimeCalendar(isWorkingDay: works),
      policies: try plan.catalogue.items.indices.map { try policy(ofItem: $0) })
    var ends: [SupplyDraft.End] = []
    for index in plan.catalogue.items.indices {
      let orders = try plan.daily("open_orders", item: index)
      let forecast = try plan.daily("new_demand", item: index)
      let scheduled = try plan.daily("scheduled_receipts", item: index)
      for day in 0..<calendar.dayCount {
        for (quantity, isOrder) in [(orders[day], true), (forecast[day], false)] where quantity > 0 {
          let cause: EndDemand.Cause = isOrder ? .order(Int32(ends.count)) : .forecast(Int32(ends.count))
          inputs.demands.append(EndDemand(item: Int32(index), day: Int32(day), quantity: quantity, cause: cause))
          ends.append(SupplyDraft.End(item: index, day: calendar.day(at: day), isOrder: isOrder))
        }
        if scheduled[day] > 0 {
          inputs.receipts.append(OpenReceipt(item: Int32(index), day: Int32(day), quantity: scheduled[day]))
        }
      }
    }
    let families = Dictionary(plan.catalogue.families.map { ($0.code, $0.name) }) { first, _ in first }
    let items = try plan.catalogue.items.enumerated().map { index, item in
      SupplyDraft.Item(
        code: item.code, name: item.name, family: families[item.family] ?? BilingualText(name: item.family), unit: item.unit,
        isMade: item.isMade, unitCost: showsCost ? try number("standard_cost", ofItem: index) : nil)
    }
    return SupplyDraft(
      inputs: inputs, ends: ends, items: items, firstDay: calendar.firstDay, today: planningDay, revision: revision,
      writeOffs: try items.firstIndex { $0.code == code }.flatMap { try writeOffs(ofItem: $0) })
  }

  private func policy(ofItem index: Int) throws -> ItemPolicy {
    func value(_ measure: String) throws -> Double { try number(measure, ofItem: index) }
    return try ItemPolicy(
      openingStock: value("opening_stock"), safetyStock: value("safety_stock"),
      lotSize: LotSize(
        minimum: value("lot_minimum"), multiple: value("lot_multiple"),
        rule: BoundRequirements.rule(fixed: value("lot_fixed"), economic: value("lot_economic"), days: value("lot_days")).rule),
      leadTimeWorkingDays: Int32(clamping: whole(value("lead_time"))), frozenDays: Int32(clamping: whole(value("frozen_days"))))
  }

  /// An input of one item; 0 when it is empty, or when the model in force has no such input.
  private func number(_ measure: String, ofItem index: Int) throws -> Double {
    guard plan.engine.model.measure(named: measure) != nil else { return 0 }
    return try plan.engine.value(measure, at: ["Item": plan.members.items[index]], period: nil) ?? 0
  }
}

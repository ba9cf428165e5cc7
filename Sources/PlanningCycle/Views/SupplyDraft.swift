// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Planning
import SupplyPlanning

/// What the supply board is made from, taken from the plan in one go so that the rest can be worked out elsewhere.
public struct SupplyDraft: Sendable {
  /// So many units on a day of the plan.
  struct Units: Hashable, Sendable {
    let day: Int32
    let quantity: Double
  }

  /// All that the plan says of one item; two parts that are equal lead to the same row as long as the items above are.
  struct Part: Hashable, Sendable {
    let item: Item
    let policy: ItemPolicy
    /// Orders in hand, what is on its way, planned orders that were firmed, and orders released here: days with something, rising.
    let orders: [Units]
    let arrivals: [Units]
    let firm: [Units]
    let released: [Units]
    /// The forecast of new orders by day; empty where nothing is expected.
    let forecast: [Double]
  }

  public struct Successor: Hashable, Sendable {
    public let code: String
    public let name: BilingualText
    public let on: Day
  }

  public struct Item: Hashable, Sendable {
    public let code: String
    public let name: BilingualText
    public let familyCode: String
    public let family: BilingualText
    public let unit: String
    public let isMade: Bool
    public let isSubcontracted: Bool
    /// Who supplies a bought item or makes a subcontracted one; nil for what is made here, and for what nobody supplies.
    public let supplierCode: String?
    /// 接替: which item takes its demand over, and from when.
    public let successor: Successor?
    public let supplier: BilingualText?
    /// 分 a unit as a live figure; nil for who may not see costs.
    let unitCost: Double?
  }

  /// By item in outline order.
  var parts: [Part]
  let bill: BillOfMaterials
  /// By day of the plan.
  let works: [Bool]
  /// Day 0 of the rows.
  let firstDay: Day
  /// The first day the board shows.
  public let today: Day
  public let revision: Int64
  let showsCost: Bool
  /// What the orders of the one item that was asked for wrote off; nil where its forecast counts as it comes.
  let writeOffs: WriteOffList?

  /// Where an item stands; nil for a code that the plan does not have.
  public func place(of code: String) -> Int? { parts.firstIndex { $0.item.code == code } }
}

extension Workspace {
  /// Rows, policies and bills of the plan in force; the same figures that its requirements were netted from. Items that did not move since the
  /// last draft are not read again.
  ///
  /// - Parameter item: the item that will be looked at in full; nil for the board.
  /// - Throws: `PlanningError` when the model has no `demand`, `scheduled_receipts` or `lead_time`.
  public func supplyDraft(_ proof: Authorized<To.ViewSupply>, showsCost: Bool, item code: String? = nil) throws -> SupplyDraft {
    let calendar = plan.calendar
    let operation = plan.sources.operators.compactMap { $0 as? RequirementsOperator }.first
    let draft = SupplyDraft(
      parts: try supplyParts(showsCost: showsCost), bill: try plan.billOfMaterials(),
      works: (0..<calendar.dayCount).map { operation?.isWorkingDay(calendar.day(at: $0)) ?? true }, firstDay: calendar.firstDay,
      today: planningDay, revision: revision, showsCost: showsCost,
      writeOffs: try plan.catalogue.items.firstIndex { $0.code == code }.flatMap { try writeOffs(ofItem: $0) })
    supplyDrafts[showsCost] = draft
    return draft
  }

  private func supplyParts(showsCost: Bool) throws -> [SupplyDraft.Part] {
    guard let former = supplyDrafts[showsCost], former.parts.count == plan.catalogue.items.count,
      case .only(let moved)? = tableChanges.touched(after: former.revision, through: revision, plan)?.supply
    else { return try plan.catalogue.items.indices.map { try supplyPart($0, showsCost: showsCost) } }
    var parts = former.parts
    for id in moved.sorted() {
      guard let index = plan.members.itemPositions[id] else { continue }
      parts[index] = try supplyPart(index, showsCost: showsCost)
    }
    return parts
  }

  private func supplyPart(_ index: Int, showsCost: Bool) throws -> SupplyDraft.Part {
    func units(_ measure: String) throws -> [SupplyDraft.Units] {
      let isNew = measure == PlanState.firmReceipts || measure == PlanState.releasedReceipts
      guard !isNew || plan.engine.model.measure(named: measure) != nil else { return [] }
      let row = try plan.daily(measure, item: index)
      return row.indices.compactMap { row[$0] > 0 ? SupplyDraft.Units(day: Int32($0), quantity: row[$0]) : nil }
    }
    let forecast = try plan.daily("new_demand", item: index).map { $0 > 0 ? $0 : 0 }
    return SupplyDraft.Part(
      item: try supplyItem(index, showsCost: showsCost), policy: try policy(ofItem: index), orders: try units("open_orders"),
      arrivals: try units("scheduled_receipts"), firm: try units(PlanState.firmReceipts),
      released: try units(PlanState.releasedReceipts),
      forecast: forecast.contains { $0 > 0 } ? forecast : [])
  }

  func supplyItem(_ index: Int, showsCost: Bool) throws -> SupplyDraft.Item {
    let item = plan.catalogue.items[index]
    let family = plan.members.familyPositions[item.family].map { plan.catalogue.families[$0].name }
    let supplier = !item.isPaidFor ? nil : plan.members.mainSuppliers[index]
    return SupplyDraft.Item(
      code: item.code, name: item.name, familyCode: item.family, family: family ?? BilingualText(name: item.family), unit: item.unit,
      isMade: item.isMade, isSubcontracted: item.isSubcontracted, supplierCode: supplier, successor: successor(ofItem: index),
      supplier: supplier.map { plan.catalogue.suppliers[$0]?.name ?? BilingualText(name: $0) },
      unitCost: showsCost ? try number("standard_cost", ofItem: index) : nil)
  }

  private func successor(ofItem index: Int) -> SupplyDraft.Successor? {
    plan.sources.successions.links.first { $0.old == index }.map { link in
      let item = plan.catalogue.items[link.new]
      return SupplyDraft.Successor(code: item.code, name: item.name, on: link.on)
    }
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

extension SupplyDraft {
  /// Measures whose rows a part is read from.
  static let measures: Swift.Set<String> = [
    "open_orders", "new_demand", "scheduled_receipts", PlanState.firmReceipts, PlanState.releasedReceipts, "opening_stock", "safety_stock",
    "lot_minimum",
    "lot_multiple", "lot_fixed",
    "lot_economic", "lot_days", "lead_time", "frozen_days", "standard_cost",
  ]
}

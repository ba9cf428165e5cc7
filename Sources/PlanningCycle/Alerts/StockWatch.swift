// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import SupplyPlanning

/// What stock alerts are read from, item by item; a change reads only the items that it moved again.
struct StockWatch {
  /// Days ahead for which a shortage is looked for.
  static let horizon = 90
  /// Days of the plan that are looked at: those ahead, and as many as the plan may have begun before today.
  private static let knownDays = horizon + 62
  /// Days of demand that stock may be there for.
  static let coverDays = 182

  struct Item: Hashable {
    let rows: AttainableStock.Rows
    let opening: Double
    /// Demand of the next half year.
    let halfYear: Double
  }

  private(set) var items: [Item]
  private(set) var attainable: AttainableStock
  private(set) var revision: Int64
  private let bill: BillOfMaterials
  private let calendar: LeadTimeCalendar
  private weak var engine: PlanEngine?

  /// nil for a model that does not net by day.
  init?(_ plan: PlanState, at revision: Int64) {
    guard let bill = try? plan.billOfMaterials() else { return nil }
    let operation = plan.sources.operators.compactMap { $0 as? RequirementsOperator }.first
    let works = (0..<plan.calendar.dayCount).map { operation?.isWorkingDay(plan.calendar.day(at: $0)) ?? true }
    guard let items = try? plan.catalogue.items.indices.map({ try Self.read($0, plan) }) else { return nil }
    (self.bill, self.items, self.revision, engine) = (bill, items, revision, plan.engine)
    calendar = LeadTimeCalendar(isWorkingDay: works)
    attainable = Self.attain(items, bill, calendar)
  }

  func isOf(_ engine: PlanEngine) -> Bool { engine === self.engine }

  /// The same of a later revision.
  ///
  /// - Parameter moved: items whose own supply or demand may be otherwise; what goes into them follows.
  mutating func follow(_ plan: PlanState, to revision: Int64, moved: [Int]) throws(PlanningError) {
    self.revision = revision
    guard !moved.isEmpty else { return }
    var isSame = true
    for item in bill.withDescendants(moved.map { Int32($0) }) {
      let now = try Self.read(Int(item), plan)
      if now != items[Int(item)] { isSame = false }
      items[Int(item)] = now
    }
    if !isSame { attainable = Self.attain(items, bill, calendar) }
  }

  /// What is missing of an item in the days from a day of the plan on; nil when nothing is, or less than half a unit.
  func shortage(of item: Int, from day: Int) -> AttainableStock.Shortage? {
    attainable.shortage(of: item, on: max(0, day)..<max(0, day) + Self.horizon).flatMap { $0.deepest < 0.5 ? nil : $0 }
  }

  private static func attain(_ items: [Item], _ bill: BillOfMaterials, _ calendar: LeadTimeCalendar) -> AttainableStock {
    AttainableStock(bill: bill, calendar: calendar, rows: items.map(\.rows), days: min(knownDays, calendar.dayCount))
  }

  private static func read(_ index: Int, _ plan: PlanState) throws(PlanningError) -> Item {
    let at: Coordinate = ["Item": plan.members.items[index]]
    let stock = try plan.daily("projected_stock", item: index)
    let demand = try plan.daily("demand", item: index)
    let dependent = try plan.daily("dependent_demand", item: index)
    let planned = try plan.daily("planned_receipts", item: index)
    let lead = try plan.engine.value("lead_time", at: at, period: nil) ?? 0
    var (firm, gross) = ([Double](), [Double]())
    // What the plan projects without its planned orders is what is there and what comes by itself.
    var asked = 0.0
    for day in 0..<min(knownDays, stock.count) {
      gross.append(number(demand[day]) + number(dependent[day]))
      asked += gross[day] - number(planned[day])
      firm.append(number(stock[day]) + asked)
    }
    return Item(
      rows: AttainableStock.Rows(
        firm: firm, gross: gross, planned: Array(planned.prefix(firm.count)), leadTimeWorkingDays: Int32(clamping: whole(lead))),
      opening: try plan.engine.value("opening_stock", at: at, period: nil) ?? 0,
      halfYear: demand.prefix(coverDays).reduce(0) { $0 + number($1) })
  }

  private static func number(_ value: Double) -> Double { value.isFinite ? value : 0 }
}

extension Workspace {
  /// Of the running plan what was known is brought up to date; of a branch it is read whole. nil for a model that does not net by day.
  func stockWatch(_ plan: PlanState) -> StockWatch? {
    guard plan.engine === self.plan.engine else { return StockWatch(plan, at: revision) }
    if let known = heldStock, known.isOf(plan.engine) {
      if known.revision == revision { return known }
      if case .only(let ids)? = tableChanges.touched(after: known.revision, through: revision, plan)?.supply {
        // Not held twice while it changes: it would be copied.
        heldStock = nil
        return follow(known, plan, ids)
      }
    }
    heldStock = StockWatch(plan, at: revision)
    return heldStock
  }

  private func follow(_ known: consuming StockWatch, _ plan: PlanState, _ ids: Swift.Set<Int64>) -> StockWatch? {
    var watch = known
    let moved = ids.compactMap { plan.members.itemPositions[$0] }.sorted()
    guard (try? watch.follow(plan, to: revision, moved: moved)) != nil else { return nil }
    heldStock = watch
    return watch
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import Formulas
import Planning

/// Everything a plan is calculated from, and what it came to in total: enough for another program to calculate it again.
public struct PlanInputs: Sendable {
  /// Values of one input at one coordinate.
  public struct Row: Sendable {
    public let measure: String
    /// Ids in the order of the measure's dimensions.
    public let members: [Int64]
    /// `2025-01`, `2026-11-01`, or empty for a measure without time.
    public let first: String
    /// nil: empty.
    public let values: [Double?]
  }

  public struct Total: Sendable {
    public let measure: String
    public let isDaily: Bool
    public let values: [Double]
  }

  public struct Item: Sendable {
    public let id: Int64
    public let isMade: Bool
    public let isSubcontracted: Bool
    public let family: Int64?
    public let supplier: Int64?
  }

  public let calendar: (firstMonth: Month, lastMonth: Month, cutoff: Month)
  /// Days from Monday to Friday that are not worked, and days of a weekend that are.
  public let exceptions: [(day: Day, works: Bool)]
  public let items: [Item]
  public let regions: [Int64]
  /// Id and kind of cost.
  public let departments: [(id: Int64, costKind: String)]
  public let bill: [BillLine]
  /// Frame agreements the plan buys by.
  public let agreements: [AgreementTerms]
  public let rows: [Row]
  public let totals: [Total]
}

extension Workspace {
  /// - Throws: `AccessError.outsideScope` for somebody who is narrowed; `StoreError`; `PlanningError` never for a plan that was opened.
  public func planInputs(_ proof: Authorized<To.ExportData>) throws -> PlanInputs {
    try proof.requireEverything()
    let engine = plan.engine
    let calendar = plan.calendar
    let sources = SupplySource.read(try facts.table(.supplierItems), catalogue: plan.catalogue)
    let filling = try FillInputs(
      catalogue: plan.catalogue, members: plan.members, calendar: calendar, facts: facts, history: plan.history,
      sources: sources, workingDays: .china)
    let kinds = FillInputs.costKinds(try facts.table(.departments))
    let days = (0..<calendar.dayCount).map { calendar.day(at: $0) }
    var rows: [PlanInputs.Row] = []
    for measure in engine.model.measures where measure.kind == .input {
      rows += try inputRows(measure, engine)
    }
    let totals = try engine.model.measures.filter { $0.axis != .none && $0.kind != .input }.map { measure in
      PlanInputs.Total(measure: measure.id, isDaily: measure.axis == .day, values: try engine.values(measure.id, at: .total))
    }
    return PlanInputs(
      calendar: (calendar.firstMonth, calendar.lastMonth, calendar.cutoff),
      exceptions: days.map { ($0, WorkingDays.china.isWorkday($0)) }.filter { $0.1 != ($0.0.weekday <= 5) }
        .map { (day: $0.0, works: $0.1) },
      items: plan.catalogue.items.enumerated().map { index, item in
        let supplier = sources[index].flatMap { plan.members.supplierPositions[$0.supplier] }
        return PlanInputs.Item(
          id: plan.members.items[index], isMade: item.isMade, isSubcontracted: item.isSubcontracted,
          family: plan.members.familyPositions[item.family].map { plan.members.families[$0] },
          supplier: supplier.map { plan.members.suppliers[$0] })
      },
      regions: plan.members.regions,
      departments: zip(plan.members.departments, plan.catalogue.departments).map { ($0, kinds[$1.code] ?? "管理") },
      bill: try filling.billLines(), agreements: plan.members.terms(of: plan.sources.agreements), rows: rows, totals: totals)
  }

  /// Rows of an input that hold a number other than zero.
  private func inputRows(_ measure: PlanningModel.Measure, _ engine: PlanEngine) throws -> [PlanInputs.Row] {
    var combinations: [[Int64]] = [[]]
    for dimension in measure.dimensions {
      let members = members(of: dimension)
      combinations = combinations.flatMap { head in members.map { head + [$0] } }
    }
    let first =
      switch measure.axis {
      case .none: ""
      case .month: plan.calendar.firstMonth.description
      case .day: plan.calendar.firstDay.description
      }
    return try combinations.compactMap { members in
      var coordinate = Coordinate.total
      for (dimension, id) in zip(measure.dimensions, members) {
        coordinate.members[dimension.split(separator: ".").first.map(String.init) ?? dimension] = id
      }
      let values = try engine.values(measure.id, at: coordinate).map { $0.finite }
      guard values.contains(where: { $0 != nil && ($0 != 0 || measure.isMissingWhenBlank) }) else { return nil }
      return PlanInputs.Row(measure: measure.id, members: members, first: first, values: values)
    }
  }

  private func members(of dimension: String) -> [Int64] {
    switch dimension {
    case "Item": plan.members.items
    case "Item.Family": plan.members.families
    case "Region": plan.members.regions
    case "Department": plan.members.departments
    case "Supplier": plan.members.suppliers
    case "Agreement": plan.members.agreements
    default: plan.engine.model.dimensions.first { $0.names.id == dimension }?.numbers.map { $0.map(Int64.init) } ?? []
    }
  }
}

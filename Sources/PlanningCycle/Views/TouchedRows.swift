// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning

/// Which rows of the table a change may have moved, by measure: never too few; the item or the department decides, not the region.
struct TouchedRows {
  enum Members: Equatable {
    case everything
    /// Ids of items, of the families above them, or of departments.
    case only(Swift.Set<Int64>)

    mutating func add(_ other: Members) {
      if case .only(let mine) = self, case .only(let theirs) = other {
        self = .only(mine.union(theirs))
      } else {
        self = .everything
      }
    }
  }

  /// With more rows than this a measure counts as touched everywhere.
  static let limit = 4_000

  private(set) var measures: [Int: Members] = [:]
  /// Items whose supply may look otherwise: their demand, what is on its way, or how they are ordered.
  private(set) var supply = Members.only([])

  init() {}

  init(_ wave: Wave, _ plan: PlanState) {
    let model = plan.engine.model
    var rows: [Int: Swift.Set<Int>] = [:]
    for slice in wave.slices where model.measures[slice.measure].axis == .month {
      if rows[slice.measure, default: []].count <= Self.limit { rows[slice.measure, default: []].insert(slice.row) }
    }
    for (measure, rows) in rows { measures[measure] = Self.members(rows, measure, plan) }
    addRatios(model)
    addSupply(wave, plan)
  }

  private mutating func addSupply(_ wave: Wave, _ plan: PlanState) {
    let model = plan.engine.model
    var ids: Swift.Set<Int64> = []
    for slice in wave.slices where SupplyDraft.measures.contains(model.measures[slice.measure].id) {
      guard let id = plan.engine.coordinate(ofRow: slice.row, measure: slice.measure)["Item"] else { return supply = .everything }
      ids.insert(id)
    }
    supply = .only(ids)
  }

  private static func members(_ rows: Swift.Set<Int>, _ measure: Int, _ plan: PlanState) -> Members {
    let dimensions = plan.engine.model.measures[measure].dimensions
    guard rows.count <= limit, let dimension = TableBuilder.rowDimensions.first(where: { dimensions.contains($0) }) else {
      return .everything
    }
    var ids: Swift.Set<Int64> = []
    for row in rows {
      guard let id = plan.engine.coordinate(ofRow: row, measure: measure)[dimension] else { return .everything }
      guard ids.insert(id).inserted, let item = plan.members.itemPositions[id], dimension == "Item" else { continue }
      if let family = plan.members.familyPositions[plan.catalogue.items[item].family] { ids.insert(plan.members.families[family]) }
    }
    return .only(ids)
  }

  /// The total of a ratio moves with what it divides, even where no ratio below it does.
  private mutating func addRatios(_ model: CheckedModel) {
    var hasMore = true
    while hasMore {
      hasMore = false
      for (index, measure) in model.measures.enumerated() {
        for case .ratio(let above, let below) in [measure.total, measure.time] {
          for part in [above, below] {
            guard let members = measures[part] else { continue }
            var mine = measures[index] ?? .only([])
            mine.add(members)
            guard measures[index] != mine else { continue }
            measures[index] = mine
            hasMore = true
          }
        }
      }
    }
  }

  mutating func add(_ other: TouchedRows) {
    for (measure, members) in other.measures {
      var mine = measures[measure] ?? .only([])
      mine.add(members)
      measures[measure] = mine
    }
    supply.add(other.supply)
  }

  /// - Parameter member: an item, a family or a department; nil for the measure's total.
  func contains(_ measure: Int, _ member: Int64?) -> Bool {
    switch (measures[measure], member) {
    case (nil, _): false
    case (.everything, _), (_, nil): true
    case (.only(let ids), let member?): ids.contains(member)
    }
  }
}

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

  /// With more stretches of rows than this a measure counts as touched everywhere: finding out whose they are would take longer than
  /// reading its rows again.
  static let limit = 400

  private(set) var measures: [Int: Members] = [:]
  /// Everything that changed, days included.
  private(set) var changed: Swift.Set<Int> = []
  /// Items whose supply may look otherwise: their demand, what is on its way, or how they are ordered.
  private(set) var supply = Members.only([])

  init() {}

  init(_ wave: Wave, _ plan: PlanState) {
    let model = plan.engine.model
    changed = Swift.Set(wave.measures)
    // The rows of a measure come one after the other; one that comes twice is counted twice.
    var rows = [[Int]](repeating: [], count: model.measures.count)
    let byMonth = model.measures.map { $0.axis == .month }
    for slice in wave.slices where byMonth[slice.measure] && rows[slice.measure].count <= Self.limit {
      if rows[slice.measure].last != slice.row { rows[slice.measure].append(slice.row) }
    }
    for measure in changed where byMonth[measure] {
      measures[measure] = rows[measure].isEmpty ? .everything : Self.members(rows[measure], measure, plan)
    }
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

  private static func members(_ rows: [Int], _ measure: Int, _ plan: PlanState) -> Members {
    let dimensions = plan.engine.model.measures[measure].dimensions
    guard rows.count <= limit, let dimension = TableBuilder.rowDimensions.first(where: { dimensions.contains($0) }) else {
      return .everything
    }
    var ids: Swift.Set<Int64> = []
    for row in rows {
      guard let id = plan.engine.member(ofRow: row, measure: measure, dimension: dimension) else { return .everything }
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
    changed.formUnion(other.changed)
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

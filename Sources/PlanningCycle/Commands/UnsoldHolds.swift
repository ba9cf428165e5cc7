// SPDX-License-Identifier: Apache-2.0
import Planning

/// What is never sold gets no part of a sales figure typed at a total: the table does not show it either. A family of which nothing is
/// sold is held as one.
struct UnsoldHolds {
  /// By the id of the family.
  private var byFamily: [Int64: [CellEntry.Hold]] = [:]
  private let members: PlanMembers
  private let catalogue: Catalogue

  init(_ plan: PlanState) {
    members = plan.members
    catalogue = plan.catalogue
    let sold = TableBuilder.soldItems(plan)
    var unsold: [Int64: [Int]] = [:]
    var hasSold: Swift.Set<Int64> = []
    for item in catalogue.items.indices {
      guard let family = family(of: item) else { continue }
      if sold.contains(item) { hasSold.insert(family) } else { unsold[family, default: []].append(item) }
    }
    for (family, items) in unsold {
      let ids = hasSold.contains(family) ? items.map { members.items[$0] } : [family]
      byFamily[family] = ids.map { CellEntry.Hold(coordinate: ["Item": $0], period: nil) }
    }
  }

  private func family(of item: Int) -> Int64? {
    members.familyPositions[catalogue.items[item].family].map { members.families[$0] }
  }

  /// The holds that may concern cells at a coordinate.
  func within(_ coordinate: Coordinate) -> [CellEntry.Hold] {
    guard let id = coordinate["Item"] else { return byFamily.sorted { $0.key < $1.key }.flatMap(\.value) }
    return byFamily[members.itemPositions[id].flatMap { family(of: $0) } ?? id] ?? []
  }
}

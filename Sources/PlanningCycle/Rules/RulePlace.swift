// SPDX-License-Identifier: Apache-2.0
import Planning

/// One place at which a rule looks at its figure.
struct RulePlace {
  /// The member that is looked at for itself; nil for the only place.
  let id: Int64?
  let coordinate: Coordinate
  /// `Region=EAST`; empty for the only place.
  let key: String
  /// Of the member; nil for the only place.
  let name: BilingualText?
}

extension PlanState {
  /// The places of a rule's figure, in plan order: those that somebody sees, or all of them.
  ///
  /// - Parameter sight: nil for the company.
  /// - Throws: `CycleError.cellNotKnown` for a member that is gone.
  func rulePlaces(_ figure: RuleFigure, _ found: FoundFigure, _ sight: PlanSight?) throws(CycleError) -> [RulePlace] {
    var base = Coordinate.total
    for (dimension, code) in figure.members.sorted(by: { $0.key < $1.key }) {
      guard let id = memberID(dimension, code), found.dimensions.contains(dimension) else {
        throw Self.notKnown(figure.name, "\(dimension)=\(code)")
      }
      base.members[dimension] = id
    }
    guard let each = figure.each, let dimension = each.dimension else {
      let place = RulePlace(id: nil, coordinate: base, key: "", name: nil)
      return isSeen(place, found, sight) ? [place] : []
    }
    return members(of: each, within: base[dimension], found).map { id in
      var coordinate = base
      coordinate.members[dimension] = id
      let member = memberName(dimension, id)
      return RulePlace(id: id, coordinate: coordinate, key: "\(dimension)=\(member.code)", name: member.name)
    }.filter { isSeen($0, found, sight) }
  }

  private func isSeen(_ place: RulePlace, _ found: FoundFigure, _ sight: PlanSight?) -> Bool {
    guard let sight else { return true }
    guard sight.sees(found) else { return false }
    guard let measure = found.measure, !sight.isEverything else { return true }
    // A total of somebody who is narrowed is that of their own rows.
    let rows = sight.rows(measure.id, place.coordinate)
    return rows.count > 1 || rows.first.map { sight.sees(measure.id, at: $0) } ?? false
  }

  /// - Parameter above: the member that bounds them; nil: all.
  private func members(of each: RuleEach, within above: Int64?, _ found: FoundFigure) -> [Int64] {
    switch each {
    case .item:
      // What is only bought or made has no sales.
      let sold = found.dimensions.contains("Region")
      let family = above.flatMap { members.families.firstIndex(of: $0) }.map { catalogue.families[$0].code }
      return catalogue.items.indices.filter { index in
        let item = catalogue.items[index]
        if let above, family == nil { return members.items[index] == above }
        return (!sold || item.isSold) && (family.map { item.family == $0 } ?? true)
      }.map { members.items[$0] }
    case .family: return members.families.filter { above == nil || $0 == above }
    case .region: return members.regions.filter { above == nil || $0 == above }
    case .department: return members.departments.filter { above == nil || $0 == above }
    case .supplier: return members.suppliers.filter { above == nil || $0 == above }
    case .customer: return []
    }
  }

  /// Dimensions of a figure that a rule names no member of.
  func open(_ figure: RuleFigure, _ found: FoundFigure) -> [String] {
    found.dimensions.filter { figure.members[$0] == nil && figure.each?.dimension != $0 }
  }
}

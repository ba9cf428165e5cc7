// SPDX-License-Identifier: Apache-2.0
import Access
import Formulas
import Planning

/// What one person sees of a plan: which measures, and which rows of them. The same mask lies over every screen, file and answer.
///
/// A figure is seen when its measure asks for no right the person lacks, and when it lies inside the person's scope: it carries every
/// dimension they are narrowed by, at a member of theirs. A price or a rate that rests on no row is everybody's. A total of somebody who
/// is narrowed is the total of the rows they see, never a figure from which the others could be told.
struct PlanSight {
  /// What a mask depends on, to tell two people's apart.
  struct Key: Hashable {
    let permissions: [Permission]
    let scope: Scope
  }

  let person: Person
  let key: Key
  private let rights: MeasureRights
  private let granted: Swift.Set<Permission>
  /// By dimension of the model: the members somebody is narrowed to, in plan order.
  private let members: [String: [Int64]]
  /// Narrowed by something that no measure carries: then no row of the plan is theirs.
  private let isElsewhere: Bool

  init(_ person: Person, _ plan: PlanState) {
    self.person = person
    rights = plan.landing.rights
    let permissions = Access.permissions(of: person)
    key = Key(permissions: permissions, scope: person.scope)
    granted = Swift.Set(permissions)
    var members: [String: [Int64]] = [:]
    for (dimension, name) in MeasureRights.dimensions where person.scope.members(of: dimension) != nil {
      let (entries, ids) =
        name == "Region" ? (plan.catalogue.regions, plan.members.regions) : (plan.catalogue.departments, plan.members.departments)
      members[name] = entries.indices.filter {
        person.scope.admits(dimension, path: Catalogue.path(entries[$0].code, in: entries))
      }.map { ids[$0] }
    }
    self.members = members
    isElsewhere = person.scope.restrictions.contains { MeasureRights.dimensions[$0.dimension] == nil }
  }

  var isEverything: Bool { person.scope.isEverything }
  func allows(_ permission: Permission) -> Bool { granted.contains(permission) }

  /// Whether any figure of the measure is theirs to see.
  func sees(_ measure: String) -> Bool {
    if let needed = rights.permission(measure), !granted.contains(needed) { return false }
    return isEverything || holds(measure)
  }

  private func holds(_ measure: String) -> Bool {
    switch rights.holding(measure) {
    case .shared: true
    case .company: false
    case .rows(let carried): !isElsewhere && carried == Swift.Set(members.keys)
    }
  }

  /// A price, a rate or a parameter that is nobody's row.
  func isShared(_ measure: String) -> Bool { rights.holding(measure) == .shared }

  /// The right that a measure asks for.
  func permission(_ measure: String) -> Permission? { rights.permission(measure) }

  /// Members somebody is narrowed to in a dimension of the model; nil: all.
  func members(_ dimension: String) -> [Int64]? { members[dimension] }

  /// Positions of the regions somebody is narrowed to; nil: all.
  func regionPositions(in plan: PlanState) -> Swift.Set<Int>? {
    if isEverything { return nil }
    let own = isElsewhere ? [] : members["Region"] ?? []
    return members.count > 1 ? [] : Swift.Set(own.compactMap { plan.members.regions.firstIndex(of: $0) })
  }

  /// Positions of the departments somebody is narrowed to by nothing else; nil: all.
  func departmentPositions(in plan: PlanState) -> Swift.Set<Int>? {
    if isEverything { return nil }
    let own = isElsewhere || members.count > 1 ? [] : members["Department"] ?? []
    return Swift.Set(own.compactMap { plan.members.departments.firstIndex(of: $0) })
  }

  /// Whether a figure is theirs: its measure, and its place among the rows.
  func sees(_ measure: String, at coordinate: Coordinate) -> Bool {
    guard sees(measure) else { return false }
    guard !isEverything, case .rows = rights.holding(measure) else { return true }
    return members.allSatisfy { dimension, own in coordinate[dimension].map { own.contains($0) } ?? false }
  }

  /// The rows that a coordinate means for this person: itself where it names their members, and each of their members where it names none.
  func rows(_ measure: String, _ coordinate: Coordinate) -> [Coordinate] {
    guard !isEverything, case .rows(let carried) = rights.holding(measure) else { return [coordinate] }
    var rows = [coordinate]
    for dimension in carried.sorted() where coordinate[dimension] == nil {
      rows = rows.flatMap { row in
        (members[dimension] ?? []).map { member in
          var row = row
          row.members[dimension] = member
          return row
        }
      }
    }
    return rows
  }

  /// - Throws: `AccessError.permissionMissing` for a measure that asks for a right they lack; `outsideScope` for a figure that is not theirs.
  func require(_ measure: String, at coordinate: Coordinate) throws(AccessError) {
    if let needed = rights.permission(measure) { try Access.require(person, needed) }
    guard !sees(measure, at: coordinate) else { return }
    throw Access.outside(person, measure)
  }
}

extension PlanState {
  func sight(of person: Person) -> PlanSight { PlanSight(person, self) }
}

extension Catalogue {
  /// Codes from the top of a hierarchy down to a member; a parent that is not in the list still counts, a circle ends where it closes.
  static func path(_ code: String, in entries: [Named]) -> [String] {
    var path = [code]
    while let parent = entries.first(where: { $0.code == path[0] })?.group, !parent.isEmpty, !path.contains(parent) {
      path.insert(parent, at: 0)
    }
    return path
  }

  /// Where a row lies by the dimensions of scopes.
  func places(region: String?, owner: String? = nil) -> [String: [String]] {
    var places: [String: [String]] = [:]
    if let region { places["territory"] = Self.path(region, in: regions) }
    if let owner { places["owner"] = [owner] }
    return places
  }

  func places(of deal: Deal) -> [String: [String]] { places(region: deal.region, owner: deal.owner) }
}

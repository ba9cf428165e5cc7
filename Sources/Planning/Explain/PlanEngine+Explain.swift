// SPDX-License-Identifier: Apache-2.0

import Formulas

extension PlanEngine {
  /// Why a number is what it is: formula, operands and their contributions, down to inputs with their sources.
  ///
  /// - Parameters:
  ///   - coordinate: a leaf, a parent or a total.
  ///   - period: as in ``value(_:at:period:)``.
  /// - Throws: `planning.measure-not-known`, `planning.member-not-known`, `planning.period-outside-horizon`.
  public func explain(
    _ name: String, at coordinate: Coordinate, period: PlanPeriod?,
    limits: ExplanationLimits = ExplanationLimits()
  ) throws(PlanningError) -> Explanation {
    try explained(name, coordinate, period, since: nil, limits)
  }

  /// Why a number changed since an earlier state of this plan (a ``fork()`` made before): contributions that sum to the change.
  ///
  /// - Throws: `planning.state-of-another-model` besides those of ``explain(_:at:period:limits:)``.
  public func explainChange(
    _ name: String, at coordinate: Coordinate, period: PlanPeriod?, since earlier: PlanEngine,
    limits: ExplanationLimits = ExplanationLimits()
  ) throws(PlanningError) -> Explanation {
    try explained(name, coordinate, period, since: earlier, limits)
  }

  /// The same between two captured states of the inputs.
  public func explainChange(
    _ name: String, at coordinate: Coordinate, period: PlanPeriod?, from before: InputState,
    to after: InputState,
    limits: ExplanationLimits = ExplanationLimits()
  ) throws(PlanningError) -> Explanation {
    let (old, new) = (fork(), fork())
    _ = try old.restoreInputs(before)
    _ = try new.restoreInputs(after)
    return try new.explained(name, coordinate, period, since: old, limits)
  }

  private func explained(
    _ name: String, _ coordinate: Coordinate, _ period: PlanPeriod?, since earlier: PlanEngine?,
    _ limits: ExplanationLimits
  ) throws(PlanningError) -> Explanation {
    if let earlier, earlier.layout !== layout {
      throw PlanningError(
        .stateOfAnotherModel, subject: name, detail: Wording("较早的状态属于别的计划。", "The earlier state belongs to another plan."),
        hint: Wording("只能和同一计划的分支比较。", "Compare a plan with a fork of itself."))
    }
    if !isCalculated { calculate() }
    if let earlier, !earlier.isCalculated { earlier.calculate() }
    let measure = try measure(named: name)
    let axis = layout.model.measures[measure].axis
    let periods = axis == .none ? 0..<1 : period.map { calendar.indexes(of: $0, axis: axis) } ?? 0..<0
    guard !periods.isEmpty else {
      throw PlanningError(
        .periodOutsideHorizon, subject: period?.description ?? "no period",
        detail: .only(name, axis))
    }
    var explainer = Explainer(engine: self, earlier: earlier, limits: limits)
    return try explainer.total(
      measure, at: coordinate, periods, asked: period, contribution: nil, depth: limits.depth)
  }

  func coordinate(ofRow row: Int, domains: [Domain]) -> Coordinate {
    var rest = row
    var members: [String: Int64] = [:]
    for domain in domains.reversed() {
      let entries = layout.space.indexes[domain.dimension].entries(at: domain.level)
      members[layout.model.dimensions[domain.dimension].names.id] = entries[rest % entries.count].id
      rest /= entries.count
    }
    return Coordinate(members)
  }

  /// The first dimension that still covers several members, and the members one step below.
  func split(
    _ measure: Int, _ coordinate: Coordinate
  ) throws(PlanningError) -> (dimension: String, members: [Int64])? {
    for domain in layout.model.measures[measure].domains {
      let names = layout.model.dimensions[domain.dimension].names
      let index = layout.space.indexes[domain.dimension]
      let id = member(of: domain.dimension, in: coordinate)
      if let id, domain.level == nil, index.leafPosition[id] != nil { continue }
      if let id, let group = index.groupPosition[id], group.level == domain.level { continue }
      return (names.id, membersBelow(id, domain, index))
    }
    return nil
  }

  private func membersBelow(_ id: Int64?, _ domain: Domain, _ index: MemberIndex) -> [Int64] {
    let dimension = layout.model.dimensions[domain.dimension]
    let all = index.entries(at: domain.level).map(\.id)
    guard
      let hierarchy = dimension.hierarchies.first(where: { hierarchy in
        id.flatMap { index.groupPosition[$0] }.map { hierarchy.levels.contains($0.level) } ?? (id == nil)
      })
    else { return all }
    // Levels between this member and the rows, from the top.
    var levels = hierarchy.levels.reversed().map { $0 }
    if let level = domain.level {
      levels = levels.filter {
        hierarchy.levels.firstIndex(of: $0) ?? 0 > hierarchy.levels.firstIndex(of: level) ?? 0
      }
    }
    let position = id.flatMap { index.groupPosition[$0] }
    if let position { levels = Array(levels.drop { $0 != position.level }.dropFirst()) }
    guard let next = levels.first else {
      guard let position else { return all }
      let path = pathUp(domain.dimension, from: domain.level, to: position.level)
      return all.indices.filter { leads(Int32($0), path, to: position.position, index) }.map { all[$0] }
    }
    let members = index.levels[next]
    if let position {
      let path = pathUp(domain.dimension, from: next, to: position.level)
      return members.indices.filter { leads(Int32($0), path, to: position.position, index) }.map {
        members[$0].id
      }
    }
    // Leaves without a parent stand beside the groups.
    let path = pathUp(domain.dimension, from: domain.level, to: next)
    let orphans = all.indices.filter { leaf in
      path.reduce(Int32(leaf)) { $0 < 0 ? -1 : index.parents[$1][Int($0)] } < 0
    }
    return members.map(\.id) + orphans.map { all[$0] }
  }

  private func leads(_ member: Int32, _ path: [Int], to position: Int, _ index: MemberIndex) -> Bool {
    path.reduce(member) { $0 < 0 ? -1 : index.parents[$1][Int($0)] } == Int32(position)
  }
}

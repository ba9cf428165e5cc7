// SPDX-License-Identifier: Apache-2.0

import Formulas

/// Ids ↔ rows. Positions never leave the engine except as handles of a wave.
extension PlanEngine {
  func measure(named name: String) throws(PlanningError) -> Int {
    if let index = layout.measureIndex[name] { return index }
    let nearest = NearestName.of(name, among: layout.measureIndex.keys.sorted())
    throw PlanningError(
      .measureNotKnown, subject: name, detail: Wording("模型里没有这个名称的指标。", "The model has no measure of this name."),
      hint: .didYouMean(nearest))
  }

  func input(named name: String) throws(PlanningError) -> Int {
    let index = try measure(named: name)
    guard layout.model.measures[index].kind == .input else {
      throw PlanningError(
        .notAnInput, subject: name, detail: Wording("它是算出来的，只有输入可以写。", "It is calculated; only inputs are written."),
        hint: layout.model.measures[index].edit.map {
          Wording(
            "通过 \(layout.model.measures[$0.input].id) 修改。", "Edit it through \(layout.model.measures[$0.input].id).")
        } ?? .none)
    }
    return index
  }

  /// The row of a coordinate that names one member of every dimension at the measure's level.
  func leafRow(of measure: Int, at coordinate: Coordinate) throws(PlanningError) -> Int {
    var row = 0
    for domain in layout.model.measures[measure].domains {
      guard let id = member(of: domain.dimension, in: coordinate) else {
        throw notLeaf(measure, coordinate)
      }
      let index = layout.space.indexes[domain.dimension]
      let position: Int
      if domain.level == nil {
        guard let found = index.leafPosition[id] else {
          if index.groupPosition[id] != nil { throw notLeaf(measure, coordinate) }
          throw unknownMember(id, domain.dimension)
        }
        position = found
      } else {
        guard let found = index.groupPosition[id] else { throw unknownMember(id, domain.dimension) }
        guard found.level == domain.level else { throw notLeaf(measure, coordinate) }
        position = found.position
      }
      row = row * layout.space.count(domain) + position
    }
    return row
  }

  private func notLeaf(_ measure: Int, _ coordinate: Coordinate) -> PlanningError {
    let names = layout.model.measures[measure].dimensions.joined(separator: ", ")
    return PlanningError(
      .coordinateNotLeaf, subject: coordinate.description,
      detail: Wording(
        "\(layout.model.measures[measure].id) 需要 [\(names)] 各一个成员。",
        "\(layout.model.measures[measure].id) needs one member of each of [\(names)]."),
      hint: Wording("合计要用分摊录入。", "A total is entered through spreading."))
  }

  func unknownMember(_ id: Int64, _ dimension: Int) -> PlanningError {
    PlanningError(
      .memberNotKnown, subject: "\(id)",
      detail: Wording(
        "\(layout.model.dimensions[dimension].names.id) 没有这个编号的成员。",
        "\(layout.model.dimensions[dimension].names.id) has no member with this id."))
  }

  func member(of dimension: Int, in coordinate: Coordinate) -> Int64? {
    let names = layout.model.dimensions[dimension].names
    if let id = coordinate.members[names.id] { return id }
    return names.all.lazy.compactMap { coordinate.members[$0] }.first
  }

  /// Rows of a measure that a coordinate covers, ascending; dimensions the measure lacks are left aside.
  ///
  /// - Throws: `planning.member-not-known`.
  func rows(of measure: Int, at coordinate: Coordinate) throws(PlanningError) -> [Int] {
    try rowRuns(of: measure, at: coordinate).flatMap { Array($0) }
  }

  /// The same as runs of consecutive rows: a total is one of them, however many rows it has.
  func rowRuns(of measure: Int, at coordinate: Coordinate) throws(PlanningError) -> [Range<Int>] {
    var runs = [0..<1]
    // Rows of the dimensions behind; as long as all of them are covered, members in front make runs.
    var size = 1
    for domain in layout.model.measures[measure].domains.reversed() {
      let positions = try positions(in: domain, at: coordinate)
      let isWhole = runs.count == 1 && runs[0].count == size
      if isWhole {
        let inner = size
        runs = PlanEngine.runs(positions).map { ($0.lowerBound * inner)..<($0.upperBound * inner) }
      } else {
        let inner = runs
        let step = size
        runs = positions.flatMap { position in
          inner.map { ($0.lowerBound + position * step)..<($0.upperBound + position * step) }
        }
      }
      size *= layout.space.count(domain)
    }
    return runs
  }

  private static func runs(_ positions: [Int]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for position in positions {
      if let last = runs.last, last.upperBound == position {
        runs[runs.count - 1] = last.lowerBound..<(position + 1)
      } else {
        runs.append(position..<(position + 1))
      }
    }
    return runs
  }

  private func positions(in domain: Domain, at coordinate: Coordinate) throws(PlanningError) -> [Int] {
    let count = layout.space.count(domain)
    guard let id = member(of: domain.dimension, in: coordinate) else { return Array(0..<count) }
    let index = layout.space.indexes[domain.dimension]
    if let leaf = index.leafPosition[id] {
      if domain.level == nil { return [leaf] }
      // A measure of families, asked at an item: the item's family.
      guard let level = domain.level else { return [] }
      let path = pathUp(domain.dimension, from: nil, to: level)
      let position = path.reduce(Int32(leaf)) { $0 < 0 ? -1 : index.parents[$1][Int($0)] }
      return position < 0 ? [] : [Int(position)]
    }
    guard let group = index.groupPosition[id] else { throw unknownMember(id, domain.dimension) }
    if group.level == domain.level { return [group.position] }
    let path = pathUp(domain.dimension, from: domain.level, to: group.level)
    if path.isEmpty { return [] }
    return (0..<count).filter { member in
      path.reduce(Int32(member)) { $0 < 0 ? -1 : index.parents[$1][Int($0)] } == Int32(group.position)
    }
  }

  /// Levels passed on the way up, the last is `to`; empty when it does not stand above.
  func pathUp(_ dimension: Int, from: Int?, to level: Int) -> [Int] {
    let declared = layout.model.dimensions[dimension]
    guard let hierarchy = declared.hierarchies.first(where: { $0.levels.contains(level) }),
      let end = hierarchy.levels.firstIndex(of: level)
    else { return [] }
    guard let from else { return Array(hierarchy.levels[0...end]) }
    guard let start = hierarchy.levels.firstIndex(of: from), start < end else { return [] }
    return Array(hierarchy.levels[(start + 1)...end])
  }

  /// Whose row this is.
  public func coordinate(ofRow row: Int, measure: Int) -> Coordinate {
    var rest = row
    var members: [String: Int64] = [:]
    for domain in layout.model.measures[measure].domains.reversed() {
      let entries = layout.space.indexes[domain.dimension].entries(at: domain.level)
      members[layout.model.dimensions[domain.dimension].names.id] = entries[rest % entries.count].id
      rest /= entries.count
    }
    return Coordinate(members)
  }

  /// One member of ``coordinate(ofRow:measure:)``; nil where the measure has not this dimension.
  public func member(ofRow row: Int, measure: Int, dimension: String) -> Int64? {
    var rest = row
    for domain in layout.model.measures[measure].domains.reversed() {
      let entries = layout.space.indexes[domain.dimension].entries(at: domain.level)
      if layout.model.dimensions[domain.dimension].names.id == dimension { return entries[rest % entries.count].id }
      rest /= entries.count
    }
    return nil
  }

  /// `A-100 华东`, for messages.
  func label(_ measure: Int, row: Int) -> String {
    var rest = row
    var names: [String] = []
    for domain in layout.model.measures[measure].domains.reversed() {
      let entries = layout.space.indexes[domain.dimension].entries(at: domain.level)
      let entry = entries[rest % entries.count]
      names.append(entry.nameChinese.isEmpty ? entry.code : entry.nameChinese)
      rest /= entries.count
    }
    return names.reversed().joined(separator: " ")
  }
}

extension PlanEngine {
  /// Rows of a measure; 0 when the model has none of this name.
  public func rowCount(of name: String) -> Int {
    layout.measureIndex[name].map { columns[layout.model.measures[$0].block].rowCount } ?? 0
  }
}

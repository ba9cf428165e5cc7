// SPDX-License-Identifier: Apache-2.0

extension PlanEngine {
  /// Takes over the input cells of a plan with other members, other parents or another outline, member by member.
  ///
  /// Numbers belong to members: one that moved to another parent, or to another line, keeps them with their source; those of a member
  /// that is gone are left behind. Measures are matched by id, or by the id they had before (`was:`); periods by date.
  ///
  /// - Returns: how many cells were taken over. ``calculate()`` is due afterwards.
  /// - Throws: what ``load(_:members:firstPeriod:values:source:)`` throws.
  @discardableResult
  public func takeInputs(of other: PlanEngine) throws(PlanningError) -> Int {
    var count = 0
    for measure in model.measures where measure.kind == .input {
      guard
        let index = other.model.measure(named: measure.id)
          ?? measure.formerID.flatMap({ other.model.measure(named: $0) })
      else { continue }
      let old = other.model.measures[index]
      guard old.kind == .input, old.dimensions == measure.dimensions, old.axis == measure.axis else { continue }
      for row in 0..<other.rowCount(of: old.id) {
        let at = other.coordinate(ofRow: row, measure: index)
        let ids = measure.dimensions.map { at[String($0.prefix { $0 != "." })] ?? 0 }
        guard isKnown(ids, measure) else { continue }
        count += try take(other, old.id, measure, at, ids)
      }
    }
    return count
  }

  private func isKnown(_ ids: [Int64], _ measure: PlanningModel.Measure) -> Bool {
    zip(ids, measure.domains).allSatisfy { id, domain in
      let index = layout.space.indexes[domain.dimension]
      guard let level = domain.level else { return index.leafPosition[id] != nil }
      return index.groupPosition[id]?.level == level
    }
  }

  /// Stretches of cells that have one source.
  private func take(
    _ other: PlanEngine, _ name: String, _ measure: PlanningModel.Measure, _ at: Coordinate, _ ids: [Int64]
  ) throws(PlanningError) -> Int {
    let values = try other.values(name, at: at)
    var count = 0
    var start = 0
    func source(_ period: Int) throws(PlanningError) -> InputSource? {
      try other.source(name, at: at, period: other.calendar.period(at: period, axis: measure.axis))
    }
    while start < values.count {
      guard let one = try source(start) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < values.count, try source(end) == one { end += 1 }
      count += try load(
        measure.id, members: ids, firstPeriod: other.calendar.period(at: start, axis: measure.axis),
        values: Array(values[start..<end]), source: one)
      start = end
    }
    return count
  }
}

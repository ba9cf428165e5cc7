// SPDX-License-Identifier: Apache-2.0
import Planning

extension PlanSight {
  /// The coordinate of the one row that a coordinate means for this person; as it is where there are several.
  func completed(_ measure: String, _ coordinate: Coordinate) -> Coordinate {
    let rows = rows(measure, coordinate)
    return rows.count == 1 ? rows[0] : coordinate
  }

  /// Whether a coordinate is one row, or everything, for this person: then it can be typed at.
  func isOneRow(_ measure: String, _ coordinate: Coordinate) -> Bool {
    isEverything || (sees(measure, at: completed(measure, coordinate)) && !isShared(measure))
  }

  /// The periods of a figure as this person sees it: the total of the rows they see. Missing where a total of some rows says nothing.
  func values(_ measure: PlanningModel.Measure, at coordinate: Coordinate, in engine: PlanEngine) throws(PlanningError) -> [Double] {
    let rows = rows(measure.id, coordinate)
    if rows.count == 1 { return try engine.values(measure.id, at: rows[0]) }
    let none = try engine.values(measure.id, at: coordinate).map { _ in Double.nan }
    switch measure.total {
    case .sum:
      var sum = none
      for row in rows { sum = zip(sum, try engine.values(measure.id, at: row)).map { Self.plus($0, $1) } }
      return sum
    case .ratio(let above, let below):
      let measures = engine.model.measures
      let left = try values(measures[above], at: coordinate, in: engine)
      let right = try values(measures[below], at: coordinate, in: engine)
      return left.count == none.count && right.count == none.count ? zip(left, right).map { Self.over($0, $1) } : none
    default: return none
    }
  }

  /// One period of a figure as this person sees it; nil when missing.
  func value(
    _ measure: PlanningModel.Measure, at coordinate: Coordinate, period: PlanPeriod?, in engine: PlanEngine
  ) throws(PlanningError) -> Double? {
    let rows = rows(measure.id, coordinate)
    if rows.count == 1 { return try engine.value(measure.id, at: rows[0], period: period) }
    switch measure.total {
    case .sum:
      var sum = Double.nan
      for row in rows { sum = Self.plus(sum, try engine.value(measure.id, at: row, period: period) ?? .nan) }
      return sum.finite
    case .ratio(let above, let below):
      let measures = engine.model.measures
      let left = try value(measures[above], at: coordinate, period: period, in: engine)
      let right = try value(measures[below], at: coordinate, period: period, in: engine)
      return Self.over(left ?? .nan, right ?? .nan).finite
    default: return nil
    }
  }

  /// Missing cells are left out of a sum; a sum of nothing is missing.
  private static func plus(_ left: Double, _ right: Double) -> Double { left.isFinite ? right.isFinite ? left + right : left : right }

  private static func over(_ above: Double, _ below: Double) -> Double {
    above.isFinite && below.isFinite && below != 0 ? above / below : .nan
  }
}

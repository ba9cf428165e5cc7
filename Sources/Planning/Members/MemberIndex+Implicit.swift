// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas

/// Columns that every dimension has besides its declared properties; they stand behind those.
extension MemberIndex {
  /// When a leaf is valid, as ordinals of months and days; open ends are very far.
  enum Implicit: String, CaseIterable {
    case firstMonth = "valid from month"
    case lastMonth = "valid to month"
    case firstDay = "valid from day"
    case lastDay = "valid to day"
  }

  static func position(of column: Implicit, in dimension: PlanningModel.Dimension) -> Int {
    dimension.properties.count + (Implicit.allCases.firstIndex(of: column) ?? 0)
  }

  /// Number column with outline positions of leaves (nil) or of a level.
  static func positionColumn(_ level: Int?, in dimension: PlanningModel.Dimension) -> Int {
    dimension.properties.count + Implicit.allCases.count + (level.map { $0 + 1 } ?? 0)
  }

  /// Text column with codes of leaves (nil) or of a level.
  static func codeColumn(_ level: Int?, in dimension: PlanningModel.Dimension) -> Int {
    dimension.properties.count + (level.map { $0 + 1 } ?? 0)
  }

  static func implicitNumbers(
    _ table: MemberTable, _ dimension: PlanningModel.Dimension, _ levels: [[Entry]]
  ) -> [[Double]] {
    let open = 1e9
    let first = table.leaves.map { leaf in leaf.validFrom.map { Double($0.monthOf.ordinal) } ?? -open }
    let last = table.leaves.map { leaf in leaf.validTo.map { Double($0.monthOf.ordinal) } ?? open }
    let firstDay = table.leaves.map { leaf in leaf.validFrom.map { Double($0.ordinal) } ?? -open }
    let lastDay = table.leaves.map { leaf in leaf.validTo.map { Double($0.ordinal) } ?? open }
    let positions = ([table.leaves.count] + levels.map(\.count)).map { count in (0..<count).map(Double.init) }
    return [first, last, firstDay, lastDay] + positions
  }

  static func codes(_ leaves: [Entry], _ levels: [[Entry]]) -> [[String]] {
    [leaves.map(\.code)] + levels.map { $0.map(\.code) }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning

/// How many cells a model takes with the members of a company: looked at before anything is allocated.
enum ModelSize {
  /// Cells of all measures of a model that somebody tries or commits.
  static let cellLimit = 40_000_000
  /// Bytes of a model text.
  static let byteLimit = ModelText.byteLimit

  static func cells(_ model: CheckedModel, members: [MemberTable], calendar: PlanCalendar) -> Int {
    model.measures.reduce(0) { sum, measure in
      let periods: Int =
        switch measure.axis {
        case .none: 1
        case .month: calendar.monthCount
        case .day: calendar.dayCount
        }
      let rows = measure.dimensions.reduce(1) { rows, name in
        rows.multipliedSaturated(by: count(name, model, members))
      }
      return sum.addingSaturated(rows.multipliedSaturated(by: periods))
    }
  }

  private static func count(_ name: String, _ model: CheckedModel, _ members: [MemberTable]) -> Int {
    let path = name.split(separator: ".").map(String.init)
    guard let head = path.first, let index = model.dimension(named: head) else { return 1 }
    let dimension = model.dimensions[index]
    if let numbers = dimension.numbers { return numbers.count }
    guard let table = members.first(where: { dimension.names.all.contains($0.dimension) }) else { return 0 }
    guard path.count > 1 else { return table.leaves.count }
    let level = dimension.levels.first { $0.names.all.contains(path[1]) }?.names.all ?? []
    return table.groups.count { level.contains($0.level) }
  }
}

extension Int {
  fileprivate func multipliedSaturated(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  fileprivate func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// The inputs of a plan on their way from facts to the engine: rows of values by measure and members.
///
/// Amounts are summed here as exact integers of minor units where they come from documents (`addMoney`) and turned into live figures
/// once, so that the order of the rows leaves no trace.
struct InputSheet {
  /// Member ids of one row, in the order of the measure's dimensions.
  typealias Members = [Int64]

  struct Block {
    var values: [Double]
    /// Minor units that are still exact; added to `values` when the sheet is read.
    var minorUnits: [Int64]
    let source: FactKindName
  }

  let calendar: PlanCalendar
  private(set) var blocks: [String: [Members: Block]] = [:]

  init(calendar: PlanCalendar) { self.calendar = calendar }

  /// Measures in the order of their names, rows in the order of their members.
  var rows: [(measure: String, members: Members, values: [Double], source: FactKindName)] {
    blocks.keys.sorted().flatMap { measure in
      (blocks[measure] ?? [:]).sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { members, block in
        let values = zip(block.values, block.minorUnits).map { $0 + Double($1) / 100 }
        return (measure, members, values, block.source)
      }
    }
  }

  /// Adds minor units to a cell of the month axis; months outside the plan are passed over.
  mutating func addMoney(
    _ measure: String, _ members: Members, _ month: Month, _ minorUnits: Int64, _ source: FactKindName
  ) {
    guard let index = calendar.index(of: month) else { return }
    touch(measure, members, calendar.monthCount, source) { $0.minorUnits[index] &+= minorUnits }
  }

  mutating func add(
    _ measure: String, _ members: Members, _ month: Month, _ value: Double, _ source: FactKindName
  ) {
    guard let index = calendar.index(of: month) else { return }
    touch(measure, members, calendar.monthCount, source) { $0.values[index] += value }
  }

  /// Sets a value from a month on, through the end of the plan.
  mutating func set(
    _ measure: String, _ members: Members, from month: Month, _ value: Double, _ source: FactKindName
  ) {
    let start = max(0, calendar.firstMonth.distance(to: month))
    guard start < calendar.monthCount else { return }
    touch(measure, members, calendar.monthCount, source) { block in
      for index in start..<block.values.count { block.values[index] = value }
    }
  }

  mutating func set(
    _ measure: String, _ members: Members, at month: Month, _ value: Double, _ source: FactKindName
  ) {
    guard let index = calendar.index(of: month) else { return }
    touch(measure, members, calendar.monthCount, source) { $0.values[index] = value }
  }

  /// Adds minor units to a cell of the day axis; what is overdue falls on its first day, what lies beyond its end is passed over.
  mutating func addMoney(
    _ measure: String, _ members: Members, _ day: Day, _ minorUnits: Int64, _ source: FactKindName
  ) {
    guard let index = dayIndex(day) else { return }
    touch(measure, members, calendar.dayCount, source) { $0.minorUnits[index] &+= minorUnits }
  }

  mutating func add(
    _ measure: String, _ members: Members, _ day: Day, _ value: Double, _ source: FactKindName
  ) {
    guard let index = dayIndex(day) else { return }
    touch(measure, members, calendar.dayCount, source) { $0.values[index] += value }
  }

  /// A value for all time.
  mutating func set(_ measure: String, _ members: Members, _ value: Double, _ source: FactKindName) {
    touch(measure, members, 1, source) { $0.values[0] = value }
  }

  /// A value for all time as it was set; 0 where there is none.
  func value(_ measure: String, _ members: Members) -> Double { blocks[measure]?[members]?.values[0] ?? 0 }

  private func dayIndex(_ day: Day) -> Int? {
    guard calendar.dayCount > 0 else { return nil }
    let index = max(0, calendar.firstDay.distance(to: day))
    return index < calendar.dayCount ? index : nil
  }

  private mutating func touch(
    _ measure: String, _ members: Members, _ count: Int, _ source: FactKindName,
    _ change: (inout Block) -> Void
  ) {
    var block =
      blocks[measure]?[members]
      ?? Block(
        values: [Double](repeating: 0, count: count), minorUnits: [Int64](repeating: 0, count: count),
        source: source)
    change(&block)
    blocks[measure, default: [:]][members] = block
  }
}

/// Where inputs come from: the kind of fact, or a rule of ours when no fact says.
enum FactKindName: Hashable, Sendable {
  case fact(String)
  case rule(String)
}

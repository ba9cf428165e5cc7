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

  /// Most rows hold money or values and not both: what nobody wrote takes no room.
  struct Block {
    let count: Int
    let source: FactKindName
    private var values: [Double] = []
    /// Minor units that are still exact; added to `values` when the sheet is read.
    private var minorUnits: [Int64] = []

    init(count: Int, source: FactKindName) {
      self.count = count
      self.source = source
    }

    mutating func addMoney(_ index: Int, _ added: Int64) {
      if minorUnits.isEmpty { minorUnits = [Int64](repeating: 0, count: count) }
      minorUnits[index] &+= added
    }

    mutating func change(_ index: Int, _ change: (inout Double) -> Void) {
      if values.isEmpty { values = [Double](repeating: 0, count: count) }
      change(&values[index])
    }

    /// Beside the money.
    func value(_ index: Int) -> Double { values.isEmpty ? 0 : values[index] }

    /// Minor units.
    func money(_ index: Int) -> Int64 { minorUnits.isEmpty ? 0 : minorUnits[index] }

    /// Minor units of all periods.
    var money: Int64 { minorUnits.reduce(0, +) }

    /// Values and money as live figures.
    var figures: [Double] {
      if minorUnits.isEmpty { return values.isEmpty ? [Double](repeating: 0, count: count) : values.map { $0 + 0 } }
      if values.isEmpty { return minorUnits.map { Double($0) / 100 } }
      return zip(values, minorUnits).map { $0 + Double($1) / 100 }
    }
  }

  let calendar: PlanCalendar
  private(set) var blocks: [String: [Members: Block]] = [:]

  init(calendar: PlanCalendar) { self.calendar = calendar }

  /// Measures in the order of their names, rows in the order of their members.
  var rows: [(measure: String, members: Members, values: [Double], source: FactKindName)] {
    blocks.keys.sorted().flatMap { measure in
      (blocks[measure] ?? [:]).sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { members, block in
        (measure, members, block.figures, block.source)
      }
    }
  }

  /// Adds minor units to a cell of the month axis; months outside the plan are passed over.
  mutating func addMoney(
    _ measure: String, _ members: Members, _ month: Month, _ minorUnits: Int64, _ source: FactKindName
  ) {
    guard let index = calendar.index(of: month) else { return }
    touch(measure, members, calendar.monthCount, source) { $0.addMoney(index, minorUnits) }
  }

  mutating func add(
    _ measure: String, _ members: Members, _ month: Month, _ value: Double, _ source: FactKindName
  ) {
    guard let index = calendar.index(of: month) else { return }
    touch(measure, members, calendar.monthCount, source) { $0.change(index) { $0 += value } }
  }

  /// Sets a value from a month on, through the end of the plan.
  mutating func set(
    _ measure: String, _ members: Members, from month: Month, _ value: Double, _ source: FactKindName
  ) {
    let start = max(0, calendar.firstMonth.distance(to: month))
    guard start < calendar.monthCount else { return }
    touch(measure, members, calendar.monthCount, source) { block in
      for index in start..<block.count { block.change(index) { $0 = value } }
    }
  }

  mutating func set(
    _ measure: String, _ members: Members, at month: Month, _ value: Double, _ source: FactKindName
  ) {
    guard let index = calendar.index(of: month) else { return }
    touch(measure, members, calendar.monthCount, source) { $0.change(index) { $0 = value } }
  }

  /// Adds minor units to a cell of the day axis; what is overdue falls on its first day, what lies beyond its end is passed over.
  mutating func addMoney(
    _ measure: String, _ members: Members, _ day: Day, _ minorUnits: Int64, _ source: FactKindName
  ) {
    guard let index = dayIndex(day) else { return }
    touch(measure, members, calendar.dayCount, source) { $0.addMoney(index, minorUnits) }
  }

  mutating func add(
    _ measure: String, _ members: Members, _ day: Day, _ value: Double, _ source: FactKindName
  ) {
    guard let index = dayIndex(day) else { return }
    touch(measure, members, calendar.dayCount, source) { $0.change(index) { $0 += value } }
  }

  /// A value for all time.
  mutating func set(_ measure: String, _ members: Members, _ value: Double, _ source: FactKindName) {
    touch(measure, members, 1, source) { $0.change(0) { $0 = value } }
  }

  /// A value for all time as it was set; 0 where there is none.
  func value(_ measure: String, _ members: Members) -> Double { blocks[measure]?[members]?.value(0) ?? 0 }

  private func dayIndex(_ day: Day) -> Int? {
    guard calendar.dayCount > 0 else { return nil }
    let index = max(0, calendar.firstDay.distance(to: day))
    return index < calendar.dayCount ? index : nil
  }

  private mutating func touch(
    _ measure: String, _ members: Members, _ count: Int, _ source: FactKindName,
    _ change: (inout Block) -> Void
  ) {
    change(&blocks[measure, default: [:]][members, default: Block(count: count, source: source)])
  }
}

/// Where inputs come from: the kind of fact, or a rule of ours when no fact says.
enum FactKindName: Hashable, Sendable {
  case fact(String)
  case rule(String)
}

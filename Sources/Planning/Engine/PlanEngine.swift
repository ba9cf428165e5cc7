// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Recalculation

/// A loaded plan: its cells, and the calculation that keeps them in step.
///
/// ``load(_:members:firstPeriod:values:source:)`` facts, ``calculate()`` once, then ``apply(_:)`` edits: each recalculates what
/// is stale and nothing else, and leaves the same bits as a calculation from scratch.
///
/// Not thread-safe: one engine belongs to one executor, and its forks to the same.
public final class PlanEngine {
  let layout: PlanLayout
  @exclusivity(unchecked) private(set) var columns: [Column]
  /// Where the rows of each column stand.
  let views: UnsafeMutablePointer<ColumnView>
  /// Columns that this engine may write; the others are those of the engine it was forked from.
  @exclusivity(unchecked) var isOwn: [Bool]
  let wave: WaveMemory
  /// Results of each call as the operator wrote them, before the change test; nil until first needed.
  var callResults: [[Column]?]
  var inputs: InputRecord
  /// Twins of a slice try numbers that come from nowhere; to note it took as long as to calculate.
  var keepsSources = true
  /// Forks that may still read this engine's pages, and the engines whose pages this one may read.
  @exclusivity(unchecked) var forks: [WeakEngine] = []
  var ancestors: [WeakEngine] = []
  /// Those of the block that is written row after row.
  let readers = PageReaders()
  /// Threads for the full calculation; nil calculates on the caller's.
  public var workers: (any ParallelWork)?
  /// Stages with fewer cells stay in the caches; the columns of others are written past them.
  var stagedCells = 1 << 21
  /// Plans with fewer cells are not worth a second thread, nor are stages of a larger one.
  var teamCells = 1 << 20
  var parallelCells = 1 << 15
  /// Threads of the full calculation that runs; nil on one.
  var team: ThreadTeam?
  /// Stages with fewer cells are calculated over all rows, however many are blank.
  var sparseCells = 1 << 18
  public internal(set) var isCalculated = false
  private var journal = RecalculationLog()

  /// - Throws: `planning.model-has-errors`, `planning.model-too-large`, `planning.member-twice`,
  ///   `planning.operator-not-registered`, and what an operator finds wrong with its data.
  public convenience init(
    model: CheckedModel, members: [MemberTable], calendar: PlanCalendar, operators: [any PlanOperator] = []
  ) throws(PlanningError) {
    let layout = try PlanLayout(model, members, calendar, operators)
    self.init(layout, columns: PlanEngine.columns(of: layout), WaveMemory(layout), isOwn: true)
    fillStaticBlocks()
  }

  init(_ layout: PlanLayout, columns: [Column], _ wave: WaveMemory, isOwn: Bool) {
    self.layout = layout
    self.columns = columns
    views = .allocate(capacity: max(1, columns.count))
    for (index, column) in columns.enumerated() { (views + index).initialize(to: column.view) }
    self.wave = wave
    self.isOwn = [Bool](repeating: isOwn, count: columns.count)
    callResults = layout.calls.map { _ in nil }
    inputs = InputRecord(blockCount: layout.model.blocks.count)
  }

  deinit { views.deallocate() }

  /// Puts another column in the place of a block's.
  func replace(_ block: Int, by column: Column) {
    columns[block] = column
    views[block] = column.view
    isOwn[block] = true
  }

  static func columns(of layout: PlanLayout) -> [Column] {
    let cells = zip(layout.rowCounts, layout.periodCounts).map { $0 * Column.stride(ofPeriods: $1) }
    let memory = ColumnMemory(cells: cells.reduce(0, +), columns: cells.count)
    return layout.model.blocks.enumerated().map { index, block in
      var fill = 0.0
      if case .input(let measure) = block.kind, layout.model.measures[measure].isMissingWhenBlank { fill = .missing }
      return Column(
        number: index, rowCount: layout.rowCounts[index], periodCount: layout.periodCounts[index], fill: fill, memory: memory)
    }
  }

  public var model: CheckedModel { layout.model }
  public var calendar: PlanCalendar { layout.calendar }

  /// Cells of all measures and parts.
  public var cellCount: Int { zip(layout.rowCounts, layout.periodCounts).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Calculates everything from the inputs. Needed once after loading; edits afterwards keep it in step.
  public func calculate() {
    for (index, block) in layout.model.blocks.enumerated() where !block.isSource { replaceIfShared(index) }
    calculateStages()
    wave.clear()
    isCalculated = true
  }

  func noteLoaded() { isCalculated = false }

  /// What the last wave recomputed, by measure or part of a formula.
  public var log: RecalculationReport {
    var report = RecalculationReport()
    report.lines = journal.entries.map {
      RecalculationReport.Line(name: layout.model.blocks[$0.node].name, touched: $0.touched, changed: $0.changed)
    }
    return report
  }

  func keep(_ journal: RecalculationLog) { self.journal = journal }

  /// Properties and time properties never change.
  private func fillStaticBlocks() {
    for (index, block) in layout.model.blocks.enumerated() {
      let column = columns[index]
      switch block.kind {
      case .property(let dimension, let property):
        for (row, value) in layout.space.indexes[dimension].numbers[property].enumerated() {
          column.row(row)[0] = value.asCell
        }
      case .textMatch(let dimension, let property, let text):
        for (row, value) in layout.space.indexes[dimension].texts[property].enumerated() {
          column.row(row)[0] = value == text ? 1 : 0
        }
      case .timeProperty(let property):
        for period in 0..<column.periodCount {
          column.row(0)[period] = value(of: property, block.shape.axis, period)
        }
      default: break
      }
    }
  }

  private func value(of property: TimeProperty, _ axis: TimeAxis, _ index: Int) -> Double {
    let month = axis == .day ? calendar.day(at: index).monthOf : calendar.month(at: index)
    switch property {
    case .monthNumber: return Double(month.month)
    case .monthDays: return Double(month.dayCount)
    case .monthYear: return Double(month.year)
    case .monthIndex: return Double(calendar.firstMonth.distance(to: month))
    case .dayNumber: return Double(calendar.day(at: index).dayOfMonth)
    case .dayWeekday: return Double(calendar.day(at: index).weekday)
    case .dayIndex: return Double(index)
    case .isActual: return axis == .month && index < calendar.actualCount ? 1 : 0
    case .festivalDistance: return Double(PlanCalendar.monthsToSamePeriod(month))
    case .periodOrdinal: return Double(axis == .day ? calendar.day(at: index).ordinal : month.ordinal)
    }
  }
}

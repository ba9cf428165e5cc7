// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Recalculation

/// A loaded plan: its cells, and the calculation that keeps them in step.
///
/// ``load(_:members:firstPeriod:values:source:)`` facts, ``calculate()`` once, then ``apply(_:)`` edits: each recalculates what
/// is stale and nothing else, and leaves the same bits as a calculation from scratch.
///
/// Not thread-safe: one engine belongs to one executor. A ``fork()`` is independent.
public final class PlanEngine {
  let layout: PlanLayout
  var columns: [Column]
  var interpreters: [ChunkInterpreter]
  let memory: ChunkMemory
  /// Recomputed rows before they are compared.
  let scratch: UnsafeMutablePointer<Double>
  let scratchSize: Int
  var dirty: [DirtyRows]
  /// Groups with stale blocks.
  var staleGroups: [Bool]
  /// Changed slices of operator arguments, per call and argument.
  var callChanges: [[[OperatorSlice]]]
  /// Results of each call as the operator wrote them, before the change test.
  var callResults: [[Column]]
  var inputs: InputRecord
  public private(set) var isCalculated = false
  /// What the last wave recomputed, by measure or part of a formula.
  public internal(set) var log = RecalculationReport()

  /// - Throws: `planning.model-has-errors`, `planning.model-too-large`, `planning.member-twice`,
  ///   `planning.operator-not-registered`, and what an operator finds wrong with its data.
  public convenience init(
    model: CheckedModel, members: [MemberTable], calendar: PlanCalendar, operators: [any PlanOperator] = []
  ) throws(PlanningError) {
    self.init(layout: try PlanLayout(model, members, calendar, operators))
    fillStaticBlocks()
  }

  private init(layout: PlanLayout) {
    self.layout = layout
    let model = layout.model
    let columns = model.blocks.enumerated().map { index, block in
      var fill = 0.0
      if case .input(let measure) = block.kind, model.measures[measure].isMissingWhenBlank { fill = .missing }
      return Column(
        number: index, rowCount: layout.rowCounts[index], periodCount: layout.periodCounts[index], fill: fill)
    }
    self.columns = columns
    let memory = ChunkMemory(registerCount: layout.registerCount, widest: layout.widest)
    self.memory = memory
    scratchSize = max(2_048, layout.widest)
    scratch = .allocate(capacity: scratchSize)
    scratch.initialize(repeating: 0, count: scratchSize)
    dirty = layout.rowCounts.map { DirtyRows(rowCount: $0) }
    staleGroups = [Bool](repeating: false, count: model.order.count)
    callChanges = layout.calls.map { [[OperatorSlice]](repeating: [], count: $0.argumentBlocks.count) }
    callResults = layout.calls.map { call in call.resultBlocks.map { columns[$0].copy() } }
    inputs = InputRecord(blockCount: model.blocks.count)
    interpreters = PlanEngine.interpreters(layout, columns, memory)
  }

  deinit { scratch.deallocate() }

  private static func interpreters(
    _ layout: PlanLayout, _ columns: [Column], _ memory: ChunkMemory
  ) -> [ChunkInterpreter] {
    layout.model.blocks.enumerated().map { index, block in
      ChunkInterpreter(
        memory: memory,
        operands: block.operands.enumerated().map { position, operand in
          BoundOperand(
            column: columns[operand.block], link: layout.links[index][position], time: operand.time,
            shifts: layout.shifts[index][position])
        })
    }
  }

  /// An independent copy with the same numbers: versions, what-ifs, explanations between two states.
  public func fork() -> PlanEngine {
    let copy = PlanEngine(layout: layout)
    for (to, from) in zip(copy.columns, columns) { to.base.update(from: from.base, count: from.cellCount) }
    for (to, from) in zip(copy.callResults.joined(), callResults.joined()) {
      to.base.update(from: from.base, count: from.cellCount)
    }
    copy.inputs = inputs
    copy.isCalculated = isCalculated
    return copy
  }

  /// A new engine that has only these inputs and calculated everything from them: the twin that every incremental result equals.
  public func calculatedFromScratch() -> PlanEngine {
    let copy = PlanEngine(layout: layout)
    for (index, block) in layout.model.blocks.enumerated() where block.isSource {
      copy.columns[index].base.update(from: columns[index].base, count: columns[index].cellCount)
    }
    copy.inputs = inputs
    copy.calculate()
    return copy
  }

  public var model: CheckedModel { layout.model }
  public var calendar: PlanCalendar { layout.calendar }

  /// Cells of all measures and parts.
  public var cellCount: Int { zip(layout.rowCounts, layout.periodCounts).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Calculates everything from the inputs. Needed once after loading; edits afterwards keep it in step.
  public func calculate() {
    for group in layout.model.order { calculateAll(group) }
    for index in dirty.indices { dirty[index].clear() }
    for index in staleGroups.indices { staleGroups[index] = false }
    for call in callChanges.indices {
      for argument in callChanges[call].indices { callChanges[call][argument] = [] }
    }
    isCalculated = true
  }

  func noteLoaded() { isCalculated = false }

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

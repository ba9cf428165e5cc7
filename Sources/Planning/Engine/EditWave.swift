// SPDX-License-Identifier: Apache-2.0

import Formulas
import Recalculation

extension PlanEngine {
  /// Writes input cells and recalculates what depends on them: all edits as one wave, or none when one cannot be written.
  ///
  /// - Throws: `planning.measure-not-known`, `planning.not-an-input`, `planning.member-not-known`,
  ///   `planning.coordinate-not-a-leaf`, `planning.period-outside-horizon`, `planning.not-a-finite-number`.
  public func apply(_ edits: [InputEdit]) throws(PlanningError) -> Wave {
    var cells: [(block: Int, row: Int, period: Int, value: Double)] = []
    cells.reserveCapacity(edits.count)
    var last: (measure: String, coordinate: Coordinate, place: (measure: Int, row: Int))?
    for edit in edits {
      // The months of a row often come one after the other.
      let known = last.flatMap { $0.measure == edit.measure && $0.coordinate == edit.coordinate ? $0.place : nil }
      let place = try inputCell(edit, known)
      if known == nil { last = (edit.measure, edit.coordinate, (place.measure, place.row)) }
      let value = edit.value.map(\.asCell) ?? blank(of: place.measure)
      cells.append((layout.model.measures[place.measure].block, place.row, place.period, value))
    }
    if !isCalculated { calculate() }
    defer { readers.forget() }
    var result = Wave()
    var written = -1
    wave.changed.removeAll()
    for (edit, cell) in zip(edits, cells) {
      if cell.block != written {
        pushImages(ofInput: written)
        written = cell.block
      }
      let column = columns[cell.block]
      let offset = cell.row * column.stride + cell.period
      inputs.set(
        edit.value == nil ? nil : edit.source, block: cell.block, cells: offset..<(offset + 1),
        cellCount: column.cellCount)
      var value = cell.value
      write(cell.block, cell.row, &value, cell.period..<(cell.period + 1), &result)
    }
    pushImages(ofInput: written)
    run(&result)
    return result
  }

  /// Writes periods of one row of an input.
  private func write(
    _ block: Int, _ row: Int, _ new: UnsafePointer<Double>, _ periods: Range<Int>, _ result: inout Wave
  ) {
    guard let changed = ChangedCells(views[block].row(row) + periods.lowerBound, new, periods) else { return }
    keep(block, row, changed, new - periods.lowerBound, &result)
  }

  /// Marks who reads what was written since, all rows together.
  private func pushImages(ofInput block: Int) {
    if !wave.changed.isEmpty { pushImages(of: block, wave.changed) }
    wave.changed.removeAll()
  }

  /// Writes periods of one row of an input and marks who reads what changed.
  func replace(
    _ block: Int, _ row: Int, _ new: UnsafePointer<Double>, _ periods: Range<Int>, _ result: inout Wave
  ) {
    wave.changed.removeAll()
    write(block, row, new, periods, &result)
    pushImages(ofInput: block)
  }

  func blank(of measure: Int) -> Double { layout.model.measures[measure].isMissingWhenBlank ? .missing : 0 }

  /// - Parameter known: measure and row, where the edit before had the same.
  private func inputCell(_ edit: InputEdit, _ known: (measure: Int, row: Int)?) throws(PlanningError)
    -> (measure: Int, row: Int, period: Int)
  {
    let measure = if let known { known.measure } else { try input(named: edit.measure) }
    if let value = edit.value, !value.isFinite {
      throw PlanningError(.notFinite, subject: edit.measure, detail: Wording("输入是有限的数，或为空。", "An input is a finite number, or empty."))
    }
    let row = if let known { known.row } else { try leafRow(of: measure, at: edit.coordinate) }
    let axis = layout.model.measures[measure].axis
    if axis == .none { return (measure, row, 0) }
    let indexes = edit.period.map { calendar.indexes(of: $0, axis: axis) } ?? 0..<0
    guard indexes.count == 1 else {
      throw PlanningError(
        .periodOutsideHorizon, subject: edit.period?.description ?? "",
        detail: .only(edit.measure, axis),
        hint: Wording("较长的期间先分摊。", "Spread a longer period first."))
    }
    return (measure, row, indexes.lowerBound)
  }

  /// Stores new bits of a stretch, notes it in the wave and among the changed rows.
  ///
  /// - Parameter new: where period 0 would stand.
  func keep(_ block: Int, _ row: Int, _ changed: ChangedCells, _ new: UnsafePointer<Double>, _ result: inout Wave) {
    willWrite(block, row: row)
    let first = changed.periods.lowerBound
    (views[block].row(row) + first).update(from: new + first, count: changed.periods.count)
    wave.changed.add(row, changed.periods)
    note(block, row, changed, &result)
  }

  func note(_ block: Int, _ row: Int, _ changed: ChangedCells, _ result: inout Wave) {
    result.changedCells += changed.count
    let measure = layout.measureOfBlock[block]
    if measure >= 0 { result.add(measure: measure, row: row, periods: changed.periods) }
  }

  /// Calculates stale groups in order until nothing is stale.
  func run(_ result: inout Wave) {
    var journal = RecalculationLog()
    for index in wave.staleGroups.indices where wave.staleGroups[index] {
      wave.staleGroups[index] = false
      if let circle = layout.circles[index] {
        circle.isRowwise
          ? recalculate(circle, group: index, &result, &journal)
          : recalculateByPeriod(circle, &result, &journal)
        // Members of the circle marked each other on the way.
        wave.staleGroups[index] = false
        continue
      }
      let block = layout.model.order[index].blocks[0]
      if case .operatorResult(let call, let number) = layout.model.blocks[block].kind {
        if number == 0 { recalculate(call: call, &result, &journal) }
      } else {
        let rows = wave.dirty[block].sortedRows()
        let counts = recalculate(block, rows: rows, within: nil, &result)
        if !rows.isEmpty { journal.add(node: block, touched: counts.touched, changed: counts.changed) }
        wave.dirty[block].clear()
      }
    }
    result.touchedCells += journal.touched
    keep(journal)
  }

  private func recalculateByPeriod(_ circle: CirclePlan, _ result: inout Wave, _ journal: inout RecalculationLog) {
    let first = circle.blocks.compactMap { wave.dirty[$0].firstPosition }.min() ?? 0
    for period in first..<circle.periodCount {
      for block in circle.blocks where !wave.dirty[block].isEmpty {
        let rows = wave.dirty[block].sortedRows().filter { wave.dirty[block].interval(of: Int($0)).contains(period) }
        let counts = recalculate(block, rows: rows, within: period..<(period + 1), &result)
        journal.addAgain(node: block, touched: counts.touched, changed: counts.changed)
      }
    }
    for block in circle.blocks { wave.dirty[block].clear() }
  }

  /// Recomputes rows into scratch, keeps what changed, and marks who reads it.
  private func recalculate(
    _ block: Int, rows: [Int32], within window: Range<Int>?, _ result: inout Wave
  ) -> (touched: Int, changed: Int) {
    guard !rows.isEmpty else { return (0, 0) }
    let limit = max(1, ChunkMemory.cellLimit / views[block].stride)
    let before = result.changedCells
    var touched = 0
    wave.changed.removeAll()
    rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      var start = 0
      while start < rows.count {
        let interval = window ?? wave.dirty[block].interval(of: Int(rows[start]))
        var end = start + 1
        while end < rows.count, end - start < limit,
          window != nil || wave.dirty[block].interval(of: Int(rows[end])) == interval
        { end += 1 }
        touched += (end - start) * interval.count
        recompute(block, base + start, end - start, interval, &result)
        start = end
      }
    }
    if !wave.changed.isEmpty { pushImages(of: block, wave.changed) }
    return (touched, result.changedCells - before)
  }

  private func recompute(
    _ block: Int, _ rows: UnsafePointer<Int32>, _ count: Int, _ interval: Range<Int>, _ result: inout Wave
  ) {
    let column = views[block]
    let isRun = Int(rows[count - 1]) - Int(rows[0]) == count - 1
    let isWhole = isRun && interval.count == column.periodCount
    let width = isWhole ? column.stride : interval.count
    let scratch = wave.scratch
    if let program = layout.programs[block] {
      let chunk = Chunk(
        rows: rows, count: count, lower: interval.lowerBound, upper: interval.upperBound, isWhole: isWhole,
        stride: column.stride)
      ChunkInterpreter(memory: wave.chunks, columns: views, operands: layout.operands[block], chunk: chunk)
        .run(program, output: scratch)
    } else {
      calculateRows(
        block,
        RowsTarget(
          rows: rows, count: count, periods: interval, base: scratch - interval.lowerBound, step: width))
    }
    for position in 0..<count {
      let row = Int(rows[position])
      let new = scratch + position * width
      guard let changed = ChangedCells(column.row(row) + interval.lowerBound, new, interval) else { continue }
      keep(block, row, changed, new - interval.lowerBound, &result)
    }
  }

  private func recalculate(call index: Int, _ result: inout Wave, _ journal: inout RecalculationLog) {
    let call = layout.calls[index]
    let results = results(of: index)
    let stale = DirtyRows(rowCount: results[0].rowCount)
    let all = 0..<results[0].periodCount
    for argument in call.argumentBlocks.indices where !wave.callChanges[index][argument].isEmpty {
      let slices = wave.callChanges[index][argument]
      switch call.kernel.dirtyImage(of: slices, argument: argument, shape: call.shape) {
      case .everything: for row in 0..<results[0].rowCount { stale.mark(row, all) }
      case .slices(let slices):
        for slice in slices where slice.row >= 0 && slice.row < results[0].rowCount {
          stale.mark(slice.row, slice.periods.clamped(to: all))
        }
      }
      wave.callChanges[index][argument].removeAll(keepingCapacity: true)
    }
    guard !stale.isEmpty else { return }
    let rows = stale.sortedRows().map(Int.init)
    let lower = rows.map { stale.interval(of: $0).lowerBound }.min() ?? 0
    let upper = rows.map { stale.interval(of: $0).upperBound }.max() ?? 0
    call.kernel.evaluate(frame(of: index), rows: rows, periods: lower..<upper)
    for (block, written) in zip(call.resultBlocks, results) {
      let before = result.changedCells
      wave.changed.removeAll()
      for row in rows {
        let new = written.row(row)
        makeCells(new, all)
        guard let changed = ChangedCells(views[block].row(row), new, all) else { continue }
        keep(block, row, changed, new, &result)
      }
      if !wave.changed.isEmpty { pushImages(of: block, wave.changed) }
      journal.add(node: block, touched: rows.count * (upper - lower), changed: result.changedCells - before)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Recalculation

extension PlanEngine {
  /// Writes input cells and recalculates what depends on them: all edits as one wave, or none when one cannot be written.
  ///
  /// - Throws: `planning.measure-not-known`, `planning.not-an-input`, `planning.member-not-known`,
  ///   `planning.coordinate-not-a-leaf`, `planning.period-outside-horizon`, `planning.not-a-finite-number`.
  public func apply(_ edits: [InputEdit]) throws(PlanningError) -> Wave {
    var cells: [(block: Int, row: Int, period: Int, value: Double)] = []
    cells.reserveCapacity(edits.count)
    for edit in edits {
      let place = try inputCell(edit)
      let value = edit.value.map(\.asCell) ?? blank(of: place.measure)
      cells.append((layout.model.measures[place.measure].block, place.row, place.period, value))
    }
    if !isCalculated { calculate() }
    var wave = Wave()
    for (edit, cell) in zip(edits, cells) {
      let column = columns[cell.block]
      let offset = cell.row * column.stride + cell.period
      inputs.set(
        edit.value == nil ? nil : edit.source, block: cell.block, cells: offset..<(offset + 1),
        cellCount: column.cellCount)
      var value = cell.value
      replace(cell.block, cell.row, &value, cell.period..<(cell.period + 1), &wave)
    }
    run(&wave)
    return wave
  }

  /// Writes periods of one row of an input and marks who reads what changed.
  func replace(
    _ block: Int, _ row: Int, _ new: UnsafePointer<Double>, _ periods: Range<Int>, _ wave: inout Wave
  ) {
    let old = columns[block].row(row) + periods.lowerBound
    guard let changed = ChangeTest.changed(old, new, count: periods.count) else { return }
    let first = periods.lowerBound + changed.lowerBound
    store(
      block, row, old + changed.lowerBound, new + changed.lowerBound, first..<(first + changed.count), &wave)
  }

  func blank(of measure: Int) -> Double { layout.model.measures[measure].isMissingWhenBlank ? .missing : 0 }

  private func inputCell(_ edit: InputEdit) throws(PlanningError) -> (measure: Int, row: Int, period: Int) {
    let measure = try input(named: edit.measure)
    if let value = edit.value, !value.isFinite {
      throw PlanningError(.notFinite, subject: edit.measure, detail: "An input is a finite number, or empty.")
    }
    let row = try leafRow(of: measure, at: edit.coordinate)
    let axis = layout.model.measures[measure].axis
    if axis == .none { return (measure, row, 0) }
    let indexes = edit.period.map { calendar.indexes(of: $0, axis: axis) } ?? 0..<0
    guard indexes.count == 1 else {
      throw PlanningError(
        .periodOutsideHorizon, subject: edit.period?.description ?? "",
        detail: "\(edit.measure) has one cell per \(axis == .month ? "month" : "day") of the horizon.",
        hint: "Spread a longer period first.")
    }
    return (measure, row, indexes.lowerBound)
  }

  private func note(
    _ wave: inout Wave, block: Int, row: Int, _ periods: Range<Int>, new: UnsafePointer<Double>
  ) {
    guard let measure = layout.model.blocks[block].measure, layout.model.measures[measure].block == block
    else {
      return
    }
    wave.add(
      measure: measure, row: row, periods: periods, old: columns[block].row(row) + periods.lowerBound,
      new: new)
  }

  /// Calculates stale groups in order until nothing is stale.
  func run(_ wave: inout Wave) {
    var journal = RecalculationLog()
    for index in staleGroups.indices where staleGroups[index] {
      staleGroups[index] = false
      let group = layout.model.order[index]
      if group.isCircular {
        recalculateByPeriod(group, &wave, &journal)
        // Members of the circle marked each other on the way.
        staleGroups[index] = false
      } else if case .operatorResult(let call, let result) = layout.model.blocks[group.blocks[0]].kind {
        if result == 0 { recalculate(call: call, &wave, &journal) }
      } else {
        let block = group.blocks[0]
        recalculate(block, rows: dirty[block].sortedRows(), within: nil, &wave, &journal)
        dirty[block].clear()
      }
    }
    log.lines = journal.entries.map {
      RecalculationReport.Line(
        name: layout.model.blocks[$0.node].name, touched: $0.touched, changed: $0.changed)
    }
    wave.touchedCells += journal.touched
    wave.changedCells += journal.changed
  }

  private func recalculateByPeriod(_ group: BlockGroup, _ wave: inout Wave, _ journal: inout RecalculationLog) {
    let first = group.blocks.compactMap { dirty[$0].firstPosition }.min() ?? 0
    for period in first..<columns[group.blocks[0]].periodCount {
      for block in group.blocks where !dirty[block].isEmpty {
        let rows = dirty[block].sortedRows().filter { dirty[block].interval(of: Int($0)).contains(period) }
        recalculate(block, rows: rows, within: period..<(period + 1), &wave, &journal)
      }
    }
    for block in group.blocks { dirty[block].clear() }
  }

  /// Recomputes rows into scratch, keeps what changed, and marks who reads it.
  private func recalculate(
    _ block: Int, rows: [Int32], within window: Range<Int>?, _ wave: inout Wave,
    _ journal: inout RecalculationLog
  ) {
    guard !rows.isEmpty else { return }
    let column = columns[block]
    let limit = max(1, scratchSize / column.stride)
    var touched = 0
    let before = wave.changedCells
    rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      var start = 0
      while start < rows.count {
        let interval = window ?? dirty[block].interval(of: Int(rows[start]))
        var end = start + 1
        while end < rows.count, end - start < limit,
          window != nil || dirty[block].interval(of: Int(rows[end])) == interval
        { end += 1 }
        touched += (end - start) * interval.count
        compute(block, base + start, end - start, interval)
        for position in start..<end { keep(block, Int(rows[position]), position - start, interval, &wave) }
        start = end
      }
    }
    journal.add(node: block, touched: touched, changed: wave.changedCells - before)
    // The journal counts these; the wave adds the journal's total at the end.
    wave.changedCells = before
  }

  private func compute(_ block: Int, _ rows: UnsafePointer<Int32>, _ count: Int, _ interval: Range<Int>) {
    let column = columns[block]
    if let program = layout.programs[block] {
      let width = max(1, interval.count)
      let limit = max(1, memory.registerSize / width)
      var first = 0
      while first < count {
        let part = min(limit, count - first)
        let chunk = ChunkInterpreter.Chunk(
          rows: rows + first, count: part, lower: interval.lowerBound, upper: interval.upperBound,
          isWhole: false,
          stride: column.stride, periodCount: column.periodCount)
        interpreters[block].run(program, chunk, output: scratch + first * column.stride)
        first += part
      }
    } else {
      for position in 0..<count {
        calculateRow(block, row: Int(rows[position]), interval, out: scratch + position * column.stride)
      }
    }
  }

  private func keep(_ block: Int, _ row: Int, _ position: Int, _ interval: Range<Int>, _ wave: inout Wave) {
    let column = columns[block]
    let old = column.row(row) + interval.lowerBound
    let new = scratch + position * column.stride + interval.lowerBound
    guard let changed = ChangeTest.changed(old, new, count: interval.count) else { return }
    store(
      block, row, old + changed.lowerBound, new + changed.lowerBound,
      (interval.lowerBound + changed.lowerBound)..<(interval.lowerBound + changed.upperBound), &wave)
  }

  private func store(
    _ block: Int, _ row: Int, _ old: UnsafeMutablePointer<Double>, _ new: UnsafePointer<Double>,
    _ periods: Range<Int>, _ wave: inout Wave
  ) {
    for index in 0..<periods.count where old[index].bitPattern != new[index].bitPattern {
      wave.changedCells += 1
    }
    note(&wave, block: block, row: row, periods, new: new)
    old.update(from: new, count: periods.count)
    pushImage(of: block, row: row, periods)
  }

  private func recalculate(call index: Int, _ wave: inout Wave, _ journal: inout RecalculationLog) {
    let call = layout.calls[index]
    let results = callResults[index]
    var stale = DirtyRows(rowCount: results[0].rowCount)
    let all = 0..<results[0].periodCount
    for argument in callChanges[index].indices where !callChanges[index][argument].isEmpty {
      switch call.kernel.dirtyImage(of: callChanges[index][argument], argument: argument, shape: call.shape) {
      case .everything: for row in 0..<results[0].rowCount { stale.mark(row, all) }
      case .slices(let slices):
        for slice in slices where slice.row >= 0 && slice.row < results[0].rowCount {
          stale.mark(slice.row, slice.periods.clamped(to: all))
        }
      }
      callChanges[index][argument] = []
    }
    guard !stale.isEmpty else { return }
    let rows = stale.sortedRows().map(Int.init)
    let lower = rows.map { stale.interval(of: $0).lowerBound }.min() ?? 0
    let upper = rows.map { stale.interval(of: $0).upperBound }.max() ?? 0
    call.kernel.evaluate(frame(of: index), rows: rows, periods: lower..<upper)
    for (block, written) in zip(call.resultBlocks, results) {
      let before = wave.changedCells
      for row in rows {
        let (new, old) = (written.row(row), columns[block].row(row))
        for period in all { new[period] = new[period].asCell }
        guard let changed = ChangeTest.changed(old, new, count: all.count) else { continue }
        store(block, row, old + changed.lowerBound, new + changed.lowerBound, changed, &wave)
      }
      journal.add(node: block, touched: rows.count * (upper - lower), changed: wave.changedCells - before)
      wave.changedCells = before
    }
  }
}

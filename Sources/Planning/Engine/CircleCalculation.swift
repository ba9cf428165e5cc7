// SPDX-License-Identifier: Apache-2.0

import CCellKernels
import Recalculation

/// Groups of blocks that reach each other with delay: rows through all their periods, one period after the other.
extension PlanEngine {
  func calculate(_ circle: CirclePlan) {
    guard circle.isRowwise else { return calculateAcrossRows(circle) }
    let cells = circle.blocks.count * circle.rowCount * circle.periodCount
    let pieces = min(threads(for: cells), max(1, circle.rowCount / LaneAddresses.laneCount))
    inParallel(pieces) { piece, memory in
      let rows = circle.rowCount * piece / pieces..<circle.rowCount * (piece + 1) / pieces
      self.calculate(circle, rows, memory)
    }
  }

  private func calculate(_ circle: CirclePlan, _ range: Range<Int>, _ memory: ChunkMemory) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: LaneAddresses.laneCount) { rows in
      guard let base = rows.baseAddress else { return }
      var first = range.lowerBound
      while first < range.upperBound {
        let count = min(LaneAddresses.laneCount, range.upperBound - first)
        // Lanes come in vectors; the last row fills up the last one.
        for lane in 0..<((count + 3) & ~3) { base[lane] = Int32(truncatingIfNeeded: first + min(lane, count - 1)) }
        if let plan = circle.lanes {
          calculate(circle, plan, base, count, memory)
        } else {
          let lanes = lanes(of: circle, base, count, memory)
          for period in 0..<circle.periodCount { calculate(circle, lanes, base, count, period, memory) }
        }
        first += count
      }
    }
  }

  /// All periods of some rows side by side.
  private func calculate(
    _ circle: CirclePlan, _ plan: LanePlan, _ rows: UnsafePointer<Int32>, _ count: Int, _ memory: ChunkMemory
  ) {
    let lanes = CircleLanes(
      circle, plan, lanes(of: circle, rows, (count + 3) & ~3, memory), count, memory, yearStarts: yearStarts(of: circle), keepsOwn: false)
    lanes.run(0..<circle.periodCount)
    lanes.putBack()
  }

  func lanes(of circle: CirclePlan, _ rows: UnsafePointer<Int32>, _ count: Int, _ memory: ChunkMemory) -> LaneAddresses {
    LaneAddresses(
      circle, layout.operands, views, rows: rows, count: count, missing: memory.missingRow,
      memory: memory.addresses(LaneAddresses.size(of: circle)))
  }

  /// Every row of a period, then the next.
  private func calculateAcrossRows(_ circle: CirclePlan) {
    for period in 0..<circle.periodCount {
      for block in circle.blocks {
        let column = views[block]
        // Blocks without time on a circle are calculated with every period; the last one stands.
        let periods = column.periodCount == circle.periodCount ? period..<(period + 1) : 0..<column.periodCount
        for row in 0..<column.rowCount { calculateCell(block, row, periods) }
      }
    }
  }

  /// In place.
  private func calculateCell(_ block: Int, _ row: Int, _ periods: Range<Int>) {
    let column = views[block]
    withUnsafePointer(to: Int32(truncatingIfNeeded: row)) { number in
      guard let program = layout.programs[block] else {
        return calculateRows(
          block, RowsTarget(rows: number, count: 1, periods: periods, base: column.row(row), step: 0))
      }
      let chunk = Chunk(
        rows: number, count: 1, lower: periods.lowerBound, upper: periods.upperBound, isWhole: false,
        stride: column.stride)
      ChunkInterpreter(memory: wave.chunks, columns: views, operands: layout.operands[block], chunk: chunk)
        .run(program, output: column.row(row) + periods.lowerBound)
    }
  }

  /// One period of some rows, in place.
  private func calculate(
    _ circle: CirclePlan, _ lanes: LaneAddresses, _ rows: UnsafePointer<Int32>, _ count: Int, _ period: Int, _ memory: ChunkMemory
  ) {
    if let loop = circle.loop {
      for lane in 0..<count { settle(loop, circle, lanes, rows, lane, period, memory) }
    } else {
      sweep(circle, lanes, rows, 0..<count, period, memory)
    }
  }

  private func sweep(
    _ circle: CirclePlan, _ lanes: LaneAddresses, _ rows: UnsafePointer<Int32>, _ range: Range<Int>, _ period: Int,
    _ memory: ChunkMemory
  ) {
    for (position, block) in circle.blocks.enumerated() {
      if let program = circle.programs[position] {
        LaneInterpreter(
          memory: memory, columns: views, operands: layout.operands[block], rows: rows + range.lowerBound,
          count: range.count, period: period,
          addresses: lanes.block(circle.firstAddress[position]) + range.lowerBound
        ).run(program)
      } else {
        for lane in range {
          let base = views[block].row(Int(rows[lane]))
          calculateRows(
            block, RowsTarget(rows: rows + lane, count: 1, periods: period..<(period + 1), base: base, step: 0))
        }
      }
    }
  }

  /// Repeats a period of one row until the guessed variables hold still. The guess is always the period before, never the
  /// last solution, so that an edit leaves the bits of a calculation from scratch.
  private func settle(
    _ loop: LoopPlan, _ circle: CirclePlan, _ lanes: LaneAddresses, _ rows: UnsafePointer<Int32>, _ lane: Int,
    _ period: Int, _ memory: ChunkMemory
  ) {
    let number = Int(rows[lane])
    for variable in loop.variables {
      let cells = views[variable].row(number)
      let before = period > 0 ? cells[period - 1] : 0
      cells[period] = before == before ? before : 0
    }
    for _ in 0..<loop.limit {
      let before = loop.variables.map { views[$0].row(number)[period] }
      sweep(circle, lanes, rows, lane..<(lane + 1), period, memory)
      let isSettled = zip(loop.variables, before).allSatisfy { variable, old in
        let new = views[variable].row(number)[period]
        return new.bitPattern == old.bitPattern || abs(new - old) <= loop.tolerance * (1 + abs(new))
      }
      if isSettled { return }
    }
    for variable in loop.variables { views[variable].row(number)[period] = .missing }
  }

  // MARK: edits

  /// Recalculates stale rows in place, compares them with what they were, and marks who reads what changed.
  func recalculate(_ circle: CirclePlan, group: Int, _ result: inout Wave, _ journal: inout RecalculationLog) {
    let stale = DirtyRows(rowCount: circle.rowCount)
    for block in circle.blocks {
      let dirty = wave.dirty[block]
      for row in dirty.sortedRows() { stale.mark(Int(row), dirty.interval(of: Int(row))) }
      dirty.clear()
    }
    let rows = stale.sortedRows()
    guard !rows.isEmpty else { return }
    var counts = [(touched: Int, changed: Int)](repeating: (0, 0), count: circle.blocks.count)
    let changed = circle.blocks.map { _ in ChangedRows() }
    rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      var start = 0
      while start < rows.count {
        let first = stale.interval(of: Int(rows[start])).lowerBound
        var last = stale.interval(of: Int(rows[start])).upperBound
        var end = start + 1
        while end < rows.count, end - start < LaneAddresses.laneCount,
          stale.interval(of: Int(rows[end])).lowerBound == first
        {
          last = max(last, stale.interval(of: Int(rows[end])).upperBound)
          end += 1
        }
        recalculate(circle, base + start, end - start, first, last, &result, &counts, changed)
        start = end
      }
    }
    for (position, block) in circle.blocks.enumerated() {
      journal.add(node: block, touched: counts[position].touched, changed: counts[position].changed)
      if !changed[position].isEmpty { pushImages(of: block, changed[position], exceptGroup: group) }
    }
  }

  private func recalculate(
    _ circle: CirclePlan, _ rows: UnsafePointer<Int32>, _ count: Int, _ first: Int, _ lastStale: Int,
    _ result: inout Wave, _ counts: inout [(touched: Int, changed: Int)], _ changed: [ChangedRows]
  ) {
    let width = circle.periodCount - first
    let old = wave.scratch(of: circle.blocks.count * count * width)
    for (position, block) in circle.blocks.enumerated() {
      for lane in 0..<count {
        willWrite(block, row: Int(rows[lane]))
        (old + (position * count + lane) * width).update(from: views[block].row(Int(rows[lane])) + first, count: width)
      }
    }
    // Side by side costs the whole axis once, period by period many times what is left of it.
    let isWorthIt = 4 * width >= circle.periodCount
    let period =
      if isWorthIt, let plan = circle.lanes {
        runSideBySide(circle, plan, rows, count, first, lastStale, old)
      } else {
        runByPeriod(circle, rows, count, first, lastStale, old)
      }
    for (position, block) in circle.blocks.enumerated() {
      let before = result.changedCells
      wave.changed.removeAll()
      for lane in 0..<count {
        let row = Int(rows[lane])
        let from = old + (position * count + lane) * width
        let new = views[block].row(row) + first
        guard let stretch = ChangedCells(from, new, first..<period) else { continue }
        note(block, row, stretch, &result)
        changed[position].add(row, stretch.periods)
      }
      counts[position].touched += count * (period - first)
      counts[position].changed += result.changedCells - before
    }
  }

  /// - Returns: the first period that was not calculated, because nothing changes from there on.
  private func runByPeriod(
    _ circle: CirclePlan, _ rows: UnsafePointer<Int32>, _ count: Int, _ first: Int, _ lastStale: Int, _ old: UnsafePointer<Double>
  ) -> Int {
    let lanes = lanes(of: circle, rows, count, wave.chunks)
    var (period, quiet) = (first, 0)
    while period < circle.periodCount, period < lastStale || quiet < circle.memory {
      calculate(circle, lanes, rows, count, period, wave.chunks)
      quiet = isQuiet(circle, rows, count, old, first, period) ? quiet + 1 : 0
      period += 1
    }
    return period
  }

  private func isQuiet(
    _ circle: CirclePlan, _ rows: UnsafePointer<Int32>, _ count: Int, _ old: UnsafePointer<Double>, _ first: Int,
    _ period: Int
  ) -> Bool {
    let width = circle.periodCount - first
    for (position, block) in circle.blocks.enumerated() {
      for lane in 0..<count {
        let before = old[(position * count + lane) * width + period - first]
        if before.bitPattern != views[block].row(Int(rows[lane]))[period].bitPattern { return false }
      }
    }
    return true
  }
}

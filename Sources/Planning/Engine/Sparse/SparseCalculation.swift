// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// Stages most of whose rows are blank: the rows that hold something side by side, kept in columns that hold no others.
extension PlanEngine {
  func calculate(_ plan: SparsePlan) {
    flatten(plan.filled.blocks)
    if !plan.filled.blocks.isEmpty { calculateAllRows(plan.filled) }
    let stage = plan.sparse
    let width = views[stage.blocks[0]].stride
    let limit = max(1, ChunkMemory.cellLimit / width)
    let memory = wave.chunks
    let room = memory.stage(
      stage.blocks + plan.sources, of: (limit * width + 7) & ~7,
      registers: StageSteps.registerCount(stage, layout))
    defer { for block in stage.blocks + plan.sources { room.blocks[block] = nil } }
    let active = ActiveRows(plan.rows)
    let steps = StageSteps(
      stage, self, chunkCells: (limit * width + 7) & ~7, staging: room.blocks,
      registers: room.registers, active: active)
    let rows = UnsafeBufferPointer(start: active.rows, count: active.count)
    for source in plan.sources { makeSparse(source, rows) }
    for block in stage.blocks { makeSparse(result: block, rows) }
    for sum in stage.sums {
      for target in active.sum(sum.link).emptyTargets {
        cell_fill(views[sum.block].row(Int(target)), views[sum.block].stride, 0)
      }
    }
    for start in stride(from: 0, to: active.count, by: limit) {
      let count = min(limit, active.count - start)
      for source in plan.sources {
        gather(source, active.rows + start, count, into: room.blocks[source])
      }
      for part in steps.parts {
        switch part {
        case .steps(let range): steps.run(range, rows: start..<(start + count), width: width)
        case .block(let position):
          calculate(stage.blocks[position], active.rows + start, count, memory, room.blocks)
          if let cells = room.blocks[stage.blocks[position]] {
            steps.sum(position, cells, rows: start..<(start + count), width: width)
          }
        }
      }
      for block in stage.blocks {
        scatter(block, active.rows + start, count, from: room.blocks[block])
      }
    }
  }

  /// A block without steps.
  private func calculate(
    _ block: Int, _ rows: UnsafePointer<Int32>, _ count: Int, _ memory: ChunkMemory,
    _ staging: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>
  ) {
    guard let output = staging[block] else { return }
    let (column, staged) = (views[block], UnsafePointer(staging))
    if let program = layout.programs[block] {
      // Padding included, so that a row is as wide as where it stands.
      let chunk = Chunk(
        rows: rows, count: count, lower: 0, upper: column.stride, isWhole: false,
        stride: column.stride)
      ChunkInterpreter(
        memory: memory, columns: views, operands: layout.operands[block], chunk: chunk,
        staged: staged
      )
      .run(program, output: output)
    } else {
      calculateRows(
        block,
        RowsTarget(
          rows: rows, count: count, periods: 0..<column.periodCount, base: output,
          step: column.stride, staged: staged))
    }
  }

  private func gather(
    _ block: Int, _ rows: UnsafePointer<Int32>, _ count: Int,
    into cells: UnsafeMutablePointer<Double>?
  ) {
    guard let cells else { return }
    let column = views[block]
    for position in 0..<count {
      (cells + position * column.stride).update(
        from: column.row(Int(rows[position])), count: column.stride)
    }
  }

  private func scatter(
    _ block: Int, _ rows: UnsafePointer<Int32>, _ count: Int,
    from cells: UnsafeMutablePointer<Double>?
  ) {
    guard let cells else { return }
    let column = views[block]
    for position in 0..<count {
      column.row(Int(rows[position])).update(
        from: cells + position * column.stride, count: column.stride)
    }
  }

  /// An input keeps the rows that hold something.
  private func makeSparse(_ block: Int, _ rows: UnsafeBufferPointer<Int32>) {
    guard case .input = layout.model.blocks[block].kind, isOwn[block], columns[block].isFlat,
      !hasForks(), views[block].stride > 1
    else { return }
    let (flat, sparse) = (columns[block], columns[block].sparse())
    sparse.pages?.keep(only: rows)
    for row in rows { sparse.row(Int(row)).update(from: flat.row(Int(row)), count: flat.stride) }
    replace(block, by: sparse)
  }

  /// A result has memory for the rows that are calculated.
  private func makeSparse(result block: Int, _ rows: UnsafeBufferPointer<Int32>) {
    if !columns[block].isSparse || !isOwn[block] || hasForks() {
      replace(block, by: columns[block].sparse())
    }
    columns[block].pages?.keep(only: rows)
  }

  /// Before all rows of a stage are calculated: its results have memory for each, and sources that have filled up.
  func makeDense(_ stage: RowStage) {
    flatten(stage.blocks)
    for block in stage.blocks {
      for operand in layout.operands[block]
      where operand.isSame && columns[operand.block].isSparse && isOwn[operand.block]
        && columns[operand.block].ownedShare > SparsePlan.densest
      {
        replace(operand.block, by: columns[operand.block].copy())
      }
    }
  }

  private func flatten(_ blocks: [Int]) {
    for block in blocks where columns[block].isSparse { replace(block, by: columns[block].blank()) }
  }
}

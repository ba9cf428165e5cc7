// SPDX-License-Identifier: Apache-2.0
import Planning

/// Times the full calculation and edits of one loaded plan, and compares every state with one from scratch.
struct PlanBenchmark {
  let size: String
  let folder: PlanFolder
  let runs: Int
  /// Repetitions of an edit; fewer when they take longer than the budget.
  static let repetitions = 200
  static let budgetMilliseconds = 8_000.0

  private var engine: PlanEngine { folder.engine }
  private var editing: PlanEditing { PlanEditing(engine: engine, members: folder.members) }

  func full(threads: Int) -> PlanTimingLine {
    engine.workers = threads > 1 ? AllCores(threadCount: threads) : nil
    engine.calculate()
    var timing = PlanTiming()
    for _ in 0..<runs { timing.measure { engine.calculate() } }
    let megabytes = PlanTiming.residentMegabytes()
    return line("full", threads, timing, (engine.cellCount, engine.cellCount), megabytes, isIdentical(engine))
  }

  /// One line, or two for an edit in a branch: making it, and editing in it.
  func lines(_ one: PlanEdits.Case, threads: Int) throws -> [PlanTimingLine] {
    one.isForked ? try forked(one, threads) : [try toggled(one, threads)]
  }

  private func toggled(_ one: PlanEdits.Case, _ threads: Int) throws -> PlanTimingLine {
    let before = engine.stateDigestBytes()
    let first = try editing.edits(one, on: engine)
    let back = try editing.undo(first, on: engine)
    let wave = try engine.apply(first)
    var same = isIdentical(engine)
    _ = try engine.apply(back)
    same = same && engine.stateDigestBytes() == before
    var timing = PlanTiming()
    while timing.wall.count < Self.repetitions, timing.wall.count < 10 || timing.total < Self.budgetMilliseconds {
      if one.entry == nil {
        try timing.measure { _ = try engine.apply(first) }
        try timing.measure { _ = try engine.apply(back) }
      } else {
        // Spreading the total belongs to the work.
        try timing.measure { _ = try engine.apply(try editing.edits(one, on: engine)) }
        _ = try engine.apply(back)
      }
    }
    same = same && engine.stateDigestBytes() == before
    return line(one.name, threads, timing, (wave.touchedCells, wave.changedCells), PlanTiming.residentMegabytes(), same)
  }

  private func forked(_ one: PlanEdits.Case, _ threads: Int) throws -> [PlanTimingLine] {
    let before = engine.stateDigestBytes()
    var (making, editing) = (PlanTiming(), PlanTiming())
    var wave = Wave()
    var same = true
    while making.wall.count < max(10, runs), making.wall.count < 3 || making.total + editing.total < Self.budgetMilliseconds {
      var branch: PlanEngine?
      making.measure { branch = engine.fork() }
      guard let branch else { break }
      let edits = try self.editing.edits(one, on: branch)
      try editing.measure { wave = try branch.apply(edits) }
      if making.wall.count == 1 { same = isIdentical(branch) && engine.stateDigestBytes() == before }
    }
    let megabytes = PlanTiming.residentMegabytes()
    return [
      line(one.name + " fork", threads, making, (0, 0), megabytes, same),
      line(one.name + " edit", threads, editing, (wave.touchedCells, wave.changedCells), megabytes, same),
    ]
  }

  /// Why a number of the last month is so, and why an edit changed it: each until the tree stands. "identical" says that the parts
  /// of the change sum to it.
  func explanations(of measure: String, after one: PlanEdits.Case, threads: Int) throws -> [PlanTimingLine] {
    let last = PlanPeriod.month(engine.calendar.lastMonth)
    var (value, change) = (PlanTiming(), PlanTiming())
    let before = engine.fork()
    let edits = try editing.edits(one, on: engine)
    let back = try editing.undo(edits, on: engine)
    _ = try engine.apply(edits)
    var sums = true
    for _ in 0..<runs {
      try value.measure { _ = try engine.explain(measure, at: .total, period: last) }
      try change.measure {
        let tree = try engine.explainChange(measure, at: .total, period: last, since: before)
        let parts = tree.children.reduce(0) { $0 + ($1.contribution ?? 0) }
        sums = sums && abs(parts - tree.change) <= 1e-9 * max(1, abs(tree.value ?? 0))
      }
    }
    _ = try engine.apply(back)
    let megabytes = PlanTiming.residentMegabytes()
    return [
      line("explain \(measure)", threads, value, (0, 0), megabytes, true),
      line("explain \(measure) after \(one.name)", threads, change, (0, 0), megabytes, sums),
    ]
  }

  private func isIdentical(_ engine: PlanEngine) -> Bool {
    engine.stateDigestBytes() == engine.calculatedFromScratch().stateDigestBytes()
  }

  private func line(
    _ name: String, _ threads: Int, _ timing: PlanTiming, _ cells: (touched: Int, changed: Int), _ megabytes: Double, _ same: Bool
  ) -> PlanTimingLine {
    PlanTimingLine(
      size: size, name: name, threads: threads, timing: timing, cells: engine.cellCount, touched: cells.touched, changed: cells.changed,
      megabytes: megabytes, isIdentical: same)
  }
}

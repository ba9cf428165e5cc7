// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Planning

/// One thread's plan, on which paths are calculated one after the other.
final class PathLane: @unchecked Sendable {
  private let ground: PathGround
  private let engine: PlanEngine
  private var pipeline: PipelineLayer
  private let supplierCodes: [String]
  private let suppliers: [Int64]
  private let termDays: [Double]
  private let termID: String?

  /// - Parameter engine: the ground's own plan, or a twin of it.
  init(_ ground: PathGround, on engine: PlanEngine) throws {
    (self.ground, self.engine) = (ground, engine)
    pipeline = ground.task.pipeline
    let members = ground.task.sources.members
    (supplierCodes, suppliers) = (members.supplierCodes, members.suppliers)
    let termID = ground.task.landing.id("term_days")
    self.termID = termID
    termDays = try members.suppliers.map { supplier in
      try termID.flatMap { try engine.value($0, at: ["Supplier": supplier], period: nil) } ?? 30
    }
  }

  /// - Parameter frozen: sources that come as planned.
  func outcome(_ path: Int, frozen: Swift.Set<PathSource>) throws -> PathOutcome {
    let seed = PathSeed(seed: ground.task.options.seed, path: path)
    func drawn(_ source: PathSource) -> PathSeed? { frozen.contains(source) ? nil : seed }
    ground.forecastCells?.write(drawn(.forecast), into: engine)
    try ground.collections?.write(drawn(.payments), into: engine)
    try writeDeals(drawn(.deals))
    ground.deliveryCells?.write(drawn(.deliveries), beside: pipeline, into: engine)
    let late = try writeSuppliers(drawn(.suppliers))
    engine.calculate(ground.slice)
    var outcome = try ground.reader.read(engine, late: late)
    // The shorter plan only says by how much a path differs: what it leaves out is the whole plan's.
    for index in outcome.values.indices {
      outcome.values[index] = ground.plan.values[index] + (outcome.values[index] - ground.base.values[index])
    }
    return outcome
  }

  /// Makes the plan of this lane what it was before its first path.
  func restore() throws { _ = try outcome(0, frozen: Swift.Set(PathSource.allCases)) }

  private func writeDeals(_ seed: PathSeed?) throws {
    let task = ground.task
    let rates = Dictionary(task.sources.statistics.map { ($0.stage, $0.winRate) }, uniquingKeysWith: { first, _ in first })
    let layer =
      seed.map { seed in
        BuildPlan.pipeline(
          ground.deals.draw(seed, deals: task.sources.deals, rates: rates), task.sources.statistics, catalogue: task.sources.catalogue,
          calendar: ground.calendar, members: task.sources.members, engine: engine, landing: task.landing)
      } ?? task.pipeline
    for edit in task.landing.edits(layer.edits(since: pipeline, members: task.sources.members)) {
      guard case .month(let month)? = edit.period, let target = task.landing.target(edit.measure),
        let item = edit.coordinate["Item"], let region = edit.coordinate["Region"], let value = edit.value
      else { continue }
      let row = [item, region]
      try engine.load(
        edit.measure, members: target.order.map { row[$0] }, firstPeriod: .month(month), values: [value], source: edit.source)
    }
    pipeline = layer
  }

  /// A late delivery is paid as much later; the days late, by supplier.
  private func writeSuppliers(_ seed: PathSeed?) throws -> [String: Int] {
    guard let termID, !ground.suppliers.isEmpty else { return [:] }
    let days = seed.map { ground.suppliers.draw($0, suppliers: supplierCodes) } ?? supplierCodes.map { _ in 0 }
    for (index, supplier) in suppliers.enumerated() {
      try engine.load(
        termID, members: [supplier], firstPeriod: nil, values: [max(0, termDays[index] + Double(days[index]))], source: .person(event: 0))
    }
    return Dictionary(zip(supplierCodes, days), uniquingKeysWith: { first, _ in first })
  }
}

/// All outcomes of a task: every path with all sources, and the first of them once more with each source frozen.
struct PathResults: Sendable {
  let all: [PathOutcome]
  /// As many paths each.
  let frozen: [PathSource: [PathOutcome]]
}

extension PathTask {
  /// Paths that are calculated once more with each source frozen: fewer where each takes long.
  static func frozenCount(of paths: Int, items: Int) -> Int { min(paths, items > 500 ? 60 : 200) }

  /// Calculates the paths: the plan's own model on its own cells, with a shorter horizon, every path from scratch.
  ///
  /// - Parameter work: threads; the outcome has the same bits on one or two.
  /// - Throws: `CycleError.pathsSuperseded` when the plan changed meanwhile; `PlanningError`.
  public func run(work: any ParallelWork) throws -> ProbabilityView {
    if let known = shelf.view(of: self) { return known }
    let ground = try PathGround(self, work: work)
    let results = try calculate(ground, work: work)
    let view = ProbabilityView(ground, results)
    shelf.keep(view, of: self)
    return view
  }

  /// - Parameter frozen: sources that always come as planned.
  func calculate(
    _ ground: PathGround, work: any ParallelWork, frozen always: Swift.Set<PathSource> = []
  ) throws -> PathResults {
    struct Job {
      let path: Int
      let frozen: PathSource?
    }
    // Where nothing is drawn, a path without the source is the path itself.
    let sources = PathSource.allCases.filter { !always.contains($0) && ground.isDrawn($0) }
    let each = Self.frozenCount(of: options.paths, items: self.sources.catalogue.items.count)
    var jobs = (0..<options.paths).map { Job(path: $0, frozen: nil) }
    for source in sources { jobs += (0..<each).map { Job(path: $0, frozen: source) } }
    let laneCount = max(1, min(work.threadCount, jobs.count))
    let twins = (1..<laneCount).map { _ in ground.short.twin(of: ground.slice) }
    ground.short.tryNumbers(of: ground.slice)
    let lanes = try ([ground.short] + twins).map { try PathLane(ground, on: $0) }
    let board = PathBoard(count: jobs.count)
    let (plan, shelf) = (plan, shelf)
    let list = jobs
    work.forEach(laneCount) { lane in
      for index in stride(from: lane, to: list.count, by: laneCount) {
        if board.hasFailed || !shelf.isNewest(plan) { return }
        do {
          board.put(try lanes[lane].outcome(list[index].path, frozen: always.union(list[index].frozen.map { [$0] } ?? [])), at: index)
        } catch { board.fail(error) }
      }
    }
    guard shelf.isNewest(plan) else {
      throw CycleError(
        .pathsSuperseded, BilingualText("计划刚变动，概率要重新推演", "the plan has just changed; its paths have to be made again"),
        hint: BilingualText("稍后重试", "ask again in a moment"))
    }
    let outcomes = try board.all()
    try lanes[0].restore()
    var frozen: [PathSource: [PathOutcome]] = [:]
    for source in PathSource.allCases where !always.contains(source) {
      let start = sources.firstIndex(of: source).map { options.paths + $0 * each } ?? 0
      frozen[source] = Array(outcomes[start..<(start + each)])
    }
    return PathResults(all: Array(outcomes.prefix(options.paths)), frozen: frozen)
  }
}

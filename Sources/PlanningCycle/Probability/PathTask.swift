// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import Planning

/// How many paths, from which random numbers.
public struct PathOptions: Hashable, Sendable {
  public static let pathCounts = 50...10_000
  public var paths: Int
  public var seed: UInt64

  public init(paths: Int = 1_000, seed: UInt64 = 1) {
    self.paths = min(max(paths, Self.pathCounts.lowerBound), Self.pathCounts.upperBound)
    self.seed = seed
  }
}

/// Everything paths are made from, taken from the plan in one turn: values only, so that another thread may calculate while commands go on.
public struct PathTask: Sendable {
  let sources: PlanSources
  let landing: InputLanding
  let model: CheckedModel
  /// Over the months of `horizon`.
  let inputs: InputState
  let pipeline: PipelineLayer
  let options: PathOptions
  let horizon: PathHorizon
  let reader: PathReader
  /// What the plan itself comes to.
  let planned: PathOutcome
  /// 元; nil when neither a line nor a balance is known, so that nothing can go under it.
  let minimum: Double?
  /// The event that changed the plan last.
  let plan: Int64
  let scenario: Int64?
  /// The newest event when the task was taken.
  public let revision: Int64
  var planningDay: Day { horizon.planningDay }
  let shelf: ProbabilityShelf
  let orders: FactTable
  let shipments: FactTable
  let invoices: FactTable
  let receipts: FactTable
  let customers: FactTable
  let purchaseOrders: FactTable
  let purchaseReceipts: FactTable

  /// Inputs of the model in force that paths write.
  var movedInputs: [String] {
    let names = [
      "baseline", "override", "pipeline", "delivery_shift_units", "delivery_shift", "term_days", "receivables_due", "collection_profile",
      "collection_step_days",
    ]
    return names.compactMap { landing.id($0) }
  }

  /// Measures that paths write or read; a model without them has no paths.
  static let neededInputs = ["baseline", "override"]
  static let neededMeasures = ["cash_balance", "revenue", "purchases", "purchases_month", "billing_day", "minimum_cash"]
}

extension Workspace {
  /// Takes what joint paths of revenue, purchases and cash are made from; ``PathTask/run(work:)`` makes them.
  ///
  /// - Parameter scenario: a what-if instead of the plan, with the same random numbers.
  /// - Throws: `CycleError.pathsNotPossible` when the model in force lacks what paths need; `CycleError.scenarioNotKnown`; `StoreError`.
  public func pathTask(
    _ proof: Authorized<To.ViewCash>, _ options: PathOptions, scenario: Int64? = nil
  ) throws -> PathTask {
    try proof.requireEverything()
    let state = try scenario.map { try branch(of: try self.scenario($0, for: proof.person)).head } ?? plan
    let engine = state.engine
    let missing =
      PathTask.neededInputs.filter { state.landing.id($0) == nil }
      + PathTask.neededMeasures.filter { engine.model.measure(named: $0) == nil }
    guard missing.isEmpty else {
      let list = missing.joined(separator: ", ")
      throw CycleError(
        .pathsNotPossible, BilingualText("这个模型不能推演概率", "this model has no paths"),
        detail: BilingualText("缺少指标 \(list)", "it lacks the measures \(list)"),
        hint: BilingualText("在模型里保留这些指标", "keep these measures in the model"))
    }
    let horizon = try PathHorizon(
      of: state.sources.calendar, planningDay: planningDay, makingDays: try Self.makingDays(engine, state.landing, state.sources))
    let reader = PathReader(horizon: horizon, sources: state.sources, weights: try Self.dayWeights(engine, state.landing))
    let opening = (try engine.value("actual_cash", at: .total, period: .month(state.sources.cutoff))) ?? 0
    let line = (try engine.value("minimum_cash", at: .total, period: nil)) ?? 0
    return PathTask(
      sources: state.sources, landing: state.landing, model: engine.model, inputs: engine.captureInputs(over: horizon.calendar),
      pipeline: state.pipeline,
      options: options, horizon: horizon, reader: reader, planned: try reader.read(engine, late: [:]),
      minimum: line > 0 || opening != 0 ? line : nil, plan: planChangedIn, scenario: scenario, revision: revision, shelf: probabilityShelf,
      orders: try facts.table(.salesOrderLines), shipments: try facts.table(.shipments), invoices: try facts.table(.invoices),
      receipts: try facts.table(.receipts), customers: try facts.table(.customers),
      purchaseOrders: try facts.table(.purchaseOrderLines), purchaseReceipts: try facts.table(.purchaseReceipts))
  }

  private static func makingDays(_ engine: PlanEngine, _ landing: InputLanding, _ sources: PlanSources) throws -> Double {
    guard let lead = landing.id("lead_time") else { return 0 }
    return try sources.catalogue.items.indices.filter { sources.catalogue.items[$0].isMade }.reduce(0) {
      max($0, try engine.value(lead, at: ["Item": sources.members.items[$1]], period: nil) ?? 0)
    }
  }

  private static func dayWeights(_ engine: PlanEngine, _ landing: InputLanding) throws -> [Double] {
    guard let id = landing.id("working_day_weight") else { return [Double](repeating: 1, count: engine.calendar.dayCount) }
    return try engine.values(id, at: .total)
  }
}

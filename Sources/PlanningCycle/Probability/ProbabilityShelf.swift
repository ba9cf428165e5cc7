// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import Synchronization

/// The newest paths of a workspace, kept until its plan changes; shared by the threads that make and ask for them.
public final class ProbabilityShelf: Sendable {
  private struct Key: Hashable {
    let plan: Int64
    let planningDay: Int32
    let options: PathOptions
    let scenario: Int64?
    /// Changes of a scenario are no changes of the plan.
    let revision: Int64
  }

  private struct State {
    var newest: Int64 = 0
    var views: [(key: Key, view: ProbabilityView)] = []
    var errors: (run: Int64, steps: Int, errors: ForecastErrors)?
  }

  /// Results kept beside each other: the plan's and a few scenarios'.
  private static let limit = 4

  private let state = Mutex(State())

  public init() {}

  /// The plan was changed by this event: what is being calculated for an older one may stop.
  func planChanged(in event: Int64) { state.withLock { $0.newest = max($0.newest, event) } }

  func isNewest(_ plan: Int64) -> Bool { state.withLock { plan >= $0.newest } }

  func view(of task: PathTask) -> ProbabilityView? {
    let key = Self.key(task)
    return state.withLock { state in state.views.first { $0.key == key }?.view }
  }

  func keep(_ view: ProbabilityView, of task: PathTask) {
    let key = Self.key(task)
    state.withLock { state in
      state.views.removeAll { $0.key == key }
      state.views.append((key, view))
      if state.views.count > Self.limit { state.views.removeFirst() }
    }
  }

  /// What past forecasts missed: measured once for a forecast run.
  func errors(
    of sources: PlanSources, steps: Int, work: any ParallelWork, weight: (SalesHistory.Place) -> Double
  ) throws -> ForecastErrors? {
    guard let baseline = sources.baseline else { return nil }
    if let known = state.withLock({ $0.errors }), known.run == baseline.run, known.steps == steps { return known.errors }
    let errors = ForecastErrors.learn(
      baseline, history: sources.history, catalogue: sources.catalogue, market: sources.market, steps: steps, work: work, weight: weight)
    state.withLock { $0.errors = (baseline.run, steps, errors) }
    return errors
  }

  private static func key(_ task: PathTask) -> Key {
    Key(
      plan: task.plan, planningDay: task.planningDay.ordinal, options: task.options, scenario: task.scenario,
      revision: task.scenario == nil ? 0 : task.revision)
  }
}

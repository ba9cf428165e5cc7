// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Journal
import Planning

extension Workspace {
  /// What a scenario changes against the plan now, or against the plan it started from: inputs, totals in money, shortfall, checks.
  ///
  /// - Throws: `CycleError.scenarioNotKnown`; `StoreError`.
  public func compareScenario(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, against: ScenarioComparison.Against
  ) throws -> ScenarioComparison {
    let scenario = try scenario(id, for: proof.person)
    let branch = try branch(of: scenario)
    let sight = branch.head.sight(of: proof.person)
    let seesCash = sight.allows(.viewCash)
    let own = try ownChanges(of: scenario, branch)
    let shown = own.filter { sight.sees($0.difference.measure, at: $0.difference.coordinate) }
    let other = against == .now ? plan : branch.base
    let figures = PlanComparison(old: other.engine, new: branch.head.engine, renames: renames(of: scenario, branch, other)).figures()
    return ScenarioComparison(
      entry: try readScenario(proof, id), against: against, revision: revision, content: try Self.content(shown),
      isExact: branch.isExact, inputs: try inputs(shown, branch), inputTotal: shown.count, conflicts: shown.count(where: \.isConflict),
      withoutPlace: shown.count { $0.edit == nil },
      planChanges: against == .now ? try planChanges(since: scenario, branch, sight) : [],
      figures: sight.isEverything ? figures.filter { sight.sees($0.id) } : [], checks: sight.isEverything ? checks(branch, other) : [],
      scenarioShortfall: seesCash ? firstShortfall(of: branch.head) : nil, planShortfall: seesCash ? firstShortfall(of: other) : nil,
      showsCash: seesCash, mayMerge: (try? plan.authorise(proof.person, own.compactMap(\.edit))) != nil)
  }

  /// Conflicts first, then in the order of the model; who, when and why are read once an event.
  func inputs(_ changes: [OwnChange], _ branch: ScenarioBranch) throws -> [ScenarioComparison.Input] {
    var events: [Int64: Event] = [:]
    func event(_ sequence: Int64?) throws -> Event? {
      guard let sequence else { return nil }
      if let known = events[sequence] { return known }
      let event = try store.events(after: sequence - 1, limit: 1).first
      events[sequence] = event
      return event
    }
    let ordered = changes.filter(\.isConflict) + changes.filter { !$0.isConflict }
    return try ordered.prefix(ScenarioComparison.inputLimit).compactMap { change in
      let difference = change.difference
      guard let index = branch.head.engine.model.measure(named: difference.measure) else { return nil }
      let measure = branch.head.engine.model.measures[index]
      let entry = try event(change.entered)
      let planned = try event(planEntry(change))
      return ScenarioComparison.Input(
        cell: branch.head.address(difference.measure, difference.coordinate, difference.period).text, measure: difference.measure,
        label: branch.head.label(measure, difference.coordinate),
        period: difference.period.map { ScenarioComparison.PeriodLabel(id: $0.column, label: $0.label) },
        unit: measure.unit.description, isPercent: measure.unit.isPercent, was: difference.before, scenario: difference.after,
        now: change.now, by: entry?.draft.actor.login, at: entry?.recordedAt, reason: entry?.draft.reason ?? "",
        planBy: planned?.draft.actor.login, planAt: planned?.recordedAt, isConflict: change.isConflict, isKept: change.isKept,
        hasPlace: change.edit != nil)
    }
  }

  /// The event that wrote what the plan has in a cell now.
  func planEntry(_ change: OwnChange) -> Int64? {
    guard let edit = change.edit,
      case .person(let event)? = try? plan.engine.source(edit.measure, at: edit.coordinate, period: edit.period)
    else { return nil }
    return event
  }

  private func firstShortfall(of state: PlanState) -> CashShortfall? {
    state.firstShortfall(from: PlanningDay.choose(today: environment.today(), cutoff: state.cutoff))
  }

  /// Ids of `other` → ids of the scenario's model, where they differ.
  private func renames(of scenario: Scenario, _ branch: ScenarioBranch, _ other: PlanState) -> [String: String] {
    var renames: [String: String] = [:]
    for measure in branch.head.engine.model.measures {
      let now = other.model.history.present(measure.id, since: scenario.base.event)
      if now != measure.id { renames[now] = measure.id }
    }
    return renames
  }

  private func checks(_ branch: ScenarioBranch, _ other: PlanState) -> [ScenarioComparison.Check] {
    func failing(_ state: PlanState) -> [String: Int] {
      Dictionary(state.engine.checks().filter { !$0.passes }.map { ($0.name, $0.failureCount) }, uniquingKeysWith: { first, _ in first })
    }
    let (mine, theirs) = (failing(branch.head), failing(other))
    return Swift.Set(mine.keys).union(theirs.keys).sorted().map { id in
      ScenarioComparison.Check(
        id: id, name: mine[id] == nil ? other.shownName(id) : branch.head.shownName(id), scenario: mine[id] ?? 0, plan: theirs[id] ?? 0)
    }
  }

  private func planChanges(
    since scenario: Scenario, _ branch: ScenarioBranch, _ sight: PlanSight
  ) throws -> [ScenarioComparison.PlanChange] {
    let derived = Swift.Set(PlanState.derivedInputs.compactMap { plan.landing.id($0) })
    var order: [String] = []
    var cells: [String: Int] = [:]
    var authors: [String: Swift.Set<Int64>] = [:]
    for change in PlanState.inputChanges(from: branch.base, to: plan, since: scenario.base.event) {
      guard !derived.contains(change.measure), sight.sees(change.measure, at: change.coordinate) else { continue }
      if cells[change.measure] == nil { order.append(change.measure) }
      cells[change.measure, default: 0] += 1
      if case .person(let event)? = change.source { authors[change.measure, default: []].insert(event) }
    }
    return try order.map { measure in
      let logins = try (authors[measure] ?? []).sorted().suffix(20).compactMap {
        try store.events(after: $0 - 1, limit: 1).first?.draft.actor.login
      }
      return ScenarioComparison.PlanChange(
        measure: measure, name: plan.shownName(measure), cells: cells[measure] ?? 0, by: Swift.Set(logins).sorted())
    }
  }
}

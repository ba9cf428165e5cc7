// SPDX-License-Identifier: Apache-2.0
public import Access

extension Workspace {
  /// This workspace as it stands, to be read in steps between which it goes on changing: one revision from the first figure to the last.
  ///
  /// The reader's plan is a branch: it shares every cell until this workspace writes it, and then keeps its own. `giveWay` is called before
  /// each look at the cells. Whoever calls must see to it that this workspace and its readers are never touched at the same time:
  /// a change writes into the branches of the plan what they have to keep.
  ///
  /// - Parameters:
  ///   - scenario: the reader's plan is this scenario's; nil for the running plan.
  ///   - frozen: a scenario that is read beside the running plan.
  ///   - giveWay: lets a change be made; does nothing when none waits.
  /// - Throws: `AccessError`; `CycleError.scenarioNotKnown`; `StoreError`.
  public func reader(
    for person: Person, scenario: Int64? = nil, beside frozen: Int64? = nil, _ giveWay: @escaping () -> Void = {}
  ) throws -> Workspace {
    guard let id = scenario ?? frozen else { return reading(plan.read(giveWay), board) }
    _ = try Access.authorize(person, to: To.ViewPlan.self)
    let branch = try branch(of: try self.scenario(id, for: person))
    let still = ScenarioBranch(reading: branch, giveWay)
    let reader =
      scenario == nil
      ? reading(plan.read(giveWay), board) : Workspace(reading: self, plan: still.head, board: still.board, isScenario: true)
    reader.shelf.put(still, id, limit: .max)
    return reader
  }

  private func reading(_ state: PlanState, _ board: TotalsBoard) -> Workspace {
    let reader = Workspace(reading: self, plan: state, board: board, isScenario: false)
    reader.knownAlerts = knownAlerts?.carried(from: plan.engine, to: state.engine)
    reader.heldAlerts = heldAlerts?.carried(from: plan.engine, to: state.engine)
    return reader
  }
}

// SPDX-License-Identifier: Apache-2.0
import Commerce
import Journal
public import Planning

/// Keeps a workspace in step with the server that writes it: entries are written into the plan that stands, and where facts, forecasts, the model or
/// settings changed a plan is derived beside it and taken in one turn, as after an import. The same numbers, bit for bit, as a start from scratch.
public enum FollowWriter {
  /// How often a plan is derived again because its ground moved meanwhile; then it is taken, and the next step derives what came since.
  static let attempts = 3

  /// Looks once what is new.
  ///
  /// - Parameters:
  ///   - turns: how the workspace is come back to.
  ///   - work: threads for a plan that is derived anew.
  /// - Returns: whether anything was.
  /// - Throws: `StoreError`, `notFound` while the writer is about to number members: the next step finds them; `CycleError.modelRefused`.
  public static func step(_ turns: some WorkspaceTurns, work: any ParallelWork) throws -> Bool {
    switch try turns.turn({ try $0.hear() }) {
    case .nothing: return false
    case .entries: return true
    case .ground:
      for attempt in 1...attempts {
        let (derivation, ground) = try turns.turn { workspace in
          let ground = try workspace.movedGround()
          return (try PlanDerivation(following: workspace, ground, work: work), ground)
        }
        let derived = try derivation.derive(members: KnownMembers(store: derivation.store), learns: false)
        let isTaken = try turns.turn { workspace in
          guard try attempt == attempts || !derived.isStale(workspace) else { return false }
          try workspace.take(derived, from: derivation, ground)
          return true
        }
        if isTaken { break }
      }
      return true
    }
  }
}

/// What facts, models and settings became others, as events say.
struct MovedGround {
  var kinds: Swift.Set<FactKind> = []
  /// Members were merged, parted or moved: every table is read by another mapping.
  var hasMerges = false

  mutating func note(_ event: Event) {
    if let receipt = FactReceipt(event), !receipt.isHeld { kinds.insert(receipt.kind) }
    if MergeLedger.changing.contains(event.kind) { hasMerges = true }
  }
}

extension PlanDerivation {
  /// From what stands in the store now; tables that nobody brought rows to are the workspace's.
  init(following workspace: Workspace, _ ground: MovedGround, work: any ParallelWork) throws {
    let store = workspace.store
    // Before anything is read: what comes later is looked for again.
    let revision = try store.head().sequence
    let identities = try MergeLedger.read(store: store)
    let facts = ground.hasMerges ? FactLibrary(store: store, identities: identities.map) : workspace.facts.copied()
    for kind in ground.kinds { facts.forget(kind) }
    self.init(
      store: store, environment: workspace.environment, facts: facts, identities: identities,
      model: try ModelInForce.read(store: store, environment: workspace.environment), revision: revision,
      day: workspace.environment.today(), work: work)
  }
}

extension Workspace {
  enum Heard { case nothing, entries, ground }

  /// Hears of what was recorded since; says so where more than entries came, which is derived beside.
  func hear() throws -> Heard {
    guard let followed else { return .nothing }
    var (hasNews, hasGround) = (false, false)
    try store.eachEvent(after: min(followed.ground, revision)) { event in
      if event.sequence > revision { hasNews = true }
      if event.sequence > followed.ground, PlanTrace(event).changesGround { hasGround = true }
    }
    guard !hasGround else { return .ground }
    guard hasNews else { return .nothing }
    let (former, earlier) = ((board, ledgers.alerts), revision)
    try take(DerivedPlan(plan: plan, course: followed.course, board: board, revision: revision, day: environment.today()))
    if !(try hasMovedGround(after: followed.ground, through: revision)) { self.followed?.ground = revision }
    try announceFollowed(after: earlier, former)
    return .entries
  }

  /// An event may come between two looks.
  private func hasMovedGround(after first: Int64, through last: Int64) throws(StoreError) -> Bool {
    var hasMoved = false
    try store.eachEvent(after: first) { event in
      if event.sequence <= last, PlanTrace(event).changesGround { hasMoved = true }
    }
    return hasMoved
  }

  func movedGround() throws(StoreError) -> MovedGround {
    var ground = MovedGround()
    try store.eachEvent(after: followed?.ground ?? revision) { ground.note($0) }
    return ground
  }

  /// Goes on with a plan that was derived from newer ground.
  func take(_ derived: DerivedPlan, from derivation: PlanDerivation, _ ground: MovedGround) throws {
    let (former, earlier) = ((board, ledgers.alerts), revision)
    settings = try OpenWorkspace.settings(of: store)
    if ground.hasMerges { facts.adopt(derivation.identities.map) }
    for kind in ground.kinds { facts.forget(kind) }
    forgetDocuments()
    try take(derived)
    followed?.ground = derivation.revision
    try announceFollowed(after: earlier, former)
  }
}

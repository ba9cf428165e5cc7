// SPDX-License-Identifier: Apache-2.0
import Journal

/// How far a workspace that another server writes is in step with it.
struct FollowedCourse {
  /// What all events came to that were heard.
  var course = RecordedCourse()
  /// Facts, forecasts, models and settings up to this event are in the plan.
  var ground: Int64
}

extension OpenWorkspace {
  /// A workspace that another server writes: opened from facts and events as at every start, then kept in step by `FollowWriter`. It writes nothing
  /// before `Workspace.beginWriting`.
  ///
  /// - Throws: `StoreError`, `notFound` while the writer is about to number members; `CycleError.modelRefused`.
  public static func following(store: any WorkspaceStore, environment: WorkspaceEnvironment) throws -> Workspace {
    let ground = try store.head().sequence
    let settings = try settings(of: store)
    let identities = try MergeLedger.read(store: store)
    let facts = FactLibrary(store: store, identities: identities.map)
    let model = try ModelInForce.read(store: store, environment: environment)
    let sources = try BuildPlan.sources(
      facts: facts, store: store, members: KnownMembers(store: store), environment: environment
    ) { found in
      try baseline(found.catalogue, identities, store: store)
    }
    let plan = try BuildPlan.build(sources, model: model, standard: environment.modelText, work: environment.work)
    let workspace = Workspace(
      store: store, environment: environment, settings: settings, revision: ground, facts: facts, plan: plan)
    workspace.isReader = true
    workspace.followed = FollowedCourse(ground: ground)
    workspace.ledgers.merges = identities
    try workspace.replayEntries()
    return workspace
  }
}

extension Workspace {
  /// Whether another server writes what is shown here.
  public var isFollowing: Bool { followed != nil }

  /// The server that wrote is gone and its store was taken over: from now on this one writes.
  public func beginWriting() throws {
    guard isFollowing else { return }
    followed = nil
    isReader = false
    // What was looked at stands in nobody's memory here: the next look finds all of it.
    looked = nil
    told = nil
    personalLook = nil
    if plan.baseline == nil, plan.history.months != nil {
      let (cutoff, merges) = (plan.cutoff, ledgers.merges.itemsChangedIn)
      try refreshForecasts(as: .system, key: OpenWorkspace.firstForecastKey(cutoff, merges), reason: "")
    } else {
      try handOverOrders()
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

extension OpenWorkspace {
  /// A workspace as it was known: opened from facts and events as at every start, from those of then, and for reading only.
  ///
  /// The same knowledge gives the same numbers, whatever was recorded since. It shares nothing with the running workspace but the store, so
  /// that it may be opened and read on another thread.
  ///
  /// - Throws: `StoreError`; `CycleError.modelRefused` when the program no longer understands the model of then.
  public static func past(
    store base: any WorkspaceStore, environment: WorkspaceEnvironment, at knowledge: Knowledge
  ) throws -> Workspace {
    try past(store: base, environment: environment, at: knowledge, leavingOut: nil)
  }

  /// - Parameter rows: not read, as if nobody had ever recorded them.
  static func past(
    store base: any WorkspaceStore, environment: WorkspaceEnvironment, at knowledge: Knowledge, leavingOut rows: RowsLeftOut?
  ) throws -> Workspace {
    let store = try AsOfStore(base, at: knowledge, leavingOut: rows)
    let environment = environment.standing(at: knowledge)
    let identities = try MergeLedger.read(store: store)
    let facts = FactLibrary(store: store, identities: identities.map)
    let model = try ModelInForce.read(store: store, environment: environment)
    let sources = try BuildPlan.sources(facts: facts, store: store, members: store, environment: environment) { ground in
      try baseline(ground.catalogue, identities, store: store)
    }
    let plan = try BuildPlan.build(sources, model: model, standard: environment.modelText, work: environment.work)
    let workspace = Workspace(
      store: store, environment: environment, settings: try settings(of: store), revision: knowledge.event, facts: facts, plan: plan,
      knowledge: knowledge)
    workspace.ledgers.merges = identities
    try workspace.replayEntries()
    return workspace
  }
}

extension WorkspaceEnvironment {
  /// The same world on another day.
  func standing(at knowledge: Knowledge) -> WorkspaceEnvironment {
    WorkspaceEnvironment(
      now: { knowledge.at }, today: { knowledge.day }, modelText: modelText, isModelFixed: isModelFixed, englishNotes: englishNotes,
      templates: templates, work: work, reader: reader, ticks: ticks, sample: sample, isTodayFixed: isTodayFixed, release: release)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import Planning

/// What changed since an event that a plan is derived from, besides entries.
private struct ChangedSince {
  var deals = false
  var otherFacts = false
}

extension Workspace {
  /// The plan as it was at an event: facts, forecast, model and entries of then, calculated anew.
  ///
  /// - Throws: `StoreError`; `CycleError.modelRefused` when the program no longer understands the model of then.
  func plan(asOf base: Scenario.Base) throws -> PlanState {
    let model = try ModelInForce.read(store: store, environment: environment, through: base.event)
    var state = try BuildPlan.build(try sources(asOf: base), model: model, standard: environment.modelText, work: environment.work)
    var last: Int64 = 0
    while last < base.event {
      let events = try store.events(after: last, limit: Int(min(1_000, base.event - last)))
      guard let newest = events.last else { break }
      for event in events {
        if let edits = RecordedEdits(event) { state.replay(edits.inputs(of: event.sequence, known: state)) }
      }
      last = newest.sequence
    }
    if !state.engine.isCalculated { state.engine.calculate() }
    _ = try state.derivePipeline()
    return state
  }

  /// Reads only what is not in memory already.
  private func sources(asOf base: Scenario.Base) throws -> PlanSources {
    let changed = try changedSince(base.event)
    if changed.otherFacts || plan.sources.readOn != base.readOn {
      let identities = try MergeLedger.read(store: store, through: base.event)
      let facts = FactLibrary(store: store, asOf: base.at, identities: identities.map)
      return try BuildPlan.sources(facts: facts, store: store, members: store, environment: environment, on: base.readOn) { ground in
        try OpenWorkspace.baseline(ground.catalogue, identities, store: store, through: base.event)
      }
    }
    var sources = plan.sources
    if changed.deals {
      let then = FactLibrary(store: store, asOf: base.at, identities: facts.identities)
      sources.deals = Deal.read(deals: try then.table(.deals), stages: try then.table(.dealStages))
      sources.statistics = StageStatistics.learn(from: sources.deals)
    }
    return sources
  }

  private func changedSince(_ event: Int64) throws(StoreError) -> ChangedSince {
    var changed = ChangedSince()
    var last = event
    while true {
      let events = try store.events(after: last, limit: 1_000)
      guard let newest = events.last else { return changed }
      for event in events {
        if let receipt = FactReceipt(event) {
          // What is held is none of its facts.
          if receipt.isHeld { continue }
          if receipt.kind == .deals || receipt.kind == .dealStages { changed.deals = true } else { changed.otherFacts = true }
        } else if ForecastRunRecord(event) != nil || MergeLedger.changing.contains(event.kind) {
          changed.otherFacts = true
        }
      }
      last = newest.sequence
    }
  }
}

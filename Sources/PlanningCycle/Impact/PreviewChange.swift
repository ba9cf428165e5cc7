// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import Planning

extension Workspace {
  /// What typed cells would move, in the plan or in a scenario: the rules, spread, holds and rights of the edit itself; nothing is kept.
  ///
  /// - Throws: as ``editCells(_:_:holds:context:)``; `CycleError.scenarioNotKnown`.
  public func previewCells(
    _ proof: Authorized<To.ViewPlan>, _ cells: [TypedCell], holds: [String], scenario: Int64? = nil
  ) throws -> Impact {
    impact(of: try draft(proof, cells, holds: holds, scenario: scenario), for: proof.person)
  }

  /// What a changed deal would move.
  ///
  /// - Throws: `CycleError.dealNotKnown`, `payloadIncomplete`; `StoreError`.
  public func previewDeal(_ proof: Authorized<To.EditDeal>, code: String, change: DealChange) throws -> Impact {
    impact(of: try draft(proof, code: code, change: change), for: proof.person)
  }

  /// Typed cells on a branch of the plan or of a scenario.
  func draft(_ proof: Authorized<To.ViewPlan>, _ cells: [TypedCell], holds: [String], scenario: Int64?) throws -> ChangeDraft {
    try Self.requireCount(of: cells)
    let state = try state(of: scenario, proof)
    let (edits, label) = try state.edits(for: cells, by: proof.person, holds: holds, event: revision + 1, overrides: overrideLedger) {
      _, _, _ in
    }
    try state.authorise(proof.person, edits)
    var branch = state.branched()
    var changed = try branch.engine.apply(edits).measures
    if branch.movesPipeline(edits) { changed += try branch.derivePipeline().measures }
    return ChangeDraft(label: label, old: state, new: branch, changed: changed)
  }

  /// A changed deal on a branch of the plan.
  func draft(_ proof: Authorized<To.EditDeal>, code: String, change: DealChange) throws -> ChangeDraft {
    let deal = try find(deal: code)
    try proof.require(row: plan.catalogue.places(of: deal))
    guard !change.isEmpty else {
      throw CycleError(
        .payloadIncomplete, BilingualText("没有要修改的内容", "nothing to change"),
        hint: BilingualText(
          "给出 closesOn、deliversOn、stage、amountInclTax 或 isCommitted", "give closesOn, deliversOn, stage, amountInclTax or isCommitted"))
    }
    let completed = change.completed(for: deal)
    var stages = try facts.table(.dealStages)
    if let stage = change.stage, stage != deal.stage {
      stages.append(["deal": .text(deal.code), "stage": .text(stage), "entered_on": .day(environment.today())], line: 0)
    }
    var branch = plan.branched()
    let changed = Deal.read(deals: completed.row(of: deal, in: try facts.table(.deals)), stages: stages)
    branch.deals = plan.deals.map { known in changed.first { $0.code == known.code } ?? known }
    branch.statistics = StageStatistics.learn(from: branch.deals)
    let measures = try branch.derivePipeline().measures
    let label = BilingualText(
      "商机 \(deal.name.chinese)：\(completed.words.chinese)", "deal \(deal.name.english): \(completed.words.english)")
    return ChangeDraft(label: label, old: plan, new: branch, changed: measures)
  }

  private func impact(of draft: ChangeDraft, for person: Person) -> Impact {
    let (old, new) = (draft.old, draft.new)
    let sight = old.sight(of: person)
    var board = TotalsBoard(old, sight.isEverything ? nil : sight)
    let moved = board.update(new.engine, changed: Swift.Set(draft.changed).sorted())
    let seesCash = sight.allows(.viewCash)
    let measured = MeasureImpact(old: old, new: new, sight: sight)
    let (before, after) = (shownAlerts(of: old, for: person), shownAlerts(of: new, for: person))
    return Impact(
      label: draft.label, shares: measured.shares(moved), weeks: measured.weeks(from: planningDay),
      shortfall: seesCash ? (old.firstShortfall(from: planningDay), new.firstShortfall(from: planningDay)) : (nil, nil),
      raised: after.filter { alert in !before.contains { $0.id == alert.id } },
      settled: before.filter { alert in !after.contains { $0.id == alert.id } }, failing: sight.isEverything ? measured.failing() : [])
  }
}

/// A change that nobody made: the plan, and a branch of it with the change.
struct ChangeDraft {
  let label: BilingualText
  let old: PlanState
  let new: PlanState
  /// Measures that were calculated anew.
  let changed: [Int]
}

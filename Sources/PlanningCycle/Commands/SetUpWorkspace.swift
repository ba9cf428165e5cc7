// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import Journal
import Planning

extension Workspace {
  public var isEmpty: Bool {
    plan.history.months == nil && plan.pastForecasts.isEmpty && plan.budgets.isEmpty && plan.deals.isEmpty
  }

  /// Fills an empty workspace with the example company.
  ///
  /// - Throws: `CycleError.workspaceNotEmpty`; `StoreError`.
  public func loadSample(_ proof: Authorized<To.ImportFacts>, context: CommandContext) throws {
    guard isEmpty, let sample = environment.sample(environment.today()) else {
      throw CycleError(
        .workspaceNotEmpty, BilingualText("工作区里已有数据", "the workspace holds data already"),
        hint: BilingualText("演示公司只能放进空白工作区", "the example company goes into an empty workspace only"))
    }
    let changed = context.draft(WorkspaceSettings.changedKind, sample.settings.payload, suffix: "/settings")
    try store.append(changed, at: context.at)
    for table in sample.tables where table.rowCount > 0 {
      let draft = context.draft(
        "facts.recorded", .map(["rows_read": .integer(Int64(table.rowCount)), "rejected": .integer(0)]),
        suffix: "/" + table.kind.rawValue)
      _ = try store.record(
        FactBatch(table: table, fileName: "demo", recordedOn: environment.today()), for: draft, at: context.at)
    }
    settings = sample.settings
    facts.forgetAll()
    forgetDocuments()
    try rebuild()
    try refreshForecasts(as: context.person.actor, key: context.key + "/forecast", reason: "")
    tellReset(context, BilingualText("载入演示公司", "example company loaded"))
  }

  /// Takes back everything that people entered since the sample was made: model, cells and deals; the journal keeps it all.
  ///
  /// - Throws: `CycleError.workspaceNotEmpty` when this is not the sample.
  public func resetSample(_ proof: Authorized<To.RunCycle>, context: CommandContext) throws {
    guard settings.isSample else {
      throw CycleError(
        .workspaceNotEmpty, BilingualText("这不是演示公司", "this is not the example company"),
        hint: BilingualText("真实数据不会被重置", "real data are never reset"))
    }
    try discardAllScenarios(context)
    try resetModel(context)
    try resetDeals(context)
    try adoptIdentities()
    let cells = try enteredCells()
    let edits = RecordedEdits(cells: cells).inputs(of: revision + 1, known: plan)
    if !edits.isEmpty {
      _ = try commit(
        "cells.reset", BilingualText("重置演示公司", "example company reset"), edits, context, payload: [:])
    }
    undo = UndoHistory()
    tellReset(context, BilingualText("重置演示公司", "example company reset"))
  }

  /// Every cell that somebody wrote, with what stood there before the first entry.
  private func enteredCells() throws -> [RecordedEdits.Cell] {
    struct Place: Hashable {
      let measure: String
      let members: [String: Int64]
      let month: Int32?
      let day: Int32?
    }
    var first: [Place: RecordedEdits.Cell] = [:]
    var order: [Place] = []
    var last: Int64 = 0
    while true {
      let events = try store.events(after: last, limit: 1_000)
      guard let newest = events.last else { break }
      for cell in events.flatMap({ cells(of: $0) }) {
        let place = Place(
          measure: cell.measure, members: cell.members, month: cell.month?.ordinal, day: cell.day?.ordinal)
        if first[place] == nil {
          first[place] = cell
          order.append(place)
        }
      }
      last = newest.sequence
    }
    return order.compactMap { first[$0] }.map {
      RecordedEdits.Cell(measure: $0.measure, members: $0.members, month: $0.month, day: $0.day, old: $0.new, new: $0.old)
    }
  }

  /// The cells of an event under the ids of the model in force.
  private func cells(of event: Event) -> [RecordedEdits.Cell] {
    (RecordedEdits(event)?.cells ?? []).map {
      RecordedEdits.Cell(
        measure: plan.model.history.present($0.measure, since: event.sequence), members: $0.members, month: $0.month,
        day: $0.day, old: $0.old, new: $0.new)
    }
  }

  private func resetDeals(_ context: CommandContext) throws {
    guard let made = try store.batches().first(where: { $0.kind == .deals && !$0.isHeld }) else { return }
    let original = try store.table(.deals, asOf: made.recordedAt)
    let receipt = try store.record(
      FactBatch(table: original, fileName: "reset", recordedOn: environment.today()),
      for: context.draft("deals.reset", .empty, suffix: "/deals"), at: context.at)
    ledgers.note(receipt.event)
    stand(at: max(revision, receipt.batch))
    facts.forget(.deals)
    forgetDocuments()
    _ = board.update(plan.engine, changed: try followDeals(event: receipt.batch).measures)
  }

  private func tellReset(_ context: CommandContext, _ label: BilingualText) {
    tell(
      WorkspaceChange(
        revision: revision, at: context.at, actor: context.person.actor, kind: "workspace.reset", label: label, reason: "",
        moved: [], spread: [], alerts: alerts(), firstShortfall: firstShortfall()))
  }
}

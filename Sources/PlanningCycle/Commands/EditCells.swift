// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Journal
import Planning
import Quantities

/// A number typed into a cell of the table, at any level.
public struct TypedCell: Sendable {
  public enum Spreading: String, Sendable, CaseIterable {
    case proportional, even, lastYear
    /// By least squares with the variance of each leaf's forecast; leaves that somebody typed stay. Pieces of the forecast alone.
    case reconciled
  }

  /// As on the wire: `units|Item=F:空调@2026-11`.
  public let cell: String
  /// As typed: `120`, `1.2万`, `(500)`; empty clears.
  public let value: String
  public let spread: Spreading

  public init(cell: String, value: String, spread: Spreading) {
    self.cell = cell
    self.value = value
    self.spread = spread
  }
}

extension Workspace {
  /// At most this many cells in one command.
  public static let editLimit = 50_000

  /// Writes typed cells as one command: all or none, one event, one wave.
  ///
  /// Sales figures need the right to edit forecasts, everything else the right to edit drivers; regions outside the person's scope
  /// are refused.
  /// - Throws: `AccessError`; `CycleError.cellNotKnown`, `valueNotReadable`, `entryRefused`, `changedSince`; `StoreError`.
  public func editCells(
    _ proof: Authorized<To.ViewPlan>, _ cells: [TypedCell], holds: [String], context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try Self.requireCount(of: cells)
    var parts: [RecordedEdits.Part?] = []
    let (edits, label) = try timed(.entry) {
      try plan.edits(for: cells, by: context.person, holds: holds, event: revision + 1, overrides: overrideLedger) { edits, found, typed in
        try refuseOvertaken(edits, of: found, typed, context, in: plan)
        parts += plan.parts(edits, of: found)
      }
    }
    try plan.authorise(context.person, edits)
    let spread = plan.spreadParts(edits)
    return try commit("cells.edited", label, edits, context, spread: spread, parts: parts)
  }

  static func requireCount(of cells: [TypedCell]) throws(CycleError) {
    guard !cells.isEmpty, cells.count <= editLimit else {
      throw CycleError(
        .payloadIncomplete, BilingualText("一次修改 1 到 \(editLimit) 个单元格", "one command changes 1 to \(editLimit) cells"))
    }
  }

  /// Somebody else's entry made after the revision the person was looking at is not overwritten silently.
  func refuseOvertaken(
    _ edits: [InputEdit], of found: FoundCell, _ typed: TypedCell, _ context: CommandContext, in plan: PlanState
  ) throws {
    guard let seen = context.expectedRevision, seen < revision else { return }
    for edit in edits {
      guard case .person(let sequence)? = try plan.engine.source(edit.measure, at: edit.coordinate, period: edit.period),
        sequence > seen, let event = try store.events(after: sequence - 1, limit: 1).first,
        event.draft.actor.id != context.person.id
      else { continue }
      // What both looked at is the typed cell, not the part of it that was written first.
      let now = try plan.engine.value(found.measure.id, at: found.coordinate, period: found.period)
      throw changedSince(found.address.text, now: now, yours: typed.value, by: event)
    }
  }
}

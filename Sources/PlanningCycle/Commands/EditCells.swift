// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Journal
import Planning
import Quantities

/// A number typed into a cell of the table, at any level.
public struct TypedCell: Sendable {
  public enum Spreading: String, Sendable { case proportional, even, lastYear }

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
    guard !cells.isEmpty, cells.count <= Self.editLimit else {
      throw CycleError(
        .payloadIncomplete, BilingualText("一次修改 1 到 \(Self.editLimit) 个单元格", "one command changes 1 to \(Self.editLimit) cells"))
    }
    let unsold = timed(.entry) { UnsoldHolds(plan) }
    let held = try holds.map { text -> CellEntry.Hold in
      let found = try plan.find(text)
      return CellEntry.Hold(coordinate: found.coordinate, period: found.period)
    }
    var edits: [InputEdit] = []
    var label = BilingualText("", "")
    for typed in cells {
      let found = try plan.find(typed.cell)
      let parts = try timed(.entry) { try self.edits(for: typed, found, holds: unsold.within(found.coordinate) + held) }
      try refuseOvertaken(parts, of: found, typed, context)
      edits += parts
      if label.chinese.isEmpty { label = try Self.label(found, typed, count: cells.count, plan: plan) }
    }
    try authorise(context.person, edits)
    let spread = spreadParts(edits)
    return try commit("cells.edited", label, edits, context, spread: spread)
  }

  /// Overrides the forecast of an item in a region and month with an absolute number; nil takes the override away.
  ///
  /// - Throws: `CycleError.reasonMissing` without a reason, and as `editCells`.
  public func overrideForecast(
    _ proof: Authorized<To.EditForecast>, item: String, region: String, month: String, value: String?,
    context: CommandContext
  ) throws -> CommandOutcome {
    guard !context.reason.isEmpty else {
      throw CycleError(
        .reasonMissing, BilingualText("人工调整需要理由", "an override needs a reason"),
        hint: BilingualText("写下依据，之后会按它评分", "write down why; it will be scored by it later"))
    }
    let cell = "override|Item=\(item);Region=\(region)@\(month)"
    return try editCells(
      try Access.authorize(proof.person, to: To.ViewPlan.self),
      [TypedCell(cell: cell, value: value ?? "", spread: .proportional)], holds: [], context: context)
  }

  private func edits(for typed: TypedCell, _ found: FoundCell, holds: [CellEntry.Hold]) throws -> [InputEdit] {
    let change: CellEntry.Change
    let text = typed.value
    if text.isEmpty {
      change = .clear
    } else {
      change = .set(try Self.number(text, cell: typed.cell, isPercent: found.measure.unit.isPercent))
    }
    let method: CellEntry.Method =
      switch typed.spread {
      // A rate or a price has no parts: typed at a total it is the same everywhere below.
      case _ where found.measure.unit.isRate || found.measure.unit.isPercent: .repeated
      case .proportional: .proportional
      case .even: .even
      case .lastYear: .lastYear
      }
    do {
      return try plan.engine.edits(
        for: CellEntry(
          measure: found.measure.id, coordinate: found.coordinate, period: found.period, change: change, method: method,
          holds: isSales(found.measure) ? holds : holds.filter { $0.period != nil }, source: .person(event: revision + 1)))
    } catch {
      throw CycleError(
        error.code == .notEditable || error.code == .notAnInput ? .cellNotEditable : .entryRefused,
        BilingualText("这个单元格不能这样改", "this cell cannot be changed so"),
        detail: BilingualText(error.detail, error.detail), hint: BilingualText(error.hint, error.hint),
        parameters: ["cell": typed.cell, "value": typed.value, "reason": error.code.text])
    }
  }

  /// Whether editing the measure writes a sales input.
  private func isSales(_ measure: PlanningModel.Measure) -> Bool {
    plan.isSalesInput(measure.edit.map { plan.engine.model.measures[$0.input].id } ?? measure.id)
  }

  private static func number(_ text: String, cell: String, isPercent: Bool) throws -> Double {
    do {
      let value = try ChineseNumber.parse(text).doubleValue
      // “13” typed into a percentage means 13 %.
      return isPercent && !text.contains("%") && abs(value) > 1 ? value / 100 : value
    } catch {
      throw CycleError(
        .valueNotReadable, BilingualText("看不懂这个数", "the number cannot be read"),
        detail: BilingualText("“\(text)”：\(error.detail)", "\"\(text)\": \(error.detail)"),
        hint: BilingualText(error.hint, error.hint), parameters: ["cell": cell, "value": text])
    }
  }

  private func authorise(_ person: Person, _ edits: [InputEdit]) throws(AccessError) {
    for measure in Swift.Set(edits.map(\.measure)).sorted() {
      try Access.require(person, plan.isSalesInput(measure) ? .editForecast : .editDriver)
    }
    guard !person.scope.isEverything else { return }
    let regions = Swift.Set(edits.compactMap { $0.coordinate["Region"] }).sorted()
    let proof = try Access.authorize(person, to: To.ViewPlan.self)
    for region in regions { try proof.require("territory", path: [plan.memberName("Region", region).code]) }
    if edits.contains(where: { $0.coordinate["Region"] == nil }) { try proof.requireEverything() }
  }

  /// Somebody else's entry made after the revision the person was looking at is not overwritten silently.
  private func refuseOvertaken(
    _ edits: [InputEdit], of found: FoundCell, _ typed: TypedCell, _ context: CommandContext
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

  private func spreadParts(_ edits: [InputEdit]) -> [SpreadPart] {
    guard edits.count > 1 else { return [] }
    return edits.prefix(200).compactMap { edit in
      guard let index = plan.engine.model.measure(named: edit.measure) else { return nil }
      let old = (try? plan.engine.value(edit.measure, at: edit.coordinate, period: edit.period)) ?? nil
      let label = plan.label(plan.engine.model.measures[index], edit.coordinate)
      let period = edit.period?.label ?? BilingualText("", "")
      return SpreadPart(
        label: BilingualText(label.chinese + " " + period.chinese, label.english + " " + period.english),
        old: old ?? 0, new: edit.value ?? 0)
    }
  }

  private static func label(_ found: FoundCell, _ typed: TypedCell, count: Int, plan: PlanState) throws -> BilingualText {
    if count > 1 { return BilingualText("修改 \(count) 个单元格", "changed \(count) cells") }
    let name = plan.label(found.measure, found.coordinate)
    let period = found.period?.label ?? BilingualText("", "")
    let value = typed.value.isEmpty ? BilingualText("清空", "cleared") : BilingualText(name: typed.value)
    return BilingualText(
      "\(name.chinese) \(period.chinese) → \(value.chinese)", "\(name.english) \(period.english) → \(value.english)")
  }
}

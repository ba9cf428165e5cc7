// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

/// A number of the agreed forecast, typed at any level.
public struct TypedOverride: Sendable {
  /// A code, `F:family` or `ALL`.
  public let item: String
  /// A code or `ALL`.
  public let region: String
  /// `2026-12`.
  public let month: String
  /// Pieces as typed; nil or empty takes the override away.
  public let value: String?
  /// How a total reaches its leaves.
  public let spread: TypedCell.Spreading

  public init(item: String, region: String, month: String, value: String?, spread: TypedCell.Spreading = .reconciled) {
    self.item = item
    self.region = region
    self.month = month
    self.value = value
    self.spread = spread
  }

  var cell: String {
    let members = [("Item", item), ("Region", region)].filter { $0.1 != "ALL" }
    return CellAddress(measure: "agreed", members: members, column: month).text
  }
}

/// An override before it is written: what it comes to, and where.
struct PlannedOverride {
  let found: FoundCell
  /// nil: a leaf.
  let place: HeldTotal.Place?
  let value: Double?
  let draft: OverrideDraft
  /// What it is written into.
  let input: String
  let spread: TypedCell.Spreading
}

extension Workspace {
  /// Overrides the forecast of a month with an absolute number; nil takes the override away.
  ///
  /// A number typed above a leaf is remembered as held: leaves that somebody typed stay, totals held below it stay, and when it is itself part of a
  /// held total, the other leaves of that one give way. Taking it away takes away the numbers of leaves that it made and nobody changed since. The same
  /// number typed again shares it out anew, by the ranges of the newest baseline; it stays the one's who typed it first.
  ///
  /// - Throws: `CycleError.reasonMissing` without a reason, `overridesHeld`, `cellNotKnown`, `valueNotReadable`, `entryRefused`, `changedSince`;
  ///   `AccessError`; `StoreError`.
  public func overrideForecast(
    _ proof: Authorized<To.EditForecast>, _ typed: TypedOverride, context: CommandContext
  ) throws -> CommandOutcome {
    guard !context.reason.isEmpty else {
      throw CycleError(
        .reasonMissing, BilingualText("人工调整需要理由", "an override needs a reason"),
        hint: BilingualText("写下依据，之后会按它评分", "write down why; it will be scored by it later"))
    }
    if let earlier = try outcome(of: context) { return earlier }
    let planned = try timed(.entry) { try planOverride(proof.person, typed) }
    let (edits, parts) = planned.draft.edits(
      planned.input, event: revision + 1, as: planned.spread == .reconciled ? .held : .spread)
    try refuseOvertaken(
      edits, of: planned.found, TypedCell(cell: planned.found.address.text, value: typed.value ?? "", spread: typed.spread), context,
      in: plan)
    try plan.authorise(context.person, edits)
    var payload: [String: CanonicalValue] = [:]
    if let place = planned.place {
      var fields = place.canonical
      if let value = planned.value { fields["value"] = .double(value) }
      fields["spread"] = .text(planned.spread.rawValue)
      payload[HeldTotalLedger.field] = .map(fields)
    }
    let isTotal = planned.place != nil
    return try commit(
      "cells.edited", label(planned, typed), edits, context, payload: payload,
      spread: isTotal || edits.count > 1 ? planned.draft.spread(in: plan) : [], parts: parts)
  }

  /// What an override would come to, by the rules and rights of the command itself; nothing is kept.
  func planOverride(_ person: Person, _ typed: TypedOverride) throws -> PlannedOverride {
    let found = try plan.find(typed.cell)
    guard case .month(let month)? = found.period, let input = plan.landing.id("override") else {
      throw PlanState.notKnown(typed.cell, typed.month)
    }
    // Whoever may not write learns nothing of what stands there.
    try plan.authorise(
      person,
      [InputEdit(measure: input, coordinate: found.coordinate, period: found.period, value: nil, source: .person(event: revision + 1))])
    guard plan.calendar.index(of: month) != nil, month > plan.cutoff else {
      throw refused(
        typed, BilingualText("\(month) 已关账或不在计划期内", "\(month) is closed, or outside the plan"),
        hint: BilingualText("录入截止月之后的月份", "enter a month after the cutoff"))
    }
    let typedValue = try typed.value.flatMap { $0.isEmpty ? nil : try PlanState.number($0, cell: typed.cell, isPercent: false) }
    let (item, region) = (found.coordinate["Item"], found.coordinate["Region"])
    let leaves = OverrideLeaves(plan, ledgers.overrides, input: input)
    let settle = { (place: HeldTotal.Place?) in
      SettleOverride(
        leaves: leaves, month: month, holds: self.heldTotals.standing(in: month).filter { $0.place != place },
        former: place.flatMap { self.heldTotals.standing(at: $0) }, sight: self.plan.sight(of: person), name: { self.name(of: $0) })
    }
    if let item, let region, let position = plan.members.itemPositions[item], let area = plan.members.regions.firstIndex(of: region) {
      guard TableBuilder.soldItems(plan).contains(position) else {
        throw refused(typed, BilingualText("这个产品不销售", "this item is not sold"))
      }
      let draft = try reconciling { try settle(nil).draft(.leaf(SalesHistory.Place(item: position, region: area), typedValue)) }
      return PlannedOverride(found: found, place: nil, value: typedValue, draft: draft, input: input, spread: .reconciled)
    }
    let place = HeldTotal.Place(item: item, region: region, month: month)
    guard let span = leaves.span(item: item, region: region), span.count > 0 else { throw PlanState.notKnown(typed.cell, typed.item) }
    guard span.count <= Self.editLimit else { throw refused(typed, BilingualText("下面的单元格太多", "there are too many cells below")) }
    let value = typedValue.map(HeldTotal.kept)
    if let value, value < 0 || value > OverrideShares.limit {
      throw refused(typed, BilingualText("预测合计不能小于 0", "a total of the forecast cannot be below 0"))
    }
    if value == nil, heldTotals.standing(at: place) == nil {
      throw refused(typed, BilingualText("这里没有固定的合计", "no total is held here"))
    }
    let draft = try reconciling { try settle(place).draft(.total(span, value, typed.spread)) }
    return PlannedOverride(found: found, place: place, value: value, draft: draft, input: input, spread: typed.spread)
  }

  private func refused(_ typed: TypedOverride, _ detail: BilingualText, hint: BilingualText = BilingualText("", "")) -> CycleError {
    CycleError(
      .entryRefused, BilingualText("这个预测不能这样改", "this forecast cannot be changed so"), detail: detail, hint: hint,
      parameters: ["cell": typed.cell, "value": typed.value ?? ""])
  }

  private func label(_ planned: PlannedOverride, _ typed: TypedOverride) -> BilingualText {
    let id = planned.place == nil ? planned.input : planned.found.measure.id
    let measure = plan.engine.model.measure(named: id).map { plan.engine.model.measures[$0] } ?? planned.found.measure
    let name = plan.label(measure, planned.found.coordinate)
    let period = planned.found.period?.label ?? BilingualText("", "")
    let value =
      planned.value == nil
      ? (planned.place == nil ? BilingualText("清空", "cleared") : BilingualText("不再固定", "no longer held"))
      : BilingualText(name: typed.value ?? "")
    return BilingualText("\(name.chinese) \(period.chinese) → \(value.chinese)", "\(name.english) \(period.english) → \(value.english)")
  }
}

extension OverrideDraft {
  /// How it reaches leaves, in the agreed forecast.
  func spread(in plan: PlanState) -> [SpreadPart] {
    parts.filter { $0.new != $0.leaf.present }.prefix(200).map { part in
      let (item, region) = (plan.catalogue.items[part.leaf.place.item].name, plan.catalogue.regions[part.leaf.place.region].name)
      return SpreadPart(
        label: BilingualText("\(item.chinese) · \(region.chinese)", "\(item.english) · \(region.english)"), old: part.leaf.present,
        new: part.new)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import Planning
import Quantities

/// From what somebody typed to input cells: the same rules for the plan and for every scenario.
extension PlanState {
  /// The input cells that typed cells write, and what to call the change.
  ///
  /// The right to write a cell is asked for before what is typed is compared with what stands there: whoever may not write learns nothing.
  ///
  /// - Parameters:
  ///   - person: who typed them.
  ///   - event: the event they will stand in.
  ///   - overrides: who overrode which leaf of the forecast.
  ///   - check: looks at the parts of each typed cell before the next one is read.
  /// - Throws: `AccessError`; `CycleError.cellNotKnown`, `valueNotReadable`, `entryRefused`, `cellNotEditable`; what `check` throws.
  func edits(
    for cells: [TypedCell], by person: Person, holds: [String], event: Int64, overrides: OverrideLedger = OverrideLedger(),
    check: ([InputEdit], FoundCell, TypedCell) throws -> Void
  ) throws -> (edits: [InputEdit], label: BilingualText) {
    let (unsold, sight) = (UnsoldHolds(self), sight(of: person))
    let held = try holds.map { text -> CellEntry.Hold in
      let found = try find(text)
      return CellEntry.Hold(coordinate: found.coordinate, period: found.period)
    }
    var edits: [InputEdit] = []
    var label = BilingualText("", "")
    for typed in cells {
      let found = try find(typed.cell)
      let input = found.measure.edit.map { engine.model.measures[$0.input] } ?? found.measure
      try authorise(sight, input.id, found.coordinate)
      if PlanState.isOrderInput(input.id) {
        throw CycleError(
          .cellNotEditable, BilingualText("已下达订单只能用变更单改", "released orders change by a change order only"),
          hint: BilingualText("到供需的“订单”里改", "change it under Orders in Supply"), parameters: ["cell": typed.cell])
      }
      let kept = (isSalesInput(input.id) ? unsold.within(found.coordinate) : []) + held
      // What an input has no members of does not hold it: a rebate rate by region has no unsold items.
      let holds = kept.filter { hold in hold.coordinate.members.keys.allSatisfy { input.dimensions.contains($0) } }
      let parts = try self.edits(for: typed, found, holds: holds, event: event, overrides: overrides)
      try check(parts, found, typed)
      edits += parts
      if label.chinese.isEmpty { label = self.label(found, typed, count: cells.count) }
    }
    return (edits, label)
  }

  private func edits(
    for typed: TypedCell, _ found: FoundCell, holds: [CellEntry.Hold], event: Int64, overrides: OverrideLedger
  ) throws -> [InputEdit] {
    let isRate = found.measure.unit.isRate || found.measure.unit.isPercent
    if typed.spread == .reconciled, !typed.value.isEmpty, !isRate, !isLeaf(found) {
      let value = try Self.number(typed.value, cell: typed.cell, isPercent: false)
      return try reconciledEdits(value, found, holds: holds, event: event, overrides: overrides)
    }
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
      case _ where isRate: .repeated
      // A leaf has no parts either.
      case .proportional, .reconciled: .proportional
      case .even: .even
      case .lastYear: .lastYear
      }
    do {
      return try engine.edits(
        for: CellEntry(
          measure: found.measure.id, coordinate: found.coordinate, period: found.period, change: change, method: method,
          holds: holds, source: .person(event: event)))
    } catch {
      throw CycleError(
        error.code == .notEditable || error.code == .notAnInput ? .cellNotEditable : .entryRefused,
        BilingualText("这个单元格不能这样改", "this cell cannot be changed so"),
        detail: BilingualText(error.detail.chinese, error.detail.english),
        hint: BilingualText(error.hint.chinese, error.hint.english),
        parameters: ["cell": typed.cell, "value": typed.value, "reason": error.code.text])
    }
  }

  /// One item in one region in one month.
  private func isLeaf(_ found: FoundCell) -> Bool {
    guard let item = found.coordinate["Item"], found.coordinate["Region"] != nil, case .month? = found.period else { return false }
    return members.itemPositions[item] != nil
  }

  /// Which of the cells that one typed cell writes are parts of a total of the forecast, one for each.
  func parts(_ edits: [InputEdit], of found: FoundCell) -> [RecordedEdits.Part?] {
    let input = landing.id("override")
    let isTotal = edits.count > 1 || edits.contains { $0.coordinate != found.coordinate || $0.period != found.period }
    return edits.map { isTotal && $0.measure == input ? .spread : nil }
  }

  static func number(_ text: String, cell: String, isPercent: Bool) throws -> Double {
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

  /// Sales figures need the right to edit forecasts, money on days the right to edit cash or drivers, everything else the right to edit drivers; a narrowed person writes their own rows only.
  func authorise(_ person: Person, _ edits: [InputEdit]) throws(AccessError) {
    let sight = sight(of: person)
    var known: Swift.Set<String> = []
    for edit in edits where !sight.isEverything || known.insert(edit.measure).inserted {
      try authorise(sight, edit.measure, edit.coordinate)
    }
  }

  private func authorise(_ sight: PlanSight, _ measure: String, _ coordinate: Coordinate) throws(AccessError) {
    if !(isCashInput(measure) && sight.allows(.editCash)) {
      try Access.require(sight.person, isSalesInput(measure) ? .editForecast : .editDriver)
    }
    guard !sight.isEverything else { return }
    // A price or a rate that is nobody's row moves everybody's.
    if sight.isShared(measure) { throw Access.outside(sight.person, measure) }
    try sight.require(measure, at: coordinate)
  }

  /// How an entry at a total reaches its parts; nothing for a single cell.
  func spreadParts(_ edits: [InputEdit]) -> [SpreadPart] {
    guard edits.count > 1 else { return [] }
    return edits.prefix(200).compactMap { edit in
      guard let index = engine.model.measure(named: edit.measure) else { return nil }
      let old = (try? engine.value(edit.measure, at: edit.coordinate, period: edit.period)) ?? nil
      let label = label(engine.model.measures[index], edit.coordinate)
      let period = edit.period?.label ?? BilingualText("", "")
      return SpreadPart(
        label: BilingualText(label.chinese + " " + period.chinese, label.english + " " + period.english),
        old: old ?? 0, new: edit.value ?? 0)
    }
  }

  private func label(_ found: FoundCell, _ typed: TypedCell, count: Int) -> BilingualText {
    if count > 1 { return BilingualText("修改 \(count) 个单元格", "changed \(count) cells") }
    let name = label(found.measure, found.coordinate)
    let period = found.period?.label ?? BilingualText("", "")
    // Everybody hears of a change: what somebody earns is not part of it.
    let isPay = landing.rights.permission(found.measure.id) == .viewPay
    let value =
      typed.value.isEmpty
      ? BilingualText("清空", "cleared") : isPay ? BilingualText("已改", "changed") : BilingualText(name: typed.value)
    return BilingualText(
      "\(name.chinese) \(period.chinese) → \(value.chinese)", "\(name.english) \(period.english) → \(value.english)")
  }

  /// As an event keeps it, with what stands there now.
  func recorded(_ edit: InputEdit) throws(PlanningError) -> RecordedEdits.Cell {
    let old = try engine.value(edit.measure, at: edit.coordinate, period: edit.period)
    var month: Month?
    var day: Day?
    if case .month(let value) = edit.period { month = value }
    if case .day(let value) = edit.period { day = value }
    return RecordedEdits.Cell(
      measure: edit.measure, members: edit.coordinate.members, month: month, day: day, old: old, new: edit.value)
  }
}

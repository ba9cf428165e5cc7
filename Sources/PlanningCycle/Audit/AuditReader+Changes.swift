// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import Journal
import Planning
import Quantities

extension AuditReader {
  /// What stood there before and after: cells, fields of a deal, rights of a person; of everything else what the event itself says.
  ///
  /// - Returns: at most `limit`, and how many there are.
  func changes(_ event: Event, limit: Int) -> (changes: [AuditRow.Change], count: Int) {
    if let recorded = RecordedEdits(event) ?? RecordedEdits(inScenario: event) {
      return (recorded.cells.prefix(limit).map { change(of: $0, since: event.sequence) }, recorded.cells.count)
    }
    let command = event.payload["command"] ?? event.payload
    let changes: [AuditRow.Change]
    if command["inverse"] != nil {
      changes = deal(DealChange(command["inverse"]), DealChange(command["change"]))
    } else if let id = event.payload["person_id"]?.integer {
      changes = rights(of: id, at: event.sequence)
    } else {
      changes = said(command)
    }
    return (Array(changes.prefix(limit)), changes.count)
  }

  /// Whether an event says what stood there before.
  func compares(_ event: Event) -> Bool {
    RecordedEdits(event) != nil || RecordedEdits(inScenario: event) != nil || event.payload["person_id"] != nil
      || (event.payload["command"] ?? event.payload)["inverse"] != nil
  }

  private func change(of cell: RecordedEdits.Cell, since event: Int64) -> AuditRow.Change {
    let plan = workspace.plan
    let id = present(cell.measure, since: event)
    let column = cell.month?.description ?? cell.day?.description
    guard let index = plan.engine.model.measure(named: id) else {
      return AuditRow.Change(
        label: BilingualText(name: [cell.measure, column].compactMap(\.self).joined(separator: " · ")),
        old: seesAll ? Self.figure(cell.old) : nil,
        new: seesAll ? Self.figure(cell.new) : nil, unit: "", isHidden: !seesAll)
    }
    let measure = plan.engine.model.measures[index]
    let name = plan.label(measure, Coordinate(cell.members))
    func whole(_ text: String) -> String { [text, column].compactMap(\.self).joined(separator: " · ") }
    let isSeen = sees(cell, since: event)
    return AuditRow.Change(
      label: BilingualText(whole(name.chinese), whole(name.english)), old: isSeen ? Self.figure(cell.old) : nil,
      new: isSeen ? Self.figure(cell.new) : nil, unit: measure.unit.description, isHidden: !isSeen)
  }

  private func deal(_ old: DealChange, _ new: DealChange) -> [AuditRow.Change] {
    func line(_ chinese: String, _ english: String, _ old: BilingualText?, _ new: BilingualText?) -> AuditRow.Change? {
      guard new != nil else { return nil }
      return AuditRow.Change(label: BilingualText(chinese, english), old: old, new: new, unit: "", isHidden: false)
    }
    func money(_ amount: Int64?) -> BilingualText? { amount.map { BilingualText(name: FixedPoint(mantissa: $0, scale: 2).description) } }
    func yes(_ flag: Bool?) -> BilingualText? { flag.map { $0 ? Self.yes : Self.no } }
    func on(_ day: Day?) -> BilingualText? { day.map { BilingualText(name: $0.description) } }
    return [
      line("阶段", "Stage", old.stage.map(StageName.label), new.stage.map(StageName.label)),
      line("金额（含税）", "Amount incl. tax", money(old.amountInclTax), money(new.amountInclTax)),
      line("预计成交", "Closes on", on(old.closesOn), on(new.closesOn)),
      line("交付", "Delivers on", on(old.deliversOn), on(new.deliversOn)),
      line("承诺", "Committed", yes(old.isCommitted), yes(new.isCommitted)),
    ].compactMap(\.self)
  }

  private func rights(of id: Int64, at event: Int64) -> [AuditRow.Change] {
    guard let now = workspace.rightsLedger.standing(of: id, before: event + 1), now.event == event else { return [] }
    let before = workspace.rightsLedger.standing(of: id, before: event)
    func line(_ chinese: String, _ english: String, _ old: BilingualText?, _ new: BilingualText) -> AuditRow.Change? {
      guard old != new else { return nil }
      return AuditRow.Change(label: BilingualText(chinese, english), old: old, new: new, unit: "", isHidden: false)
    }
    func role(_ text: String) -> BilingualText { Role(rawValue: text)?.label ?? BilingualText(name: text) }
    func scope(_ text: String) -> BilingualText { text.isEmpty ? BilingualText("全部", "everything") : BilingualText(name: text) }
    func state(_ isDisabled: Bool) -> BilingualText { isDisabled ? Self.no : Self.yes }
    return [
      line("角色", "Role", before.map { role($0.role) }, role(now.role)),
      line("数据范围", "Scope", before.map { scope($0.scope) }, scope(now.scope)),
      line("可登录", "Login open", before.map { state($0.isDisabled) }, state(now.isDisabled)),
    ].compactMap(\.self)
  }

  /// Fields of an event as they are written down, where they are words, numbers or days.
  private func said(_ payload: CanonicalValue) -> [AuditRow.Change] {
    (payload.map ?? [:]).sorted { $0.key < $1.key }.compactMap { name, value in
      guard !Self.unsaid.contains(name), let text = Self.text(name, value), !text.isEmpty else { return nil }
      return AuditRow.Change(
        label: Self.fields[name] ?? BilingualText(name: name), old: nil, new: Self.values[text] ?? BilingualText(name: text), unit: "",
        isHidden: false)
    }
  }

  /// Said elsewhere in the row, or no word for people.
  private static let unsaid: Swift.Set<String> = [
    "label_zh", "label_en", "request", "salt", "recovery", "step", "digest", "content", "people", "undoes", "redoes", "login", "person_id",
  ]

  private static func text(_ name: String, _ value: CanonicalValue) -> String? {
    switch value {
    case .text(let text): return String(text.prefix(200))
    case .boolean(let flag): return flag ? Self.yes.english : Self.no.english
    case .double(let number): return self.text(number)
    case .fixed(let number): return number.description
    case .integer(let number):
      if name == "month" { return value.month?.description }
      if name == "day" || name == "due" || name == "since" || name.hasSuffix("_on") { return value.day?.description }
      if name == "amount" { return FixedPoint(mantissa: number, scale: 2).description }
      if name.hasSuffix("_at") || name == "until" || name == "before" { return value.moment?.minuteText }
      return "\(number)"
    case .bytes, .list, .map: return nil
    }
  }

  private static let yes = BilingualText("是", "yes")
  private static let no = BilingualText("否", "no")

  private static func figure(_ value: Double?) -> BilingualText? { text(value).map { BilingualText(name: $0) } }

  /// As many digits as the figure has, six at most.
  static func text(_ value: Double?) -> String? {
    guard let value, value.isFinite else { return nil }
    guard let scaled = Rounding.toInteger(value * 1_000_000) else { return "\(value)" }
    var text = FixedPoint(mantissa: scaled, scale: 6).description
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}

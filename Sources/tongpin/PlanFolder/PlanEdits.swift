// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import Planning
import Wire

/// Named edits of a plan, by codes: `[{"name":"E1","edits":[{"measure":"units","at":{"Product":"P5"},"period":"2026-07","add":10}]}]`.
struct PlanEdits {
  enum Change {
    case set(Double)
    case add(Double)
    case scale(Double)

    func applied(to value: Double) -> Double {
      switch self {
      case .set(let number): number
      case .add(let number): value + number
      case .scale(let factor): value * factor
      }
    }
  }

  struct Edit {
    let measure: String
    /// `Product` or `Product.Category` → code.
    let at: [String: String]
    let period: PlanPeriod?
    let change: Change
  }

  struct Case {
    let name: String
    let edits: [Edit]
    /// A number typed at a total, spread over what lies below.
    let entry: Edit?
    let method: CellEntry.Method
    /// The new total is a whole number.
    let roundsTotal: Bool
    /// In a branch of its own.
    let isForked: Bool
  }

  let cases: [Case]

  init(_ path: String) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw PlanEdits.failure(path, "") }
    guard let list = try JSON(reading: Array(bytes)).elements else { throw PlanEdits.failure(path, "[…]") }
    cases = try list.map { try PlanEdits.read($0, path) }
  }

  func named(_ name: String) throws -> Case {
    guard let found = cases.first(where: { $0.name == name }) else { throw PlanEdits.failure(name, "--edit") }
    return found
  }

  private static func failure(_ what: String, _ wanted: String) -> Failure {
    Failure("编辑文件里“\(what)”不能用 \(wanted)", "\"\(what)\" of the edits file cannot be used \(wanted)")
  }

  private static func read(_ json: JSON, _ path: String) throws -> Case {
    guard let name = json["name"]?.text else { throw failure(path, "name") }
    let entry = json["entry"]
    var method = CellEntry.Method.proportional
    switch entry?["spread"]?.text {
    case nil, "proportional": break
    case "even": method = .even
    case "last_year": method = .lastYear
    case "repeated": method = .repeated
    case .some(let measure): method = .like(measure)
    }
    return Case(
      name: name, edits: try (json["edits"]?.elements ?? []).map { try edit($0, name) }, entry: try entry.map { try edit($0, name) },
      method: method, roundsTotal: entry?["round_total"]?.flag ?? false, isForked: json["fork"]?.flag ?? false)
  }

  private static func edit(_ json: JSON, _ name: String) throws -> Edit {
    guard let measure = json["measure"]?.text else { throw failure(name, "measure") }
    var at: [String: String] = [:]
    for member in json["at"]?.members ?? [] { at[member.name] = member.value.text ?? member.value.decimalText }
    func number(_ key: String) -> Double? { json[key]?.decimalText.flatMap { Double($0) } }
    let changes: [Change?] = [number("set").map { .set($0) }, number("add").map { .add($0) }, number("scale").map { .scale($0) }]
    guard let change = changes.compactMap(\.self).first, changes.compactMap(\.self).count == 1 else {
      throw failure(name, "set | add | scale")
    }
    let text = json["period"]?.text
    let period = text.flatMap(period)
    if text != nil, period == nil { throw failure(name, "period") }
    return Edit(measure: measure, at: at, period: period, change: change)
  }

  /// `2026`, `2026-Q3`, `2026-07`, `2026-07-05`
  static func period(_ text: String) -> PlanPeriod? {
    if let day = Day(iso: text) { return .day(day) }
    if let month = Month(iso: text) { return .month(month) }
    if let year = Int(text), text.count == 4 { return .year(year) }
    let parts = text.split(separator: "-Q")
    guard parts.count == 2, let year = Int(parts[0]), let quarter = Int(parts[1]) else { return nil }
    return .quarter(year: year, quarter)
  }
}

/// Edits by code → edits by id, on the plan as it stands.
struct PlanEditing {
  let engine: PlanEngine
  let members: PlanFolderMembers

  /// Input cells that make the case true.
  func edits(_ one: PlanEdits.Case, on engine: PlanEngine) throws -> [InputEdit] {
    var result = try one.edits.map { edit in
      let at = try coordinate(edit)
      let old = try engine.value(edit.measure, at: at, period: edit.period)
      return InputEdit(
        measure: edit.measure, coordinate: at, period: edit.period, value: edit.change.applied(to: old ?? 0), source: .person(event: 0))
    }
    if let entry = one.entry {
      let at = try coordinate(entry)
      let old = try engine.value(entry.measure, at: at, period: entry.period) ?? 0
      var new = entry.change.applied(to: old)
      if one.roundsTotal { new = new.rounded(.toNearestOrAwayFromZero) }
      result += try engine.edits(
        for: CellEntry(
          measure: entry.measure, coordinate: at, period: entry.period, change: .set(new), method: one.method, source: .person(event: 0)))
    }
    return result
  }

  /// What undoes these edits, to be taken before they are applied.
  func undo(_ edits: [InputEdit], on engine: PlanEngine) throws -> [InputEdit] {
    try edits.map { edit in
      InputEdit(
        measure: edit.measure, coordinate: edit.coordinate, period: edit.period,
        value: try engine.value(edit.measure, at: edit.coordinate, period: edit.period), source: edit.source)
    }
  }

  private func coordinate(_ edit: PlanEdits.Edit) throws -> Coordinate {
    var result: [String: Int64] = [:]
    for (name, code) in edit.at {
      guard let id = members.codes[name]?.id(code) else {
        throw Failure("编辑 \(edit.measure)：\(name) 没有编码 \(code)", "edit of \(edit.measure): \(name) has no code \(code)")
      }
      result[String(name.prefix { $0 != "." })] = id
    }
    return Coordinate(result)
  }
}

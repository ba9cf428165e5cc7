// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Foundation
import Planning
import Wire

/// A plain folder of CSV files (or raw columns) that holds everything a model needs: calendar, members, inputs.
/// `Docs/specs/SPEC-inputs-folder.md` states the form.
struct PlanFolder {
  let path: String
  let engine: PlanEngine
  let members: PlanFolderMembers

  /// Whether a folder says its calendar, and so is one of these.
  static func stands(at path: String) -> Bool { FileManager.default.fileExists(atPath: path + "/plan.json") }

  /// - Throws: `PlanFolderFindings` with all that is wrong in the folder, `PlanningError`.
  init(_ path: String, model: CheckedModel, operators: [any PlanOperator]) throws {
    var findings = PlanFolderFindings()
    self.path = path
    members = PlanFolderMembers(path, model, &findings)
    let inputs = PlanFolder.inputs(path, model, members, &findings)
    let calendar = PlanFolder.calendar(path, &findings)
    guard let calendar else { throw findings }
    // Members that are wrong in part are laid out as far as they go, so that the findings of the inputs come as well.
    guard let engine = try PlanFolder.engine(model, members, calendar, operators, hasFindings: !findings.isEmpty) else { throw findings }
    self.engine = engine
    let reader = PlanFolderMeasures(folder: path, engine: engine, members: members)
    for (measure, file) in inputs {
      if file.hasSuffix(".f64") {
        try reader.loadRaw(measure, file, &findings)
      } else {
        try reader.loadTable(measure, file, &findings)
      }
    }
    guard findings.isEmpty else { throw findings }
  }

  private static func engine(
    _ model: CheckedModel, _ members: PlanFolderMembers, _ calendar: PlanCalendar, _ operators: [any PlanOperator], hasFindings: Bool
  ) throws -> PlanEngine? {
    do {
      return try PlanEngine(model: model, members: members.tables, calendar: calendar, operators: operators)
    } catch {
      if hasFindings { return nil }
      throw error
    }
  }

  /// Files of inputs, in the order of the model; a finding for every file that is none.
  private static func inputs(
    _ path: String, _ model: CheckedModel, _ members: PlanFolderMembers, _ findings: inout PlanFolderFindings
  ) -> [(PlanningModel.Measure, String)] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      findings.add(PlanFolderFinding(.fileNotReadable, path))
      return []
    }
    var found: [Int: String] = [:]
    for name in names.sorted() where !name.hasPrefix(".") && !["plan.json", "edits.json"].contains(name) && !members.files.contains(name) {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, ["csv", "f64"].contains(parts[1]), let index = model.measure(named: String(parts[0])),
        model.measures[index].kind == .input
      else {
        let known = model.measures.filter { $0.kind == .input }.map(\.id)
        let nearest = NearestName.of(String(parts[0]), among: known)
        findings.add(PlanFolderFinding(.fileNotKnown, name, name, wanted: nearest.map { $0 + ".csv" } ?? ""))
        continue
      }
      if let other = found[index] { findings.add(PlanFolderFinding(.fileTwice, name, other)) }
      found[index] = name
    }
    return found.sorted { $0.key < $1.key }.map { (model.measures[$0.key], $0.value) }
  }

  private static func calendar(_ path: String, _ findings: inout PlanFolderFindings) -> PlanCalendar? {
    let file = "plan.json"
    guard let bytes = FileManager.default.contents(atPath: path + "/" + file), let json = try? JSON(reading: Array(bytes)) else {
      findings.add(PlanFolderFinding(.fileMissing, file, wanted: #"{"first_month":"2026-01","months":36,"cutoff":"2025-12"}"#))
      return nil
    }
    for member in json.members ?? [] where !["first_month", "months", "cutoff", "fiscal_year_start"].contains(member.name) {
      findings.add(PlanFolderFinding(.settingNotUsable, file, member.name, wanted: "first_month, months, cutoff, fiscal_year_start"))
    }
    func month(_ name: String) -> Month? {
      if let month = json[name]?.text.flatMap(Month.init(iso:)) { return month }
      findings.add(PlanFolderFinding(.settingNotUsable, file, name, wanted: "2026-01"))
      return nil
    }
    let months = json["months"]?.whole.map(Int.init) ?? 0
    if !(1...PlanCalendar.monthLimit).contains(months) {
      findings.add(PlanFolderFinding(.settingNotUsable, file, "months", wanted: "1…\(PlanCalendar.monthLimit)"))
    }
    guard let first = month("first_month"), let cutoff = month("cutoff"), (1...PlanCalendar.monthLimit).contains(months) else { return nil }
    do {
      return try PlanCalendar(
        firstMonth: first, lastMonth: first.adding(months: months - 1), cutoff: cutoff,
        fiscalYearStart: json["fiscal_year_start"]?.whole.map(Int.init) ?? 1)
    } catch {
      findings.add(PlanFolderFinding(.settingNotUsable, file, "fiscal_year_start", wanted: error.description))
      return nil
    }
  }
}

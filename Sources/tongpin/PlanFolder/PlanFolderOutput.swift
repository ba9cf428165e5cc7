// SPDX-License-Identifier: Apache-2.0
import Formulas
import Foundation
import Planning
import Wire

/// Writes every measure of a calculated plan in the form that an inputs folder has.
struct PlanFolderOutput {
  enum Form: String, CaseIterable { case csv, f64 }

  let engine: PlanEngine
  let members: PlanFolderMembers

  func write(to folder: String, form: Form) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var entries: [JSON] = []
    for (index, measure) in engine.model.measures.enumerated() {
      let rows = engine.rowCount(of: measure.id)
      let file = measure.id + "." + form.rawValue
      let periods = form == .csv ? try writeTable(index, rows, folder + "/" + file) : try writeRaw(index, rows, folder + "/" + file)
      entries.append(
        .object([
          .init("id", .string(measure.id)), .init("rows", JSON(rows)), .init("periods", JSON(periods)), .init("file", .string(file)),
        ]))
    }
    if form == .f64 {
      let manifest = JSON.object([.init("measures", .array(entries))])
      try Data(manifest.encoded() + [0x0A]).write(to: URL(fileURLWithPath: folder + "/manifest.json"))
    }
  }

  private func values(_ measure: Int, _ row: Int) throws -> [Double] {
    try engine.values(engine.model.measures[measure].id, at: engine.coordinate(ofRow: row, measure: measure))
  }

  private func writeRaw(_ measure: Int, _ rows: Int, _ path: String) throws -> Int {
    try Data().write(to: URL(fileURLWithPath: path))
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    var held = Data()
    var periods = 0
    for row in 0..<rows {
      let cells = try values(measure, row)
      periods = cells.count
      cells.withUnsafeBytes { held.append(contentsOf: $0) }
      if held.count >= 1 << 20 {
        try handle.write(contentsOf: held)
        held.removeAll(keepingCapacity: true)
      }
    }
    try handle.write(contentsOf: held)
    try handle.close()
    return periods
  }

  private func writeTable(_ index: Int, _ rows: Int, _ path: String) throws -> Int {
    let measure = engine.model.measures[index]
    let output = try ByteWriter(path)
    let lists = measure.dimensions.map { members.codes[$0]?.codes ?? [] }
    var periods = 0
    for row in 0..<rows {
      let cells = try values(index, row)
      if row == 0 {
        periods = cells.count
        let headers = cells.indices.map { engine.calendar.period(at: $0, axis: measure.axis)?.description ?? "value" }
        try output.write((measure.dimensions + headers).joined(separator: ",") + "\n")
      }
      var rest = row
      var codes: [String] = []
      for list in lists.reversed() {
        codes.append(PlanFolderOutput.quoted(list[rest % list.count]))
        rest /= list.count
      }
      try output.write((codes.reversed() + cells.map(PlanFolderNumber.text)).joined(separator: ",") + "\n")
    }
    try output.flush()
    return periods
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Foundation
import Planning

/// Fills the inputs of a plan from `<measure>.csv` and `<measure>.f64`.
struct PlanFolderMeasures {
  let folder: String
  let engine: PlanEngine
  let members: PlanFolderMembers

  /// What one input runs over.
  private struct Target {
    let measure: PlanningModel.Measure
    let codes: [PlanFolderCodes]
    let periodCount: Int
    var rowCount: Int { codes.reduce(1) { $0 * $1.ids.count } }
  }

  private func target(_ measure: PlanningModel.Measure) -> Target {
    let count =
      switch measure.axis {
      case .none: 1
      case .month: engine.calendar.monthCount
      case .day: engine.calendar.dayCount
      }
    return Target(measure: measure, codes: measure.dimensions.map { members.codes[$0] ?? PlanFolderCodes() }, periodCount: count)
  }

  private func firstPeriod(_ axis: TimeAxis, _ offset: Int) -> PlanPeriod? { engine.calendar.period(at: offset, axis: axis) }

  // MARK: csv

  func loadTable(_ measure: PlanningModel.Measure, _ file: String, _ findings: inout PlanFolderFindings) throws(PlanningError) {
    guard var table = PlanFolderTable(folder, file, &findings) else { return }
    let target = target(measure)
    let width = measure.dimensions.count
    guard table.header.starts(with: measure.dimensions) else {
      let place = zip(table.header, measure.dimensions).prefix { $0 == $1 }.count
      findings.add(PlanFolderFinding(.columnMissing, file, line: 1, column: place + 1, wanted: measure.dimensions[place]))
      return
    }
    var positions: [Int] = []
    for (column, header) in table.header.enumerated().dropFirst(width) {
      if let position = position(of: header, measure.axis) {
        positions.append(position)
      } else {
        let wanted =
          measure.axis == .none
          ? "value" : [0, target.periodCount - 1].compactMap { firstPeriod(measure.axis, $0)?.description }.joined(separator: "…")
        findings.add(PlanFolderFinding(.columnNotKnown, file, line: 1, column: column + 1, header, wanted: wanted))
        return
      }
    }
    var seen = [Bool](repeating: false, count: target.rowCount)
    while let line = table.next(&findings) {
      guard let place = row(of: line.fields, target, file, line.line, &findings) else { continue }
      if seen[place.row] {
        findings.add(
          PlanFolderFinding(.lineTwice, file, line: line.line, column: 1, line.fields.prefix(width).joined(separator: ",")))
        continue
      }
      seen[place.row] = true
      var cells = [Double](repeating: .nan, count: target.periodCount)
      for (column, position) in zip(width..., positions) where !line.fields[column].isEmpty {
        if let value = PlanFolderNumber.parse(line.fields[column]) {
          cells[position] = value
        } else {
          findings.add(PlanFolderFinding(.notANumber, file, line: line.line, column: column + 1, line.fields[column]))
        }
      }
      try load(cells, place.ids, measure)
    }
  }

  private func position(of header: String, _ axis: TimeAxis) -> Int? {
    switch axis {
    case .none: header == "value" ? 0 : nil
    case .month: Month(iso: header).flatMap { engine.calendar.index(of: $0) }
    case .day: Day(iso: header).flatMap { engine.calendar.index(of: $0) }
    }
  }

  private func row(
    of fields: [String], _ target: Target, _ file: String, _ line: Int, _ findings: inout PlanFolderFindings
  ) -> (row: Int, ids: [Int64])? {
    var row = 0
    var ids: [Int64] = []
    for (column, codes) in target.codes.enumerated() {
      guard let position = codes.position[fields[column]] else {
        findings.add(
          PlanFolderFinding(
            .codeNotKnown, file, line: line, column: column + 1, fields[column], wanted: target.measure.dimensions[column]))
        return nil
      }
      row = row * codes.ids.count + position
      ids.append(codes.ids[position])
    }
    return (row, ids)
  }

  /// Stretches of cells that have a value.
  private func load(_ cells: [Double], _ ids: [Int64], _ measure: PlanningModel.Measure) throws(PlanningError) {
    var start = 0
    while start < cells.count {
      guard !cells[start].isNaN else {
        start += 1
        continue
      }
      var end = start + 1
      while end < cells.count, !cells[end].isNaN { end += 1 }
      try engine.load(
        measure.id, members: ids, firstPeriod: firstPeriod(measure.axis, start), values: Array(cells[start..<end]), source: .constant)
      start = end
    }
  }

  // MARK: f64

  /// Little-endian doubles of all rows in outline order, time innermost; NaN is blank.
  func loadRaw(_ measure: PlanningModel.Measure, _ file: String, _ findings: inout PlanFolderFindings) throws(PlanningError) {
    let target = target(measure)
    let path = folder + "/" + file
    let wanted = target.rowCount * target.periodCount * 8
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? -1
    guard size == wanted, let handle = FileHandle(forReadingAtPath: path) else {
      findings.add(PlanFolderFinding(.fileSize, file, "\(size)", wanted: "\(target.rowCount) × \(target.periodCount) × 8 = \(wanted)"))
      return
    }
    defer { try? handle.close() }
    let batch = max(1, (1 << 20) / max(1, target.periodCount))
    var row = 0
    while row < target.rowCount {
      let count = min(batch, target.rowCount - row)
      guard let bytes = try? handle.read(upToCount: count * target.periodCount * 8), bytes.count == count * target.periodCount * 8 else {
        findings.add(PlanFolderFinding(.fileNotReadable, file, Words.pick("文件变短了", "the file became shorter")))
        return
      }
      let values = bytes.withUnsafeBytes { raw in
        (0..<count * target.periodCount).map {
          Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)))
        }
      }
      for line in 0..<count {
        let cells = Array(values[line * target.periodCount..<(line + 1) * target.periodCount])
        if let place = cells.firstIndex(where: \.isInfinite) {
          findings.add(PlanFolderFinding(.notANumber, file, line: row + line + 1, column: place + 1, "∞"))
          continue
        }
        try load(cells, ids(of: row + line, target), measure)
      }
      row += count
    }
  }

  private func ids(of row: Int, _ target: Target) -> [Int64] {
    var rest = row
    var ids: [Int64] = []
    for codes in target.codes.reversed() {
      ids.append(codes.ids[rest % codes.ids.count])
      rest /= codes.ids.count
    }
    return ids.reversed()
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning

/// Codes of one dimension or level, in outline order.
struct PlanFolderCodes {
  private(set) var ids: [Int64] = []
  private(set) var codes: [String] = []
  private(set) var position: [String: Int] = [:]

  mutating func add(_ code: String, _ id: Int64) {
    position[code] = ids.count
    ids.append(id)
    codes.append(code)
  }

  func id(_ code: String) -> Int64? { position[code].map { ids[$0] } }
}

/// The members of all dimensions, read from `<Dimension>.csv` and `<Dimension>.<Level>.csv`.
struct PlanFolderMembers {
  static let limit = 2_000_000

  private(set) var tables: [MemberTable] = []
  /// `Product`, `Product.Family` → its codes.
  private(set) var codes: [String: PlanFolderCodes] = [:]
  /// Files that belong to members.
  private(set) var files: Set<String> = []

  private struct Lines {
    var table: PlanFolderTable
    var rows: [(line: Int, fields: [String])] = []
  }

  init(_ folder: String, _ model: CheckedModel, _ findings: inout PlanFolderFindings) {
    var read: [String: Lines] = [:]
    for dimension in model.dimensions {
      let id = dimension.names.id
      if let numbers = dimension.numbers {
        var list = PlanFolderCodes()
        for number in numbers { list.add(String(number), Int64(number)) }
        codes[id] = list
        continue
      }
      var next: Int64 = 1
      for name in [id] + dimension.levels.map({ id + "." + $0.names.id }) {
        files.insert(name + ".csv")
        if let lines = PlanFolderMembers.lines(folder, name, &next, &codes, &findings) { read[name] = lines }
      }
    }
    // References may lead to any dimension, so members are made when all codes are known.
    for dimension in model.dimensions where dimension.numbers == nil {
      let id = dimension.names.id
      var groups: [MemberTable.Group] = []
      for level in dimension.levels { groups += self.groups(level, dimension, read[id + "." + level.names.id], &findings) }
      tables.append(MemberTable(dimension: id, leaves: leaves(dimension, model, read[id], &findings), groups: groups))
    }
  }

  private static func lines(
    _ folder: String, _ name: String, _ next: inout Int64, _ codes: inout [String: PlanFolderCodes],
    _ findings: inout PlanFolderFindings
  ) -> Lines? {
    codes[name] = PlanFolderCodes()
    guard let table = PlanFolderTable(folder, name + ".csv", &findings) else { return nil }
    guard table.header.starts(with: ["code", "name"]) else {
      findings.add(PlanFolderFinding(.columnMissing, table.file, line: 1, column: 1, wanted: "code,name"))
      return nil
    }
    var lines = Lines(table: table)
    while let row = lines.table.next(&findings) {
      guard lines.rows.count < limit else {
        findings.add(PlanFolderFinding(.limitExceeded, table.file, line: row.line, name, wanted: "≤ \(limit)"))
        break
      }
      let code = row.fields[0]
      if code.isEmpty || codes[name]?.position[code] != nil {
        findings.add(PlanFolderFinding(.codeTwice, table.file, line: row.line, column: 1, code))
        continue
      }
      codes[name]?.add(code, next)
      next += 1
      lines.rows.append(row)
    }
    return lines
  }

  private func groups(
    _ level: PlanningModel.Level, _ dimension: PlanningModel.Dimension, _ lines: Lines?, _ findings: inout PlanFolderFindings
  ) -> [MemberTable.Group] {
    guard let lines else { return [] }
    let (table, name) = (lines.table, dimension.names.id + "." + level.names.id)
    let above = level.above.map { dimension.levels[$0].names }
    var parentColumn: Int?
    for (column, header) in table.header.enumerated() where column >= 2 && header != "name_en" {
      if let above, above.all.contains(header) {
        parentColumn = column
      } else {
        findings.add(PlanFolderFinding(.columnNotKnown, table.file, line: 1, column: column + 1, header, wanted: above?.id ?? ""))
      }
    }
    if let above, parentColumn == nil {
      findings.add(PlanFolderFinding(.columnMissing, table.file, line: 1, wanted: above.id))
    }
    let english = table.header.firstIndex(of: "name_en")
    return lines.rows.map { row in
      var parent: Int64?
      if let parentColumn, let above {
        parent = id(row.fields[parentColumn], of: dimension.names.id + "." + above.id, table.file, row.line, parentColumn, &findings)
      }
      return MemberTable.Group(
        id: codes[name]?.id(row.fields[0]) ?? 0, code: row.fields[0], nameChinese: row.fields[1],
        nameEnglish: english.map { row.fields[$0] } ?? "", level: level.names.id, parent: parent)
    }
  }

  private func leaves(
    _ dimension: PlanningModel.Dimension, _ model: CheckedModel, _ lines: Lines?, _ findings: inout PlanFolderFindings
  ) -> [MemberTable.Leaf] {
    guard let lines else { return [] }
    let (table, name) = (lines.table, dimension.names.id)
    var columns: [(column: Int, meaning: Column)] = []
    for (column, header) in table.header.enumerated() where column >= 2 && header != "name_en" {
      if let meaning = PlanFolderMembers.meaning(of: header, dimension, model) {
        columns.append((column, meaning))
      } else {
        let known = dimension.levels.filter(\.isLowest).map(\.names.id) + dimension.properties.map(\.names.id)
        findings.add(
          PlanFolderFinding(.columnNotKnown, table.file, line: 1, column: column + 1, header, wanted: known.joined(separator: ", ")))
      }
    }
    let english = table.header.firstIndex(of: "name_en")
    return lines.rows.map { row in
      var leaf = MemberTable.Leaf(
        id: codes[name]?.id(row.fields[0]) ?? 0, code: row.fields[0], nameChinese: row.fields[1],
        nameEnglish: english.map { row.fields[$0] } ?? "")
      for (column, meaning) in columns where !row.fields[column].isEmpty {
        let cell = row.fields[column]
        switch meaning {
        case .validFrom: leaf.validFrom = day(cell, table.file, row.line, column, &findings)
        case .validTo: leaf.validTo = day(cell, table.file, row.line, column, &findings)
        case .level(let level):
          leaf.parents[level] = id(cell, of: name + "." + level, table.file, row.line, column, &findings)
        case .reference(let property, let target):
          leaf.references[property] = id(cell, of: target, table.file, row.line, column, &findings)
        case .text(let property): leaf.texts[property] = cell
        case .number(let property):
          leaf.numbers[property] = PlanFolderNumber.parse(cell)
          if leaf.numbers[property] == nil {
            findings.add(PlanFolderFinding(.notANumber, table.file, line: row.line, column: column + 1, cell))
          }
        }
      }
      return leaf
    }
  }

  private enum Column {
    case validFrom
    case validTo
    case level(String)
    case number(String)
    case text(String)
    case reference(String, target: String)
  }

  private static func meaning(of header: String, _ dimension: PlanningModel.Dimension, _ model: CheckedModel) -> Column? {
    if header == "valid_from" { return .validFrom }
    if header == "valid_to" { return .validTo }
    if let level = dimension.levels.first(where: { $0.isLowest && $0.names.all.contains(header) }) { return .level(level.names.id) }
    guard let property = dimension.properties.first(where: { $0.names.all.contains(header) }) else { return nil }
    switch property.kind {
    case .number: return .number(property.names.id)
    case .text: return .text(property.names.id)
    case .reference(let target): return .reference(property.names.id, target: model.dimensions[target].names.id)
    }
  }

  private func day(
    _ text: String, _ file: String, _ line: Int, _ column: Int, _ findings: inout PlanFolderFindings
  ) -> Day? {
    if let day = Day(iso: text) { return day }
    findings.add(PlanFolderFinding(.notADay, file, line: line, column: column + 1, text))
    return nil
  }

  private func id(
    _ code: String, of name: String, _ file: String, _ line: Int, _ column: Int, _ findings: inout PlanFolderFindings
  ) -> Int64? {
    if code.isEmpty { return nil }
    if let id = codes[name]?.id(code) { return id }
    findings.add(PlanFolderFinding(.codeNotKnown, file, line: line, column: column + 1, code, wanted: name))
    return nil
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// The small company, whose people take views along, type into them and bring them back. A spreadsheet program is two tables of texts and numbers here.
struct SheetCompany {
  let company: SmallCompany

  init() throws { company = try SmallCompany() }

  func request(
    _ grain: TableView.Grain = .month, region: String? = nil, rows: Swift.Set<String>? = nil, unit: SheetUnit = .yuan,
    beside: [ViewSheet.Column.Kind] = [], withMonths: Bool = false, scenario: Int64? = nil
  ) -> ViewSheetRequest {
    let shown = ViewSheetRequest.beside(beside, isScenario: scenario != nil)
    return ViewSheetRequest(
      table: TableRequest(
        from: month("2026-10"), to: month("2027-03"), grain: grain, region: region, comparesBudget: shown.contains(.budget),
        comparesLastYear: shown.contains(.lastYear), comparesPlan: shown.contains(.plan)),
      scenario: scenario, rows: rows, unit: unit, beside: shown, withMonths: withMonths)
  }

  func download(_ request: ViewSheetRequest, as person: Person = SmallCompany.wang) throws -> ViewSheet {
    try company.workspace.viewSheet(try Access.authorize(person, to: To.ViewPlan.self), request)
  }

  func upload(_ file: SheetFile, as person: Person = SmallCompany.wang) throws -> SheetReturn {
    try company.workspace.returnedSheet(try Access.authorize(person, to: To.ViewPlan.self), file)
  }

  /// What is taken of a return, as one command.
  @discardableResult
  func apply(_ changes: [SheetReturn.Change], scenario: Int64? = nil, as person: Person = SmallCompany.wang) throws -> CommandOutcome {
    let cells = changes.map { TypedCell(cell: $0.cell, value: $0.value, spread: .proportional) }
    let proof = try Access.authorize(person, to: To.ViewPlan.self)
    guard let scenario else { return try company.workspace.editCells(proof, cells, holds: [], context: company.context(person)) }
    return try company.workspace.editScenario(proof, scenario, cells, holds: [], context: company.context(person))
  }
}

/// A view as a spreadsheet program keeps it: column 0 names the rows, row 0 the columns.
struct OpenedView {
  private var cells: [[SheetFile.Content?]]
  private var isTyped: [[Bool]]
  private let view: ViewSheet
  var kept: [[String]]
  var entryCount: Int { view.marks.entries.count }

  init(_ view: ViewSheet) {
    self.view = view
    kept = view.marks.lines
    cells = [[.text(SheetMarks.sign)] + view.columns.map { .text($0.id) }]
    for row in view.rows {
      cells.append(
        [.text(row.address)]
          + row.cells.map { cell in
            switch cell {
            case .blank: nil
            case .entry(let value), .live(_, let value): value.map { .number($0, text: "\($0)") }
            case .kept(let value): .number(value, text: "\(value)")
            }
          })
    }
    isTyped = cells.map { $0.map { _ in false } }
  }

  /// Types into `agreed|Item=FAN-1@2026-12`; nil clears.
  mutating func type(_ cell: String, _ content: SheetFile.Content?, isFormula: Bool = false) throws {
    let halves = cell.split(separator: "@")
    let row = try #require(view.rows.firstIndex { $0.address == halves[0] }, "\(cell) is not in the view")
    let column = try #require(view.columns.firstIndex { $0.id == "v:" + halves[1] })
    cells[row + 1][column + 1] = content
    isTyped[row + 1][column + 1] = isFormula
  }

  mutating func type(_ cell: String, _ number: Double) throws {
    try type(cell, .number(number, text: number == number.rounded() ? "\(Int64(number))" : "\(number)"))
  }

  mutating func copyRow(_ address: String) throws {
    let row = try #require(view.rows.firstIndex { $0.address == address })
    cells.append(cells[row + 1])
    isTyped.append(isTyped[row + 1])
  }

  mutating func removeRow(_ address: String) throws {
    let row = try #require(cells.firstIndex { $0[0] == .text(address) })
    cells.remove(at: row)
    isTyped.remove(at: row)
  }

  /// - Parameter shift: empty rows and columns that somebody inserted before everything.
  func file(shift: Int = 0) -> SheetFile {
    let shown = zip(cells, isTyped).enumerated().flatMap { row, contents in
      zip(contents.0, contents.1).enumerated().compactMap { column, cell in
        cell.0.map { SheetFile.Cell(row: row + shift, column: column + shift, content: $0, isFormula: cell.1) }
      }
    }
    let hidden = kept.enumerated().flatMap { row, texts in
      texts.enumerated().filter { !$0.element.isEmpty }.map {
        SheetFile.Cell(row: row, column: $0.offset, content: .text($0.element), isFormula: false)
      }
    }
    return SheetFile([.init(name: "my notes", cells: []), .init(name: "一张表", cells: shown), .init(name: "_tongpin", cells: hidden)])
  }
}

extension ViewSheet {
  /// What a spreadsheet shows after everything was calculated anew, formulas upon formulas.
  func recalculated() -> [[Double?]] {
    var known: [SheetFormula.Place: Double?] = [:]
    func value(_ place: SheetFormula.Place) -> Double? {
      if let value = known[place] { return value }
      let result: Double?
      switch rows[place.row].cells[place.column] {
      case .blank: result = nil
      case .entry(let value): result = value
      case .kept(let value): result = value
      case .live(let formula, _): result = formula.evaluated(value)
      }
      known[place] = result
      return result
    }
    return rows.indices.map { row in columns.indices.map { value(.init(row: row, column: $0)) } }
  }

  func cell(_ name: String) throws -> Cell {
    let halves = name.split(separator: "@")
    let row = try #require(rows.first { $0.address == halves[0] }, "\(name) is not in the view")
    let column = try #require(columns.firstIndex { $0.id == (halves[1].contains(":") ? String(halves[1]) : "v:" + halves[1]) })
    return row.cells[column]
  }
}

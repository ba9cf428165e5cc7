// SPDX-License-Identifier: Apache-2.0
import Access
import Formulas
import Planning

/// Holds the entries of a file against the table of now, one after the other.
struct SheetComparison {
  private let state: PlanState
  private let person: Person
  private let unit: SheetUnit
  private let columns: [String: (index: Int, column: TableView.Column)]
  private let rows: [String: TableView.Row]
  /// The event that an edit would stand in.
  private let event: Int64
  /// Input cells that an entry before writes, and which one.
  private var written: [Written: String] = [:]
  private(set) var changes: [SheetReturn.Change] = []
  private(set) var refusals: [SheetReturn.Refusal] = []
  private(set) var unchanged = 0
  private(set) var alreadySo = 0
  private(set) var missing = 0

  private struct Written: Hashable {
    let measure: String
    let coordinate: Coordinate
    let period: PlanPeriod?
  }

  /// An entry of the file, and what the plan has for it.
  private struct Place {
    let cell: String
    let label: BilingualText
    let period: BilingualText
    let row: TableView.Row?
    let column: TableView.Column?
    let now: Double?
    let scale: Double
  }

  init(state: PlanState, person: Person, marks: SheetMarks, table: TableAnswer, event: Int64) {
    self.state = state
    self.person = person
    self.event = event
    unit = marks.unit
    columns = Dictionary(
      table.columns.enumerated().map { ("v:" + $1.id, ($0, $1)) }, uniquingKeysWith: { first, _ in first })
    rows = Dictionary(table.rows.map { (SheetMarks.plain($0.address), $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func look(_ entry: SheetMarks.Entry, _ found: ReturnedSheet.Found) throws {
    switch found {
    case .gone: missing += 1
    case .blank: if entry.text.isEmpty { unchanged += 1 } else { try take(entry, nil, text: "", file: nil) }
    case .cell(let cell), .twice(let cell):
      if case .twice = found {
        if !Self.isSame(entry, cell) { refuse(.rowTwice, place(entry), cell, Self.shown(cell)) }
      } else {
        try look(entry, cell)
      }
    }
  }

  private mutating func look(_ entry: SheetMarks.Entry, _ cell: SheetFile.Cell) throws {
    switch cell.content {
    case .number(let value, let text):
      if Self.isSame(entry, cell) { unchanged += 1 } else { try take(entry, value, text: text, file: cell) }
    case .nothing: refuse(.notCalculated, place(entry), cell, "")
    case .error(let text): refuse(.formulaError, place(entry), cell, text)
    case .text(let text):
      if text.isEmpty, entry.text.isEmpty { unchanged += 1 } else { refuse(.notANumber, place(entry), cell, text) }
    case .boolean(let flag): refuse(.notANumber, place(entry), cell, flag ? "TRUE" : "FALSE")
    }
  }

  /// Programs keep fifteen digits and more.
  private static func isSame(_ entry: SheetMarks.Entry, _ cell: SheetFile.Cell) -> Bool {
    guard case .number(let value, _) = cell.content, let exported = entry.value else { return false }
    return abs(value - exported) <= abs(exported) * 1e-13
  }

  private static func shown(_ cell: SheetFile.Cell) -> String {
    switch cell.content {
    case .number(_, let text), .text(let text), .error(let text): text
    case .boolean(let flag): flag ? "TRUE" : "FALSE"
    case .nothing: ""
    }
  }

  private func place(_ entry: SheetMarks.Entry) -> Place {
    let (row, column) = (rows[entry.row], columns[entry.column])
    let id = String(entry.column.dropFirst(2))
    let address = row?.address ?? entry.row
    let found = try? state.find(address + "@" + id)
    let isMoney = found?.measure.unit.isMoney ?? false
    return Place(
      cell: address + "@" + id, label: found.map { state.label($0.measure, $0.coordinate) } ?? BilingualText(name: entry.row),
      period: column?.column.label ?? PlanPeriod(column: id)?.label ?? BilingualText(name: id), row: row, column: column?.column,
      now: row.flatMap { row in column.flatMap { row.values[$0.index] } }, scale: isMoney ? unit.scale : 1)
  }

  private mutating func take(_ entry: SheetMarks.Entry, _ value: Double?, text: String, file: SheetFile.Cell?) throws {
    let place = place(entry)
    let inSheet = place.now.map { $0 / place.scale }
    if SheetMarks.Entry.text(inSheet) == SheetMarks.Entry.text(value) {
      alreadySo += 1
      return
    }
    guard let row = place.row, let column = place.column else { return refuse(.notInPlan, place, file, text) }
    guard row.isEditable, !column.isActual else { return refuse(.notEditable, place, file, text) }
    let written = place.scale == 1 ? text : DecimalText.shifted(text, by: unit.power)
    let typed = row.isPercent && !text.isEmpty ? DecimalText.shifted(text, by: 2) + "%" : written
    let isTotal = row.hasChildren || column.id.utf8.count != 7
    let moved = SheetMarks.Entry.text(inSheet) != entry.text
    guard try isTaken(place, typed, file, text) else { return }
    let exported = moved ? entry.value.map { $0 * place.scale } : place.now
    changes.append(
      SheetReturn.Change(
        cell: place.cell, label: place.label, period: place.period, unit: row.unit, isPercent: row.isPercent, place: file?.place ?? "",
        exported: exported, now: place.now, typed: value.map { $0 * place.scale }, value: typed, isTotal: isTotal,
        isFormula: file?.isFormula ?? false))
  }

  /// Whether an edit would take it, by the rules and rights of the edit itself.
  private mutating func isTaken(_ place: Place, _ typed: String, _ file: SheetFile.Cell?, _ text: String) throws -> Bool {
    do {
      let cell = TypedCell(cell: place.cell, value: typed, spread: .proportional)
      let (edits, _) = try state.edits(for: [cell], by: person, holds: [], event: event) { _, _, _ in }
      try state.authorise(person, edits)
      let inputs = edits.map { Written(measure: $0.measure, coordinate: $0.coordinate, period: $0.period) }
      for input in inputs {
        guard let earlier = written[input] else { continue }
        refuse(.overlaps, place, file, text, words: Self.overlap(earlier))
        return false
      }
      for input in inputs { written[input] = place.label.chinese + "\n" + place.label.english }
      return true
    } catch let error as AccessError {
      refuse(.notPermitted, place, file, text, words: BilingualText("没有权限改这个单元格", error.detail))
    } catch let error as CycleError {
      let detail = error.detail.chinese.isEmpty ? error.title : error.detail
      refuse(.refused, place, file, text, words: detail, hint: error.hint)
    }
    return false
  }

  private static func overlap(_ earlier: String) -> BilingualText {
    let names = earlier.split(separator: "\n", maxSplits: 1).map(String.init)
    return BilingualText(
      "与“\(names.first ?? "")”改的是同一个输入", "it writes the same input as “\(names.last ?? "")”, which the file changes too")
  }

  private mutating func refuse(
    _ reason: SheetReturn.Refusal.Reason, _ place: Place, _ file: SheetFile.Cell?, _ typed: String, words: BilingualText? = nil,
    hint: BilingualText? = nil
  ) {
    refusals.append(
      SheetReturn.Refusal(
        reason: reason, cell: place.cell, label: place.label, period: place.period, place: file?.place ?? "",
        typed: String(typed.prefix(100)), words: words ?? reason.words, hint: hint ?? reason.hint))
  }
}

extension SheetReturn.Refusal.Reason {
  fileprivate var words: BilingualText {
    switch self {
    case .notANumber: BilingualText("不是数字", "it is no number")
    case .formulaError: BilingualText("公式出错", "the formula is in error")
    case .notCalculated: BilingualText("公式还没有算出结果", "the formula has not been calculated")
    case .rowTwice: BilingualText("这一行在文件里出现了两次", "the row stands in the file twice")
    case .notInPlan: BilingualText("计划里已没有这一行或这个月份，或不在您的数据范围内", "the plan has no such row or month any more, or it is not yours to see")
    case .notEditable: BilingualText("现在不能改：月份已结账，或您没有权限", "it cannot be changed now: the month is closed, or you may not")
    case .notPermitted: BilingualText("没有权限改这个单元格", "you may not change this cell")
    case .refused: BilingualText("计划不接受", "the plan does not take it")
    case .overlaps: BilingualText("与文件里另一处改的是同一个输入", "another change of the file writes the same input")
    }
  }

  fileprivate var hint: BilingualText {
    switch self {
    case .notANumber: BilingualText("只填数字，不带单位和文字", "enter a number alone, without units or words")
    case .formulaError: BilingualText("改正公式，或填一个数", "mend the formula, or enter a number")
    case .notCalculated: BilingualText("用表格软件打开，保存后再上传", "open the file in a spreadsheet program, save it and upload it again")
    case .rowTwice: BilingualText("只留一行", "keep one of them")
    case .notInPlan: BilingualText("重新下载当前视图", "download the view again")
    case .notEditable, .notPermitted: BilingualText("请有权限的同事来改", "ask somebody who may")
    case .refused: BilingualText("在一张表里改改看", "try it in the table")
    case .overlaps: BilingualText("两处只留一处改动", "change only one of the two")
    }
  }
}

/// Decimals as text.
enum DecimalText {
  /// `12.5` by 4 → `125000`; text that is no plain decimal stays as it is.
  static func shifted(_ text: String, by places: Int) -> String {
    guard places > 0 else { return text }
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" || $0 == "+" }.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = String(parts.first ?? "")
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    guard !(whole + fraction).isEmpty, (whole + fraction).allSatisfy({ $0.isASCII && $0.isNumber }) else { return text }
    while fraction.count < places { fraction += "0" }
    let digits = (whole + fraction.prefix(places)).drop { $0 == "0" }
    let rest = fraction.dropFirst(places)
    return (isNegative ? "-" : "") + (digits.isEmpty ? "0" : String(digits)) + (rest.isEmpty ? "" : "." + rest)
  }
}

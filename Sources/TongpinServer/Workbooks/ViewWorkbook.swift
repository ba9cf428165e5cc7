// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Workbooks

extension ViewSheet {
  /// The view with what may be typed at, what follows and what stays; names of rows and columns beside it in a row and a column that are not shown, what it
  /// held in a sheet that is not shown.
  var workbook: Workbook {
    let texts = Self.words.count + 1
    let view = Workbook.Sheet(
      "一张表 Table", fixedColumns: texts, isProtected: true, hiddenColumns: [0],
      outlinedColumns: Swift.Set(columns.indices.filter { columns[$0].isPart }.map { $0 + texts }), rows: head + rows.map(row))
    let kept = Workbook.Sheet("_tongpin", fixedColumns: 0, isHidden: true, rows: marks.lines.map { Workbook.Row($0.map { .text($0) }) })
    return Workbook([view, kept])
  }

  private static let words = [
    BilingualText("板块", "Section"), BilingualText("指标（中文）", "Measure (Chinese)"), BilingualText("指标（英文）", "Measure (English)"),
    BilingualText("单位", "Unit"),
  ]

  private static let legend = BilingualText(
    "黄底蓝字：可以改，改完在一张表里上传。黑字：公式，跟着改动变。灰字：下载时计划的数，表里没有它的来由，上传后由计划重算。",
    "Blue on yellow: type here, then upload the file in the table. Black: formulas, which follow. Grey: the plan's figures of the download; the plan calculates them after the upload."
  )

  /// Rows before the figures: names of columns, title and legend, headers.
  private static let headCount = 6

  private var head: [Workbook.Row] {
    let ids = Workbook.Row(
      [.text(SheetMarks.sign)] + Self.words.map { _ in .blank } + columns.map { .text($0.id) }, rank: .header, isHidden: true)
    let titles = ["\(title.chinese) / \(title.english)", Self.legend.chinese, Self.legend.english].map {
      Workbook.Row([.blank, .text($0)], rank: .title)
    }
    let headers = Workbook.Row.headers(Self.words + columns.map(\.heading)).map { Workbook.Row([.blank] + $0.cells, rank: .header) }
    return [ids] + titles + headers
  }

  private func row(_ row: Row) -> Workbook.Row {
    let indent = String(repeating: "  ", count: row.level)
    let words: [Workbook.Cell] = [
      .text(row.address), .text(row.section.chinese + " " + row.section.english), .text(indent + row.label.chinese),
      .text(indent + row.label.english), .text(row.unit),
    ]
    return Workbook.Row(
      words + zip(columns, row.cells).map { cell($1, $0.kind == .attainment ? .share : row.shown.format) },
      rank: row.level == 0 ? .total : .plain, outline: row.level)
  }

  private func cell(_ cell: Cell, _ shown: Workbook.Shown) -> Workbook.Cell {
    switch cell {
    case .blank: return .blank
    case .entry(let value): return .entry(value, shown)
    case .kept(let value): return .fixed(value, shown)
    case .live(let formula, let value):
      let written = formula.written(place)
      if written.isWritable { return .formula(written, value: value, shown) }
      return value.map { .fixed($0, shown) } ?? .blank
    }
  }

  /// Where a cell of the view stands in the sheet.
  private func place(_ place: SheetFormula.Place) -> Workbook.Place {
    Workbook.Place(row: place.row + Self.headCount, column: place.column + Self.words.count + 1)
  }
}

extension ViewSheet.Column {
  fileprivate var heading: BilingualText {
    let words: BilingualText? =
      switch kind {
      case .value: nil
      case .plan: BilingualText("现行计划", "plan")
      case .budget: BilingualText("预算", "budget")
      case .lastYear: BilingualText("去年同期", "last year")
      case .difference: BilingualText("差异", "difference")
      case .attainment: BilingualText("达成率", "attainment")
      }
    guard let words else { return label }
    return BilingualText(label.chinese + " " + words.chinese, label.english + " " + words.english)
  }
}

extension ViewSheet.Row.Shown {
  fileprivate var format: Workbook.Shown {
    switch self {
    case .whole: .whole
    case .hundredths: .hundredths
    case .tenThousandths: .tenThousandths
    case .share: .share
    }
  }
}

extension SheetFormula {
  /// As a spreadsheet has it.
  fileprivate func written(_ place: (Place) -> Workbook.Place) -> Workbook.Formula {
    switch self {
    case .number(let value): .number(value)
    case .cell(let cell): .cell(place(cell))
    case .sum(let cells): .sum(cells.map(place))
    case .roundedSum(let cells, let decimals): .roundedSum(cells.map(place), decimals: decimals)
    case .sign(let sign, let left, let right): .sign(sign.written, left.written(place), right.written(place))
    case .negative(let formula): .negative(formula.written(place))
    case .given(let cell, let then, let otherwise): .given(place(cell), then: then.written(place), otherwise: otherwise.written(place))
    case .quotient(let above, let below, let otherwise): .quotient(above.written(place), below.written(place), otherwise: otherwise)
    case .difference(let left, let right): .difference(place(left), place(right))
    case .share(let above, let below): .share(place(above), place(below))
    }
  }
}

extension SheetFormula.Sign {
  fileprivate var written: Workbook.Formula.Sign {
    switch self {
    case .plus: .plus
    case .minus: .minus
    case .times: .times
    case .over: .over
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import SalesAnalytics
import Workbooks

/// Sheets of a file, the first of which is the table, and what the file is called.
struct SalesSheets: Sendable {
  let name: String
  let sheets: [Workbook.Sheet]
}

extension SalesAnswer {
  /// A row a group, the total below; beside it what was asked.
  func sheets(_ rows: [Row]) -> SalesSheets {
    let isCompared = periods != nil
    var head = question.dimensions.flatMap { one in
      one.isTime
        ? [one.words]
        : [
          BilingualText(one.chineseName + "编码", one.englishName + " code"),
          BilingualText(one.chineseName + "（中文）", one.englishName + " (Chinese)"),
          BilingualText(one.chineseName + "（英文）", one.englishName + " (English)"),
        ]
    }
    let fixed = head.count
    for measure in question.measures {
      head.append(measure.statedWords)
      guard isCompared else { continue }
      head.append(BilingualText(measure.chineseName + " 前期", measure.englishName + ", before"))
      head.append(BilingualText(measure.chineseName + " 变动", measure.englishName + ", change"))
    }
    func figures(_ row: Row) -> [Workbook.Cell] {
      question.measures.indices.flatMap { place -> [Workbook.Cell] in
        let measure = question.measures[place]
        let own = [row.figures[place].cell(of: measure)]
        return isCompared ? own + [row.base[place].cell(of: measure), row.growth[place].cell(of: measure)] : own
      }
    }
    let lines = rows.map { row in
      Workbook.Row(zip(row.keys, question.dimensions).flatMap { $0.cells(isTime: $1.isTime) } + figures(row))
    }
    let words: [Workbook.Cell] = [.text("合计"), .text("Total")]
    let blanks = Array((words + [Workbook.Cell](repeating: .blank, count: max(fixed, 2))).prefix(fixed))
    let sum = Workbook.Row(blanks + figures(total), rank: .total)
    let table = Workbook.Sheet("销售分析 Sales", fixedColumns: max(fixed, 1), rows: Workbook.Row.headers(head) + lines + [sum])
    return SalesSheets(name: "sales-\(question.period.lowerBound)-\(question.period.upperBound)", sheets: [table, about])
  }

  /// What was asked: a figure without it is no figure.
  private var about: Workbook.Sheet {
    func line(_ words: BilingualText, _ value: String) -> Workbook.Row { Workbook.Row(Workbook.Cell.words(words) + [.text(value)]) }
    func span(_ days: ClosedRange<Day>) -> String { "\(days.lowerBound) – \(days.upperBound)" }
    var rows = [
      Workbook.Row(Workbook.Cell.words(BilingualText("问题", "Question")) + [.blank], rank: .header),
      line(BilingualText("期间", "Period"), span(question.period)), line(BilingualText("截至", "As of"), question.asOf.description),
    ]
    if let periods {
      rows.append(line(BilingualText("本期", "This period"), span(periods.current)))
      rows.append(line(BilingualText("前期", "Period before"), span(periods.base)))
    }
    rows += question.filters.map { line($0.dimension.words, $0.codes.joined(separator: ", ")) }
    rows += question.measures.map { line($0.words, $0.rules) }
    rows += findings.map { line($0.kind.words, String($0.count)) }
    return Workbook.Sheet("说明 About", rows: rows)
  }
}

extension SalesAnalysis.Key {
  fileprivate func cells(isTime: Bool) -> [Workbook.Cell] {
    if isTime { return [.text(words?.chinese ?? code)] }
    return [code.isEmpty ? .blank : .text(code)] + Workbook.Cell.words(words)
  }
}

extension SalesFigure {
  func cell(of measure: SalesMeasure) -> Workbook.Cell {
    switch self {
    case .amount(let value): .amount(value)
    case .quantity(let value): .figure(Double(value) / 10_000, decimals: 4)
    case .count(let value): .figure(Double(value), decimals: 0)
    case .share: .share(double)
    case .mean: measure.unit == .amount ? .figure(double.map { $0 / 100 }) : .figure(double, decimals: 1)
    case .notApplicable: .blank
    }
  }
}

extension Growth {
  func cell(of measure: SalesMeasure) -> Workbook.Cell {
    switch self {
    case .rate(let value): .ratio(value)
    case .points(let value): .figure(value, decimals: 2)
    case .difference(let value): .figure(measure.unit == .amount ? value / 100 : value, decimals: 2)
    case .lossEnded: .text("扭亏 loss ended")
    case .lossBegun: .text("转亏 loss begun")
    case .lossLess: .text("减亏 loss smaller")
    case .lossMore: .text("增亏 loss larger")
    case .notApplicable: .text("不适用 n/a")
    }
  }
}

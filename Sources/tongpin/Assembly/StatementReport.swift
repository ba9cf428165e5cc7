// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities
import Wire

/// The statements of one month for a terminal and for a program.
struct StatementReport {
  private let file: String
  private let book: VoucherBook
  private let statements: FinancialStatements
  private let findings: [FinanceFinding]
  private let unit: DisplayUnit
  private let showsAll: Bool

  init(
    file: String, book: VoucherBook, month: Month, format: StatementFormat, findings: [FinanceFinding], unit: DisplayUnit, showsAll: Bool
  ) {
    self.file = file
    self.book = book
    self.statements = book.statements(of: month, format: format)
    self.findings = findings
    self.unit = unit
    self.showsAll = showsAll
  }

  var isSound: Bool { statements.checks.allSatisfy(\.isHeld) }

  var lines: [String] {
    var lines = [
      "\(statements.company.isEmpty ? file : statements.company) · \(Words.pick(book.chart.label)) · \(statements.month) · "
        + Words.pick(
          "\(book.vouchers.count) 张凭证 · 单位：\(unit.chineseName)",
          "\(book.vouchers.count) vouchers · unit \(unit == .yuan ? "CNY" : "10,000 CNY")")
    ]
    for statement in statements.statements { lines += ["", Words.pick(statement.title)] + table(statement) }
    lines += ["", Words.pick("勾稽", "Checks")]
    lines += TextColumns.table(
      statements.checks.map {
        [$0.isHeld ? "✓" : "✗", Words.pick($0.label), text($0.left), text($0.right), $0.isHeld ? "" : text($0.difference)]
      },
      rightAligned: [2, 3, 4])
    return lines
  }

  private func table(_ statement: FinancialStatement) -> [String] {
    var rows = [[""] + statement.columns.map { Words.pick($0) }]
    for line in statement.lines {
      guard let values = line.values else {
        rows.append([Words.pick(line.label)])
        continue
      }
      guard showsAll || line.isTotal || values.contains(where: { $0 != 0 }) else { continue }
      rows.append([(line.isOfWhich ? "    " : line.isTotal ? "" : "  ") + Words.pick(line.label)] + values.map { text($0) })
    }
    return TextColumns.table(rows, rightAligned: Array(1...max(1, statement.columns.count)))
  }

  private func text(_ minorUnits: Int64) -> String {
    MoneyFormat(unit: unit).text(Amount(minorUnits: minorUnits, currency: .cny))
  }

  /// By id or name, of the first statement that has it.
  func parts(of name: String) -> [String] {
    for statement in statements.statements {
      guard let line = statement.lines.first(where: { $0.id == name || $0.label.chinese == name || $0.label.english == name }),
        let value = line.values?.first
      else { continue }
      let parts = book.parts(of: line.id, in: statement.kind, month: statements.month, format: statements.format)
      guard !parts.isEmpty else { continue }
      let rows = parts.map { [$0.day?.description ?? "", Words.pick($0.label), $0.partner, text($0.amount)] }
      return ["\(Words.pick(statement.title)) · \(Words.pick(line.label)) · \(statements.month) · \(text(value))"]
        + TextColumns.table(rows, rightAligned: [3])
    }
    return []
  }

  var json: JSON {
    .object([
      .init("company", .string(statements.company)), .init("chart", .string(book.chart.id)),
      .init("month", .string(statements.month.description)),
      .init("format", .string(statements.format.rawValue)), .init("vouchers", JSON(book.vouchers.count)),
      .init("statements", JSON(statements.statements, StatementReport.json)),
      .init("checks", JSON(statements.checks, StatementReport.json)),
      .init("findings", JSON(findings, FinanceFindingLines.json)),
    ])
  }

  /// Amounts are decimal strings in 元, whatever the unit shown.
  private static func decimal(_ minorUnits: Int64) -> JSON { .string(Amount(minorUnits: minorUnits, currency: .cny).decimalText) }

  private static func json(_ statement: FinancialStatement) -> JSON {
    .object([
      .init("kind", .string(statement.kind.rawValue)), .init("zh", .string(statement.title.chinese)),
      .init("en", .string(statement.title.english)),
      .init("columns", JSON(statement.columns) { .object([.init("zh", .string($0.chinese)), .init("en", .string($0.english))]) }),
      .init(
        "lines",
        JSON(statement.lines) { line in
          .object([
            .init("id", .string(line.id)), .init("zh", .string(line.label.chinese)), .init("en", .string(line.label.english)),
            .init("values", line.values.map { JSON($0, decimal) } ?? .null), .init("is_total", JSON(line.isTotal)),
          ])
        }),
    ])
  }

  private static func json(_ check: StatementCheck) -> JSON {
    .object([
      .init("id", .string(check.id)), .init("zh", .string(check.label.chinese)), .init("en", .string(check.label.english)),
      .init("left", decimal(check.left)), .init("right", decimal(check.right)), .init("held", JSON(check.isHeld)),
    ])
  }
}

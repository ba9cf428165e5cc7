// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Which forms.
public enum StatementFormat: String, Hashable, Sendable, CaseIterable {
  /// 会企 or 会小企, by the book's chart.
  case chinese
  case international
}

/// One statement: lines by columns, in minor units (分).
public struct FinancialStatement: Sendable {
  public struct Line: Sendable {
    public let id: String
    public let label: Label
    /// By column; nil on a head.
    public let values: [Int64]?
    public let isTotal: Bool
    public let isOfWhich: Bool
  }

  public let kind: StatementKind
  public let title: Label
  public let columns: [Label]
  public let lines: [Line]

  /// The value of a line; nil when the statement has no such line or column.
  public func value(_ id: String, column: Int = 0) -> Int64? {
    guard let values = lines.first(where: { $0.id == id })?.values, values.indices.contains(column) else { return nil }
    return values[column]
  }
}

/// The statements of one month with their checks 勾稽.
public struct FinancialStatements: Sendable {
  public let company: String
  public let month: Month
  public let format: StatementFormat
  /// Balance sheet, profit and loss, cash flow, supplement.
  public let statements: [FinancialStatement]
  public let checks: [StatementCheck]

  public subscript(_ kind: StatementKind) -> FinancialStatement? { statements.first { $0.kind == kind } }
}

/// One identity between two figures that were found by two roads.
public struct StatementCheck: Hashable, Sendable {
  public let id: String
  public let label: Label
  public let left: Int64
  public let right: Int64
  public var difference: Int64 { left - right }
  public var isHeld: Bool { left == right }
}

extension VoucherBook {
  /// The statements of `month`: balances at its end beside those of last year's end, flows of the month, of the year so far, and of the same
  /// month and year so far a year before.
  ///
  /// - Complexity: O(lines) a column.
  public func statements(of month: Month, format: StatementFormat = .chinese) -> FinancialStatements {
    let layouts = StatementLayout.all(format, chart: chart)
    let columns = StatementColumns(self, month)
    let statements = layouts.map { columns.statement($0) }
    return FinancialStatements(
      company: company, month: month, format: format, statements: statements, checks: StatementChecks(self, columns, statements).all)
  }

  /// What a line is made of in the month: by account and partner, or by voucher for flows; the parts add up to the line.
  public func parts(of line: String, in kind: StatementKind, month: Month, format: StatementFormat = .chinese) -> [StatementPart] {
    guard let layout = StatementLayout.all(format, chart: chart).first(where: { $0.kind == kind }) else { return [] }
    return StatementDrill(self, layout, month).parts(of: line)
  }
}

extension StatementLayout {
  /// The four layouts of a format. The supplement is the same for all.
  public static func all(_ format: StatementFormat, chart: ChartOfAccounts) -> [StatementLayout] {
    switch (format, chart.id) {
    case (.international, _): [internationalBalanceSheet, internationalProfitAndLoss, internationalCashFlow, supplementInformation]
    case (.chinese, "small"): [smallBalanceSheet, smallProfitAndLoss, smallCashFlow, supplementInformation]
    case (.chinese, _): [enterpriseBalanceSheet, enterpriseProfitAndLoss, enterpriseCashFlow, supplementInformation]
    }
  }
}

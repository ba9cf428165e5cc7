// SPDX-License-Identifier: Apache-2.0

/// One of the three statements 三表 for a month, in 分 as shown: every total is the sum of the lines above it, to the last 分.
public struct StatementView: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// 利润表 会企02
    case income
    /// 资产负债表 会企01
    case balance
    /// 现金流量表 会企03
    case cash
  }

  public enum Layout: String, Sendable, CaseIterable {
    /// 企业会计准则, 财会〔2019〕6号.
    case chinese
    /// By function, costs below zero.
    case international
  }

  public struct Column: Sendable {
    /// `month`, `yearToDate`, `monthLastYear`, `yearToDateLastYear`, `budgetMonth`, `budgetYearToDate`; of the balance sheet `month`, `monthBefore`, `yearBefore`, `monthLastYear`.
    public let key: String
    public let label: BilingualText
    /// Of the last month in it.
    public let isActual: Bool
  }

  public struct Line: Sendable {
    public enum Rank: String, Sendable { case heading, line, part, total }

    public let key: String
    public let label: BilingualText
    public let rank: Rank
    /// The cell of the first column, to be explained; nil for a line that no single measure gives.
    public let cell: String?
    /// By column; nil where nothing is known, and for headings.
    public let values: [Int64?]
    /// True for a line of the format that the plan does not fill.
    public let isUnplanned: Bool
  }

  /// 勾稽: an identity that must hold, and by how much it does not.
  public let kind: Kind
  public let layout: Layout
  public let month: String
  public let isActual: Bool
  public let columns: [Column]
  public let lines: [Line]
  public let checks: [TyingCheck]
}

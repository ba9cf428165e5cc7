// SPDX-License-Identifier: Apache-2.0
public import Access

/// What an annual target is set for.
public enum TargetMeasure: String, Sendable, CaseIterable, Comparable {
  /// 收入, 不含税, after rebates.
  case revenue
  /// 毛利: revenue less cost of sales at standard.
  case grossMargin = "gross-margin"
  /// 回款: transfers and bills at face.
  case collections

  public var label: BilingualText {
    switch self {
    case .revenue: BilingualText("收入", "Revenue")
    case .grossMargin: BilingualText("毛利", "Gross margin")
    case .collections: BilingualText("回款", "Collections")
    }
  }

  /// Figures with cost or cash show to those who may see them.
  public var permission: Permission? {
    switch self {
    case .revenue: nil
    case .grossMargin: .viewCost
    case .collections: .viewCash
    }
  }

  /// By region and month in the plan.
  var planMeasure: String {
    switch self {
    case .revenue: "revenue"
    case .grossMargin: "gross_margin"
    case .collections: "collections_month"
    }
  }

  public static func < (left: TargetMeasure, right: TargetMeasure) -> Bool { left.rawValue < right.rawValue }
}

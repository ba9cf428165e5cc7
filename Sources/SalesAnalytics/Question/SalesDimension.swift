// SPDX-License-Identifier: Apache-2.0

/// By what sales are grouped and filtered.
public enum SalesDimension: String, CaseIterable, Hashable, Sendable {
  case year, quarter, month, week, day
  /// 地区 and the 大区 it belongs to.
  case territory, group
  case channel, customer
  case item, family, subfamily
  /// 业务员: whoever took the order; a customer's own where a document does not say.
  case owner

  public var isTime: Bool {
    switch self {
    case .year, .quarter, .month, .week, .day: true
    default: false
    }
  }

  public var chineseName: String {
    switch self {
    case .year: "年"
    case .quarter: "季度"
    case .month: "月"
    case .week: "周"
    case .day: "日"
    case .territory: "地区"
    case .group: "大区"
    case .channel: "渠道"
    case .customer: "客户"
    case .item: "物料"
    case .family: "产品族"
    case .subfamily: "小类"
    case .owner: "业务员"
    }
  }

  public var englishName: String {
    switch self {
    case .year: "Year"
    case .quarter: "Quarter"
    case .month: "Month"
    case .week: "Week"
    case .day: "Day"
    case .territory: "Territory"
    case .group: "Territory group"
    case .channel: "Channel"
    case .customer: "Customer"
    case .item: "Item"
    case .family: "Family"
    case .subfamily: "Subfamily"
    case .owner: "Salesperson"
    }
  }
}

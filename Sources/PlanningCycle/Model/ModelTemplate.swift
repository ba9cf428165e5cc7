// SPDX-License-Identifier: Apache-2.0

/// A planning model that a new company may begin with.
public struct ModelTemplate: Sendable {
  /// What a template is called, without its text.
  public struct Name: Sendable {
    /// The file's name: `trade`.
    public let key: String
    public let label: BilingualText
    public let detail: BilingualText
  }

  public let name: Name
  public let text: String

  public init(_ name: Name, text: String) {
    self.name = name
    self.text = text
  }

  /// The standard model first: a company that chooses nothing begins with it.
  public static let names = [
    Name(
      key: "manufacturing", label: BilingualText("制造（备货）", "Manufacturing to stock"),
      detail: BilingualText("物料清单、净需求、库存、账期、三表和每天的资金", "bills of material, netting, stock, terms, statements and daily cash")),
    Name(
      key: "to-order", label: BilingualText("制造（按单）", "Manufacturing to order"),
      detail: BilingualText("定金、按单买料、交付曲线、在制品", "deposits, material by order, delivery profile, work in process")),
    Name(
      key: "trade", label: BilingualText("贸易", "Trade"),
      detail: BilingualText("按备货月数采购，没有生产", "purchases for the months of stock wanted, no production")),
    Name(
      key: "e-commerce", label: BilingualText("电商", "E-commerce"),
      detail: BilingualText("退货、佣金、推广、平台结算", "returns, commission, promotion, platform settlement")),
    Name(
      key: "software", label: BilingualText("软件", "Software"),
      detail: BilingualText("订阅与续约，收入按服务期确认，合同负债", "subscriptions and renewals, revenue over the term, contract liability")),
    Name(
      key: "projects", label: BilingualText("项目", "Projects"),
      detail: BilingualText("按进度确认、里程碑开票、质保金", "revenue by progress, milestone billing, retention")),
  ]
}

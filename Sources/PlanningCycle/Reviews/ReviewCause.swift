// SPDX-License-Identifier: Apache-2.0

/// Why something came otherwise: one of a list, so that months can be compared. 可控 is what the company itself could have done otherwise.
public enum CauseKind: String, Sendable, CaseIterable, Hashable {
  case forecastMethod = "forecast-method"
  case forecastInputs = "forecast-inputs"
  case customerCare = "customer-care"
  case dealPursuit = "deal-pursuit"
  case pricing
  case promotion
  case stockOut = "stock-out"
  case lateDelivery = "late-delivery"
  case quality
  case staffing
  case marketDemand = "market-demand"
  case competitor
  case customerDecision = "customer-decision"
  case policy
  case calendar
  case weather
  case outsideSupply = "outside-supply"
  case otherOutside = "other-outside"

  public var isControllable: Bool {
    switch self {
    case .forecastMethod, .forecastInputs, .customerCare, .dealPursuit, .pricing, .promotion, .stockOut, .lateDelivery, .quality, .staffing:
      true
    case .marketDemand, .competitor, .customerDecision, .policy, .calendar, .weather, .outsideSupply, .otherOutside: false
    }
  }

  public var label: BilingualText {
    switch self {
    case .forecastMethod: BilingualText("预测方法与假设", "Forecast method and assumptions")
    case .forecastInputs: BilingualText("数据不准或迟报", "Data wrong or late")
    case .customerCare: BilingualText("客户跟进不足", "Customers not looked after")
    case .dealPursuit: BilingualText("商机推进不力", "Deals not pursued")
    case .pricing: BilingualText("定价与折扣决策", "Prices and discounts")
    case .promotion: BilingualText("促销执行", "Promotions")
    case .stockOut: BilingualText("缺货断供", "Out of stock")
    case .lateDelivery: BilingualText("交付延误", "Late delivery")
    case .quality: BilingualText("产品与服务质量", "Quality of product or service")
    case .staffing: BilingualText("人员配置", "Staffing")
    case .marketDemand: BilingualText("市场需求变化", "Market demand")
    case .competitor: BilingualText("竞争对手动作", "Competitors")
    case .customerDecision: BilingualText("客户自身经营变化", "The customer's own decision")
    case .policy: BilingualText("政策与税率", "Policy and taxes")
    case .calendar: BilingualText("节假日与工作日", "Holidays and workdays")
    case .weather: BilingualText("天气", "Weather")
    case .outsideSupply: BilingualText("外部供应中断", "Supply from outside")
    case .otherOutside: BilingualText("其他外部原因", "Other, from outside")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
public import Access

extension Permission {
  /// Both languages, for screens.
  public var label: BilingualText {
    switch self {
    case .viewPlan: BilingualText("看预测、计划、商机、目标", "See forecasts, plans, deals, targets")
    case .viewCompany: BilingualText("看全公司的预算与导入", "See budgets and imports of the whole company")
    case .viewStatements: BilingualText("看三表与月报", "See the statements and the monthly report")
    case .viewTaxes: BilingualText("看税费", "See taxes")
    case .viewSupply: BilingualText("看供需与库存", "See supply and stock")
    case .viewPurchases: BilingualText("看采购与订单", "See purchases and orders")
    case .viewCash: BilingualText("看资金", "See cash")
    case .viewCost: BilingualText("看成本与毛利", "See costs and margins")
    case .viewPay: BilingualText("看薪酬", "See pay")
    case .editForecast: BilingualText("改销售预测", "Change sales forecasts")
    case .editDeal: BilingualText("改商机", "Change deals")
    case .editDriver: BilingualText("改动因与假设", "Change drivers and assumptions")
    case .editBudget: BilingualText("上报预算", "Hand in budgets")
    case .editSupply: BilingualText("改供应参数、下达订单", "Change supply, release orders")
    case .editCash: BilingualText("录资金计划", "Enter planned money")
    case .importFacts: BilingualText("导入数据", "Import data")
    case .releaseData: BilingualText("放行被隔离的数据", "Release held data")
    case .runCycle: BilingualText("重跑预测与计划", "Refresh forecasts and the plan")
    case .approve: BilingualText("审批", "Approve")
    case .editModel: BilingualText("改计划模型", "Change the planning model")
    case .exportData: BilingualText("导出", "Export")
    case .verify: BilingualText("校验账本", "Verify the journal")
    case .readAudit: BilingualText("看审计", "Read the audit")
    case .manageUsers: BilingualText("管理人员与权限", "Manage people and rights")
    case .backUp: BilingualText("备份与恢复", "Back up and restore")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What somebody does in the company; decides what they may do here.
public enum Role: String, Hashable, Sendable, CaseIterable, Codable {
  case generalManager
  case salesDirector
  case regionalManager
  case salesperson
  case financeDirector
  case treasurer
  case purchasingManager
  case departmentHead
  case auditor
  case administrator

  /// The Chinese word of the field: 总经理, 销售总监 ….
  public var chineseName: String {
    switch self {
    case .generalManager: return "总经理"
    case .salesDirector: return "销售总监"
    case .regionalManager: return "区域经理"
    case .salesperson: return "销售员"
    case .financeDirector: return "财务总监"
    case .treasurer: return "资金主管"
    case .purchasingManager: return "采购经理"
    case .departmentHead: return "部门负责人"
    case .auditor: return "审计员"
    case .administrator: return "系统管理员"
    }
  }

  /// Says whether the table of permissions gives `permission` to this role.
  public func holds(_ permission: Permission) -> Bool { permissions.contains(permission) }

  /// All permissions of the role, in the order of `Permission.allCases`.
  public var permissions: [Permission] {
    Permission.allCases.filter { Role.table($0).contains(self) }
  }

  /// Who holds a permission. Written by permission, so that the question an auditor asks, 谁能做这件事, is one line.
  ///
  /// The administrator runs the house and may do everything in it but approve: an approval is a decision of the
  /// business, and whoever hands out the rights must not also sign with them (职责分离). The auditor looks at everything but what single
  /// people earn, and changes nothing.
  private static func table(_ permission: Permission) -> [Role] {
    let everybody = Role.allCases
    switch permission {
    case .viewPlan, .viewCompany, .exportData: return everybody
    case .viewStatements: return [.generalManager, .salesDirector, .financeDirector, .treasurer, .auditor, .administrator]
    case .viewSupply:
      return [
        .generalManager, .salesDirector, .regionalManager, .financeDirector, .treasurer, .purchasingManager, .auditor, .administrator,
      ]
    case .viewCash, .viewTaxes: return [.generalManager, .financeDirector, .treasurer, .auditor, .administrator]
    case .viewCost, .viewPurchases:
      return [
        .generalManager, .salesDirector, .financeDirector, .treasurer, .purchasingManager, .auditor, .administrator,
      ]
    case .viewPay: return [.generalManager, .financeDirector, .administrator]
    case .editForecast: return [.generalManager, .salesDirector, .regionalManager, .administrator]
    case .editDeal: return [.generalManager, .salesDirector, .regionalManager, .salesperson, .administrator]
    case .editDriver: return [.generalManager, .financeDirector, .administrator]
    case .editBudget:
      return [.generalManager, .salesDirector, .financeDirector, .treasurer, .purchasingManager, .departmentHead, .administrator]
    case .editSupply: return [.generalManager, .purchasingManager, .administrator]
    case .editCash: return [.generalManager, .financeDirector, .treasurer, .administrator]
    case .importFacts:
      return [.salesDirector, .financeDirector, .treasurer, .purchasingManager, .administrator]
    case .releaseData: return [.generalManager, .financeDirector, .administrator]
    case .runCycle: return [.generalManager, .salesDirector, .financeDirector, .administrator]
    case .approve: return [.generalManager, .salesDirector, .financeDirector]
    case .editModel: return [.financeDirector, .administrator]
    case .verify: return [.generalManager, .financeDirector, .auditor, .administrator]
    case .readAudit: return [.generalManager, .auditor, .administrator]
    case .manageUsers, .backUp: return [.administrator]
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A permission as a type, so that a use case can name in its signature the proof it wants:
/// `func editForecast(_ proof: Authorized<To.EditForecast>, …)`.
public protocol PermissionKind: Sendable {
  static var permission: Permission { get }
}

/// The permissions as types, one for each `Permission`. `Authorized<To.EditForecast>` reads as it is meant.
public enum To {
  public enum ViewPlan: PermissionKind { public static var permission: Permission { .viewPlan } }
  public enum ViewCompany: PermissionKind { public static var permission: Permission { .viewCompany } }
  public enum ViewStatements: PermissionKind { public static var permission: Permission { .viewStatements } }
  public enum ViewTaxes: PermissionKind { public static var permission: Permission { .viewTaxes } }
  public enum ViewSupply: PermissionKind { public static var permission: Permission { .viewSupply } }
  public enum ViewPurchases: PermissionKind { public static var permission: Permission { .viewPurchases } }
  public enum ViewCash: PermissionKind { public static var permission: Permission { .viewCash } }
  public enum ViewCost: PermissionKind { public static var permission: Permission { .viewCost } }
  public enum ViewPay: PermissionKind { public static var permission: Permission { .viewPay } }
  public enum EditForecast: PermissionKind { public static var permission: Permission { .editForecast } }
  public enum EditDeal: PermissionKind { public static var permission: Permission { .editDeal } }
  public enum EditDriver: PermissionKind { public static var permission: Permission { .editDriver } }
  public enum EditBudget: PermissionKind { public static var permission: Permission { .editBudget } }
  public enum EditSupply: PermissionKind { public static var permission: Permission { .editSupply } }
  public enum EditCash: PermissionKind { public static var permission: Permission { .editCash } }
  public enum ImportFacts: PermissionKind { public static var permission: Permission { .importFacts } }
  public enum ReleaseData: PermissionKind { public static var permission: Permission { .releaseData } }
  public enum RunCycle: PermissionKind { public static var permission: Permission { .runCycle } }
  public enum Approve: PermissionKind { public static var permission: Permission { .approve } }
  public enum EditModel: PermissionKind { public static var permission: Permission { .editModel } }
  public enum ExportData: PermissionKind { public static var permission: Permission { .exportData } }
  public enum Verify: PermissionKind { public static var permission: Permission { .verify } }
  public enum ReadAudit: PermissionKind { public static var permission: Permission { .readAudit } }
  public enum ManageUsers: PermissionKind { public static var permission: Permission { .manageUsers } }
  public enum BackUp: PermissionKind { public static var permission: Permission { .backUp } }
}

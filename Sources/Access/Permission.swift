// SPDX-License-Identifier: Apache-2.0

/// One thing that people are let do. The raw value is the stable text in files, events and the HTTP contract.
public enum Permission: String, Hashable, Sendable, CaseIterable, Codable {
  /// See sales forecasts, plans, deals and budgets of one's scope.
  case viewPlan
  /// See figures of the company as a whole: budget forms, imports.
  case viewCompany
  /// See the three statements and the monthly report.
  case viewStatements
  /// See tax returns and when taxes are paid.
  case viewTaxes
  /// See stock, requirements and what is short.
  case viewSupply
  /// See what is bought from whom, at which price, and the orders.
  case viewPurchases
  /// See bank balances, receipts and payments.
  case viewCash
  /// See purchase prices, costs and margins.
  case viewCost
  /// See what people of a department earn.
  case viewPay
  /// Override a sales forecast.
  case editForecast
  /// Change a deal: amount, stage, days.
  case editDeal
  /// Change a driver or an assumption of the plan: price, rate, payment term.
  case editDriver
  /// Hand in a budget form or a change of it.
  case editBudget
  /// Change lead times, lots, safety stock and planned orders.
  case editSupply
  /// Enter planned receipts, payments, bills and loans.
  case editCash
  /// Bring in facts from a file or a feed.
  case importFacts
  /// Let held data of somebody else into the plan, and set the rules that hold them.
  case releaseData
  /// Refresh forecasts and run a planning cycle.
  case runCycle
  /// Approve or return a version, a change proposal or a budget document.
  case approve
  /// Change the planning model: dimensions, measures, formulas.
  case editModel
  /// Take numbers out in files, within one's scope.
  case exportData
  /// Recompute the journal's chain and every derived number, and compare.
  case verify
  /// Read who did what, when and from where, and what rights somebody has.
  case readAudit
  /// Add people, set roles and scopes, reset passwords.
  case manageUsers
  /// Write and restore backups.
  case backUp

  /// What a permission is about, and so whether somebody who is narrowed to some rows can use it.
  public enum Reach: String, Hashable, Sendable, CaseIterable {
    /// Rows: whoever is narrowed uses it within their scope.
    case rows
    /// The company as a whole, whose figures hold everybody's rows: nobody who is narrowed uses it, whatever their role.
    case company
  }

  public var reach: Reach {
    switch self {
    case .viewPlan, .viewCost, .viewPay, .editForecast, .editDeal, .editDriver, .editBudget, .exportData: .rows
    case .viewCompany, .viewStatements, .viewTaxes, .viewSupply, .viewPurchases, .viewCash, .editSupply, .editCash, .importFacts,
      .releaseData,
      .runCycle, .approve, .editModel, .verify, .readAudit, .manageUsers, .backUp:
      .company
    }
  }
}

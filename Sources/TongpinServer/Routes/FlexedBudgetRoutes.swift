// SPDX-License-Identifier: Apache-2.0
import Access
import FinancialPlanning
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let flexedBudgets: [Route] = [
    .route(.get, "/api/v1/budgets/{form}/flexed", To.ViewCompany.self, "A form's budget at the volume that came, by department and kind") {
      proof, input, workspace in
      try workspace.flexedBudget(
        proof, input.path["form"] ?? "", period: input.query["period"].flatMap { $0.isEmpty ? nil : $0 }, scenario: try scenario(of: input)
      ).json(revision: workspace.revision)
    }
  ]
}

extension FlexedBudgetView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("key", .string(key)), .init("label", .text(label)), .init("period", .string(period)),
      .init("months", JSON(months) { .string($0) }), .init("isForecast", JSON(isForecast)), .init("source", .string(source.rawValue)),
      .init("revenueSource", .string(revenueSource.rawValue)), .init("budgetRevenue", .money(budgetRevenue)),
      .init("revenue", .money(revenue)), .init("departments", JSON(departments) { $0.json }), .init("total", total?.json ?? .null),
    ])
  }
}

extension FlexedBudgetView.Department {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(code)), .init("name", .text(name)), .init("figures", variance.json),
      .init(
        "kinds",
        JSON(kinds) {
          .object([.init("label", .text($0.label)), .init("rules", JSON($0.rules) { $0.json }), .init("figures", $0.variance.json)])
        }),
    ])
  }
}

extension FlexRule {
  fileprivate var json: JSON {
    func rule(_ driver: String, _ rate: Double, decimals: Int, every: Double? = nil) -> JSON {
      .object([
        .init("driver", .string(driver)), .init("rate", .figure(rate, decimals: decimals)), .init("every", .figure(every, decimals: 2)),
      ])
    }
    switch self {
    case .revenue(let share): return rule("revenue", share, decimals: 6)
    case .units(let yuan): return rule("units", yuan, decimals: 4)
    case .heads(let yuan): return rule("heads", yuan, decimals: 2)
    case .step(let yuan, let size): return rule("step", yuan, decimals: 2, every: size)
    }
  }
}

extension FlexedVariance {
  fileprivate var json: JSON {
    .object([
      .init("budget", .money(budget)), .init("volume", .money(volume)), .init("flexed", .money(flexed)),
      .init("spending", .money(spending)),
      .init("actual", .money(actual)),
    ])
  }
}

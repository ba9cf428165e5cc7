// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let budgets: [Route] = [
    .route(.get, "/api/v1/budgets", To.ViewPlan.self, "All budget forms with the line that stands for each") { proof, input, workspace in
      let forms = try workspace.budgetForms(proof, period: given(input, "period"), scenario: try scenario(of: input))
      return .object([
        .init("revision", .integer(workspace.revision)),
        .init(
          "forms",
          JSON(forms) { form in
            .object([
              .init("key", .string(form.key)), .init("label", .text(form.label)), .init("group", .string(form.group.rawValue)),
              .init("headline", form.headline.json),
            ])
          }),
      ])
    },
    .route(.get, "/api/v1/budgets/{form}", To.ViewPlan.self, "A budget form: budget, rolling forecast and actual of a period") {
      proof, input, workspace in
      try workspace.budgetForm(
        proof, input.path["form"] ?? "", period: given(input, "period"), department: given(input, "department"),
        scenario: try scenario(of: input)
      ).json(revision: workspace.revision)
    },
  ]

  private static func given(_ input: RouteInput, _ name: String) -> String? { input.query[name].flatMap { $0.isEmpty ? nil : $0 } }
}

extension BudgetFormView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("key", .string(key)), .init("label", .text(label)),
      .init("group", .string(group.rawValue)),
      .init("period", .string(period)), .init("months", JSON(months) { .string($0) }), .init("closedMonths", JSON(closedMonths)),
      .init("department", JSON(department)),
      .init(
        "departments", JSON(departments) { .object([.init("code", .string($0.code)), .init("name", .text($0.name))]) }),
      .init("lines", JSON(lines) { $0.json }),
      .init(
        "checks",
        JSON(checks) {
          .object([.init("label", .text($0.label)), .init("holds", JSON($0.holds)), .init("difference", .money($0.difference))])
        }),
    ])
  }
}

extension BudgetFormView.Line {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("rank", .string(rank.rawValue)), .init("unit", .string(unit)),
      .init("good", JSON(good)), .init("cell", JSON(cell)), .init("source", .string(source.rawValue)),
      .init("isForecastOnly", JSON(isForecastOnly)), .init("figures", figures.json(unit)),
      .init("months", JSON(months) { $0.json(unit) }),
    ])
  }
}

extension BudgetFormView.Figures {
  fileprivate func json(_ unit: String) -> JSON {
    // A percentage travels as a fraction.
    func value(_ value: Int64?) -> JSON { unit == "%" ? .share(value.map { Double($0) / 10_000 }) : .money(value) }
    return .object([
      .init("budget", value(budget)), .init("forecast", value(forecast)), .init("actual", value(actual)),
      .init("difference", value(difference)), .init("differenceRate", .share(differenceRate)), .init("attainment", .share(attainment)),
    ])
  }
}

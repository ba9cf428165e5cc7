// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
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
              .init("headline", form.headline.json), .init("isApproved", JSON(form.isApproved)), .init("proposals", JSON(form.proposals)),
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
    .route(.get, "/api/v1/budget-proposals", To.ViewPlan.self, "Figures of approved forms that left their limits, to be decided") {
      proof, input, workspace in
      let proposals = try workspace.budgetProposals(proof)
      return .object([
        .init("revision", .integer(workspace.revision)), .init("flow", workspace.changeFlow(proof).map { .text($0) } ?? .null),
        .init("proposals", JSON(proposals) { $0.json }),
      ])
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
      .init("hasFlexed", JSON(hasFlexed)), .init("lines", JSON(lines) { $0.json }),
      .init(
        "checks",
        JSON(checks) {
          .object([.init("label", .text($0.label)), .init("holds", JSON($0.holds)), .init("difference", .money($0.difference))])
        }),
      .init("approval", approval?.json ?? .null),
      .init(
        "contents",
        contents.map { .object([.init("budget", .string($0.budget)), .init("forecast", .string($0.forecast))]) } ?? .null),
      .init("way", way?.json ?? .null), .init("parts", JSON(parts) { $0.json }),
    ])
  }
}

extension BudgetFormView.Part {
  fileprivate var json: JSON {
    .object([
      .init("department", .string(department)), .init("name", .text(name)), .init("figure", .money(figure)),
      .init(
        "handedIn",
        handedIn.map { one in
          .object([.init("by", .text(one.by)), .init("at", .integer(one.at.millisecondsSinceEpoch)), .init("figure", .money(one.figure))])
        } ?? .null),
      .init("hasMoved", JSON(hasMoved)), .init("mayHandIn", JSON(mayHandIn)), .init("content", JSON(content)),
    ])
  }
}

extension BudgetFormView.Way {
  fileprivate var json: JSON {
    .object([
      .init("flow", flow.map { .text($0) } ?? .null), .init("offers", JSON(offers) { .string($0.rawValue) }),
      .init(
        "running",
        running.map { running in
          .object([
            .init("approval", .integer(running.approval)), .init("purpose", .string(running.purpose.rawValue)),
            .init("status", .string(running.status)),
            .init("waits", JSON(running.waits) { .object([.init("step", .text($0.step)), .init("person", .text($0.person))]) }),
          ])
        } ?? .null),
    ])
  }
}

extension BudgetFormView.Line {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("rank", .string(rank.rawValue)), .init("unit", .string(unit)),
      .init("good", JSON(good)), .init("cell", JSON(cell)), .init("source", .string(source.rawValue)),
      .init("isInput", JSON(isInput)), .init("isForecastOnly", JSON(isForecastOnly)), .init("figures", figures.json(unit)),
      .init("band", band?.json ?? .null),
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

extension BudgetFormView.Band {
  fileprivate var json: JSON {
    .object([
      .init("low", .money(low)), .init("high", .money(high)), .init("inForce", .money(inForce)), .init("isOutside", JSON(isOutside)),
    ])
  }
}

extension BudgetFormView.Approval {
  fileprivate var json: JSON {
    .object([
      .init("number", JSON(number)), .init("event", .integer(event)), .init("by", .string(by)),
      .init("at", .integer(at.millisecondsSinceEpoch)),
      .init("reason", .string(reason)), .init("content", .string(content)), .init("limit", limit?.json ?? .null),
      .init(
        "lines",
        JSON(lineLimits.sorted { $0.key < $1.key }) { .object([.init("line", .string($0.key)), .init("limit", $0.value.json)]) }),
      .init(
        "released",
        released.map { .object([.init("by", .string($0.by)), .init("at", .integer($0.at.millisecondsSinceEpoch))]) } ?? .null),
    ])
  }
}

extension BudgetLimit {
  var json: JSON {
    switch self {
    case .share(let share): .object([.init("percent", .money(share)), .init("amount", .null)])
    case .amount(let amount): .object([.init("percent", .null), .init("amount", .money(amount))])
    }
  }
}

extension BudgetProposal {
  fileprivate var json: JSON {
    .object([
      .init("form", .string(form)), .init("formLabel", .text(formLabel)), .init("year", JSON(year)), .init("line", .string(line)),
      .init("label", .text(label)), .init("unit", .string(unit)), .init("good", JSON(good)), .init("cell", JSON(cell)),
      .init("approved", .money(approved)), .init("forecast", .money(forecast)), .init("change", .money(forecast - approved)),
      .init("low", .money(low)), .init("high", .money(high)), .init("limit", limit.json), .init("approval", .integer(approval)),
      .init("running", running.map { .integer($0) } ?? .null),
      .init(
        "cause",
        cause.map {
          .object([
            .init("event", .integer($0.event)), .init("by", .string($0.by)), .init("at", .integer($0.at.millisecondsSinceEpoch)),
            .init("label", .text($0.label)),
          ])
        } ?? .null),
    ])
  }
}

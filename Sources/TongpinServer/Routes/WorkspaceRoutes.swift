// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import HTTPTypes
import Planning
import PlanningCycle
import Wire

extension Route {
  static let workspace: [Route] = [
    .route(.get, "/api/v1/workspace", To.ViewPlan.self, "What this company is: months, items, regions, people") { proof, _, workspace in
      let plan = workspace.plan
      let people = try workspace.personNames(proof)
      // Whoever finds nothing and may bring nothing in is told whom to ask.
      let starters = workspace.isEmpty ? try workspace.people(proof, whoMay: .importFacts) : []
      return .object([
        .init("name", .text(workspace.settings.name)), .init("isSample", JSON(workspace.settings.isSample)),
        .init("isEmpty", JSON(workspace.isEmpty)), .init("today", .day(workspace.planningDay)),
        .init("cutoffMonth", .month(plan.cutoff)), .init("firstMonth", .month(plan.calendar.firstMonth)),
        .init("lastMonth", .month(plan.calendar.lastMonth)), .init("firstDay", .day(plan.calendar.firstDay)),
        .init("lastDay", .day(plan.calendar.lastMonth.lastDay)), .init("currency", .string(workspace.settings.currency)),
        .init("revision", .integer(workspace.revision)),
        .init(
          "templates",
          JSON(workspace.environment.templates.map(\.name)) {
            .object([.init("key", .string($0.key)), .init("label", .text($0.label)), .init("detail", .text($0.detail))])
          }),
        .init("families", JSON(plan.catalogue.families) { named($0, prefix: "F:") }),
        .init(
          "items",
          JSON(plan.catalogue.items) { item in
            .object([
              .init("code", .string(item.code)), .init("name", .text(item.name)),
              .init("family", .string("F:" + item.family)), .init("isSold", JSON(item.isSold)),
            ])
          }),
        .init("regions", JSON(workspace.regions(proof)) { named($0, prefix: "") }),
        .init("people", JSON(people) { .object([.init("login", .string($0.login)), .init("name", .text($0.name))]) }),
        .init("starters", JSON(starters) { .object([.init("name", .text($0.name)), .init("role", .text($0.role))]) }),
        .init(
          "kinds",
          JSON(FactKind.allCases) {
            .object([.init("kind", .string($0.rawValue)), .init("label", .text($0.label))])
          }),
      ])
    },
    .route(.post, "/api/v1/workspace/setup", To.ImportFacts.self, "What an empty workspace begins with") {
      proof, input, workspace in
      let context = CommandContext(person: proof.person, key: "setup", at: workspace.environment.now())
      let body = try input.json()
      if body["choice"]?.text == "demo" {
        try workspace.loadSample(proof, context: context)
      } else if let template = body["template"]?.text, !template.isEmpty {
        let chosen = CommandContext(person: proof.person, key: "setup-\(template)-\(workspace.revision)", at: context.at)
        _ = try workspace.chooseTemplate(try Access.authorize(proof.person, to: To.EditModel.self), template, context: chosen)
      }
      return .object([.init("revision", .integer(workspace.revision)), .init("isEmpty", JSON(workspace.isEmpty))])
    },
    .route(.post, "/api/v1/workspace/reset", To.RunCycle.self, "The example company as it was made") {
      proof, input, workspace in
      let name = workspace.settings.name
      guard let confirmed = try input.json()["confirm"]?.text, [name.chinese, name.english].contains(confirmed) else {
        throw Problem.request("request.not-confirmed", zh: "请输入公司名称确认", en: "confirm with the company's name")
      }
      let key = "reset-\(workspace.revision)"
      try workspace.resetSample(proof, context: CommandContext(person: proof.person, key: key, at: workspace.environment.now()))
      return .object([.init("revision", .integer(workspace.revision))])
    },
  ]

  private static func named(_ entry: Catalogue.Named, prefix: String) -> JSON {
    .object([.init("code", .string(prefix + entry.code)), .init("name", .text(entry.name))])
  }
}

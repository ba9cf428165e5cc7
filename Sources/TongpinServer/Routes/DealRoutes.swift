// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let deals: [Route] = [
    .reading(.get, "/api/v1/deals", To.ViewPlan.self, "Deals, stages with learnt win rates, months") { proof, _, workspace in
      let view = try workspace.dealsView(proof)
      let revision = workspace.revision
      return .values {
        .object([
          .init("revision", .integer(revision)),
          .init("stages", JSON(view.stages) { $0.json }),
          .init("months", JSON(view.months) { $0.json }),
          .init("deals", JSON(view.lines) { $0.json }),
        ])
      }
    }
  ]
}

extension DealsView.Stage {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(name)), .init("label", .text(StageName.label(name))), .init("winRate", .share(winRate)),
      .init("delayDays", .figure(delayDays, decimals: 0)), .init("count", JSON(count)),
      .init("amountInclTax", .money(amount)), .init("weighted", .money(weighted)),
    ])
  }
}

extension DealsView.MonthTotal {
  fileprivate var json: JSON {
    .object([
      .init("month", .month(month)), .init("count", JSON(count)), .init("amountInclTax", .money(amount)),
      .init("weighted", .money(weighted)),
    ])
  }
}

extension DealsView.Line {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(deal.code)), .init("name", .string(deal.name.chinese)), .init("label", .text(deal.name)),
      .init(
        "customer",
        .object([
          .init("code", JSON(deal.customer)), .init("name", .string(customerName.chinese)),
          .init("label", .text(customerName)),
        ])),
      .init("item", .object([.init("code", JSON(deal.item)), .init("name", .text(itemName))])),
      .init("region", JSON(deal.region)), .init("regionName", .text(regionName)), .init("owner", JSON(ownerName?.chinese)),
      .init("ownerName", ownerName.map { .text($0) } ?? .null),
      .init("stage", .string(deal.stage)), .init("stageLabel", .text(StageName.label(deal.stage))),
      .init("outcome", .string(deal.outcome == .open ? "open" : deal.outcome == .won ? "won" : "lost")),
      .init("kind", .string(deal.kind.rawValue)), .init("amountInclTax", .money(deal.amountInclTax)),
      .init("amountExclTax", .money(amountExclTax)), .init("weighted", .money(weighted)),
      .init("winRate", .share(winRate)), .init("openedOn", .day(deal.openedOn)),
      .init("closesOn", .day(deal.closesOn)), .init("deliversOn", .day(deal.deliversOn)),
      .init("isCommitted", JSON(deal.isCommitted)), .init("ageDays", JSON(ageDays)), .init("slips", JSON(slips)),
      .init("version", .integer(deal.batch)),
      .init(
        "history",
        JSON(deal.history) { step in
          .object([
            .init("stage", .string(step.stage)), .init("stageLabel", .text(StageName.label(step.stage))),
            .init("enteredOn", .day(step.enteredOn)),
            .init("closesOn", .day(step.closesOn)),
          ])
        }),
    ])
  }
}

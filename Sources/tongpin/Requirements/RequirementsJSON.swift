// SPDX-License-Identifier: Apache-2.0
import SupplyPlanning
import Wire

/// A planned scenario as JSON: records by day, write-offs, planned orders, exceptions, findings, whether it holds.
struct RequirementsJSON {
  let file: String
  let planned: PlannedScenario
  let verdict: ScenarioVerdict

  private var scenario: SupplyScenario { planned.scenario }

  var json: JSON {
    .object([
      .init("file", .string(file)), .init("title", .string(scenario.title)), .init("passes", JSON(verdict.passes)),
      .init("held", JSON(verdict.held)), .init("failures", JSON(verdict.failures, finding)),
      .init("announced", JSON(verdict.expectedFindings, finding)), .init("warnings", JSON(verdict.warnings, finding)),
      .init("days", JSON(Array(scenario.days)) { .string(scenario.text($0)) }),
      .init("items", JSON(planned.plan.inputs.bill.planningOrder, item)),
      .init("write_offs", JSON(planned.demand.ledger.rows, writeOff)),
      .init(
        "planned_orders",
        JSON(planned.network.supplies.indices.filter { planned.network.supplies[$0].source == .planned }, order)),
      .init("exceptions", JSON(planned.exceptions, exception)), .init("loads", JSON(planned.loads, load)),
    ])
  }

  /// The shortest text that reads back as the same number; what is not finite is null.
  private func number(_ value: Double) -> JSON {
    guard value.isFinite else { return .null }
    return value == value.rounded() && value.magnitude < 1e15 ? .integer(Int64(value)) : .number("\(value)")
  }
  private func day(_ planDay: Int32) -> JSON { .string(scenario.text(planDay: planDay)) }

  private func item(_ item: Int32) -> JSON {
    let stated = scenario.items[Int(item)]
    var members: [JSON.Member] = [.init("code", .string(stated.code)), .init("name", .string(stated.name))]
    for row in GridRow.allCases { members.append(.init(row.rawValue, JSON(planned.row(row, of: item), number))) }
    if stated.unitCost > 0 {
      let health = stockHealth(of: Int(item), plan: planned.plan, unitCost: stated.unitCost)
      members += [
        .init("average_stock_money", number(health.average.money)), .init("excess", number(health.excess.quantity)),
        .init("excess_money", number(health.excess.money)), .init("age", JSON(SupplyReport.age(item, planned)) { number($0.money) }),
      ]
      members.append(.init("turnover", number(health.turnover)))
    }
    return .object(members)
  }

  private func writeOff(_ row: WriteOff) -> JSON {
    .object([
      .init("forecast", .string(scenario.forecastNumbers[Int(row.line)])), .init("order", .string(scenario.orderNumbers[Int(row.order)])),
      .init("forecast_day", .string(scenario.text(planned.demand.ledger.parts[Int(row.part)].day))),
      .init("quantity", number(row.quantity)),
      .init("on", .string(scenario.text(row.on))), .init("reverses", row.reverses.map { JSON(Int($0)) } ?? .null),
    ])
  }

  private func order(_ position: Int) -> JSON {
    let order = planned.network.supplies[position]
    return .object([
      .init("item", .string(scenario.items[Int(order.item)].code)), .init("kind", .string(planned.kind(of: order.item).rawValue)),
      .init("quantity", number(order.quantity)),
      .init("release", day(order.releaseDay)), .init("due", day(order.day)), .init("late_by", JSON(Int(order.lateBy))),
      .init("supplier", JSON(planned.supplier(order))),
      .init(
        "serves",
        JSON(planned.ends(ofSupply: position)) { .object([.init("demand", .string($0.name)), .init("quantity", number($0.quantity))]) }),
    ])
  }

  private func exception(_ found: SupplyException) -> JSON {
    .object([
      .init("kind", .string(SupplyReport.word(found.kind))), .init("subject", .string(SupplyReport.subject(found, planned))),
      .init("day", day(found.day)), .init("new_day", found.newDay < 0 ? .null : day(found.newDay)),
      .init("quantity", number(found.quantity)),
      .init("working_days", JSON(Int(found.workingDays))), .init("reason", .string(found.reason.rawValue)),
      .init("hurts", JSON(planned.names(found.hurts)) { .string($0) }),
    ])
  }

  private func load(_ load: ResourceLoad) -> JSON {
    .object([
      .init("resource", .string(scenario.resourceNames[Int(load.resource)])), .init("from", day(load.firstDay)),
      .init("load", number(load.load)), .init("available", number(load.available)),
    ])
  }

  private func finding(_ finding: ScenarioFinding) -> JSON {
    .object([
      .init("code", .string(finding.code.rawValue)), .init("severity", .string(finding.isError ? "error" : "warning")),
      .init("line", JSON(finding.place.line)), .init("column", JSON(finding.place.column)), .init("subject", .string(finding.subject)),
      .init("zh", .string(finding.chinese)), .init("en", .string(finding.english)), .init("hint_zh", .string(finding.hintChinese)),
      .init("hint_en", .string(finding.hintEnglish)),
    ])
  }
}

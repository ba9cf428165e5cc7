// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Foundation
import HTTPTypes
import Journal
import Planning
import PlanningCycle
import Testing
import WarehouseSQLite
import Wire

@testable import TongpinServer

/// A trader of two fans in a tree of regions (中国 > 华东 > 上海, 中国 > 华南) with two sellers and two departments, behind the route
/// table. Seen on 2026-11-23; October is closed.
final class RegionsCompany {
  static let today = Day(iso: "2026-11-23")!
  static let regions = ["CHINA", "EAST", "SHANGHAI", "SOUTH"]
  static let boss = Person(id: 2, login: "wang", name: "王", title: "总经理", role: .generalManager)
  static let finance = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  /// The status of the contract, the code of a problem, and the body as it travels.
  typealias Answer = (status: Int, code: String, text: String)

  let workspace: Workspace
  private var counter = 0

  init() throws {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let environment = WorkspaceEnvironment(
      now: { Moment(millisecondsSinceEpoch: 1_795_392_000_000) }, today: { Self.today },
      modelText: try String(contentsOf: root.appendingPathComponent("Models/manufacturing.plan"), encoding: .utf8),
      work: SerialWork(), reader: NoFiles())
    let store = try SQLiteWorkspace.inMemory()
    try OpenWorkspace.create(
      WorkspaceSettings(name: BilingualText("风扇行", "Fans"), currency: "CNY", isSample: false, madeFor: Self.today), store: store,
      at: environment.now())
    for (number, table) in Self.facts.enumerated() {
      let draft = EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "facts-\(number)")
      _ = try store.record(FactBatch(table: table, recordedOn: Self.today), for: draft, at: environment.now())
    }
    workspace = try OpenWorkspace.open(store: store, environment: environment)
  }

  /// What a request comes to.
  func ask(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, as person: Person) -> (
    status: Int, code: String, text: String
  ) {
    let parts = path.split(separator: "?", maxSplits: 1)
    var query: [String: String] = [:]
    for pair in parts.count == 2 ? parts[1].split(separator: "&") : [] {
      let halves = pair.split(separator: "=", maxSplits: 1)
      query[String(halves[0])] = halves.count == 2 ? String(halves[1]).removingPercentEncodingOrSame : ""
    }
    guard let (route, parameters) = Self.table.match(method: method, path: String(parts[0])) else { return (404, "no route", "") }
    let input = RouteInput(path: parameters, query: query, body: body?.encoded() ?? [], person: person, language: "zh")
    do {
      let answer = try route.answer(input, workspace).answer
      let text: String
      if case .document(let work) = answer {
        text = "\(try work().bytes)"
      } else {
        text = String(decoding: try answer.written().encoded(), as: UTF8.self)
      }
      return (200, "", text)
    } catch {
      let problem = Problem.from(error)
      return (problem.status, problem.code, String(decoding: problem.json.encoded(), as: UTF8.self))
    }
  }

  private static let table = RouteTable(Route.all)

  @discardableResult
  func send(_ kind: String, _ payload: [JSON.Member], as person: Person = boss) -> Answer {
    counter += 1
    return ask(
      .post, "/api/v1/commands",
      .object([
        .init("id", .string("command-\(counter)")), .init("kind", .string(kind)), .init("reason", .string("依据通知")),
        .init("payload", .object(payload)),
      ]), as: person)
  }

  func edit(_ cell: String, _ value: Int, as person: Person = boss) -> Answer {
    send("edit-cells", Self.cells(cell, value), as: person)
  }

  static func cells(_ cell: String, _ value: Int) -> [JSON.Member] {
    [.init("cells", .array([.object([.init("cell", .string(cell)), .init("value", .string("\(value)"))])]))]
  }
}

extension RegionsCompany {
  private static func pieces(_ count: Int) -> FactValue { .number(Int64(count) * 10_000) }
  private static func yuan(_ amount: Int) -> FactValue { .number(Int64(amount) * 100) }
  private static func price(_ amount: Int) -> FactValue { .number(Int64(amount) * 1_000_000) }
  private static func share(_ thousandths: Int) -> FactValue { .number(Int64(thousandths) * 1_000) }
  private static func day(_ text: String) -> FactValue { .day(Day(iso: text)!) }

  private static func table(_ kind: FactKind, _ rows: [[String: FactValue]]) -> FactTable {
    var table = FactTable(kind: kind)
    for (index, row) in rows.enumerated() { table.append(row, line: Int32(index + 2)) }
    return table
  }

  private static let prices = [("FAN-1", 226), ("FAN-2", 339)]

  /// The seller of a region: E1 everywhere but in 华南.
  private static func owner(_ region: String) -> String { region == "SOUTH" ? "E2" : "E1" }

  fileprivate static let facts: [FactTable] = [
    table(
      .items,
      prices.map { code, amount in
        [
          "code": .text(code), "name": .text("风扇 " + code), "family": .text("风扇"), "unit": .text("件"), "is_made": .boolean(false),
          "is_sold": .boolean(true), "standard_cost": price(amount / 2), "tax_rate": share(130), "lead_time_days": .number(3),
        ]
      }),
    table(
      .territories,
      [("CHINA", "中国", ""), ("EAST", "华东", "CHINA"), ("SHANGHAI", "上海", "EAST"), ("SOUTH", "华南", "CHINA")].map {
        $2.isEmpty ? ["code": .text($0), "name": .text($1)] : ["code": .text($0), "name": .text($1), "group": .text($2)]
      }),
    table(.employees, ["E1", "E2"].map { ["code": .text($0), "name": .text("销售员 " + $0)] }),
    table(.customers, regions.map { ["code": .text("C-" + $0), "name": .text("客户 " + $0), "territory": .text($0)] }),
    table(.suppliers, [["code": .text("S1"), "name": .text("风扇厂")]]),
    table(
      .supplierItems,
      prices.map {
        ["item": .text($0), "supplier": .text("S1"), "lead_time_days": .number(5), "price_excl_tax": price($1 / 2), "tax_rate": share(130)]
      }),
    table(
      .prices,
      prices.flatMap { item, amount in
        regions.map { ["item": .text(item), "territory": .text($0), "valid_from": day("2024-01-01"), "price_incl_tax": price(amount)] }
      }),
    table(
      .salesOrderLines,
      (0..<16).flatMap { index -> [[String: FactValue]] in
        let month = Month(year: 2025, month: 7).adding(months: index)
        return prices.enumerated().flatMap { position, item in
          regions.enumerated().map { place, region -> [String: FactValue] in
            let count = 40 + 10 * position + 7 * place + (index * 5) % 9
            return [
              "order_number": .text("SO-\(month)-\(region)"), "line_number": .number(Int64(position + 1)),
              "ordered_on": .day(month.firstDay.adding(days: 9)), "item": .text(item.0), "customer": .text("C-" + region),
              "territory": .text(region), "owner": .text(owner(region)), "quantity": pieces(count), "price_incl_tax": price(item.1),
              "tax_rate": share(130), "amount_incl_tax": yuan(count * item.1),
            ]
          }
        }
      }),
    table(.stock, prices.map { ["item": .text($0.0), "location": .text("WH"), "counted_on": day("2026-10-31"), "quantity": pieces(90)] }),
    table(
      .deals,
      regions.map { region in
        [
          "code": .text("D-" + region), "name": .text("项目 " + region), "customer": .text("C-" + region), "item": .text("FAN-1"),
          "territory": .text(region), "owner": .text(owner(region)), "stage": .text("报价"), "kind": .text("项目型"), "quantity": pieces(3_000),
          "amount_incl_tax": yuan(678_000), "opened_on": day("2026-03-01"), "closes_on": day("2026-11-10"),
        ]
      }),
    table(
      .departments,
      [
        ["code": .text("D01"), "name": .text("管理部"), "cost_kind": .text("管理")],
        ["code": .text("D02"), "name": .text("销售部"), "cost_kind": .text("销售")],
      ]),
    table(
      .headcount,
      ["D01", "D02"].map {
        ["department": .text($0), "month": .month(Month(year: 2025, month: 1)), "people": pieces(4), "monthly_salary": yuan(9_000)]
      }),
    table(.bankBalances, [["account": .text("6222"), "as_of": day("2026-10-31"), "balance": yuan(400_000), "currency": .text("CNY")]]),
    table(
      .drivers,
      [
        ("minimum_cash", price(100_000)), ("delivery_profile_0", share(700)), ("delivery_profile_1", share(300)),
        ("collection_profile_1", share(1_000)),
      ]
      .map { ["name": .text($0), "value": $1] }),
    table(
      .salesForecasts,
      regions.map {
        [
          "made_on": day("2026-10-25"), "source": .text("销售"), "month": .month(Month(year: 2026, month: 11)), "family": .text("风扇"),
          "territory": .text($0), "amount_incl_tax": yuan(30_000),
        ]
      }),
    table(
      .budgets,
      regions.map {
        [
          "version": .text("2026"), "measure": .text("订单"), "month": .month(Month(year: 2026, month: 11)), "family": .text("风扇"),
          "territory": .text($0), "amount_incl_tax": yuan(28_000),
        ]
      }),
  ]
}

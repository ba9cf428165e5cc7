// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import SupplyPlanning
import Wire

extension Route {
  static let supply: [Route] = [
    .calculated(.get, "/api/v1/supply", To.ViewSupply.self, "Every item with stock, demand and what a planner must see") {
      proof, input, workspace in
      let tolerance = try tolerance(input)
      let board = try board(proof, input, workspace, toleranceDays: tolerance)
      return { board().json }
    },
    .calculated(.get, "/api/v1/supply/items/{item}", To.ViewSupply.self, "One item by week, with planned orders and whom they are for") {
      proof, input, workspace in
      let tolerance = try tolerance(input)
      let code = input.path["item"] ?? ""
      guard try standing(input, workspace).supplyGrain == .day else { throw Self.notByDay }
      let draft = try standing(input, workspace).supplyDraft(proof, showsCost: Access.allows(input.person, .viewCost), item: code)
      guard let place = draft.place(of: code) else {
        throw Problem(
          "supply.item-not-known", status: 404, title: ("没有这个物料", "there is no such item"),
          detail: ("编码 \(code) 不在计划的物料里", "the plan has no item with the code \(code)"), parameters: [("item", .string(code))])
      }
      return { SupplyDetail(draft, at: place, toleranceDays: tolerance).json }
    },
    .calculated(.get, "/api/v1/supply/health", To.ViewSupply.self, "What stock costs, how old it is, how long it lasts, what nobody needs")
    {
      proof, input, workspace in
      let health = try stockHealth(proof, input, workspace)
      return { health().json }
    },
    .reading(.get, "/api/v1/purchases", To.ViewPurchases.self, "What is bought from whom, week by week") { proof, input, workspace in
      let (purchases, revision) = (try workspace.purchasePlan(proof), workspace.revision)
      return .values { purchases.json(revision: revision) }
    },
  ]

  private static let boards = SupplyBoards()

  /// The board of the plan takes over what did not move since the last one; that of a scenario is worked out by itself. A model that does not net by day has a
  /// board by month, or an empty one.
  static func board(
    _ proof: Authorized<To.ViewSupply>, _ input: RouteInput, _ workspace: Workspace, toleranceDays: Int
  ) throws -> @Sendable () -> SupplyBoard {
    let workspace = try standing(input, workspace)
    let showsCost = Access.allows(input.person, .viewCost)
    switch workspace.supplyGrain {
    case .day:
      let draft = try workspace.supplyDraft(proof, showsCost: showsCost)
      let isScenario = !(input.query["scenario"] ?? "").isEmpty
      return {
        isScenario ? SupplyBoard(draft, toleranceDays: toleranceDays) : boards.board(draft, toleranceDays: toleranceDays)
      }
    case .month:
      let supply = try workspace.monthlySupply(proof, showsCost: showsCost)
      return { SupplyBoard(supply) }
    case .none:
      let (today, revision) = (workspace.planningDay, workspace.revision)
      return { SupplyBoard(withoutStockOn: today, revision: revision) }
    }
  }

  static func stockHealth(
    _ proof: Authorized<To.ViewSupply>, _ input: RouteInput, _ workspace: Workspace
  ) throws -> @Sendable () -> StockHealthView {
    let workspace = try standing(input, workspace)
    let showsCost = Access.allows(input.person, .viewCost)
    switch workspace.supplyGrain {
    case .day:
      let draft = try workspace.stockHealthDraft(proof, showsCost: showsCost)
      return { StockHealthView(draft) }
    case .month:
      let supply = try workspace.monthlySupply(proof, showsCost: showsCost)
      return { StockHealthView(supply) }
    case .none:
      let (day, revision) = (workspace.plan.cutoff.lastDay, workspace.revision)
      return { StockHealthView(withoutStockAsOf: day, revision: revision) }
    }
  }

  private static var notByDay: Problem {
    Problem(
      "supply.not-by-day", status: 422, title: ("这个模型不按天计划物料", "this model does not plan items by day"),
      detail: ("按月计划的模型没有计划单", "a model that plans by month has no planned orders"))
  }

  /// Days for which no receipt is delayed, as the person who asks wants it.
  static func tolerance(_ input: RouteInput) throws -> Int {
    guard let text = input.query["tolerance"] else { return SupplyBoard.usualTolerance }
    guard let days = Int(text), (0...365).contains(days) else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 tolerance 应为 0…365 天", en: "the query parameter tolerance is a number of days, 0 to 365",
        parameters: ["name": .string("tolerance"), "value": .string(text)])
    }
    return days
  }
}

extension SupplyBoard {
  fileprivate var json: JSON {
    .object([
      .init("revision", .integer(revision)), .init("today", .day(today)), .init("grain", .string(grain.rawValue)),
      .init("weeks", JSON(SupplyBoard.weekCount)),
      .init("toleranceDays", JSON(toleranceDays)),
      .init("items", JSON(rows) { .object($0.members) }),
    ])
  }
}

extension SupplyBoard.Row {
  fileprivate var members: [JSON.Member] {
    [
      .init("code", .string(item.code)), .init("name", .text(item.name)), .init("family", .text(item.family)),
      .init("unit", .string(item.unit)), .init("isMade", JSON(item.isMade)),
      .init("isSubcontracted", JSON(item.isSubcontracted)), .init("supplierCode", JSON(item.supplierCode)),
      .init("supplier", item.supplier.map { .text($0) } ?? .null), .init("opening", .figure(opening)),
      .init("safety", .figure(safety)), .init("demand", .figure(demand)), .init("planned", .figure(receipts)),
      .init("ordered", .figure(ordered)), .init("lowest", .figure(lowest)), .init("excess", .figure(excess)),
      .init("stockMoney", .money(stockMoney)), .init("excessMoney", .money(excessMoney)),
      .init("notices", JSON(notices) { $0.json }),
      .init(
        "successor",
        item.successor.map { .object([.init("code", .string($0.code)), .init("name", .text($0.name)), .init("on", .day($0.on))]) } ?? .null),
    ]
  }
}

extension SupplyBoard.Notice {
  fileprivate var json: JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("reason", .string(reason.rawValue)), .init("day", .day(day)),
      .init("newDay", .day(newDay)), .init("quantity", .figure(quantity)), .init("workingDays", JSON(workingDays)),
      .init("hurts", JSON(hurts) { $0.json }),
    ])
  }
}

extension SupplyBoard.Demand {
  fileprivate var json: JSON {
    .object([
      .init("item", .string(code)), .init("name", .text(name)), .init("day", .day(day)), .init("isOrder", JSON(isOrder)),
      .init("quantity", .figure(quantity)),
    ])
  }
}

extension SupplyDetail {
  fileprivate var json: JSON {
    .object(
      row.members + [
        .init("revision", .integer(revision)), .init("today", .day(today)), .init("policy", policyJSON),
        .init("weeks", JSON(weeks) { $0.json }), .init("orders", JSON(orders) { $0.json }),
        .init("writeOffs", writeOffs?.json ?? .null),
      ])
  }

  private var policyJSON: JSON {
    var (rule, size) = ("asNeeded", 0.0)
    switch policy.lotSize.rule {
    case .asNeeded: break
    case .fixed(let lot): (rule, size) = ("fixed", lot)
    case .economic(let lot): (rule, size) = ("economic", lot)
    case .period(let days): (rule, size) = ("period", Double(days))
    }
    return .object([
      .init("rule", .string(rule)), .init("size", .figure(size)), .init("minimum", .figure(policy.lotSize.minimum)),
      .init("multiple", .figure(policy.lotSize.multiple)), .init("leadTimeWorkingDays", JSON(Int(policy.leadTimeWorkingDays))),
      .init("frozenDays", JSON(Int(policy.frozenDays))),
    ])
  }
}

extension WriteOffList {
  fileprivate var json: JSON {
    .object([
      .init("spreading", spreading.map { JSON($0.rawValue) } ?? .null),
      .init("backwardDays", scheme.map { JSON($0.backwardDays) } ?? .null),
      .init("forwardDays", scheme.map { JSON($0.forwardDays) } ?? .null),
      .init("isForwardFirst", JSON(scheme?.direction == .forwardThenBackward)),
      .init("fenceEnd", .day(fenceEnd)),
      .init(
        "rows",
        JSON(rows) { row in
          .object([
            .init("from", .day(row.days.lowerBound)), .init("through", .day(row.days.upperBound)), .init("expected", .figure(row.expected)),
            .init("order", JSON(row.order)), .init("customer", row.customer.map { .text($0) } ?? .null), .init("due", .day(row.due)),
            .init("quantity", .figure(row.quantity)),
          ])
        }),
      .init("dropped", JSON(dropped) { .object([.init("day", .day($0.day)), .init("quantity", .figure($0.quantity))]) }),
    ])
  }
}

extension SupplyDetail.Week {
  fileprivate var json: JSON {
    .object([
      .init("first", .day(first)), .init("gross", .figure(gross)), .init("ordered", .figure(scheduled)),
      .init("planned", .figure(receipts)), .init("released", .figure(releases)), .init("stock", .figure(stock)),
    ])
  }
}

extension SupplyDetail.Order {
  fileprivate var json: JSON {
    .object([
      .init("releaseOn", .day(release)), .init("dueOn", .day(due)), .init("quantity", .figure(quantity)), .init("lateBy", JSON(lateBy)),
      .init("isFirm", JSON(isFirm)),
      .init("serves", JSON(serves) { $0.json }),
    ])
  }
}

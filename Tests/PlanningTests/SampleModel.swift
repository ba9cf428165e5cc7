// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning

/// A small company that uses every kind of block: hierarchies, lookups, lags, prefixes, circles, both crossings, an operator.
enum SampleModel {
  static let text = """
    model sample 示例 "Sample"
    dimension Item 物料 "Item"
      hierarchy product 产品线: Family 产品族 "Family", Category 品类 "Category"
      property standard_cost 标准成本 "Standard cost": number 元/件
      property lead_months 提前期: number
      property kind 类别: text
      property supplier 供应商: Supplier
    dimension Region 区域 "Region"
    dimension Supplier 供应方 "Supplier"
    dimension Lag 滞后 "Lag": 0..3

    section demand 需求 "Demand"
    input baseline 基线预测 "Baseline" [Item, Region, month] 件
    input override 人工调整 "Override" [Item, Region, month] 件
      blank: missing
    measure agreed 共识预测 "Agreed forecast" [Item, Region, month] 件
      good: up edit: override note: "发货口径"
      = if given(override) then override else baseline

    section sales 销售 "Sales"
    input price 单价 "Price" [Item, month] 元/件
    input discount 折扣率 "Discount" [Item.Family, Region] %
    measure gross 销售额 "Gross sales" [Item, Region, month] 元
      basis: 含税
      = agreed * price
    measure revenue 收入 "Revenue" [Item, Region, month] 元
      good: up basis: 不含税
      = gross * (1 - discount[by Item.Family]) / (1 + 13%)
    measure cost 成本 "Cost" [Item, Region, month] 元
      good: down
      = if Item.kind = "采购" then agreed * Item.standard_cost else agreed * Item.standard_cost * 1.1
    measure margin 毛利 "Margin" [Item, Region, month] 元
      = revenue - cost
    measure margin_rate 毛利率 "Margin rate" [Item, Region, month] %
      total: ratio(margin / revenue)
      = divide(margin, revenue, else: 0)
    measure family_revenue 产品族收入 [Item.Family, Region, month] 元
      = sum(revenue by Item.Family)
    measure revenue_ytd 累计收入 [Item, Region, month] 元
      time: last
      = cumulate(revenue, reset: year)
    measure revenue_yoy 同比增减 [Item, Region, month] 元
      = revenue - first(lastyear(revenue), 0)
    measure average3 三月均量 [Item, Region, month] 件
      = movingsum(agreed, -2..0) / 3
    input profile 回款比例 "Collection profile" [Region, Lag] %
    measure collections 回款 "Collections" [Item, Region, month] 元
      = spread(gross, profile: profile)
    measure receivable 应收 "Receivables" [Item, Region, month] 元
      time: last
      = rollforward(open: 0, + gross, - collections)

    section supply 供应 "Supply"
    measure demand_total 需求合计 [Item, month] 件
      = sum(agreed over Region)
    measure stock 库存 [Item, month] 件
      time: last
    measure receipts 到货 [Item, month] 件
    (receipts, stock) = netting(demand: demand_total, lot: 10)
    measure orders 下单 [Item, month] 件
      = lead(receipts, Item.lead_months, else: 0)
    measure purchases 采购额 [Supplier, month] 元
      = sum(orders * Item.standard_cost by Item.supplier)

    section cash 资金 "Cash"
    input fixed_costs 固定费用 [month] 元
    input workdays 工作日 [day]
    input opening_cash 期初现金 [] 元
    measure inflow 流入 [month] 元
      = sum(collections over Item, Region)
    measure outflow 流出 [month] 元
      = fixed_costs + sum(purchases over Supplier)
    measure interest 利息 [month] 元
      = max(0, -prev(cash, open: opening_cash)) * 0.5%
    measure cash 现金 "Cash" [month] 元
      time: last good: up
      = prev(cash, open: opening_cash) + inflow - outflow - interest
    measure inflow_day 日流入 [day] 元
      = daily(inflow, profile: workdays)
    measure cash_day 日现金 [day] 元
      time: last
      = rollforward(open: atcutoff(cash), + inflow_day, - daily(outflow))
    measure inflow_again 流入复核 [month] 元
      = switchover(actual: inflow, forecast: monthly(inflow_day))
    assert inflow_check 流入检查 "Inflow check" [month] 元
      of: inflow
      = inflow_again - inflow
    """

  static var parsed: ParsedModel { ModelText.parse(text) }
  static var checked: CheckedModel { PlanningModel.check(parsed, operators: [Netting().signature]) }

  static func calendar() throws -> PlanCalendar {
    try PlanCalendar(
      firstMonth: Month(year: 2025, month: 10), lastMonth: Month(year: 2027, month: 3),
      cutoff: Month(year: 2026, month: 3))
  }

  static let itemIDs: [Int64] = Array(101...108)
  static let regionIDs: [Int64] = [1, 2, 3]

  static var members: [MemberTable] {
    let items = itemIDs.enumerated().map { position, id in
      MemberTable.Leaf(
        id: id, code: "A-\(id)", nameChinese: "物料\(id)", parents: ["Family": position < 5 ? 11 : 12],
        numbers: ["standard_cost": 20 + Double(position), "lead_months": Double(position % 3)],
        texts: ["kind": position % 2 == 0 ? "采购" : "自制"],
        references: position == 7 ? [:] : ["supplier": position < 4 ? 901 : 902])
    }
    let groups = [
      MemberTable.Group(id: 11, code: "F1", level: "Family", parent: 21),
      MemberTable.Group(id: 12, code: "F2", level: "Family", parent: 21),
      MemberTable.Group(id: 21, code: "C1", level: "Category"),
    ]
    return [
      MemberTable(dimension: "Item", leaves: items, groups: groups),
      MemberTable(
        dimension: "Region",
        leaves: regionIDs.map { MemberTable.Leaf(id: $0, code: "R\($0)", nameChinese: "区域\($0)") }),
      MemberTable(
        dimension: "Supplier",
        leaves: [MemberTable.Leaf(id: 901, code: "S1"), MemberTable.Leaf(id: 902, code: "S2")]),
    ]
  }

  /// Loaded and calculated.
  static func engine() throws -> PlanEngine {
    let engine = try PlanEngine(
      model: checked, members: members, calendar: try calendar(), operators: [Netting()])
    let start = PlanPeriod.month(Month(year: 2025, month: 10))
    let fact = InputSource.fact(kind: "sales-order-lines", key: "SO-1", batch: 7)
    for (i, item) in itemIDs.enumerated() {
      for (r, region) in regionIDs.enumerated() {
        let units = (0..<18).map { Double(40 + 7 * i + 11 * r + ($0 * 13) % 29) }
        try engine.load("baseline", members: [item, region], firstPeriod: start, values: units, source: fact)
      }
      let prices = (0..<18).map { 100 + Double(i) * 3.5 + Double($0) * 0.25 }
      try engine.load("price", members: [item], firstPeriod: start, values: prices, source: .constant)
    }
    for family in [Int64(11), 12] {
      for region in regionIDs {
        let rate = 0.02 * Double(region) + (family == 11 ? 0.01 : 0)
        try engine.load(
          "discount", members: [family, region], firstPeriod: nil, values: [rate], source: .constant)
      }
    }
    for region in regionIDs {
      for (lag, share) in [0.3, 0.4, 0.2, 0.1].enumerated() {
        try engine.load(
          "profile", members: [region, Int64(lag)], firstPeriod: nil, values: [share], source: .constant)
      }
    }
    try engine.load(
      "fixed_costs", members: [], firstPeriod: start, values: [Double](repeating: 60_000, count: 18),
      source: .constant)
    let calendar = engine.calendar
    let days = (0..<calendar.dayCount).map { calendar.day(at: $0).weekday <= 5 ? 1.0 : 0.0 }
    try engine.load(
      "workdays", members: [], firstPeriod: .day(calendar.firstDay), values: days, source: .constant)
    try engine.load("opening_cash", members: [], firstPeriod: nil, values: [250_000], source: .constant)
    engine.calculate()
    return engine
  }
}

/// A toy of a kernel: lots that keep the stock from falling below zero.
struct Netting: PlanOperator {
  let signature = OperatorSignature(
    name: "netting",
    arguments: [
      OperatorArgument("demand", unit: .exactly("件")), OperatorArgument("lot", axis: .none, defaultValue: 1),
    ],
    results: [
      OperatorResult("receipts", unit: .sameAs("demand")), OperatorResult("stock", unit: .sameAs("demand")),
    ])

  func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape) -> OperatorDirtyImage {
    .slices(
      slices.map {
        OperatorSlice(row: $0.row, periods: (argument == 0 ? $0.periods.lowerBound : 0)..<shape.periodCount)
      })
  }

  func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    for row in rows {
      let (demand, lot) = (frame.argument(0, row: row), frame.argument(1, row: row)[0])
      let (receipts, stock) = (frame.result(0, row: row), frame.result(1, row: row))
      for t in periods {
        let before = t == 0 ? 0 : stock[t - 1]
        let short = max(0, demand[t] - before)
        receipts[t] = (short / lot - 1e-9).rounded(.up) * lot
        stock[t] = before + receipts[t] - demand[t]
      }
    }
  }

  func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] { [] }
}

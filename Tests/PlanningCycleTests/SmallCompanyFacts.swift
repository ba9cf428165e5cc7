// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// The facts of the small company, written here and nowhere else.
enum SmallCompanyFacts {
  static let all: [FactTable] = [
    items, territories, customers, suppliers, supplierItems, bill, terms, prices, orders, stock, deals, stages,
    departments, headcount, banks, drivers, forecasts, budgets,
  ]

  static func pieces(_ count: Int) -> FactValue { .number(Int64(count) * 10_000) }
  static func yuan(_ amount: Int) -> FactValue { .number(Int64(amount) * 100) }
  static func price(_ amount: Int) -> FactValue { .number(Int64(amount) * 1_000_000) }
  static func thousandths(_ rate: Int) -> FactValue { .number(Int64(rate) * 1_000) }

  static func table(_ kind: FactKind, _ rows: [[String: FactValue]]) -> FactTable {
    var table = FactTable(kind: kind)
    for (index, row) in rows.enumerated() { table.append(row, line: Int32(index + 2)) }
    return table
  }

  static let items = table(
    .items,
    [
      fan("FAN-1", cost: 120), fan("FAN-2", cost: 180),
      [
        "code": "MOTOR", "name": "电机", "family": "物料", "unit": "件", "is_made": .boolean(false),
        "is_sold": .boolean(false), "standard_cost": price(40), "tax_rate": thousandths(130),
      ],
    ])

  private static func fan(_ code: FactValue, cost: Int) -> [String: FactValue] {
    [
      "code": code, "name": code, "family": "风扇", "unit": "件", "is_made": .boolean(true), "is_sold": .boolean(true),
      "standard_cost": price(cost), "tax_rate": thousandths(130), "lead_time_days": .number(3),
    ]
  }

  static let territories = table(
    .territories, [["code": "EAST", "name": "华东"], ["code": "SOUTH", "name": "华南"]])
  static let customers = table(
    .customers,
    [
      ["code": "C1", "name": "东方百货", "territory": "EAST"], ["code": "C2", "name": "南方商场", "territory": "SOUTH"],
    ])
  static let suppliers = table(.suppliers, [["code": "S1", "name": "电机厂", "terms": "NET30"]])
  static let supplierItems = table(
    .supplierItems,
    [
      [
        "item": "MOTOR", "supplier": "S1", "lead_time_days": .number(10), "price_excl_tax": price(40),
        "tax_rate": thousandths(130),
      ]
    ])
  static let bill = table(
    .billOfMaterials,
    [
      ["assembly": "FAN-1", "component": "MOTOR", "quantity_per": pieces(1)],
      ["assembly": "FAN-2", "component": "MOTOR", "quantity_per": pieces(2)],
    ])
  static let terms = table(.paymentTerms, [["code": "NET30", "name": "月结30天", "days": .number(30)]])

  static let listPrices: [(item: String, yuan: Int)] = [("FAN-1", 226), ("FAN-2", 339)]
  static let prices = table(
    .prices,
    listPrices.flatMap { item, yuan in
      ["EAST", "SOUTH"].map { region in
        [
          "item": .text(item), "territory": .text(region), "valid_from": .day(day("2024-01-01")),
          "price_incl_tax": price(yuan),
        ]
      }
    })

  /// One line an item, region and month, with a summer in it.
  static let orders = table(
    .salesOrderLines,
    (0..<24).flatMap { index -> [[String: FactValue]] in
      let month = month("2024-11").adding(months: index)
      return listPrices.enumerated().flatMap { position, item in
        ["EAST", "SOUTH"].map { region -> [String: FactValue] in
          let summer = (5...8).contains(month.month) ? 60 : 0
          let count = 100 + 40 * position + summer + (index * 7) % 11 + (region == "EAST" ? 20 : 0)
          return [
            "channel": "经销", "order_number": .text("SO-\(month)-\(region)"), "line_number": .number(Int64(position + 1)),
            "ordered_on": .day(month.firstDay.adding(days: 9)), "item": .text(item.item),
            "customer": .text(region == "EAST" ? "C1" : "C2"), "territory": .text(region), "quantity": pieces(count),
            "price_incl_tax": price(item.yuan), "tax_rate": thousandths(130),
            "amount_incl_tax": yuan(count * item.yuan),
          ]
        }
      }
    })

  static let stock = table(
    .stock,
    ["FAN-1", "FAN-2", "MOTOR"].map {
      ["item": .text($0), "location": "WH", "counted_on": .day(day("2026-10-31")), "quantity": pieces(80)]
    })

  static let deals = table(
    .deals,
    [
      deal("D-1", "报价", closes: "2026-12-10", quantity: 500), deal("D-2", "报价", closes: "2027-02-20", quantity: 30),
    ]
      + (1...5).map { deal("W-\($0)", "赢单", closes: "2026-05-1\($0)", quantity: 10) }
      + (1...3).map { deal("L-\($0)", "输单", closes: "2026-06-1\($0)", quantity: 10) })

  static func deal(
    _ code: String, _ stage: FactValue, closes: String, quantity: Int
  ) -> [String: FactValue] {
    [
      "code": .text(code), "name": .text("项目 " + code), "customer": "C1", "item": "FAN-1", "territory": "EAST",
      "stage": stage, "kind": "项目型", "quantity": pieces(quantity), "amount_incl_tax": yuan(quantity * 226),
      "opened_on": .day(day("2026-03-01")), "closes_on": .day(day(closes)),
    ]
  }

  /// Every decided deal passed 线索 and 报价; the second and third lost one never got a quotation.
  static let stages = table(
    .dealStages,
    ((1...5).map { ("W-\($0)", "赢单") } + (1...3).map { ("L-\($0)", "输单") }).flatMap { code, end in
      [("线索", "2026-03-01"), ("报价", "2026-04-01"), (end, "2026-05-20")].filter { stage, _ in
        stage != "报价" || !["L-2", "L-3"].contains(code)
      }.map { stage, on in
        [
          "deal": .text(code), "stage": .text(stage), "entered_on": .day(day(on)),
          "closes_on": .day(day("2026-05-10")),
        ]
      }
    })

  static let departments = table(.departments, [["code": "D01", "name": "管理部", "cost_kind": "管理"]])
  static let headcount = table(
    .headcount,
    [["department": "D01", "month": .month(month("2025-01")), "people": pieces(4), "monthly_salary": yuan(9_000)]])
  static let banks = table(
    .bankBalances, [["account": "6222", "as_of": .day(day("2026-10-31")), "balance": yuan(400_000), "currency": "CNY"]])
  static let drivers = table(
    .drivers,
    [
      ["name": "minimum_cash", "value": price(100_000)], ["name": "income_tax_rate", "value": thousandths(250)],
      ["name": "delivery_profile_0", "value": thousandths(700)], ["name": "delivery_profile_1", "value": thousandths(300)],
      ["name": "collection_profile_1", "value": thousandths(1_000)],
    ])

  /// What sales and the budget say of November 2026, by family.
  static let forecasts = table(
    .salesForecasts,
    [
      [
        "made_on": .day(day("2026-10-25")), "source": "销售", "month": .month(month("2026-11")), "family": "风扇",
        "amount_incl_tax": yuan(150_000),
      ]
    ])
  static let budgets = table(
    .budgets,
    [
      [
        "version": "2026", "measure": "订单", "month": .month(month("2026-11")), "family": "风扇",
        "amount_incl_tax": yuan(140_000),
      ],
      // No family of the catalogue: the bridge must say so instead of hiding it.
      [
        "version": "2026", "measure": "订单", "month": .month(month("2026-11")), "family": "旧产品",
        "amount_incl_tax": yuan(7_001),
      ],
    ])
}

extension FactValue: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self = .text(value) }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import SalesAnalytics
import Wire

extension SalesAnswer {
  /// One page of the rows, and the total of all of them.
  func json(revision: Int64, page rows: ArraySlice<Row>, offset: Int) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("asOf", .day(question.asOf)), .init("period", .days(question.period)),
      .init("by", JSON(question.dimensions) { $0.json }), .init("measures", JSON(question.measures) { $0.json }),
      .init("hierarchy", .string(hierarchy.rawValue)), .init("comparison", .string(comparison.rawValue)), .init("compared", compared),
      .init("notCompared", comparison != .none && periods == nil ? .text(SalesAnswer.notCompared) : .null),
      .init("rowCount", JSON(self.rows.count)), .init("offset", JSON(offset)), .init("rows", JSON(Array(rows)) { json($0) }),
      .init("peaks", JSON(question.measures.indices.map { $0 }) { peak($0) }), .init("total", json(total)),
      .init(
        "withoutCost", .object([.init("orders", .money(withoutCost.orders)), .init("deliveries", .money(withoutCost.deliveries))])),
      .init(
        "findings",
        JSON(findings) {
          .object([.init("kind", .string($0.kind.rawValue)), .init("label", .text($0.kind.words)), .init("count", JSON($0.count))])
        }),
    ])
  }

  static let notCompared = BilingualText(
    "没有可比的期间：本期尚未开始，或不存在这样的前期", "No comparable period: this one has not begun, or there is no such earlier one")

  private var compared: JSON {
    guard let periods else { return .null }
    func side(_ range: ClosedRange<Day>, _ workdays: Int?) -> JSON {
      .object([
        .init("first", .day(range.lowerBound)), .init("last", .day(range.upperBound)),
        .init("days", JSON(range.lowerBound.distance(to: range.upperBound) + 1)), .init("workdays", workdays.map { JSON($0) } ?? .null),
      ])
    }
    return .object([
      .init("current", side(periods.current, periods.workdays?.current)), .init("base", side(periods.base, periods.workdays?.base)),
      .init("isWhole", JSON(periods.isWhole)),
    ])
  }

  /// The largest figure of all rows, whatever its sign: what a bar is measured by.
  private func peak(_ place: Int) -> JSON {
    let largest = rows.max { abs($0.figures[place].double ?? 0) < abs($1.figures[place].double ?? 0) }
    return largest?.figures[place].json(of: question.measures[place]) ?? .null
  }

  private func json(_ row: Row) -> JSON {
    let measures = question.measures
    return .object([
      .init("keys", JSON(row.keys) { $0.json }),
      .init("figures", JSON(measures.indices.map { $0 }) { row.figures[$0].json(of: measures[$0]) }),
      .init("base", JSON(row.base.indices.map { $0 }) { row.base[$0].json(of: measures[$0]) }),
      .init("growth", JSON(row.growth.indices.map { $0 }) { row.growth[$0].json(of: measures[$0]) }),
      .init("growthPerWorkday", JSON(row.growthPerWorkday.indices.map { $0 }) { row.growthPerWorkday[$0].json(of: measures[$0]) }),
    ])
  }
}

extension SalesFinding.Kind {
  var words: BilingualText {
    switch self {
    case .orderWithoutAmountInclTax: BilingualText("订单行没有含税金额", "Order lines without an amount incl. tax")
    case .orderWithoutAmountExclTax: BilingualText("订单行没有不含税金额", "Order lines without an amount excl. tax")
    case .orderWithoutCost: BilingualText("订单行没有成本，不计毛利", "Order lines without a cost: in no margin")
    case .orderWithoutPromisedDay: BilingualText("订单行没有交货日期，不计准时率", "Order lines without a promised day: not measured")
    case .orderWithoutCustomer: BilingualText("订单行没有客户", "Order lines without a customer")
    case .shipmentWithoutOrder: BilingualText("发货没有对应订单行", "Shipments without an order line")
    case .shipmentWithoutAmount: BilingualText("发货没有金额", "Shipments without an amount")
    case .shipmentWithoutCost: BilingualText("发货没有成本，不计毛利", "Shipments without a cost: in no margin")
    case .invoiceWithoutAmountExclTax: BilingualText("发票没有不含税金额", "Invoices without an amount excl. tax")
    case .invoiceWithDueDayAssumed: BilingualText("发票没有到期日，按开票后 30 天", "Invoices without a due day: 30 days after the invoice")
    case .receiptWithoutInvoice: BilingualText("回款没有指明发票", "Receipts that name no invoice")
    case .deliveriesFromOrderLines: BilingualText("没有发货单，发货取自订单行", "No shipments known: deliveries told by order lines")
    case .deliveriesNotTold: BilingualText("没有任何发货信息", "Nothing tells of deliveries")
    }
  }
}

extension GrowthSeries {
  func json(revision: Int64, asOf: Day, period: ClosedRange<Day>) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("asOf", .day(asOf)), .init("period", .days(period)), .init("measure", measure.json),
      .init("rows", JSON(rows) { json($0) }), .init("festivals", JSON(festivals) { json($0) }),
    ])
  }

  private func json(_ row: Row) -> JSON {
    .object([
      .init("period", .string(row.period.id)), .init("first", .day(row.period.firstDay)), .init("last", .day(row.period.lastDay)),
      .init("figure", row.figure.json(of: measure)), .init("yearOnYear", row.yearOnYear.json(of: measure)),
      .init("previousPeriod", row.previousPeriod.json(of: measure)), .init("yearToDate", row.yearToDate.json(of: measure)),
      .init("yearToDateGrowth", row.yearToDateGrowth.json(of: measure)),
      .init("yearOnYearPerWorkday", row.yearOnYearPerWorkday.json(of: measure)),
      .init("januaryFebruary", row.januaryFebruary?.json(of: measure) ?? .null), .init("isWhole", JSON(row.isWhole)),
      .init("days", JSON(row.days)), .init("workdays", JSON(row.workdays)),
    ])
  }

  private func json(_ window: FestivalWindow) -> JSON {
    func part(_ offsets: ClosedRange<Int>, _ current: SalesFigure, _ base: SalesFigure, _ growth: Growth) -> [JSON.Member] {
      [
        .init("from", JSON(offsets.lowerBound)), .init("to", JSON(offsets.upperBound)), .init("current", current.json(of: measure)),
        .init("base", base.json(of: measure)), .init("growth", growth.json(of: measure)),
      ]
    }
    return .object(
      [
        .init("year", JSON(window.year)), .init("festival", .day(Festival.springFestival.day(in: window.year))),
        .init("festivalBefore", .day(Festival.springFestival.day(in: window.year - 1))),
      ] + part(window.offsets, window.current, window.base, window.growth) + [
        .init("phases", JSON(window.phases) { .object(part($0.offsets, $0.current, $0.base, $0.growth)) })
      ])
  }
}

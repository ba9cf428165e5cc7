// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Commerce

/// 云杉电器 Yunshan Appliances (示例): a whole company from a seed, dated relative to a day, so that it never grows old.
public enum DemoCompany {
  public static let name = "云杉电器有限公司（示例）"
  public static let englishName = "Yunshan Appliances (sample)"
  /// The code of the legal entity.
  public static let entity = "GS01"
  /// Paid each May, 分.
  static let dividend: Int64 = 1_500_000_000

  /// Generates every fact of the company: 36 full months of history ending the month before `today`.
  ///
  /// The same seed and day give the same bytes on every machine.
  ///
  /// - Parameters:
  ///   - seed: chooses customers' luck, the scatter of orders and the like.
  ///   - today: the day the demo is dated relative to, within the years of `WorkingDays.years`.
  public static func generate(seed: UInt64, today: Day) -> DemoFacts {
    simulate(seed: seed, today: today).facts()
  }

  static func simulate(seed: UInt64, today: Day) -> DemoSources {
    let timeline = DemoTimeline(today: today)
    let catalogue = Catalogue(baseYear: today.year)
    let customers = Customers(seed: seed, timeline: timeline, catalogue: catalogue)
    let demand = Demand(catalogue: catalogue, customers: customers, timeline: timeline)
    let deals = Deals(seed: seed, timeline: timeline, catalogue: catalogue, customers: customers)
    let orders = Orders(
      seed: seed, timeline: timeline, catalogue: catalogue, customers: customers, demand: demand, deals: deals
    )
    let operations = Operations(
      seed: seed, timeline: timeline, catalogue: catalogue, demand: demand, orders: orders,
      customers: customers)
    var register = BillRegister(customers: customers)
    let receivables = Receivables(
      seed: seed, timeline: timeline, customers: customers, shipments: operations.shipments,
      register: &register)
    let revenue = receivables.monthlyNet()
    let assets = Assets(seed: seed, timeline: timeline)
    let payables = Payables(
      seed: seed, operations: operations, revenue: revenue, assets: assets, register: &register)
    register.finish(timeline)
    let payroll = Payroll(baseYear: today.year)
    var operating = Books(timeline: timeline, payroll: payroll, assets: assets)
    operating.bookSales(receivables, register)
    operating.bookPurchases(payables)
    operating.bookCosts(operations)
    operating.bookRunningCosts(revenue: revenue)
    operating.clearOverhead()
    operating.bookTurnoverTaxes()
    operating.bookDividends(dividend)
    operating.sweepPlatformMoney()
    let closed = ClosedBooks(operating, Outlook(payables, register, timeline))
    return DemoSources(
      seed: seed, timeline: timeline, catalogue: catalogue, customers: customers, demand: demand,
      deals: deals,
      operations: operations, receivables: receivables, payables: payables, register: register,
      assets: assets,
      payroll: payroll, books: closed)
  }
}

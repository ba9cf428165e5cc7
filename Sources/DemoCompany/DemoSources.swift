// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Everything simulated, on its way into tables.
struct DemoSources {
  let seed: UInt64
  let timeline: DemoTimeline
  let catalogue: Catalogue
  let customers: Customers
  let demand: Demand
  let deals: Deals
  let operations: Operations
  let receivables: Receivables
  let payables: Payables
  let register: BillRegister
  let assets: Assets
  let payroll: Payroll
  let books: ClosedBooks

  func facts() -> DemoFacts {
    let ratios = DemoRatios(books.ledger, receivables, payables, timeline)
    let masters = MasterTables(timeline: timeline, catalogue: catalogue, demand: demand)
    let annual = ratios.revenue
    var tables: [FactTable] = [
      masters.organisations(), masters.territories(), Department.table(), Staff.table(), Account.table(),
      Terms.table(), masters.items(), masters.bills(), masters.suppliers(), masters.supplierItems(),
      operations.agreementTable(),
      customers.table(timeline: timeline, annualRevenue: annual), customers.rebates(timeline: timeline),
      masters.prices(), masters.taxRates(), masters.promotions(),
    ]
    tables += deals.tables(timeline, catalogue, customers)
    tables += [
      operations.orders.table(timeline, catalogue, customers, deals), operations.shipmentTable(customers),
      receivables.invoiceTable(operations), receivables.receiptTable(register),
    ]
    tables += operations.purchaseTables() + payables.tables(register)
    tables += [operations.stockTable(), register.table(timeline), books.financing.table()]
    tables += books.statement.tables()
    tables += [assets.table(timeline), payroll.table(timeline), books.ledger.table(timeline)]
    tables.append(PastForecasts(timeline: timeline, catalogue: catalogue, demand: demand).table(seed: seed))
    let budgets = Budgets(
      timeline: timeline, catalogue: catalogue, demand: demand, payroll: payroll,
      annualRevenue: Int64(annual * 100))
    tables += [
      budgets.table(seed: seed), masters.quotas(annual), Drivers.table(timeline, payroll, receivables),
    ]
    return DemoFacts(
      today: timeline.today, historyEnd: timeline.cut, tables: tables, people: Staff.people,
      highlights: highlights(), ratios: ratios, stockMovements: movements(), outlook: outlook())
  }

  private func highlights() -> DemoHighlights {
    let financing = books.financing
    let day = timeline.day(financing.shortfallDay)
    let loan = financing.loans.first { $0.matures == day && $0.principal == financing.maturing }
    return DemoHighlights(
      bigDeal: deals.all[deals.bigDeal].code, shortItem: catalogue.items[demand.shortItem].code,
      piledUpItem: catalogue.items[demand.piledItem].code, lateDealer: customers.all[customers.late].code,
      lostDealer: customers.all[customers.lost].code, maturingLoan: loan?.code ?? "", shortfallOn: day,
      minimumCash: Financing.minimumCash, balanceAtShortfall: books.expected[financing.shortfallDay],
      approvedBudget: Budgets.version(timeline.today.year),
      draftBudget: Budgets.version(timeline.today.year + 1))
  }

  private func outlook() -> [DemoOutlookDay] {
    let last = min(timeline.dayCount - 1, books.financing.shortfallDay + 42)
    return (timeline.cutIndex...last).map {
      DemoOutlookDay(day: timeline.day($0), freeMoney: books.expected[$0])
    }
  }

  private func movements() -> [DemoStockMovement] {
    var result: [DemoStockMovement] = []
    for month in 0..<DemoTimeline.historyMonths {
      for (item, movement) in operations.inventory.months[month].enumerated() {
        result.append(
          DemoStockMovement(
            item: catalogue.items[item].code, month: timeline.month(month), opening: movement.opening,
            received: movement.received, produced: movement.produced, returned: movement.returned,
            consumed: movement.consumed, shipped: movement.shipped, closing: movement.closing))
      }
    }
    return result
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

@testable import PlanningCycle

extension DemoYear {
  /// Thirty things that happen to the example company, of every built-in kind and of two rules of its own.
  var plants: [DemoPlant] { deals + money + stocks + records + own }

  private var deals: [DemoPlant] {
    let late = [("2026-12-20", 0), ("2027-02-25", 1), ("2027-05-26", 2), ("2027-08-27", 3)].map { on, number in
      DemoPlant("a deal passes its closing day (\(number))", on, "deal-O-\(number)") { _ in }
    }
    let lost = [("2027-01-04", 0), ("2027-03-30", 1), ("2027-06-28", 2), ("2027-10-25", 3)].map { on, number in
      DemoPlant("a large deal is lost (\(number))", on, "lost-X-\(number)") { try $0.move("X-\(number)", to: "输单") }
    }
    return late + lost
  }

  private var money: [DemoPlant] {
    let short = ["2026-12-15", "2027-04-15", "2027-09-15"].map { on in
      DemoPlant("cash under its minimum on \(on)", on, "cash-shortfall") { try $0.bend("minimum_cash", "2000000000", back: "0") }
    }
    return short + [
      DemoPlant("KH-002 owes past its day", "2027-02-01", "rule--4|Customer=KH-002", within: 4) {
        $0.add(AlertYear.invoice("BIG-1", "KH-002", on: "2026-12-11", due: "2027-01-10", yuan: 29_000_000))
      },
      DemoPlant("KH-003 owes past its day", "2027-07-01", "rule--4|Customer=KH-003", within: 4) {
        $0.add(AlertYear.invoice("BIG-2", "KH-003", on: "2027-04-11", due: "2027-05-11", yuan: 28_000_000))
      },
    ]
  }

  private var stocks: [DemoPlant] {
    // In months without a part that is short already: there, whoever waits for it is told of together, and its alert gets worse.
    let short = [("2027-05-01", "RF-201"), ("2027-08-01", "AC-102"), ("2027-10-01", "RF-202")].map { on, item in
      DemoPlant("\(item) runs short", on, "short-\(item)", within: 4) { $0.stock[item] = 0 }
    }
    let piled = [("2027-01-01", "AC-103"), ("2027-10-01", "AC-202")].map { on, item in
      DemoPlant("\(item) piles up", on, "piled-\(item)", within: 4) { $0.stock[item] = 90_000 }
    }
    return short + piled
  }

  private var records: [DemoPlant] {
    [
      DemoPlant("orders are not handed over", "2027-07-01", "rule--5|", within: 12) {
        $0.missing[.salesOrderLines] = [month("2027-06")]
      },
      DemoPlant("bank balances are not handed over", "2027-09-01", "rule--6|", within: 12) {
        $0.missing[.bankBalances] = [month("2027-08")]
      },
      DemoPlant("forecasts are not handed in", "2027-03-01", "rule--7|", within: 12) { try $0.setCalendar(forecast: 5) },
      DemoPlant("a class of goods has no VAT rate", "2027-02-01", "vat.rate-missing", within: 4) {
        $0.add(DemoYear.item("NEW-1", ["vat_class": "没有税率的类", "is_sold": .boolean(true)]))
      },
      DemoPlant("a bought part has no price", "2027-05-01", "items.price-not-known", within: 4) {
        $0.add(DemoYear.item("NEW-2", ["tax_rate": SmallCompanyFacts.thousandths(130), "is_sold": .boolean(false)]))
      },
      DemoPlant("a successor is nobody", "2027-08-01", "items.successor-not-followed", within: 4) {
        $0.add(
          DemoYear.item(
            "NEW-3",
            [
              "tax_rate": SmallCompanyFacts.thousandths(130), "is_sold": .boolean(true), "standard_cost": SmallCompanyFacts.price(10),
              "successor": "NOBODY", "succession_on": .day(day("2027-12-01")),
            ]))
      },
    ]
  }

  private var own: [DemoPlant] {
    func rule(_ name: String) -> String { "rule-\(self.rule[name] ?? 0)|" }
    let items = [("2026-12-08", "AC-101"), ("2027-03-08", "AC-203"), ("2027-06-08", "AC-102"), ("2027-11-08", "AC-104")].map { on, item in
      DemoPlant("more than a line of \(item)", on, rule("item") + "Item=\(item)|") { try $0.sell(item, "HD", 20_000) }
    }
    let regions = [("2027-01-18", "HZ"), ("2027-04-20", "XN")].map { on, region in
      DemoPlant("more than a line in \(region)", on, rule("region") + "Region=\(region)|") { try $0.sell("AC-106", region, 70_000) }
    }
    return items + regions
  }

  static func item(_ code: String, _ fields: [String: FactValue]) -> FactTable {
    var row: [String: FactValue] = [
      "code": .text(code), "name": .text(code), "family": "小家电", "unit": "件", "is_made": .boolean(false),
    ]
    row.merge(fields) { _, new in new }
    return SmallCompanyFacts.table(.items, [row])
  }

  /// What ends what was planted, where it does not end by itself.
  var endings: [DemoPlant] {
    [("2026-12-30", 0), ("2027-03-07", 1), ("2027-06-05", 2), ("2027-09-06", 3)].map { on, number in
      DemoPlant("the deal is won after all", on, "") { try $0.move("O-\(number)", to: "赢单") }
    } + [
      DemoPlant("KH-002 pays", "2027-03-01", "") {
        $0.add(AlertYear.receipt("PAID-1", of: "BIG-1", "KH-002", on: "2027-02-20", yuan: 29_000_000))
      },
      DemoPlant("KH-003 pays", "2027-08-01", "") {
        $0.add(AlertYear.receipt("PAID-2", of: "BIG-2", "KH-003", on: "2027-07-20", yuan: 28_000_000))
      },
      DemoPlant("the calendar asks for nothing", "2027-03-19", "") { try $0.setCalendar(forecast: nil) },
    ]
  }
}

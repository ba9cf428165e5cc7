// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

@testable import PlanningCycle

extension AlertYear {
  /// Thirty things of every kind, each in its week.
  var plants: [Planted] {
    deals + money + sales + records
  }

  private var deals: [Planted] {
    // The day after the one it was to close on; ten days later it is won.
    let late = [("2026-12-20", 0), ("2027-02-25", 1), ("2027-05-26", 2), ("2027-08-27", 3)].map {
      on, number in
      Planted("a deal passes its closing day (\(number))", on, "deal-O-\(number)") { _ in }
    }
    let lost = [("2027-01-04", 0), ("2027-03-30", 1), ("2027-06-28", 2), ("2027-10-25", 3)].map {
      on, number in
      Planted("a large deal is lost (\(number))", on, "lost-X-\(number)") {
        try $0.lose("X-\(number)")
      }
    }
    return late + lost
  }

  private var money: [Planted] {
    let short = ["2026-12-15", "2027-04-15", "2027-09-15"].map { on in
      Planted("cash under its minimum on \(on)", on, "cash-shortfall") {
        try $0.bend("minimum_cash", "900000000", back: "0")
      }
    }
    // Handed over with the month in which they became due.
    let owed = [
      Planted("C1 owes past its day", "2027-02-01", "rule--4|Customer=C1", within: 4) {
        $0.add(AlertYear.invoice("BIG-1", "C1", on: "2026-12-11", due: "2027-01-10", yuan: 700_000))
      },
      Planted("C2 owes past its day", "2027-07-01", "rule--4|Customer=C2", within: 4) {
        $0.add(AlertYear.invoice("BIG-2", "C2", on: "2027-04-11", due: "2027-05-11", yuan: 800_000))
      },
    ]
    return short + owed
  }

  private var sales: [Planted] {
    func rule(_ name: String) -> String { "rule-\(self.rule[name] ?? 0)|" }
    let many = [("2026-12-08", "FAN-1"), ("2027-03-08", "FAN-2"), ("2027-06-08", "FAN-1")].map {
      on, item in
      Planted("more than a line of \(item)", on, rule("many") + "Item=\(item)|") {
        try $0.sell(item, "SOUTH", ahead: 1, 1_500)
      }
    }
    let year = [("2027-01-08", "FAN-2"), ("2027-04-08", "FAN-1"), ("2027-07-08", "FAN-2")].map {
      on, item in
      Planted("\(item) off the year before", on, rule("year") + "Item=\(item)|") {
        try $0.sell(item, "EAST", ahead: 1, 1_300)
      }
    }
    let said = ["2027-02-08", "2027-05-08"].map { on in
      Planted("orders off the last forecast on \(on)", on, rule("said") + "Item=F:风扇|") {
        try $0.sell("FAN-2", "EAST", ahead: 1, 1_200)
      }
    }
    // An own rule over days of stock sees it, and so does everybody without one.
    let short = [
      ("2027-08-01", "FAN-1", rule("cover") + "Item=FAN-1|"), ("2027-09-01", "FAN-2", "short-FAN-2"),
      ("2027-11-01", "FAN-2", "short-FAN-2"),
    ].map { on, item, expects in
      Planted("\(item) runs short", on, expects, within: 4) { $0.stock[item] = 0 }
    }
    let falling = [("2027-01-20", "EAST"), ("2027-04-20", "SOUTH")].map { on, region in
      Planted("the forecast of \(region) keeps falling", on, rule("falling") + "Region=\(region)|") {
        try $0.sell("FAN-1", region, ahead: 1, 100)
        try $0.sell("FAN-1", region, ahead: 2, 30)
        try $0.sell("FAN-1", region, ahead: 3, 8)
      }
    }
    return many + year + said + short + falling
  }

  private var records: [Planted] {
    [
      Planted("orders are not handed over", "2027-07-01", "rule--5|", within: 12) {
        $0.withoutOrders = [month("2027-06")]
      },
      Planted("bank balances are not handed over", "2027-09-01", "rule--6|", within: 12) {
        $0.withoutBanks = [month("2027-08"), month("2027-09")]
      },
      Planted(
        "the forecast of 华东 is not handed in", "2027-03-01", "rule--7|forecast:EAST|", within: 12
      ) { try $0.setCalendar(forecast: 5) },
      Planted(
        "the forecast of 华南 is not handed in", "2027-03-01", "rule--7|forecast:SOUTH|", within: 12
      ) { _ in },
    ]
  }

  /// What ends what was planted, where it does not end by itself.
  var endings: [Planted] {
    [("2026-12-30", 0), ("2027-03-07", 1), ("2027-06-05", 2), ("2027-09-06", 3)].map { on, number in
      Planted("the deal is won after all", on, "") {
        try $0.move("O-\(number)", DealChange(stage: "赢单"))
      }
    } + [
      Planted("C1 pays", "2027-03-01", "") {
        $0.add(AlertYear.receipt("PAID-1", of: "BIG-1", "C1", on: "2027-02-20", yuan: 700_000))
      },
      Planted("C2 pays", "2027-08-01", "") {
        $0.add(AlertYear.receipt("PAID-2", of: "BIG-2", "C2", on: "2027-07-20", yuan: 800_000))
      },
      Planted("the calendar asks for nothing", "2027-03-19", "") {
        try $0.setCalendar(forecast: nil)
      },
    ]
  }
}

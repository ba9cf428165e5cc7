// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import DemoCompany

/// Sees: a company no CFO would believe. Cannot see: whether its single customers are believable.
@Suite struct RatioTests {
  @Test(arguments: Case.all) func theRatiosAreThoseOfARealMaker(_ item: Case) {
    let ratios = item.facts.ratios
    #expect((540_000_000...660_000_000).contains(ratios.revenue))
    #expect((0.22...0.28).contains(ratios.grossMargin))
    #expect((0.08...0.10).contains(ratios.sellingExpenseShare))
    #expect((0.03...0.06).contains(ratios.netMargin))
    #expect((60...80).contains(ratios.daysSalesOutstanding))
    #expect((70...90).contains(ratios.daysPayablesOutstanding))
    #expect((5...7).contains(ratios.stockTurns))
    #expect((0.30...0.40).contains(ratios.billShareOfReceipts))
  }

  @Test(arguments: Case.all) func theRatiosAreThoseOfTheTables(_ item: Case) {
    let invoices = item.table(.invoices)
    let from = item.facts.historyEnd.monthOf.adding(months: -11).firstDay
    let net = invoices.total("amount_excl_tax") { invoices.date("invoiced_on", $0) >= from }
    #expect(Double(net) / 100 == item.facts.ratios.revenue)
  }

  @Test(arguments: Case.all) func volumesStayReasonable(_ item: Case) {
    #expect((25_000...40_000).contains(item.table(.salesOrderLines).rowCount))
    #expect(item.table(.items).rowCount == 90)
    #expect(item.table(.customers).rowCount == 80)
    #expect(item.table(.departments).rowCount == 13)
    #expect((24...27).contains(item.table(.suppliers).rowCount))
  }

  @Test(arguments: Case.all) func airConditionersPeakFromMayToJulyAndTheSpringFestivalEmptiesTheBooks(
    _ item: Case
  ) {
    let lines = item.table(.salesOrderLines)
    let byMonth = lines.sums(
      of: "amount_excl_tax", by: { padded(lines.date("ordered_on", $0).month, 2) },
      where: { lines.word("item", $0).hasPrefix("AC") && lines.int("is_project", $0) == 0 })
    let best = byMonth.sorted { $0.value > $1.value }.prefix(3).map(\.key).sorted()
    #expect(best == ["05", "06", "07"])
    let festival = SpringFestival.day(inYear: item.facts.historyEnd.year)
    guard festival < item.facts.historyEnd.adding(days: -20) else { return }
    func orders(_ days: ClosedRange<Int>) -> Int {
      (0..<lines.rowCount).count { days.contains(festival.distance(to: lines.date("ordered_on", $0))) }
    }
    #expect(orders(-3...7) * 4 < orders(-21 ... -11))
  }
}

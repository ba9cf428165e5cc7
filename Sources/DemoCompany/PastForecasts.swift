// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Forecasts as they were made on the first of each month for that month and the five that follow, kept for 18 months
/// and the current one: 区域销售 hopeful, 财务 careful, 基线 nearly unbiased.
struct PastForecasts {
  static let origins = 18
  static let horizon = 6

  let timeline: DemoTimeline
  let catalogue: Catalogue
  let demand: Demand

  func table(seed: UInt64) -> FactTable {
    var random = SeededStream(seed: seed, label: "past forecasts")
    var rows = FactRows(
      .salesForecasts,
      "made_on source month item family territory quantity amount_incl_tax amount_excl_tax author")
    // What each region adds to what it believes.
    let hope = Customers.regions.map { _ in random.uniform(1.08, 1.15) }
    for origin in (DemoTimeline.historyMonths - PastForecasts.origins)...DemoTimeline.historyMonths {
      let care = random.uniform(0.90, 0.95)
      for step in 0..<PastForecasts.horizon {
        add(origin, origin + step, step, hope, care, &rows, &random)
      }
    }
    return rows.table
  }

  private func add(
    _ origin: Int, _ month: Int, _ step: Int, _ hope: [Double], _ care: Double, _ rows: inout FactRows,
    _ random: inout SeededStream
  ) {
    let spread = 0.07 + 0.015 * Double(step)
    for region in Customers.regions.indices {
      var family = [Double](repeating: 0, count: 3)
      for item in catalogue.goods {
        let truth = demand.byRegion[item][region][month]
        let believed = truth * noticed(item, month, origin)
        let price =
          Double(catalogue.price(item, region: region, year: timeline.month(month).year)) / 1_000_000
        family[catalogue.items[item].familyIndex] += believed * price
        let sales = (believed * hope[region] * random.factor(spread + 0.03)).rounded()
        let baseline = (believed * random.factor(spread)).rounded()
        guard truth > 0 else { continue }
        let author = Staff.all[6 + region * 4].code
        rows.add(row(origin, "区域销售", month, item, nil, region, sales, sales * price, author))
        rows.add(row(origin, "基线", month, item, nil, region, baseline, baseline * price, nil))
      }
      for (index, value) in family.enumerated() {
        let careful = value * care * random.factor(spread * 0.5)
        rows.add(
          row(origin, "财务", month, nil, CatalogueData.families[index], region, nil, careful, "YG-0003"))
      }
    }
  }

  /// A change in the market is seen two months after it began.
  private func noticed(_ item: Int, _ month: Int, _ origin: Int) -> Double {
    guard origin >= 2 else { return 1 }
    let seen = demand.surprise[item][origin - 2]
    return month >= origin ? seen : 1
  }

  private func row(
    _ origin: Int, _ source: String, _ month: Int, _ item: Int?, _ family: String?, _ region: Int,
    _ quantity: Double?, _ yuan: Double, _ author: String?
  ) -> [FactValue?] {
    let gross = Int64((yuan * 100).rounded())
    return [
      .day(timeline.month(origin).firstDay), .text(source), .month(timeline.month(month)),
      item.map { .text(catalogue.items[$0].code) }, .text(family ?? catalogue.items[item ?? 0].family),
      .text(Customers.regions[region].code), quantity.map { .pieces(Int64($0)) }, .number(gross),
      .number(Tax.split(gross).net), author.map { .text($0) },
    ]
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars

/// What the market would buy, month by month, before chance: the truth that orders scatter around and planners estimate.
struct Demand {
  /// Net sales before rebates and returns of the running business in the last twelve months of history, yuan.
  static let runningTarget = 566_000_000.0

  /// Pieces by customer, place in its assortment and month.
  private(set) var expected: [[[Double]]] = []
  /// Pieces by item, region and month: the sum of the above.
  private(set) var byRegion: [[[Double]]]
  /// What the market really wants of an item against `expected`, by item and month: fashion nobody foresaw.
  private(set) var surprise: [[Double]]
  let shortItem: Int
  let piledItem: Int

  init(catalogue: Catalogue, customers: Customers, timeline: DemoTimeline) {
    let months = timeline.monthCount
    let regions = Customers.regions.count
    byRegion = Array(
      repeating: Array(repeating: Array(repeating: 0, count: months), count: regions),
      count: catalogue.goodCount)
    surprise = Array(repeating: Array(repeating: 1, count: months), count: catalogue.goodCount)
    shortItem = catalogue.index(code: "SA-104")
    piledItem = catalogue.index(code: "RF-402")
    let last = DemoTimeline.historyMonths - 1
    for month in (last - 2)..<months { surprise[shortItem][month] = month >= last ? 1.75 : 1.25 }
    for month in (last - 5)..<months { surprise[piledItem][month] = 0.4 }
    let activity = Demand.monthlyActivity(timeline)
    expected = Demand.shape(catalogue, customers, timeline, activity)
    let scale = Demand.runningTarget / sales(catalogue, customers, months: last - 11...last)
    for customer in customers.all.indices {
      for (place, line) in customers.all[customer].assortment.enumerated() {
        for month in 0..<months {
          expected[customer][place][month] *= scale
          byRegion[line.item][customers.all[customer].region][month] += expected[customer][place][month]
        }
      }
    }
  }

  /// Mean activity of each channel in each month, against its own mean of the last twelve months of history.
  private static func monthlyActivity(_ timeline: DemoTimeline) -> [[Double]] {
    SalesChannel.allCases.map { channel in
      var sums = [Double](repeating: 0, count: timeline.monthCount)
      for month in 0..<timeline.monthCount {
        let days = timeline.dayCount(inMonth: month)
        for day in 0..<days {
          sums[month] += Seasons.activity(timeline.day(timeline.firstDayOfMonth[month] + day), channel)
        }
      }
      let last = DemoTimeline.historyMonths - 1
      let mean = sums[(last - 11)...last].reduce(0, +) / 12
      return sums.map { $0 / mean }
    }
  }

  private static func shape(
    _ catalogue: Catalogue, _ customers: Customers, _ timeline: DemoTimeline, _ activity: [[Double]]
  ) -> [[[Double]]] {
    let centre = DemoTimeline.historyMonths - 6
    return customers.all.map { customer in
      customer.assortment.map { line in
        let item = catalogue.items[line.item]
        let price = Double(item.listPrice) / Catalogue.priceScale / 1.13
        return (0..<timeline.monthCount).map { month in
          let day = timeline.month(month)
          if let lost = customer.lostOn, lost.monthOf < day { return 0 }
          if customer.firstOrder.monthOf > day { return 0 }
          let season = Seasons.family[item.familyIndex][day.month - 1]
          let level = season * activity[customer.channel.rawValue][month]
          return customer.weight * line.share / 12 / price * level
            * Seasons.trend(monthsFromCentre: month - centre)
        }
      }
    }
  }

  private func sales(_ catalogue: Catalogue, _ customers: Customers, months: ClosedRange<Int>) -> Double {
    var total = 0.0
    for (number, customer) in customers.all.enumerated() {
      for (place, line) in customer.assortment.enumerated() {
        let price = Double(catalogue.items[line.item].listPrice) / Catalogue.priceScale / 1.13
        for month in months {
          total +=
            expected[number][place][month] * price * customer.channel.priceFactor
            * Catalogue.regionFactors[customer.region]
        }
      }
    }
    return total
  }

  /// Pieces of an item over all regions, as expected.
  func total(_ item: Int, month: Int) -> Double {
    byRegion[item].reduce(0) { $0 + $1[month] }
  }
}

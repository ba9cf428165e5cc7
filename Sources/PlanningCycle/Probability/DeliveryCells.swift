// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// The cells that delivery timing moves: what a month ships more or less than the usual profile says, beside what deals move there.
struct DeliveryCells {
  private struct Row {
    let place: SalesHistory.Place
    let members: [Int64]
    /// Ordered in each month after the cutoff, pieces and 含税 yuan.
    let pieces: [Double]
    let amounts: [Double]
  }

  private let timing: DeliveryTiming
  private let rows: [Row]
  private let units: InputLanding.Target
  private let money: InputLanding.Target
  private let first: Month
  private let monthCount: Int

  /// nil when the model in force lacks one of the inputs.
  init?(_ timing: DeliveryTiming, places: [SalesHistory.Place], engine: PlanEngine, task: PathTask) throws {
    guard !timing.isEmpty, let units = task.landing.target("delivery_shift_units"), let money = task.landing.target("delivery_shift"),
      let price = task.landing.id("price"), let pipeline = task.landing.id("pipeline"), engine.model.measure(named: "agreed") != nil
    else { return nil }
    (self.timing, self.units, self.money) = (timing, units, money)
    let calendar = engine.calendar
    let start = calendar.actualCount
    first = calendar.month(at: start)
    monthCount = calendar.monthCount - start
    let members = task.sources.members
    rows = try places.map { place in
      let coordinate: Coordinate = ["Item": members.items[place.item], "Region": members.regions[place.region]]
      let agreed = try engine.values("agreed", at: coordinate)[start...]
      let deals = try engine.values(pipeline, at: coordinate)[start...]
      // Deals deliver on days of their own.
      let pieces = zip(agreed, deals).map { $0.isNaN ? 0 : max(0, $0 - ($1.isNaN ? 0 : $1)) }
      let prices = try engine.values(price, at: coordinate)[start...].map { $0.isNaN ? 0 : $0 }
      return Row(
        place: place, members: [members.items[place.item], members.regions[place.region]], pieces: pieces,
        amounts: zip(pieces, prices).map { $0 * $1 })
    }
  }

  /// Writes the deliveries of one path beside its deals; nil writes those of the deals alone.
  func write(_ seed: PathSeed?, beside deals: PipelineLayer, into engine: PlanEngine) throws(PlanningError) {
    let drawn = seed.map { timing.draw($0, from: first, count: monthCount) }
    for row in rows {
      var pieces = [Double](repeating: 0, count: monthCount)
      var amounts = pieces
      for month in 0..<monthCount {
        let key = PipelineLayer.Key(item: row.place.item, region: row.place.region, month: first.adding(months: month))
        if let shift = deals.shifts[key] {
          pieces[month] += shift.pieces
          amounts[month] += shift.amount
        }
        guard let difference = drawn?[month] else { continue }
        for (lag, share) in difference.enumerated() where month + lag < monthCount {
          pieces[month + lag] += row.pieces[month] * share
          amounts[month + lag] += row.amounts[month] * share
        }
      }
      for (target, values) in [(units, pieces), (money, amounts)] {
        try engine.load(
          target.id, members: target.order.map { row.members[$0] }, firstPeriod: .month(first), values: values, source: .person(event: 0))
      }
    }
  }
}

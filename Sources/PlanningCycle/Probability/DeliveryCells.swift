// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// The cells that delivery timing moves: what a month ships more or less than the usual profile says, beside what deals move there.
struct DeliveryCells {
  private struct Row {
    /// Ordered in each month after the cutoff, pieces and 含税 yuan.
    let pieces: [Double]
    let amounts: [Double]
  }

  private let timing: DeliveryTiming
  private let rows: [Row]
  private let units: InputPlaces
  private let money: InputPlaces
  private let rowOf: [SalesHistory.Place: Int]
  private let first: Month
  private let monthCount: Int

  /// nil when the model in force lacks one of the inputs.
  init?(_ timing: DeliveryTiming, places: [SalesHistory.Place], engine: PlanEngine, task: PathTask) throws {
    guard !timing.isEmpty, let units = task.landing.target("delivery_shift_units"), let money = task.landing.target("delivery_shift"),
      let price = task.landing.id("price"), let pipeline = task.landing.id("pipeline"), engine.model.measure(named: "agreed") != nil
    else { return nil }
    self.timing = timing
    let calendar = engine.calendar
    let start = calendar.actualCount
    first = calendar.month(at: start)
    monthCount = calendar.monthCount - start
    let members = task.sources.members
    let (ids, firstMonth) = (places.map { [members.items[$0.item], members.regions[$0.region]] }, first)
    func inputs(_ target: InputLanding.Target) throws -> InputPlaces {
      try engine.places(of: target.id, members: ids.map { row in target.order.map { row[$0] } }, firstPeriod: .month(firstMonth))
    }
    (self.units, self.money) = (try inputs(units), try inputs(money))
    rowOf = Dictionary(places.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    rows = try places.map { place in
      let coordinate: Coordinate = ["Item": members.items[place.item], "Region": members.regions[place.region]]
      let agreed = try engine.values("agreed", at: coordinate)[start...]
      let deals = try engine.values(pipeline, at: coordinate)[start...]
      // Deals deliver on days of their own.
      let pieces = zip(agreed, deals).map { $0.isNaN ? 0 : max(0, $0 - ($1.isNaN ? 0 : $1)) }
      let prices = try engine.values(price, at: coordinate)[start...].map { $0.isNaN ? 0 : $0 }
      return Row(pieces: pieces, amounts: zip(pieces, prices).map { $0 * $1 })
    }
  }

  /// Writes the deliveries of one path into a twin, beside its deals; nil writes those of the deals alone.
  func write(_ seed: PathSeed?, beside deals: PipelineLayer, into engine: PlanEngine) {
    let drawn = seed.map { timing.draw($0, from: first, count: monthCount) }
    var shifts: [Int: [(month: Int, shift: PipelineLayer.Shift)]] = [:]
    for (key, shift) in deals.shifts {
      let month = first.distance(to: key.month)
      guard (0..<monthCount).contains(month), let row = rowOf[SalesHistory.Place(item: key.item, region: key.region)] else { continue }
      shifts[row, default: []].append((month, shift))
    }
    for (index, row) in rows.enumerated() {
      var pieces = [Double](repeating: 0, count: monthCount)
      var amounts = pieces
      // One a month: their order does not matter.
      for (month, shift) in shifts[index] ?? [] { (pieces[month], amounts[month]) = (shift.pieces, shift.amount) }
      for (month, difference) in (drawn ?? []).enumerated() {
        for (lag, share) in difference.enumerated() where month + lag < monthCount {
          pieces[month + lag] += row.pieces[month] * share
          amounts[month + lag] += row.amounts[month] * share
        }
      }
      engine.load(pieces, at: index, of: units)
      engine.load(amounts, at: index, of: money)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// The cells that customers' payments move: the collection profile, its step, and what is due from before.
///
/// The plan's profile brings each path's own billings on average; that single customers pay on single days is added to what is due from
/// before, as payments drawn for the plan's billings less what the profile makes of them. Nothing is paid twice: both have the same sum.
struct CollectionCells {
  private let delays: PaymentDelays
  private let regions: [Int64]
  private let codes: [String]
  private let firstDay: Day
  private let isBankDay: [Bool]
  private let billings: [[Double]]
  private let expected: [[Double]]
  private let profiles: [[Double]]
  private let plannedDue: [[Double]]
  private let plannedProfiles: [[Double]]
  private let plannedStep: Double
  private let due: String
  private let profile: String
  private let step: String
  private let profileOrder: [Int]

  /// nil when the model in force lacks one of the inputs.
  init?(_ delays: PaymentDelays, engine: PlanEngine, task: PathTask) throws {
    let landing = task.landing
    guard let due = landing.id("receivables_due"), let profile = landing.target("collection_profile"),
      let step = landing.id("collection_step_days")
    else { return nil }
    self.delays = delays
    (self.due, self.profile, self.step, profileOrder) = (due, profile.id, step, profile.order)
    let catalogue = task.sources.catalogue
    regions = catalogue.regions.indices.map { task.sources.members.regions[$0] }
    codes = catalogue.regions.map(\.code)
    firstDay = engine.calendar.firstDay
    let calendar = engine.calendar
    isBankDay = (0..<calendar.dayCount).map { WorkingDays.china.isWorkday(calendar.day(at: $0)) }
    billings = try regions.map { try engine.values("billing_day", at: ["Region": $0]) }
    plannedDue = try regions.map { try engine.values(due, at: ["Region": $0]) }
    plannedProfiles = try regions.map { region in
      try (0...12).map { try engine.value(profile.id, at: ["Region": region, "CollectionLag": Int64($0)], period: nil) ?? 0 }
    }
    plannedStep = try engine.value(step, at: .total, period: nil) ?? 0
    expected = delays.expected(billings)
    profiles = regions.indices.map { delays.lags[$0].profile(step: delays.stepDays) }
  }

  /// Writes the payments of one path; nil writes the plan's own.
  func write(_ seed: PathSeed?, into engine: PlanEngine) throws(PlanningError) {
    let rows =
      seed.map {
        delays.draw(
          $0, firstDay: firstDay, billings: billings, expected: expected, regionCodes: codes, isBankDay: isBankDay)
      } ?? plannedDue
    let shares = seed == nil ? plannedProfiles : profiles
    for (index, region) in regions.enumerated() {
      try engine.load(due, members: [region], firstPeriod: .day(firstDay), values: rows[index], source: .person(event: 0))
      for (lag, share) in shares[index].enumerated() {
        let members = [region, Int64(lag)]
        try engine.load(
          profile, members: profileOrder.map { members[$0] }, firstPeriod: nil, values: [share], source: .person(event: 0))
      }
    }
    try engine.load(
      step, members: [], firstPeriod: nil, values: [seed == nil ? plannedStep : Double(delays.stepDays)], source: .person(event: 0))
  }
}

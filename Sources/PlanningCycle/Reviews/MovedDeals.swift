// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Deals that were expected in one month and closed in another, seen from the day on which a forecast was made.
struct MovedDeals {
  /// A 项目型 deal whose order did not come in the month it was expected in.
  struct Slipped {
    let deal: Deal
    let item: Int
    let region: Int
    /// When it closed; nil while it is open.
    let closedIn: Month?
  }

  let slipped: [Slipped]
  /// Expected months of deals that were open then, by code.
  let expected: [String: Month]

  init(_ deals: [Deal], madeOn: Day, month: Month, catalogue: Catalogue) {
    var (slipped, expected) = ([Slipped](), [String: Month]())
    for deal in deals.sorted(by: { $0.code < $1.code }) where deal.kind == .project {
      guard let then = deal.history.last(where: { $0.enteredOn <= madeOn }), DealOutcome(stage: then.stage) == .open,
        let closing = then.closesOn?.monthOf
      else { continue }
      // What was overdue already was expected at once.
      let due = max(closing, madeOn.monthOf)
      expected[deal.code] = due
      let later = deal.history.last { $0.enteredOn <= month.lastDay } ?? then
      guard due == month, let item = deal.item.flatMap({ catalogue.itemIndex($0) }) else { continue }
      let outcome = DealOutcome(stage: later.stage)
      let isHere = outcome == .won && later.enteredOn.monthOf == month
      guard outcome != .lost, !isHere else { continue }
      slipped.append(
        Slipped(
          deal: deal, item: item, region: deal.region.flatMap { catalogue.regionIndex($0) } ?? catalogue.regions.count - 1,
          closedIn: outcome == .won ? later.enteredOn.monthOf : nil))
    }
    (self.slipped, self.expected) = (slipped, expected)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal

extension Workspace {
  /// Deals that were won, slipped or lost since a day: by their stage history, and by what people entered here. Largest first.
  func movedDeals(_ events: [Event], since: Day, for person: Person) -> [MeetingView.MovedDeal] {
    // How a deal stood before the first change since then.
    var before: [String: DealChange] = [:]
    for event in events where event.kind == "deal.updated" {
      let command = event.payload["command"] ?? event.payload
      guard let code = command["deal"]?.text else { continue }
      let inverse = DealChange(command["inverse"])
      var known = before[code] ?? DealChange()
      known.stage = known.stage ?? inverse.stage
      known.closesOn = known.closesOn ?? inverse.closesOn
      before[code] = known
    }
    let moved = plan.deals.filter { person.scope.admits(row: plan.catalogue.places(of: $0)) }.compactMap { deal in
      move(of: deal, since: since, before: before[deal.code])
    }
    return moved.sorted { ($1.amount, $0.code) < ($0.amount, $1.code) }
  }

  private func move(of deal: Deal, since: Day, before: DealChange?) -> MeetingView.MovedDeal? {
    let steps = deal.history
    let fresh = steps.filter { $0.enteredOn > since && $0.enteredOn <= planningDay }
    let wasOpen = before?.stage.map { DealOutcome(stage: $0) == .open } ?? false
    let decided = fresh.last { DealOutcome(stage: $0.stage) == deal.outcome }
    let then = before?.closesOn ?? steps.last { $0.enteredOn <= since }?.closesOn
    switch deal.outcome {
    case .won, .lost:
      guard wasOpen || decided != nil else { return nil }
      return moved(deal, deal.outcome == .won ? .won : .lost, from: then, to: decided?.enteredOn ?? planningDay)
    case .open:
      let now = before?.closesOn == nil ? fresh.last?.closesOn : deal.closesOn
      guard let then, let now, now > then else { return nil }
      return moved(deal, .slipped, from: then, to: now)
    }
  }

  private func moved(_ deal: Deal, _ move: MeetingView.DealMove, from: Day?, to: Day?) -> MeetingView.MovedDeal {
    MeetingView.MovedDeal(
      move: move, code: deal.code, name: deal.name, owner: deal.owner.flatMap { plan.catalogue.employees[$0] },
      region: deal.region.flatMap { plan.catalogue.regionIndex($0) }.map { plan.catalogue.regions[$0].name },
      amount: deal.amountInclTax ?? 0,
      from: from, to: to)
  }
}

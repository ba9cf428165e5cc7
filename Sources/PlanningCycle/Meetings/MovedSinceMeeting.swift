// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal

/// A deal that was won, slipped or lost since a day.
struct DealMovement {
  let deal: Deal
  let move: MeetingView.DealMove
  /// Expected closing days; the day it was decided.
  let from: Day?
  let to: Day?
  /// When it moved, the last time.
  let on: Day
  /// What stood there before; nil for a deal that was not there.
  let before: DealChange?
  /// The stages it had passed then.
  let passed: [Deal.Step]
}

extension Workspace {
  /// Deals that moved, as the meeting shows them to somebody. Largest first.
  func movedDeals(_ events: [Event], since: Day, for person: Person) -> [MeetingView.MovedDeal] {
    dealMovements(events, since: since).filter { person.scope.admits(row: plan.catalogue.places(of: $0.deal)) }.map { one in
      MeetingView.MovedDeal(
        move: one.move, code: one.deal.code, name: one.deal.name, owner: one.deal.owner.flatMap { plan.catalogue.employees[$0] },
        region: regionLabel(one.deal.region), amount: one.deal.amountInclTax ?? 0, from: one.from, to: one.to)
    }
  }

  /// Deals that were won, slipped or lost since a day: by their stage history, and by what people entered here. Largest first.
  func dealMovements(_ events: [Event], since: Day) -> [DealMovement] {
    // How a deal stood before the first change since then, and when it changed last.
    var before: [String: (change: DealChange, on: Day)] = [:]
    for event in events where event.kind == "deal.updated" {
      let command = event.payload["command"] ?? event.payload
      guard let code = command["deal"]?.text else { continue }
      let inverse = DealChange(command["inverse"])
      var known = before[code]?.change ?? DealChange()
      known.stage = known.stage ?? inverse.stage
      known.closesOn = known.closesOn ?? inverse.closesOn
      known.deliversOn = known.deliversOn ?? inverse.deliversOn
      before[code] = (known, min(event.recordedAt.civilDay, planningDay))
    }
    let moved = plan.deals.compactMap { movement(of: $0, since: since, changed: before[$0.code]) }
    return moved.sorted { ($1.deal.amountInclTax ?? 0, $0.deal.code) < ($0.deal.amountInclTax ?? 0, $1.deal.code) }
  }

  private func movement(of deal: Deal, since: Day, changed: (change: DealChange, on: Day)?) -> DealMovement? {
    let (steps, change) = (deal.history, changed?.change)
    let fresh = steps.filter { $0.enteredOn > since && $0.enteredOn <= planningDay }
    let stood = steps.last { $0.enteredOn <= since }
    let wasOpen = change?.stage.map { DealOutcome(stage: $0) == .open } ?? false
    let decided = fresh.last { DealOutcome(stage: $0.stage) == deal.outcome }
    let then = change?.closesOn ?? stood?.closesOn
    switch deal.outcome {
    case .won, .lost:
      guard wasOpen || decided != nil else { return nil }
      let day = decided?.enteredOn ?? planningDay
      // What a decision did is seen from the stage it was made in, not from the day that is looked back to.
      let open = steps.filter { DealOutcome(stage: $0.stage) == .open && $0.enteredOn <= day }
      let before = DealChange(stage: open.last?.stage ?? change?.stage, closesOn: change?.closesOn == nil ? open.last?.closesOn : nil)
      return DealMovement(
        deal: deal, move: deal.outcome == .won ? .won : .lost, from: then, to: day, on: day, before: before.stage == nil ? nil : before,
        passed: open)
    case .open:
      let now = change?.closesOn == nil ? fresh.last?.closesOn : deal.closesOn
      guard let then, let now, now > then else { return nil }
      var before = DealChange(stage: change?.stage ?? stood?.stage, closesOn: then)
      before.deliversOn = change?.deliversOn
      return DealMovement(
        deal: deal, move: .slipped, from: then, to: now, on: [fresh.last?.enteredOn, changed?.on].compactMap { $0 }.max() ?? planningDay,
        before: before, passed: steps.filter { $0.enteredOn <= since })
    }
  }
}

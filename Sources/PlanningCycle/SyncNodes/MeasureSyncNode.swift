// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Formulas
import Planning

extension Workspace {
  /// What a move of a deal did to the plan: the plan less the plan as if the deal stood where it stood before.
  func impact(of movement: DealMovement) throws -> SyncNode.Impact {
    let without = try plan(without: movement)
    let (revenue, receipts) = (try difference("revenue", plan, without), try difference("collections_month", plan, without))
    let months = Swift.Set(revenue.keys).union(receipts.keys).sorted()
    return SyncNode.Impact(
      basis: .plan,
      months: months.map { SyncNode.Month(month: $0, revenue: revenue[$0] ?? 0, receipts: receipts[$0] ?? 0) },
      lowest: try lowestBalance(of: without).flatMap { before in try lowestBalance(of: plan).map { (before, $0) } })
  }

  /// Planned months in which a total differs, 分.
  private func difference(_ measure: String, _ now: PlanState, _ before: PlanState) throws(PlanningError) -> [Month: Int64] {
    guard now.engine.model.measure(named: measure) != nil else { return [:] }
    let (after, former) = (try now.engine.values(measure, at: .total), try before.engine.values(measure, at: .total))
    var moved: [Month: Int64] = [:]
    for place in now.calendar.actualCount..<min(after.count, former.count) {
      let (new, old) = (after[place].isFinite ? after[place] : 0, former[place].isFinite ? former[place] : 0)
      let change = hundredths(new) - hundredths(old)
      if change != 0 { moved[now.calendar.month(at: place)] = change }
    }
    return moved
  }

  /// The plan on a branch where a deal stands as it did before it moved.
  private func plan(without movement: DealMovement) throws -> PlanState {
    var branch = plan.branched()
    let deal = movement.deal
    if let before = movement.before {
      var stages = FactTable(kind: .dealStages)
      for step in movement.passed {
        var row: [String: FactValue] = ["deal": .text(deal.code), "stage": .text(step.stage), "entered_on": .day(step.enteredOn)]
        row["closes_on"] = step.closesOn.map { .day($0) }
        stages.append(row, line: 0)
      }
      let former = Deal.read(deals: before.completed(for: deal).row(of: deal, in: try facts.table(.deals)), stages: stages)
      branch.deals = plan.deals.map { known in former.first { $0.code == known.code } ?? known }
    } else {
      branch.deals = plan.deals.filter { $0.code != deal.code }
    }
    branch.statistics = StageStatistics.learn(from: branch.deals)
    _ = try branch.derivePipeline()
    return branch
  }
}

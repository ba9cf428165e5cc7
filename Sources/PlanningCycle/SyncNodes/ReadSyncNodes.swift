// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

extension Workspace {
  /// Days that are looked back on where nobody says since when; the most that may be; nodes that are listed.
  static let syncLimits = (days: 45, most: 184, shown: 20)

  /// 同步节点 since a day, of what the person sees. Nothing is kept: they are found in facts and journal each time something changed.
  ///
  /// - Parameters:
  ///   - since: exclusive; nil for the last 45 days.
  ///   - mayLag: what was found a moment ago is good enough, see `SyncNodeShelf`.
  /// - Throws: `StoreError`; `PlanningError`.
  public func syncNodes(_ proof: Authorized<To.ViewPlan>, since: Day? = nil, mayLag: Bool = false) throws -> SyncNodesView {
    let (person, today) = (proof.person, planningDay)
    let since = min(max(since ?? today.adding(days: -Self.syncLimits.days), today.adding(days: -Self.syncLimits.most)), today)
    let (all, asOf) = try nodes(since: since, today, mayLag: mayLag)
    let seesCash = Access.allows(person, .viewCash)
    let own = all.filter { node in
      node.permission.map { Access.allows(person, $0) } ?? true && person.scope.admits(row: node.places)
    }.map { node in
      var node = node
      if !person.scope.isEverything {
        node.impact = nil
      } else if !seesCash, let impact = node.impact {
        let months = impact.months.filter { $0.revenue != 0 }.map { SyncNode.Month(month: $0.month, revenue: $0.revenue, receipts: 0) }
        node.impact = SyncNode.Impact(basis: impact.basis, months: months, lowest: nil)
      }
      return node
    }
    return SyncNodesView(
      revision: asOf, since: since, today: today, large: meetings.large, nodes: Array(own.prefix(Self.syncLimits.shown)), count: own.count,
      mayEdit: Access.allows(person, .approve))
  }

  private func nodes(since: Day, _ today: Day, mayLag: Bool) throws -> (nodes: [SyncNode], revision: Int64) {
    let begun = environment.now()
    if let known = syncShelf.nodes(revision, since, today, meetings.large, at: begun), mayLag || known.revision == revision {
      return known
    }
    let found = try syncShelf.look {
      let changes = try syncShelf.dealEvents(upTo: revision, lookback: Self.meetingLimits.events) { after throws(StoreError) in
        try events(after: after)
      }.filter { $0.recordedAt.civilDay > since }
      return try FindSyncNodes(workspace: self, since: since, large: meetings.large).nodes(changes)
    }
    syncShelf.keep(found, revision, since, today, meetings.large, from: begun, to: environment.now())
    return (found, revision)
  }

  /// Says from which amount on a deal, a customer, a receipt or a shortage is large.
  ///
  /// - Parameter amount: 分, 1 万元 to 100 亿元.
  /// - Throws: `CycleError.meetingRefused`.
  public func setLarge(_ proof: Authorized<To.Approve>, amount: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard (1_000_000...1_000_000_000_000).contains(amount) else {
      throw meetingRefused([BilingualText("金额应在 1 万元到 100 亿元之间", "the amount is not between 10,000 and 10,000,000,000")])
    }
    return try recordDecision(
      MeetingLedger.largeSet, ["amount": .integer(amount)],
      BilingualText("大单标准设为 \(amount / 1_000_000) 万元", "large from \(amount / 100) \(settings.currency)"), context)
  }

  func regionLabel(_ code: String?) -> BilingualText? {
    code.flatMap { plan.catalogue.regionIndex($0) }.map { plan.catalogue.regions[$0].name }
  }
}

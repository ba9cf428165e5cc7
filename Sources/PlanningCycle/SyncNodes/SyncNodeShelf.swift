// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// The nodes of one revision, kept so that many readers of it ask once. Belongs to whoever holds the turn, as the workspace does.
final class SyncNodeShelf {
  private struct Found {
    let nodes: [SyncNode]
    let revision: Int64
    let since: Day
    let day: Day
    let large: Int64
    let at: Moment
    /// Milliseconds.
    let took: Int64
  }

  /// So many times what it took is waited before looking again; and what counts of a very slow look, in milliseconds.
  private static let rest: Int64 = 10, longest: Int64 = 500

  private var found: Found?
  /// Changes of deals, and the event up to which they were looked for.
  private var heard: (through: Int64, deals: [Event]) = (0, [])
  /// Somebody looks just now, and lets others read meanwhile.
  private var isLooking = false
  /// By node, as long as the plan stands at the change it was measured at.
  private var impacts: [String: SyncNode.Impact] = [:]
  private var measuredIn: Int64 = -1

  /// What was found for this revision, or a moment ago for an earlier one: looking takes a while, and where many people change and ask it is done
  /// for a tenth of the time at most. With the revision it was found in.
  func nodes(_ revision: Int64, _ since: Day, _ day: Day, _ large: Int64, at now: Moment) -> (nodes: [SyncNode], revision: Int64)? {
    guard let found, found.since == since, found.day == day, found.large == large, found.revision <= revision else { return nil }
    let age = now.millisecondsSinceEpoch - found.at.millisecondsSinceEpoch
    guard found.revision == revision || isLooking || (0..<Self.rest * found.took).contains(age) else { return nil }
    return (found.nodes, found.revision)
  }

  func keep(_ nodes: [SyncNode], _ revision: Int64, _ since: Day, _ day: Day, _ large: Int64, from begun: Moment, to now: Moment) {
    found = Found(
      nodes: nodes, revision: revision, since: since, day: day, large: large, at: now,
      took: min(max(0, now.millisecondsSinceEpoch - begun.millisecondsSinceEpoch), Self.longest))
  }

  /// Changes of deals among the newest events: each event is read once, however often somebody looks.
  ///
  /// - Parameters:
  ///   - lookback: so many events are looked back on.
  ///   - read: events after one, up to `revision`.
  func dealEvents(
    upTo revision: Int64, lookback: Int64, _ read: (Int64) throws(StoreError) -> [Event]
  ) throws(StoreError) -> [Event] {
    let oldest = max(0, revision - lookback)
    if heard.through > revision { heard = (oldest, []) }
    let fresh = try read(max(heard.through, oldest))
    heard.deals.removeAll { $0.sequence <= oldest }
    heard.deals += fresh.filter { $0.kind == "deal.updated" }
    heard.through = revision
    return heard.deals
  }

  /// Others are answered with what was found before, until this is done.
  func look(_ find: () throws -> [SyncNode]) rethrows -> [SyncNode] {
    isLooking = true
    defer { isLooking = false }
    return try find()
  }

  /// - Parameter plan: the event that changed the plan last.
  func impact(of node: String, plan: Int64, _ measure: () throws -> SyncNode.Impact) rethrows -> SyncNode.Impact {
    if plan != measuredIn { (impacts, measuredIn) = ([:], plan) }
    if let known = impacts[node] { return known }
    let impact = try measure()
    impacts[node] = impact
    return impact
  }
}

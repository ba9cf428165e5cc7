// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The nodes of one revision, kept so that many readers of it ask once. Belongs to whoever holds the turn, as the workspace does.
final class SyncNodeShelf {
  private var nodes: [SyncNode] = []
  private var key: (revision: Int64, since: Day, day: Day)?
  /// By node, as long as the plan stands at the change it was measured at.
  private var impacts: [String: SyncNode.Impact] = [:]
  private var measuredIn: Int64 = -1

  func nodes(_ revision: Int64, _ since: Day, _ day: Day) -> [SyncNode]? {
    key.map { $0 == (revision, since, day) } == true ? nodes : nil
  }

  func keep(_ nodes: [SyncNode], _ revision: Int64, _ since: Day, _ day: Day) {
    self.nodes = nodes
    key = (revision, since, day)
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

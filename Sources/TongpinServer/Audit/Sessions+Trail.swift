// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import PlanningCycle
import Synchronization

extension Sessions {
  /// Counts a sign-in that was refused; the first of a minute is written at once.
  func noteRefused(_ login: String, at moment: Moment) async throws {
    guard let entry = refused.withLock({ $0.note(login, at: moment, from: RequestOrigin.current) }) else { return }
    try await write([entry])
  }

  /// Writes what has waited long enough.
  func writeRefusals(isAll: Bool = false) async throws {
    let due = refused.withLock { $0.due(at: now(), isAll: isAll) }
    if !due.isEmpty { try await write(due) }
  }

  private func write(_ entries: [RefusedSignIns.Entry]) async throws {
    let moment = now()
    try await workspace.perform { workspace in
      for entry in entries {
        try workspace.store.record(TrailKind.refused(entry.login, count: entry.count), at: moment, from: entry.origin)
      }
    }
  }
}

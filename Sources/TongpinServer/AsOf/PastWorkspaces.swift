// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Synchronization

/// Workspaces as they were known on past days, opened beside the running one when somebody asks for them.
///
/// Each is a whole plan in memory: the one unused for longest leaves before another is opened, and is opened again when it is asked for.
final class PastWorkspaces: Sendable {
  /// Kept at once.
  static let limit = 2

  private struct Kept {
    let knowledge: Knowledge
    let thread: WorkspaceThread
  }

  /// One is opened at a time.
  private let queue = CalculationQueue(label: "tongpin.past")
  /// Used last, first.
  private let kept = Mutex<[Kept]>([])

  /// - Throws: what opening throws; `ServerBusy`.
  func thread(at knowledge: Knowledge, store: any WorkspaceStore, environment: WorkspaceEnvironment) async throws -> WorkspaceThread {
    if let known = take(knowledge) { return known }
    return try await queue.perform { [self] in
      if let known = take(knowledge) { return known }
      kept.withLock { $0.removeLast(max(0, $0.count - (Self.limit - 1))) }
      let thread = WorkspaceThread(try OpenWorkspace.past(store: store, environment: environment, at: knowledge))
      kept.withLock { $0.insert(Kept(knowledge: knowledge, thread: thread), at: 0) }
      return thread
    }
  }

  private func take(_ knowledge: Knowledge) -> WorkspaceThread? {
    kept.withLock { kept in
      guard let place = kept.firstIndex(where: { $0.knowledge == knowledge }) else { return nil }
      let found = kept.remove(at: place)
      kept.insert(found, at: 0)
      return found.thread
    }
  }
}

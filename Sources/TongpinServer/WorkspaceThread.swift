// SPDX-License-Identifier: Apache-2.0
import Dispatch
package import PlanningCycle
import Synchronization

/// The one place where a workspace is touched: a serial queue of its own, so that commands and reads take turns and no
/// calculation, file or SQL call runs on a thread of the network pool.
package final class WorkspaceThread: Sendable {
  /// Waiting turns; beyond it callers are told to come back.
  static let limit = 1_000

  private let queue = DispatchQueue(label: "tongpin.workspace", qos: .userInitiated)
  private let waiting = Atomic<Int>(0)
  // Only ever touched on `queue`.
  private nonisolated(unsafe) let workspace: Workspace

  package init(_ workspace: consuming sending Workspace) { self.workspace = workspace }

  /// Takes a turn with the workspace.
  ///
  /// - Throws: what `body` throws; `ServerBusy` when too many turns wait.
  package func perform<Answer: Sendable>(
    _ body: @escaping @Sendable (Workspace) throws -> Answer
  ) async throws -> Answer {
    let (count, _) = waiting.add(1, ordering: .relaxed)
    defer { waiting.subtract(1, ordering: .relaxed) }
    guard count < Self.limit else { throw ServerBusy() }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try body(self.workspace) }) }
    }
  }

  package var waitingTurns: Int { waiting.load(ordering: .relaxed) }
}

/// More callers wait than the server answers in time.
struct ServerBusy: Error {}

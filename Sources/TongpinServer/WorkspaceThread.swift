// SPDX-License-Identifier: Apache-2.0
import Dispatch
package import PlanningCycle
import Synchronization

/// The one place where a workspace is touched, by one thread at a time: commands and short reads take turns on a serial queue; long reads have
/// threads of their own and give way to the turns between two steps. No calculation, file or SQL call runs on a thread of the network pool.
package final class WorkspaceThread: Sendable {
  /// Waiting turns; beyond it callers are told to come back.
  static let limit = 1_000
  /// Long reads at once; the others wait.
  static let readings = 3

  private let queue = DispatchQueue(label: "tongpin.workspace", qos: .userInitiated)
  private let readers = (0..<readings).map { DispatchQueue(label: "tongpin.reading.\($0)", qos: .userInitiated) }
  private let turns = Turns()
  private let waiting = Atomic<Int>(0)
  /// Readings that each reader has before it.
  private let readingsAhead = Mutex([Int](repeating: 0, count: readings))
  // Only ever touched inside `turns`.
  private nonisolated(unsafe) let workspace: Workspace

  package init(_ workspace: consuming sending Workspace) { self.workspace = workspace }

  /// Takes a turn with the workspace.
  ///
  /// - Throws: what `body` throws; `ServerBusy` when too many turns wait.
  package func perform<Answer: Sendable>(
    _ body: @escaping @Sendable (Workspace) throws -> Answer
  ) async throws -> Answer {
    // Whatever is written during the turn comes from where the request came that the turn is taken for.
    let origin = RequestOrigin.current
    return try await run(on: queue) {
      try self.turns.turn {
        self.workspace.store.act(from: origin)
        defer { self.workspace.store.act(from: nil) }
        return try body(self.workspace)
      }
    }
  }

  /// Reads for as long as it takes: what is touched between two calls of the closure that `body` gets is touched by nobody else, and turns are
  /// taken during those calls.
  ///
  /// - Throws: what `body` throws; `ServerBusy` when too many wait.
  package func read<Answer: Sendable>(
    _ body: @escaping @Sendable (Workspace, _ giveWay: @escaping () -> Void) throws -> Answer
  ) async throws -> Answer {
    // Nobody waits behind a long one while another reader is free.
    let reader = readingsAhead.withLock { ahead in
      let least = ahead.indices.min { ahead[$0] < ahead[$1] } ?? 0
      ahead[least] += 1
      return least
    }
    defer { readingsAhead.withLock { $0[reader] -= 1 } }
    return try await run(on: readers[reader]) { try self.turns.reading { try body(self.workspace) { self.turns.giveWay() } } }
  }

  /// For somebody who works beside the workspace on behalf of this request.
  package func alternating() -> AlternatingTurns {
    let origin = RequestOrigin.current
    return AlternatingTurns { body in
      let done = DispatchSemaphore(value: 0)
      // Among the other turns, and on their thread: whoever works beside may be a thread that leaves the processor to everybody else.
      self.queue.async {
        self.turns.turn {
          self.workspace.store.act(from: origin)
          defer { self.workspace.store.act(from: nil) }
          body(self.workspace)
        }
        done.signal()
      }
      done.wait()
    }
  }

  private func run<Answer: Sendable>(
    on queue: DispatchQueue, _ work: @escaping @Sendable () throws -> Answer
  ) async throws -> Answer {
    let (count, _) = waiting.add(1, ordering: .relaxed)
    defer { waiting.subtract(1, ordering: .relaxed) }
    guard count < Self.limit else { throw ServerBusy() }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  package var waitingTurns: Int { waiting.load(ordering: .relaxed) }
}

/// The turns of somebody who works beside a workspace.
package struct AlternatingTurns: WorkspaceTurns, Sendable {
  private let take: @Sendable (@escaping @Sendable (Workspace) -> Void) -> Void

  init(_ take: @escaping @Sendable (@escaping @Sendable (Workspace) -> Void) -> Void) { self.take = take }

  package func turn<Answer>(_ body: (Workspace) throws -> Answer) throws -> Answer {
    try withoutActuallyEscaping(body) { body in
      let held = HeldTurn(body)
      take { held.run($0) }
      return try held.end()
    }
  }
}

/// What is to be done in a turn. Whoever asks waits until it is over, so that both threads never touch it at once; the other thread may outlive the turn by
/// a moment, and what it holds by then is empty.
private final class HeldTurn<Answer>: @unchecked Sendable {
  private var body: ((Workspace) throws -> Answer)?
  private var result: Swift.Result<Answer, any Error>?

  init(_ body: @escaping (Workspace) throws -> Answer) { self.body = body }

  func run(_ workspace: Workspace) { result = body.map { body in Swift.Result { try body(workspace) } } }

  func end() throws -> Answer {
    body = nil
    guard let result else { preconditionFailure("a turn comes to everybody") }
    return try result.get()
  }
}

/// More callers wait than the server answers in time.
struct ServerBusy: Error {}

// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Where threads put their outcomes, each at its own number.
final class PathBoard: Sendable {
  private struct State {
    var outcomes: [PathOutcome?]
    var failure: (any Error)?
  }

  private let state: Mutex<State>

  init(count: Int) { state = Mutex(State(outcomes: [PathOutcome?](repeating: nil, count: count), failure: nil)) }

  var hasFailed: Bool { state.withLock { $0.failure != nil } }

  func put(_ outcome: PathOutcome, at index: Int) { state.withLock { $0.outcomes[index] = outcome } }

  /// The first failure counts.
  func fail(_ error: any Error) { state.withLock { $0.failure = $0.failure ?? error } }

  func all() throws -> [PathOutcome] {
    let (outcomes, failure) = state.withLock { ($0.outcomes, $0.failure) }
    if let failure { throw failure }
    return outcomes.map { outcome in
      guard let outcome else { preconditionFailure("every path that did not fail was put") }
      return outcome
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Whether this server writes or follows the one that does, and how far it has followed.
final class ServerRole: Sendable {
  private struct State {
    var isFollowing: Bool
    var heard: Int64
    /// Sessions that look as somebody else: only the server that writes knows as whom.
    var elsewhere: Set<String> = []
    /// Answers that wait until what they did is here as well.
    var awaited = 0
  }

  /// Sessions that are remembered.
  private static let limit = 1_000
  let sharing: SharedServing
  private let state: Mutex<State>

  init(_ sharing: SharedServing, isFollowing: Bool, heard: Int64) {
    self.sharing = sharing
    state = Mutex(State(isFollowing: isFollowing, heard: heard))
  }

  var isFollowing: Bool { state.withLock { $0.isFollowing } }
  var isAwaited: Bool { state.withLock { $0.awaited > 0 } }
  var heard: Int64 { state.withLock { $0.heard } }

  func hear(_ revision: Int64) { state.withLock { $0.heard = max($0.heard, revision) } }
  func write() { state.withLock { $0.isFollowing = false } }

  func looksElsewhere(_ session: String) -> Bool { state.withLock { $0.elsewhere.contains(session) } }

  func note(_ session: String, looksElsewhere: Bool) {
    state.withLock { state in
      if !looksElsewhere {
        state.elsewhere.remove(session)
      } else if state.elsewhere.count < Self.limit {
        state.elsewhere.insert(session)
      }
    }
  }

  /// Waits until a change that the writer acknowledged is in the plan here, so that whoever made it sees it with the next look.
  func until(_ revision: Int64, within limit: Duration) async {
    state.withLock { $0.awaited += 1 }
    defer { state.withLock { $0.awaited -= 1 } }
    let end = ContinuousClock.now + limit
    while heard < revision, ContinuousClock.now < end, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(10)) }
  }
}

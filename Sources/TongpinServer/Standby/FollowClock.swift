// SPDX-License-Identifier: Apache-2.0
import Logging
import PlanningCycle
import ServiceLifecycle

/// Keeps a server that follows in step, and makes it the one that writes when that one is gone; a server that was overtaken ends.
struct FollowClock: Service {
  /// Between two looks at what was recorded; shorter while somebody waits for it.
  private static let pause = Duration.milliseconds(50)
  private static let awaitedPause = Duration.milliseconds(15)
  /// Between two looks at who writes.
  private static let watch = Duration.seconds(1)
  /// What the store says of sessions and people is asked again after so long: they end elsewhere.
  private static let trust = Duration.seconds(5)

  let workspace: WorkspaceThread
  let sessions: Sessions
  let role: ServerRole
  /// Said once this server writes.
  let address: @Sendable () -> String
  let logger: Logger
  private let queue = CalculationQueue(label: "tongpin.following")

  init(
    workspace: WorkspaceThread, sessions: Sessions, role: ServerRole, address: @escaping @Sendable () -> String, logger: Logger
  ) {
    self.workspace = workspace
    self.sessions = sessions
    self.role = role
    self.address = address
    self.logger = logger
  }

  func run() async throws { try await cancelWhenGracefulShutdown { try await look() } }

  /// - Throws: `ServerOvertaken`.
  private func look() async throws {
    var (watched, trusted) = (ContinuousClock.now, ContinuousClock.now)
    while !Swift.Task.isCancelled {
      let now = ContinuousClock.now
      do {
        if role.isFollowing {
          try await follow()
          if now - trusted >= Self.trust {
            sessions.forget()
            trusted = now
          }
        }
        if now - watched >= Self.watch {
          watched = now
          try await watch()
        }
      } catch let error as ServerOvertaken { throw error } catch {
        // The next look tries again.
        logger.warning("this server could not follow: \(error)")
        try? await Swift.Task.sleep(for: Self.watch)
      }
      try? await Swift.Task.sleep(for: role.isFollowing ? (role.isAwaited ? Self.awaitedPause : Self.pause) : Self.watch)
    }
  }

  private func follow() async throws {
    let turns = workspace.alternating()
    try await queue.perform {
      while try FollowWriter.step(turns, work: QuietCores()) {}
    }
    role.hear(try await workspace.perform { $0.revision })
  }

  private func watch() async throws {
    let store = role.sharing.store
    guard role.isFollowing else {
      guard try await queue.perform({ try store.isOvertaken() }) else { return }
      throw ServerOvertaken()
    }
    guard try await queue.perform({ try !store.hasWriter() && store.takeOver() }) else { return }
    try await follow()
    try await workspace.perform { try $0.beginWriting() }
    let address = address()
    try await queue.perform { try store.announce(address) }
    sessions.forget()
    role.write()
    logger.notice("this server writes now: the one before is gone")
  }
}

/// Another server writes to the database meanwhile: this one ends, and follows it when it is started again.
package struct ServerOvertaken: Error, CustomStringConvertible {
  package var description: String { "another server has taken over writing to this database; start this one again to follow it" }
}

/// What only the server that writes does: it begins when this one does.
struct WhileWriting<Inner: Service>: Service {
  let role: ServerRole?
  let inner: Inner

  func run() async throws {
    if let role {
      await cancelWhenGracefulShutdown {
        while role.isFollowing, !Swift.Task.isCancelled { try? await Swift.Task.sleep(for: .milliseconds(200)) }
      }
      if role.isFollowing { return }
    }
    try await inner.run()
  }
}

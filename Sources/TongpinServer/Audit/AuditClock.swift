// SPDX-License-Identifier: Apache-2.0
import Logging
import PlanningCycle
import ServiceLifecycle

/// Writes what was counted of refused sign-ins once a minute, and forgets addresses once an hour that were kept long enough.
struct AuditClock: Service {
  let workspace: WorkspaceThread
  let sessions: Sessions
  let providers: ProviderSignIns
  /// Days for which addresses are kept.
  let originDays: Int
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var minute = 0
      while !Swift.Task.isCancelled {
        do {
          try await sessions.writeRefusals()
          try await providers.writeRefusals()
          if minute.isMultiple(of: 60) { try await workspace.perform { [originDays] in _ = try $0.forgetOrigins(olderThan: originDays) } }
        } catch {
          // The next minute tries again; what was counted is counted still.
          logger.warning("refused sign-ins could not be written, or addresses not forgotten: \(error)")
        }
        minute += 1
        try? await Swift.Task.sleep(for: .seconds(60))
      }
    }
    try? await sessions.writeRefusals(isAll: true)
    try? await providers.writeRefusals(isAll: true)
  }
}

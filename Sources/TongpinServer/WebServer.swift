// SPDX-License-Identifier: Apache-2.0
package import Access
package import Calendars
import Dispatch
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
package import PlanningCycle
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Where the server listens and finds what it serves.
package struct ServerOptions: Sendable {
  package var host: String
  package var port: Int
  /// Folder with index.html, `src`, `styles`, `vendor`.
  package var webFolder: String
  package var localesFolder: String
  package var openAPIFile: String
  /// Which passwords people may choose.
  package var passwords: PasswordPolicy.Profile
  /// Everybody signs in with a code besides the password.
  package var needsSecondFactor: Bool
  /// How long somebody may do nothing before they sign in again, and for how long their word is good to approve, sign and give rights.
  package var idleMinutes: Int
  package var confirmMinutes: Int
  /// Whoever connects is a proxy of the house, which says in X-Forwarded-For who the other side is.
  package var trustsProxy: Bool
  /// Days for which addresses are kept.
  package var originDays: Int

  package init(
    host: String, port: Int, webFolder: String, localesFolder: String, openAPIFile: String, passwords: PasswordPolicy.Profile = .standard,
    needsSecondFactor: Bool = false, idleMinutes: Int, confirmMinutes: Int, trustsProxy: Bool = false,
    originDays: Int = Workspace.originDays
  ) {
    self.host = host
    self.port = port
    self.webFolder = webFolder
    self.localesFolder = localesFolder
    self.openAPIFile = openAPIFile
    self.passwords = passwords
    self.needsSecondFactor = needsSecondFactor
    self.idleMinutes = idleMinutes
    self.confirmMinutes = confirmMinutes
    self.trustsProxy = trustsProxy
    self.originDays = originDays
  }
}

/// The HTTP server of one workspace.
package enum WebServer {
  /// How long what runs at the end may take to finish.
  static let patience = 20

  /// Serves until SIGINT or SIGTERM; open streams are ended, running requests finished.
  ///
  /// - Parameters:
  ///   - sharing: other servers may have the same database open; this one follows the one that writes, until it writes itself.
  ///   - onOverdue: called when a request is still calculated long after the end was asked for; everything acknowledged is on the disk.
  ///   - onRunning: called with the port once connections are accepted.
  package static func run(
    _ options: ServerOptions, workspace: WorkspaceThread, carrier: any MessageCarrier, provider: any IdentityProvider,
    now: @escaping @Sendable () -> Moment,
    ticks: @escaping @Sendable () -> UInt64, processor: @escaping @Sendable () -> UInt64, sharing: SharedServing? = nil,
    onOverdue: @escaping @Sendable () -> Void = {},
    onRunning: @escaping @Sendable (Int) -> Void
  ) async throws {
    let files = try StaticFiles(
      web: URL(fileURLWithPath: options.webFolder), locales: URL(fileURLWithPath: options.localesFolder))
    let metrics = ServerMetrics()
    let hub = LiveHub(ticks: ticks, effort: { (processor(), metrics.answered) })
    try await workspace.perform { workspace in
      hub.begin(at: workspace.revision)
      workspace.onChange = { change in hub.publish(change.liveEvent) }
    }
    let (isFollowing, revision, forwardingKey) = try await workspace.perform {
      ($0.isFollowing, $0.revision, $0.store.derivedSecret(HopMark.label))
    }
    let role = sharing.map { ServerRole($0, isFollowing: isFollowing, heard: revision) }
    let isRunning = Mutex(false)
    let port = Mutex(options.port)
    let address: @Sendable () -> String = { sharing?.address ?? "http://\(options.host):\(port.withLock { $0 })" }
    var logger = Logger(label: "tongpin")
    logger.logLevel = .warning
    let openAPI = [UInt8](try Data(contentsOf: URL(fileURLWithPath: options.openAPIFile)))
    let sessions = Sessions(
      workspace: workspace, passwords: options.passwords, needsFactor: options.needsSecondFactor, idleMinutes: options.idleMinutes,
      confirmMinutes: options.confirmMinutes, now: now)
    let providers = ProviderSignIns(workspace: workspace, sessions: sessions, provider: provider, now: now)
    let responder = Responder(
      workspace: workspace, sessions: sessions, hub: hub, files: files,
      routes: RouteTable(Route.all),
      openAPI: ByteBuffer(bytes: openAPI), contract: try Contract(reading: openAPI),
      metrics: metrics, isReady: { isRunning.withLock { $0 } }, ticks: ticks, now: now,
      presence: PresenceBoard(hub: hub), carrier: carrier, providers: providers,
      trustsProxy: options.trustsProxy, role: role, forwardingKey: forwardingKey)
    let app = Application(
      responder: responder,
      server: .http1(configuration: .init(idleTimeout: .seconds(75))),
      configuration: .init(address: .hostname(options.host, port: options.port), serverName: nil),
      onServerRunning: { channel in
        port.withLock { $0 = channel.localAddress?.port ?? options.port }
        if let sharing, !isFollowing {
          let address = address()
          DispatchQueue.global().async { try? sharing.store.announce(address) }
        }
        isRunning.withLock { $0 = true }
        onRunning(port.withLock { $0 })
      },
      logger: logger)
    let watch = EndWatch(onOverdue)
    defer { watch.stop() }
    // Services end from the last to the first: the server waits for its streams, so whoever closes them goes before it.
    try await ServiceGroup(
      services: services(
        ApprovalClock(workspace: workspace, logger: logger),
        OutboxSender(workspace: workspace, carrier: carrier, now: now, logger: logger),
        SourcePoller(workspace: workspace, access: try await workspace.perform { $0.environment.sources }, logger: logger),
        AuditClock(workspace: workspace, sessions: sessions, providers: providers, originDays: options.originDays, logger: logger),
        role: role)
        + (role.map { [FollowClock(workspace: workspace, sessions: sessions, role: $0, address: address, logger: logger)] } ?? [])
        + [app, StreamCloser(hub: hub, watch: watch)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
    ).run()
  }
}

extension WebServer {
  /// What a server does by itself: only where it writes.
  private static func services<each Own: Service>(_ own: repeat each Own, role: ServerRole?) -> [any Service] {
    var services: [any Service] = []
    for one in repeat each own { services.append(WhileWriting(role: role, inner: one)) }
    return services
  }
}

/// Live streams never end by themselves; a stopping server ends them.
private struct StreamCloser: Service {
  let hub: LiveHub
  let watch: EndWatch

  func run() async throws {
    try? await gracefulShutdown()
    watch.begin()
    hub.close()
  }
}

/// Whoever ends the server does not wait for a calculation of minutes that nobody will see.
private final class EndWatch: Sendable {
  private let isOver = Atomic<Bool>(false)
  private let onOverdue: @Sendable () -> Void

  init(_ onOverdue: @escaping @Sendable () -> Void) { self.onOverdue = onOverdue }

  func begin() {
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(WebServer.patience)) {
      if !self.isOver.load(ordering: .acquiring) { self.onOverdue() }
    }
  }

  func stop() { isOver.store(true, ordering: .releasing) }
}

/// Limits of time in approvals and due days of the plan calendar are kept, reports written and alerts told once a minute, and at the start for the time the server was down.
private struct ApprovalClock: Service {
  let workspace: WorkspaceThread
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Swift.Task.isCancelled {
        do {
          _ = try await workspace.perform { try $0.passApprovals() + $0.remindOfRounds() + $0.writeDueReports() + $0.passAlerts() }
        } catch {
          // The next minute tries again; nothing was lost.
          logger.warning("time limits, due days, reports and alerts could not be kept: \(error)")
        }
        try? await Swift.Task.sleep(for: .seconds(60))
      }
    }
  }
}

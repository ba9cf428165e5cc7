// SPDX-License-Identifier: Apache-2.0
import Calendars
import Dispatch
import Logging
import PlanningCycle
import ServiceLifecycle
import Synchronization

/// Carries what lies in the outbox to the outside: two messages at a time and one of each channel, on threads of its own, so that a server that
/// hangs holds up nobody but those who write to it.
final class OutboxSender: Service {
  static let atOnce = 2
  /// Messages a robot takes in a minute: 企业微信 and 钉钉 say twenty, and shut out for ten minutes whoever sends more.
  static let perMinute = 20
  static let minute: Int64 = 60 * 1000
  static let hour: Int64 = 60 * minute

  fileprivate struct State {
    var carrying: Swift.Set<String> = []
    var sentAt: [String: [Moment]] = [:]
    var restsUntil: [String: Moment] = [:]
    var prunedAt: Moment?
  }

  private let workspace: WorkspaceThread
  private let carrier: any MessageCarrier
  private let now: @Sendable () -> Moment
  private let logger: Logger
  private let queue = DispatchQueue(label: "tongpin.outbox", attributes: .concurrent)
  private let state = Mutex(State())
  private let isStopping = Atomic<Bool>(false)

  init(workspace: WorkspaceThread, carrier: any MessageCarrier, now: @escaping @Sendable () -> Moment, logger: Logger) {
    self.workspace = workspace
    self.carrier = carrier
    self.now = now
    self.logger = logger
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      // What is under way is broken off within a second and tried again after the start: nobody knows whether it arrived.
      await withTaskCancellationHandler {
        await self.sendUntilCancelled()
      } onCancel: {
        self.isStopping.store(true, ordering: .releasing)
      }
    }
  }

  private func sendUntilCancelled() async {
    await withDiscardingTaskGroup { group in
      while !Swift.Task.isCancelled {
        let deliveries = await next()
        for delivery in deliveries { group.addTask { await self.send(delivery) } }
        try? await Swift.Task.sleep(for: deliveries.isEmpty ? .seconds(5) : .milliseconds(200))
      }
    }
  }

  /// Puts into the outbox what happened since, and takes what may go now.
  func next() async -> [OutboxDelivery] {
    let moment = now()
    let (busy, room) = state.withLock { ($0.busy(at: moment), Self.atOnce - $0.carrying.count) }
    let isPruned = state.withLock { $0.prunes(at: moment) }
    do {
      let (deliveries, dropped) = try await workspace.perform { workspace in
        let told = try workspace.tellOutside()
        if isPruned { try workspace.pruneOutbox(at: moment) }
        return (room > 0 ? try workspace.dueDeliveries(at: moment, busy: busy, limit: room) : [], told.dropped)
      }
      if dropped > 0 { logger.warning("the outbox is full: \(dropped) notices were not taken") }
      state.withLock { state in for delivery in deliveries { state.begin(delivery.channel, at: moment) } }
      return deliveries
    } catch {
      // The next turn tries again; nothing was lost.
      logger.warning("the outbox could not be read: \(error)")
      return []
    }
  }

  func send(_ delivery: OutboxDelivery) async {
    let answer = await carry(delivery.message, to: delivery.target)
    let moment = now()
    state.withLock { $0.end(delivery.channel, answer, at: moment) }
    do {
      try await workspace.perform { try $0.note(answer, of: delivery.id, at: moment) }
    } catch {
      logger.warning(
        "message \(delivery.id) went out (\(answer.outcome.rawValue)), which could not be written down; it may go out again: \(error)")
    }
  }

  private func carry(_ message: OutgoingMessage, to target: ChannelTarget) async -> CarrierAnswer {
    let moment = now()
    return await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(
          returning: self.carrier.carry(message, to: target, at: moment) { self.isStopping.load(ordering: .acquiring) })
      }
    }
  }
}

extension OutboxSender.State {
  /// Channels that carry a message, rest, or have sent their share of this minute.
  fileprivate func busy(at moment: Moment) -> Swift.Set<String> {
    let resting = restsUntil.filter { $0.value > moment }.map(\.key)
    let full = sentAt.filter { channel, sent in
      channel != ChannelSettings.mailChannel && sent.filter { $0 > moment.before(OutboxSender.minute) }.count >= OutboxSender.perMinute
    }.map(\.key)
    return carrying.union(resting).union(full)
  }

  fileprivate mutating func begin(_ channel: String, at moment: Moment) {
    carrying.insert(channel)
    sentAt[channel] = (sentAt[channel] ?? []).filter { $0 > moment.before(OutboxSender.minute) } + [moment]
  }

  /// A channel whose server does not answer, or wants to be left alone, is left alone.
  fileprivate mutating func end(_ channel: String, _ answer: CarrierAnswer, at moment: Moment) {
    carrying.remove(channel)
    let rest = max(answer.outcome == .unreachable ? 60 : 0, answer.retryAfter ?? 0)
    restsUntil[channel] = rest > 0 ? Moment(millisecondsSinceEpoch: moment.millisecondsSinceEpoch + Int64(rest) * 1000) : nil
  }

  fileprivate mutating func prunes(at moment: Moment) -> Bool {
    if let last = prunedAt, moment.millisecondsSinceEpoch - last.millisecondsSinceEpoch < OutboxSender.hour { return false }
    prunedAt = moment
    return true
  }
}

extension Moment {
  fileprivate func before(_ milliseconds: Int64) -> Moment { Moment(millisecondsSinceEpoch: millisecondsSinceEpoch - milliseconds) }
}

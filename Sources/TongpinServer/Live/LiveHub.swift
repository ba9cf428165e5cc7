// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Synchronization

/// One change as browsers hear of it.
struct LiveEvent: Sendable {
  let revision: Int64
  let name: String
  /// Milliseconds over which open screens spread what they fetch because of it.
  fileprivate(set) var pace = 0
  /// Of this moment alone: it has no number, and is never sent again.
  let isPassing: Bool
  private let texts: Texts

  /// - Parameter write: the JSON, one line, as one group of people hears it, with the pace; asked once for each group.
  init(revision: Int64, name: String, _ write: @escaping @Sendable (ChangeHearing, _ pace: Int) -> String) {
    self.revision = revision
    self.name = name
    isPassing = false
    texts = Texts(write)
  }

  /// What is told to whoever listens just now, and to nobody later.
  init(passing name: String, _ write: @escaping @Sendable (ChangeHearing) -> String) {
    revision = 0
    self.name = name
    isPassing = true
    texts = Texts { hearing, _ in write(hearing) }
  }

  func data(for hearing: ChangeHearing) -> String { texts.text(for: hearing, pace: pace) }

  private final class Texts: Sendable {
    private let write: @Sendable (ChangeHearing, Int) -> String
    private let known = Mutex<[ChangeHearing: String]>([:])

    init(_ write: @escaping @Sendable (ChangeHearing, Int) -> String) { self.write = write }

    func text(for hearing: ChangeHearing, pace: Int) -> String {
      known.withLock { known in
        if let text = known[hearing] { return text }
        let text = write(hearing, pace)
        known[hearing] = text
        return text
      }
    }
  }
}

/// Hands every change to every open stream. Bounded everywhere: history, subscribers, and each stream's queue.
final class LiveHub: Sendable {
  static let historyLimit = 1_000
  static let subscriberLimit = 2_000
  static let queueLimit = 256

  private struct State {
    var history: [LiveEvent] = []
    var subscribers: [Int: AsyncStream<LiveEvent>.Continuation] = [:]
    var nextSubscriber = 0
    var isClosed = false
    /// The newest revision when the hub began: what lies before it is not in the history.
    var startRevision: Int64 = 0
    var pace = LivePace()
    var cost = AnswerCost()
  }

  private let state = Mutex(State())
  private let ticks: @Sendable () -> UInt64
  private let effort: @Sendable () -> (processor: UInt64, answers: Int)

  /// - Parameters:
  ///   - ticks: nanoseconds of a clock that only goes forward.
  ///   - effort: nanoseconds that the processors worked for this server, and how many requests it answered.
  init(
    ticks: @escaping @Sendable () -> UInt64 = { 0 },
    effort: @escaping @Sendable () -> (processor: UInt64, answers: Int) = { (0, 0) }
  ) {
    self.ticks = ticks
    self.effort = effort
  }

  var subscriberCount: Int { state.withLock { $0.subscribers.count } }

  /// Says from which revision on changes are heard.
  func begin(at revision: Int64) { state.withLock { $0.startRevision = revision } }

  func publish(_ event: LiveEvent) {
    var event = event
    let effort = effort()
    let full = state.withLock { state in
      state.cost.note(processor: effort.processor, answers: effort.answers)
      event.pace = state.pace.next(streams: state.subscribers.count, at: ticks(), busy: state.cost.milliseconds)
      state.history.append(event)
      if state.history.count > Self.historyLimit { state.history.removeFirst(state.history.count - Self.historyLimit) }
      var full: [AsyncStream<LiveEvent>.Continuation] = []
      for (id, continuation) in state.subscribers {
        if case .dropped = continuation.yield(event) {
          // A browser that does not read is told to start again rather than to miss a change.
          state.subscribers[id] = nil
          full.append(continuation)
        }
      }
      return full
    }
    for continuation in full { continuation.finish() }
  }

  /// Tells every open stream something of this moment. A stream that is behind goes without.
  func tell(_ event: LiveEvent) {
    state.withLock { state in for continuation in state.subscribers.values { continuation.yield(event) } }
  }

  /// A stream of what comes after `revision`; begins with `resync` when the history no longer reaches back to it.
  /// nil when there are too many streams or the server is closing.
  func subscribe(after revision: Int64?) -> AsyncStream<LiveEvent>? {
    let (stream, continuation) = AsyncStream.makeStream(
      of: LiveEvent.self, bufferingPolicy: .bufferingOldest(Self.queueLimit))
    let id: Int? = state.withLock { state in
      guard !state.isClosed, state.subscribers.count < Self.subscriberLimit else { return nil }
      if let revision { Self.replay(state, after: revision, into: continuation) }
      let id = state.nextSubscriber
      state.nextSubscriber += 1
      state.subscribers[id] = continuation
      return id
    }
    guard let id else { return nil }
    continuation.onTermination = { [weak self] _ in
      _ = self?.state.withLock { $0.subscribers.removeValue(forKey: id) }
    }
    return stream
  }

  /// Ends every stream, so that the server can stop.
  func close() {
    let open = state.withLock { state in
      state.isClosed = true
      defer { state.subscribers = [:] }
      return Array(state.subscribers.values)
    }
    for continuation in open { continuation.finish() }
  }

  private static func replay(
    _ state: State, after revision: Int64, into continuation: AsyncStream<LiveEvent>.Continuation
  ) {
    let history = state.history
    let missed = history.filter { $0.revision > revision }
    let newest = history.last?.revision ?? state.startRevision
    let reachesBack = history.first.map { revision >= $0.revision - 1 } ?? (revision >= state.startRevision)
    if (!reachesBack && revision < newest) || missed.count >= queueLimit {
      continuation.yield(LiveEvent(revision: newest, name: "resync") { _, _ in "{}" })
    } else {
      for event in missed { continuation.yield(event) }
    }
  }
}

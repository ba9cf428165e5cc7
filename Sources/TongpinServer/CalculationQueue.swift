// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Long answers that need no workspace any more: one after the other on a thread of their own, so that commands and reads go on.
final class CalculationQueue: Sendable {
  /// Waiting calculations; beyond it callers are told to come back.
  static let limit = 8

  private let queue: DispatchQueue
  private let waiting = Atomic<Int>(0)

  init(label: String = "tongpin.calculation", qos: DispatchQoS = .utility) { queue = DispatchQueue(label: label, qos: qos) }

  /// - Throws: what `work` throws; `ServerBusy` when too many wait.
  func perform<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    let (count, _) = waiting.add(1, ordering: .relaxed)
    defer { waiting.subtract(1, ordering: .relaxed) }
    guard count < Self.limit else { throw ServerBusy() }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }
}

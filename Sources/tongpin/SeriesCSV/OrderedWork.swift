// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Work on a stream of items by several threads; results are handed on in the order of the items.
///
/// Items are taken in batches, so memory is bounded by one batch of items and results.
struct OrderedWork {
  let threads: Int
  /// Enough that the slowest item of a batch seldom keeps the other threads waiting.
  var batchSize: Int { threads == 1 ? 1 : 32 * threads }

  func run<Item: Sendable, Outcome: Sendable>(
    next: () throws -> Item?, work: @Sendable (Item) -> Outcome, deliver: (Outcome) throws -> Void
  ) throws {
    while true {
      var batch: [Item] = []
      while batch.count < batchSize, let item = try next() { batch.append(item) }
      guard !batch.isEmpty else { return }
      for outcome in done(batch, work) { try deliver(outcome) }
    }
  }

  private func done<Item: Sendable, Outcome: Sendable>(_ batch: [Item], _ work: @Sendable (Item) -> Outcome)
    -> [Outcome]
  {
    guard threads > 1, batch.count > 1 else { return batch.map(work) }
    let results = Mutex<[Outcome?]>([Outcome?](repeating: nil, count: batch.count))
    let taken = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, batch.count)) { _ in
      while true {
        let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < batch.count else { return }
        let outcome = work(batch[index])
        results.withLock { $0[index] = outcome }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}

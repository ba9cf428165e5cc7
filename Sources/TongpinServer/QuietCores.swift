// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Planning
import Synchronization

/// Every core of the machine on threads that leave it to everybody else who wants it.
struct QuietCores: ParallelWork {
  let threadCount = ProcessInfo.processInfo.activeProcessorCount

  func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    let next = Counter()
    let group = DispatchGroup()
    withoutActuallyEscaping(body) { body in
      for _ in 0..<min(threadCount, count) {
        group.enter()
        let thread = Thread {
          CalculationQueue.leaveProcessor()
          while true {
            let index = next.take()
            guard index < count else { break }
            body(index)
          }
          group.leave()
        }
        thread.stackSize = 8 << 20
        thread.start()
      }
      group.wait()
    }
  }
}

/// Gives out 0, 1, 2 … to whoever asks.
private final class Counter: Sendable {
  private let next = Atomic<Int>(0)

  func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}

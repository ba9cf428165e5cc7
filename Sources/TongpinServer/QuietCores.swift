// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Planning
import Synchronization

/// Every core of the machine on threads that leave it to everybody else who wants it.
struct QuietCores: ParallelWork {
  let threadCount = ProcessInfo.processInfo.activeProcessorCount

  func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    let group = DispatchGroup()
    withoutActuallyEscaping(body) { body in
      let pieces = Pieces(count, body)
      for _ in 0..<min(threadCount, count) {
        group.enter()
        let thread = Thread {
          CalculationQueue.leaveProcessor()
          pieces.work()
          group.leave()
        }
        thread.stackSize = 8 << 20
        thread.start()
      }
      group.wait()
      // A thread may outlive its last piece by a moment: what it holds by then is empty.
      pieces.end()
    }
  }
}

/// The pieces of one work, each given out once.
private final class Pieces: @unchecked Sendable {
  private let count: Int
  private let next = Atomic<Int>(0)
  /// Read while threads are at work, and taken away when all of them said that they are done.
  private var body: (@Sendable (Int) -> Void)?

  init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
  }

  func work() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      body?(index)
    }
  }

  func end() { body = nil }
}

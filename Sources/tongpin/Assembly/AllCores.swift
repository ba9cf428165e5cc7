// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Planning

/// Every core of the machine.
struct AllCores: ParallelWork {
  let threadCount = ProcessInfo.processInfo.activeProcessorCount

  func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    DispatchQueue.concurrentPerform(iterations: count) { body($0) }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Planning

/// Every core of the machine, or as many threads as are asked for.
struct AllCores: ParallelWork {
  var threadCount = ProcessInfo.processInfo.activeProcessorCount

  func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    DispatchQueue.concurrentPerform(iterations: count) { body($0) }
  }
}

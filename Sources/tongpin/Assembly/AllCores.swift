// SPDX-License-Identifier: Apache-2.0
import Dispatch
import PlanningCycle

/// Every core of the machine.
struct AllCores: ParallelWork {
  func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    DispatchQueue.concurrentPerform(iterations: count) { body($0) }
  }
}
